/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of the accounts' certificate authorities: accounts/ID/CHECKSUM/NAME in the user data. What
 * blocks here runs in a thread: tests/house names this file as a worker. */

#define G_LOG_DOMAIN "sb-authorities"

#include "config.h"

#include "sb-authorities.h"

#include "sb-authority.h"
#include "sb-error.h"

#include <glib/gstdio.h>
#include <string.h>

/* One account's. */
typedef struct {
  char *account_id;
  GFile *file; /* (owned) */
  char *copy;  /* (nullable): its path */
} Authority;

static Authority *
authority_new (const char *account_id, GFile *file)
{
  Authority *authority = g_new0 (Authority, 1);

  authority->account_id = g_strdup (account_id);
  authority->file = g_object_ref (file);

  return authority;
}

static void
authority_free (gpointer data)
{
  Authority *authority = data;

  g_clear_object (&authority->file);
  g_free (authority->account_id);
  g_free (authority->copy);
  g_free (authority);
}

/* (transfer full) */
static char *
get_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), PACKAGE_NAME, "accounts", NULL);
}

/* Whether a file can be opened and read without an end: a pipe, a device. What cannot say what it
 * is comes from a portal. */
static gboolean
may_block (GFile *file)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_SPECIAL;
}

/* (transfer full) (nullable): all of a file that is not too large */
static GBytes *
read_file (GFile *file, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *buffer = NULL;
  gsize length;

  if (may_block (file))
    g_set_error (&problem, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "Not a regular file");
  else
    stream = g_file_read (file, NULL, &problem);

  if (stream != NULL) {
    buffer = g_malloc (SB_AUTHORITY_MAX_BYTES + 1);
    if (g_input_stream_read_all (G_INPUT_STREAM (stream),
                                 buffer,
                                 SB_AUTHORITY_MAX_BYTES + 1,
                                 &length,
                                 NULL,
                                 &problem)
        && length <= SB_AUTHORITY_MAX_BYTES)
      return g_bytes_new (buffer, length);
  }

  g_propagate_error (error,
                     sb_error_new (SB_ERROR_AUTHORITY,
                                   NULL,
                                   "%s",
                                   problem != NULL ? problem->message : "The file is too large"));

  return NULL;
}

/* Returns whether there is a copy now. */
static gboolean
keep (Authority *authority, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (authority->file, error);
  g_autofree char *name = g_file_get_basename (authority->file);
  g_autofree char *top = get_folder ();
  g_autofree char *pem = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) problem = NULL;

  if (bytes != NULL)
    pem = sb_authority_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (pem == NULL)
    return FALSE;

  /* What a person knows it by. */
  if (name == NULL || *name == '\0' || *name == '.' || strchr (name, G_DIR_SEPARATOR) != NULL
      || !g_utf8_validate (name, -1, NULL)) {
    g_free (name);
    name = g_strdup ("authority.pem");
  }
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, pem, -1);
  folder = g_build_filename (top, authority->account_id, sum, NULL);
  path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents (path, pem, -1, &problem)) {
    g_propagate_error (error, sb_error_new (SB_ERROR_STORAGE, NULL, "%s", problem->message));
    return FALSE;
  }
  authority->copy = g_steal_pointer (&path);

  return TRUE;
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Authority *authority = task_data;
  GError *error = NULL;

  if (keep (authority, &error))
    g_task_return_pointer (task, g_steal_pointer (&authority->copy), g_free);
  else
    g_task_return_error (task, error);
}

/* Deletes what is @depth folders below @folder and not in @used, and folders that are empty then.
 */
static void
delete_unused (const char *folder, guint depth, GHashTable *used)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (depth > 0) {
      delete_unused (path, depth - 1, used);
      g_rmdir (path);
    } else if (!g_hash_table_contains (used, path)) {
      g_unlink (path);
    }
  }
}

static void
settle_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray *authorities = task_data;
  g_autofree char *top = get_folder ();
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < authorities->len; i++) {
    Authority *authority = g_ptr_array_index (authorities, i);
    g_autofree char *own = g_build_filename (top, authority->account_id, "", NULL);
    g_autoptr (GError) error = NULL;

    if (g_str_has_prefix (g_file_peek_path (authority->file), own))
      g_hash_table_add (used, g_file_get_path (authority->file));
    else if (keep (authority, &error))
      g_hash_table_add (used, g_strdup (authority->copy));
    else
      g_debug ("an account’s authority cannot be copied: %s", error->message);
  }
  delete_unused (top, 2, used);

  g_task_return_boolean (task, TRUE);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbAccountStore *accounts = SB_ACCOUNT_STORE (g_task_get_source_object (task));
  GPtrArray *authorities = g_task_get_task_data (G_TASK (result));

  for (guint i = 0; i < authorities->len; i++) {
    Authority *authority = g_ptr_array_index (authorities, i);
    SbAccount *account = sb_account_store_find (accounts, authority->account_id);

    if (authority->copy == NULL || account == NULL
        || g_strcmp0 (sb_account_get_ca_file (account), g_file_peek_path (authority->file)) != 0)
      continue;

    sb_account_set_ca_file (account, authority->copy);
    sb_account_store_save (accounts, account);
  }
  g_task_return_boolean (task, TRUE);
}

void
sb_authorities_keep_async (const char *account_id,
                           GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (account_id != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_authorities_keep_async);
  g_task_set_task_data (task, authority_new (account_id, file), authority_free);
  /* A disk that does not answer holds the thread, and nobody else. */
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, keep_in_thread);
}

char *
sb_authorities_keep_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_authorities_keep_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sb_authorities_settle_async (SbAccountStore *accounts,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GPtrArray) authorities = g_ptr_array_new_with_free_func (authority_free);
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) work = NULL;

  g_return_if_fail (SB_IS_ACCOUNT_STORE (accounts));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++) {
    g_autoptr (SbAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);
    const char *path = sb_account_get_ca_file (account);
    g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

    if (file != NULL)
      g_ptr_array_add (authorities, authority_new (sb_account_get_id (account), file));
  }

  task = g_task_new (accounts, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_authorities_settle_async);
  work = g_task_new (NULL, NULL, settled_cb, g_steal_pointer (&task));
  g_task_set_source_tag (work, settled_cb);
  g_task_set_task_data (work, g_steal_pointer (&authorities), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (work, settle_in_thread);
}

void
sb_authorities_settle_finish (GAsyncResult *result)
{
  g_return_if_fail (g_async_result_is_tagged (result, sb_authorities_settle_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
