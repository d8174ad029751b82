/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* (transfer floating): a header bar's title that switches the pages of @stack where there is room,
 * and reveals @bar where there is not. */
GtkWidget *sb_view_title_new (AdwViewStack *stack, AdwViewSwitcherBar *bar, const char *title);
void sb_view_title_set_subtitle (GtkWidget *title, const char *subtitle);

G_END_DECLS
