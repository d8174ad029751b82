/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-rows"

#include "sb-rows.h"

#include <string.h>

/* More rows than are on a page. */
#define MAX_LIFTED 200

/* A row that was let go of while somebody else held it: whoever holds it gets the same one again.
 * It is found by its id, or by the position where it was seen last, which moves as rows before it
 * come and go. */
typedef struct {
  GWeakRef row;
  guint position; /* or NOWHERE */
} Aside;

#define NOWHERE G_MAXUINT

struct _SbRows {
  GListModel *owner;  /* not owned: it owns us */
  GPtrArray *slots;   /* (owned) (element-type SbRow): NULL where nobody asked yet */
  GHashTable *by_id;  /* (owned): id to the row in a slot (not owned) */
  GPtrArray *asides;  /* (owned) (element-type Aside) */
  GHashTable *merged; /* (owned) (nullable): the rows of the merge that is under way */
  guint serial;       /* counts what makes a merge that is under way pointless */
};

static void
aside_free (gpointer data)
{
  Aside *aside = data;

  g_weak_ref_clear (&aside->row);
  g_free (aside);
}

/* (transfer full) (nullable): the row that was seen there, which is put aside no more. */
static SbRow *
take_aside_at (SbRows *self, guint position)
{
  for (guint i = 0; i < self->asides->len; i++) {
    Aside *aside = g_ptr_array_index (self->asides, i);

    if (aside->position == position) {
      SbRow *row = g_weak_ref_get (&aside->row);

      g_ptr_array_remove_index_fast (self->asides, i);

      return row;
    }
  }

  return NULL;
}

/* (transfer full) (nullable): the row with an id. @position: (out): where it was seen last */
static SbRow *
take_aside_of (SbRows *self, const char *id, guint *position)
{
  for (guint i = self->asides->len; i > 0; i--) {
    Aside *aside = g_ptr_array_index (self->asides, i - 1);
    g_autoptr (SbRow) row = g_weak_ref_get (&aside->row);

    if (row != NULL && !sb_id_equal (sb_row_get_id (row), id))
      continue;

    *position = aside->position;
    g_ptr_array_remove_index_fast (self->asides, i - 1);
    if (row != NULL)
      return g_steal_pointer (&row);
  }

  return NULL;
}

/* Rows were replaced by others. */
static void
move_asides (SbRows *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = 0; i < self->asides->len; i++) {
    Aside *aside = g_ptr_array_index (self->asides, i);

    if (aside->position == NOWHERE || aside->position < position)
      continue;
    if (aside->position < position + n_removed)
      aside->position = NOWHERE;
    else
      aside->position = aside->position - n_removed + n_added;
  }
}

/* Forgets those that nobody holds any more. */
static void
prune_asides (SbRows *self)
{
  for (guint i = self->asides->len; i > 0; i--) {
    Aside *aside = g_ptr_array_index (self->asides, i - 1);
    g_autoptr (SbRow) row = g_weak_ref_get (&aside->row);

    if (row == NULL)
      g_ptr_array_remove_index_fast (self->asides, i - 1);
  }
}

static void
slot_free (gpointer data)
{
  SbRow *row = data;

  g_clear_object (&row);
}

static void
forget_id (SbRows *self, SbRow *row)
{
  const char *id = sb_row_get_id (row);

  if (id != NULL && g_hash_table_lookup (self->by_id, id) == row)
    g_hash_table_remove (self->by_id, id);
}

static void
remember_id (SbRows *self, SbRow *row)
{
  const char *id = sb_row_get_id (row);

  if (id != NULL && g_hash_table_lookup (self->by_id, id) != row)
    g_hash_table_insert (self->by_id, sb_id_ref (id), row);
}

/* Takes a row out of our hands, and remembers it if it is in somebody else's.
 * @row: (transfer full) */
static void
let_go (SbRows *self, SbRow *row, guint position)
{
  Aside *aside = g_new0 (Aside, 1);
  g_autoptr (SbRow) alive = NULL;
  gboolean merged = self->merged != NULL && g_hash_table_contains (self->merged, row);

  forget_id (self, row);
  aside->position = position;
  g_weak_ref_init (&aside->row, row);
  g_clear_object (&row);

  alive = merged ? NULL : g_weak_ref_get (&aside->row);
  if (alive != NULL)
    g_ptr_array_add (self->asides, aside);
  else
    aside_free (aside);
}

/* Replaces rows and says so. @added may hold NULL for slots that stay empty. Returns FALSE where
 * somebody who heard of it made the rest of a merge pointless. */
static gboolean
splice (SbRows *self, guint position, guint n_removed, SbRow **added, guint n_added)
{
  guint serial = self->serial;

  if (n_removed == 0 && n_added == 0)
    return TRUE;

  move_asides (self, position, n_removed, n_added);

  for (guint i = 0; i < n_removed; i++) {
    SbRow *row = g_steal_pointer (&g_ptr_array_index (self->slots, position + i));

    if (row != NULL)
      let_go (self, row, NOWHERE);
  }

  if (n_added > n_removed) {
    guint n_behind = self->slots->len - position - n_removed;
    gpointer *gap;

    g_ptr_array_set_size (self->slots, (int) (self->slots->len + n_added - n_removed));
    gap = self->slots->pdata + position + n_removed;
    memmove (gap + n_added - n_removed, gap, n_behind * sizeof *gap);
    memset (gap, 0, (n_added - n_removed) * sizeof *gap);
  } else if (n_removed > n_added) {
    g_ptr_array_remove_range (self->slots, position + n_added, n_removed - n_added);
  }

  for (guint i = 0; i < n_added; i++) {
    SbRow *row = added != NULL ? added[i] : NULL;

    if (row != NULL) {
      g_ptr_array_index (self->slots, position + i) = g_object_ref (row);
      remember_id (self, row);
    }
  }

  g_list_model_items_changed (self->owner, position, n_removed, n_added);

  return serial == self->serial;
}

/* Gets the object of each record: the one that there is, wherever it is, else a new one. Those that
 * are not in [@start, @end) leave where they were. @at is filled for find_still(). */
static gboolean
gather (SbRows *self,
        guint start,
        guint end,
        const char *const *ids,
        guint n_ids,
        GPtrArray *rows,
        int *at)
{
  g_autoptr (GHashTable) inside = g_hash_table_new (NULL, NULL);

  for (guint i = start; i < end; i++) {
    SbRow *row = g_ptr_array_index (self->slots, i);

    if (row == NULL) {
      row = take_aside_at (self, i);
      g_ptr_array_index (self->slots, i) = row;
      if (row != NULL)
        remember_id (self, row);
    }
    if (row != NULL)
      g_hash_table_insert (inside, row, GUINT_TO_POINTER (i - start + 1));
  }

  for (guint i = 0; i < n_ids; i++) {
    SbRow *row = g_hash_table_lookup (self->by_id, ids[i]);
    SbRow *here = i < end - start ? g_ptr_array_index (self->slots, start + i) : NULL;
    guint position = NOWHERE;

    at[i] = -1;

    if (row != NULL) {
      g_ptr_array_add (rows, g_object_ref (row));
      g_hash_table_add (self->merged, row);
      if (g_hash_table_contains (inside, row))
        at[i] = GPOINTER_TO_INT (g_hash_table_lookup (inside, row)) - 1;
      else if (g_ptr_array_find (self->slots, row, &position)
               && !splice (self, position, 1, NULL, 1))
        return FALSE;
      continue;
    }

    row = take_aside_of (self, ids[i], &position);
    if (row != NULL) {
      g_ptr_array_add (rows, row);
      g_hash_table_add (self->merged, row);
      if (position != NOWHERE && !splice (self, position, 1, NULL, 1))
        return FALSE;
      continue;
    }

    /* Nobody has seen this id: the object that stood for the position becomes the row. */
    row = here != NULL && sb_row_get_id (here) == NULL ? g_object_ref (here) : sb_row_new (NULL);
    g_ptr_array_add (rows, row);
    g_hash_table_add (self->merged, row);
    if (i < end - start && (here == NULL || here == row))
      at[i] = (int) i;
  }

  return TRUE;
}

/* Marks the longest run of things that already are in the order in which they are listed: all the
 * others have to move, and no choice moves fewer. It is the longest increasing subsequence, found
 * in n log n steps.
 * @at: (array length=n): where each thing is now, or -1 for one that is nowhere yet
 * @still: (out) (array length=n): whether it can stay there */
static void
find_still (const int *at, guint n, gboolean *still)
{
  g_autofree guint *tails = g_new (guint, n + 1);
  g_autofree int *before = g_new (int, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++) {
    guint low = 0;
    guint high = length;

    still[i] = FALSE;
    if (at[i] < 0)
      continue;

    while (low < high) {
      guint middle = (low + high) / 2;

      if (at[tails[middle]] < at[i])
        low = middle + 1;
      else
        high = middle;
    }
    before[i] = low > 0 ? (int) tails[low - 1] : -1;
    tails[low] = i;
    length = MAX (length, low + 1);
  }

  for (int i = length > 0 ? (int) tails[length - 1] : -1; i >= 0; i = before[i])
    still[i] = TRUE;
}

/* Takes the rows that have to move out of where they are; all that are in [@start, @end) where
 * these are so many that a view that hears of each would stand still. Returns how many, or -1 where
 * the merge became pointless. */
static int
lift_movers (SbRows *self, guint start, guint end, GPtrArray *rows, int *at, const gboolean *still)
{
  g_autoptr (GArray) lifted = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < rows->len; i++) {
    SbRow *row = g_ptr_array_index (rows, i);

    if (still[i] || at[i] < 0)
      continue;

    if (sb_row_get_id (row) == NULL) {
      /* Only stood for the position, and the position went to another. */
      g_hash_table_remove (self->merged, row);
      row = sb_row_new (NULL);
      g_ptr_array_index (rows, i) = row;
      g_hash_table_add (self->merged, row);
    } else {
      g_array_append_val (lifted, at[i]);
    }
    at[i] = -1;
  }

  if (lifted->len > MAX_LIFTED) {
    for (guint i = 0; i < rows->len; i++)
      at[i] = -1;
    return splice (self, start, end - start, NULL, 0) ? (int) (end - start) : -1;
  }

  for (guint i = 0; i < lifted->len; i++) {
    int index = g_array_index (lifted, int, i);

    if (!splice (self, start + (guint) index, 1, NULL, 0))
      return -1;
    for (guint k = 0; k < rows->len; k++)
      at[k] -= at[k] > index ? 1 : 0;
    for (guint k = i + 1; k < lifted->len; k++)
      g_array_index (lifted, int, k) -= g_array_index (lifted, int, k) > index ? 1 : 0;
  }

  return (int) lifted->len;
}

/* Puts the records in order, with what they have in common with the rows from @start on staying
 * where it is. The first @n_old of those rows are theirs to replace. */
static gboolean
arrange (SbRows *self,
         guint start,
         guint n_old,
         GPtrArray *rows,
         const int *at,
         const char *const *ids,
         GPtrArray *records,
         guint total)
{
  guint position = start;
  guint old = 0;
  guint excess;
  gboolean changed = FALSE;

  for (guint i = 0; i < rows->len;) {
    guint first = i;
    guint n_removed;

    for (; i < rows->len && at[i] < 0; i++)
      sb_row_set_snapshot (g_ptr_array_index (rows, i), ids[i], g_ptr_array_index (records, i));

    /* What was there up to the next row that stays goes. After the last one, the length says how
     * many do. */
    n_removed = i < rows->len ? (guint) at[i] - old : 0;
    changed = changed || n_removed > 0 || i > first;
    if (!splice (self, position, n_removed, (SbRow **) (gpointer) rows->pdata + first, i - first))
      return TRUE;
    position += i - first;
    old += n_removed;

    if (i < rows->len) {
      SbRow *row = g_ptr_array_index (rows, i);
      guint serial = self->serial;

      if (g_ptr_array_index (self->slots, position) == NULL)
        g_ptr_array_index (self->slots, position) = g_object_ref (row);
      changed = sb_row_set_snapshot (row, ids[i], g_ptr_array_index (records, i)) || changed;
      if (serial != self->serial)
        return TRUE;
      remember_id (self, row);
      position++;
      old++;
      i++;
    }
  }

  excess = self->slots->len > total ? self->slots->len - total : 0;
  if (excess > 0) {
    guint n_here = MIN (excess, n_old - old);

    if (splice (self, position, n_here, NULL, 0))
      splice (self, total, excess - n_here, NULL, 0);
    return TRUE;
  }
  if (self->slots->len < total) {
    splice (self, self->slots->len, 0, NULL, total - self->slots->len);
    return TRUE;
  }

  return changed;
}

/**
 * sb_rows_new:
 * @owner: (transfer none): the list that emits items-changed; it must outlive the rows
 *
 * Returns: (transfer full): no rows
 */
SbRows *
sb_rows_new (GListModel *owner)
{
  SbRows *self = g_new0 (SbRows, 1);

  self->owner = owner;
  self->slots = g_ptr_array_new_with_free_func (slot_free);
  self->by_id = sb_ids_new_kept_table ();
  self->asides = g_ptr_array_new_with_free_func (aside_free);

  return self;
}

void
sb_rows_free (SbRows *self)
{
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->asides, g_ptr_array_unref);
  g_free (self);
}

guint
sb_rows_get_n (SbRows *self)
{
  return self->slots->len;
}

/**
 * sb_rows_get:
 *
 * Returns: (transfer none) (nullable): the row at a position, made if it has to be; %NULL past the
 *   end
 */
SbRow *
sb_rows_get (SbRows *self, guint position)
{
  SbRow *row;

  if (position >= self->slots->len)
    return NULL;

  row = g_ptr_array_index (self->slots, position);
  if (row == NULL) {
    row = take_aside_at (self, position);
    if (row != NULL)
      remember_id (self, row);
    else
      row = sb_row_new (NULL);
    g_ptr_array_index (self->slots, position) = row;
  }

  return row;
}

/**
 * sb_rows_peek:
 *
 * Returns: (transfer none) (nullable): the row, where somebody asked for it
 */
SbRow *
sb_rows_peek (SbRows *self, guint position)
{
  return position < self->slots->len ? g_ptr_array_index (self->slots, position) : NULL;
}

/**
 * sb_rows_find:
 * @position: (out) (optional): where it is
 *
 * Returns: (transfer none) (nullable): the row in a slot that has the id
 */
SbRow *
sb_rows_find (SbRows *self, const char *id, guint *position)
{
  g_autoptr (SbId) kept = sb_id_new (id);
  SbRow *row = kept != NULL ? g_hash_table_lookup (self->by_id, kept) : NULL;

  if (row != NULL && position != NULL && !g_ptr_array_find (self->slots, row, position))
    return NULL;

  return row;
}

/**
 * sb_rows_merge:
 * @start: the position of the first record
 * @window: how many positions the records stand for
 * @ids: (array): what each record is known by, each an id that is kept, no two the same
 * @records: (element-type SbRecord): the records, in order
 * @total: how many rows there are in all
 *
 * Makes the rows from @start on those of @records and the length @total, with the fewest rows
 * coming, going or moving. Rows that are pushed out of the window by new ones before them stay:
 * they are the next window's first ones.
 *
 * Returns: whether anything changed
 */
gboolean
sb_rows_merge (SbRows *self,
               guint start,
               guint window,
               const char *const *ids,
               GPtrArray *records,
               guint total)
{
  guint n = records->len;
  guint end;
  int n_lifted = -1;
  gboolean changed = FALSE;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (slot_free);
  g_autofree int *at = g_new (int, n + 1);
  g_autofree gboolean *still = g_new (gboolean, n + 1);

  g_return_val_if_fail (self->merged == NULL, FALSE);

  total = MAX (total, start + n);

  if (self->slots->len < start) {
    changed = TRUE;
    if (!splice (self, self->slots->len, 0, NULL, start - self->slots->len))
      return TRUE;
  }
  end = MIN (self->slots->len,
             start + MAX (window, n) + (self->slots->len > total ? self->slots->len - total : 0));

  self->merged = g_hash_table_new (NULL, NULL);
  if (gather (self, start, end, ids, n, rows, at)) {
    find_still (at, n, still);
    n_lifted = lift_movers (self, start, end, rows, at, still);
  }
  if (n_lifted >= 0)
    changed = arrange (self, start, end - start - (guint) n_lifted, rows, at, ids, records, total)
              || n_lifted > 0 || changed;
  else
    changed = TRUE;
  g_clear_pointer (&self->merged, g_hash_table_unref);

  return changed;
}

/**
 * sb_rows_append:
 *
 * One more at the end, of which nobody knows anything yet.
 */
void
sb_rows_append (SbRows *self)
{
  splice (self, self->slots->len, 0, NULL, 1);
}

/**
 * sb_rows_remove:
 *
 * Takes the row of an id out. Whoever still holds it gets the same one again.
 *
 * Returns: whether it was there
 */
gboolean
sb_rows_remove (SbRows *self, const char *id)
{
  guint position;

  if (sb_rows_find (self, id, &position) == NULL)
    return FALSE;

  splice (self, position, 1, NULL, 0);

  return TRUE;
}

/**
 * sb_rows_set_aside:
 *
 * Lets go of the rows of a window. Whoever still holds one gets the same one again.
 */
void
sb_rows_set_aside (SbRows *self, guint start, guint n_rows)
{
  prune_asides (self);
  for (guint i = start; i < start + n_rows && i < self->slots->len; i++) {
    SbRow *row = g_steal_pointer (&g_ptr_array_index (self->slots, i));

    if (row != NULL)
      let_go (self, row, i);
  }
}

/**
 * sb_rows_set_failed:
 *
 * Marks the rows of a window that somebody has asked for and that have nothing to show.
 */
void
sb_rows_set_failed (SbRows *self, guint start, guint n_rows, gboolean failed)
{
  guint serial = self->serial;

  for (guint i = start; i < start + n_rows && i < self->slots->len; i++) {
    SbRow *row = g_ptr_array_index (self->slots, i);

    if (row != NULL && (sb_row_get_id (row) == NULL || !failed))
      sb_row_set_failed (row, failed);
    if (serial != self->serial)
      return;
  }
}

/**
 * sb_rows_clear:
 *
 * Ends with no rows. Those that somebody holds come back with their ids.
 */
void
sb_rows_clear (SbRows *self)
{
  self->serial++;
  splice (self, 0, self->slots->len, NULL, 0);
}
