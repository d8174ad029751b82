/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan-devices.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stops the reading of devices that a question is about. */
#define SB_DEVICE_QUESTION_STOP "device.stop-reading"

/**
 * sb_device_question_begin:
 * @window: the main window, or a widget in it
 * @undoes: (nullable): the key of the change that is taken back by it
 *
 * The way of what is done to devices: plans it, and asks with the number of the devices and with
 * what would happen; tells how far it is while it reads, and why where nothing can be done. One
 * device is asked to check in, and its reset taken back, without a question. Ends when @window
 * leaves the screen or the session is closed.
 *
 * Returns: (transfer full): ends it before it is asked
 */
GCancellable *sb_device_question_begin (GtkWidget *window,
                                        SbSession *session,
                                        SbVerb verb,
                                        const SbPlanTarget *target,
                                        const char *undoes);

/**
 * sb_device_question_begin_push:
 * @target: with the configuration that is pushed
 * @name: (nullable): what the configuration is called
 *
 * As sb_device_question_begin(), for an eSIM reset after which a configuration is pushed, as one
 * job.
 *
 * Returns: (transfer full): ends it before it is asked
 */
GCancellable *sb_device_question_begin_push (GtkWidget *window,
                                             SbSession *session,
                                             const SbPlanTarget *target,
                                             const char *name);

G_END_DECLS
