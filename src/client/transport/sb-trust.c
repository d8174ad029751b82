/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a private certificate authority. What blocks here runs in a thread: tests/house names this
 * file as a worker. */

#define G_LOG_DOMAIN "sb-trust"

#include "sb-trust.h"

#include "sb-authority.h"
#include "sb-error.h"
#include "sb-worker.h"

/* What never opens or never ends would hold the thread, and GIO's own reading of it. */
static gboolean
is_plain (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo)
    info = g_file_query_info (file,
                              G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                              G_FILE_QUERY_INFO_NONE,
                              NULL,
                              error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
      && g_file_info_get_size (info) <= SB_AUTHORITY_MAX_BYTES)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Not a file of certificates");

  return FALSE;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *path = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *data = NULL;
  g_autofree char *pem = NULL;
  gsize length;

  /* GIO makes a database of a file alone, and looks into that again for each connection. */
  if (is_plain (path, &error) && g_file_get_contents (path, &data, &length, &error))
    pem = sb_authority_read (data, length, &error);
  if (pem != NULL)
    database = g_tls_file_database_new (path, &error);

  if (database != NULL)
    g_task_return_pointer (task, g_steal_pointer (&database), g_object_unref);
  else
    g_task_return_error (task,
                         sb_error_new (SB_ERROR_AUTHORITY,
                                       sb_error_get_details (error),
                                       "%s: %s",
                                       path,
                                       error->message));
}

/**
 * sb_trust_load_async: (skip)
 * @path: a file of certificates in PEM, which stays: the account's copy
 *
 * The authorities in the file, to be used instead of the system's.
 */
void
sb_trust_load_async (const char *path,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sb_trust_load_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  sb_worker_run (task, load_in_thread);
}

/**
 * sb_trust_load_finish: (skip)
 *
 * Errors: SB_ERROR_AUTHORITY
 *
 * Returns: (transfer full): the database
 */
GTlsDatabase *
sb_trust_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
