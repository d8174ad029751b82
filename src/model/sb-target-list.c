/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-target-list"

#include "sb-target-list.h"

#include "sb-list-model.h"

struct _SbTargetList {
  GObject parent_instance;

  GPtrArray *targets; /* (owned) (element-type SbTarget) */
  GHashTable *by_id;  /* (owned): id to SbTarget, which the array owns */
};

SB_DEFINE_LIST_MODEL (SbTargetList,
                      sb_target_list,
                      targets,
                      sb_target_get_type (),
                      g_ptr_array_index (self->targets, position))

G_DEFINE_FINAL_TYPE_WITH_CODE (SbTargetList,
                               sb_target_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_target_list_list_model_init))

/* Returns whether it is new. Nobody is told. */
static gboolean
append (SbTargetList *self, SbRecord *target)
{
  const char *id = sb_record_get_own_id (target);

  if (id == NULL || sb_target_list_has (self, id))
    return FALSE;

  g_ptr_array_add (self->targets, g_object_ref (target));
  g_hash_table_insert (self->by_id, sb_id_new (id), target);

  return TRUE;
}

static void
sb_target_list_finalize (GObject *object)
{
  SbTargetList *self = SB_TARGET_LIST (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_target_list_parent_class)->finalize (object);
}

static void
sb_target_list_class_init (SbTargetListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_target_list_finalize;
}

static void
sb_target_list_init (SbTargetList *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = sb_ids_new_table (NULL);
}

/**
 * sb_target_list_new:
 *
 * Returns: (transfer full): an empty list
 */
SbTargetList *
sb_target_list_new (void)
{
  return g_object_new (SB_TYPE_TARGET_LIST, NULL);
}

gboolean
sb_target_list_has (SbTargetList *self, const char *id)
{
  g_return_val_if_fail (SB_IS_TARGET_LIST (self), FALSE);

  return id != NULL && g_hash_table_contains (self->by_id, id);
}

/**
 * sb_target_list_add:
 * @target: (transfer none): a sealed target
 *
 * Returns: whether it was not there yet
 */
gboolean
sb_target_list_add (SbTargetList *self, SbTarget *target)
{
  g_return_val_if_fail (SB_IS_TARGET_LIST (self), FALSE);

  if (!append (self, SB_RECORD (target)))
    return FALSE;

  g_list_model_items_changed (G_LIST_MODEL (self), self->targets->len - 1, 0, 1);

  return TRUE;
}

/**
 * sb_target_list_remove:
 *
 * Returns: whether it was there
 */
gboolean
sb_target_list_remove (SbTargetList *self, const char *id)
{
  gpointer target;
  guint position;

  g_return_val_if_fail (SB_IS_TARGET_LIST (self), FALSE);

  target = g_hash_table_lookup (self->by_id, id);
  if (target == NULL || !g_ptr_array_find (self->targets, target, &position))
    return FALSE;

  g_hash_table_remove (self->by_id, id);
  g_ptr_array_remove_index (self->targets, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);

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
sb_target_list_fill (SbTargetList *self, const char *const *ids, gsize n_ids, GPtrArray *named)
{
  g_autoptr (GHashTable) names = NULL;
  guint before;

  g_return_if_fail (SB_IS_TARGET_LIST (self));

  names = sb_ids_new_table (NULL);
  for (guint i = 0; named != NULL && i < named->len; i++) {
    SbRecord *target = g_ptr_array_index (named, i);
    const char *id = sb_record_get_own_id (target);

    if (id != NULL)
      g_hash_table_insert (names, sb_id_new (id), target);
  }

  before = self->targets->len;
  for (gsize i = 0; i < n_ids; i++) {
    SbRecord *target = g_hash_table_lookup (names, ids[i]);

    if (target != NULL) {
      append (self, target);
    } else {
      g_autoptr (SbRecord) nameless = sb_record_new (sb_target_get_type ());

      sb_record_set_id (nameless, SB_TARGET_FIELD_ID, ids[i]);
      append (self, sb_record_seal (nameless));
    }
  }

  if (self->targets->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->targets->len - before);
}

/**
 * sb_target_list_dup_ids:
 *
 * Returns: (transfer full) (element-type utf8): the identifiers in their order
 */
GPtrArray *
sb_target_list_dup_ids (SbTargetList *self)
{
  GPtrArray *ids;

  g_return_val_if_fail (SB_IS_TARGET_LIST (self), NULL);

  ids = sb_ids_new (NULL, 0);
  for (guint i = 0; i < self->targets->len; i++)
    sb_ids_add (ids, sb_record_get_own_id (g_ptr_array_index (self->targets, i)));

  return ids;
}

/**
 * sb_target_list_has_just:
 * @ids: (element-type utf8): identifiers, each once
 *
 * Returns: whether the list has these and no others, in whatever order
 */
gboolean
sb_target_list_has_just (SbTargetList *self, GPtrArray *ids)
{
  g_return_val_if_fail (SB_IS_TARGET_LIST (self), FALSE);

  if (self->targets->len != ids->len)
    return FALSE;

  for (guint i = 0; i < ids->len; i++) {
    if (!sb_target_list_has (self, g_ptr_array_index (ids, i)))
      return FALSE;
  }

  return TRUE;
}
