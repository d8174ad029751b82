/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program without a window: goes on with what is in the journal, or begins a job, until the job
 * is over. It is started over and over by kill.py, which kills it at random moments, or has it kill
 * itself at a boundary that SB_KILL names: "write before first", say. */

#define G_LOG_DOMAIN "kill-child"

#include "client-test.h"
#include "sb-jobs.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Its time goes faster than the computer's: it waits for devices, and for the server. The next
 * process goes on with it. */
#define SPEED 10

static struct {
  SbJob *job;  /* (nullable): before it is known */
  char **kill; /* (nullable): what, before or after, and which time */
} self;

static gint64
get_now (gint64 start)
{
  return start + SPEED * (g_get_real_time () / 1000 - start);
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
  pause ();
}

static gboolean
die_cb (gpointer user_data)
{
  die ();

  return G_SOURCE_REMOVE;
}

/* Which time it is, by how far the job is: the first time of all, with half of the devices reset,
 * and the last time. */
static gboolean
is_time (const char *what, const char *which)
{
  SbJob *job = self.job;
  guint n_before;

  if (g_str_equal (which, "first"))
    return TRUE;
  if (job == NULL)
    return FALSE;

  n_before = sb_job_count (job, SB_JOB_QUEUED) + sb_job_count (job, SB_JOB_RESET_SENT)
             + sb_job_count (job, SB_JOB_RESETTING);
  if (g_str_equal (which, "middle"))
    return n_before <= sb_job_get_n_devices (job) / 2;
  if (g_str_equal (what, "write"))
    return sb_job_is_over (job);

  return n_before + sb_job_count (job, SB_JOB_RESET_DONE) == 0;
}

static gboolean
is_boundary (const char *what, const char *when)
{
  return self.kill != NULL && g_str_equal (self.kill[0], what) && g_str_equal (self.kill[1], when)
         && is_time (what, self.kill[2]);
}

static void
pass (const char *what, const char *when)
{
  if (is_boundary (what, when))
    die ();
}

/* The linker puts these in the place of the functions that the operations call. */
void __real_sb_journal_add_async (SbDatabase *database,
                                  SbJournalJob *job,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void __wrap_sb_journal_add_async (SbDatabase *database,
                                  SbJournalJob *job,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean __real_sb_journal_add_finish (SbDatabase *database, GAsyncResult *result, GError **error);
gboolean __wrap_sb_journal_add_finish (SbDatabase *database, GAsyncResult *result, GError **error);
void __real_sb_journal_write_async (SbDatabase *database,
                                    GPtrArray *steps,
                                    GPtrArray *results,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void __wrap_sb_journal_write_async (SbDatabase *database,
                                    GPtrArray *steps,
                                    GPtrArray *results,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
__real_sb_journal_write_finish (SbDatabase *database, GAsyncResult *result, GError **error);
gboolean
__wrap_sb_journal_write_finish (SbDatabase *database, GAsyncResult *result, GError **error);
void __real_sb_server_send_async (SbServer *server,
                                  SbCommand *command,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void __wrap_sb_server_send_async (SbServer *server,
                                  SbCommand *command,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
SbOutcome *__real_sb_server_send_finish (SbServer *server, GAsyncResult *result, GError **error);
SbOutcome *__wrap_sb_server_send_finish (SbServer *server, GAsyncResult *result, GError **error);

void
__wrap_sb_journal_add_async (SbDatabase *database,
                             SbJournalJob *job,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  pass ("write", "before");
  __real_sb_journal_add_async (database, job, callback, user_data);
}

gboolean
__wrap_sb_journal_add_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  pass ("write", "after");

  return __real_sb_journal_add_finish (database, result, error);
}

void
__wrap_sb_journal_write_async (SbDatabase *database,
                               GPtrArray *steps,
                               GPtrArray *results,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  pass ("write", "before");
  __real_sb_journal_write_async (database, steps, results, callback, user_data);
}

gboolean
__wrap_sb_journal_write_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  pass ("write", "after");

  return __real_sb_journal_write_finish (database, result, error);
}

void
__wrap_sb_server_send_async (SbServer *server,
                             SbCommand *command,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  pass ("send", "before");
  __real_sb_server_send_async (server, command, callback, user_data);
  /* The tenant takes longer to answer than this. */
  if (is_boundary ("send", "after"))
    g_timeout_add (10, die_cb, NULL);
}

SbOutcome *
__wrap_sb_server_send_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  pass ("answer", "before");
  /* What comes of it is on its way to the disk by then. */
  if (is_boundary ("answer", "after"))
    g_idle_add_full (G_PRIORITY_HIGH, die_cb, NULL, NULL);

  return __real_sb_server_send_finish (server, result, error);
}

static void
loaded_operations_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sb_operations_load_finish (SB_OPERATIONS (source), result, &error))
    g_error ("the changes: %s", error->message);
  *(gboolean *) user_data = TRUE;
}

static void
loaded_jobs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sb_jobs_load_finish (SB_JOBS (source), result, &error))
    g_error ("the jobs: %s", error->message);
  *(gboolean *) user_data = TRUE;
}

static gboolean
tick_cb (gpointer clock)
{
  static gint64 start = 0;

  if (start == 0)
    start = g_ascii_strtoll (g_getenv ("SB_KILL_START"), NULL, 10);
  sb_clock_advance (clock, MAX (get_now (start) - sb_clock_get_now (clock), 0));

  return G_SOURCE_CONTINUE;
}

/* (transfer full): of what the tenant prints at its start */
static SbServer *
new_tenant_server (SbClock *clock)
{
  Tenant tenant = { NULL,
                    (char *) g_getenv ("SB_KILL_ADDRESS"),
                    (char *) g_getenv ("SB_KILL_USER"),
                    (char *) g_getenv ("SB_KILL_PASSWORD") };

  return tenant_new_server (&tenant, NULL, clock);
}

static void
print_states (void)
{
  for (SbJobState state = 0; state < SB_N_JOB_STATES; state++)
    g_print ("%s%u", state > 0 ? " " : "", sb_job_count (self.job, state));
  g_print ("\n");
}

/* kill-child DATABASE JOB CONFIGURATION SPACE DEVICE…: the JOBth job of the account */
int
main (int argc, char **argv)
{
  const guint n_jobs = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  const gint64 start = g_ascii_strtoll (g_getenv ("SB_KILL_START"), NULL, 10);
  g_autoptr (SbClock) clock = sb_clock_new_manual (get_now (start));
  g_autoptr (SbDatabase) database = sb_database_new (argv[1]);
  g_autoptr (SbServer) server = new_tenant_server (clock);
  g_autoptr (SbOperations) operations = sb_operations_new (NULL, clock, NULL);
  g_autoptr (SbJobs) jobs = sb_jobs_new (operations, clock);
  g_autoptr (GAsyncResult) closed = NULL;
  gboolean operations_loaded = FALSE;
  gboolean jobs_loaded = FALSE;

  if (g_getenv ("SB_KILL") != NULL)
    self.kill = g_strsplit (g_getenv ("SB_KILL"), " ", 3);
  g_timeout_add (5, tick_cb, clock);

  sb_operations_load_async (operations, database, loaded_operations_cb, &operations_loaded);
  wait_until (operations_loaded);
  sb_jobs_load_async (jobs, database, loaded_jobs_cb, &jobs_loaded);
  wait_until (jobs_loaded);
  if (g_list_model_get_n_items (G_LIST_MODEL (jobs)) == n_jobs)
    self.job = g_list_model_get_item (G_LIST_MODEL (jobs), 0);
  sb_operations_set_server (operations, server, g_getenv ("SB_KILL_ADDRESS"), "1", "somebody");

  if (self.job == NULL) {
    self.job = sb_job_new (SB_JOB_RESET_THEN_PUSH,
                           (const char *const *) argv + 5,
                           (gsize) argc - 5,
                           argv[3],
                           "Plan",
                           argv[4]);
    sb_jobs_submit (jobs, self.job);
  }

  while (sb_jobs_count_waiting (jobs) > 0 && sb_job_get_error (self.job) == NULL)
    g_main_context_iteration (NULL, TRUE);
  sb_database_close_async (database, loop_keep_result_cb, &closed);
  wait_until (closed != NULL);

  print_states ();
  if (sb_job_get_error (self.job) != NULL)
    g_printerr ("it stopped: %s\n", sb_job_get_error (self.job)->message);

  return sb_job_get_error (self.job) != NULL;
}
