/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-store"

#include "fake-store.h"

#include "fake-preview.h"
#include "fake-script.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-error.h"

#include <string.h>

typedef struct {
  char *id;         /* (owned) */
  SbRecord *record; /* (owned) (nullable) */
} Row;

typedef struct {
  guint field;
  char *value;
  gint64 count;
} Facet;

struct _FakeStore {
  GArray *rows[SB_N_COLLECTIONS]; /* (element-type Row) */
  gboolean searched[SB_N_COLLECTIONS];
  gboolean silent;
  gboolean endless;
  gsize page_size;
  gint64 total;   /* what is said in place of it, or -1 */
  GArray *facets; /* (element-type Facet): of devices */
  FakePreview preview;
  GHashTable *outcomes; /* key to SbOutcome */
  char *name;
  gint64 last_id;
  guint n_done;
};

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->id, sb_id_free);
  g_clear_object (&row->record);
}

static void
facet_clear (gpointer data)
{
  Facet *facet = data;

  g_free (facet->value);
}

FakeStore *
fake_store_new (void)
{
  FakeStore *self = g_new0 (FakeStore, 1);

  for (guint i = 0; i < SB_N_COLLECTIONS; i++) {
    self->rows[i] = g_array_new (FALSE, FALSE, sizeof (Row));
    g_array_set_clear_func (self->rows[i], row_clear);
  }
  self->facets = g_array_new (FALSE, FALSE, sizeof (Facet));
  g_array_set_clear_func (self->facets, facet_clear);
  self->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->name = g_strdup ("Row");
  self->last_id = 1000;
  self->total = -1;

  return self;
}

void
fake_store_free (FakeStore *self)
{
  for (guint i = 0; i < SB_N_COLLECTIONS; i++)
    g_clear_pointer (&self->rows[i], g_array_unref);
  g_clear_pointer (&self->facets, g_array_unref);
  g_clear_pointer (&self->outcomes, g_hash_table_unref);
  g_free (self->name);
  g_free (self);
}

/* (nullable): the row, and where it is. */
static Row *
find_row (FakeStore *self, SbCollection collection, const char *id, guint *position)
{
  for (guint i = 0; i < self->rows[collection]->len; i++) {
    Row *row = &g_array_index (self->rows[collection], Row, i);

    if (sb_id_equal (row->id, id)) {
      if (position != NULL)
        *position = i;
      return row;
    }
  }

  return NULL;
}

void
fake_store_insert (FakeStore *self,
                   SbCollection collection,
                   guint position,
                   const char *id,
                   SbRecord *record)
{
  Row row = { sb_id_new (id), record };

  g_array_insert_val (self->rows[collection], position, row);
}

void
fake_store_put (FakeStore *self, SbCollection collection, SbRecord *record)
{
  const char *id = sb_collection_get_row_id (collection, record);
  Row *row = find_row (self, collection, id, NULL);

  if (!sb_record_is_sealed (record))
    sb_record_seal (record);
  if (row != NULL) {
    g_clear_object (&row->record);
    row->record = record;
  } else {
    fake_store_insert (self, collection, self->rows[collection]->len, id, record);
  }
}

void
fake_store_remove (FakeStore *self, SbCollection collection, const char *id)
{
  guint position;

  if (find_row (self, collection, id, &position) != NULL)
    g_array_remove_index (self->rows[collection], position);
}

void
fake_store_clear (FakeStore *self, SbCollection collection)
{
  g_array_set_size (self->rows[collection], 0);
}

gpointer
fake_store_find (FakeStore *self, SbCollection collection, const char *id)
{
  Row *row = find_row (self, collection, id, NULL);

  return row != NULL ? row->record : NULL;
}

gpointer
fake_store_dup (FakeStore *self, SbCollection collection, const char *id)
{
  Row *row = find_row (self, collection, id, NULL);

  if (row == NULL)
    return NULL;

  return row->record != NULL ? g_object_ref (row->record)
                             : fake_store_make_record (self, collection, id);
}

gboolean
fake_store_has (FakeStore *self, SbCollection collection, const char *id)
{
  return find_row (self, collection, id, NULL) != NULL;
}

void
fake_store_set_name (FakeStore *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

void
fake_store_set_searched (FakeStore *self, SbCollection collection, gboolean searched)
{
  self->searched[collection] = searched;
}

void
fake_store_set_silent (FakeStore *self, gboolean silent)
{
  self->silent = silent;
}

void
fake_store_set_page_size (FakeStore *self, gsize size)
{
  self->page_size = size;
}

void
fake_store_set_endless (FakeStore *self, gboolean endless)
{
  self->endless = endless;
}

void
fake_store_set_total (FakeStore *self, gint64 total)
{
  self->total = total;
}

void
fake_store_add_facet (FakeStore *self, guint field, const char *value, gint64 count)
{
  Facet added = { field, g_strdup (value), count };

  g_array_append_val (self->facets, added);
}

void
fake_store_clear_facets (FakeStore *self)
{
  g_array_set_size (self->facets, 0);
}

void
fake_store_set_reach (FakeStore *self, gint64 added, gint64 kept, gint64 removed)
{
  self->preview.added = added;
  self->preview.kept = kept;
  self->preview.removed = removed;
}

void
fake_store_set_plans (FakeStore *self, gint64 active, gint64 downloaded)
{
  self->preview.active = active;
  self->preview.downloaded = downloaded;
}

SbRecord *
fake_store_make_record (FakeStore *self, SbCollection collection, const char *id)
{
  SbRecord *record = sb_record_new (sb_collection_get_record_type (collection));
  g_autofree char *name = g_strdup_printf ("%s %s", self->name, id);
  guint n_fields;
  const SbField *fields = sb_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++) {
    if (fields[i].type == SB_FIELD_ID && sb_record_get_own_id (record) == NULL)
      sb_record_set_id (record, i, id);
    else if (g_str_equal (fields[i].name, "configuration-id"))
      sb_record_set_id (record, i, id);
    else if (g_str_equal (fields[i].name, "name") || g_str_equal (fields[i].name, "device-name"))
      sb_record_set_string (record, i, name);
  }

  return sb_record_seal (record);
}

static const char *
get_record_name (SbRecord *record)
{
  guint n_fields;
  const SbField *fields = sb_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++) {
    if (g_str_equal (fields[i].name, "name") || g_str_equal (fields[i].name, "device-name"))
      return sb_record_get_string (record, i);
  }

  return NULL;
}

static gboolean
matches (FakeStore *self, SbQuery *query, const Row *row)
{
  SbCollection collection = sb_query_get_collection (query);
  const char *state;
  const char *text;
  const char *const *ids;
  gsize n_ids;

  if (row->record == NULL)
    return TRUE;

  state = sb_query_get_filter (query, SB_DELIVERY_FIELD_STATE);
  if (collection == SB_COLLECTION_DELIVERIES && state != NULL)
    return sb_record_get_enum (row->record, SB_DELIVERY_FIELD_STATE)
           == sb_enum_find (sb_delivery_state_get_type (), state);

  ids = sb_query_get_device_ids (query, &n_ids);
  if (collection == SB_COLLECTION_ESIM_STATES && n_ids > 0) {
    for (gsize i = 0; i < n_ids; i++) {
      if (sb_id_equal (ids[i], row->id))
        return TRUE;
    }
    return FALSE;
  }

  text = sb_query_get_text (query);
  return !self->searched[collection] || text == NULL
         || strstr (get_record_name (row->record), text) != NULL;
}

/* (transfer full) (element-type SbRecord): a part of what the query finds, and how many there are.
 */
static GPtrArray *
find_rows (FakeStore *self, SbQuery *query, gint64 start, guint rows, gint64 *n_found)
{
  SbCollection collection = sb_query_get_collection (query);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  *n_found = 0;
  for (guint i = 0; i < self->rows[collection]->len; i++) {
    const Row *row = &g_array_index (self->rows[collection], Row, i);

    if (!matches (self, query, row))
      continue;
    if (*n_found >= start && *n_found < start + rows)
      g_ptr_array_add (records,
                       row->record != NULL ? g_object_ref (row->record)
                                           : fake_store_make_record (self, collection, row->id));
    (*n_found)++;
  }
  for (gint64 at = start + records->len; self->endless && records->len < rows; at++) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, at + 1);

    g_ptr_array_add (records, fake_store_make_record (self, collection, id));
    *n_found = at + 1;
  }

  return records;
}

/* What is said of how many there are. */
static gint64
tell_total (FakeStore *self, gint64 n_found)
{
  if (self->silent)
    return -1;

  return self->total >= 0 ? self->total : n_found;
}

SbPage *
fake_store_read (FakeStore *self, SbQuery *query, gint64 start, guint rows)
{
  gint64 n_found;
  g_autoptr (GPtrArray) records = find_rows (self, query, start, rows, &n_found);
  SbPage *page;

  if (sb_query_get_collection (query) == SB_COLLECTION_REACH)
    return fake_preview_read (&self->preview,
                              sb_query_get_proposal (query),
                              records,
                              n_found,
                              start,
                              rows,
                              self->silent);

  page = sb_page_new (records, start, tell_total (self, n_found));
  sb_page_set_size (page, self->page_size);
  if (sb_query_get_collection (query) == SB_COLLECTION_DEVICES) {
    for (guint i = 0; i < self->facets->len; i++) {
      const Facet *facet = &g_array_index (self->facets, Facet, i);

      sb_page_add_facet (page, facet->field, facet->value, facet->count);
    }
  }

  return page;
}

static SbOutcome *
new_outcome (gpointer configuration, gint64 accepted)
{
  SbOutcome *outcome = sb_record_new (SB_TYPE_OUTCOME);

  if (configuration != NULL)
    sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, configuration);
  if (accepted >= 0) {
    sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, accepted);
    sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED_COUNT, 0);
  }

  return sb_record_seal (outcome);
}

/* (transfer none) */
static SbRecord *
save (FakeStore *self, SbConfiguration *proposal, const char *id, gint64 version)
{
  SbRecord *saved = sb_record_copy (SB_RECORD (proposal));
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, version);

  sb_record_set_id (saved, SB_CONFIGURATION_FIELD_ID, id);
  sb_record_set_string (saved, SB_CONFIGURATION_FIELD_VERSION, text);
  fake_store_put (self, SB_COLLECTION_CONFIGURATIONS, saved);
  self->n_done++;

  return saved;
}

static SbOutcome *
create (FakeStore *self, SbCommand *command)
{
  GArray *rows = self->rows[SB_COLLECTION_CONFIGURATIONS];
  g_autofree char *id = NULL;

  for (guint i = 0; i < rows->len; i++) {
    SbConfiguration *saved = (SbConfiguration *) g_array_index (rows, Row, i).record;

    if (g_strcmp0 (sb_configuration_get_string (saved, SB_CONFIGURATION_FIELD_UUID),
                   sb_command_get_key (command))
        == 0)
      return new_outcome (saved, -1);
  }

  id = g_strdup_printf ("%" G_GINT64_FORMAT, ++self->last_id);

  return new_outcome (save (self, sb_command_get_proposal (command), id, 1), -1);
}

static SbOutcome *
change_configuration (FakeStore *self, SbCommand *command, GError **error)
{
  gsize n_ids;
  const char *id = sb_command_get_configuration_ids (command, &n_ids)[0];
  SbConfiguration *current = fake_store_find (self, SB_COLLECTION_CONFIGURATIONS, id);
  const char *version;

  if (current == NULL) {
    g_propagate_error (error, fake_error_new (SB_ERROR_NOT_FOUND, 0));
    return NULL;
  }
  version = sb_configuration_get_string (current, SB_CONFIGURATION_FIELD_VERSION);
  if (g_strcmp0 (version, sb_command_get_version (command)) != 0) {
    SbErrorDetails details = { .current = G_OBJECT (current), .enveloped = TRUE };

    g_propagate_error (error, sb_error_new (SB_ERROR_CHANGED_ELSEWHERE, &details, "Changed"));
    return NULL;
  }
  if (sb_command_get_kind (command) == SB_COMMAND_UPDATE_CONFIGURATION)
    return new_outcome (
      save (self, sb_command_get_proposal (command), id, g_ascii_strtoll (version, NULL, 10) + 1),
      -1);

  fake_store_remove (self, SB_COLLECTION_CONFIGURATIONS, id);
  self->n_done++;

  return new_outcome (NULL, -1);
}

/* From now on the device's state is that of this reset. */
static void
note_reset (FakeStore *self, const char *id, const char *key)
{
  SbRecord *before = fake_store_find (self, SB_COLLECTION_ESIM_STATES, id);
  SbRecord *state = before != NULL ? sb_record_copy (before) : sb_record_new (SB_TYPE_ESIM_STATE);

  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, id);
  sb_record_set_string (state, SB_ESIM_STATE_FIELD_RESET_KEY, key);
  fake_store_put (self, SB_COLLECTION_ESIM_STATES, state);
}

/* With the key that was used already, the first outcome comes again. */
static SbOutcome *
do_once (FakeStore *self, SbCommand *command)
{
  const char *key = sb_command_get_key (command);
  SbOutcome *outcome = g_hash_table_lookup (self->outcomes, key);
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (command, &n_ids);

  if (outcome == NULL) {
    outcome = new_outcome (NULL, (gint64) n_ids);
    g_hash_table_insert (self->outcomes, g_strdup (key), outcome);
    for (gsize i = 0; sb_command_get_kind (command) == SB_COMMAND_ESIM_RESET && i < n_ids; i++)
      note_reset (self, ids[i], key);
    self->n_done++;
  }

  return g_object_ref (outcome);
}

static SbOutcome *
change_devices (FakeStore *self, SbCommand *command, GError **error)
{
  gboolean retire = sb_command_get_kind (command) == SB_COMMAND_RETIRE;
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (command, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    SbRecord *device = fake_store_find (self, SB_COLLECTION_DEVICES, ids[i]);

    if (device == NULL) {
      /* Of several, the refusal says which; the one is what the path names. */
      g_propagate_error (error,
                         fake_error_new (n_ids > 1 ? SB_ERROR_INVALID : SB_ERROR_NOT_FOUND, 0));
      return NULL;
    }
    /* A device that was retired already is not sent again. */
    if (retire)
      g_assert_cmpint (sb_record_get_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE),
                       ==,
                       SB_REGISTRATION_ACTIVE);
  }
  for (gsize i = 0; i < n_ids; i++) {
    if (retire) {
      SbRecord *retired = sb_record_copy (fake_store_find (self, SB_COLLECTION_DEVICES, ids[i]));

      sb_record_set_enum (retired, SB_DEVICE_FIELD_REGISTRATION_STATE, SB_REGISTRATION_RETIRED);
      fake_store_put (self, SB_COLLECTION_DEVICES, retired);
    } else {
      fake_store_remove (self, SB_COLLECTION_DEVICES, ids[i]);
    }
  }
  self->n_done++;

  return new_outcome (NULL, -1);
}

SbOutcome *
fake_store_change (FakeStore *self, SbCommand *command, GError **error)
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

guint
fake_store_get_n_done (FakeStore *self)
{
  return self->n_done;
}
