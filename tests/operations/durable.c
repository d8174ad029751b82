/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "durable"

#include "durable.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

static void
load (SbOperations *operations, SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sb_operations_load_async (operations, database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_operations_load_finish (operations, result, &error));
  g_assert_no_error (error);
}

void
durable_set_up (Durable *durable, gconstpointer data)
{
  g_autofree char *path = NULL;

  /* In memory, where there is such a folder: what is asked of the disk is tested in ../store. */
  durable->folder = g_build_filename (
    g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir (),
    "signalbox-durable-XXXXXX",
    NULL);
  g_assert_nonnull (g_mkdtemp (durable->folder));
  path = g_build_filename (durable->folder, "now", "account.sqlite", NULL);
  fixture_set_up (&durable->now, NULL);
  durable->database = sb_database_new (path);
  load (durable->now.operations, durable->database);
  sb_operations_set_server (durable->now.operations,
                            SB_SERVER (durable->now.server),
                            DURABLE_ADDRESS,
                            "1",
                            "anna");
}

void
durable_close_database (SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_database_close_async (database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_database_close_finish (database, result);
}

void
durable_set_full (gboolean is_full)
{
  struct rlimit limits;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limits));
  limits.rlim_cur = is_full ? 0 : RLIM_INFINITY;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limits));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
end_fixture (Fixture *fixture, SbDatabase *database)
{
  durable_close_database (database);
  wait_until (G_OBJECT (fixture->operations)->ref_count == 1);
  fixture_tear_down (fixture, NULL);
}

void
durable_tear_down (Durable *durable, gconstpointer data)
{
  /* What it sent is answered after all: that is another process's affair. */
  fake_server_release (durable->now.server);
  wait_until (!sb_operations_get_busy (durable->now.operations));
  end_fixture (&durable->now, durable->database);
  g_object_unref (durable->database);
  if (durable->later.clock != NULL)
    end_fixture (&durable->later, durable->later_database);
  g_clear_object (&durable->later_database);
  remove_tree (durable->folder);
  g_free (durable->folder);
}

static void
copy_file (Durable *durable, const char *name)
{
  g_autofree char *from = g_build_filename (durable->folder, "now", name, NULL);
  g_autofree char *folder = g_build_filename (durable->folder, "later", NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_mkdir_with_parents (folder, 0700) == 0);
  if (g_file_get_contents (from, &contents, &length, NULL))
    g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
}

void
durable_die (Durable *durable, gint64 delay)
{
  g_autofree char *path = g_build_filename (durable->folder, "later", "account.sqlite", NULL);

  copy_file (durable, "account.sqlite");
  copy_file (durable, "account.sqlite-wal");
  fixture_set_up (&durable->later, NULL);
  sb_clock_advance (durable->later.clock,
                    sb_clock_get_now (durable->now.clock) - sb_clock_get_now (durable->later.clock)
                      + delay);
  g_object_unref (durable->later.operations);
  durable->later.operations = sb_operations_new (NULL, durable->later.clock, NULL);
  durable->later_database = sb_database_new (path);
  load (durable->later.operations, durable->later_database);
}

SbChange *
durable_get_change (Durable *durable, guint position)
{
  g_autoptr (SbChange)
    change = g_list_model_get_item (G_LIST_MODEL (durable->later.operations), position);

  g_assert_nonnull (change);

  return change;
}

void
durable_go_on (Durable *durable, const char *address, const char *tenant)
{
  sb_operations_set_server (durable->later.operations,
                            SB_SERVER (durable->later.server),
                            address,
                            tenant,
                            "anna");
}

void
durable_finish_later (Durable *durable)
{
  for (guint i = 0; sb_operations_get_busy (durable->later.operations) && i < 200000; i++) {
    sb_clock_advance (durable->later.clock, 1000);
    loop_turn ();
    loop_settle ();
  }
  wait_until (!sb_operations_get_busy (durable->later.operations));
}

void
durable_finish (Durable *durable, SbChange *change)
{
  wait_until (sb_change_is_over (change));
}
