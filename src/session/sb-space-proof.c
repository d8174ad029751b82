/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-space-proof"

#include "sb-space-proof.h"

#include "sb-count.h"
#include "sb-page-reader.h"
#include "sb-signal.h"

/* Devices come and go while they are counted. */
#define MAX_TRIES 2

struct _SbSpaceProof {
  GObject parent_instance;

  SbServer *server;          /* (owned) */
  SbRemoteList *spaces;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  SbProof proof;
  GPtrArray
    *ids;     /* (owned) (nullable) (element-type utf8): of the spaces, while they are counted */
  guint next; /* the space that is asked for; after the last one it is none */
  gint64 sum;
  guint tries;
};

G_DEFINE_FINAL_TYPE (SbSpaceProof, sb_space_proof, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void count_next (SbSpaceProof *self);

static void
end (SbSpaceProof *self, SbProof proof)
{
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  self->proof = proof;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbSpaceProof) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_page_reader_count_finish (result, &error);
  gint64 total = page != NULL ? sb_page_get_total (page) : -1;

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    end (self, SB_PROOF_NONE);
  } else if (page == NULL) {
    end (self, SB_PROOF_FAILED);
  } else if (total < 0) {
    end (self, SB_PROOF_NOT_COUNTED);
  } else if (self->next < self->ids->len) {
    self->sum = sb_count_add (self->sum, total);
    self->next++;
    count_next (self);
  } else if (total == self->sum) {
    end (self, SB_PROOF_GIVEN);
  } else if (++self->tries < MAX_TRIES) {
    self->sum = 0;
    self->next = 0;
    count_next (self);
  } else {
    end (self, SB_PROOF_DIFFERS);
  }
}

static void
count_next (SbSpaceProof *self)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  if (self->next < self->ids->len)
    sb_query_set_space (query, g_ptr_array_index (self->ids, self->next));
  sb_page_reader_count_async (self->server,
                              query,
                              self->cancellable,
                              counted_cb,
                              g_object_ref (self));
}

static void
sb_space_proof_finalize (GObject *object)
{
  SbSpaceProof *self = SB_SPACE_PROOF (object);

  g_clear_object (&self->server);
  g_clear_object (&self->spaces);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ids, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_space_proof_parent_class)->finalize (object);
}

static void
sb_space_proof_class_init (SbSpaceProofClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_space_proof_finalize;

  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
}

static void
sb_space_proof_init (SbSpaceProof *self)
{
}

SbSpaceProof *
sb_space_proof_new (SbServer *server, SbRemoteList *spaces, GCancellable *cancellable)
{
  SbSpaceProof *self;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (SB_IS_REMOTE_LIST (spaces), NULL);

  self = g_object_new (SB_TYPE_SPACE_PROOF, NULL);
  self->server = g_object_ref (server);
  self->spaces = g_object_ref (spaces);
  g_set_object (&self->cancellable, cancellable);

  return self;
}

SbProof
sb_space_proof_get (SbSpaceProof *self)
{
  g_return_val_if_fail (SB_IS_SPACE_PROOF (self), SB_PROOF_NONE);

  return self->proof;
}

void
sb_space_proof_forget (SbSpaceProof *self)
{
  g_return_if_fail (SB_IS_SPACE_PROOF (self));

  /* What is being asked is answered. */
  if (self->ids != NULL || self->proof == SB_PROOF_NONE)
    return;

  end (self, SB_PROOF_NONE);
}

void
sb_space_proof_ask (SbSpaceProof *self)
{
  GListModel *spaces;

  g_return_if_fail (SB_IS_SPACE_PROOF (self));

  spaces = G_LIST_MODEL (self->spaces);
  if (self->ids != NULL || !sb_remote_list_get_loaded (self->spaces)
      || g_list_model_get_n_items (spaces) < 2
      || (self->proof != SB_PROOF_NONE && self->proof != SB_PROOF_FAILED))
    return;

  self->ids = sb_ids_new (NULL, 0);
  for (guint i = 0; i < g_list_model_get_n_items (spaces); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (spaces, i);

    sb_ids_add (self->ids, sb_row_get_id (row));
  }
  self->next = 0;
  self->sum = 0;
  self->tries = 0;
  count_next (self);
}
