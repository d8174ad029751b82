/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-second-look"

#include "sb-second-look.h"

#include "sb-eligibility.h"
#include "sb-esim-states.h"
#include "sb-frozen.h"
#include "sb-page-reader.h"

/* How many devices a filter names: how many terms a server reads is not published. */
#define AT_ONCE 30

typedef struct {
  SbCommand *command;  /* (owned) */
  gsize next;          /* the first device that was not asked for yet */
  gsize missing;       /* the first one that may not have come */
  gboolean anywhere;   /* it was looked for in its device space */
  GHashTable *devices; /* (owned) (element-type utf8 SbDevice): those that are there */
} Looking;

static void read_next (GTask *task);

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_clear_object (&looking->command);
  g_clear_pointer (&looking->devices, g_hash_table_unref);
  g_free (looking);
}

/* What a server would say of the same. */
static SbRejectCode
get_code (SbReason reason)
{
  switch ((int) reason) {
  case SB_REASON_NOT_ACTIVE:
    return SB_REJECT_NOT_ACTIVE;
  case SB_REASON_MANAGED:
    return SB_REJECT_MANAGED;
  case SB_REASON_RESET_PENDING:
    return SB_REJECT_RESET_PENDING;
  case SB_REASON_RESET_RUNNING:
    return SB_REJECT_RESET_RUNNING;
  case SB_REASON_NO_ESIM_HARDWARE:
    return SB_REJECT_NO_EUICC;
  case SB_REASON_NOT_WINDOWS:
  case SB_REASON_WINDOWS_10:
    return SB_REJECT_NOT_WINDOWS_11;
  default:
    return SB_REJECT_NOT_ELIGIBLE;
  }
}

/* An exclusion ends as a push begins, but for what waits for a reset. How it stands with a single
 * configuration, the server tells. */
static SbVerb
get_verb (SbCommandKind kind)
{
  switch ((int) kind) {
  case SB_COMMAND_EXCLUDE:
    return SB_VERB_EXCLUDE;
  case SB_COMMAND_ESIM_RESET:
    return SB_VERB_RESET;
  case SB_COMMAND_RETIRE:
    return SB_VERB_RETIRE;
  case SB_COMMAND_DELETE_DEVICE:
    return SB_VERB_DELETE;
  case SB_COMMAND_INCLUDE:
  case SB_COMMAND_PUSH:
  default:
    return SB_VERB_PUSH;
  }
}

static gboolean
is_told_by_state (SbCommandKind kind)
{
  return kind == SB_COMMAND_PUSH || kind == SB_COMMAND_ESIM_RESET || kind == SB_COMMAND_RETIRE;
}

static void
add_rejection (GPtrArray *rejected, const char *id, SbRejectCode code)
{
  SbRejection *rejection = sb_record_new (SB_TYPE_REJECTION);

  sb_record_set_id (SB_RECORD (rejection), SB_REJECTION_FIELD_DEVICE_ID, id);
  sb_record_set_enum (SB_RECORD (rejection), SB_REJECTION_FIELD_CODE, (int) code);
  g_ptr_array_add (rejected, sb_record_seal (rejection));
}

/* @states: (nullable) (element-type utf8 SbEsimState) */
static GPtrArray *
judge (Looking *looking, GHashTable *states)
{
  GPtrArray *rejected = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable)
    changed = sb_frozen_compare (sb_command_get_frozen (looking->command), looking->devices);
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (looking->command, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    SbEvidence evidence = { .device = g_hash_table_lookup (looking->devices, ids[i]),
                            .state = states != NULL ? g_hash_table_lookup (states, ids[i]) : NULL };
    guint code = GPOINTER_TO_UINT (g_hash_table_lookup (changed, ids[i]));
    SbEligibility eligibility;

    if (code == 0 && evidence.device != NULL) {
      eligibility = sb_eligibility_judge (get_verb (sb_command_get_kind (looking->command)),
                                          &evidence);
      if (eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
        code = get_code (eligibility.reason);
    }
    if (code != 0)
      add_rejection (rejected, ids[i], code);
  }

  return rejected;
}

static void
end (GTask *task, GHashTable *states)
{
  g_task_return_pointer (task,
                         judge (g_task_get_task_data (task), states),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
states_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GHashTable) states = sb_esim_states_read_finish (result, NULL);

  end (task, states);
}

/* (nullable) (transfer none): the next device that did not come with the others */
static const char *
find_missing (Looking *looking)
{
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (looking->command, &n_ids);

  for (; looking->missing < n_ids; looking->missing++) {
    if (!g_hash_table_contains (looking->devices, ids[looking->missing]))
      return ids[looking->missing];
  }

  return NULL;
}

static void
device_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;
  SbRecord *device = sb_server_get_finish (SB_SERVER (source), result, &error);

  /* Anybody in between may answer 404. */
  if (device == NULL
      && (!g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)
          || !sb_error_is_enveloped (error))) {
    g_task_return_error (task, error);
    return;
  }

  g_clear_error (&error);
  if (device != NULL)
    g_hash_table_insert (looking->devices, sb_id_new (find_missing (looking)), device);
  if (device != NULL || looking->anywhere)
    looking->missing++;
  looking->anywhere = TRUE;
  read_next (task);
}

static void
devices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (rows == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* A server that ignores the filter names others as well: they are not asked about. */
  for (guint i = 0; i < rows->records->len; i++)
    g_hash_table_insert (looking->devices,
                         sb_id_new (g_ptr_array_index (rows->ids, i)),
                         g_object_ref (g_ptr_array_index (rows->records, i)));
  read_next (task);
}

/* Those in the device space in which they were seen, some at once; then, one by one, those that are
 * not there: they may have been moved. */
static void
read_next (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  SbServer *server = g_task_get_source_object (task);
  SbCommandKind kind = sb_command_get_kind (looking->command);
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (looking->command, &n_ids);
  guint at_once = CLAMP (sb_server_get_paging (server, SB_COLLECTION_DEVICES).ids, 1, AT_ONCE);
  const char *missing;

  if (looking->next < n_ids && n_ids > 1) {
    g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

    sb_query_set_space (query, sb_command_get_space (looking->command));
    for (gsize i = 0; i < at_once && looking->next < n_ids; i++)
      sb_query_add_filter (query, SB_DEVICE_FIELD_ID, ids[looking->next++]);
    sb_page_reader_read_all_async (server,
                                   query,
                                   NULL,
                                   NULL,
                                   NULL,
                                   devices_cb,
                                   g_object_ref (task));
    return;
  }

  missing = find_missing (looking);
  if (missing != NULL) {
    sb_server_get_async (server,
                         SB_COLLECTION_DEVICES,
                         missing,
                         looking->anywhere ? NULL : sb_command_get_space (looking->command),
                         NULL,
                         device_cb,
                         g_object_ref (task));
  } else if (is_told_by_state (kind)) {
    g_autoptr (GPtrArray) all = sb_ids_new (ids, n_ids);

    sb_esim_states_read_async (server, all, NULL, states_cb, g_object_ref (task));
  } else {
    end (task, NULL);
  }
}

void
sb_second_look_async (SbServer *server,
                      SbCommand *command,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Looking *looking;
  gsize n_ids;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_COMMAND (command));

  looking = g_new0 (Looking, 1);
  looking->command = g_object_ref (command);
  looking->devices = sb_ids_new_table (g_object_unref);
  sb_command_get_device_ids (command, &n_ids);
  looking->anywhere = n_ids > 1 || sb_command_get_space (command) == NULL;
  task = g_task_new (server, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_second_look_async);
  g_task_set_task_data (task, looking, looking_free);
  read_next (task);
}

GPtrArray *
sb_second_look_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_second_look_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
