/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_offer_new:
 * @label: the button's label with a mnemonic
 * @action: an action of a window below the one that it is in
 * @target: (transfer floating): what the action is given
 *
 * A button in a question or a Preview that offers something else instead. Taking the offer closes
 * that window without an answer.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *sb_offer_new (const char *label, const char *action, GVariant *target);

G_END_DECLS
