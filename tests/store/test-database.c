/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file, and the thread: who may have it, what is wrong with it, in which order it answers. */

#include "journal-help.h"
#include "loop.h"
#include "sb-authorities.h"
#include "sb-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096

static int
get_mode (const char *path, const char *suffix)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  if (g_lstat (file, &info) != 0)
    return -1;

  return (int) (info.st_mode & 07777);
}

static void
assert_same (const char *path, const char *suffix, GBytes *before)
{
  g_autoptr (GBytes) now = help_read (path, suffix);

  g_assert_true ((now == NULL) == (before == NULL));
  g_assert_true (now == NULL || g_bytes_equal (now, before));
}

/* Adds a job, which is there then. */
static void
assert_usable (SbDatabase *database)
{
  g_autoptr (SbJournalJob) job = help_new_job (1, "usable");
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  help_add (database, job, &error);
  g_assert_no_error (error);
  jobs = help_load (database, 0, 1);
  g_assert_cmpint (((SbJournalJob *) g_ptr_array_index (jobs, 0))->id, ==, job->id);
}

/* The file opens, and is what it should be. */
static void
assert_opens (const char *path)
{
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GError) error = NULL;

  help_open (database, &error);
  g_assert_no_error (error);
  assert_usable (database);
  help_close (database);
}

/* The file does not open, and is as it was, with what is beside it. */
static void
assert_refused (const char *path, SbStorageProblem problem)
{
  g_autoptr (GBytes) file = help_read (path, "");
  g_autoptr (GBytes) log = help_read (path, "-wal");
  g_autoptr (GBytes) journal = help_read (path, "-journal");
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (help_open (database, &error));
  help_assert_problem (&error, problem);
  help_close (database);

  assert_same (path, "", file);
  assert_same (path, "-wal", log);
  assert_same (path, "-journal", journal);
  g_assert_cmpint (get_mode (path, "-shm"), ==, -1);
}

static sqlite3 *
open_raw (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (
    sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
    ==,
    SQLITE_OK);

  return handle;
}

static void
run_raw (sqlite3 *handle, const char *sql)
{
  g_autofree char *problem = NULL;
  char *message = NULL;

  sqlite3_exec (handle, sql, NULL, NULL, &message);
  problem = g_strdup (message);
  sqlite3_free (message);
  g_assert_cmpstr (problem, ==, NULL);
}

/* Whatever the umask is and whoever made the folder: nobody else sees anything of it. */
static void
test_modes (void)
{
  static const mode_t masks[] = { 0000, 0077, 0022 };

  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++) {
    char *path = help_new_path ();
    g_autofree char *folder = g_path_get_dirname (path);
    mode_t old = umask (masks[i]);
    SbDatabase *database = sb_database_new (path);

    assert_usable (database);
    g_assert_cmpint (get_mode (folder, ""), ==, 0700);
    g_assert_cmpint (get_mode (path, ""), ==, 0600);
    g_assert_cmpint (get_mode (path, "-wal"), ==, 0600);
    g_assert_cmpint (get_mode (path, ".lock"), ==, 0600);
    /* There is none: one process has the file. */
    g_assert_cmpint (get_mode (path, "-shm"), ==, -1);
    g_assert_cmpint (get_mode (path, "-journal"), ==, -1);
    help_close (database);
    g_assert_cmpint (get_mode (path, "-wal"), ==, -1);
    umask (old);
    help_delete (path);
  }
}

/* Modes that somebody else gave are mended, as far as they are seen from outside. */
static void
test_modes_mended (void)
{
  char *path = help_new_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) pages = NULL;
  SbDatabase *database = sb_database_new (path);

  assert_usable (database);
  file = help_read (path, "");
  pages = help_read (path, "-wal");
  help_close (database);

  help_write (path, "", g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  help_write (path, "-wal", g_bytes_get_data (pages, NULL), g_bytes_get_size (pages));
  g_assert_no_errno (g_chmod (log, 0666));
  g_assert_no_errno (g_chmod (lock, 0644));
  g_assert_no_errno (g_chmod (path, 0444));
  g_assert_no_errno (g_chmod (folder, 0777));
  database = sb_database_new (path);
  assert_usable (database);
  g_assert_cmpint (get_mode (folder, ""), ==, 0700);
  g_assert_cmpint (get_mode (path, ""), ==, 0600);
  g_assert_cmpint (get_mode (path, "-wal"), ==, 0600);
  g_assert_cmpint (get_mode (path, ".lock"), ==, 0600);
  help_close (database);
  help_delete (path);
}

/* Of an account it is in the account's folder, in which others clear up. */
static void
test_account (void)
{
  g_autoptr (SbAccount) account = sb_account_new ("5c2a1b9e-0000-4000-8000-00000000da7a", FALSE);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (),
                                            "signalbox",
                                            "accounts",
                                            sb_account_get_id (account),
                                            "account.sqlite",
                                            NULL);
  SbDatabase *database = sb_database_new_for_account (account);
  g_autoptr (SbAccountStore) accounts = sb_account_store_new ();
  g_autoptr (GAsyncResult) settled = NULL;

  assert_usable (database);
  g_assert_cmpint (get_mode (path, ""), ==, 0600);
  help_close (database);
  sb_authorities_settle_async (accounts, loop_keep_result_cb, &settled);
  wait_until (settled != NULL);
  sb_authorities_settle_finish (settled);
  assert_opens (path);
  g_assert_cmpint (get_mode (path, ""), ==, 0600);
  g_assert_no_errno (g_remove (path));
}

/* One has the file, in this process too, until it has closed it. */
static void
test_two (void)
{
  char *path = help_new_path ();
  SbDatabase *first = sb_database_new (path);
  SbDatabase *second = sb_database_new (path);
  g_autoptr (GError) error = NULL;

  help_open (first, &error);
  g_assert_no_error (error);
  g_assert_false (help_open (second, &error));
  help_assert_problem (&error, SB_STORAGE_IN_USE);
  assert_usable (first);
  help_close (first);
  /* The next call tries again. */
  assert_usable (second);
  help_close (second);
  help_delete (path);
}

/* Has the file until its standard input ends. */
static void
hold (const char *path)
{
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GError) error = NULL;
  char byte;

  help_open (database, &error);
  g_assert_no_error (error);
  g_print ("open\n");
  while (read (STDIN_FILENO, &byte, 1) > 0)
    continue;
  help_close (database);
}

static void
test_two_processes (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GSubprocess) process = help_run_self ("--hold", path);
  g_autoptr (GDataInputStream)
    lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = help_read_line (lines);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (line, ==, "open");
  g_assert_false (help_open (database, &error));
  help_assert_problem (&error, SB_STORAGE_IN_USE);
  g_assert_false (help_open (database, &error));
  help_assert_problem (&error, SB_STORAGE_IN_USE);
  help_close (database);

  /* One that is just ending is waited for. */
  database = sb_database_new (path);
  sb_database_open_async (database, NULL, loop_keep_result_cb, &result);
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, &error));
  wait_until (result != NULL);
  g_assert_true (sb_database_open_finish (database, result, &error));
  g_assert_no_error (error);
  assert_usable (database);
  help_close (database);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
  help_delete (path);
}

/* The lock ends with the process, however that ends. */
static void
test_killed_holder (void)
{
  char *path = help_new_path ();
  g_autoptr (GSubprocess) process = help_run_self ("--hold", path);
  g_autoptr (GDataInputStream)
    lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = help_read_line (lines);

  g_assert_cmpstr (line, ==, "open");
  g_subprocess_send_signal (process, SIGKILL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  assert_opens (path);
  help_delete (path);
}

/* A file of each version that there was becomes one of this version, with all that was in it. */
static void
test_earlier (gconstpointer fixture)
{
  char *path = help_new_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_test_build_filename (G_TEST_DIST, "store", fixture, NULL);
  g_autofree char *dump = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) results = NULL;
  SbDatabase *database;
  SbJournalJob *job;
  SbJournalStep *step;
  SbJournalResult *result;
  sqlite3 *raw;

  g_assert_true (g_file_get_contents (name, &dump, NULL, &error));
  g_assert_no_error (error);
  g_mkdir_with_parents (folder, 0700);
  raw = open_raw (path);
  run_raw (raw, dump);
  g_assert_cmpint (sqlite3_close (raw), ==, SQLITE_OK);

  database = sb_database_new (path);
  jobs = help_load (database, 0, 10);
  g_assert_cmpuint (jobs->len, ==, 2);
  job = g_ptr_array_index (jobs, 1);
  g_assert_cmpint (job->id, ==, 1);
  g_assert_cmpint (job->created_at, ==, 1760000000000);
  g_assert_cmpstr (job->server, ==, "https://mdm.example.com");
  g_assert_cmpstr (job->tenant, ==, "tenant 1");
  g_assert_cmpstr (job->user_name, ==, "anna@example.com");
  g_assert_cmpstr (job->kind, ==, "reset-then-push");
  g_assert_cmpuint (job->steps->len, ==, 2);
  step = g_ptr_array_index (job->steps, 0);
  g_assert_cmpstr (step->key, ==, "5c2a1b9e-0000-4000-8000-000000000007");
  g_assert_cmpstr (step->state, ==, "done");
  g_assert_cmpint (step->first_sent_at, ==, 1760000001000);
  g_assert_cmpint (step->ended_at, ==, 1760000009000);
  step = g_ptr_array_index (job->steps, 1);
  g_assert_cmpstr (step->state, ==, "waiting");
  g_assert_cmpint (step->ended_at, ==, 0);
  /* Before version 2 nobody noted it: it was asked for then. */
  g_assert_cmpint (step->seen_at, ==, job->created_at);
  results = help_load_results (database, 1);
  g_assert_cmpuint (results->len, ==, 2);
  result = g_ptr_array_index (results, 1);
  g_assert_cmpstr (result->device, ==, "70002");
  g_assert_null (result->configuration);
  g_assert_cmpstr (result->state, ==, "refused");
  g_assert_cmpstr (result->code, ==, "not-active");
  g_assert_cmpstr (result->message, ==, "Device is retired");
  /* Numbers that were taken once are not taken again. */
  assert_usable (database);
  g_clear_pointer (&jobs, g_ptr_array_unref);
  jobs = help_load (database, 0, 1);
  g_assert_cmpint (((SbJournalJob *) g_ptr_array_index (jobs, 0))->id, ==, 10);
  help_close (database);
  help_delete (path);
}

static void
set_version (const char *path, const char *pragma, gboolean in_log)
{
  SbDatabase *database = sb_database_new (path);
  sqlite3 *raw;

  assert_usable (database);
  help_close (database);
  raw = open_raw (path);
  if (in_log) {
    g_autoptr (GBytes) file = NULL;
    g_autoptr (GBytes) log = NULL;
    g_autofree char *index = g_strconcat (path, "-shm", NULL);

    run_raw (raw, pragma);
    file = help_read (path, "");
    log = help_read (path, "-wal");
    g_assert_cmpint (sqlite3_close (raw), ==, SQLITE_OK);
    help_write (path, "", g_bytes_get_data (file, NULL), g_bytes_get_size (file));
    help_write (path, "-wal", g_bytes_get_data (log, NULL), g_bytes_get_size (log));
    g_remove (index);
  } else {
    run_raw (raw, pragma);
    g_assert_cmpint (sqlite3_close (raw), ==, SQLITE_OK);
  }
}

/* What a newer version wrote is left to it, be it in the file or only in the log beside it. */
static void
test_newer (void)
{
  for (int in_log = 0; in_log < 2; in_log++) {
    char *path = help_new_path ();

    set_version (path, "PRAGMA user_version = 99", in_log != 0);
    g_assert_cmpint (get_mode (path, "-wal"), ==, in_log != 0 ? 0600 : -1);
    assert_refused (path, SB_STORAGE_NEWER);
    help_delete (path);
  }
}

static void
test_foreign (void)
{
  char *path = help_new_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  sqlite3 *raw;

  help_write (path, "", "not a database", 14);
  g_assert_no_errno (g_chmod (path, 0644));
  assert_refused (path, SB_STORAGE_FOREIGN);
  g_assert_cmpint (get_mode (path, ""), ==, 0644);

  g_assert_no_errno (g_remove (path));
  raw = open_raw (path);
  run_raw (raw, "CREATE TABLE job (x); INSERT INTO job VALUES (1)");
  g_assert_cmpint (sqlite3_close (raw), ==, SQLITE_OK);
  assert_refused (path, SB_STORAGE_FOREIGN);

  g_assert_no_errno (g_remove (path));
  set_version (path, "PRAGMA application_id = 1", TRUE);
  assert_refused (path, SB_STORAGE_FOREIGN);

  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_mkdir (path, 0755));
  assert_refused (path, SB_STORAGE_FOREIGN);
  g_assert_no_errno (g_rmdir (path));

  /* Nobody writes into it: it must not be waited for. */
  g_assert_no_errno (mkfifo (path, 0600));
  {
    SbDatabase *database = sb_database_new (path);
    g_autoptr (GError) error = NULL;

    g_assert_false (help_open (database, &error));
    help_assert_problem (&error, SB_STORAGE_FOREIGN);
    help_close (database);
  }
  g_assert_no_errno (g_remove (path));

  /* A file where the folder should be. */
  help_write (path, "", "a file", 6);
  g_assert_no_errno (g_chmod (path, 0644));
  {
    g_autofree char *inside = g_build_filename (path, "account.sqlite", NULL);
    SbDatabase *database = sb_database_new (inside);
    g_autoptr (GError) error = NULL;

    g_assert_false (help_open (database, &error));
    help_assert_problem (&error, SB_STORAGE_REFUSED);
    help_close (database);
    g_assert_cmpint (get_mode (path, ""), ==, 0644);
  }
  g_assert_no_errno (g_remove (path));

  /* A link that leads nowhere. */
  g_assert_no_errno (symlink ("elsewhere", path));
  {
    SbDatabase *database = sb_database_new (path);
    g_autofree char *elsewhere = g_build_filename (folder, "elsewhere", NULL);
    g_autoptr (GError) error = NULL;

    g_assert_false (help_open (database, &error));
    help_assert_problem (&error, SB_STORAGE_REFUSED);
    help_close (database);
    g_assert_false (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
  }
  help_delete (path);
}

/* (transfer full): a file with some pages, closed */
static GBytes *
new_pages (const char *path)
{
  SbDatabase *database = sb_database_new (path);

  for (guint i = 0; i < 40; i++) {
    g_autoptr (SbJournalJob) job = help_new_job (20, "pages");
    g_autoptr (GError) error = NULL;

    help_add (database, job, &error);
    g_assert_no_error (error);
  }
  help_close (database);

  return help_read (path, "");
}

/* Whichever page is overwritten or missing, it is said, and the file is left for whoever can mend
 * it.
 */
static void
test_broken (void)
{
  char *path = help_new_path ();
  g_autoptr (GBytes) bytes = new_pages (path);
  gsize size;
  const guint8 *good = g_bytes_get_data (bytes, &size);
  guint n_pages = (guint) (size / PAGE);
  g_autofree guint8 *bad = g_malloc (size);

  g_assert_cmpuint (n_pages, >, 10);
  for (guint page = 0; page < n_pages; page++) {
    /* The head of the first page says whose the file is. */
    gsize begin = page * PAGE + (page == 0 ? 100 : 0);

    memcpy (bad, good, size);
    for (gsize i = begin; i < (page + 1) * (gsize) PAGE; i++)
      bad[i] = (guint8) g_test_rand_int ();
    help_write (path, "", bad, size);
    assert_refused (path, SB_STORAGE_BROKEN);

    if (page > 0) {
      help_write (path, "", good, page * (gsize) PAGE);
      assert_refused (path, SB_STORAGE_BROKEN);
    }
  }

  /* A table is gone. */
  help_write (path, "", good, size);
  {
    sqlite3 *raw = open_raw (path);
    SbDatabase *database = sb_database_new (path);
    g_autoptr (SbJournalJob) job = help_new_job (1, "none");
    g_autoptr (GError) error = NULL;

    run_raw (raw, "DROP TABLE step");
    g_assert_cmpint (sqlite3_close (raw), ==, SQLITE_OK);
    g_assert_false (help_add (database, job, &error));
    help_assert_problem (&error, SB_STORAGE_BROKEN);
    help_close (database);
  }

  /* Nothing but zeros, as a power cut can leave a file. */
  memset (bad, 0, size);
  help_write (path, "", bad, size);
  assert_refused (path, SB_STORAGE_BROKEN);
  help_write (path, "", "", 0);
  assert_opens (path);
  help_delete (path);
}

/* As somebody to whom the folder does not belong. */
static void
test_read_only (void)
{
  if (g_test_subprocess ()) {
    SbDatabase *database;
    g_autoptr (GError) error = NULL;

    help_drop_rights ();
    database = sb_database_new ("/signalbox-test/account.sqlite");
    g_assert_false (help_open (database, &error));
    help_assert_problem (&error, SB_STORAGE_READ_ONLY);
    help_close (database);
    database = sb_database_new ("/account.sqlite");
    g_assert_false (help_open (database, &error));
    help_assert_problem (&error, SB_STORAGE_READ_ONLY);
    help_close (database);
    /* There can be no folder in a file. */
    database = sb_database_new ("/proc/version/account.sqlite");
    g_assert_false (help_open (database, &error));
    help_assert_problem (&error, SB_STORAGE_REFUSED);
    help_close (database);
    return;
  }

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
set_file_limit (rlim_t limit)
{
  struct rlimit limits;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limits));
  limits.rlim_cur = limit;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limits));
}

/* A full disk in the middle of a transaction: nothing of it is there, what came before is, and with
 * some space it goes on. */
static void
test_full (void)
{
  if (g_test_subprocess ()) {
    char *path = help_new_path ();
    SbDatabase *database = sb_database_new (path);
    g_autoptr (GPtrArray) jobs = NULL;
    g_autoptr (GError) error = NULL;
    guint n_added = 0;

    signal (SIGXFSZ, SIG_IGN);
    assert_usable (database);
    set_file_limit (300 * 1024);
    for (;;) {
      g_autoptr (SbJournalJob) job = help_new_job (50, "many");

      if (!help_add (database, job, &error))
        break;
      n_added++;
    }
    help_assert_problem (&error, SB_STORAGE_FULL);
    g_assert_cmpuint (n_added, >, 1);
    jobs = help_load (database, 0, 1000);
    g_assert_cmpuint (jobs->len, ==, n_added + 1);
    for (guint i = 0; i < n_added; i++)
      g_assert_cmpuint (((SbJournalJob *) g_ptr_array_index (jobs, i))->steps->len, ==, 50);

    set_file_limit (RLIM_INFINITY);
    assert_usable (database);
    help_close (database);

    /* There is not even room for a new file. */
    help_delete (path);
    path = help_new_path ();
    set_file_limit (1024);
    database = sb_database_new (path);
    g_assert_false (help_open (database, &error));
    help_assert_problem (&error, SB_STORAGE_FULL);
    set_file_limit (RLIM_INFINITY);
    assert_usable (database);
    help_close (database);
    help_delete (path);
    return;
  }

  g_test_trap_subprocess (NULL, 120 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

typedef struct {
  GThread *thread;
  GMainContext *context;
  guint n_answers;
  guint order[300];
} Answers;

typedef struct {
  Answers *answers;
  guint number;
} Call;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Call *call = data;
  Answers *answers = call->answers;

  g_assert_true (g_thread_self () == answers->thread);
  g_assert_true (g_main_context_get_thread_default () == answers->context);
  g_assert_true (SB_IS_DATABASE (source));
  answers->order[answers->n_answers++] = call->number;
}

/* Asks many things without waiting for one. */
static void
ask_many (SbDatabase *database, Answers *answers)
{
  answers->thread = g_thread_self ();
  answers->context = g_main_context_get_thread_default ();
  for (guint i = 0; i < G_N_ELEMENTS (answers->order); i++) {
    g_autoptr (SbJournalJob) job = help_new_job (1, "order");
    Call *call = g_new (Call, 1);

    *call = (Call){ answers, i };
    switch (i % 3) {
    case 0:
      sb_journal_load_async (database, 0, 1, NULL, answered_cb, call);
      break;
    case 1:
      sb_draft_store_remove_async (database, "none", answered_cb, call);
      break;
    default:
      sb_journal_add_async (database, job, answered_cb, call);
      break;
    }
  }
}

static void
assert_in_order (Answers *answers)
{
  g_assert_cmpuint (answers->n_answers, ==, G_N_ELEMENTS (answers->order));
  for (guint i = 0; i < G_N_ELEMENTS (answers->order); i++)
    g_assert_cmpuint (answers->order[i], ==, i);
}

static gpointer
ask_from_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Answers answers = { 0 };

  g_main_context_push_thread_default (context);
  ask_many (data, &answers);
  while (answers.n_answers < G_N_ELEMENTS (answers.order))
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  assert_in_order (&answers);

  return NULL;
}

/* The answers come in the order of the questions, where these were asked. */
static void
test_order (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GThread) other = NULL;
  Answers answers = { 0 };

  ask_many (database, &answers);
  g_assert_cmpuint (answers.n_answers, ==, 0);
  other = g_thread_new ("other", ask_from_thread, database);
  wait_until (answers.n_answers == G_N_ELEMENTS (answers.order));
  assert_in_order (&answers);
  g_thread_join (g_steal_pointer (&other));
  help_close (database);
  help_delete (path);
}

static guint
count_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (tasks) != NULL)
    n++;

  return n;
}

/* The thread ends with the object, not before all is done that was asked, and gives the file free.
 */
static void
test_end (void)
{
  char *path = help_new_path ();
  guint n_threads = count_threads ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GPtrArray) jobs = NULL;
  gpointer watched = database;
  Answers answers = { 0 };

  g_object_add_weak_pointer (G_OBJECT (database), &watched);
  ask_many (database, &answers);
  g_clear_object (&database);
  g_assert_nonnull (watched);
  wait_until (watched == NULL);
  assert_in_order (&answers);
  wait_until (count_threads () == n_threads);

  database = sb_database_new (path);
  jobs = help_load (database, 0, 1000);
  g_assert_cmpuint (jobs->len, ==, G_N_ELEMENTS (answers.order) / 3);
  help_close (database);
  wait_until (count_threads () == n_threads);
  help_delete (path);
}

/* One that nobody asked anything made no file. */
static void
test_unused (void)
{
  char *path = help_new_path ();
  guint n_threads = count_threads ();
  SbDatabase *database = sb_database_new (path);

  g_clear_object (&database);
  wait_until (count_threads () == n_threads);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  database = sb_database_new (path);
  help_close (database);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  help_delete (path);
}

static void
test_closed (void)
{
  char *path = help_new_path ();
  g_autoptr (SbDatabase) database = sb_database_new (path);
  g_autoptr (SbJournalJob) before = help_new_job (1, "before");
  g_autoptr (SbJournalJob) after = help_new_job (1, "after");
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  sb_journal_add_async (database, before, loop_keep_result_cb, &added);
  sb_database_close_async (database, loop_keep_result_cb, &closed);
  sb_journal_add_async (database, after, loop_keep_result_cb, &late);
  wait_until (late != NULL);
  g_assert_true (sb_journal_add_finish (database, added, &error));
  g_assert_no_error (error);
  sb_database_close_finish (database, closed);
  g_assert_false (sb_journal_add_finish (database, late, &error));
  help_assert_problem (&error, SB_STORAGE_REFUSED);
  g_assert_cmpint (before->id, ==, 1);
  g_assert_cmpint (after->id, ==, 0);
  assert_opens (path);
  help_delete (path);
}

static void
test_cancelled (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;

  sb_database_open_async (database, cancellable, loop_keep_result_cb, &opened);
  sb_journal_load_async (database, 0, 1, cancellable, loop_keep_result_cb, &loaded);
  g_cancellable_cancel (cancellable);
  wait_until (loaded != NULL);
  g_assert_false (sb_database_open_finish (database, opened, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sb_journal_load_finish (database, loaded, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_CANCELLED);
  assert_usable (database);
  help_close (database);
  help_delete (path);
}

/* Whoever opens the file where windows are drawn is stopped. */
static void
test_main_thread (void)
{
  if (g_test_subprocess ()) {
    g_main_context_acquire (NULL);
    sb_sql_open ("/nowhere/account.sqlite", FALSE, NULL);
    return;
  }

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*g_main_context_is_owner*");
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--hold")) {
    hold (argv[2]);
    return 0;
  }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/database/modes", test_modes);
  g_test_add_func ("/database/modes-mended", test_modes_mended);
  g_test_add_func ("/database/account", test_account);
  g_test_add_func ("/database/two", test_two);
  g_test_add_func ("/database/two-processes", test_two_processes);
  g_test_add_func ("/database/killed-holder", test_killed_holder);
  g_test_add_data_func ("/database/earlier/1", "version-1.sql", test_earlier);
  g_test_add_data_func ("/database/earlier/2", "version-2.sql", test_earlier);
  g_test_add_func ("/database/newer", test_newer);
  g_test_add_func ("/database/foreign", test_foreign);
  g_test_add_func ("/database/broken", test_broken);
  g_test_add_func ("/database/read-only", test_read_only);
  g_test_add_func ("/database/full", test_full);
  g_test_add_func ("/database/order", test_order);
  g_test_add_func ("/database/end", test_end);
  g_test_add_func ("/database/unused", test_unused);
  g_test_add_func ("/database/closed", test_closed);
  g_test_add_func ("/database/cancelled", test_cancelled);
  g_test_add_func ("/database/main-thread", test_main_thread);

  return g_test_run ();
}
