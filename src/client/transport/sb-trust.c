/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a private certificate authority. What blocks here runs in a thread: tests/house names this
 * file as a worker. */

#define G_LOG_DOMAIN "sb-trust"

#include "sb-trust.h"

#include "sb-error.h"
#include "sb-worker.h"

#include <glib/gstdio.h>
#include <string.h>

#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END   "-----END CERTIFICATE-----\n"
/* A file of authorities is some kilobytes. */
#define MAX_BYTES (16 * 1024 * 1024)

/* (transfer full): what the file holds as PEM, which it may be already, with other text around it.
 * One certificate in DER is what Windows exports. */
static char *
to_pem (const char *data, gsize length)
{
  g_autofree char *encoded = NULL;
  GString *pem;

  if (g_strstr_len (data, (gssize) length, "-----BEGIN ") != NULL)
    return g_strndup (data, length);

  encoded = g_base64_encode ((const guchar *) data, length);
  pem = g_string_new (BEGIN);
  for (const char *at = encoded; *at != '\0'; at += MIN (strlen (at), 64))
    g_string_append_printf (pem, "%.64s\n", at);

  return g_string_free (g_string_append (pem, END), FALSE);
}

/* GIO makes a database of a file alone, and reads that again for each connection. So there is a
 * copy of what it holds, in PEM, under a name that says what it is. */
static GTlsDatabase *
new_database (const char *pem, GError **error)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, pem, -1);
  g_autofree char *name = g_strconcat (sum, ".pem", NULL);
  g_autofree char *folder =
    g_build_filename (g_get_user_data_dir (), "signalbox", "authorities", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autolist (GTlsCertificate) certificates = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents (path, pem, -1, error))
    return NULL;

  certificates = g_tls_certificate_list_new_from_file (path, error);
  if (certificates == NULL) {
    g_unlink (path);
    return NULL;
  }

  return g_tls_file_database_new (path, error);
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

  if (g_file_get_contents (path, &data, &length, &error) && length <= MAX_BYTES)
    pem = to_pem (data, length);
  if (pem != NULL)
    database = new_database (pem, &error);

  if (database != NULL)
    g_task_return_pointer (task, g_steal_pointer (&database), g_object_unref);
  else
    g_task_return_error (task,
                         sb_error_new (SB_ERROR_AUTHORITY,
                                       NULL,
                                       "%s: %s",
                                       path,
                                       error != NULL ? error->message : "no certificate in it"));
}

/**
 * sb_trust_load_async: (skip)
 * @path: a file of certificates in PEM, or of one in DER
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
