/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "scripted-server"

#include "scripted-server.h"

#include "sb-delivery.h"
#include "sb-device.h"

typedef enum { ANSWER, LOSE_BEFORE, LOSE_AFTER, FAIL } Fate;

typedef struct {
  Fate fate;
  SbError code;
  gint64 retry_at;
} Line;

struct _ScriptedServer {
  GObject parent_instance;

  SbClock *clock;
  SbCondition *condition;
  GQueue script;      /* (element-type Line) */
  GArray *read_fates; /* SbError */
  gboolean always_lose;
  gboolean held;
  GQueue waiting;             /* (element-type GTask) (owned) */
  GHashTable *configurations; /* id to SbConfiguration */
  GHashTable *devices;        /* id to registration state */
  GHashTable *outcomes;       /* key to SbOutcome */
  GHashTable *resets;         /* device id to key */
  GPtrArray *sent;            /* (element-type SbCommand) */
  gint64 last_id;
  guint n_done;
  guint n_reads;
};

static void scripted_server_server_init (SbServerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedServer,
                               scripted_server,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_SERVER, scripted_server_server_init))

#define KEY(id) ((gpointer) (gintptr) (id))

static GError *
new_error (SbError code, gint64 retry_at, gboolean maybe_done, gpointer current)
{
  SbErrorDetails details = {
    .retry_at = retry_at,
    .maybe_done = maybe_done,
    .current = current,
  };

  return sb_error_new (code, &details, "scripted error %d", (int) code);
}

static SbOutcome *
new_outcome (SbConfiguration *configuration, gint64 accepted)
{
  SbOutcome *outcome = sb_record_new (SB_TYPE_OUTCOME);

  if (configuration != NULL)
    sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_CONFIGURATION, configuration);
  if (accepted >= 0) {
    sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_ACCEPTED, accepted);
    sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_REJECTED_COUNT, 0);
  }

  return sb_record_seal (outcome);
}

static SbConfiguration *
store (ScriptedServer *self, SbConfiguration *proposal, gint64 id, gint64 version)
{
  SbConfiguration *stored = sb_record_copy (SB_RECORD (proposal));

  sb_record_set_int64 (SB_RECORD (stored), SB_CONFIGURATION_ID, id);
  sb_record_set_int64 (SB_RECORD (stored), SB_CONFIGURATION_VERSION, version);
  sb_record_seal (stored);
  g_hash_table_insert (self->configurations, KEY (id), stored);
  self->n_done++;

  return stored;
}

static SbOutcome *
create (ScriptedServer *self, SbCommand *command)
{
  GHashTableIter iter;
  gpointer stored;

  g_hash_table_iter_init (&iter, self->configurations);
  while (g_hash_table_iter_next (&iter, NULL, &stored)) {
    if (g_strcmp0 (sb_configuration_get_string (stored, SB_CONFIGURATION_UUID),
                   sb_command_get_key (command))
        == 0)
      return new_outcome (stored, -1);
  }

  return new_outcome (store (self, sb_command_get_proposal (command), ++self->last_id, 1), -1);
}

static SbOutcome *
change_configuration (ScriptedServer *self, SbCommand *command, GError **error)
{
  gsize n_ids;
  gint64 id = sb_command_get_configuration_ids (command, &n_ids)[0];
  SbConfiguration *current = scripted_server_find (self, id);
  gint64 version;

  if (current == NULL) {
    g_propagate_error (error, new_error (SB_ERROR_NOT_FOUND, 0, FALSE, NULL));
    return NULL;
  }
  version = sb_configuration_get_int64 (current, SB_CONFIGURATION_VERSION);
  if (version != sb_command_get_version (command)) {
    g_propagate_error (error, new_error (SB_ERROR_CHANGED_ELSEWHERE, 0, FALSE, current));
    return NULL;
  }
  if (sb_command_get_kind (command) == SB_COMMAND_UPDATE_CONFIGURATION)
    return new_outcome (store (self, sb_command_get_proposal (command), id, version + 1), -1);

  g_hash_table_remove (self->configurations, KEY (id));
  self->n_done++;

  return new_outcome (NULL, -1);
}

static SbOutcome *
do_once (ScriptedServer *self, SbCommand *command)
{
  SbOutcome *outcome = g_hash_table_lookup (self->outcomes, sb_command_get_key (command));
  gsize n_ids;
  const gint64 *ids = sb_command_get_device_ids (command, &n_ids);

  if (outcome == NULL) {
    outcome = new_outcome (NULL, (gint64) n_ids);
    g_hash_table_insert (self->outcomes, g_strdup (sb_command_get_key (command)), outcome);
    for (gsize i = 0; i < n_ids; i++)
      g_hash_table_insert (self->resets, KEY (ids[i]), g_strdup (sb_command_get_key (command)));
    self->n_done++;
  }

  return g_object_ref (outcome);
}

static SbOutcome *
change_devices (ScriptedServer *self, SbCommand *command, GError **error)
{
  gboolean retire = sb_command_get_kind (command) == SB_COMMAND_RETIRE;
  gsize n_ids;
  const gint64 *ids = sb_command_get_device_ids (command, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    if (!g_hash_table_contains (self->devices, KEY (ids[i]))) {
      g_propagate_error (error, new_error (SB_ERROR_NOT_FOUND, 0, FALSE, NULL));
      return NULL;
    }
    /* A device that was retired already is not sent again. */
    if (retire)
      g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (self->devices, KEY (ids[i]))),
                       ==,
                       SB_REGISTRATION_ACTIVE);
  }
  for (gsize i = 0; i < n_ids; i++) {
    if (retire)
      g_hash_table_insert (self->devices, KEY (ids[i]), GINT_TO_POINTER (SB_REGISTRATION_RETIRED));
    else
      g_hash_table_remove (self->devices, KEY (ids[i]));
  }
  self->n_done++;

  return new_outcome (NULL, -1);
}

static SbOutcome *
carry_out (ScriptedServer *self, SbCommand *command, GError **error)
{
  switch (sb_command_get_kind (command)) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    return create (self, command);
  case SB_COMMAND_UPDATE_CONFIGURATION:
  case SB_COMMAND_DELETE_CONFIGURATION:
    return change_configuration (self, command, error);
  case SB_COMMAND_PUSH:
  case SB_COMMAND_EXCLUDE:
  case SB_COMMAND_INCLUDE:
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
    return do_once (self, command);
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
    return change_devices (self, command, error);
  case SB_COMMAND_FORCE_CHECKIN:
  default:
    self->n_done++;
    return new_outcome (NULL, -1);
  }
}

/* @task: (transfer full) */
static void
answer (ScriptedServer *self, GTask *task)
{
  g_autoptr (GTask) owned = task;
  SbCommand *command = g_task_get_task_data (task);
  g_autofree Line *line = g_queue_pop_head (&self->script);
  Fate fate = line != NULL ? line->fate : self->always_lose ? LOSE_BEFORE : ANSWER;
  g_autoptr (SbOutcome) outcome = NULL;
  GError *error = NULL;

  if (fate == FAIL) {
    g_task_return_error (task, new_error (line->code, line->retry_at, FALSE, NULL));
    return;
  }

  if (fate != LOSE_BEFORE)
    outcome = carry_out (self, command, &error);

  if (fate != ANSWER) {
    g_clear_error (&error);
    g_task_return_error (task, new_error (SB_ERROR_OFFLINE, 0, TRUE, NULL));
  } else if (outcome != NULL) {
    g_task_return_pointer (task, g_steal_pointer (&outcome), g_object_unref);
  } else {
    g_task_return_error (task, error);
  }
}

static void
scripted_server_send_async (SbServer *server,
                            SbCommand *command,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ScriptedServer *self = SCRIPTED_SERVER (server);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, scripted_server_send_async);
  g_task_set_task_data (task, g_object_ref (command), g_object_unref);
  g_ptr_array_add (self->sent, g_object_ref (command));

  if (self->held)
    g_queue_push_tail (&self->waiting, task);
  else
    answer (self, task);
}

static SbOutcome *
scripted_server_send_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Whether the script lets a read fail. */
static gboolean
fail_read (ScriptedServer *self, GTask *task)
{
  SbError code;

  self->n_reads++;
  if (self->read_fates->len == 0)
    return FALSE;

  code = g_array_index (self->read_fates, SbError, 0);
  g_array_remove_index (self->read_fates, 0);
  g_task_return_error (task, new_error (code, 0, FALSE, NULL));

  return TRUE;
}

static void
scripted_server_get_async (SbServer *server,
                           SbCollection collection,
                           gint64 id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  ScriptedServer *self = SCRIPTED_SERVER (server);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SbConfiguration *configuration = scripted_server_find (self, id);

  g_task_set_source_tag (task, scripted_server_get_async);
  if (fail_read (self, task))
    return;

  if (collection == SB_COLLECTION_CONFIGURATIONS && configuration != NULL) {
    g_task_return_pointer (task, g_object_ref (configuration), g_object_unref);
  } else if (collection == SB_COLLECTION_DEVICES
             && g_hash_table_contains (self->devices, KEY (id))) {
    SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

    sb_record_set_int64 (device, SB_DEVICE_ID, id);
    sb_record_set_enum (device,
                        SB_DEVICE_REGISTRATION_STATE,
                        GPOINTER_TO_INT (g_hash_table_lookup (self->devices, KEY (id))));
    g_task_return_pointer (task, sb_record_seal (device), g_object_unref);
  } else {
    g_task_return_error (task, new_error (SB_ERROR_NOT_FOUND, 0, FALSE, NULL));
  }
}

static SbRecord *
scripted_server_get_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The eSIM states of the devices that the query names. */
static void
scripted_server_query_async (SbServer *server,
                             SbQuery *query,
                             gint64 start,
                             guint rows,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ScriptedServer *self = SCRIPTED_SERVER (server);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n_ids;
  const gint64 *ids = sb_query_get_device_ids (query, &n_ids);

  g_task_set_source_tag (task, scripted_server_query_async);
  g_assert_cmpint (sb_query_get_collection (query), ==, SB_COLLECTION_ESIM_STATES);
  if (fail_read (self, task))
    return;

  for (gsize i = 0; i < n_ids; i++) {
    SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);
    const char *key = g_hash_table_lookup (self->resets, KEY (ids[i]));

    sb_record_set_int64 (state, SB_ESIM_STATE_DEVICE_ID, ids[i]);
    if (key != NULL)
      sb_record_set_string (state, SB_ESIM_STATE_RESET_KEY, key);
    g_ptr_array_add (records, sb_record_seal (state));
  }
  g_task_return_pointer (task, sb_page_new (records, 0, records->len, -1), g_object_unref);
}

static SbPage *
scripted_server_query_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static SbCondition *
scripted_server_get_condition (SbServer *server)
{
  return SCRIPTED_SERVER (server)->condition;
}

static void
scripted_server_server_init (SbServerInterface *iface)
{
  iface->get_condition = scripted_server_get_condition;
  iface->query_async = scripted_server_query_async;
  iface->query_finish = scripted_server_query_finish;
  iface->get_async = scripted_server_get_async;
  iface->get_finish = scripted_server_get_finish;
  iface->send_async = scripted_server_send_async;
  iface->send_finish = scripted_server_send_finish;
}

static void
scripted_server_finalize (GObject *object)
{
  ScriptedServer *self = SCRIPTED_SERVER (object);

  g_assert_true (g_queue_is_empty (&self->waiting));
  g_queue_clear_full (&self->script, g_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->condition);
  g_clear_pointer (&self->read_fates, g_array_unref);
  g_clear_pointer (&self->configurations, g_hash_table_unref);
  g_clear_pointer (&self->devices, g_hash_table_unref);
  g_clear_pointer (&self->outcomes, g_hash_table_unref);
  g_clear_pointer (&self->resets, g_hash_table_unref);
  g_clear_pointer (&self->sent, g_ptr_array_unref);

  G_OBJECT_CLASS (scripted_server_parent_class)->finalize (object);
}

static void
scripted_server_class_init (ScriptedServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_server_finalize;
}

static void
scripted_server_init (ScriptedServer *self)
{
  self->condition = sb_condition_new ();
  self->read_fates = g_array_new (FALSE, FALSE, sizeof (SbError));
  self->configurations = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->devices = g_hash_table_new (NULL, NULL);
  self->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->resets = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
  self->last_id = 1000;
  g_queue_init (&self->script);
  g_queue_init (&self->waiting);
}

ScriptedServer *
scripted_server_new (SbClock *clock)
{
  ScriptedServer *self = g_object_new (SCRIPTED_TYPE_SERVER, NULL);

  self->clock = g_object_ref (clock);

  return self;
}

static void
add_line (ScriptedServer *self, Fate fate, SbError code, gint64 retry_at)
{
  Line *line = g_new0 (Line, 1);

  line->fate = fate;
  line->code = code;
  line->retry_at = retry_at;
  g_queue_push_tail (&self->script, line);
}

void
scripted_server_will_answer (ScriptedServer *self)
{
  add_line (self, ANSWER, 0, 0);
}

void
scripted_server_will_lose (ScriptedServer *self, gboolean carried_out)
{
  add_line (self, carried_out ? LOSE_AFTER : LOSE_BEFORE, 0, 0);
}

void
scripted_server_will_fail (ScriptedServer *self, SbError code, gint64 retry_at)
{
  add_line (self, FAIL, code, retry_at);
}

void
scripted_server_always_lose (ScriptedServer *self)
{
  self->always_lose = TRUE;
}

void
scripted_server_will_fail_read (ScriptedServer *self, SbError code)
{
  g_array_append_val (self->read_fates, code);
}

void
scripted_server_hold (ScriptedServer *self)
{
  self->held = TRUE;
}

void
scripted_server_release (ScriptedServer *self)
{
  GTask *task;

  self->held = FALSE;
  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    answer (self, task);
}

void
scripted_server_put (ScriptedServer *self, SbConfiguration *configuration)
{
  gint64 id = sb_configuration_get_int64 (configuration, SB_CONFIGURATION_ID);

  g_hash_table_insert (self->configurations, KEY (id), g_object_ref (configuration));
}

SbConfiguration *
scripted_server_find (ScriptedServer *self, gint64 id)
{
  return g_hash_table_lookup (self->configurations, KEY (id));
}

void
scripted_server_remove (ScriptedServer *self, gint64 id)
{
  g_hash_table_remove (self->configurations, KEY (id));
}

void
scripted_server_add_device (ScriptedServer *self, gint64 id, SbRegistrationState registration)
{
  g_hash_table_insert (self->devices, KEY (id), GINT_TO_POINTER ((int) registration));
}

guint
scripted_server_get_n_sent (ScriptedServer *self)
{
  return self->sent->len;
}

guint
scripted_server_get_n_done (ScriptedServer *self)
{
  return self->n_done;
}

guint
scripted_server_get_n_reads (ScriptedServer *self)
{
  return self->n_reads;
}

SbCommand *
scripted_server_get_sent (ScriptedServer *self, guint position)
{
  g_assert_cmpuint (position, <, self->sent->len);

  return g_ptr_array_index (self->sent, position);
}
