/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-signal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The most rows of a boxed list. It has a widget for each of them at once. */
#define SB_MAX_ROWS 20

/* Makes templates, style and icons known. For the application and for tests of single widgets,
 * after adw_init(). */
void sb_ui_init (void);

/**
 * sb_set_template:
 * @klass: a class whose widgets are made from a template
 * @path: the template, from src/ui, such as "sb-window.ui"
 *
 * A closure of the template may ask `has_text`: whether a text is there and not empty.
 */
void sb_set_template (GtkWidgetClass *klass, const char *path);

/**
 * sb_set_label:
 * @widget: a widget
 * @label: what a person calls it, without a mnemonic's underline
 *
 * Names a widget for assistive technology. On GTK 4.8 a tooltip is not a name, and neither is an
 * icon; this is the one way by which names are given in code.
 */
void sb_set_label (gpointer widget, const char *label);

/**
 * sb_set_entry_label:
 * @entry: a #GtkEditable with a text inside, such as an #AdwEntryRow
 * @label: what a person calls it
 *
 * Names it and the text in it, which takes the focus. With one of the two alone, one platform or
 * the other says the title twice or not at all.
 */
void sb_set_entry_label (gpointer entry, const char *label);

/**
 * sb_keep_one_line:
 * @entry: a #GtkEditable with a text inside
 *
 * Puts a space for each line break and tab of what is pasted: they would be sent, and nobody sees
 * them.
 */
void sb_keep_one_line (gpointer entry);

/**
 * sb_set_wrapped:
 * @label: a label that wraps
 * @text: what it shows, with a server's or a person's words in it
 *
 * Shows a text that may have words in it longer than a line. They are broken, and must be so at any
 * character: Pango looks for the end of a word from each of them, again and again.
 */
void sb_set_wrapped (GtkLabel *label, const char *text);

/**
 * sb_set_problem:
 * @row: a row, such as an #AdwEntryRow
 * @problem: (nullable): what is wrong with what is in it; said of it where it has the focus
 */
void sb_set_problem (gpointer row, const char *problem);

/**
 * sb_set_drop_down_label:
 * @drop_down: a GtkDropDown that has its model
 * @label: what a person calls it
 *
 * Names it, and what in it takes the focus on GTK 4.8: its button, and the item that it shows.
 */
void sb_set_drop_down_label (gpointer drop_down, const char *label);

/**
 * sb_set_spoken_text:
 * @label: a #GtkLabel with the role of a status or an alert
 * @text: what it shows from now on
 *
 * Shows a text that assistive technology reads out by itself. Newer GTK does not name such
 * a label by what is in it.
 */
void sb_set_spoken_text (GtkWidget *label, const char *text);

/**
 * sb_set_check_label:
 * @check: a check button
 * @text: what is written beside it, with a mnemonic
 *
 * Gives it a text that wraps, and its name: GTK's own is as wide as the screen, if need be, and
 * named with the underline on 4.8.
 */
void sb_set_check_label (GtkCheckButton *check, const char *text);

/**
 * sb_escape_mnemonic:
 * @text: what a person or a server wrote
 *
 * Returns: (transfer full): the label of a menu item that shows it, or as much of it as a menu has
 *   room for, and has no mnemonic
 */
char *sb_escape_mnemonic (const char *text);

/**
 * sb_focus_children:
 * @self: a widget whose children lie one below the other
 * @direction: where to
 *
 * Moves the focus among the children. For the `focus` of a class that has a `grab_focus` of its
 * own: the inherited one calls that whenever the last child is left, so that Tab never gets out,
 * and whenever it is entered, so that Tab skips what is before.
 *
 * Returns: whether the focus is in @self now
 */
gboolean sb_focus_children (GtkWidget *self, GtkDirectionType direction);

G_END_DECLS
