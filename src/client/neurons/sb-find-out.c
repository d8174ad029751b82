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
} Looking;

static void read_next (GTask *task);

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_clear_object (&looking->command);
  g_clear_pointer (&looking->ids, g_ptr_array_unref);
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

/* Long after a reset was sent, only the devices can tell: each names the request that its state
 * belongs to. */
static void
resets_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);
  const char *key = sb_command_get_key (looking->command);
  gsize n_devices = count_devices (looking->command);
  SbOutcome *outcome;
  guint n_found = 0;

  if (rows == NULL) {
    end_failed (task, &error);
    return;
  }

  for (guint i = 0; i < rows->records->len; i++) {
    SbEsimState *state = g_ptr_array_index (rows->records, i);

    if (g_strcmp0 (sb_esim_state_get_string (state, SB_ESIM_STATE_FIELD_RESET_KEY), key) == 0)
      n_found++;
  }

  outcome = sb_record_new (SB_TYPE_OUTCOME);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, n_found);
  sb_record_seal (outcome);
  if (n_found == n_devices)
    end (task, (SbFinding){ .kind = SB_FINDING_DONE, .outcome = outcome });
  else
    /* A device that names another reset, or none, does not say what became of this one. */
    end (task,
         (SbFinding){ .kind = SB_FINDING_UNKNOWN,
                      .outcome = outcome,
                      .error = sb_error_new (SB_ERROR_DEADLINE,
                                             NULL,
                                             "%u of %" G_GSIZE_FORMAT " devices name the reset %s",
                                             n_found,
                                             n_devices,
                                             key) });
}

/* A key lives 24 hours. After that the same request would be a second one. */
static void
look_without_key (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = NULL;
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (looking->command, &n_ids);

  if (sb_command_get_kind (looking->command) != SB_COMMAND_ESIM_RESET) {
    end (task,
         (SbFinding){ .kind = SB_FINDING_UNKNOWN,
                      .error = sb_error_new (SB_ERROR_DEADLINE,
                                             NULL,
                                             "The key %s has expired",
                                             sb_command_get_key (looking->command)) });
    return;
  }

  query = sb_query_new (SB_COLLECTION_ESIM_STATES);
  sb_query_set_device_ids (query, ids, n_ids);
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 NULL,
                                 resets_read_cb,
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
