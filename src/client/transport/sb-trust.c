/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a private certificate authority. What blocks here runs in a thread: tests/house names this
 * file as a worker. */

#define G_LOG_DOMAIN "sb-trust"

#include "sb-trust.h"

#include "sb-authority.h"
#include "sb-error.h"
#include "sb-worker.h"

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
  if (g_file_get_contents (path, &data, &length, &error))
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
