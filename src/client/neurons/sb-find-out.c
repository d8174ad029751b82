/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What became of a change whose answer was lost, see "After a lost answer" of the API. */

#define G_LOG_DOMAIN "sb-find-out"

#include "sb-find-out.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-page-reader.h"
#include "sb-same.h"

/* Source: the API's conventions. */
#define KEY_LIFETIME (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
/* Sending may wait for an hour, see sb_neurons_new(). */
#define KEY_SAFETY (65 * 60 * 1000)

typedef struct {
  SbCommand *command; /* (owned) */
  GPtrArray *ids;     /* (owned) (element-type utf8): those that it is not done for yet */
  gsize next;         /* the next one to read */

  /* After its key expired */
  gint64 first_sent_at; /* milliseconds since 1970 */
  GHashTable *named;    /* (owned) (element-type utf8): what tells of it */
} Looking;

static void read_next (GTask *task);

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_clear_object (&looking->command);
  g_clear_pointer (&looking->ids, g_ptr_array_unref);
  g_clear_pointer (&looking->named, g_hash_table_unref);
  g_free (looking);
}

/* @found: (transfer full): what it holds */
static void
end (GTask *task, SbFinding found)
{
  g_task_return_pointer (task, g_memdup2 (&found, sizeof found), (GDestroyNotify) sb_finding_free);
}

static void
end_failed (GTask *task, GError **error)
{
  end (task, (SbFinding){ .kind = SB_FINDING_FAILED, .error = g_steal_pointer (error) });
}

/* It was not the answer that said so: no more is known than that, and what a configuration is now.
 * @configuration: (nullable) */
static void
end_done (GTask *task, SbConfiguration *configuration)
{
  SbOutcome *outcome = sb_record_new (SB_TYPE_OUTCOME);

  if (configuration != NULL)
    sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, configuration);
  end (task, (SbFinding){ .kind = SB_FINDING_DONE, .outcome = sb_record_seal (outcome) });
}

/* @current: (nullable): what it is now; %NULL where it is not there any more */
static void
end_changed (GTask *task, SbRecord *current, guint http_status)
{
  SbErrorDetails details = { .http_status = http_status, .current = (GObject *) current };

  end (task,
       (SbFinding){ .kind = SB_FINDING_CHANGED,
                    .error = sb_error_new (
                      SB_ERROR_CHANGED_ELSEWHERE,
                      &details,
                      "The configuration is neither what was sent nor what it was before") });
}

/* @rest: (transfer full) (nullable): what is to be sent; %NULL where it is all of it */
static void
end_again (GTask *task, SbCommand *rest)
{
  end (task, (SbFinding){ .kind = SB_FINDING_AGAIN, .rest = rest });
}

/* Whether the server itself says that there is no such thing; anybody in between may answer 404. */
static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND) && sb_error_is_enveloped (error);
}

static gsize
count_devices (SbCommand *command)
{
  gsize n_ids;

  sb_command_get_device_ids (command, &n_ids);

  return n_ids;
}

static gboolean
is_to_do (SbCommand *command, SbDevice *device)
{
  return sb_command_get_kind (command) == SB_COMMAND_DELETE_DEVICE
         || sb_device_get_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE)
              == SB_REGISTRATION_ACTIVE;
}

static void
device_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = NULL;

  g_assert (SB_IS_SERVER (source));

  record = sb_server_get_finish (SB_SERVER (source), result, &error);
  if (record == NULL && !is_gone (error)) {
    end_failed (task, &error);
    return;
  }

  if (record != NULL && is_to_do (looking->command, (SbDevice *) record)) {
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (looking->command, &n_ids);

    sb_ids_add (looking->ids, ids[looking->next]);
  }
  looking->next++;
  read_next (task);
}

/* Reads the devices one by one. It is done for those that are gone, and for those that are to be
 * retired and are not active any more. */
static void
read_next (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  SbCommand *rest;
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (looking->command, &n_ids);

  if (looking->next < n_ids) {
    sb_server_get_async (g_task_get_source_object (task),
                         SB_COLLECTION_DEVICES,
                         ids[looking->next],
                         sb_command_get_space (looking->command),
                         NULL,
                         device_read_cb,
                         g_object_ref (task));
    return;
  }

  if (looking->ids->len == 0) {
    end_done (task, NULL);
    return;
  }

  rest = sb_command_new_for_devices (sb_command_get_kind (looking->command),
                                     sb_ids_peek (looking->ids, NULL),
                                     looking->ids->len);
  sb_command_set_subject (rest, sb_command_get_subject (looking->command));
  sb_command_set_space (rest, sb_command_get_space (looking->command));
  end_again (task, rest);
}

/* What a row says of one of those that a command names. */
typedef enum {
  TELLS_NOTHING,
  IS_DONE,
  IS_REPLACED, /* another request took the place of this one */
} Told;

/* Each device names the reset that its state belongs to. One that came before ours did not take its
 * place. */
static Told
judge_reset (SbEsimState *state, const char *key, gint64 first_sent_at)
{
  const char *named = sb_esim_state_get_string (state, SB_ESIM_STATE_FIELD_RESET_KEY);

  if (named != NULL && g_str_equal (named, key))
    return IS_DONE;

  return named == NULL || sb_esim_state_is_reset_before (state, first_sent_at) ? TELLS_NOTHING
                                                                               : IS_REPLACED;
}

static Told
judge_row (Looking *looking, SbRecord *row)
{
  gboolean done = FALSE;

  switch (sb_command_get_kind (looking->command)) {
  case SB_COMMAND_ESIM_RESET:
    return judge_reset ((SbEsimState *) row,
                        sb_command_get_key (looking->command),
                        looking->first_sent_at);
  case SB_COMMAND_ESIM_RESET_CANCEL:
    done = sb_record_get_enum (row, SB_ESIM_STATE_FIELD_RESET_STATE) == SB_RESET_CANCELLED;
    break;
  case SB_COMMAND_EXCLUDE:
    done = sb_record_get_boolean (row, SB_DELIVERY_FIELD_EXCLUDED);
    break;
  case SB_COMMAND_INCLUDE:
    done = sb_record_is_known (row, SB_DELIVERY_FIELD_EXCLUDED)
           && !sb_record_get_boolean (row, SB_DELIVERY_FIELD_EXCLUDED);
    break;
  case SB_COMMAND_PUSH:
    done = sb_record_get_int64 (row, SB_DELIVERY_FIELD_SENT_AT) > looking->first_sent_at;
    break;
  case SB_COMMAND_CREATE_CONFIGURATION:
  case SB_COMMAND_UPDATE_CONFIGURATION:
  case SB_COMMAND_DELETE_CONFIGURATION:
  case SB_COMMAND_FORCE_CHECKIN:
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
  default:
    break;
  }

  return done ? IS_DONE : TELLS_NOTHING;
}

static void
add_replaced (GPtrArray *rejected, const char *id)
{
  SbRejection *rejection = sb_record_new (SB_TYPE_REJECTION);

  sb_record_set_id (SB_RECORD (rejection), SB_REJECTION_FIELD_DEVICE_ID, id);
  sb_record_set_enum (SB_RECORD (rejection), SB_REJECTION_FIELD_CODE, SB_REJECT_REPLACED);
  g_ptr_array_add (rejected, sb_record_seal (rejection));
}

/* What is known of each that the command names; of the others it is not. */
static void
rows_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);
  g_autoptr (GPtrArray) replaced = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_named = g_hash_table_size (looking->named);
  guint n_done = 0;
  SbOutcome *outcome;

  if (rows == NULL) {
    end_failed (task, &error);
    return;
  }

  for (guint i = 0; i < rows->records->len; i++) {
    const char *id = g_ptr_array_index (rows->ids, i);
    Told told = judge_row (looking, g_ptr_array_index (rows->records, i));

    if (!g_hash_table_contains (looking->named, id))
      continue;
    n_done += told == IS_DONE;
    if (told == IS_REPLACED)
      add_replaced (replaced, id);
  }

  outcome = sb_record_new (SB_TYPE_OUTCOME);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, n_done);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED_COUNT, replaced->len);
  sb_record_set_records (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED, replaced);
  sb_record_seal (outcome);
  if (n_done == n_named)
    end (task, (SbFinding){ .kind = SB_FINDING_DONE, .outcome = outcome });
  else
    end (task,
         (SbFinding){ .kind = SB_FINDING_UNKNOWN,
                      .outcome = outcome,
                      .error = sb_error_new (SB_ERROR_EXPIRED,
                                             NULL,
                                             "The key %s has expired; %u of %u tell that it was "
                                             "done, %u that another one took its place",
                                             sb_command_get_key (looking->command),
                                             n_done,
                                             n_named,
                                             replaced->len) });
}

/* (transfer full): where it is seen what became of a command
 * @named: (out): what the rows that tell it are known by */
static SbQuery *
new_query (SbCommand *command, const char *const **named, gsize *n_named)
{
  gsize n_configurations;
  const char *const *configurations = sb_command_get_configuration_ids (command, &n_configurations);
  gsize n_devices;
  const char *const *devices = sb_command_get_device_ids (command, &n_devices);
  SbQuery *query;

  *named = devices;
  *n_named = n_devices;
  if (n_configurations == 0) {
    query = sb_query_new (SB_COLLECTION_ESIM_STATES);
    sb_query_set_device_ids (query, devices, n_devices);
  } else if (n_devices == 1) {
    query = sb_query_new (SB_COLLECTION_DEVICE_DELIVERIES);
    sb_query_set_parent (query, devices[0]);
    *named = configurations;
    *n_named = n_configurations;
  } else {
    query = sb_query_new (SB_COLLECTION_DELIVERIES);
    sb_query_set_parent (query, configurations[0]);
  }

  return query;
}

/* A key lives 24 hours. After that the same request would be a second one: only what it changed can
 * tell. */
static void
look_without_key (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  const char *const *named;
  gsize n_named;
  g_autoptr (SbQuery) query = new_query (looking->command, &named, &n_named);

  for (gsize i = 0; i < n_named; i++)
    g_hash_table_add (looking->named, sb_id_new (named[i]));
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 NULL,
                                 rows_read_cb,
                                 g_object_ref (task));
}

static void
configuration_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = NULL;
  SbConfiguration *found;

  g_assert (SB_IS_SERVER (source));

  record = sb_server_get_finish (SB_SERVER (source), result, &error);
  found = (SbConfiguration *) record;
  if (is_gone (error))
    end_changed (task, NULL, sb_error_get_http_status (error));
  else if (record == NULL)
    end_failed (task, &error);
  else if (sb_same_configuration (sb_command_get_proposal (looking->command), found))
    end_done (task, found);
  else if (g_strcmp0 (sb_configuration_get_string (found, SB_CONFIGURATION_FIELD_VERSION),
                      sb_command_get_version (looking->command))
           == 0)
    end_again (task, NULL);
  else
    end_changed (task, record, 412);
}

/* Milliseconds since 1970; where nobody knows how long ago it was, nothing can have come after. */
static gint64
get_first_sent_at (SbServer *server, gint64 age)
{
  return age < G_MAXINT64 ? sb_clock_get_now (sb_server_get_clock (server)) - age : G_MAXINT64;
}

/**
 * sb_find_out_async: (skip)
 *
 * See [method@Server.find_out_async].
 */
void
sb_find_out_async (SbServer *server,
                   SbCommand *command,
                   gint64 age,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (server, NULL, callback, user_data);
  SbCommandKind kind = sb_command_get_kind (command);
  const SbCommandInfo *info = sb_command_kind_get_info (kind);
  Looking *looking = g_new0 (Looking, 1);
  gsize n_ids;
  const char *const *ids = sb_command_get_configuration_ids (command, &n_ids);

  looking->command = g_object_ref (command);
  looking->ids = sb_ids_new (NULL, 0);
  looking->named = sb_ids_new_table (NULL);
  looking->first_sent_at = get_first_sent_at (server, age);
  g_task_set_source_tag (task, sb_find_out_async);
  g_task_set_task_data (task, looking, looking_free);

  if (info->takes_key && age > KEY_LIFETIME - KEY_SAFETY)
    look_without_key (task);
  else if (kind == SB_COMMAND_UPDATE_CONFIGURATION)
    sb_server_get_async (server,
                         SB_COLLECTION_CONFIGURATIONS,
                         ids[0],
                         NULL,
                         NULL,
                         configuration_read_cb,
                         g_object_ref (task));
  /* Of one that is to be deleted the answer says whether it is there. */
  else if (info->ends_devices
           && !(kind == SB_COMMAND_DELETE_DEVICE && count_devices (command) == 1))
    read_next (task);
  else
    end_again (task, NULL);
}

/**
 * sb_find_out_finish: (skip)
 *
 * Returns: (transfer full): what was found
 */
SbFinding *
sb_find_out_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_find_out_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
