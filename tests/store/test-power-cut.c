/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever ends the program or the computer: what was answered as written is there, and nothing is
 * there by half. */

#include "disk.h"
#include "journal-help.h"
#include "loop.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Of the write-ahead log. Source: https://www.sqlite.org/fileformat.html */
#define PAGE       4096
#define HEAD       32
#define FRAME_HEAD 24
#define FRAME      (FRAME_HEAD + PAGE)

#define N_WRITES 24

/* How much was in the log when a write was answered. The first job is of the first write and so on;
 * every other write also sets the state of the job before to "sent", with a result. */
typedef struct {
  gsize sizes[N_WRITES];
  SbJournalJob *jobs[N_WRITES];
} Written;

static void
set_state (SbJournalStep *step, const char *state)
{
  g_free (step->state);
  step->state = g_strdup (state);
}

/* A page or more each. */
static SbJournalJob *
new_long_job (guint i)
{
  g_autofree char *key = g_strnfill (500 * (i % 5), 'k');

  return help_new_job (3, key);
}

static gsize
get_log_size (const char *path)
{
  g_autoptr (GBytes) log = help_read (path, "-wal");

  return log != NULL ? g_bytes_get_size (log) : 0;
}

static void
write_all (SbDatabase *database, const char *path, Written *written)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_WRITES; i++) {
    guint n_kept = disk_get_n_kept ();

    if (i % 2 == 0) {
      written->jobs[i] = new_long_job (i);
      help_add (database, written->jobs[i], &error);
    } else {
      SbJournalStep *step = g_ptr_array_index (written->jobs[i - 1]->steps, 1);
      g_autoptr (SbJournalResult) result = sb_journal_result_new ();

      set_state (step, "sent");
      result->step = step->id;
      result->device = g_strdup ("70001");
      result->state = g_strdup ("sent");
      help_write_step (database, step, result, &error);
    }
    g_assert_no_error (error);
    /* The disk was asked to keep it before that was answered. */
    g_assert_cmpuint (disk_get_n_kept (), >, n_kept);
    g_assert_false (disk_owes ());
    written->sizes[i] = get_log_size (path);
    g_assert_cmpuint (written->sizes[i], >, i > 0 ? written->sizes[i - 1] : HEAD);
    g_assert_cmpuint ((written->sizes[i] - HEAD) % FRAME, ==, 0);
  }
}

/* Fails unless exactly the first writes are there. */
static void
assert_holds (const char *path, Written *written, guint n_writes)
{
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  help_open (database, &error);
  g_assert_no_error (error);
  jobs = help_load (database, 0, 1000);
  g_assert_cmpuint (jobs->len, ==, (n_writes + 1) / 2);
  for (guint i = 0; i < n_writes; i += 2) {
    SbJournalJob *job = g_ptr_array_index (jobs, jobs->len - 1 - i / 2);
    gboolean sent = i + 1 < n_writes;

    g_assert_cmpint (job->id, ==, written->jobs[i]->id);
    g_assert_cmpuint (job->steps->len, ==, 3);
    for (guint j = 0; j < 3; j++) {
      SbJournalStep *step = g_ptr_array_index (job->steps, j);
      g_autoptr (GPtrArray) results = help_load_results (database, step->id);

      g_assert_cmpstr (step->state, ==, sent && j == 1 ? "sent" : "waiting");
      g_assert_cmpuint (results->len, ==, sent && j == 1 ? 1 : 0);
      g_assert_true (g_variant_equal (step->command, job->details));
    }
  }
  help_close (database);
}

/* The log ends at @cut; @rest: (nullable): what stands there instead of what came after */
static void
assert_cut (GBytes *file, GBytes *log, gsize cut, Written *written, const guint8 *rest)
{
  char *path = help_new_path ();
  gsize size = g_bytes_get_size (log);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (log, NULL), size);
  guint n_writes = 0;

  while (n_writes < N_WRITES && written->sizes[n_writes] <= cut)
    n_writes++;
  if (rest != NULL)
    memcpy (bytes + cut, rest, size - cut);
  help_write (path, "", g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  help_write (path, "-wal", bytes, rest != NULL ? size : cut);
  assert_holds (path, written, n_writes);
  help_delete (path);
}

static void
test_log (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  Written written = { 0 };
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) log = NULL;
  g_autofree guint8 *noise = NULL;
  g_autofree guint8 *zeros = NULL;
  guint n_cuts = 0;
  gsize size;

  disk_be_quick ();
  write_all (database, path, &written);
  file = help_read (path, "");
  log = help_read (path, "-wal");
  size = g_bytes_get_size (log);
  help_close (database);
  g_assert_cmpuint (size, ==, written.sizes[N_WRITES - 1]);

  noise = g_malloc (size);
  zeros = g_malloc0 (size);
  for (gsize i = 0; i < size; i++)
    noise[i] = (guint8) g_test_rand_int ();

  assert_cut (file, log, 0, &written, NULL);
  assert_cut (file, log, HEAD / 2, &written, NULL);
  for (gsize cut = HEAD; cut <= size; cut += FRAME) {
    assert_cut (file, log, cut, &written, NULL);
    n_cuts++;
    if (cut == size)
      break;
    assert_cut (file, log, cut, &written, n_cuts % 2 == 0 ? noise : zeros);
    assert_cut (file, log, cut + FRAME_HEAD / 2, &written, NULL);
    assert_cut (file, log, cut + FRAME_HEAD + PAGE / 2, &written, n_cuts % 2 == 0 ? noise : NULL);
    assert_cut (file, log, cut + FRAME - 1, &written, NULL);
  }
  g_test_message ("cut at each of %u pages, and in the middle of each", n_cuts);
  g_assert_cmpuint (n_cuts, >, 2 * N_WRITES);

  for (guint i = 0; i < N_WRITES; i++)
    g_clear_pointer (&written.jobs[i], sb_journal_job_unref);
  help_delete (path);
}

/* While the log is put into the file, page by page, in whatever order: the log has it all. */
static void
test_checkpoint (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  Written written = { 0 };
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) log = NULL;
  g_autoptr (GBytes) after = NULL;
  gsize n_before;
  gsize size;

  disk_be_quick ();
  write_all (database, path, &written);
  before = help_read (path, "");
  log = help_read (path, "-wal");
  help_close (database);
  after = help_read (path, "");
  n_before = g_bytes_get_size (before);
  size = g_bytes_get_size (after);
  g_assert_cmpuint (size, >, n_before);

  for (guint turn = 0; turn < 60; turn++) {
    char *copy = help_new_path ();
    g_autofree guint8 *bytes = g_malloc0 (size);

    memcpy (bytes, g_bytes_get_data (before, NULL), n_before);
    for (gsize page = 0; page < size; page += PAGE) {
      if (g_test_rand_int_range (0, 2) == 0)
        memcpy (bytes + page, (const guint8 *) g_bytes_get_data (after, NULL) + page, PAGE);
    }
    help_write (copy, "", bytes, turn % 2 == 0 ? size : n_before);
    help_write (copy, "-wal", g_bytes_get_data (log, NULL), g_bytes_get_size (log));
    assert_holds (copy, &written, N_WRITES);
    help_delete (copy);
  }

  for (guint i = 0; i < N_WRITES; i++)
    g_clear_pointer (&written.jobs[i], sb_journal_job_unref);
  help_delete (path);
}

/* Writes until it is killed, and says what was answered as written. */
static void
write_on (const char *path)
{
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) last = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0;; i++) {
    g_autoptr (SbJournalJob) job = new_long_job (i);
    g_autofree char *line = NULL;

    if (!help_add (database, job, &error))
      g_error ("%s", error->message);
    if (last != NULL) {
      SbJournalStep *step = g_ptr_array_index (last->steps, 1);

      set_state (step, "sent");
      if (!help_write_step (database, step, NULL, &error))
        g_error ("%s", error->message);
    }
    line = g_strdup_printf ("%" G_GINT64_FORMAT "\n", job->id);
    if (write (STDOUT_FILENO, line, strlen (line)) < 0)
      g_error ("%s", g_strerror (errno));
    g_clear_pointer (&last, sb_journal_job_unref);
    last = g_steal_pointer (&job);
  }
}

/* Whenever it is killed, everything that it said is there, and the next one goes on. */
static void
test_kill (void)
{
  char *path = help_new_path ();
  gint64 last = 0;

  for (guint turn = 0; turn < 12; turn++) {
    g_autoptr (GSubprocess) process = help_run_self ("--write", path);
    g_autoptr (GDataInputStream)
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
    g_autoptr (GPtrArray) jobs = NULL;
    SbDatabase *database;
    char *line;
    gint64 said = last;

    for (int n = g_test_rand_int_range (1, 30); n > 0; n--) {
      line = help_read_line (lines);
      g_assert_nonnull (line);
      said = g_ascii_strtoll (line, NULL, 10);
      g_free (line);
    }
    g_subprocess_send_signal (process, SIGKILL);
    /* What it said until then. */
    while ((line = help_read_line (lines)) != NULL) {
      said = g_ascii_strtoll (line, NULL, 10);
      g_free (line);
    }
    g_assert_true (g_subprocess_wait (process, NULL, NULL));

    database = sb_database_new (path);
    jobs = help_load (database, 0, 100000);
    g_assert_cmpuint (jobs->len, >=, said);
    /* One more may be written and not said. */
    g_assert_cmpuint (jobs->len, <=, said + 1);
    for (guint i = 0; i < jobs->len; i++) {
      SbJournalJob *job = g_ptr_array_index (jobs, i);
      SbJournalStep *step = g_ptr_array_index (job->steps, 1);

      g_assert_cmpint (job->id, ==, jobs->len - i);
      g_assert_cmpuint (job->steps->len, ==, 3);
      if (job->id < said && job->id > last)
        g_assert_cmpstr (step->state, ==, "sent");
    }
    last = jobs->len;
    help_close (database);
  }
  help_delete (path);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    write_on (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/power-cut/log", test_log);
  g_test_add_func ("/power-cut/checkpoint", test_checkpoint);
  g_test_add_func ("/power-cut/kill", test_kill);

  return g_test_run ();
}
