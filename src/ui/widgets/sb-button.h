/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbButton:
 *
 * A button with a text. GTK 4.8 names one with a mnemonic twice, by the text as it was written,
 * with its underline, and by the label inside: "_Next Next". This one has the name that is seen.
 */
#define SB_TYPE_BUTTON (sb_button_get_type ())
G_DECLARE_FINAL_TYPE (SbButton, sb_button, SB, BUTTON, GtkButton)

G_END_DECLS
