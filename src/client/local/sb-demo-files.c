/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-demo-files"

#include "config.h"

#include "sb-demo-files.h"

#include "sb-error.h"

#include <errno.h>
#include <glib/gstdio.h>

/* What the disk said last. */
static void
return_refusal (GTask *task, const char *what, int problem)
{
  SbErrorDetails details = { .storage_problem = problem == ENOSPC ? SB_STORAGE_FULL
                                                                  : SB_STORAGE_REFUSED };

  g_task_return_error (
    task,
    sb_error_new (SB_ERROR_STORAGE, &details, "%s: %s", what, g_strerror (problem)));
}

static void
make_folder_in_thread (GTask *task,
                       gpointer source_object,
                       gpointer task_data,
                       GCancellable *cancellable)
{
  g_autofree char *database = sb_demo_files_get_database ();
  g_autofree char *folder = g_path_get_dirname (database);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_task_return_boolean (task, TRUE);
  else
    return_refusal (task, folder, errno);
}

static void
delete_in_thread (GTask *task,
                  gpointer source_object,
                  gpointer task_data,
                  GCancellable *cancellable)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *database = sb_demo_files_get_database ();
  int problem = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (database, suffixes[i], NULL);

    if (g_unlink (path) != 0 && errno != ENOENT)
      problem = errno;
  }

  if (problem == 0)
    g_task_return_boolean (task, TRUE);
  else
    return_refusal (task, database, problem);
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

  g_task_set_source_tag (task, sb_demo_files_make_folder_async);
  g_task_run_in_thread (task, make_folder_in_thread);
}

/**
 * sb_demo_files_delete_async:
 *
 * Deletes the database and what SQLite may have beside it. It is no error where there is none.
 */
void
sb_demo_files_delete_async (GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sb_demo_files_delete_async);
  g_task_run_in_thread (task, delete_in_thread);
}

gboolean
sb_demo_files_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
