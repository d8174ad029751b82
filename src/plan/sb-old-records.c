/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-old-records"

#include "sb-old-records.h"

#include "sb-identity.h"
#include "sb-page-reader.h"

/* A value on more records than these is no device's own. */
#define MAX_RECORDS 4

static const SbRegistrationState deletable[] = {
  SB_REGISTRATION_RETIRED,
  SB_REGISTRATION_RETIRE_PENDING,
  SB_REGISTRATION_WIPED,
  SB_REGISTRATION_WIPE_PENDING,
};

static const SbDeviceField fields[] = {
  SB_DEVICE_FIELD_SERIAL_NUMBER, SB_DEVICE_FIELD_UDID,  SB_DEVICE_FIELD_ESIM_IDENTIFIER,
  SB_DEVICE_FIELD_IMEI,          SB_DEVICE_FIELD_IMEI2,
};

void
sb_old_record_free (SbOldRecord *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->newer);
  g_free (self);
}

gboolean
sb_old_records_is_deletable (SbDevice *record)
{
  int state = sb_device_get_enum (record, SB_DEVICE_FIELD_REGISTRATION_STATE);

  for (gsize i = 0; i < G_N_ELEMENTS (deletable); i++) {
    if (state == (int) deletable[i])
      return TRUE;
  }

  return FALSE;
}

/* (nullable) (transfer full): a device has two IMEIs, either of which may be the one that another
 * record has */
static char *
make_key (SbDevice *record, SbDeviceField field)
{
  g_autofree char *value = sb_identity_dup (record, field);

  if (value == NULL)
    return NULL;
  if (field == SB_DEVICE_FIELD_IMEI2)
    field = SB_DEVICE_FIELD_IMEI;

  return g_strdup_printf ("%d %s", (int) field, value);
}

/* @index: (element-type utf8 GPtrArray): what a value says to the records that have it */
static void
add (GHashTable *index, GHashTable *seen, SbDevice *record)
{
  if (!g_hash_table_add (seen, (gpointer) sb_device_get_id (record, SB_DEVICE_FIELD_ID)))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *key = make_key (record, fields[i]);
    GPtrArray *same = key != NULL ? g_hash_table_lookup (index, key) : NULL;

    if (key == NULL)
      continue;
    if (same == NULL) {
      same = g_ptr_array_new ();
      g_hash_table_insert (index, g_steal_pointer (&key), same);
    }
    /* Both IMEIs of a record may be one. */
    if (!g_ptr_array_find (same, record, NULL))
      g_ptr_array_add (same, record);
  }
}

static GHashTable *
make_index (GPtrArray *records, GPtrArray *devices)
{
  GHashTable *index =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    add (index, seen, g_ptr_array_index (records, i));
  for (guint i = 0; i < devices->len; i++)
    add (index, seen, g_ptr_array_index (devices, i));

  return index;
}

static gboolean
is_before (SbDevice *a, SbDevice *b, SbDeviceField field)
{
  return sb_device_is_known (a, field) && sb_device_is_known (b, field)
         && sb_device_get_int64 (a, field) < sb_device_get_int64 (b, field);
}

/* Whether @record is the old one of two records of one device. */
static gboolean
is_old (SbDevice *record, SbDevice *newer)
{
  return sb_old_records_is_deletable (record)
         && is_before (record, newer, SB_DEVICE_FIELD_LAST_CHECKIN)
         && !is_before (newer, record, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME);
}

GPtrArray *
sb_old_records_match (GPtrArray *records, GPtrArray *devices)
{
  g_autoptr (GHashTable) index = make_index (records, devices);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  GPtrArray *old = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_old_record_free);

  for (guint i = 0; i < devices->len; i++) {
    SbDevice *device = g_ptr_array_index (devices, i);

    for (gsize j = 0; j < G_N_ELEMENTS (fields); j++) {
      g_autofree char *key = make_key (device, fields[j]);
      GPtrArray *same = key != NULL ? g_hash_table_lookup (index, key) : NULL;

      for (guint k = 0; same != NULL && same->len <= MAX_RECORDS && k < same->len; k++) {
        SbDevice *record = g_ptr_array_index (same, k);
        SbOldRecord *made;

        if (!is_old (record, device) || !g_hash_table_add (found, record))
          continue;
        made = g_new0 (SbOldRecord, 1);
        made->record = g_object_ref (record);
        made->newer = g_object_ref (device);
        made->field = fields[j];
        g_ptr_array_add (old, made);
      }
    }
  }

  return old;
}

typedef struct {
  GPtrArray *spaces;  /* (owned) (element-type utf8) (nullable): until they are read */
  guint next;         /* the next one to read */
  GPtrArray *records; /* (owned) (nullable) (element-type SbDevice) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->spaces, g_ptr_array_unref);
  g_clear_pointer (&reading->records, g_ptr_array_unref);
  g_free (reading);
}

static void read_next (GTask *task);

static void
space_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (rows == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* What a filter returned is looked at again. */
  for (guint i = 0; i < rows->records->len; i++) {
    SbDevice *record = g_ptr_array_index (rows->records, i);

    if (sb_old_records_is_deletable (record))
      g_ptr_array_add (reading->records, g_object_ref (record));
  }
  read_next (task);
}

static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = NULL;

  if (reading->next == reading->spaces->len) {
    g_task_return_pointer (task,
                           g_steal_pointer (&reading->records),
                           (GDestroyNotify) g_ptr_array_unref);
    return;
  }

  query = sb_query_new (SB_COLLECTION_DEVICES);
  sb_query_set_space (query, g_ptr_array_index (reading->spaces, reading->next++));
  for (gsize i = 0; i < G_N_ELEMENTS (deletable); i++)
    sb_query_add_filter (query,
                         SB_DEVICE_FIELD_REGISTRATION_STATE,
                         sb_enum_get_nick (sb_registration_state_get_type (), (int) deletable[i]));
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 space_read_cb,
                                 g_object_ref (task));
}

static void
spaces_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (rows == NULL) {
    g_task_return_error (task, error);
    return;
  }

  reading->spaces = sb_records_get_ids (rows->records, SB_DEVICE_SPACE_FIELD_ID);
  read_next (task);
}

void
sb_old_records_read_async (SbServer *server,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICE_SPACES);
  Reading *reading = g_new0 (Reading, 1);
  GTask *task;

  g_return_if_fail (SB_IS_SERVER (server));

  reading->records = g_ptr_array_new_with_free_func (g_object_unref);
  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_old_records_read_async);
  g_task_set_task_data (task, reading, reading_free);
  sb_page_reader_read_all_async (server, query, NULL, NULL, cancellable, spaces_read_cb, task);
}

GPtrArray *
sb_old_records_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_old_records_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
