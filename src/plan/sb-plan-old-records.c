/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan-old-records"

#include "sb-plan-old-records.h"

#include "sb-old-records.h"

/* What is matched. */
typedef struct {
  SbPlan *plan;       /* (owned) */
  GPtrArray *devices; /* (owned) (element-type SbDevice): those that something is sent to */
  GPtrArray *records; /* (owned) (nullable) (element-type SbDevice): retired and wiped ones */
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_clear_object (&finding->plan);
  g_clear_pointer (&finding->devices, g_ptr_array_unref);
  g_clear_pointer (&finding->records, g_ptr_array_unref);
  g_free (finding);
}

/* A fleet takes longer than a window may be busy. Records do not change. */
static void
match_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Finding *finding = task_data;

  g_task_return_pointer (task,
                         sb_old_records_match (finding->records, finding->devices),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Finding *finding = g_task_get_task_data (task);
  g_autoptr (GPtrArray) old = g_task_propagate_pointer (G_TASK (result), NULL);

  if (old != NULL && old->len > 0)
    sb_plan_take_old_records (finding->plan, old);
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Finding *finding = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) matching = NULL;

  finding->records = sb_old_records_read_finish (result, &error);
  if (finding->records == NULL && g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (finding->records == NULL || finding->records->len == 0) {
    if (error != NULL)
      g_debug ("The old records could not be read: %s", error->message);
    g_task_return_boolean (task, TRUE);
    return;
  }

  matching = g_task_new (source, NULL, matched_cb, g_object_ref (task));
  g_task_set_task_data (matching, finding, NULL);
  g_task_run_in_thread (matching, match_in_thread);
}

void
sb_plan_find_old_records_async (SbServer *server,
                                SbPlan *plan,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Finding *finding;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_PLAN (plan));

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_plan_find_old_records_async);
  finding = g_new0 (Finding, 1);
  finding->plan = g_object_ref (plan);
  finding->devices = sb_plan_list_sent_to (plan);
  g_task_set_task_data (task, finding, finding_free);
  if (finding->devices->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    sb_old_records_read_async (server, cancellable, read_cb, g_steal_pointer (&task));
}

gboolean
sb_plan_find_old_records_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_plan_find_old_records_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
