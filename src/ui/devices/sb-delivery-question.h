/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_delivery_question_ask:
 * @window: the main window
 * @policy_id: one configuration, or 0: every eSIM configuration that a push would reach, the only
 *   one where it is excluded or included
 *
 * @verb: PUSH, RETRY, EXCLUDE or INCLUDE
 *
 * Reads how the device stands with its configurations and with an eSIM reset, asks with the number
 * and with what would happen, and sends the change. Says why where nothing can be done. Ends when
 * @window leaves the screen or the session is closed.
 */
void sb_delivery_question_ask (GtkWidget *window,
                               SbSession *session,
                               SbDevice *device,
                               gint64 policy_id,
                               SbVerb verb);

G_END_DECLS
