/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_second_look_async:
 * @command: what is about to be sent; one whose devices are judged again
 *
 * Reads the devices that it names once more, and judges each as the plan did: it is sent to those
 * alone for which it still can be done, and that are what they were when a person was asked. Of a
 * device of which nobody wrote down what it was, and that is not there, the server says so.
 */
void sb_second_look_async (SbServer *server,
                           SbCommand *command,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * sb_second_look_finish:
 *
 * Errors are SB_ERROR: then nothing is known of any device.
 *
 * Returns: (transfer full) (element-type SbRejection): the devices that it is not to be sent to,
 *   and why
 */
GPtrArray *sb_second_look_finish (GAsyncResult *result, GError **error);

G_END_DECLS
