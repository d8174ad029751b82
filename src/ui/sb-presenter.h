/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbPresenter:
 *
 * The one presenter: decides where something is told. A page that failed is the page's SbListStack;
 * a lasting condition is the banner; what is here is one action's end, which is told over what the
 * presenter has in it. Cancelled errors show nothing.
 *
 * In the functions @widget is any one in the window (or dialog) where the action began.
 *
 * Property `content`: what is told over.
 */
#define SB_TYPE_PRESENTER (sb_presenter_get_type ())
G_DECLARE_FINAL_TYPE (SbPresenter, sb_presenter, SB, PRESENTER, AdwBin)

/* A toast. */
void sb_present_text (GtkWidget *widget, const char *text);

/* A toast that says how far something is, and stays: said again it changes its words. It ends with
 * the next toast, or with sb_present_no_text(). @cancel_action: what its Cancel does */
void sb_present_progress (GtkWidget *widget, const char *text, const char *cancel_action);

/* Takes the last toast back: who goes to another page would read it as something about that one.
 * Toasts with a button, and those that stay, are not touched. */
void sb_present_no_text (GtkWidget *widget);

/* A toast with a button that activates an action, such as Undo. */
void sb_present_text_with_action (GtkWidget *widget,
                                  const char *text,
                                  const char *button,
                                  const char *action,
                                  GVariant *target);

/* A toast that stays, with Details: @heading, and @details below it. */
void
sb_present_details (GtkWidget *widget, const char *text, const char *heading, const char *details);

/* One action failed: a toast that stays, with Details (and Copy there). */
void sb_present_error (GtkWidget *widget, const char *what, const GError *error);

/* Tells how a change ended, when it does: a toast where it is done, an error where it was refused,
 * a toast with Details where single devices were rejected or where the end is not known. */
void sb_present_change (GtkWidget *widget, SbChange *change);

G_END_DECLS
