/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbViewTitle:
 *
 * A header bar's title that switches the pages of a stack where there is room, and reveals a bar
 * that does so where there is not.
 */
#define SB_TYPE_VIEW_TITLE (sb_view_title_get_type ())
G_DECLARE_FINAL_TYPE (SbViewTitle, sb_view_title, SB, VIEW_TITLE, AdwBin)

/* (transfer floating) */
GtkWidget *sb_view_title_new (AdwViewStack *stack, AdwViewSwitcherBar *bar, const char *title);
/* @subtitle: (nullable) */
void sb_view_title_set_subtitle (SbViewTitle *self, const char *subtitle);

G_END_DECLS
