/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Whoever leaves a session in which changes wait for a sign-in is asked what becomes of them.
 */

/**
 * SbWaitingAnswer:
 * @SB_WAITING_STAY: the session is not left
 * @SB_WAITING_DISCARD: they are not sent
 * @SB_WAITING_SEND: they are sent as the other user
 */
typedef enum {
  SB_WAITING_STAY,
  SB_WAITING_DISCARD,
  SB_WAITING_SEND,
} SbWaitingAnswer;

/**
 * sb_waiting_ask_async:
 * @parent: a widget in the window that asks
 * @next: (nullable): the account that is gone to; only another user of the same server can be sent
 *   them
 */
void sb_waiting_ask_async (GtkWidget *parent,
                           SbSession *session,
                           SbAccount *next,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
SbWaitingAnswer sb_waiting_ask_finish (GAsyncResult *result);

/* What goes on once it is decided on. */
typedef void (*SbWaitingFunc) (gpointer user_data);

/**
 * sb_waiting_leave:
 * @session: (nullable): what may wait
 * @then: (scope forever): called where nothing waits, or when a person has let it go
 *
 * @parent may be gone by then, and @data with it: then nothing is called.
 */
void sb_waiting_leave (GtkWidget *parent, SbSession *session, SbWaitingFunc then, GObject *data);

G_END_DECLS
