/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-job"

#include "config.h"

#include "sb-words-job.h"

#include "sb-words-text.h"
#include "sb-words.h"

#include <glib/gi18n.h>

typedef struct {
  const char *one;
  const char *many;
} Number;

static const struct {
  const char *asked;
  const char *asked_subject;
  const char *begun;
  Number first; /* of how many of how many the first step is done */
  Number next;  /* of how many the second is; NULL where there is none */
} kinds[SB_N_JOB_KINDS] = {
  [SB_JOB_RESET] = { .asked = N_ ("Reset eSIM to factory state"),
                     .asked_subject = N_ ("Reset the eSIM of “%s”"),
                     .begun = N_ ("The reset has begun"),
                     .first = NP_ ("%lu of %lu reset", "%lu of %lu reset") },
  [SB_JOB_PUSH] = { .asked = N_ ("Push"),
                    .asked_subject = N_ ("Push “%s”"),
                    .begun = N_ ("The push has begun"),
                    .first = NP_ ("%lu of %lu pushed", "%lu of %lu pushed") },
  [SB_JOB_RETIRE] = { .asked = N_ ("Retire"),
                      .asked_subject = N_ ("Retire “%s”"),
                      .begun = N_ ("The retirement has begun"),
                      .first = NP_ ("%lu of %lu retired", "%lu of %lu retired") },
  [SB_JOB_DELETE] = { .asked = N_ ("Delete Device"),
                      .asked_subject = N_ ("Delete the record of “%s”"),
                      .begun = N_ ("The deletion has begun"),
                      .first = NP_ ("%lu of %lu deleted", "%lu of %lu deleted") },
  [SB_JOB_RESET_THEN_PUSH] = { .asked = N_ ("Reset, then push"),
                               .asked_subject = N_ ("Reset, then push “%s”"),
                               .begun = N_ ("Reset, then push has begun"),
                               .first = NP_ ("%lu of %lu reset", "%lu of %lu reset"),
                               .next = NP_ ("%lu pushed", "%lu pushed") },
  [SB_JOB_RESET_THEN_RETIRE] = { .asked = N_ ("Reset, then retire"),
                                 .asked_subject = N_ ("Reset, then retire “%s”"),
                                 .begun = N_ ("Reset, then retire has begun"),
                                 .first = NP_ ("%lu of %lu reset", "%lu of %lu reset"),
                                 .next = NP_ ("%lu retired", "%lu retired") },
};

/* What became of a device, in the order in which it is read: what needs a look is first. */
static const struct {
  SbJobState state;
  const char *code; /* NULL: those that have another one, or none */
  const char *words;
} groups[] = {
  { SB_JOB_FAILED, NULL, N_ ("The device reported an error") },
  { SB_JOB_RESET_FAILED, NULL, N_ ("The device reported that its reset failed; it waits for you") },
  { SB_JOB_SILENT, NULL, N_ ("The device has not reported for a day; it waits for you") },
  { SB_JOB_REJECTED, NULL, N_ ("The server refused it for this device") },
  { SB_JOB_REFUSED, NULL, N_ ("The request was refused, or not sent") },
  { SB_JOB_REPLACED, NULL, N_ ("Another reset took its place, or ours was taken back") },
  { SB_JOB_GONE, NULL, N_ ("It was retired or wiped meanwhile: nothing more is sent for it") },
  { SB_JOB_UNKNOWN, NULL, N_ ("It is not known what became of it") },
  { SB_JOB_CANCELLED, SB_JOB_WAS_RESET, N_ ("Cancelled: its eSIM was reset before that") },
  { SB_JOB_CANCELLED, NULL, N_ ("Cancelled: nothing more is sent for it") },
  { SB_JOB_QUEUED, NULL, N_ ("Not begun") },
  { SB_JOB_RESET_SENT, NULL, N_ ("The reset is being sent") },
  { SB_JOB_RESETTING, NULL, N_ ("The reset waits for the device") },
  { SB_JOB_RESET_DONE, NULL, N_ ("Reset; what comes next is still to be sent") },
  { SB_JOB_RELEASED, NULL, N_ ("What comes next is still to be sent, without the reset") },
  { SB_JOB_NEXT_SENT, NULL, N_ ("The request is being sent") },
  { SB_JOB_DOWNLOADING, NULL, N_ ("Pushed; the device has not downloaded yet") },
  { SB_JOB_DONE, SB_JOB_NOT_RESET, N_ ("Done without the reset: a live plan on it stays live") },
  { SB_JOB_DONE, NULL, N_ ("Done") },
};

/* Why a job stands, and how it goes on. */
static const char *const holds[] = {
  [SB_JOB_HOLD_PAUSED] = N_ ("Paused"),
  [SB_JOB_HOLD_FAILING] = N_ ("Stopped: 3 of the last 10 devices failed"),
  [SB_JOB_HOLD_FIRST] = N_ ("Waiting for the first device"),
  [SB_JOB_HOLD_FIRST_FAILED] = N_ ("Stopped: the first device failed"),
  [SB_JOB_HOLD_FIRST_SILENT] = N_ ("Stopped: the first device has not reported for a day"),
  [SB_JOB_HOLD_WAVE] = N_ ("The first wave is sent; the rest waits for you"),
  [SB_JOB_HOLD_WAVE_MISSED] = N_ (
    "The time for the rest passed while Signalbox was not open; it waits for you"),
};

/* How many devices are from one state to another, both among them. */
static gulong
count (SbJob *job, SbJobState first, SbJobState last)
{
  gulong n = 0;

  for (SbJobState state = first; state <= last; state++)
    n += sb_job_count (job, state);

  return n;
}

static gulong
count_failed (SbJob *job)
{
  return count (job, SB_JOB_REJECTED, SB_JOB_UNKNOWN);
}

/* (transfer full): "312 of 500 reset, 120 pushed, 3 failed" */
static char *
describe_progress (SbJob *job)
{
  const SbJobKind kind = sb_job_get_kind (job);
  const Number *next = &kinds[kind].next;
  const gboolean downloads = kind == SB_JOB_RESET_THEN_PUSH;
  gulong n_devices = sb_job_get_n_devices (job);
  gulong n_first = count (job, next->one != NULL ? SB_JOB_RESET_DONE : SB_JOB_DONE, SB_JOB_DONE)
                   - sb_job_count_released (job);
  gulong n_next = count (job, downloads ? SB_JOB_DOWNLOADING : SB_JOB_DONE, SB_JOB_DONE);
  gulong n_done = sb_job_count (job, SB_JOB_DONE);
  gulong n_failed = count_failed (job);
  GString *text = g_string_new (NULL);

  /* Translators: with how many devices something was done, of how many */
  sb_words_add_own (
    text,
    NULL,
    sb_words_fill (ngettext (kinds[kind].first.one, kinds[kind].first.many, n_first),
                   n_first,
                   n_devices));
  if (next->one != NULL && n_next > 0)
    sb_words_add_own (text, ", ", sb_words_fill (ngettext (next->one, next->many, n_next), n_next));
  if (downloads && n_done > 0)
    /* Translators: on how many devices a download was seen */
    sb_words_add_own (
      text,
      ", ",
      g_strdup_printf (ngettext ("%lu downloaded", "%lu downloaded", n_done), n_done));
  if (n_failed > 0)
    /* Translators: how many devices need a look */
    sb_words_add_own (text,
                      ", ",
                      g_strdup_printf (ngettext ("%lu failed", "%lu failed", n_failed), n_failed));

  return g_string_free (text, FALSE);
}

/* (transfer full): of one that is over */
static char *
describe_end (SbJob *job)
{
  gulong n_devices = sb_job_get_n_devices (job);
  gulong n_done = sb_job_count (job, SB_JOB_DONE);
  gulong n_failed = count_failed (job);
  g_autofree char *devices = NULL;

  if (sb_job_is_cancelled (job))
    return g_strdup_printf (ngettext ("Cancelled: done on %lu of %lu device",
                                      "Cancelled: done on %lu of %lu devices",
                                      n_devices),
                            n_done,
                            n_devices);
  if (n_failed > 0) {
    g_autofree char *done = g_strdup_printf (
      ngettext ("Done on %lu of %lu device", "Done on %lu of %lu devices", n_devices),
      n_done,
      n_devices);
    g_autofree char *failed = g_strdup_printf (ngettext ("%lu failed", "%lu failed", n_failed),
                                               n_failed);

    /* Translators: on how many devices it is done, and how many failed */
    return g_strdup_printf (_ ("%s, %s"), done, failed);
  }

  devices = sb_words_n_devices ((gint64) n_done);

  /* Translators: "Done: 500 devices" */
  return g_strdup_printf (_ ("Done: %s"), devices);
}

/* Whether all that is to come is to come from the devices. */
static gboolean
waits_for_devices (SbJob *job)
{
  return count (job, SB_JOB_RESETTING, SB_JOB_RESET_FAILED) + sb_job_count (job, SB_JOB_DOWNLOADING)
           + count (job, SB_JOB_DONE, SB_JOB_CANCELLED)
         == sb_job_get_n_devices (job);
}

/* (transfer full) (nullable): why it stands, or what it waits for */
static char *
describe_hold (SbJob *job)
{
  SbJobHold hold = sb_job_get_hold (job);
  gint64 resume_at = sb_job_get_resume_at (job);
  g_autofree char *time = NULL;

  if (hold == SB_JOB_HOLD_NONE)
    return NULL;
  if (hold != SB_JOB_HOLD_WAVE || resume_at == 0)
    return g_strdup (_ (holds[hold]));

  time = sb_words_time_exact (resume_at);

  /* Translators: a day and a time of day */
  return g_strdup_printf (_ ("The first wave is sent; the rest follows at %s while Signalbox is "
                             "open"),
                          time);
}

char *
sb_words_job_title (SbJob *job)
{
  const char *subject;
  guint n_devices;
  g_autofree char *asked = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *devices = NULL;

  g_return_val_if_fail (SB_IS_JOB (job), NULL);

  subject = sb_job_get_subject (job);
  n_devices = sb_job_get_n_devices (job);
  inside = sb_words_name_in (subject);
  asked = subject != NULL ? sb_words_fill (_ (kinds[sb_job_get_kind (job)].asked_subject), inside)
                          : g_strdup (_ (kinds[sb_job_get_kind (job)].asked));
  /* But for a push, whose subject is what is pushed, it is the one device. */
  if (subject != NULL && sb_job_get_kind (job) != SB_JOB_PUSH
      && sb_job_get_kind (job) != SB_JOB_RESET_THEN_PUSH)
    return g_steal_pointer (&asked);

  devices = sb_words_n_devices (n_devices);

  /* Translators: what was asked for, and of how many devices: "Force Check-in: 5 devices" */
  return g_strdup_printf (_ ("%s: %s"), asked, devices);
}

char *
sb_words_job_state (SbJob *job)
{
  const GError *error;
  gulong n_asked;
  g_autofree char *progress = NULL;
  g_autofree char *hold = NULL;
  GString *text;

  g_return_val_if_fail (SB_IS_JOB (job), NULL);

  error = sb_job_get_error (job);
  if (sb_job_is_over (job) && g_error_matches (error, SB_ERROR, SB_ERROR_STORAGE))
    /* Translators: a change was not carried out, and why */
    return g_strdup_printf (_ ("Not done: %s"), sb_words_error_title (error));
  if (sb_job_is_over (job))
    return describe_end (job);
  if (sb_job_is_elsewhere (job))
    return g_strdup (_ ("Asked of another server or tenant, and not sent here"));

  progress = describe_progress (job);
  if (sb_job_is_cancelled (job))
    /* Translators: how far it is */
    return g_strdup_printf (_ ("Cancelling: %s"), progress);

  n_asked = sb_job_count_asked (job);
  hold = describe_hold (job);
  text = g_string_new (NULL);
  if (error != NULL)
    /* Translators: why something stopped, and how far it had come */
    g_string_append_printf (text, _ ("Stopped (%s): %s"), sb_words_error_title (error), progress);
  else if (hold != NULL)
    /* Translators: why something stands, and how far it had come */
    g_string_append_printf (text, _ ("%s (%s)"), hold, progress);
  else if (waits_for_devices (job))
    /* Translators: how far it is */
    g_string_append_printf (text, _ ("Waiting for devices: %s"), progress);
  else
    g_string_append (text, progress);
  if (n_asked > 0)
    sb_words_add_own (
      text,
      ". ",
      g_strdup_printf (ngettext ("%lu device is silent or failed: choose what becomes of it",
                                 "%lu devices are silent or failed: choose what becomes of them",
                                 n_asked),
                       n_asked));

  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable): what the device's error means
 * @code: a domain and a number */
static char *
describe_failure (const char *code, const char *message)
{
  g_auto (GStrv) parts = g_strsplit (code, ":", 2);
  g_autoptr (SbDelivery) delivery = sb_record_new (SB_TYPE_DELIVERY);
  int domain = sb_enum_find (sb_error_domain_get_type (), parts[0]);

  if (parts[0] == NULL || parts[1] == NULL || domain < 0)
    return NULL;

  sb_record_set_enum (SB_RECORD (delivery), SB_DELIVERY_FIELD_STATE, SB_DELIVERY_ERROR);
  sb_record_set_enum (SB_RECORD (delivery), SB_DELIVERY_FIELD_ERROR_DOMAIN, domain);
  sb_record_set_int64 (SB_RECORD (delivery),
                       SB_DELIVERY_FIELD_ERROR_CODE,
                       g_ascii_strtoll (parts[1], NULL, 10));
  sb_record_set_string (SB_RECORD (delivery), SB_DELIVERY_FIELD_MESSAGE, message);
  sb_record_seal (SB_RECORD (delivery));

  return sb_words_delivery_error (delivery);
}

/* (transfer full) (nullable): why, as far as the server or the device said it */
static char *
describe_reason (const SbJobDevice *device)
{
  const gboolean is_failure = device->state == SB_JOB_FAILED
                              || device->state == SB_JOB_RESET_FAILED;
  int code = device->state == SB_JOB_REJECTED
               ? sb_enum_find (sb_reject_code_get_type (), device->code)
               : SB_REJECT_UNKNOWN;
  char *failure = is_failure && device->code != NULL
                    ? describe_failure (device->code, device->message)
                    : NULL;

  if (failure != NULL)
    return failure;
  if (code != SB_REJECT_UNKNOWN)
    return g_strdup (sb_words_reject ((SbRejectCode) code));
  if (device->state != SB_JOB_REJECTED && !is_failure)
    return NULL;
  if (device->message != NULL)
    return sb_words_isolate (device->message);

  return device->state == SB_JOB_REJECTED ? g_strdup (device->code) : NULL;
}

static void
add_device (GString *text, const SbJobDevice *device)
{
  g_autofree char *id = sb_words_id (device->id);
  g_autofree char *name = device->name != NULL ? sb_words_isolate (device->name) : NULL;
  g_autofree char *reason = describe_reason (device);

  g_string_append_printf (text, "  %s", name != NULL ? name : id);
  if (name != NULL)
    g_string_append_printf (text, " (%s)", id);
  if (reason != NULL)
    g_string_append_printf (text, ": %s", reason);
  g_string_append_c (text, '\n');
}

/* Whether the group is the device's: a code is in one of its own, or in the one of all others. */
static gboolean
is_in_group (const SbJobDevice *device, gsize group)
{
  const char *code = groups[group].code;

  if (device->state != groups[group].state)
    return FALSE;

  return code != NULL ? g_strcmp0 (device->code, code) == 0
                      : g_strcmp0 (device->code, SB_JOB_WAS_RESET) != 0
                          && g_strcmp0 (device->code, SB_JOB_NOT_RESET) != 0;
}

static void
add_group (GString *text, SbJob *job, gsize group)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *devices = NULL;
  gint64 n = 0;

  for (guint i = 0; i < sb_job_get_n_devices (job); i++) {
    const SbJobDevice *device = sb_job_get_device (job, i);

    if (!is_in_group (device, group))
      continue;
    n++;
    add_device (lines, device);
  }
  if (n == 0)
    return;

  devices = sb_words_n_devices (n);

  /* Translators: what became of devices, and of how many: "Done: 12 devices" */
  g_string_append_printf (text, _ ("\n%s: %s\n"), _ (groups[group].words), devices);
  g_string_append (text, lines->str);
}

static void
add_line (GString *text, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", label, value);
}

char *
sb_words_job_details (SbJob *job)
{
  GString *text;
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;
  g_autofree char *created = NULL;

  g_return_val_if_fail (SB_IS_JOB (job), NULL);

  title = sb_words_job_title (job);
  state = sb_words_job_state (job);
  created = sb_words_time_exact (sb_job_get_created_at (job));

  text = g_string_new (NULL);
  add_line (text, _ ("Change"), title);
  add_line (text, sb_job_is_over (job) ? _ ("End") : _ ("State"), state);
  add_line (text, _ ("Asked for"), created);
  add_line (text, _ ("By"), sb_job_get_user_name (job));
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (text, job, i);

  if (sb_job_get_error (job) != NULL && !sb_job_is_cancelled (job)) {
    g_autofree char *details = sb_words_error_details (sb_job_get_error (job));

    g_string_append_printf (text, "\n%s", details);
  }

  return g_string_free (text, FALSE);
}

char *
sb_words_job_rest (SbJob *job, gint64 now)
{
  gint64 rest;
  gulong minutes;

  g_return_val_if_fail (SB_IS_JOB (job), NULL);

  rest = sb_job_estimate (job, now);
  if (rest < 0)
    return NULL;

  minutes = (gulong) MAX ((rest + 59999) / 60000, 1);
  if (minutes < 90)
    return g_strdup_printf (ngettext ("about %lu minute left", "about %lu minutes left", minutes),
                            minutes);

  return g_strdup_printf (
    ngettext ("about %lu hour left", "about %lu hours left", (minutes + 30) / 60),
    (minutes + 30) / 60);
}

char *
sb_words_job_asked_heading (SbJob *job)
{
  gulong n;

  g_return_val_if_fail (SB_IS_JOB (job), NULL);

  n = sb_job_count_asked (job);

  return g_strdup_printf (
    ngettext ("%lu Device Is Silent or Failed", "%lu Devices Are Silent or Failed", n),
    n);
}

char *
sb_words_job_asked (SbJob *job)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (SB_IS_JOB (job), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    if (groups[i].state == SB_JOB_SILENT || groups[i].state == SB_JOB_RESET_FAILED)
      add_group (text, job, i);
  }

  return g_strchug (g_string_free (text, FALSE));
}

char *
sb_words_job_cancel (SbJob *job)
{
  GString *text = g_string_new (NULL);
  gulong n_waiting;
  gulong n_begun = 0;

  g_return_val_if_fail (SB_IS_JOB (job), NULL);

  n_waiting = count (job, SB_JOB_RESET_SENT, SB_JOB_SILENT);
  if (sb_job_get_kind (job) == SB_JOB_RESET || sb_job_get_kind (job) == SB_JOB_RESET_THEN_PUSH
      || sb_job_get_kind (job) == SB_JOB_RESET_THEN_RETIRE)
    n_begun = count (job, SB_JOB_RESET_DONE, SB_JOB_DONE) - sb_job_count_released (job);
  g_string_append (text, _ ("Nothing more is sent."));
  if (n_waiting > 0)
    sb_words_add_own (
      text,
      " ",
      g_strdup_printf (ngettext ("The reset of %lu device was requested: it is taken back if it "
                                 "has not begun, and you are told if it could not be.",
                                 "The resets of %lu devices were requested: they are taken back "
                                 "where they have not begun, and you are told how many could not "
                                 "be.",
                                 n_waiting),
                       n_waiting));
  if (n_begun > 0)
    sb_words_add_own (text,
                      "\n\n",
                      g_strdup_printf (ngettext ("%lu device is reset already, and stays so.",
                                                 "%lu devices are reset already, and stay so.",
                                                 n_begun),
                                       n_begun));

  return g_string_free (text, FALSE);
}

char *
sb_words_jobs_waiting (guint n_jobs)
{
  return g_strdup_printf (ngettext ("%u job waits for devices and goes on when Signalbox is open",
                                    "%u jobs wait for devices and go on when Signalbox is open",
                                    n_jobs),
                          n_jobs);
}

char *
sb_words_job_of_account (const char *account, const char *state)
{
  /* Translators: the name of an account, and how a job there ended */
  return g_strdup_printf (_ ("%s: %s"), account, state);
}

const char *
sb_words_job_begun (SbJobKind kind)
{
  g_return_val_if_fail (kind < SB_N_JOB_KINDS, NULL);

  return _ (kinds[kind].begun);
}
