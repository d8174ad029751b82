/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-id-set"

#include "sb-id-set.h"

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

void
sb_id_set_init (SbIdSet *self)
{
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->all = FALSE;
}

void
sb_id_set_destroy (SbIdSet *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

gboolean
sb_id_set_contains (SbIdSet *self, gint64 id)
{
  return g_hash_table_contains (self->ids, &id) != self->all;
}

gboolean
sb_id_set_is_only (SbIdSet *self, gint64 id)
{
  return !self->all && g_hash_table_size (self->ids) == 1 && g_hash_table_contains (self->ids, &id);
}

guint
sb_id_set_get_n_listed (SbIdSet *self)
{
  return g_hash_table_size (self->ids);
}

GArray *
sb_id_set_list (SbIdSet *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
  g_array_sort (ids, compare_ids);

  return ids;
}

gboolean
sb_id_set_put (SbIdSet *self, gint64 id, gboolean contained)
{
  if (id == 0 || sb_id_set_contains (self, id) == contained)
    return FALSE;

  if (contained == self->all)
    return g_hash_table_remove (self->ids, &id);

  return g_hash_table_add (self->ids, g_memdup2 (&id, sizeof id));
}

gboolean
sb_id_set_empty (SbIdSet *self)
{
  gboolean changed = self->all || g_hash_table_size (self->ids) > 0;

  self->all = FALSE;
  g_hash_table_remove_all (self->ids);

  return changed;
}

gboolean
sb_id_set_fill (SbIdSet *self)
{
  gboolean changed = !self->all || g_hash_table_size (self->ids) > 0;

  self->all = TRUE;
  g_hash_table_remove_all (self->ids);

  return changed;
}
