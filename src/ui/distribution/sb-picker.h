/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbPicker:
 *
 * Picks what a Custom distribution names: device groups, devices, user groups and users, each
 * searched on the server. Type to search, Down into the results, Space to choose or take out,
 * Return to choose; what is chosen is listed below by name.
 */
#define SB_TYPE_PICKER (sb_picker_get_type ())
G_DECLARE_FINAL_TYPE (SbPicker, sb_picker, SB, PICKER, GtkWidget)

GtkWidget *sb_picker_new (SbSession *session, SbDraft *draft);

G_END_DECLS
