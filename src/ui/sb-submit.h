/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-message.h"
#include "sb-session.h"

G_BEGIN_DECLS

/*
 * The way of a command: it is asked about, submitted, and its end is told where it began.
 */

/**
 * sb_submit:
 * @widget: a widget in the window where the command was given
 *
 * Sends @command, and tells how it ended when it has.
 */
void sb_submit (GtkWidget *widget, SbSession *session, SbCommand *command);

/**
 * sb_submit_ask:
 * @widget: a widget in the window that asks; an answer that comes after it went comes to nothing
 * @accept: the button's label with a mnemonic
 * @command: what is submitted where the button is pressed
 * @cancellable: (nullable): cancelled where @widget shows another session, after which an answer
 *   comes to nothing too
 *
 * Asks first: [func@message_ask_async], then [func@submit].
 */
void sb_submit_ask (GtkWidget *widget,
                    SbSession *session,
                    const char *heading,
                    const char *body,
                    const char *accept,
                    SbMessageStyle style,
                    SbCommand *command,
                    GCancellable *cancellable);

G_END_DECLS
