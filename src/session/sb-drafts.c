/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-drafts"

#include "sb-drafts.h"

#include "sb-list-model.h"
#include "sb-signal.h"

typedef struct {
  SbDraft *draft; /* (owned) */
  gint64 kept_at; /* milliseconds since 1970 */
} Kept;

struct _SbDrafts {
  GObject parent_instance;

  GPtrArray *kept;     /* (owned) (element-type Kept): the last one first */
  GHashTable *changes; /* (owned): SbDraft to SbChange: the last attempt to save it */
  Kept *discarded;     /* (owned) (nullable): the last one, which can be had back */
};

SB_DEFINE_LIST_MODEL (SbDrafts,
                      sb_drafts,
                      kept,
                      SB_TYPE_DRAFT,
                      ((Kept *) g_ptr_array_index (self->kept, position))->draft)

G_DEFINE_FINAL_TYPE_WITH_CODE (SbDrafts,
                               sb_drafts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sb_drafts_list_model_init))

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_object (&kept->draft);
  g_free (kept);
}

static gboolean
is_of_draft_cb (gconstpointer element, gconstpointer draft)
{
  const Kept *kept = element;

  return kept->draft == draft;
}

static gboolean
find_index (SbDrafts *self, SbDraft *draft, guint *index)
{
  return g_ptr_array_find_with_equal_func (self->kept, draft, is_of_draft_cb, index);
}

static void
insert (SbDrafts *self, Kept *kept)
{
  g_ptr_array_insert (self->kept, 0, kept);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
}

/* (nullable) (transfer full) */
static Kept *
take (SbDrafts *self, SbDraft *draft)
{
  Kept *kept;
  guint index;

  if (!find_index (self, draft, &index))
    return NULL;

  kept = g_ptr_array_steal_index (self->kept, index);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);

  return kept;
}

static void
drop (SbDrafts *self, SbDraft *draft)
{
  Kept *kept = take (self, draft);

  g_clear_pointer (&kept, kept_free);
}

/* (nullable): what a save that was carried out in part left there */
static SbConfiguration *
get_half_saved (SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);

  return sb_change_get_state (change) == SB_CHANGE_DONE && outcome != NULL
           ? sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION)
           : NULL;
}

/* What was saved need not be kept; where that failed, wholly or in part, or is not known, it must
 * be. */
static void
change_state_cb (SbDrafts *self, SbChange *change)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  g_autoptr (SbDraft) draft = NULL;
  SbConfiguration *half_saved;
  guint index;

  g_assert (SB_IS_DRAFTS (self));

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (value == change)
      g_set_object (&draft, key);
  }
  if (draft == NULL)
    return;

  half_saved = get_half_saved (change);
  if (sb_change_get_state (change) == SB_CHANGE_DONE && sb_change_get_error (change) == NULL) {
    sb_drafts_forget (self, draft);
  } else if (half_saved != NULL) {
    sb_draft_set_original (draft, half_saved);
    sb_drafts_keep (self, draft, sb_change_get_ended_at (change));
  } else if (find_index (self, draft, &index)) {
    g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 1);
  }
}

static void
sb_drafts_finalize (GObject *object)
{
  SbDrafts *self = SB_DRAFTS (object);

  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_hash_table_unref);
  g_clear_pointer (&self->discarded, kept_free);

  G_OBJECT_CLASS (sb_drafts_parent_class)->finalize (object);
}

static void
sb_drafts_class_init (SbDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_drafts_finalize;
}

static void
sb_drafts_init (SbDrafts *self)
{
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  self->changes = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

SbDrafts *
sb_drafts_new (void)
{
  return g_object_new (SB_TYPE_DRAFTS, NULL);
}

gboolean
sb_drafts_keep (SbDrafts *self, SbDraft *draft, gint64 now)
{
  Kept *kept;

  g_return_val_if_fail (SB_IS_DRAFTS (self), FALSE);
  g_return_val_if_fail (SB_IS_DRAFT (draft), FALSE);

  if (!sb_draft_is_changed (draft)) {
    sb_drafts_forget (self, draft);
    return FALSE;
  }

  kept = g_new0 (Kept, 1);
  kept->kept_at = now;
  kept->draft = g_object_ref (draft);
  drop (self, draft);
  insert (self, kept);

  return TRUE;
}

void
sb_drafts_forget (SbDrafts *self, SbDraft *draft)
{
  g_autoptr (SbDraft) alive = NULL;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  alive = g_object_ref (draft);
  drop (self, draft);
  g_hash_table_remove (self->changes, draft);
}

SbDraft *
sb_drafts_find_other (SbDrafts *self, SbDraft *draft)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);
  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  for (guint i = 0; sb_draft_get_source (draft) != NULL && i < self->kept->len; i++) {
    SbDraft *other = ((Kept *) g_ptr_array_index (self->kept, i))->draft;

    if (other != draft && sb_draft_get_purpose (other) == sb_draft_get_purpose (draft)
        && sb_id_equal (sb_draft_get_source (other), sb_draft_get_source (draft)))
      return other;
  }

  return NULL;
}

void
sb_drafts_discard (SbDrafts *self, SbDraft *draft)
{
  Kept *kept;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  kept = take (self, draft);
  if (kept == NULL)
    return;

  g_clear_pointer (&self->discarded, kept_free);
  self->discarded = kept;
}

void
sb_drafts_restore (SbDrafts *self)
{
  g_return_if_fail (SB_IS_DRAFTS (self));

  if (self->discarded != NULL)
    insert (self, g_steal_pointer (&self->discarded));
}

gint64
sb_drafts_get_kept_at (SbDrafts *self, SbDraft *draft)
{
  guint index;

  g_return_val_if_fail (SB_IS_DRAFTS (self), 0);

  return find_index (self, draft, &index)
           ? ((Kept *) g_ptr_array_index (self->kept, index))->kept_at
           : 0;
}

void
sb_drafts_watch (SbDrafts *self, SbDraft *draft, SbChange *change)
{
  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));
  g_return_if_fail (SB_IS_CHANGE (change));

  g_hash_table_replace (self->changes, g_object_ref (draft), g_object_ref (change));
  sb_connect (change, "state-changed", change_state_cb, self);
}

SbChange *
sb_drafts_get_change (SbDrafts *self, SbDraft *draft)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  return g_hash_table_lookup (self->changes, draft);
}
