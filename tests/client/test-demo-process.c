/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo tenant's program as it should be, and as it should not. */

#include "loop.h"
#include "sb-demo-process.h"
#include "sb-error.h"

#include <glib/gstdio.h>

/* Prints its line, and lives until its standard input closes. */
#define GOOD                                                                                       \
  "echo '{\"baseUrl\":\"http://127.0.0.1:4711\",\"user\":\"u\",\"password\":\"p'$$'\","            \
  "\"dmPartitionId\":3}'\ncat >/dev/null\n"

typedef struct {
  char *folder;
  SbClock *clock;
  SbDemoProcess *demo;
  guint n_running; /* how often `running` changed */
  guint n_moved;
  guint n_failed;
} Fixture;

/* The program is a script of the shell. */
static void
write_program (Fixture *fixture, const char *script)
{
  g_autofree char *path = g_build_filename (fixture->folder, "program", NULL);
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0700, &error);
  g_assert_no_error (error);
  g_setenv ("SIGNALBOX_DEMO_TENANT", path, TRUE);
}

static char *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
set_up (Fixture *fixture, gconstpointer manual)
{
  fixture->folder = g_dir_make_tmp ("signalbox-demo-XXXXXX", NULL);
  fixture->clock = manual != NULL ? sb_clock_new_manual (0) : sb_clock_new_system ();
  fixture->demo = sb_demo_process_new (fixture->clock);
  g_signal_connect_swapped (fixture->demo,
                            "running-changed",
                            G_CALLBACK (count_cb),
                            &fixture->n_running);
  g_signal_connect_swapped (fixture->demo, "moved", G_CALLBACK (count_cb), &fixture->n_moved);
  g_signal_connect_swapped (fixture->demo, "failed", G_CALLBACK (count_cb), &fixture->n_failed);
  g_unsetenv ("SIGNALBOX_DEMO_ARGS");
}

static void
stop (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_demo_process_stop_async (fixture->demo, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_demo_process_stop_finish (fixture->demo, result);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "program", "runs", "arguments", "pid" };

  gpointer demo = fixture->demo;
  gpointer clock = fixture->clock;

  stop (fixture);
  /* Nothing keeps them: neither a reader nor a timer is left. */
  g_object_add_weak_pointer (demo, &demo);
  g_object_add_weak_pointer (clock, &clock);
  g_clear_object (&fixture->demo);
  g_clear_object (&fixture->clock);
  wait_until (demo == NULL && clock == NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* FALSE, so that it can stand beside what is waited for. */
static gboolean
pass_time (Fixture *fixture, gint64 step)
{
  if (step > 0)
    sb_clock_advance (fixture->clock, step);

  return FALSE;
}

static gboolean
finish (Fixture *fixture, GAsyncResult **result, gint64 step, GError **error)
{
  gboolean good;

  wait_until (*result != NULL || pass_time (fixture, step));
  good = sb_demo_process_start_finish (fixture->demo, *result, error);
  g_clear_object (result);

  return good;
}

static gboolean
start (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_demo_process_start_async (fixture->demo, NULL, loop_keep_result_cb, &result);

  return finish (fixture, &result, 0, error);
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  SbAccount *account = sb_demo_process_get_account (fixture->demo);
  g_autoptr (GError) error = NULL;
  g_autofree char *arguments = NULL;
  g_autofree char *program = NULL;

  program = g_strdup_printf ("echo \"$*\" > %s/arguments\n" GOOD, fixture->folder);
  write_program (fixture, program);
  g_setenv ("SIGNALBOX_DEMO_ARGS", "--speed 600 --fault 'GET * 503 0.5'", TRUE);
  g_assert_false (sb_demo_process_get_running (fixture->demo));
  g_assert_null (sb_demo_process_get_secret (fixture->demo));

  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_true (sb_demo_process_get_running (fixture->demo));
  g_assert_true (sb_account_is_demo (account));
  g_assert_cmpstr (sb_account_get_id (account), ==, SB_ACCOUNT_DEMO_ID);
  g_assert_cmpstr (sb_account_get_address (account), ==, "http://127.0.0.1:4711");
  g_assert_cmpstr (sb_account_get_user_name (account), ==, "u");
  g_assert_cmpstr (sb_account_get_device_space (account), ==, "3");
  g_assert_true (sb_account_get_use_unpublished_calls (account));
  g_assert_true (
    g_str_has_prefix (sb_secret_peek (sb_demo_process_get_secret (fixture->demo)), "p"));

  arguments = read_file (fixture, "arguments");
  g_assert_true (g_str_has_prefix (arguments, "--port 0 --database /"));
  g_assert_nonnull (strstr (arguments, "/signalbox/demo.sqlite "));
  g_assert_true (g_str_has_suffix (arguments, "--speed 600 --fault GET * 503 0.5\n"));

  /* It is there already. */
  g_assert_true (start (fixture, &error));
  stop (fixture);
  g_assert_false (sb_demo_process_get_running (fixture->demo));
}

static void
keep_path_cb (SbDemoProcess *demo, const char *path, GPtrArray *paths)
{
  g_ptr_array_add (paths, g_strdup (path));
}

/* Told once, to who waits for the start or not. */
static void
test_set_aside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->demo, "set-aside", G_CALLBACK (keep_path_cb), paths);
  write_program (fixture,
                 "echo '{\"baseUrl\":\"http://127.0.0.1:4711\",\"user\":\"u\",\"password\":\"p\","
                 "\"dmPartitionId\":3,\"setAside\":\"/there/demo.sqlite.format-3\"}'\n"
                 "cat >/dev/null\n");
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_true (start (fixture, &error));
  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (paths, 0), ==, "/there/demo.sqlite.format-3");

  stop (fixture);
  write_program (fixture, GOOD);
  g_assert_true (start (fixture, &error));
  g_assert_cmpuint (paths->len, ==, 1);
}

static void
assert_fails (Fixture *fixture, const char *script, SbError code, const char *said)
{
  g_autoptr (GError) error = NULL;

  write_program (fixture, script);
  g_assert_false (start (fixture, &error));
  g_assert_error (error, SB_ERROR, (int) code);
  g_assert_cmpstr (sb_error_get_details (error)->server_message, ==, said);
  g_assert_false (sb_demo_process_get_running (fixture->demo));
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) unquoted = NULL;

  assert_fails (fixture, "exit 1\n", SB_ERROR_UNAVAILABLE, NULL);
  assert_fails (fixture, "exit 99\n", SB_ERROR_UNAVAILABLE, NULL);
  assert_fails (fixture, "kill -9 $$\n", SB_ERROR_UNAVAILABLE, NULL);
  assert_fails (fixture,
                "echo 'no such option' >&2\nexit 1\n",
                SB_ERROR_UNAVAILABLE,
                "no such option");
  assert_fails (fixture, "echo hello\ncat >/dev/null\n", SB_ERROR_PROTOCOL, NULL);
  assert_fails (fixture, "echo\ncat >/dev/null\n", SB_ERROR_PROTOCOL, NULL);
  assert_fails (fixture, "yes | tr -d '\\n'\n", SB_ERROR_PROTOCOL, NULL);
  assert_fails (fixture,
                "echo '{\"baseUrl\":\"https://example.com\",\"user\":\"u\",\"password\":\"p\","
                "\"dmPartitionId\":3}'\ncat >/dev/null\n",
                SB_ERROR_PROTOCOL,
                NULL);

  g_setenv ("SIGNALBOX_DEMO_TENANT", "/nonexistent/program", TRUE);
  g_assert_false (start (fixture, &missing));
  g_assert_error (missing, SB_ERROR, SB_ERROR_UNAVAILABLE);

  write_program (fixture, GOOD);
  g_setenv ("SIGNALBOX_DEMO_ARGS", "--seed '7", TRUE);
  g_assert_false (start (fixture, &unquoted));
  g_assert_error (unquoted, SB_ERROR, SB_ERROR_UNAVAILABLE);

  /* A failed start does not stand in the way of the next. */
  g_setenv ("SIGNALBOX_DEMO_ARGS", " ", TRUE);
  g_assert_true (start (fixture, NULL));
}

/* A disk that refuses is told as what it is: see the demo tenant's README. */
static void
test_storage (Fixture *fixture, gconstpointer data)
{
  static const struct {
    int status;
    SbStorageProblem problem;
  } cases[] = {
    { 2, SB_STORAGE_FOREIGN },
    { 3, SB_STORAGE_FULL },
    { 4, SB_STORAGE_REFUSED },
    { 5, SB_STORAGE_IN_USE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *script = g_strdup_printf ("echo odd >&2\nexit %d\n", cases[i].status);
    g_autoptr (GError) error = NULL;

    write_program (fixture, script);
    g_assert_false (start (fixture, &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_STORAGE);
    g_assert_cmpint (sb_error_get_storage_problem (error), ==, cases[i].problem);
    g_assert_cmpstr (sb_error_get_details (error)->server_message, ==, "odd");
  }
}

static void
keep_error_cb (SbDemoProcess *demo, const GError *error, GError **kept)
{
  *kept = g_error_copy (error);
}

/* The disk got full while it ran: that is told at once, since it would be again. */
static void
test_gets_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *script = g_strdup_printf ("echo run >> %s/runs\n"
                                             "echo '{\"baseUrl\":\"http://127.0.0.1:4711\","
                                             "\"user\":\"u\",\"password\":\"p\","
                                             "\"dmPartitionId\":3}'\nexit 3\n",
                                             fixture->folder);
  g_autofree char *runs = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->demo, "failed", G_CALLBACK (keep_error_cb), &error);
  write_program (fixture, script);
  g_assert_true (start (fixture, NULL));
  wait_until (error != NULL);
  g_assert_error (error, SB_ERROR, SB_ERROR_STORAGE);
  g_assert_cmpint (sb_error_get_storage_problem (error), ==, SB_STORAGE_FULL);
  runs = read_file (fixture, "runs");
  g_assert_cmpstr (runs, ==, "run\n");
}

/* It never says anything: half a minute, and it is killed. */
static void
test_silent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  write_program (fixture, "trap '' TERM HUP\ncat >/dev/null\n");
  sb_demo_process_start_async (fixture->demo, NULL, loop_keep_result_cb, &result);
  g_assert_false (finish (fixture, &result, 100, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_DEADLINE);
}

/* Stopped, or not waited for any more, while it starts. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) stopped = NULL;

  write_program (fixture, "cat >/dev/null\n");
  sb_demo_process_start_async (fixture->demo, cancellable, loop_keep_result_cb, &first);
  sb_demo_process_start_async (fixture->demo, NULL, loop_keep_result_cb, &second);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (fixture, &first, 0, &cancelled));
  g_assert_error (cancelled, SB_ERROR, SB_ERROR_CANCELLED);
  g_assert_null (second);

  stop (fixture);
  g_assert_false (finish (fixture, &second, 0, &stopped));
  g_assert_error (stopped, SB_ERROR, SB_ERROR_CANCELLED);
}

/* FALSE, so that it can stand beside what is waited for. When it died, the time goes on until it is
 * started again. */
static gboolean
bring_back (Fixture *fixture, guint *seen)
{
  if (!sb_demo_process_get_running (fixture->demo) && fixture->n_running != *seen) {
    *seen = fixture->n_running;
    sb_clock_advance (fixture->clock, 8000);
  }

  return FALSE;
}

static void
wait_for_count (Fixture *fixture, guint *count, guint wanted)
{
  guint seen = 0;

  wait_until (*count >= wanted || bring_back (fixture, &seen));
}

/* It dies: it is started again, on the port where it was. */
static void
test_dies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *script = NULL;
  g_autofree char *arguments = NULL;

  script = g_strdup_printf ("echo $1 $2 >> %s/arguments\n"
                            "echo '{\"baseUrl\":\"http://127.0.0.1:4711\",\"user\":\"u\","
                            "\"password\":\"p\",\"dmPartitionId\":3}'\n"
                            "[ -e %s/runs ] && cat >/dev/null\n"
                            "touch %s/runs\n",
                            fixture->folder,
                            fixture->folder,
                            fixture->folder);
  write_program (fixture, script);
  g_assert_true (start (fixture, NULL));

  /* Running, not running, running. */
  wait_for_count (fixture, &fixture->n_running, 3);
  g_assert_true (sb_demo_process_get_running (fixture->demo));
  g_assert_cmpuint (fixture->n_moved, ==, 0);
  arguments = read_file (fixture, "arguments");
  g_assert_cmpstr (arguments, ==, "--port 0\n--port 4711\n");
}

/* It dies again and again: that is told in the end. */
static void
test_keeps_dying (Fixture *fixture, gconstpointer data)
{
  write_program (fixture,
                 "echo '{\"baseUrl\":\"http://127.0.0.1:4711\",\"user\":\"u\",\"password\":\"p\","
                 "\"dmPartitionId\":3}'\n");
  g_assert_true (start (fixture, NULL));
  wait_for_count (fixture, &fixture->n_failed, 1);
  g_assert_false (sb_demo_process_get_running (fixture->demo));
}

static void
test_afresh (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database =
    g_build_filename (g_get_user_data_dir (), "signalbox", "demo.sqlite", NULL);
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  write_program (fixture, "touch \"$4\" \"$4-wal\"\n" GOOD);
  g_assert_true (start (fixture, NULL));
  g_assert_true (g_file_test (database, G_FILE_TEST_EXISTS));

  write_program (fixture, "[ -e \"$4\" ] && exit 1\n[ -e \"$4-wal\" ] && exit 1\n" GOOD);
  sb_demo_process_start_afresh_async (fixture->demo, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_demo_process_start_afresh_finish (fixture->demo, result, &error));
  g_assert_no_error (error);
  /* Another process has another password. */
  g_assert_cmpuint (fixture->n_moved, ==, 1);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

/* It ends when its standard input closes, as it does when the application ends. */
static void
test_ends_with_us (Fixture *fixture, gconstpointer data)
{
  g_autofree char *script =
    g_strdup_printf ("echo $$ > %s/pid\n" GOOD "rm %s/pid\n", fixture->folder, fixture->folder);
  g_autofree char *pid_file = g_build_filename (fixture->folder, "pid", NULL);

  write_program (fixture, script);
  g_assert_true (start (fixture, NULL));
  g_assert_true (g_file_test (pid_file, G_FILE_TEST_EXISTS));

  g_clear_object (&fixture->demo);
  wait_until (!g_file_test (pid_file, G_FILE_TEST_EXISTS));
  fixture->demo = sb_demo_process_new (fixture->clock);
}

/* The program itself. */
static void
test_real (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *password = NULL;

  g_setenv ("SIGNALBOX_DEMO_TENANT", g_getenv ("SIGNALBOX_TEST_TENANT"), TRUE);
  g_setenv ("SIGNALBOX_DEMO_ARGS", "--devices 60 --seed 7", TRUE);
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  password = g_strdup (sb_secret_peek (sb_demo_process_get_secret (fixture->demo)));
  g_assert_cmpstr (password, !=, "");

  /* It keeps its password in its file, until it starts afresh. */
  stop (fixture);
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sb_secret_peek (sb_demo_process_get_secret (fixture->demo)), ==, password);

  sb_demo_process_start_afresh_async (fixture->demo, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_demo_process_start_afresh_finish (fixture->demo, result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sb_secret_peek (sb_demo_process_get_secret (fixture->demo)), !=, password);
}

int
main (int argc, char *argv[])
{
  const gconstpointer manual = "manual";

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/demo-process/good", Fixture, NULL, set_up, test_good, tear_down);
  g_test_add ("/demo-process/set-aside", Fixture, NULL, set_up, test_set_aside, tear_down);
  g_test_add ("/demo-process/bad", Fixture, NULL, set_up, test_bad, tear_down);
  g_test_add ("/demo-process/storage", Fixture, NULL, set_up, test_storage, tear_down);
  g_test_add ("/demo-process/gets-full", Fixture, NULL, set_up, test_gets_full, tear_down);
  g_test_add ("/demo-process/silent", Fixture, manual, set_up, test_silent, tear_down);
  g_test_add ("/demo-process/given-up", Fixture, NULL, set_up, test_given_up, tear_down);
  g_test_add ("/demo-process/dies", Fixture, manual, set_up, test_dies, tear_down);
  g_test_add ("/demo-process/keeps-dying", Fixture, manual, set_up, test_keeps_dying, tear_down);
  g_test_add ("/demo-process/afresh", Fixture, NULL, set_up, test_afresh, tear_down);
  g_test_add ("/demo-process/ends-with-us", Fixture, NULL, set_up, test_ends_with_us, tear_down);
  g_test_add ("/demo-process/real", Fixture, NULL, set_up, test_real, tear_down);

  return g_test_run ();
}
