/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-query"

#include "sb-query.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-tenant.h"
#include "sb-text.h"

#include <string.h>

struct _SbQuery {
  GObject parent_instance;

  SbCollection collection;
  char *space;    /* (owned) (nullable) */
  char *parent;   /* (owned) (nullable) */
  char *text;     /* (nullable) */
  int sort_field; /* or SB_QUERY_UNSORTED */
  gboolean descending;
  GHashTable *filters;       /* (owned): field to the values (GStrv), of which a row has one */
  GPtrArray *device_ids;     /* (owned) (element-type utf8) */
  SbConfiguration *proposal; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SbQuery, sb_query, G_TYPE_OBJECT)

static gboolean
filters_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer field;
  gpointer value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &field, &value)) {
    GStrv other = g_hash_table_lookup (b, field);

    if (other == NULL || !g_strv_equal (value, (const char *const *) other))
      return FALSE;
  }

  return TRUE;
}

static void
sb_query_finalize (GObject *object)
{
  SbQuery *self = SB_QUERY (object);

  g_clear_pointer (&self->space, sb_id_free);
  g_clear_pointer (&self->parent, sb_id_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->filters, g_hash_table_unref);
  g_clear_pointer (&self->device_ids, g_ptr_array_unref);
  g_clear_object (&self->proposal);

  G_OBJECT_CLASS (sb_query_parent_class)->finalize (object);
}

static void
sb_query_class_init (SbQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_query_finalize;
}

static void
sb_query_init (SbQuery *self)
{
  self->sort_field = SB_QUERY_UNSORTED;
  self->filters = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_strfreev);
  self->device_ids = sb_ids_new (NULL, 0);
}

SbQuery *
sb_query_new (SbCollection collection)
{
  SbQuery *self = g_object_new (SB_TYPE_QUERY, NULL);

  self->collection = collection;

  return self;
}

SbQuery *
sb_query_copy (SbQuery *self)
{
  SbQuery *copy;
  GHashTableIter iter;
  gpointer field;
  gpointer value;

  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  copy = sb_query_new (self->collection);
  sb_query_set_space (copy, self->space);
  sb_query_set_parent (copy, self->parent);
  sb_query_set_text (copy, self->text);
  sb_query_set_sort (copy, self->sort_field, self->descending);
  g_hash_table_iter_init (&iter, self->filters);
  while (g_hash_table_iter_next (&iter, &field, &value))
    g_hash_table_insert (copy->filters, field, g_strdupv (value));
  sb_query_set_device_ids (copy, sb_ids_peek (self->device_ids, NULL), self->device_ids->len);
  sb_query_set_proposal (copy, self->proposal);

  return copy;
}

void
sb_query_set_space (SbQuery *self, const char *id)
{
  g_return_if_fail (SB_IS_QUERY (self));

  sb_id_set (&self->space, id);
}

void
sb_query_set_parent (SbQuery *self, const char *id)
{
  g_return_if_fail (SB_IS_QUERY (self));

  sb_id_set (&self->parent, id);
}

void
sb_query_set_text (SbQuery *self, const char *text)
{
  g_autofree char *search = NULL;

  g_return_if_fail (SB_IS_QUERY (self));

  search = sb_text_to_search (text);
  g_free (self->text);
  self->text = *search != '\0' ? g_steal_pointer (&search) : NULL;
}

void
sb_query_set_sort (SbQuery *self, int field, gboolean descending)
{
  g_return_if_fail (SB_IS_QUERY (self));

  self->sort_field = field;
  self->descending = descending;
}

void
sb_query_set_filter (SbQuery *self, guint field, const char *value)
{
  g_return_if_fail (SB_IS_QUERY (self));

  g_hash_table_remove (self->filters, GUINT_TO_POINTER (field));
  if (value != NULL)
    sb_query_add_filter (self, field, value);
}

void
sb_query_add_filter (SbQuery *self, guint field, const char *value)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  GStrv before;

  g_return_if_fail (SB_IS_QUERY (self));
  g_return_if_fail (value != NULL);

  before = g_hash_table_lookup (self->filters, GUINT_TO_POINTER (field));
  if (before != NULL)
    g_strv_builder_addv (values, (const char **) before);
  g_strv_builder_add (values, value);
  g_hash_table_insert (self->filters, GUINT_TO_POINTER (field), g_strv_builder_end (values));
}

void
sb_query_set_device_ids (SbQuery *self, const char *const *ids, gsize n_ids)
{
  g_return_if_fail (SB_IS_QUERY (self));

  g_ptr_array_unref (self->device_ids);
  self->device_ids = sb_ids_new (ids, n_ids);
}

void
sb_query_set_proposal (SbQuery *self, SbConfiguration *proposal)
{
  g_return_if_fail (SB_IS_QUERY (self));

  g_set_object (&self->proposal, proposal);
}

SbCollection
sb_query_get_collection (SbQuery *self)
{
  g_return_val_if_fail (SB_IS_QUERY (self), SB_COLLECTION_DEVICES);

  return self->collection;
}

const char *
sb_query_get_space (SbQuery *self)
{
  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  return self->space;
}

const char *
sb_query_get_parent (SbQuery *self)
{
  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  return self->parent;
}

const char *
sb_query_get_text (SbQuery *self)
{
  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  return self->text;
}

int
sb_query_get_sort_field (SbQuery *self)
{
  g_return_val_if_fail (SB_IS_QUERY (self), SB_QUERY_UNSORTED);

  return self->sort_field;
}

gboolean
sb_query_get_descending (SbQuery *self)
{
  g_return_val_if_fail (SB_IS_QUERY (self), FALSE);

  return self->descending;
}

const char *
sb_query_get_filter (SbQuery *self, guint field)
{
  const char *const *values = sb_query_get_filters (self, field);

  return values != NULL ? values[0] : NULL;
}

const char *const *
sb_query_get_filters (SbQuery *self, guint field)
{
  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  return g_hash_table_lookup (self->filters, GUINT_TO_POINTER (field));
}

const char *const *
sb_query_get_device_ids (SbQuery *self, gsize *n_ids)
{
  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  return sb_ids_peek (self->device_ids, n_ids);
}

SbConfiguration *
sb_query_get_proposal (SbQuery *self)
{
  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  return self->proposal;
}

static gboolean
has_value (SbRecord *record, guint field, const char *value)
{
  guint n_fields = 0;
  const SbField *fields = sb_record_get_fields (record, &n_fields);
  int known;

  if (field == SB_DEVICE_HAS_ESIM)
    return (sb_device_get_esim_presence ((SbDevice *) record) == SB_ESIM_PRESENT)
           == g_str_equal (value, "true");
  if (sb_record_is_masked (record, field))
    return FALSE;
  /* A facet may list those that have none. */
  if (!sb_record_is_known (record, field))
    return g_str_equal (value, SB_QUERY_NOT_REPORTED);

  switch (fields[field].type) {
  case SB_FIELD_BOOLEAN:
    return g_str_equal (value, sb_record_get_boolean (record, field) ? "true" : "false");
  case SB_FIELD_ENUM:
    /* A server may have a word of its own for a value. */
    known = sb_enum_find (fields[field].get_type (), value);
    if (known != 0)
      return sb_record_get_enum (record, field) == known;
    return g_ascii_strcasecmp (value, sb_record_get_string (record, field)) == 0;
  case SB_FIELD_STRING:
    return g_ascii_strcasecmp (value, sb_record_get_string (record, field)) == 0;
  case SB_FIELD_ID:
    return sb_id_equal (value, sb_record_get_id (record, field));
  case SB_FIELD_VERSION:
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  case SB_FIELD_STRINGS:
  case SB_FIELD_IDS:
  case SB_FIELD_RECORD:
  case SB_FIELD_RECORDS:
  default:
    return FALSE;
  }
}

static gboolean
has_one (SbRecord *record, guint field, const char *const *values)
{
  for (; *values != NULL; values++) {
    if (has_value (record, field, *values))
      return TRUE;
  }

  return FALSE;
}

gboolean
sb_query_matches (SbQuery *self, SbRecord *record)
{
  GHashTableIter iter;
  gpointer field;
  gpointer value;
  const char *space;

  g_return_val_if_fail (SB_IS_QUERY (self), FALSE);
  g_return_val_if_fail (SB_IS_RECORD (record), FALSE);

  space = G_OBJECT_TYPE (record) == SB_TYPE_DEVICE
            ? sb_record_get_id (record, SB_DEVICE_FIELD_SPACE_ID)
            : NULL;
  if (self->space != NULL && space != NULL && !sb_id_equal (space, self->space))
    return FALSE;

  g_hash_table_iter_init (&iter, self->filters);
  while (g_hash_table_iter_next (&iter, &field, &value)) {
    if (!has_one (record, GPOINTER_TO_UINT (field), value))
      return FALSE;
  }

  return TRUE;
}

gboolean
sb_query_equal (SbQuery *a, SbQuery *b)
{
  g_return_val_if_fail (SB_IS_QUERY (a), FALSE);
  g_return_val_if_fail (SB_IS_QUERY (b), FALSE);

  return a->collection == b->collection && sb_id_equal (a->space, b->space)
         && sb_id_equal (a->parent, b->parent) && g_strcmp0 (a->text, b->text) == 0
         && a->sort_field == b->sort_field && a->descending == b->descending
         && filters_equal (a->filters, b->filters) && sb_ids_equal (a->device_ids, b->device_ids)
         && sb_record_equal ((SbRecord *) a->proposal, (SbRecord *) b->proposal);
}

GType
sb_collection_get_record_type (SbCollection collection)
{
  switch (collection) {
  case SB_COLLECTION_DEVICE_SPACES:
    return SB_TYPE_DEVICE_SPACE;
  case SB_COLLECTION_CONFIGURATIONS:
    return SB_TYPE_CONFIGURATION;
  case SB_COLLECTION_CONFIGURATION_TYPES:
    return SB_TYPE_CONFIGURATION_TYPE;
  case SB_COLLECTION_DEVICES:
    return SB_TYPE_DEVICE;
  case SB_COLLECTION_DEVICE_GROUPS:
  case SB_COLLECTION_ACCOUNTS:
  case SB_COLLECTION_ACCOUNT_GROUPS:
    return SB_TYPE_TARGET;
  case SB_COLLECTION_DELIVERIES:
  case SB_COLLECTION_DEVICE_DELIVERIES:
    return SB_TYPE_DELIVERY;
  case SB_COLLECTION_ESIM_STATES:
    return SB_TYPE_ESIM_STATE;
  case SB_COLLECTION_REACH:
    return SB_TYPE_REACH;
  default:
    g_return_val_if_reached (G_TYPE_INVALID);
  }
}

const char *
sb_collection_get_row_id (SbCollection collection, SbRecord *record)
{
  g_return_val_if_fail (SB_IS_RECORD (record), NULL);

  if (collection == SB_COLLECTION_DEVICE_DELIVERIES && G_OBJECT_TYPE (record) == SB_TYPE_DELIVERY)
    return sb_record_get_id (record, SB_DELIVERY_FIELD_CONFIGURATION_ID);
  if (collection == SB_COLLECTION_CONFIGURATION_TYPES
      && G_OBJECT_TYPE (record) == SB_TYPE_CONFIGURATION_TYPE)
    return sb_record_get_string (record, SB_CONFIGURATION_TYPE_FIELD_TYPE);

  return sb_record_get_own_id (record);
}

const char *
sb_query_get_row_id (SbQuery *self, SbRecord *record)
{
  g_return_val_if_fail (SB_IS_QUERY (self), NULL);

  return sb_collection_get_row_id (self->collection, record);
}

char *
sb_query_ref_row_id (SbQuery *self, SbRecord *record)
{
  const char *id = sb_query_get_row_id (self, record);

  /* These alone are known by what is no id in the record, which it keeps. */
  return self->collection == SB_COLLECTION_CONFIGURATION_TYPES ? sb_id_new (id) : sb_id_ref (id);
}
