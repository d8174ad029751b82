/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-id"

#include "sb-id.h"

#include <stdlib.h>
#include <string.h>

/* Interned GRefStrings would do, but for the platform floor's GLib: there one thread may take a
 * text that another one is about to free. */
typedef struct {
  gint n_owners; /* atomic; the first comes and the last goes under the lock */
  guint serial;  /* those that came one after the other lie side by side in a table */
  char text[];
} Shared;

G_LOCK_DEFINE_STATIC (shared);
static guint n_made;
static GHashTable *shared; /* (element-type utf8): the texts of those that somebody keeps */

static Shared *
get_shared (const char *id)
{
  return (Shared *) (gpointer) (id - G_STRUCT_OFFSET (Shared, text));
}

/* An id in a list that is sorted: shorter ones come before longer ones. */
typedef struct {
  guint64 rank; /* its length and its first letters that are not all alike: most differ there */
  char *id;
} Sorted;

/* How many letters all begin with. */
static guint
count_alike (const Sorted *sorted, guint n)
{
  guint n_alike = n > 0 ? (guint) strlen (sorted[0].id) : 0;

  for (guint i = 1; i < n; i++) {
    guint k = 0;

    while (k < n_alike && sorted[i].id[k] == sorted[0].id[k])
      k++;
    n_alike = k;
  }

  return n_alike;
}

static void
rank (Sorted *self, guint n_alike)
{
  gsize length = strlen (self->id);

  self->rank = MIN (length, 0xff);
  for (guint i = n_alike; i < n_alike + 7; i++)
    self->rank = self->rank << 8 | (i < length ? (guchar) self->id[i] : 0);
}

/* By one byte of the ranks after the other, the last one first: each order keeps the one before. */
static void
sort_by_rank (Sorted *sorted, guint n)
{
  g_autofree Sorted *other = g_new (Sorted, n + 1);
  Sorted *from = sorted;
  Sorted *to = other;

  for (guint shift = 0; shift < 64; shift += 8) {
    guint starts[257] = { 0 };
    Sorted *swap = from;

    for (guint i = 0; i < n; i++)
      starts[(from[i].rank >> shift & 0xff) + 1]++;
    if (starts[(from[0].rank >> shift & 0xff) + 1] == n)
      continue;
    for (guint i = 1; i < 256; i++)
      starts[i] += starts[i - 1];
    for (guint i = 0; i < n; i++)
      to[starts[from[i].rank >> shift & 0xff]++] = from[i];
    from = to;
    to = swap;
  }
  if (from != sorted)
    memcpy (sorted, from, n * sizeof *sorted);
}

static int
compare_cb (const void *a, const void *b)
{
  const Sorted *first = a;
  const Sorted *second = b;
  gsize first_length = strlen (first->id);
  gsize second_length = strlen (second->id);

  return first_length != second_length ? (first_length < second_length ? -1 : 1)
                                       : strcmp (first->id, second->id);
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
    Shared *made = g_slice_alloc (sizeof (Shared) + size);

    made->n_owners = 0;
    made->serial = n_made++;
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
    g_slice_free1 (sizeof (Shared) + strlen (id) + 1, self);
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
sb_id_set_kept (char **kept, const char *id)
{
  char *old = *kept;

  if (old == id)
    return FALSE;

  *kept = sb_id_ref (id);
  sb_id_free (old);

  return TRUE;
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

static guint
hash_kept (gconstpointer id)
{
  return get_shared (id)->serial;
}

GHashTable *
sb_ids_new_kept_table (void)
{
  return g_hash_table_new_full (hash_kept, NULL, (GDestroyNotify) sb_id_free, NULL);
}

void
sb_id_set_init (SbIdSet *self)
{
  self->ids = sb_ids_new_kept_table ();
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
  guint n = g_hash_table_size (self->ids);
  g_autofree Sorted *sorted = g_new0 (Sorted, n + 1);
  GPtrArray *ids = g_ptr_array_new_full (n + 1, (GDestroyNotify) sb_id_free);
  GHashTableIter iter;
  gpointer id;
  guint n_alike;

  g_hash_table_iter_init (&iter, self->ids);
  for (guint i = 0; g_hash_table_iter_next (&iter, &id, NULL); i++)
    sorted[i].id = id;

  n_alike = count_alike (sorted, n);
  for (guint i = 0; i < n; i++)
    rank (&sorted[i], n_alike);
  sort_by_rank (sorted, n);
  for (guint i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && sorted[end].rank == sorted[i].rank; end++)
      ;
    if (end > i + 1)
      qsort (sorted + i, end - i, sizeof *sorted, compare_cb);
  }
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ids, sb_id_ref (sorted[i].id));

  return ids;
}

gboolean
sb_id_set_put (SbIdSet *self, const char *id, gboolean contained)
{
  if (id == NULL)
    return FALSE;

  return contained == self->all ? g_hash_table_remove (self->ids, id)
                                : g_hash_table_add (self->ids, sb_id_ref (id));
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
