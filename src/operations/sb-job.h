/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-journal.h"

G_BEGIN_DECLS

/**
 * SbJobKind:
 * @SB_JOB_RESET: each device's eSIM is reset; it is done once the device has reported that
 * @SB_JOB_PUSH: a configuration is pushed to each device
 * @SB_JOB_RETIRE: each device is retired; it is done once the server has said so
 * @SB_JOB_DELETE: the record of each device is deleted; it is done once the server has said so
 * @SB_JOB_RESET_THEN_PUSH: each device's eSIM is reset; once the device has reported that, a
 *   configuration is pushed to it; it is done once the device has downloaded
 * @SB_JOB_RESET_THEN_RETIRE: each device's eSIM is reset; once the device has reported that, it is
 *   retired
 */
typedef enum {
  SB_JOB_RESET,
  SB_JOB_PUSH,
  SB_JOB_RETIRE,
  SB_JOB_DELETE,
  SB_JOB_RESET_THEN_PUSH,
  SB_JOB_RESET_THEN_RETIRE,
} SbJobKind;

#define SB_N_JOB_KINDS (SB_JOB_RESET_THEN_RETIRE + 1)

/**
 * SbJobState:
 * @SB_JOB_QUEUED: nothing was sent for the device yet
 * @SB_JOB_RESET_SENT: a reset is sent
 * @SB_JOB_RESETTING: the server took the reset; the device has not reported its end
 * @SB_JOB_SILENT: the same, for more than a day: a person is asked, and a report still counts. Only
 *   of SB_JOB_RESET_THEN_RETIRE
 * @SB_JOB_RESET_FAILED: the device reported that its reset failed: a person is asked. Only of
 *   SB_JOB_RESET_THEN_RETIRE
 * @SB_JOB_RESET_DONE: the device reported the end of our reset, and something comes after it
 * @SB_JOB_RELEASED: a person wants what comes next without the end of its reset
 * @SB_JOB_NEXT_SENT: what comes after it, or instead of it, is sent
 * @SB_JOB_DOWNLOADING: the server took the push; the device has not downloaded, or, where it comes
 *   first and was not reset, not taken it
 * @SB_JOB_DONE: all of it is done; the code is %SB_JOB_NOT_RESET where it was without the reset
 * @SB_JOB_REJECTED: the server rejected the device, see its code
 * @SB_JOB_REFUSED: a request was refused as a whole, or not sent
 * @SB_JOB_FAILED: the device reported that its reset failed, or that a download did
 * @SB_JOB_REPLACED: another reset, or its being taken back, took the place of ours
 * @SB_JOB_GONE: it was retired or wiped meanwhile
 * @SB_JOB_UNKNOWN: nobody can tell what became of a request
 * @SB_JOB_CANCELLED: a person cancelled before anything was sent for the device, or between; the
 *   code is %SB_JOB_WAS_RESET where its eSIM was reset before that
 *
 * How far a job is with one device.
 */
typedef enum {
  SB_JOB_QUEUED,
  SB_JOB_RESET_SENT,
  SB_JOB_RESETTING,
  SB_JOB_SILENT,
  SB_JOB_RESET_FAILED,
  SB_JOB_RESET_DONE,
  SB_JOB_RELEASED,
  SB_JOB_NEXT_SENT,
  SB_JOB_DOWNLOADING,
  SB_JOB_DONE,
  SB_JOB_REJECTED,
  SB_JOB_REFUSED,
  SB_JOB_FAILED,
  SB_JOB_REPLACED,
  SB_JOB_GONE,
  SB_JOB_UNKNOWN,
  SB_JOB_CANCELLED,
} SbJobState;

#define SB_N_JOB_STATES (SB_JOB_CANCELLED + 1)

/* The code of a device that was reset before its job was cancelled. */
#define SB_JOB_WAS_RESET "was-reset"
/* The code of a device that is done without its reset. */
#define SB_JOB_NOT_RESET "not-reset"

/**
 * SbJobHold:
 * @SB_JOB_HOLD_NONE: it goes on, or is over
 * @SB_JOB_HOLD_PAUSED: a person paused it
 * @SB_JOB_HOLD_FAILING: 3 of the last 10 results were failures
 * @SB_JOB_HOLD_FIRST: the first device has no result yet; it goes on by itself
 * @SB_JOB_HOLD_FIRST_FAILED: the first device was not done: a person is asked
 * @SB_JOB_HOLD_FIRST_SILENT: the first device has had no result for a day: a person is asked
 * @SB_JOB_HOLD_WAVE: the first wave was sent; the rest waits for a person, or for its time
 * @SB_JOB_HOLD_WAVE_MISSED: so it does, and its time passed while nobody looked: a person is asked
 *
 * Why nothing more is sent for now, where no request is the reason.
 */
typedef enum {
  SB_JOB_HOLD_NONE,
  SB_JOB_HOLD_PAUSED,
  SB_JOB_HOLD_FAILING,
  SB_JOB_HOLD_FIRST,
  SB_JOB_HOLD_FIRST_FAILED,
  SB_JOB_HOLD_FIRST_SILENT,
  SB_JOB_HOLD_WAVE,
  SB_JOB_HOLD_WAVE_MISSED,
} SbJobHold;

/**
 * SbJobDevice:
 * @id: the device
 * @name: (nullable): what it was called when the job was asked for
 * @state: how far it is
 * @code: (nullable): the key of the request that it waits for; else why: the nick of an
 *   SbRejectCode, the nick of an SbErrorDomain with a colon and a number, or what the server wrote
 * @message: (nullable): what the server or the device said
 * @downloads: how often the device had downloaded when its reset was done; -1 where what comes
 * after the reset was sent without it
 * @at: since when it is in this state, in milliseconds since 1970; where the device answers a
 *   request, when that was sent
 *
 * One device of a job.
 */
typedef struct {
  const char *id;
  char *name;
  SbJobState state;
  char *code;
  char *message;
  gint64 downloads;
  gint64 at;
} SbJobDevice;

/**
 * SbJob:
 *
 * What is done to many devices in one step or more, device by device. It says what is to be sent
 * next and what comes of what happened, and sends nothing itself: what it says is written down
 * first, see sb_job_take().
 *
 * Signal `changed`: how far it is, is otherwise.
 */
#define SB_TYPE_JOB (sb_job_get_type ())
G_DECLARE_FINAL_TYPE (SbJob, sb_job, SB, JOB, GObject)

/**
 * sb_job_new:
 * @device_ids: (array length=n_device_ids): the devices, exactly those that the preview showed, in
 *   the order in which they are to have their turns
 * @configuration_id: (nullable): what is pushed
 * @subject: (nullable): what to call it
 * @space: (nullable): the device space in which the devices were seen
 *
 * Returns: (transfer full): a job of which nothing was done yet
 */
SbJob *sb_job_new (SbJobKind kind,
                   const char *const *device_ids,
                   gsize n_device_ids,
                   const char *configuration_id,
                   const char *subject,
                   const char *space);

/**
 * sb_job_set_names:
 * @names: (array): what its devices are called, in their order; %NULL where that is not known
 *
 * For those who look at what became of them. To be called before it is submitted.
 */
void sb_job_set_names (SbJob *self, const char *const *names);

/**
 * sb_job_set_first:
 * @device_id: one of its devices
 *
 * One device first: nothing is sent for the others before this one is done. Where it is not, or has
 * no result within a day, a person is asked. To be called before the job is submitted.
 */
void sb_job_set_first (SbJob *self, const char *device_id);

/**
 * sb_job_set_waves:
 * @waves: whether a tenth of the devices has its turn first
 * @resume_at: when the rest has, in milliseconds since 1970; 0 where a person says so. It holds
 *   while the program runs: a time that was missed asks
 *
 * To be called before the job is submitted.
 */
void sb_job_set_waves (SbJob *self, gboolean waves, gint64 resume_at);

/**
 * sb_job_list_failed:
 *
 * Returns: (transfer full) (element-type utf8): those of its devices that failed, or were refused
 */
GPtrArray *sb_job_list_failed (SbJob *self);

/**
 * sb_job_kind_get_nick:
 *
 * Returns: what a kind is called in files
 */
const char *sb_job_kind_get_nick (SbJobKind kind);

/**
 * sb_job_state_get_nick:
 *
 * Returns: what a state is called in files
 */
const char *sb_job_state_get_nick (SbJobState state);

/**
 * sb_job_set_frozen:
 * @frozen: what its devices were when a person was asked, see [func@frozen_new]
 *
 * What is sent later is sent only to those that are still the same. To be called before it is
 * submitted.
 */
void sb_job_set_frozen (SbJob *self, GVariant *frozen);

/**
 * sb_job_get_created_at:
 *
 * Returns: when it was asked for, in milliseconds since 1970; 0 before it is submitted
 */
gint64 sb_job_get_created_at (SbJob *self);

/**
 * sb_job_get_user_name:
 *
 * Returns: (nullable) (transfer none): as whom it was asked for
 */
const char *sb_job_get_user_name (SbJob *self);

/**
 * sb_job_get_kind:
 *
 * Returns: what is done
 */
SbJobKind sb_job_get_kind (SbJob *self);

/**
 * sb_job_get_subject:
 *
 * Returns: (nullable) (transfer none): what to call it
 */
const char *sb_job_get_subject (SbJob *self);

/**
 * sb_job_get_configuration_id:
 *
 * Returns: (nullable) (transfer none): what is pushed
 */
const char *sb_job_get_configuration_id (SbJob *self);

/**
 * sb_job_get_space:
 *
 * Returns: (nullable) (transfer none): the device space in which the devices were seen
 */
const char *sb_job_get_space (SbJob *self);

/**
 * sb_job_get_n_devices:
 *
 * Returns: how many devices it is for
 */
guint sb_job_get_n_devices (SbJob *self);

/**
 * sb_job_get_device: (skip)
 *
 * Returns: (transfer none): one of its devices
 */
const SbJobDevice *sb_job_get_device (SbJob *self, guint position);

/**
 * sb_job_count:
 *
 * Returns: how many devices are in @state
 */
guint sb_job_count (SbJob *self, SbJobState state);

/**
 * sb_job_count_asked:
 *
 * Returns: for how many devices a person is asked what is to become of them: their reset failed, or
 *   they have not reported it for a day
 */
guint sb_job_count_asked (SbJob *self);

/**
 * sb_job_count_released:
 *
 * Returns: for how many devices what comes after the reset was sent, or is to be, without it
 */
guint sb_job_count_released (SbJob *self);

/**
 * sb_job_get_hold:
 *
 * Returns: why nothing more is sent for now; see [method@Job.get_error] as well
 */
SbJobHold sb_job_get_hold (SbJob *self);

/**
 * sb_job_get_resume_at:
 *
 * Returns: when the rest of its devices has its turn by itself, in milliseconds since 1970, or 0
 */
gint64 sb_job_get_resume_at (SbJob *self);

/**
 * sb_job_get_first:
 *
 * Returns: (nullable) (transfer none): the device that comes before the others
 */
const SbJobDevice *sb_job_get_first (SbJob *self);

/**
 * sb_job_can_resume:
 *
 * Returns: whether it stands until a person says that it goes on
 */
gboolean sb_job_can_resume (SbJob *self);

/**
 * sb_job_can_pause:
 *
 * Returns: whether it goes on by itself
 */
gboolean sb_job_can_pause (SbJob *self);

/**
 * sb_job_estimate:
 *
 * Returns: how long it takes from @now, in milliseconds, as far as the results so far tell; -1
 * where they do not
 */
gint64 sb_job_estimate (SbJob *self, gint64 now);

/**
 * sb_job_estimate_rest: (skip)
 * @since: when the first of them had its turn, in milliseconds since 1970
 * @last: when the last result came
 * @n_ended: how many results have come between the two
 * @n_left: how many are to come
 *
 * Returns: how long that takes from @now, in milliseconds; -1 where it cannot be told: there are no
 *   results, or they stay away for far longer than those before
 */
gint64 sb_job_estimate_rest (gint64 since, gint64 last, gint64 now, guint n_ended, guint n_left);

/**
 * sb_job_is_cancelled:
 *
 * Returns: whether a person has cancelled it: nothing more is sent
 */
gboolean sb_job_is_cancelled (SbJob *self);

/**
 * sb_job_is_elsewhere:
 *
 * Returns: whether it is not over, and was asked of another server or tenant than the one that the
 *   account has now: it is kept, and not sent there
 */
gboolean sb_job_is_elsewhere (SbJob *self);

/**
 * sb_job_is_over:
 *
 * Returns: whether nothing is to come for any device
 */
gboolean sb_job_is_over (SbJob *self);

/**
 * sb_job_get_error:
 *
 * Returns: (nullable) (transfer none): why nothing more is sent until a person says so: the server
 *   refused a request, or too much failed
 */
const GError *sb_job_get_error (SbJob *self);

G_END_DECLS
