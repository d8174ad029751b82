/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft-store"

#include "sb-draft-store.h"

#include "sb-database-private.h"

static SbStoredDraft *
copy_draft (const SbStoredDraft *self)
{
  SbStoredDraft *copy = sb_stored_draft_new ();

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->purpose = g_strdup (self->purpose);
  copy->configuration = g_strdup (self->configuration);
  g_variant_ref (copy->body);

  return copy;
}

static void
load_work (SbSql *sql, gpointer data)
{
  GPtrArray *drafts = data;
  SbSqlRows *rows = sb_sql_query_with (sql,
                                       "SELECT id, purpose, configuration, kept_at, body FROM draft"
                                       " ORDER BY kept_at DESC, id",
                                       NULL,
                                       0);

  while (sb_sql_next (sql, rows)) {
    SbStoredDraft *draft = sb_stored_draft_new ();

    draft->id = sb_sql_dup_text (rows, 0);
    draft->purpose = sb_sql_dup_text (rows, 1);
    draft->configuration = sb_sql_dup_text (rows, 2);
    draft->kept_at = sb_sql_get_int (rows, 3);
    draft->body = sb_sql_dup_variant (rows, 4);
    g_ptr_array_add (drafts, draft);
  }
}

static void
write_work (SbSql *sql, gpointer data)
{
  SbStoredDraft *draft = data;

  sb_sql_run (sql,
              "INSERT OR REPLACE INTO draft (id, purpose, configuration, kept_at, body)"
              " VALUES (?, ?, ?, ?, ?)",
              sb_sql_text (draft->id),
              sb_sql_text (draft->purpose),
              sb_sql_text (draft->configuration),
              sb_sql_int (draft->kept_at),
              sb_sql_variant (draft->body));
}

static void
remove_work (SbSql *sql, gpointer data)
{
  const char *id = data;

  sb_sql_run (sql, "DELETE FROM draft WHERE id = ?", sb_sql_text (id));
}

SbStoredDraft *
sb_stored_draft_new (void)
{
  return g_new0 (SbStoredDraft, 1);
}

void
sb_stored_draft_free (SbStoredDraft *self)
{
  g_free (self->id);
  g_free (self->purpose);
  g_free (self->configuration);
  g_clear_pointer (&self->body, g_variant_unref);
  g_free (self);
}

void
sb_draft_store_load_async (SbDatabase *database,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));

  sb_database_run (database,
                   sb_draft_store_load_async,
                   load_work,
                   g_ptr_array_new_with_free_func ((GDestroyNotify) sb_stored_draft_free),
                   (GDestroyNotify) g_ptr_array_unref,
                   cancellable,
                   callback,
                   user_data);
}

GPtrArray *
sb_draft_store_load_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_draft_store_load_async), NULL);

  return g_task_propagate_boolean (G_TASK (result), error)
           ? g_ptr_array_ref (g_task_get_task_data (G_TASK (result)))
           : NULL;
}

void
sb_draft_store_write_async (SbDatabase *database,
                            const SbStoredDraft *draft,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));
  g_return_if_fail (draft != NULL && draft->id != NULL);
  g_return_if_fail (draft->purpose != NULL && draft->body != NULL);

  sb_database_run (database,
                   sb_draft_store_write_async,
                   write_work,
                   copy_draft (draft),
                   (GDestroyNotify) sb_stored_draft_free,
                   NULL,
                   callback,
                   user_data);
}

gboolean
sb_draft_store_write_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_draft_store_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_draft_store_remove_async (SbDatabase *database,
                             const char *id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));
  g_return_if_fail (id != NULL);

  sb_database_run (database,
                   sb_draft_store_remove_async,
                   remove_work,
                   g_strdup (id),
                   g_free,
                   NULL,
                   callback,
                   user_data);
}

gboolean
sb_draft_store_remove_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_draft_store_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
