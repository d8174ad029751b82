/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-id"

#include "sb-id.h"

#include <string.h>

/* Interned GRefStrings would do, but for the platform floor's GLib: there one thread may take a
 * text that another one is about to free. */
typedef struct {
  gint n_owners; /* atomic; the first comes and the last goes under the lock */
  guint length;
  char text[];
} Shared;

G_LOCK_DEFINE_STATIC (shared);
static GHashTable *shared; /* (element-type utf8): the texts of those that somebody keeps */

static Shared *
get_shared (const char *id)
{
  return (Shared *) (gpointer) (id - G_STRUCT_OFFSET (Shared, text));
}

/* Of ids that are kept. */
static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;
  guint first_length = get_shared (first)->length;
  guint second_length = get_shared (second)->length;

  return first_length != second_length ? (first_length < second_length ? -1 : 1)
                                       : strcmp (first, second);
}

char *
sb_id_new (const char *id)
{
  char *kept;

  if (id == NULL || *id == '\0')
    return NULL;

  G_LOCK (shared);
  if (shared == NULL)
    shared = g_hash_table_new (g_str_hash, g_str_equal);
  kept = g_hash_table_lookup (shared, id);
  if (kept == NULL) {
    gsize size = strlen (id) + 1;
    Shared *made = g_malloc (sizeof (Shared) + size);

    made->n_owners = 0;
    made->length = (guint) size;
    kept = memcpy (made->text, id, size);
    g_hash_table_add (shared, kept);
  }
  g_atomic_int_inc (&get_shared (kept)->n_owners);
  G_UNLOCK (shared);

  return kept;
}

char *
sb_id_ref (const char *kept)
{
  if (kept != NULL)
    g_atomic_int_inc (&get_shared (kept)->n_owners);

  return (char *) kept;
}

void
sb_id_free (char *id)
{
  Shared *self;
  gint n_owners;

  if (id == NULL)
    return;

  self = get_shared (id);
  while ((n_owners = g_atomic_int_get (&self->n_owners)) > 1) {
    if (g_atomic_int_compare_and_exchange (&self->n_owners, n_owners, n_owners - 1))
      return;
  }

  /* Somebody may have taken it before the lock was ours. */
  G_LOCK (shared);
  if (g_atomic_int_dec_and_test (&self->n_owners)) {
    g_hash_table_remove (shared, id);
    g_free (self);
  }
  G_UNLOCK (shared);
}

gboolean
sb_id_set (char **kept, const char *id)
{
  char *old = *kept;

  if (sb_id_equal (old, id))
    return FALSE;

  *kept = sb_id_new (id);
  sb_id_free (old);

  return *kept != NULL || old != NULL;
}

gboolean
sb_id_equal (const char *a, const char *b)
{
  return a == b || g_strcmp0 (a, b) == 0;
}

GPtrArray *
sb_ids_new (const char *const *ids, gsize n_ids)
{
  /* Room for one, so that a list that is known to be empty has an address, too. */
  GPtrArray *self = g_ptr_array_new_full ((guint) MAX (n_ids, 1), (GDestroyNotify) sb_id_free);

  for (gsize i = 0; i < n_ids; i++)
    sb_ids_add (self, ids[i]);

  return self;
}

void
sb_ids_add (GPtrArray *self, const char *id)
{
  g_ptr_array_add (self, sb_id_new (id));
}

const char *const *
sb_ids_peek (GPtrArray *self, gsize *n_ids)
{
  if (n_ids != NULL)
    *n_ids = self->len;

  return (const char *const *) self->pdata;
}

gboolean
sb_ids_equal (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < MIN (a->len, b->len); i++) {
    if (!sb_id_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  }

  return a->len == b->len;
}

GHashTable *
sb_ids_new_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) sb_id_free, free_value);
}

void
sb_id_set_init (SbIdSet *self)
{
  self->ids = sb_ids_new_table (NULL);
  self->all = FALSE;
}

void
sb_id_set_destroy (SbIdSet *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

gboolean
sb_id_set_contains (SbIdSet *self, const char *id)
{
  return (id != NULL && g_hash_table_contains (self->ids, id)) != self->all;
}

gboolean
sb_id_set_is_only (SbIdSet *self, const char *id)
{
  return !self->all && id != NULL && g_hash_table_size (self->ids) == 1
         && g_hash_table_contains (self->ids, id);
}

guint
sb_id_set_get_n_listed (SbIdSet *self)
{
  return g_hash_table_size (self->ids);
}

GPtrArray *
sb_id_set_list (SbIdSet *self)
{
  GPtrArray *ids = sb_ids_new (NULL, 0);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, sb_id_ref (id));
  g_ptr_array_sort (ids, compare_ids);

  return ids;
}

gboolean
sb_id_set_put (SbIdSet *self, const char *id, gboolean contained)
{
  if (id == NULL || sb_id_set_contains (self, id) == contained)
    return FALSE;

  if (contained == self->all)
    return g_hash_table_remove (self->ids, id);

  return g_hash_table_add (self->ids, sb_id_new (id));
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
