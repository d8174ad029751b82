/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whichever call the disk fails, of whatever is asked: what is answered is true, in this process
 * and after a power cut, and when the disk is mended it goes on. */

#include "disk.h"
#include "journal-help.h"
#include "loop.h"

#include <errno.h>

typedef struct {
  int number;
  gboolean on;
  SbStorageProblem problem;
} Fault;

static const Fault faults[] = {
  { ENOSPC, TRUE, SB_STORAGE_FULL },  { ENOSPC, FALSE, SB_STORAGE_FULL },
  { EDQUOT, FALSE, SB_STORAGE_FULL }, { EIO, FALSE, SB_STORAGE_REFUSED },
  { EIO, TRUE, SB_STORAGE_REFUSED },
};

static void
add_good (SbDatabase *database, SbJournalJob *job)
{
  g_autoptr (GError) error = NULL;

  help_add (database, job, &error);
  g_assert_no_error (error);
}

static void
set_state (SbJournalStep *step, const char *state)
{
  g_free (step->state);
  step->state = g_strdup (state);
}

/* (transfer full): the only job of a file; fails where a state is there without its result */
static char *
read_state (SbDatabase *database)
{
  g_autoptr (GPtrArray) jobs = help_load (database, 0, 10);
  g_autoptr (GPtrArray) results = NULL;
  SbJournalJob *job;
  SbJournalStep *step;

  g_assert_cmpuint (jobs->len, ==, 1);
  job = g_ptr_array_index (jobs, 0);
  step = g_ptr_array_index (job->steps, 0);
  results = help_load_results (database, step->id);
  g_assert_cmpuint (results->len, ==, g_str_equal (step->state, "waiting") ? 0 : 1);
  for (guint i = 0; i < results->len; i++)
    g_assert_cmpstr (((SbJournalResult *) g_ptr_array_index (results, i))->state, ==, step->state);

  return g_strdup (step->state);
}

/* (transfer full): what the file says after a power cut now */
static char *
read_after_cut (const char *path)
{
  g_autoptr (GBytes) file = help_read (path, "");
  g_autoptr (GBytes) log = help_read (path, "-wal");
  char *copy = help_new_path ();
  SbDatabase *database = sb_database_new (copy);
  char *state;

  help_write (copy, "", g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  if (log != NULL)
    help_write (copy, "-wal", g_bytes_get_data (log, NULL), g_bytes_get_size (log));
  state = read_state (database);
  help_close (database);
  help_delete (copy);

  return state;
}

static gboolean
write_state (SbDatabase *database, SbJournalJob *job, const char *state, GError **error)
{
  SbJournalStep *step = g_ptr_array_index (job->steps, 0);
  g_autoptr (SbJournalResult) result = sb_journal_result_new ();

  set_state (step, state);
  result->step = step->id;
  result->device = g_strdup ("70001");
  result->state = g_strdup (state);

  return help_write_step (database, step, result, error);
}

/* Returns whether the disk failed at all. */
static gboolean
try_write (const Fault *fault, guint call)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (1, "fault");
  g_autofree char *now = NULL;
  g_autofree char *after = NULL;
  g_autofree char *end = NULL;
  g_autoptr (GError) error = NULL;
  gboolean failed;
  gboolean written;
  const char *state;

  add_good (database, job);
  disk_fail (call, fault->on, fault->number);
  written = write_state (database, job, "sent", &error);
  /* A power cut while the disk still fails. Where it does not even say what it keeps, both are
   * possible, and neither by half. */
  after = read_after_cut (path);
  failed = disk_mend ();
  state = written ? "sent" : "waiting";
  if (!written) {
    g_assert_true (failed);
    help_assert_problem (&error, fault->problem);
  }
  if (written || !fault->on)
    g_assert_cmpstr (after, ==, state);
  now = read_state (database);
  g_assert_cmpstr (now, ==, state);

  g_assert_true (write_state (database, job, "done", &error));
  g_assert_no_error (error);
  help_close (database);
  end = read_after_cut (path);
  g_assert_cmpstr (end, ==, "done");
  help_delete (path);

  return failed;
}

/* While a new file is made. */
static gboolean
try_open (const Fault *fault, guint call)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (1, "fault");
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  gboolean failed;

  disk_fail (call, fault->on, fault->number);
  help_open (database, &error);
  failed = disk_mend ();
  if (error != NULL) {
    g_assert_true (failed);
    help_assert_problem (&error, fault->problem);
  }
  add_good (database, job);
  state = read_after_cut (path);
  g_assert_cmpstr (state, ==, "waiting");
  help_close (database);
  help_delete (path);

  return failed;
}

/* While the log is put into the file. */
static gboolean
try_close (const Fault *fault, guint call)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (1, "fault");
  g_autofree char *state = NULL;
  gboolean failed;

  add_good (database, job);
  disk_fail (call, fault->on, fault->number);
  help_close (database);
  failed = disk_mend ();
  state = read_after_cut (path);
  g_assert_cmpstr (state, ==, "waiting");
  help_delete (path);

  return failed;
}

static void
test_every_call (gconstpointer data)
{
  gboolean (*try) (const Fault *, guint) = data;

  disk_be_quick ();
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    guint call = 0;

    while (try (&faults[i], call))
      call++;
    g_test_message ("%s%s: %u calls",
                    g_strerror (faults[i].number),
                    faults[i].on ? ", from then on" : "",
                    call);
    g_assert_cmpuint (call, >, 1);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/disk-faults/write", try_write, test_every_call);
  g_test_add_data_func ("/disk-faults/open", try_open, test_every_call);
  g_test_add_data_func ("/disk-faults/close", try_close, test_every_call);

  return g_test_run ();
}
