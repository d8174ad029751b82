/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a private certificate authority. What blocks here runs in the network's thread: tests/house
 * names this file as a worker. */

#define G_LOG_DOMAIN "sb-trust"

#include "sb-trust.h"

#include "sb-authority.h"
#include "sb-error.h"

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

/**
 * sb_trust_load: (skip)
 * @path: a file of certificates in PEM, which stays: the account's copy
 *
 * Errors: SB_ERROR_AUTHORITY
 *
 * Returns: (transfer full): the authorities in the file, to be used instead of the system's
 */
GTlsDatabase *
sb_trust_load (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *data = NULL;
  g_autofree char *pem = NULL;
  gsize length;

  /* GIO makes a database of a file alone, and looks into that again for each connection. */
  if (is_plain (path, &problem) && g_file_get_contents (path, &data, &length, &problem))
    pem = sb_authority_read (data, length, &problem);
  if (pem != NULL)
    database = g_tls_file_database_new (path, &problem);
  if (database == NULL)
    g_propagate_error (error,
                       sb_error_new (SB_ERROR_AUTHORITY,
                                     sb_error_get_details (problem),
                                     "%s: %s",
                                     path,
                                     problem->message));

  return g_steal_pointer (&database);
}
