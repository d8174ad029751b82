/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SbChangeState:
 * @SB_CHANGE_WAITING: not sent yet: an earlier change of the same configuration or device is not
 *   over
 * @SB_CHANGE_SENT: sent, and no answer yet
 * @SB_CHANGE_FINDING_OUT: an answer was lost, the error says how, and what became of the change is
 *   being found out
 * @SB_CHANGE_DONE: the server carried it out (single devices may have been rejected: see the
 *   outcome). With an error: it took more than one request, the first ones were carried out, the
 *   error ended it, and the outcome counts what became of the others
 * @SB_CHANGE_REFUSED: the server refused it, or it could not be sent: nothing changed
 * @SB_CHANGE_CANCELLED: a person took it back before it was sent: nothing changed
 * @SB_CHANGE_UNKNOWN: the answer was lost and could not be found out, of the whole change or of one
 *   of its requests: see the outcome
 */
typedef enum {
  SB_CHANGE_WAITING,
  SB_CHANGE_SENT,
  SB_CHANGE_FINDING_OUT,
  SB_CHANGE_DONE,
  SB_CHANGE_REFUSED,
  SB_CHANGE_CANCELLED,
  SB_CHANGE_UNKNOWN,
} SbChangeState;

G_END_DECLS
