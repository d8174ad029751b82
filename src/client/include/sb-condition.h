/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-error.h"
#include "sb-query.h"
#include "sb-secret.h"

G_BEGIN_DECLS

/**
 * SbConditionState:
 * @SB_CONDITION_FINE: nothing is known to be wrong
 * @SB_CONDITION_UNREACHABLE: the last calls could not reach the server, or it did not answer in
 *   time; it is tried again at `retry-at`
 * @SB_CONDITION_WAITING: the server asked to wait (429, 503) until `retry-at`
 * @SB_CONDITION_SIGN_IN: the server refused the sign-in (401): nothing is sent until
 *   [signal@Authorizer::changed]
 * @SB_CONDITION_PROXY: a proxy asks who we are (407), and nobody knows, or it refused what was
 *   known: nothing is sent until [method@Condition.sign_in_at_proxy]
 */
typedef enum {
  SB_CONDITION_FINE,
  SB_CONDITION_UNREACHABLE,
  SB_CONDITION_WAITING,
  SB_CONDITION_SIGN_IN,
  SB_CONDITION_PROXY,
} SbConditionState;

/**
 * SbCondition:
 *
 * The lasting condition of a server, shared by all its calls: what a banner shows.
 *
 * Properties, read-only with notify: `state` (int, SbConditionState), `retry-at` (int64,
 * milliseconds since 1970, 0 where nothing is planned), `n-odd` (uint: of how many collections a
 * reply had something odd in it, see [method@Condition.get_odd]). [signal@Condition::try-now] is
 * emitted by [method@Condition.try_now]; whoever waits, goes on.
 */
#define SB_TYPE_CONDITION (sb_condition_get_type ())
G_DECLARE_FINAL_TYPE (SbCondition, sb_condition, SB, CONDITION, GObject)

/**
 * sb_condition_new:
 *
 * Returns: (transfer full): a condition of which nothing bad is known
 */
SbCondition *sb_condition_new (void);

/**
 * sb_condition_get_state:
 *
 * Returns: the lasting condition of the server
 */
SbConditionState sb_condition_get_state (SbCondition *self);

/**
 * sb_condition_get_retry_at:
 *
 * Returns: when it is tried again, in milliseconds since 1970; 0 where nothing is planned, as while
 *   a try is under way
 */
gint64 sb_condition_get_retry_at (SbCondition *self);

/**
 * sb_condition_get_error:
 *
 * Returns: (nullable) (transfer none): why the state is not FINE; valid until the next change
 */
const GError *sb_condition_get_error (SbCondition *self);

/**
 * sb_condition_get_n_odd:
 *
 * Returns: of how many collections a reply had something odd in it
 */
guint sb_condition_get_n_odd (SbCondition *self);

/**
 * sb_condition_get_odd:
 * @n_repaired: (out): how many values had to be repaired in the last reply that had such
 * @n_unusable: (out): how many rows had no usable id in it
 *
 * Returns: whether a reply of @collection had something odd in it
 */
gboolean sb_condition_get_odd (SbCondition *self,
                               SbCollection collection,
                               guint *n_repaired,
                               guint *n_unusable);

/**
 * sb_condition_try_now:
 *
 * Asks whoever waits for `retry-at` to go on at once. Does nothing where nobody waits.
 */
void sb_condition_try_now (SbCondition *self);

/**
 * sb_condition_sign_in_at_proxy:
 * @user: who we are at the proxy that asks, see [func@error_get_proxy]
 * @password: its password, never the account's
 *
 * Goes on where a proxy asked for a sign-in. What is said is kept for that proxy alone, for all
 * accounts, until the program ends. Does nothing where none asks.
 */
void sb_condition_sign_in_at_proxy (SbCondition *self, const char *user, SbSecret *password);

/**
 * sb_condition_set: (skip)
 * @retry_at: milliseconds since 1970, or 0
 * @error: (nullable): why; copied
 */
void
sb_condition_set (SbCondition *self, SbConditionState state, gint64 retry_at, const GError *error);

/**
 * sb_condition_note_odd: (skip)
 *
 * Notes what a reply of @collection had in it; nothing where both are 0.
 */
void sb_condition_note_odd (SbCondition *self,
                            SbCollection collection,
                            guint n_repaired,
                            guint n_unusable);

G_END_DECLS
