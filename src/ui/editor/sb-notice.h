/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbNotice:
 *
 * A bar on top of a dialog that tells something and offers what to do about it, without taking the
 * focus. Hidden until told something.
 */
#define SB_TYPE_NOTICE (sb_notice_get_type ())
G_DECLARE_FINAL_TYPE (SbNotice, sb_notice, SB, NOTICE, GtkWidget)

void sb_notice_show (SbNotice *self, const char *text);
void sb_notice_add_button (SbNotice *self,
                           const char *label,
                           gboolean suggested,
                           GCallback callback,
                           gpointer object);
void sb_notice_hide (SbNotice *self);
const char *sb_notice_get_text (SbNotice *self);

G_END_DECLS
