/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is left to do of a change of several devices, when its answer was lost. */

#define G_LOG_DOMAIN "sb-rest"

#include "sb-rest.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-page-reader.h"

typedef struct {
  SbServer *server;   /* (owned) */
  SbCommand *command; /* (owned) */
  GArray *ids;        /* (owned) (element-type gint64): those that it is not done for yet */
  gsize next;         /* the next one to read */
} Reading;

static void read_next (GTask *task);

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->server);
  g_clear_object (&reading->command);
  g_clear_pointer (&reading->ids, g_array_unref);
  g_free (reading);
}

static gboolean
is_to_do (SbCommand *command, SbDevice *device)
{
  return sb_command_get_kind (command) == SB_COMMAND_DELETE_DEVICE
         || sb_device_get_enum (device, SB_DEVICE_REGISTRATION_STATE) == SB_REGISTRATION_ACTIVE;
}

static void
device_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = NULL;

  g_assert (SB_IS_SERVER (source));

  record = sb_server_get_finish (SB_SERVER (source), result, &error);
  if (record == NULL && !sb_rest_is_gone (error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (record != NULL && is_to_do (reading->command, (SbDevice *) record)) {
    gsize n_ids;
    const gint64 *ids = sb_command_get_device_ids (reading->command, &n_ids);

    g_array_append_val (reading->ids, ids[reading->next]);
  }
  reading->next++;
  read_next (task);
}

static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  SbCommand *rest = NULL;
  gsize n_ids;
  const gint64 *ids = sb_command_get_device_ids (reading->command, &n_ids);

  if (reading->next < n_ids) {
    sb_server_get_async (reading->server,
                         SB_COLLECTION_DEVICES,
                         ids[reading->next],
                         sb_command_get_space (reading->command),
                         NULL,
                         device_read_cb,
                         g_object_ref (task));
    return;
  }

  if (reading->ids->len > 0) {
    rest = sb_command_new_for_devices (sb_command_get_kind (reading->command),
                                       (const gint64 *) (gpointer) reading->ids->data,
                                       reading->ids->len);
    sb_command_set_subject (rest, sb_command_get_subject (reading->command));
    sb_command_set_space (rest, sb_command_get_space (reading->command));
  }
  g_task_return_pointer (task, rest, g_object_unref);
}

static void
resets_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbCommand *reset = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);
  guint n_found = 0;

  if (rows == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  for (guint i = 0; i < rows->records->len; i++) {
    SbEsimState *state = g_ptr_array_index (rows->records, i);

    if (g_strcmp0 (sb_esim_state_get_string (state, SB_ESIM_STATE_RESET_KEY),
                   sb_command_get_key (reset))
        == 0)
      n_found++;
  }
  g_task_return_int (task, n_found);
}

/**
 * sb_rest_is_gone:
 * @error: (nullable): why something could not be read
 *
 * Returns: whether the server itself says that there is no such thing; anybody in between may
 * answer 404
 */
gboolean
sb_rest_is_gone (const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND) && sb_error_is_enveloped (error);
}

/**
 * sb_rest_read_async:
 * @command: RETIRE or DELETE_DEVICE
 *
 * Reads the devices one by one. It is done for those that are gone, and for those that are to be
 * retired and are not active any more.
 */
void
sb_rest_read_async (SbServer *server,
                    SbCommand *command,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->server = g_object_ref (server);
  reading->command = g_object_ref (command);
  reading->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_task_set_source_tag (task, sb_rest_read_async);
  g_task_set_task_data (task, reading, reading_free);

  read_next (task);
}

/**
 * sb_rest_read_finish:
 *
 * Returns: (transfer full) (nullable): the same of those that it is not done for; %NULL without an
 *   error where there are none
 */
SbCommand *
sb_rest_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_rest_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sb_rest_count_resets_async:
 * @reset: ESIM_RESET
 *
 * Counts the devices that say that their reset is this one: each names the request that its state
 * belongs to.
 */
void
sb_rest_count_resets_async (SbServer *server,
                            SbCommand *reset,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_ESIM_STATES);
  gsize n_ids;
  const gint64 *ids = sb_command_get_device_ids (reset, &n_ids);

  g_task_set_source_tag (task, sb_rest_count_resets_async);
  g_task_set_task_data (task, g_object_ref (reset), g_object_unref);

  sb_query_set_device_ids (query, ids, n_ids);
  sb_page_reader_read_all_async (server,
                                 query,
                                 NULL,
                                 NULL,
                                 NULL,
                                 resets_read_cb,
                                 g_object_ref (task));
}

/**
 * sb_rest_count_resets_finish:
 * @n_found: (out): how many there are
 *
 * Returns: whether they could be read
 */
gboolean
sb_rest_count_resets_finish (GAsyncResult *result, guint *n_found, GError **error)
{
  gssize n;

  g_return_val_if_fail (g_async_result_is_tagged (result, sb_rest_count_resets_async), FALSE);

  n = g_task_propagate_int (G_TASK (result), error);
  *n_found = (guint) MAX (n, 0);

  return n >= 0;
}
