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

/**
 * sb_delivery_question_ask_known:
 * @evidence: what is known of the device; its delivery at least
 *
 * The same where it was read already.
 */
void sb_delivery_question_ask_known (GtkWidget *window,
                                     SbSession *session,
                                     const SbEvidence *evidence,
                                     gint64 policy_id,
                                     SbVerb verb);

/**
 * SbDeliveryAskedFunc:
 * @key: of the change that is taken back
 * @command: what takes it back
 */
typedef void (*SbDeliveryAskedFunc) (GObject *asker, const char *key, SbCommand *command);

/**
 * sb_delivery_question_ask_back:
 * @change: an exclusion, or its end, that is taken back
 * @asked: called before it is asked
 *
 * The same, the other way round.
 */
void sb_delivery_question_ask_back (GtkWidget *window,
                                    SbSession *session,
                                    SbChange *change,
                                    SbDeliveryAskedFunc asked,
                                    GObject *asker);

G_END_DECLS
