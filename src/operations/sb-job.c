/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-job"

#include "sb-job.h"

#include "sb-delivery.h"
#include "sb-job-private.h"
#include "sb-signal.h"
#include "sb-variant.h"

/* How many devices have their turn at once: what goes wrong goes wrong for these. */
#define BATCH 50
struct _SbJob {
  GObject parent_instance;

  SbJobKind kind;
  char *configuration_id; /* (nullable) */
  char *subject;          /* (nullable) */
  char *space;            /* (nullable) */
  GPtrArray *ids;         /* (owned) (element-type utf8) */
  SbJobDevice *devices;   /* (owned) (array length=ids->len) */
  GHashTable *positions;  /* (owned): device id to its position and one */
  guint n[SB_N_JOB_STATES];
  SbJobTurns turns;
  GVariant *frozen;  /* (owned) (nullable): what its devices were */
  GError *error;     /* (owned) (nullable) */
  SbJournalJob *row; /* (owned) (nullable): once it is asked for */
  gboolean elsewhere;
};

G_DEFINE_FINAL_TYPE (SbJob, sb_job, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What is sent for each device, one after the other. */
static const SbJobKindInfo kinds[SB_N_JOB_KINDS] = {
  [SB_JOB_RESET] = { .nick = "reset", .n_steps = 1, .steps = { SB_COMMAND_ESIM_RESET } },
  [SB_JOB_PUSH] = { .nick = "push", .n_steps = 1, .steps = { SB_COMMAND_PUSH } },
  [SB_JOB_RETIRE] = { .nick = "retire", .n_steps = 1, .steps = { SB_COMMAND_RETIRE } },
  [SB_JOB_DELETE] = { .nick = "delete", .n_steps = 1, .steps = { SB_COMMAND_DELETE_DEVICE } },
  [SB_JOB_RESET_THEN_PUSH] = { .nick = "reset-then-push",
                               .n_steps = 2,
                               .steps = { SB_COMMAND_ESIM_RESET, SB_COMMAND_PUSH } },
  [SB_JOB_RESET_THEN_RETIRE] = { .nick = "reset-then-retire",
                                 .n_steps = 2,
                                 .steps = { SB_COMMAND_ESIM_RESET, SB_COMMAND_RETIRE } },
};

static const char *const state_nicks[] = {
  [SB_JOB_QUEUED] = "queued",
  [SB_JOB_RESET_SENT] = "reset-sent",
  [SB_JOB_RESETTING] = "resetting",
  [SB_JOB_SILENT] = "silent",
  [SB_JOB_RESET_FAILED] = "reset-failed",
  [SB_JOB_RESET_DONE] = "reset",
  [SB_JOB_RELEASED] = "released",
  [SB_JOB_NEXT_SENT] = "next-sent",
  [SB_JOB_DOWNLOADING] = "downloading",
  [SB_JOB_DONE] = "done",
  [SB_JOB_REJECTED] = "rejected",
  [SB_JOB_REFUSED] = "refused",
  [SB_JOB_FAILED] = "failed",
  [SB_JOB_REPLACED] = "replaced",
  [SB_JOB_GONE] = "gone",
  [SB_JOB_UNKNOWN] = "unknown",
  [SB_JOB_CANCELLED] = "cancelled",
};

/* (nullable) */
static SbJobDevice *
find_device (SbJob *self, const char *id)
{
  guint position = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, id)) : 0;

  return position > 0 ? &self->devices[position - 1] : NULL;
}

static int
find_kind (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_strcmp0 (kinds[i].nick, nick) == 0)
      return (int) i;
  }

  return -1;
}

int
sb_job_state_find (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_nicks); i++) {
    if (g_strcmp0 (state_nicks[i], nick) == 0)
      return (int) i;
  }

  return -1;
}

SbJobTurns *
sb_job_get_turns (SbJob *self)
{
  return &self->turns;
}

const SbJobDevice *
sb_job_find_device (SbJob *self, const char *id)
{
  return find_device (self, id);
}

void
sb_job_emit_changed (SbJob *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sb_job_state_is_end (SbJobState state)
{
  return state >= SB_JOB_DONE;
}

const SbJobKindInfo *
sb_job_kind_get_info (SbJobKind kind)
{
  return &kinds[kind];
}

gboolean
sb_job_kind_begins_with_reset (SbJobKind kind)
{
  return kinds[kind].steps[0] == SB_COMMAND_ESIM_RESET;
}

SbCommandKind
sb_job_kind_get_last_step (SbJobKind kind)
{
  return kinds[kind].steps[kinds[kind].n_steps - 1];
}

const char *
sb_job_kind_get_nick (SbJobKind kind)
{
  return kinds[kind].nick;
}

const char *
sb_job_state_get_nick (SbJobState state)
{
  return state_nicks[state];
}

static void
set_state (SbJob *self, SbJobDevice *device, SbJobState state)
{
  self->n[device->state]--;
  device->state = state;
  self->n[state]++;
}

static gboolean
is_counted (SbJobState state)
{
  return state == SB_JOB_RESET_DONE || state == SB_JOB_NEXT_SENT || state == SB_JOB_DOWNLOADING;
}

static void
sb_job_finalize (GObject *object)
{
  SbJob *self = SB_JOB (object);

  for (guint i = 0; self->ids != NULL && i < self->ids->len; i++) {
    g_free (self->devices[i].name);
    g_free (self->devices[i].code);
    g_free (self->devices[i].message);
  }
  g_clear_pointer (&self->devices, g_free);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->configuration_id, sb_id_free);
  g_clear_pointer (&self->space, sb_id_free);
  g_clear_pointer (&self->turns.first, sb_id_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->frozen, g_variant_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->row, sb_journal_job_unref);

  G_OBJECT_CLASS (sb_job_parent_class)->finalize (object);
}

static void
sb_job_class_init (SbJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_job_finalize;

  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
}

static void
sb_job_init (SbJob *self)
{
  self->positions = g_hash_table_new (g_str_hash, g_str_equal);
}

SbJob *
sb_job_new (SbJobKind kind,
            const char *const *device_ids,
            gsize n_device_ids,
            const char *configuration_id,
            const char *subject,
            const char *space)
{
  SbJob *self;

  g_return_val_if_fail (n_device_ids > 0, NULL);
  g_return_val_if_fail ((sb_job_kind_get_last_step (kind) == SB_COMMAND_PUSH)
                          == (configuration_id != NULL),
                        NULL);

  self = g_object_new (SB_TYPE_JOB, NULL);
  self->kind = kind;
  self->configuration_id = sb_id_new (configuration_id);
  self->subject = g_strdup (subject);
  self->space = sb_id_new (space);
  self->ids = sb_ids_new (device_ids, n_device_ids);
  self->devices = g_new0 (SbJobDevice, self->ids->len);
  self->n[SB_JOB_QUEUED] = self->ids->len;
  for (guint i = 0; i < self->ids->len; i++) {
    self->devices[i].id = g_ptr_array_index (self->ids, i);
    g_hash_table_insert (self->positions, (gpointer) self->devices[i].id, GUINT_TO_POINTER (i + 1));
  }

  return self;
}

void
sb_job_set_names (SbJob *self, const char *const *names)
{
  g_return_if_fail (SB_IS_JOB (self));
  g_return_if_fail (names != NULL);

  for (guint i = 0; i < self->ids->len; i++) {
    g_free (self->devices[i].name);
    self->devices[i].name = g_strdup (names[i]);
  }
}

GPtrArray *
sb_job_list_failed (SbJob *self)
{
  GPtrArray *ids = sb_ids_new (NULL, 0);

  g_return_val_if_fail (SB_IS_JOB (self), ids);

  for (guint i = 0; i < self->ids->len; i++) {
    const SbJobDevice *device = &self->devices[i];

    if (device->state == SB_JOB_REJECTED || device->state == SB_JOB_REFUSED
        || device->state == SB_JOB_FAILED)
      sb_ids_add (ids, device->id);
  }

  return ids;
}

void
sb_job_set_frozen (SbJob *self, GVariant *frozen)
{
  g_return_if_fail (SB_IS_JOB (self));
  g_return_if_fail (frozen != NULL);

  g_variant_ref_sink (frozen);
  g_clear_pointer (&self->frozen, g_variant_unref);
  self->frozen = frozen;
}

gint64
sb_job_get_created_at (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), 0);

  return self->row != NULL ? self->row->created_at : 0;
}

const char *
sb_job_get_user_name (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), NULL);

  return self->row != NULL ? self->row->user_name : NULL;
}

SbJobKind
sb_job_get_kind (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), SB_JOB_RESET);

  return self->kind;
}

const char *
sb_job_get_subject (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), NULL);

  return self->subject;
}

const char *
sb_job_get_configuration_id (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), NULL);

  return self->configuration_id;
}

const char *
sb_job_get_space (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), NULL);

  return self->space;
}

guint
sb_job_get_n_devices (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), 0);

  return self->ids->len;
}

const SbJobDevice *
sb_job_get_device (SbJob *self, guint position)
{
  g_return_val_if_fail (SB_IS_JOB (self), NULL);
  g_return_val_if_fail (position < self->ids->len, NULL);

  return &self->devices[position];
}

guint
sb_job_count (SbJob *self, SbJobState state)
{
  g_return_val_if_fail (SB_IS_JOB (self), 0);

  return self->n[state];
}

guint
sb_job_count_asked (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), 0);

  return self->n[SB_JOB_SILENT] + self->n[SB_JOB_RESET_FAILED];
}

guint
sb_job_count_released (SbJob *self)
{
  guint n = 0;

  g_return_val_if_fail (SB_IS_JOB (self), 0);

  for (guint i = 0; i < self->ids->len; i++)
    n += self->devices[i].downloads < 0;

  return n;
}

gboolean
sb_job_is_cancelled (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), FALSE);

  return self->n[SB_JOB_CANCELLED] > 0
         || g_error_matches (self->error, SB_ERROR, SB_ERROR_CANCELLED);
}

gboolean
sb_job_is_elsewhere (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), FALSE);

  return self->elsewhere && !sb_job_is_over (self);
}

gboolean
sb_job_is_over (SbJob *self)
{
  guint n_ended = 0;

  g_return_val_if_fail (SB_IS_JOB (self), TRUE);

  for (guint state = 0; state < SB_N_JOB_STATES; state++)
    n_ended += sb_job_state_is_end (state) ? self->n[state] : 0;

  return n_ended == self->ids->len;
}

const GError *
sb_job_get_error (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), NULL);

  return self->error;
}

/**
 * sb_job_new_from_row:
 * @row: from the journal
 *
 * Returns: (transfer full) (nullable): the job, as it was asked for; what became of its devices is
 *   told by sb_job_take(). %NULL where nobody can tell any more what it was
 */
SbJob *
sb_job_new_from_row (SbJournalJob *row)
{
  int kind = find_kind (row->kind);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (row->details);
  g_autofree const char **ids = NULL;
  g_autoptr (GVariant) devices = NULL;
  g_autoptr (GVariant) names = NULL;
  g_autoptr (GVariant) frozen = NULL;
  const char *configuration_id = NULL;
  const char *subject = NULL;
  const char *space = NULL;
  const char *first = NULL;
  gint64 resume_at = 0;
  gsize n_ids = 0;
  SbJob *self;

  if (kind < 0 || row->details == NULL)
    return NULL;

  devices = g_variant_dict_lookup_value (&dict, "devices", G_VARIANT_TYPE_STRING_ARRAY);
  g_variant_dict_lookup (&dict, "configuration", "&s", &configuration_id);
  g_variant_dict_lookup (&dict, "subject", "&s", &subject);
  g_variant_dict_lookup (&dict, "space", "&s", &space);
  if (devices != NULL)
    ids = g_variant_get_strv (devices, &n_ids);
  if (n_ids == 0
      || (sb_job_kind_get_last_step ((SbJobKind) kind) == SB_COMMAND_PUSH)
           != (configuration_id != NULL))
    return NULL;

  self = sb_job_new ((SbJobKind) kind, ids, n_ids, configuration_id, subject, space);
  names = g_variant_dict_lookup_value (&dict, "names", G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; names != NULL && i < MIN (g_variant_n_children (names), self->ids->len); i++) {
    const char *name;

    g_variant_get_child (names, i, "&s", &name);
    self->devices[i].name = *name != '\0' ? g_strdup (name) : NULL;
  }
  frozen = g_variant_dict_lookup_value (&dict, "frozen", NULL);
  if (frozen != NULL)
    sb_job_set_frozen (self, frozen);
  if (g_variant_dict_lookup (&dict, "first", "&s", &first) && find_device (self, first) != NULL)
    sb_job_set_first (self, first);
  g_variant_dict_lookup (&dict, "resume-at", "x", &resume_at);
  sb_job_set_waves (self, g_variant_dict_contains (&dict, "waves"), resume_at);

  return self;
}

/* (transfer full): of a text that is not known stands an empty one */
static GVariant *
list_names (SbJob *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < self->ids->len; i++)
    g_variant_builder_add (&builder,
                           "s",
                           self->devices[i].name != NULL ? self->devices[i].name : "");

  return g_variant_builder_end (&builder);
}

/**
 * sb_job_new_row:
 *
 * Returns: (transfer full): the job as it is asked for, with the one step that is not over before
 *   it is
 */
SbJournalJob *
sb_job_new_row (SbJob *self)
{
  SbJournalJob *row = sb_journal_job_new ();
  SbJournalStep *step = sb_journal_step_new ();
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sb_variant_add_ids (&dict, "devices", sb_ids_peek (self->ids, NULL), self->ids->len);
  g_variant_dict_insert_value (&dict, "names", list_names (self));
  sb_variant_add_text (&dict, "configuration", self->configuration_id);
  sb_variant_add_text (&dict, "subject", self->subject);
  sb_variant_add_text (&dict, "space", self->space);
  if (self->frozen != NULL)
    g_variant_dict_insert_value (&dict, "frozen", self->frozen);
  sb_variant_add_text (&dict, "first", self->turns.first);
  if (self->turns.waves)
    g_variant_dict_insert (&dict, "waves", "b", TRUE);
  if (self->turns.resume_at != 0)
    g_variant_dict_insert (&dict, "resume-at", "x", self->turns.resume_at);
  row->kind = g_strdup (kinds[self->kind].nick);
  row->details = g_variant_ref_sink (g_variant_dict_end (&dict));
  step->state = g_strdup ("waiting");
  g_ptr_array_add (row->steps, step);

  return row;
}

/* (nullable) (transfer full): the devices that have their turn */
static GPtrArray *
take_batch (SbJob *self, SbJobState state, guint at_most)
{
  GPtrArray *ids;

  if (self->n[state] == 0)
    return NULL;

  ids = sb_ids_new (NULL, 0);
  for (guint i = 0; i < self->ids->len && ids->len < MIN (BATCH, at_most); i++) {
    if (self->devices[i].state == state && (state != SB_JOB_QUEUED || sb_job_is_in_turn (self, i)))
      sb_ids_add (ids, self->devices[i].id);
  }
  if (ids->len == 0)
    g_clear_pointer (&ids, g_ptr_array_unref);

  return ids;
}

/**
 * sb_job_create_next:
 * @at_most: how many devices a request names at most
 * @results: (out) (transfer full) (element-type SbJournalResult): what becomes of its devices once
 *   it is written down
 *
 * Returns: (transfer full) (nullable): what is to be sent next; %NULL where there is nothing for
 *   now. Devices that are half through come before new ones
 */
SbCommand *
sb_job_create_next (SbJob *self, guint at_most, GPtrArray **results)
{
  g_autoptr (GPtrArray) ids = NULL;
  const char *const *peeked;
  gsize n_ids;
  SbCommandKind kind = sb_job_kind_get_last_step (self->kind);
  SbJobHold hold = sb_job_get_hold (self);
  SbCommand *command;

  *results = NULL;
  if (self->error != NULL || sb_job_is_cancelled (self) || hold == SB_JOB_HOLD_PAUSED
      || hold == SB_JOB_HOLD_FAILING)
    return NULL;

  ids = take_batch (self, SB_JOB_RELEASED, at_most);
  if (ids == NULL)
    ids = take_batch (self, SB_JOB_RESET_DONE, at_most);
  if (ids == NULL) {
    ids = take_batch (self, SB_JOB_QUEUED, at_most);
    kind = kinds[self->kind].steps[0];
  }
  if (ids == NULL)
    return NULL;

  peeked = sb_ids_peek (ids, &n_ids);
  command =
    kind == SB_COMMAND_PUSH
      ? sb_command_new_push ((const char *const *) &self->configuration_id, 1, peeked, n_ids)
      : sb_command_new_for_devices (kind, peeked, n_ids);
  sb_command_set_subject (command, self->subject);
  sb_command_set_space (command, self->space);
  sb_command_set_frozen (command, self->frozen);

  *results = sb_job_new_results ();
  for (guint i = 0; i < n_ids; i++) {
    const SbJobDevice *device = find_device (self, peeked[i]);

    sb_job_add_counted (*results,
                        device,
                        kind == SB_COMMAND_ESIM_RESET ? SB_JOB_RESET_SENT : SB_JOB_NEXT_SENT,
                        sb_command_get_key (command),
                        device->downloads);
  }

  return command;
}

/* (transfer full) (nullable)
 * @ids: (element-type utf8) */
static SbCommand *
create_take_back (SbJob *self, GPtrArray *ids)
{
  SbCommand *command;

  if (ids->len == 0)
    return NULL;

  command =
    sb_command_new_for_devices (SB_COMMAND_ESIM_RESET_CANCEL, sb_ids_peek (ids, NULL), ids->len);
  sb_command_set_space (command, self->space);

  return command;
}

/**
 * sb_job_create_take_back:
 *
 * Returns: (transfer full) (nullable): what takes back the resets that the devices have not
 *   reported; %NULL where there are none
 */
SbCommand *
sb_job_create_take_back (SbJob *self)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);

  for (guint i = 0; i < self->ids->len; i++) {
    if (self->devices[i].state == SB_JOB_RESETTING || self->devices[i].state == SB_JOB_SILENT)
      sb_ids_add (ids, self->devices[i].id);
  }

  return create_take_back (self, ids);
}

/**
 * sb_job_create_release:
 *
 * Returns: (transfer full) (nullable): what is sent before what comes next is, for devices whose
 *   resets are not waited for any more: none of them is to begin then
 */
SbCommand *
sb_job_create_release (SbJob *self)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);

  for (guint i = 0; i < self->ids->len; i++) {
    if (self->devices[i].state == SB_JOB_RELEASED && self->devices[i].code != NULL)
      sb_ids_add (ids, self->devices[i].id);
  }

  return create_take_back (self, ids);
}

/**
 * sb_job_set_row:
 * @row: as it is, or is to be, in the journal
 */
void
sb_job_set_row (SbJob *self, SbJournalJob *row)
{
  g_return_if_fail (SB_IS_JOB (self));

  g_clear_pointer (&self->row, sb_journal_job_unref);
  self->row = sb_journal_job_ref (row);
}

/**
 * sb_job_set_elsewhere:
 *
 * Says whether it was asked of another server or tenant.
 */
void
sb_job_set_elsewhere (SbJob *self, gboolean elsewhere)
{
  g_return_if_fail (SB_IS_JOB (self));

  if (self->elsewhere == elsewhere)
    return;

  self->elsewhere = elsewhere;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sb_job_take:
 * @results: (element-type SbJournalResult): what is written down
 */
void
sb_job_take (SbJob *self, GPtrArray *results)
{
  g_return_if_fail (SB_IS_JOB (self));

  for (guint i = 0; i < results->len; i++) {
    const SbJournalResult *result = g_ptr_array_index (results, i);
    SbJobDevice *device = find_device (self, result->device);
    int state = sb_job_state_find (result->state);

    if (device == NULL || state < 0)
      continue;

    set_state (self, device, (SbJobState) state);
    device->at = result->at;
    g_free (device->code);
    device->code = g_strdup (result->code);
    g_clear_pointer (&device->message, g_free);
    if (is_counted (device->state) && result->message != NULL)
      device->downloads = g_ascii_strtoll (result->message, NULL, 10);
    else
      device->message = g_strdup (result->message);
    if (device->state == SB_JOB_RELEASED)
      device->downloads = -1;
    sb_job_count_result (self, device);
  }

  if (results->len > 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sb_job_stop:
 * @error: (nullable): why nothing more is sent; %NULL where it goes on
 */
void
sb_job_stop (SbJob *self, const GError *error)
{
  g_return_if_fail (SB_IS_JOB (self));

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whether something is awaited of a device. */
gboolean
sb_job_is_watched (SbJobState state)
{
  return state == SB_JOB_RESETTING || state == SB_JOB_SILENT || state == SB_JOB_RESET_FAILED
         || state == SB_JOB_DOWNLOADING;
}

gboolean
sb_job_watches (SbJob *self)
{
  for (SbJobState state = 0; state < SB_N_JOB_STATES; state++) {
    if (sb_job_is_watched (state) && self->n[state] > 0)
      return TRUE;
  }

  return FALSE;
}
