/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is on the screen, as a person finds it: by its kind, and by the name that it is shown with.
 * A name is given with its mnemonic or without one, and what is hidden is not found. */

/* The first visible widget of a type in @root, which may be @root, or NULL. @name: (nullable) */
GtkWidget *ui_find (GtkWidget *root, GType type, const char *name);
GtkWidget *ui_find_button (GtkWidget *root, const char *label);
GtkWidget *ui_find_row (GtkWidget *root, const char *title);
/* The first part of @root of a type, shown or not, or NULL. */
GtkWidget *ui_find_part (GtkWidget *root, GType type);
/* The window of a type that is open, or NULL. */
GtkWidget *ui_find_window (GType type);
/* The Preview, once everything is in it, or NULL. */
GtkWidget *ui_find_preview (void);
/* The question over any window, or NULL. Where a Preview is complete, it goes on to its question,
 * or is one itself. */
GtkWidget *ui_find_question (void);
/* The text of the window of details, over another one, or NULL. */
GtkTextView *ui_find_details (void);
/* Waits for the question, presses one of its buttons, and waits until it is gone. */
void ui_answer (const char *label);
/* Presses a button. */
void ui_press (GtkWidget *root, const char *label);

/* Whether some visible label, entry or cell in @root contains @text. */
gboolean ui_says (GtkWidget *root, const char *text);
/* In no window that is open two widgets have the same mnemonic, and none has that of a command. In
 * a menu or a popover that is open, its own alone work. */
void ui_assert_mnemonics (void);
/* Whether the focus is in @widget. */
gboolean ui_has_focus (GtkWidget *widget);

G_END_DECLS
