/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-pages"

#include "sb-pages.h"

/* How many pages are kept, and how many may be on their way or waiting for it: the others are those
 * that scrolled away. */
#define MAX_KEPT   20
#define MAX_WANTED 8

struct _SbPages {
  GHashTable *slots; /* (owned): number to SbPageSlot */
  guint64 tick;
};

static void
slot_free (gpointer data)
{
  SbPageSlot *slot = data;

  if (slot->cancellable != NULL)
    g_cancellable_cancel (slot->cancellable);
  g_clear_object (&slot->cancellable);
  g_free (slot);
}

static int
compare_asked_cb (gconstpointer a, gconstpointer b)
{
  const SbPageSlot *one = *(const SbPageSlot *const *) a;
  const SbPageSlot *other = *(const SbPageSlot *const *) b;

  return one->asked > other->asked ? -1 : one->asked < other->asked;
}

/**
 * sb_pages_new:
 *
 * Returns: (transfer full): no pages
 */
SbPages *
sb_pages_new (void)
{
  SbPages *self = g_new0 (SbPages, 1);

  self->slots = g_hash_table_new_full (NULL, NULL, NULL, slot_free);

  return self;
}

void
sb_pages_free (SbPages *self)
{
  g_clear_pointer (&self->slots, g_hash_table_unref);
  g_free (self);
}

/**
 * sb_pages_get:
 *
 * Returns: (nullable) (transfer none): the page, until it is forgotten
 */
SbPageSlot *
sb_pages_get (SbPages *self, guint number)
{
  return g_hash_table_lookup (self->slots, GUINT_TO_POINTER (number));
}

/**
 * sb_pages_want:
 * @counts: whether the list's `loading` is about it
 *
 * Makes a page wanted, unless it already is or is being read.
 *
 * Returns: (transfer none): the page
 */
SbPageSlot *
sb_pages_want (SbPages *self, guint number, gboolean counts)
{
  SbPageSlot *slot = sb_pages_get (self, number);

  if (slot == NULL) {
    slot = g_new0 (SbPageSlot, 1);
    slot->number = number;
    g_hash_table_insert (self->slots, GUINT_TO_POINTER (number), slot);
  }

  if (slot->state != SB_PAGE_STATE_READING)
    slot->state = SB_PAGE_STATE_WANTED;
  slot->counts = slot->counts || counts;
  sb_pages_touch (self, slot);

  return slot;
}

/**
 * sb_pages_touch:
 *
 * Somebody asked for a row of the page.
 */
void
sb_pages_touch (SbPages *self, SbPageSlot *slot)
{
  slot->asked = ++self->tick;
}

void
sb_pages_forget (SbPages *self, guint number)
{
  g_hash_table_remove (self->slots, GUINT_TO_POINTER (number));
}

void
sb_pages_forget_from (SbPages *self, guint number)
{
  g_autoptr (GPtrArray) slots = sb_pages_sort (self);

  for (guint i = 0; i < slots->len; i++) {
    SbPageSlot *slot = g_ptr_array_index (slots, i);

    if (slot->number > 0 && slot->number >= number)
      sb_pages_forget (self, slot->number);
  }
}

void
sb_pages_forget_all (SbPages *self)
{
  g_hash_table_remove_all (self->slots);
}

/**
 * sb_pages_sort:
 *
 * Returns: (transfer container) (element-type SbPageSlot): the pages, those whose rows were asked
 *   for last come first
 */
GPtrArray *
sb_pages_sort (SbPages *self)
{
  GPtrArray *slots = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (slots, value);
  g_ptr_array_sort (slots, compare_asked_cb);

  return slots;
}

/**
 * sb_pages_trim:
 *
 * Forgets the pages that were not asked for lately.
 *
 * Returns: (transfer full) (element-type guint): which ones
 */
GArray *
sb_pages_trim (SbPages *self)
{
  GArray *forgotten = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) slots = sb_pages_sort (self);
  guint n_kept = 0;
  guint n_wanted = 0;

  for (guint i = 0; i < slots->len; i++) {
    SbPageSlot *slot = g_ptr_array_index (slots, i);
    gboolean there = slot->state == SB_PAGE_STATE_LOADED || slot->state == SB_PAGE_STATE_FAILED;
    guint number = slot->number;

    if (there ? n_kept++ < MAX_KEPT : slot->counts || n_wanted++ < MAX_WANTED)
      continue;

    g_array_append_val (forgotten, number);
    sb_pages_forget (self, number);
  }

  return forgotten;
}

/**
 * sb_pages_is_loading:
 *
 * Returns: whether a page that counts is not there yet
 */
gboolean
sb_pages_is_loading (SbPages *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    SbPageSlot *slot = value;

    if (slot->counts
        && (slot->state == SB_PAGE_STATE_WANTED || slot->state == SB_PAGE_STATE_READING))
      return TRUE;
  }

  return FALSE;
}

guint
sb_pages_count (SbPages *self, SbPageState state)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    SbPageSlot *slot = value;

    n += slot->state == state ? 1 : 0;
  }

  return n;
}
