/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-demo-files"

#include "config.h"

#include "sb-demo-files.h"

#include "sb-error.h"

#include <errno.h>

typedef struct {
  guint n_left;
  GError *error; /* (owned) (nullable): the first */
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  g_clear_error (&deletion->error);
  g_free (deletion);
}

static void
make_folder_in_thread (GTask *task,
                       gpointer source_object,
                       gpointer task_data,
                       GCancellable *cancellable)
{
  const char *folder = task_data;

  if (g_mkdir_with_parents (folder, 0700) == 0) {
    g_task_return_boolean (task, TRUE);
  } else {
    SbErrorDetails details = { .storage_problem = errno == ENOSPC ? SB_STORAGE_FULL
                                                                  : SB_STORAGE_REFUSED };

    g_task_return_error (task,
                         sb_error_new (SB_ERROR_STORAGE, &details, "%s cannot be made", folder));
  }
}

static void
file_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Deletion *deletion = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) && deletion->error == NULL)
    deletion->error = sb_error_new (SB_ERROR_STORAGE, NULL, "%s", error->message);

  if (--deletion->n_left > 0)
    return;

  if (deletion->error != NULL)
    g_task_return_error (task, g_steal_pointer (&deletion->error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * sb_demo_files_get_database:
 *
 * Returns: (transfer full): the path of the database
 */
char *
sb_demo_files_get_database (void)
{
  return g_build_filename (g_get_user_data_dir (), PACKAGE_NAME, "demo.sqlite", NULL);
}

void
sb_demo_files_make_folder_async (GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *database = sb_demo_files_get_database ();

  g_task_set_source_tag (task, sb_demo_files_make_folder_async);
  g_task_set_task_data (task, g_path_get_dirname (database), g_free);
  g_task_run_in_thread (task, make_folder_in_thread);
}

gboolean
sb_demo_files_make_folder_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_demo_files_make_folder_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sb_demo_files_delete_async:
 *
 * Deletes the database and what SQLite may have beside it. It is no error where there is none.
 */
void
sb_demo_files_delete_async (GAsyncReadyCallback callback, gpointer user_data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *database = sb_demo_files_get_database ();
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->n_left = G_N_ELEMENTS (suffixes);
  g_task_set_source_tag (task, sb_demo_files_delete_async);
  g_task_set_task_data (task, deletion, deletion_free);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (database, suffixes[i], NULL);
    g_autoptr (GFile) file = g_file_new_for_path (path);

    g_file_delete_async (file, G_PRIORITY_DEFAULT, NULL, file_deleted_cb, g_object_ref (task));
  }
}

gboolean
sb_demo_files_delete_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_demo_files_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
