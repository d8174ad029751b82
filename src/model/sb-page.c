/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-page"

#include "sb-page.h"

struct _SbPage {
  GObject parent_instance;

  GPtrArray *records; /* (owned) (element-type SbRecord) */
  gint64 offset;
  char *next; /* (owned) (nullable) */
  guint n_received;
  guint n_unusable;
  guint n_repaired;
  gsize size;
  gint64 total;
  gboolean sort_refused;
  GHashTable *facets; /* (owned): field to (value to count), counts boxed as gint64 */
};

G_DEFINE_FINAL_TYPE (SbPage, sb_page, G_TYPE_OBJECT)

static int
compare_texts_cb (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
sb_page_finalize (GObject *object)
{
  SbPage *self = SB_PAGE (object);

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->facets, g_hash_table_unref);
  g_clear_pointer (&self->next, g_free);

  G_OBJECT_CLASS (sb_page_parent_class)->finalize (object);
}

static void
sb_page_class_init (SbPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_page_finalize;
}

static void
sb_page_init (SbPage *self)
{
  self->facets = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
}

SbPage *
sb_page_new (GPtrArray *records, gint64 offset, gint64 total)
{
  SbPage *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_object_new (SB_TYPE_PAGE, NULL);
  self->records = g_ptr_array_ref (records);
  self->offset = offset;
  self->n_received = records->len;
  self->total = total;

  return self;
}

void
sb_page_set_n_received (SbPage *self, guint n_received)
{
  g_return_if_fail (SB_IS_PAGE (self));

  self->n_received = n_received;
}

void
sb_page_set_next (SbPage *self, const char *next)
{
  g_return_if_fail (SB_IS_PAGE (self));

  g_free (self->next);
  self->next = g_strdup (next);
}

void
sb_page_set_n_unusable (SbPage *self, guint n_unusable)
{
  g_return_if_fail (SB_IS_PAGE (self));

  self->n_unusable = n_unusable;
}

void
sb_page_set_n_repaired (SbPage *self, guint n_repaired)
{
  g_return_if_fail (SB_IS_PAGE (self));

  self->n_repaired = n_repaired;
}

void
sb_page_set_size (SbPage *self, gsize size)
{
  g_return_if_fail (SB_IS_PAGE (self));

  self->size = size;
}

void
sb_page_add_facet (SbPage *self, guint field, const char *value, gint64 count)
{
  GHashTable *values;
  gint64 *boxed;

  g_return_if_fail (SB_IS_PAGE (self));

  values = g_hash_table_lookup (self->facets, GUINT_TO_POINTER (field));
  if (values == NULL) {
    values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert (self->facets, GUINT_TO_POINTER (field), values);
  }
  if (value == NULL)
    return;

  boxed = g_new (gint64, 1);
  *boxed = count;
  g_hash_table_insert (values, g_strdup (value), boxed);
}

void
sb_page_set_sort_refused (SbPage *self, gboolean refused)
{
  g_return_if_fail (SB_IS_PAGE (self));

  self->sort_refused = refused;
}

gboolean
sb_page_get_sort_refused (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), FALSE);

  return self->sort_refused;
}

GPtrArray *
sb_page_get_records (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), NULL);

  return self->records;
}

gint64
sb_page_get_offset (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), 0);

  return self->offset;
}

guint
sb_page_get_n_received (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), 0);

  return self->n_received;
}

const char *
sb_page_get_next (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), NULL);

  return self->next;
}

guint
sb_page_get_n_unusable (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), 0);

  return self->n_unusable;
}

guint
sb_page_get_n_repaired (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), 0);

  return self->n_repaired;
}

gsize
sb_page_get_size (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), 0);

  return self->size;
}

gint64
sb_page_get_total (SbPage *self)
{
  g_return_val_if_fail (SB_IS_PAGE (self), 0);

  return self->total;
}

gboolean
sb_page_has_facet (SbPage *self, guint field)
{
  g_return_val_if_fail (SB_IS_PAGE (self), FALSE);

  return g_hash_table_contains (self->facets, GUINT_TO_POINTER (field));
}

static gint64
get_count (SbPage *self, guint field, const char *value)
{
  GHashTable *values = g_hash_table_lookup (self->facets, GUINT_TO_POINTER (field));
  gint64 *count = values != NULL ? g_hash_table_lookup (values, value) : NULL;

  return count != NULL ? *count : -1;
}

gint64
sb_page_get_facet_count (SbPage *self, guint field, const char *value)
{
  g_return_val_if_fail (SB_IS_PAGE (self), 0);

  return MAX (get_count (self, field, value), 0);
}

gboolean
sb_page_is_facet_counted (SbPage *self, guint field, const char *value)
{
  g_return_val_if_fail (SB_IS_PAGE (self), FALSE);

  return get_count (self, field, value) >= 0;
}

gboolean
sb_page_has_facet_value (SbPage *self, guint field, const char *value)
{
  GHashTable *values;

  g_return_val_if_fail (SB_IS_PAGE (self), FALSE);

  values = g_hash_table_lookup (self->facets, GUINT_TO_POINTER (field));

  return values != NULL && g_hash_table_contains (values, value);
}

GPtrArray *
sb_page_get_facet_values (SbPage *self, guint field)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);
  GHashTable *values;
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (SB_IS_PAGE (self), result);

  values = g_hash_table_lookup (self->facets, GUINT_TO_POINTER (field));
  if (values != NULL) {
    g_hash_table_iter_init (&iter, values);
    while (g_hash_table_iter_next (&iter, &value, NULL))
      g_ptr_array_add (result, g_strdup (value));
    g_ptr_array_sort (result, compare_texts_cb);
  }

  return result;
}
