/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-drafts"

#include "sb-drafts.h"

typedef struct {
  SbDraftPurpose purpose;
  gint64 id;      /* of the configuration that is edited or duplicated, or 0 */
  SbDraft *draft; /* (owned) */
} Kept;

struct _SbDrafts {
  GObject parent_instance;

  GPtrArray *kept;     /* (owned) (element-type Kept): the oldest first */
  GHashTable *changes; /* (owned): SbDraft to SbChange: the last attempt to save it */
};

G_DEFINE_FINAL_TYPE (SbDrafts, sb_drafts, G_TYPE_OBJECT)

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("sb-drafts-of-session");
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_object (&kept->draft);
  g_free (kept);
}

/* What was saved need not be kept; where that failed or is not known, it must be. */
static void
change_state_cb (SbDrafts *self, GParamSpec *pspec, SbChange *change)
{
  GHashTableIter iter;
  gpointer draft;
  gpointer value;
  g_autoptr (SbDraft) saved = NULL;

  g_assert (SB_IS_DRAFTS (self));

  if (sb_change_get_state (change) != SB_CHANGE_DONE)
    return;

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &draft, &value)) {
    if (value == change)
      g_set_object (&saved, draft);
  }
  if (saved != NULL)
    sb_drafts_forget (self, saved);
}

static void
sb_drafts_finalize (GObject *object)
{
  SbDrafts *self = SB_DRAFTS (object);

  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_hash_table_unref);

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

/**
 * sb_drafts_get_for_session:
 *
 * Returns: (transfer none): the drafts of the session, which holds them
 */
SbDrafts *
sb_drafts_get_for_session (SbSession *session)
{
  SbDrafts *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_get_qdata (G_OBJECT (session), get_quark ());
  if (self == NULL) {
    self = g_object_new (SB_TYPE_DRAFTS, NULL);
    g_object_set_qdata_full (G_OBJECT (session), get_quark (), self, g_object_unref);
  }

  return self;
}

/**
 * sb_drafts_keep:
 * @id: of the configuration that is edited or duplicated, or 0
 * @draft: what was typed. Of an edit and of a duplicate the last one is kept; it began as what the
 *   one before it was offered for
 */
void
sb_drafts_keep (SbDrafts *self, SbDraftPurpose purpose, gint64 id, SbDraft *draft)
{
  Kept *kept;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  for (guint i = self->kept->len; i > 0; i--) {
    kept = g_ptr_array_index (self->kept, i - 1);
    if (kept->draft == draft)
      g_ptr_array_remove_index (self->kept, i - 1);
  }

  kept = g_new0 (Kept, 1);
  kept->purpose = purpose;
  kept->id = id;
  kept->draft = g_object_ref (draft);
  g_ptr_array_add (self->kept, kept);
}

void
sb_drafts_forget (SbDrafts *self, SbDraft *draft)
{
  g_autoptr (SbDraft) alive = NULL;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  alive = g_object_ref (draft);
  for (guint i = self->kept->len; i > 0; i--) {
    Kept *kept = g_ptr_array_index (self->kept, i - 1);

    if (kept->draft == draft)
      g_ptr_array_remove_index (self->kept, i - 1);
  }
  g_hash_table_remove (self->changes, draft);
}

/**
 * sb_drafts_find:
 *
 * Returns: (nullable) (transfer none): the latest draft that was kept for this
 */
SbDraft *
sb_drafts_find (SbDrafts *self, SbDraftPurpose purpose, gint64 id)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  for (guint i = self->kept->len; i > 0; i--) {
    Kept *kept = g_ptr_array_index (self->kept, i - 1);

    if (kept->purpose == purpose && kept->id == id)
      return kept->draft;
  }

  return NULL;
}

/**
 * sb_drafts_watch:
 * @change: what was sent of @draft: when it is done the draft is forgotten, whether or not the
 *   dialog is still there
 */
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

/**
 * sb_drafts_get_change:
 *
 * Returns: (nullable) (transfer none): the last attempt to save the draft
 */
SbChange *
sb_drafts_get_change (SbDrafts *self, SbDraft *draft)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  return g_hash_table_lookup (self->changes, draft);
}
