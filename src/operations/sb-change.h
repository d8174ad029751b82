/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change-state.h"
#include "sb-command.h"
#include "sb-error.h"
#include "sb-query.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbChange:
 *
 * One change that was asked for and how it ended: a line of Activity.
 *
 * Signals `changed`: the state, the error or the command is another; `state-changed`: the state is.
 * When it says that it is over, all else has been set.
 */
#define SB_TYPE_CHANGE (sb_change_get_type ())
G_DECLARE_FINAL_TYPE (SbChange, sb_change, SB, CHANGE, GObject)

/**
 * sb_change_get_command:
 *
 * Returns: (transfer none): what was asked for. Once it is sent, what is sent: where changes of our
 *   own came before it, it goes on from what they came to
 */
SbCommand *sb_change_get_command (SbChange *self);

/**
 * sb_change_get_state:
 *
 * Returns: how far the change is
 */
SbChangeState sb_change_get_state (SbChange *self);

/**
 * sb_change_is_over:
 *
 * Returns: whether the state is done, refused or unknown; it does not change any more
 */
gboolean sb_change_is_over (SbChange *self);

/**
 * sb_change_get_outcome:
 *
 * Returns: (nullable) (transfer none): what it came to, as far as it was carried out
 */
SbOutcome *sb_change_get_outcome (SbChange *self);

/**
 * sb_change_get_error:
 *
 * Returns: (nullable) (transfer none): why it was refused, is being found out, is not known, or
 *   ended halfway; of the domain SB_ERROR
 */
const GError *sb_change_get_error (SbChange *self);

/**
 * sb_change_get_hindrance:
 *
 * Returns: (nullable) (transfer none): why what comes next could not be written down, and so was
 *   not sent; it is tried again. SB_ERROR_STORAGE
 */
const GError *sb_change_get_hindrance (SbChange *self);

/**
 * sb_change_asks:
 *
 * Returns: whether it goes on when a person says so, and not before; the error says why, see
 *   [method@Operations.resume]
 */
gboolean sb_change_asks (SbChange *self);

/**
 * sb_change_is_earlier:
 *
 * Returns: whether it was asked for before the program was started
 */
gboolean sb_change_is_earlier (SbChange *self);

/**
 * sb_change_is_step:
 *
 * Returns: whether it is one step of a job, which has more
 */
gboolean sb_change_is_step (SbChange *self);

/**
 * sb_change_is_elsewhere:
 *
 * Returns: whether it was asked of another server or tenant than the one that the account has now.
 *   Where it is not over, it is kept, and not sent there
 */
gboolean sb_change_is_elsewhere (SbChange *self);

/**
 * sb_change_get_created_at:
 *
 * Returns: when it was asked for, in milliseconds since 1970
 */
gint64 sb_change_get_created_at (SbChange *self);

/**
 * sb_change_get_ended_at:
 *
 * Returns: when it was over, in milliseconds since 1970, or 0
 */
gint64 sb_change_get_ended_at (SbChange *self);

/**
 * sb_change_get_user_name:
 *
 * Returns: (nullable) (transfer none): as whom it was sent
 */
const char *sb_change_get_user_name (SbChange *self);

/**
 * sb_change_get_joined:
 *
 * Returns: (nullable) (transfer none): where somebody else edited the configuration before the
 *   change was sent, and both were joined: what it was when the change was made up. The command's
 *   `before` is what they made of it
 */
SbConfiguration *sb_change_get_joined (SbChange *self);

/**
 * sb_change_get_n_parts_sent:
 *
 * Returns: once it is over, how many of its command's parts were sent, or may have been: those that
 *   come after them were not, and can be asked for again
 */
guint sb_change_get_n_parts_sent (SbChange *self);

/**
 * sb_change_touches:
 * @collection: what a view shows
 * @id: for CONFIGURATIONS, DEVICES and ESIM_STATES one of these, for DELIVERIES the configuration
 *   whose they are, for DEVICE_DELIVERIES the device; %NULL is any
 *
 * For views that wait for [signal@Operations::change-ended].
 *
 * Returns: whether what the view shows may be another after this change
 */
gboolean sb_change_touches (SbChange *self, SbCollection collection, const char *id);

/**
 * sb_change_is_whole:
 *
 * Returns: whether the change was carried out wholly, so that there is nothing to look into
 */
gboolean sb_change_is_whole (SbChange *self);

/**
 * sb_change_can_undo:
 *
 * An addition, an edit, a deletion, and, where every device took it, an exclusion or its end, and a
 * reset, which is taken back where it has not begun. What a device did meanwhile stays.
 *
 * Returns: whether the change was carried out and the server has a way back
 */
gboolean sb_change_can_undo (SbChange *self);

G_END_DECLS
