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

struct _SbOldRecordIndex {
  GHashTable *records; /* (owned) (element-type utf8 SbDevice): by their ids, which they own */
  GHashTable *same;    /* (owned) (element-type utf8 GPtrArray): what a value says to those of it */
};

SbOldRecordIndex *
sb_old_record_index_new (void)
{
  SbOldRecordIndex *self = g_new0 (SbOldRecordIndex, 1);

  self->records = sb_ids_new_table (g_object_unref);
  self->same =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
sb_old_record_index_free (SbOldRecordIndex *self)
{
  g_hash_table_unref (self->same);
  g_hash_table_unref (self->records);
  g_free (self);
}

void
sb_old_record_index_remove (SbOldRecordIndex *self, const char *id)
{
  SbDevice *known;

  g_return_if_fail (id != NULL);

  known = g_hash_table_lookup (self->records, id);
  if (known == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *key = make_key (known, fields[i]);
    GPtrArray *same = key != NULL ? g_hash_table_lookup (self->same, key) : NULL;

    /* How many more there were than are listed is not known: it goes on to prove nothing. */
    if (same == NULL || same->len > MAX_RECORDS)
      continue;
    g_ptr_array_remove (same, known);
    if (same->len == 0)
      g_hash_table_remove (self->same, key);
  }
  g_hash_table_remove (self->records, id);
}

void
sb_old_record_index_add (SbOldRecordIndex *self, SbDevice *record)
{
  const char *id = sb_device_get_id (record, SB_DEVICE_FIELD_ID);
  const gboolean is_deletable = sb_old_records_is_deletable (record);
  gboolean is_kept = FALSE;

  if (id == NULL || g_hash_table_lookup (self->records, id) == record)
    return;

  sb_old_record_index_remove (self, id);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *key = make_key (record, fields[i]);
    GPtrArray *same = key != NULL ? g_hash_table_lookup (self->same, key) : NULL;

    if (key == NULL || (same == NULL && !is_deletable))
      continue;
    if (same == NULL) {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->same, g_steal_pointer (&key), same);
    }
    /* Both IMEIs of a record may be one. More than these are not counted: it proves nothing. */
    if (same->len <= MAX_RECORDS && !g_ptr_array_find (same, record, NULL))
      g_ptr_array_add (same, record);
    is_kept = TRUE;
  }
  if (is_kept)
    g_hash_table_insert (self->records, sb_id_new (id), g_object_ref (record));
}

static SbOldRecord *
old_record_new (SbDevice *record, SbDevice *newer, SbDeviceField field)
{
  SbOldRecord *self = g_new0 (SbOldRecord, 1);

  self->record = g_object_ref (record);
  self->newer = g_object_ref (newer);
  self->field = field;

  return self;
}

/* @found: (nullable) (element-type SbDevice): those that were found already
 * Returns: (nullable) (transfer full): the newest record that takes the place of @device */
static SbOldRecord *
add_found (SbOldRecordIndex *self, SbDevice *device, GHashTable *found, GPtrArray *old)
{
  SbOldRecord *newest = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *key = make_key (device, fields[i]);
    GPtrArray *same = key != NULL ? g_hash_table_lookup (self->same, key) : NULL;

    for (guint j = 0; same != NULL && same->len <= MAX_RECORDS && j < same->len; j++) {
      SbDevice *other = g_ptr_array_index (same, j);

      if (is_old (other, device) && g_hash_table_add (found, other))
        g_ptr_array_add (old, old_record_new (other, device, fields[i]));
      if (is_old (device, other)
          && (newest == NULL || is_before (newest->newer, other, SB_DEVICE_FIELD_LAST_CHECKIN))) {
        g_clear_pointer (&newest, sb_old_record_free);
        newest = old_record_new (device, other, fields[i]);
      }
    }
  }

  return newest;
}

GPtrArray *
sb_old_record_index_find (SbOldRecordIndex *self, SbDevice *device)
{
  GPtrArray *old = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_old_record_free);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  SbOldRecord *newest;

  sb_old_record_index_add (self, device);
  newest = add_found (self, device, found, old);
  if (newest != NULL)
    g_ptr_array_insert (old, 0, newest);

  return old;
}

GPtrArray *
sb_old_records_match (GPtrArray *records, GPtrArray *devices)
{
  g_autoptr (SbOldRecordIndex) index = sb_old_record_index_new ();
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  GPtrArray *old = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_old_record_free);

  for (guint i = 0; i < records->len; i++)
    sb_old_record_index_add (index, g_ptr_array_index (records, i));
  for (guint i = 0; i < devices->len; i++)
    sb_old_record_index_add (index, g_ptr_array_index (devices, i));
  for (guint i = 0; i < devices->len; i++) {
    SbOldRecord *newest = add_found (index, g_ptr_array_index (devices, i), found, old);

    g_clear_pointer (&newest, sb_old_record_free);
  }

  return old;
}

/* Values that are asked for at once: a question is part of an address. */
#define VALUES_AT_ONCE 24

/* What is asked of each device space. */
typedef struct {
  GPtrArray *queries;      /* (owned) (element-type SbQuery) */
  GPtrArray *spaces;       /* (owned) (element-type utf8) (nullable): until they are read */
  guint next;              /* the next query to read, of all spaces */
  gboolean only_deletable; /* whether only what can be deleted is meant */
  GPtrArray *records;      /* (owned) (nullable) (element-type SbDevice) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->queries, g_ptr_array_unref);
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

    if (!reading->only_deletable || sb_old_records_is_deletable (record))
      g_ptr_array_add (reading->records, g_object_ref (record));
  }
  read_next (task);
}

static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = NULL;

  if (reading->next == reading->spaces->len * reading->queries->len) {
    g_task_return_pointer (task,
                           g_steal_pointer (&reading->records),
                           (GDestroyNotify) g_ptr_array_unref);
    return;
  }

  query = sb_query_copy (
    g_ptr_array_index (reading->queries, reading->next % reading->queries->len));
  sb_query_set_space (query,
                      g_ptr_array_index (reading->spaces, reading->next / reading->queries->len));
  reading->next++;
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

/* @queries: (transfer full) (element-type SbQuery): for each space
 * @only_deletable: whether only what can be deleted is meant
 * @tag: the caller */
static void
read_spaces (SbServer *server,
             GPtrArray *queries,
             gboolean only_deletable,
             gpointer tag,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICE_SPACES);
  Reading *reading = g_new0 (Reading, 1);
  GTask *task = g_task_new (server, cancellable, callback, user_data);

  reading->queries = queries;
  reading->only_deletable = only_deletable;
  reading->records = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, reading, reading_free);
  sb_page_reader_read_all_async (server, query, NULL, NULL, cancellable, spaces_read_cb, task);
}

void
sb_old_records_read_async (SbServer *server,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GPtrArray *queries;
  SbQuery *query;

  g_return_if_fail (SB_IS_SERVER (server));

  queries = g_ptr_array_new_with_free_func (g_object_unref);
  query = sb_query_new (SB_COLLECTION_DEVICES);
  for (gsize i = 0; i < G_N_ELEMENTS (deletable); i++)
    sb_query_add_filter (query,
                         SB_DEVICE_FIELD_REGISTRATION_STATE,
                         sb_enum_get_nick (sb_registration_state_get_type (), (int) deletable[i]));
  g_ptr_array_add (queries, query);
  read_spaces (server, queries, TRUE, sb_old_records_read_async, cancellable, callback, user_data);
}

GPtrArray *
sb_old_records_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_old_records_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* @values: (element-type utf8): as they may be written */
static void
add_spellings (GHashTable *values, SbDevice *record, SbDeviceField field)
{
  g_autofree char *value = sb_identity_dup (record, field);

  if (value == NULL)
    return;

  /* A server compares texts: as this record has it, as it means, and as it is often written. */
  g_hash_table_add (values, g_strdup (sb_device_get_string (record, field)));
  if (sb_identity_is_imei (value))
    g_hash_table_add (
      values,
      g_strdup_printf ("%.2s %.6s %.6s %s", value, value + 2, value + 8, value + 14));
  g_hash_table_add (values, g_steal_pointer (&value));
}

/* Those who have one of the values. */
static void
add_queries (GPtrArray *queries, SbDeviceField field, GHashTable *values)
{
  SbQuery *query = NULL;
  GHashTableIter iter;
  gpointer value;
  guint n_values = 0;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &value, NULL)) {
    if (n_values++ % VALUES_AT_ONCE == 0) {
      query = sb_query_new (SB_COLLECTION_DEVICES);
      g_ptr_array_add (queries, query);
    }
    sb_query_add_filter (query, field, value);
  }
}

void
sb_old_records_read_same_async (SbServer *server,
                                GPtrArray *records,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GPtrArray *queries;

  g_return_if_fail (SB_IS_SERVER (server));

  queries = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    /* Nobody offers to filter by the second IMEI: it is some other record's first one, or is not
     * found. */
    if (fields[i] == SB_DEVICE_FIELD_IMEI2)
      continue;
    for (guint j = 0; j < records->len; j++) {
      add_spellings (values, g_ptr_array_index (records, j), fields[i]);
      if (fields[i] == SB_DEVICE_FIELD_IMEI)
        add_spellings (values, g_ptr_array_index (records, j), SB_DEVICE_FIELD_IMEI2);
    }
    add_queries (queries, fields[i], values);
  }
  read_spaces (server,
               queries,
               FALSE,
               sb_old_records_read_same_async,
               cancellable,
               callback,
               user_data);
}

GPtrArray *
sb_old_records_read_same_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_old_records_read_same_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
