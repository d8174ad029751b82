/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

G_BEGIN_DECLS

/*
 * What is not over in a session because the server refused the sign-in, or a proxy asks for one:
 * it waits for that, to be sent or to be found out. Where the session is left before, what was not
 * sent can go to the session of another user of the same server.
 */

/**
 * sb_hand_over_list:
 * @doubtful: those whose answer was lost before the sign-in was refused, or those that wait for it
 *
 * Returns: (transfer full) (element-type SbChange): the changes that are not over, the oldest first
 */
GPtrArray *sb_hand_over_list (SbSession *session, gboolean doubtful);

/**
 * sb_hand_over_count:
 *
 * Returns: how many changes wait; none unless a sign-in is waited for
 */
guint sb_hand_over_count (SbSession *session);

/**
 * sb_hand_over_is_possible:
 * @next: (nullable): the account that is gone to
 *
 * Returns: whether something was certainly not sent, and @next is of the same server: what the ids
 *   mean is another thing on another one
 */
gboolean sb_hand_over_is_possible (SbSession *session, SbAccount *next);

/**
 * sb_hand_over_prepare:
 * @from: a session that is not closed yet
 * @to: where it goes
 *
 * What @from turns out not to have sent when it is closed, whole changes and the rest of those of
 * which some requests were sent, is submitted to @to. What may have been carried out is not.
 */
void sb_hand_over_prepare (SbSession *from, SbSession *to);

G_END_DECLS
