/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbFieldsPage:
 *
 * What the configuration is: name, description, OS and what that OS needs. Choosing an OS moves the
 * focus to its first field. Return in an entry activates `editor.next`.
 */
#define SB_TYPE_FIELDS_PAGE (sb_fields_page_get_type ())
G_DECLARE_FINAL_TYPE (SbFieldsPage, sb_fields_page, SB, FIELDS_PAGE, GtkWidget)

GtkWidget *sb_fields_page_new (SbSession *session, SbDraft *draft);

gboolean sb_fields_page_has_field (SbDraftField field);
void sb_fields_page_show_problem (SbFieldsPage *self, SbDraftField field);

G_END_DECLS
