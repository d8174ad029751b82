/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-search-store"

#include "sb-search-store.h"

#include "sb-database-private.h"

static void
load_work (SbSql *sql, gpointer data)
{
  GPtrArray *searches = data;
  SbSqlRows *rows =
    sb_sql_query_with (sql, "SELECT id, page, name, body FROM search ORDER BY id", NULL, 0);

  while (sb_sql_next (sql, rows)) {
    SbStoredSearch *search = sb_stored_search_new ();

    search->id = sb_sql_get_int (rows, 0);
    search->page = sb_sql_dup_text (rows, 1);
    search->name = sb_sql_dup_text (rows, 2);
    search->body = sb_sql_dup_variant (rows, 3);
    g_ptr_array_add (searches, search);
  }
}

static void
write_work (SbSql *sql, gpointer data)
{
  SbStoredSearch *search = data;

  if (search->id == 0) {
    sb_sql_run (sql,
                "INSERT INTO search (page, name, body) VALUES (?, ?, ?)",
                sb_sql_text (search->page),
                sb_sql_text (search->name),
                sb_sql_variant (search->body));
    search->id = sb_sql_get_last_id (sql);
  } else {
    sb_sql_run (sql,
                "INSERT OR REPLACE INTO search (id, page, name, body) VALUES (?, ?, ?, ?)",
                sb_sql_int (search->id),
                sb_sql_text (search->page),
                sb_sql_text (search->name),
                sb_sql_variant (search->body));
  }
}

static void
remove_work (SbSql *sql, gpointer data)
{
  const gint64 *id = data;

  sb_sql_run (sql, "DELETE FROM search WHERE id = ?", sb_sql_int (*id));
}

SbStoredSearch *
sb_stored_search_new (void)
{
  return g_new0 (SbStoredSearch, 1);
}

void
sb_stored_search_free (SbStoredSearch *self)
{
  g_free (self->page);
  g_free (self->name);
  g_clear_pointer (&self->body, g_variant_unref);
  g_free (self);
}

void
sb_search_store_load_async (SbDatabase *database,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));

  sb_database_run (database,
                   sb_search_store_load_async,
                   load_work,
                   g_ptr_array_new_with_free_func ((GDestroyNotify) sb_stored_search_free),
                   (GDestroyNotify) g_ptr_array_unref,
                   cancellable,
                   callback,
                   user_data);
}

GPtrArray *
sb_search_store_load_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_search_store_load_async), NULL);

  return g_task_propagate_boolean (G_TASK (result), error)
           ? g_ptr_array_ref (g_task_get_task_data (G_TASK (result)))
           : NULL;
}

void
sb_search_store_write_async (SbDatabase *database,
                             SbStoredSearch *search,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));
  g_return_if_fail (search != NULL && search->page != NULL);
  g_return_if_fail (search->name != NULL && search->body != NULL);

  sb_database_run (database,
                   sb_search_store_write_async,
                   write_work,
                   search,
                   (GDestroyNotify) sb_stored_search_free,
                   NULL,
                   callback,
                   user_data);
}

gint64
sb_search_store_write_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_search_store_write_async), 0);

  return g_task_propagate_boolean (G_TASK (result), error)
           ? ((SbStoredSearch *) g_task_get_task_data (G_TASK (result)))->id
           : 0;
}

void
sb_search_store_remove_async (SbDatabase *database,
                              gint64 id,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));

  sb_database_run (database,
                   sb_search_store_remove_async,
                   remove_work,
                   g_memdup2 (&id, sizeof id),
                   g_free,
                   NULL,
                   callback,
                   user_data);
}

gboolean
sb_search_store_remove_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_search_store_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
