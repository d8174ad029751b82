/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-database.h"

G_BEGIN_DECLS

/**
 * SbStoredDraft:
 * @id: what it is known by: a text of its keeper's choice, for as long as it is kept
 * @purpose: what it is to be, in whatever words
 * @configuration: (nullable): which configuration it is about
 * @kept_at: when it was written last, in milliseconds since 1970
 * @body: what was typed, `a{sv}`
 *
 * What somebody had typed, and not saved yet. Texts are owned.
 */
typedef struct {
  char *id;
  char *purpose;
  char *configuration;
  gint64 kept_at;
  GVariant *body;
} SbStoredDraft;

/**
 * sb_stored_draft_new: (skip)
 *
 * Returns: (transfer full): a draft of which nothing is said
 */
SbStoredDraft *sb_stored_draft_new (void);
void sb_stored_draft_free (SbStoredDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbStoredDraft, sb_stored_draft_free)

/**
 * sb_draft_store_load_async:
 *
 * Reads all drafts.
 */
void sb_draft_store_load_async (SbDatabase *database,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * sb_draft_store_load_finish:
 *
 * Returns: (transfer full) (nullable) (element-type SbStoredDraft): the drafts, the last one first;
 *   %NULL with an error
 */
GPtrArray *sb_draft_store_load_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_draft_store_write_async:
 * @draft: (transfer none): a draft, as it is now
 *
 * Keeps a draft, in the place of the one that has its id.
 */
void sb_draft_store_write_async (SbDatabase *database,
                                 const SbStoredDraft *draft,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * sb_draft_store_write_finish:
 *
 * Returns: whether it is kept; if not, what was kept before is
 */
gboolean sb_draft_store_write_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_draft_store_remove_async:
 * @id: of a draft; it is no error where none is kept
 *
 * Keeps a draft no longer.
 */
void sb_draft_store_remove_async (SbDatabase *database,
                                  const char *id,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sb_draft_store_remove_finish:
 *
 * Returns: whether it is not kept any more
 */
gboolean sb_draft_store_remove_finish (SbDatabase *database, GAsyncResult *result, GError **error);

G_END_DECLS
