/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-asides"

#include "sb-asides.h"

typedef struct {
  GWeakRef row;
  guint position;
} Aside;

struct _SbAsides {
  GPtrArray *asides; /* (owned) (element-type Aside) */
};

static void
aside_free (gpointer data)
{
  Aside *aside = data;

  g_weak_ref_clear (&aside->row);
  g_free (aside);
}

SbAsides *
sb_asides_new (void)
{
  SbAsides *self = g_new0 (SbAsides, 1);

  self->asides = g_ptr_array_new_with_free_func (aside_free);

  return self;
}

void
sb_asides_free (SbAsides *self)
{
  g_clear_pointer (&self->asides, g_ptr_array_unref);
  g_free (self);
}

void
sb_asides_add (SbAsides *self, SbRow *row, guint position)
{
  Aside *aside = g_new0 (Aside, 1);
  g_autoptr (SbRow) alive = NULL;

  aside->position = position;
  g_weak_ref_init (&aside->row, row);
  g_clear_object (&row);

  alive = g_weak_ref_get (&aside->row);
  if (alive != NULL)
    g_ptr_array_add (self->asides, aside);
  else
    aside_free (aside);
}

SbRow *
sb_asides_take_at (SbAsides *self, guint position)
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

SbRow *
sb_asides_take_of (SbAsides *self, const char *id, guint *position)
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

void
sb_asides_move (SbAsides *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = 0; i < self->asides->len; i++) {
    Aside *aside = g_ptr_array_index (self->asides, i);

    if (aside->position == SB_ASIDES_NOWHERE || aside->position < position)
      continue;
    if (aside->position < position + n_removed)
      aside->position = SB_ASIDES_NOWHERE;
    else
      aside->position = aside->position - n_removed + n_added;
  }
}

void
sb_asides_prune (SbAsides *self)
{
  for (guint i = self->asides->len; i > 0; i--) {
    Aside *aside = g_ptr_array_index (self->asides, i - 1);
    g_autoptr (SbRow) row = g_weak_ref_get (&aside->row);

    if (row == NULL)
      g_ptr_array_remove_index_fast (self->asides, i - 1);
  }
}
