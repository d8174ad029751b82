/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-drafts"

#include "sb-drafts.h"

typedef struct {
  SbDraftPurpose purpose;
  char *id;       /* (owned) (nullable): of the configuration that is edited or duplicated */
  gint64 kept_at; /* milliseconds since 1970 */
  SbDraft *draft; /* (owned) */
} Kept;

struct _SbDrafts {
  GObject parent_instance;

  GPtrArray *kept;     /* (owned) (element-type Kept): the last one first */
  GHashTable *changes; /* (owned): SbDraft to SbChange: the last attempt to save it */
  Kept *discarded;     /* (owned) (nullable): the last one, which can be had back */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbDrafts,
                               sb_drafts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->id, sb_id_free);
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

/* (nullable) (transfer none) */
static Kept *
find_kept (SbDrafts *self, SbDraft *draft)
{
  guint index;

  return find_index (self, draft, &index) ? g_ptr_array_index (self->kept, index) : NULL;
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

/* What was saved need not be kept; where that failed or is not known, it must be. */
static void
change_state_cb (SbDrafts *self, GParamSpec *pspec, SbChange *change)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  g_autoptr (SbDraft) draft = NULL;
  guint index;

  g_assert (SB_IS_DRAFTS (self));

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (value == change)
      g_set_object (&draft, key);
  }
  if (draft == NULL)
    return;

  if (sb_change_get_state (change) == SB_CHANGE_DONE)
    sb_drafts_forget (self, draft);
  else if (find_index (self, draft, &index))
    g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 1);
}

static GType
sb_drafts_get_item_type (GListModel *model)
{
  return SB_TYPE_DRAFT;
}

static guint
sb_drafts_get_n_items (GListModel *model)
{
  return SB_DRAFTS (model)->kept->len;
}

static gpointer
sb_drafts_get_item (GListModel *model, guint position)
{
  SbDrafts *self = SB_DRAFTS (model);

  return position < self->kept->len
           ? g_object_ref (((Kept *) g_ptr_array_index (self->kept, position))->draft)
           : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sb_drafts_get_item_type;
  iface->get_n_items = sb_drafts_get_n_items;
  iface->get_item = sb_drafts_get_item;
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

void
sb_drafts_keep (SbDrafts *self, SbDraftPurpose purpose, const char *id, SbDraft *draft, gint64 now)
{
  Kept *kept;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  kept = g_new0 (Kept, 1);
  kept->purpose = purpose;
  kept->id = sb_id_new (id);
  kept->kept_at = now;
  kept->draft = g_object_ref (draft);

  drop (self, draft);
  insert (self, kept);
}

/* It was saved, or is as it began. */
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
sb_drafts_find (SbDrafts *self, SbDraftPurpose purpose, const char *id)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  for (guint i = 0; i < self->kept->len; i++) {
    Kept *kept = g_ptr_array_index (self->kept, i);

    if (kept->purpose == purpose && sb_id_equal (kept->id, id))
      return kept->draft;
  }

  return NULL;
}

/* Somebody does not want it any more, and may think again until another one is discarded. */
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

/* Takes back what was discarded last. */
void
sb_drafts_restore (SbDrafts *self)
{
  g_return_if_fail (SB_IS_DRAFTS (self));

  if (self->discarded != NULL)
    insert (self, g_steal_pointer (&self->discarded));
}

/* What a draft that is kept was begun for. */
SbDraftPurpose
sb_drafts_get_purpose (SbDrafts *self, SbDraft *draft)
{
  Kept *kept;

  g_return_val_if_fail (SB_IS_DRAFTS (self), SB_DRAFT_PURPOSE_ADD);

  kept = find_kept (self, draft);

  return kept != NULL ? kept->purpose : SB_DRAFT_PURPOSE_ADD;
}

/* (nullable) (transfer none): the configuration that it edits or duplicates. */
const char *
sb_drafts_get_source (SbDrafts *self, SbDraft *draft)
{
  Kept *kept;

  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  kept = find_kept (self, draft);

  return kept != NULL ? kept->id : NULL;
}

/* Milliseconds since 1970. */
gint64
sb_drafts_get_kept_at (SbDrafts *self, SbDraft *draft)
{
  Kept *kept;

  g_return_val_if_fail (SB_IS_DRAFTS (self), 0);

  kept = find_kept (self, draft);

  return kept != NULL ? kept->kept_at : 0;
}

void
sb_drafts_watch (SbDrafts *self, SbDraft *draft, SbChange *change)
{
  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));
  g_return_if_fail (SB_IS_CHANGE (change));

  g_hash_table_replace (self->changes, g_object_ref (draft), g_object_ref (change));
  g_signal_connect_object (change,
                           "notify::state",
                           G_CALLBACK (change_state_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

SbChange *
sb_drafts_get_change (SbDrafts *self, SbDraft *draft)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  return g_hash_table_lookup (self->changes, draft);
}
