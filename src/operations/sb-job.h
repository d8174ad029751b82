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
 * @SB_JOB_RESET_DONE: the device reported the end of our reset, and something comes after it
 * @SB_JOB_NEXT_SENT: what comes after it, or instead of it, is sent
 * @SB_JOB_DOWNLOADING: the server took the push; the device has not downloaded
 * @SB_JOB_DONE: all of it is done
 * @SB_JOB_REJECTED: the server rejected the device, see its code
 * @SB_JOB_REFUSED: a request was refused as a whole, or not sent
 * @SB_JOB_FAILED: the device reported that its reset failed, or that a download did
 * @SB_JOB_REPLACED: somebody else's reset, or its being taken back, took the place of ours
 * @SB_JOB_UNKNOWN: nobody can tell what became of a request
 * @SB_JOB_CANCELLED: a person cancelled before anything was sent for the device, or between
 *
 * How far a job is with one device.
 */
typedef enum {
  SB_JOB_QUEUED,
  SB_JOB_RESET_SENT,
  SB_JOB_RESETTING,
  SB_JOB_RESET_DONE,
  SB_JOB_NEXT_SENT,
  SB_JOB_DOWNLOADING,
  SB_JOB_DONE,
  SB_JOB_REJECTED,
  SB_JOB_REFUSED,
  SB_JOB_FAILED,
  SB_JOB_REPLACED,
  SB_JOB_UNKNOWN,
  SB_JOB_CANCELLED,
} SbJobState;

#define SB_N_JOB_STATES (SB_JOB_CANCELLED + 1)

/**
 * SbJobDevice:
 * @id: the device
 * @name: (nullable): what it was called when the job was asked for
 * @state: how far it is
 * @code: (nullable): the key of the request that it waits for; else why: the nick of an
 *   SbRejectCode, or what the server wrote
 * @message: (nullable): what the server said
 * @downloads: how often the device had downloaded when its reset was done
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
