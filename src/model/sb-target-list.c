/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-target-list"

#include "sb-target-list.h"

static SbRecord *
find_named (GPtrArray *named, gint64 id)
{
  for (guint i = 0; named != NULL && i < named->len; i++) {
    SbRecord *target = g_ptr_array_index (named, i);

    if (sb_record_get_id (target) == id)
      return target;
  }

  return NULL;
}

/**
 * sb_target_list_find:
 * @position: (out): where it is
 *
 * Returns: whether the list has a target with this identifier
 */
gboolean
sb_target_list_find (GListStore *self, gint64 id, guint *position)
{
  guint n_targets = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_targets; i++) {
    g_autoptr (SbRecord) target = g_list_model_get_item (G_LIST_MODEL (self), i);

    if (sb_record_get_id (target) == id) {
      *position = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * sb_target_list_dup_ids:
 *
 * Returns: (transfer full) (element-type gint64): the identifiers in their order
 */
GArray *
sb_target_list_dup_ids (GListStore *self)
{
  guint n_targets = g_list_model_get_n_items (G_LIST_MODEL (self));
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_targets);

  for (guint i = 0; i < n_targets; i++) {
    g_autoptr (SbRecord) target = g_list_model_get_item (G_LIST_MODEL (self), i);
    gint64 id = sb_record_get_id (target);

    g_array_append_val (ids, id);
  }

  return ids;
}

/**
 * sb_target_list_has_just:
 * @ids: (element-type gint64): identifiers, each once
 *
 * Returns: whether the list has these and no others, in whatever order
 */
gboolean
sb_target_list_has_just (GListStore *self, GArray *ids)
{
  guint position;

  if (g_list_model_get_n_items (G_LIST_MODEL (self)) != ids->len)
    return FALSE;

  for (guint i = 0; i < ids->len; i++) {
    if (!sb_target_list_find (self, g_array_index (ids, gint64, i), &position))
      return FALSE;
  }

  return TRUE;
}

/**
 * sb_target_list_fill:
 * @ids: (array length=n_ids) (nullable): identifiers
 * @named: (nullable) (element-type SbTarget): what is known of some of them
 *
 * Appends the targets that @ids names. An identifier that @named does not have is kept all the
 * same, as a target without a name: to leave it out would take devices out of a distribution.
 */
void
sb_target_list_fill (GListStore *self, const gint64 *ids, gsize n_ids, GPtrArray *named)
{
  for (gsize i = 0; i < n_ids; i++) {
    SbRecord *target = find_named (named, ids[i]);
    guint position;

    if (sb_target_list_find (self, ids[i], &position))
      continue;

    if (target != NULL) {
      g_list_store_append (self, target);
    } else {
      g_autoptr (SbRecord) nameless = sb_record_new (sb_target_get_type ());

      sb_record_set_int64 (nameless, SB_TARGET_ID, ids[i]);
      g_list_store_append (self, sb_record_seal (nameless));
    }
  }
}
