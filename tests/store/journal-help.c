/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "journal-help.h"

#include "loop.h"

#include <glib/gstdio.h>
#include <grp.h>
#include <unistd.h>

#define NOBODY 65534

char *
help_new_path (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("signalbox-store-XXXXXX", &error);

  g_assert_no_error (error);

  return g_build_filename (folder, "data", "account.sqlite", NULL);
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *entry = g_build_filename (path, name, NULL);

    if (g_remove (entry) != 0)
      delete_folder (entry);
  }
  g_rmdir (path);
}

void
help_delete (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *above = g_path_get_dirname (folder);

  delete_folder (above);
  g_free (path);
}

GBytes *
help_read (const char *path, const char *suffix)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  char *data;
  gsize length;

  return g_file_get_contents (file, &data, &length, NULL) ? g_bytes_new_take (data, length) : NULL;
}

void
help_write (const char *path, const char *suffix, gconstpointer data, gsize length)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  /* Nothing is left of what was there. */
  g_remove (file);
  g_file_set_contents_full (file, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

gboolean
help_open (SbDatabase *database, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_database_open_async (database, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_database_open_finish (database, result, error);
}

void
help_close (SbDatabase *database)
{
  g_autoptr (SbDatabase) self = database;
  g_autoptr (GAsyncResult) result = NULL;

  sb_database_close_async (self, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_database_close_finish (self, result);
}

static GVariant *
new_dict (const char *key)
{
  return g_variant_ref_sink (g_variant_new_parsed ("{'key': <%s>, 'n': <int64 7>}", key));
}

SbJournalJob *
help_new_job (guint n_steps, const char *key)
{
  SbJournalJob *job = sb_journal_job_new ();

  job->created_at = 1760000000000;
  job->server = g_strdup ("https://mdm.example.com");
  job->tenant = g_strdup ("tenant 1");
  job->user_name = g_strdup ("anna@example.com");
  job->kind = g_strdup ("reset-then-push");
  job->details = new_dict (key);
  for (guint i = 0; i < n_steps; i++) {
    SbJournalStep *step = sb_journal_step_new ();

    step->key = g_strdup_printf ("%s/%u", key, i);
    step->state = g_strdup ("waiting");
    step->command = new_dict (key);
    g_ptr_array_add (job->steps, step);
  }

  return job;
}

gboolean
help_add (SbDatabase *database, SbJournalJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_journal_add_async (database, job, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_journal_add_finish (database, result, error);
}

gboolean
help_write_step (SbDatabase *database, SbJournalStep *step, SbJournalResult *what, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  if (step != NULL)
    g_ptr_array_add (steps, step);
  if (what != NULL)
    g_ptr_array_add (results, what);
  sb_journal_write_async (database, steps, results, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_journal_write_finish (database, result, error);
}

GPtrArray *
help_load (SbDatabase *database, gint64 before, guint n)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *jobs;

  sb_journal_load_async (database, before, n, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  jobs = sb_journal_load_finish (database, result, &error);
  g_assert_no_error (error);

  return jobs;
}

GPtrArray *
help_load_results (SbDatabase *database, gint64 step)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *results;

  sb_journal_load_results_async (database, step, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  results = sb_journal_load_results_finish (database, result, &error);
  g_assert_no_error (error);

  return results;
}

void
help_assert_problem (GError **error, SbStorageProblem problem)
{
  g_assert_error (*error, SB_ERROR, SB_ERROR_STORAGE);
  if (sb_error_get_storage_problem (*error) != problem)
    g_error ("not %u but %u: %s",
             problem,
             sb_error_get_storage_problem (*error),
             (*error)->message);
  g_clear_error (error);
}

GSubprocess *
help_run_self (const char *what, const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                             | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                           &error,
                                           "/proc/self/exe",
                                           what,
                                           path,
                                           NULL);

  g_assert_no_error (error);

  return process;
}

char *
help_read_line (GDataInputStream *lines)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *line;

  g_data_input_stream_read_line_async (lines,
                                       G_PRIORITY_DEFAULT,
                                       NULL,
                                       loop_keep_result_cb,
                                       &result);
  wait_until (result != NULL);
  line = g_data_input_stream_read_line_finish (lines, result, NULL, &error);
  g_assert_no_error (error);

  return line;
}

void
help_drop_rights (void)
{
  if (geteuid () != 0)
    return;

  g_assert_no_errno (setgroups (0, NULL));
  g_assert_no_errno (setresgid (NOBODY, NOBODY, NOBODY));
  g_assert_no_errno (setresuid (NOBODY, NOBODY, NOBODY));
}
