/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-affected"

#include "sb-affected.h"

#include "sb-device.h"

typedef struct {
  SbAsk ask;
  SbConfiguration *before; /* (owned) */
  SbAskNumbers numbers;
  GPtrArray *to_reset; /* (owned) (nullable) (element-type SbReach) */
} Counting;

static void
counting_free (Counting *counting)
{
  g_clear_object (&counting->before);
  g_clear_pointer (&counting->to_reset, g_ptr_array_unref);
  g_free (counting);
}

/* Whether devices are named in the question, and not only counted. */
static gboolean
names_devices (SbAsk ask)
{
  return ask == SB_ASK_PUSH || ask == SB_ASK_DISABLE || ask == SB_ASK_DELETE;
}

/* A push downloads nothing where this was downloaded before; what takes a configuration off a
 * device leaves its plan. A reset helps with both. */
static gboolean
needs_reset (SbAsk ask, SbReach *reach)
{
  if (ask == SB_ASK_PUSH)
    return sb_reach_get_boolean (reach, SB_REACH_FIELD_DOWNLOADED);

  return sb_reach_get_enum (reach, SB_REACH_FIELD_STATE) == SB_DELIVERY_ACTIVE;
}

/* (transfer full): those of a preview whose eSIM is to be reset first */
static GPtrArray *
find_to_reset (SbAsk ask, SbPage *page)
{
  GPtrArray *records = sb_page_get_records (page);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++) {
    SbReach *reach = g_ptr_array_index (records, i);

    if (needs_reset (ask, reach))
      g_ptr_array_add (found, g_object_ref (reach));
  }

  return found;
}

/* A preview that says neither how many there are nor what becomes of them counts nothing. */
static gboolean
counts_anything (SbPage *page)
{
  return sb_page_has_facet (page, "CHANGE") || sb_page_get_total (page) >= 0;
}

/* Which of the previewed devices the change is about. Those that cannot have the configuration, or
 * were excluded, are named by the distribution and yet not reached by it. */
static gint64
count_devices (SbAsk ask, SbPage *page)
{
  gint64 out = sb_page_get_facet_count (page, "STATE", "NOT_APPLICABLE")
               + sb_page_get_facet_count (page, "STATE", "EXCLUDED");
  gint64 added = sb_page_get_facet_count (page, "CHANGE", "ADDED");
  gint64 kept = sb_page_get_facet_count (page, "CHANGE", "KEPT");
  gint64 removed = sb_page_get_facet_count (page, "CHANGE", "REMOVED");

  if (!sb_page_has_facet (page, "CHANGE"))
    return MAX (sb_page_get_total (page) - out, 0);

  switch (ask) {
  case SB_ASK_DISABLE:
  case SB_ASK_DELETE:
    return MAX (removed - out, 0);
  case SB_ASK_ENABLE:
  case SB_ASK_RESTORE:
    return MAX (added + kept - out, 0);
  case SB_ASK_PUSH:
  case SB_ASK_RENAME:
  case SB_ASK_RETRY:
  case SB_ASK_EXCLUDE:
  case SB_ASK_INCLUDE:
  default:
    return MAX (kept - out, 0);
  }
}

/* From the configuration's own counts. */
static SbAskNumbers
guess (SbAsk ask, SbConfiguration *before)
{
  SbAskNumbers numbers = { -1, -1, -1 };
  SbDeliveryCounts *counts;

  if (sb_configuration_is_known (before, SB_CONFIGURATION_DISTRIBUTION)
      && sb_configuration_get_distribution_type (before) == SB_DISTRIBUTION_NO_DEVICES)
    return (SbAskNumbers){ 0, 0, 0 };

  /* Those that it would reach are not counted while it is off, or gone. */
  if (ask == SB_ASK_ENABLE || ask == SB_ASK_RESTORE)
    return numbers;

  counts = sb_configuration_get_record (before, SB_CONFIGURATION_DEVICE_COUNTS);
  if (counts != NULL) {
    numbers.active = sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_ACTIVE);
    numbers.devices = numbers.active
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_PENDING)
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_SENT)
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_INSTALLED)
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_ERROR);
  } else if (sb_configuration_is_known (before, SB_CONFIGURATION_TOTAL_DEVICE_COUNT)) {
    numbers.devices = sb_configuration_get_int64 (before, SB_CONFIGURATION_TOTAL_DEVICE_COUNT);
  }

  return numbers;
}

static void
preview_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_server_query_finish (SB_SERVER (source), result, &error);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (page == NULL || !counts_anything (page)) {
    g_debug ("No preview: %s", error != NULL ? error->message : "it has no number");
    counting->numbers = guess (counting->ask, counting->before);
  } else {
    counting->numbers = (SbAskNumbers){
      .devices = count_devices (counting->ask, page),
      .active = sb_page_has_facet (page, "STATE")
                  ? sb_page_get_facet_count (page, "STATE", "ACTIVE")
                  : -1,
      .downloaded = sb_page_has_facet (page, "DOWNLOADED")
                      ? sb_page_get_facet_count (page, "DOWNLOADED", "true")
                      : -1,
    };
    if (names_devices (counting->ask))
      counting->to_reset = find_to_reset (counting->ask, page);
  }

  g_task_return_boolean (task, TRUE);
}

void
sb_affected_count_async (SbServer *server,
                         SbAsk ask,
                         SbConfiguration *before,
                         SbConfiguration *proposal,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SbQuery) query = NULL;
  Counting *counting;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_RECORD (before));

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_affected_count_async);
  counting = g_new0 (Counting, 1);
  counting->ask = ask;
  counting->before = g_object_ref (before);
  g_task_set_task_data (task, counting, (GDestroyNotify) counting_free);

  if (sb_server_get_support (server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED) {
    counting->numbers = guess (ask, before);
    g_task_return_boolean (task, TRUE);
    return;
  }

  query = sb_query_new (SB_COLLECTION_REACH);
  sb_query_set_space (query, sb_configuration_get_int64 (before, SB_CONFIGURATION_DM_PARTITION_ID));
  sb_query_set_proposal (query, proposal == NULL ? before : proposal);
  /* The facets count all of them: one row is enough, but where devices are named. */
  sb_server_query_async (server,
                         query,
                         0,
                         names_devices (ask) ? SB_SERVER_MAX_ROWS : 1,
                         cancellable,
                         preview_cb,
                         g_steal_pointer (&task));
}

gboolean
sb_affected_count_finish (GAsyncResult *result,
                          SbAskNumbers *numbers,
                          GPtrArray **to_reset,
                          GError **error)
{
  Counting *counting;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);
  g_return_val_if_fail (numbers != NULL, FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  counting = g_task_get_task_data (G_TASK (result));
  *numbers = counting->numbers;
  if (to_reset != NULL)
    *to_reset = g_steal_pointer (&counting->to_reset);

  return TRUE;
}
