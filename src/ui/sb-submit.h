/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-message.h"
#include "sb-session.h"

G_BEGIN_DECLS

/*
 * The way of a command: it is asked about, submitted, and its end is told where it began.
 */

/**
 * sb_submit_begin:
 * @widget: where a command was given
 *
 * Returns: (transfer full): what everything that comes before its question hangs on, such as a
 *   count: cancelled when @widget leaves the screen and when the session is closed
 */
GCancellable *sb_submit_begin (GtkWidget *widget, SbSession *session);

/**
 * sb_submit_check:
 * @widget: where a command was given
 *
 * Looks before the steps of a command begin whether the server takes it from this user, and tells
 * why not where it does not.
 *
 * Returns: whether to go on
 */
gboolean sb_submit_check (GtkWidget *widget, SbSession *session, SbCommandKind kind);

/**
 * sb_submit:
 * @widget: a widget in the window where the command was given
 *
 * Sends @command, and tells how it ended when it has. From a closed session nothing is sent.
 */
void sb_submit (GtkWidget *widget, SbSession *session, SbCommand *command);

/**
 * sb_submit_job:
 * @widget: a widget in the window where it was asked for
 *
 * Begins a job, says so with a way to Activity, and tells where it cannot be written down. From a
 * closed session nothing is done.
 */
void sb_submit_job (GtkWidget *widget, SbSession *session, SbJob *job);

/**
 * sb_submit_can_do_jobs:
 *
 * Returns: whether an eSIM can be reset and something be done after that, once the device has
 *   reported it: the server resets, and what was begun is remembered
 */
gboolean sb_submit_can_do_jobs (SbSession *session);

/**
 * sb_submit_ask:
 * @widget: a widget in the window that asks
 * @accept: the button's label with a mnemonic
 * @extra: (nullable) (transfer floating): what is shown below the words
 * @command: what is submitted where the button is pressed
 *
 * Asks first: [func@submit_check], sb_message_ask_async(), then [func@submit]. The question goes
 * when @widget leaves the screen or the session is closed, and nothing is sent then.
 */
void sb_submit_ask (GtkWidget *widget,
                    SbSession *session,
                    const char *heading,
                    const char *body,
                    const char *accept,
                    SbMessageStyle style,
                    GtkWidget *extra,
                    SbCommand *command);

G_END_DECLS
