/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which records are known to be old ones, from when on, and what that takes. */

#define G_LOG_DOMAIN "test-old-record-finder"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-old-record-finder.h"

#define NOW G_GINT64_CONSTANT (1735689600000)
#define DAY ((gint64) 24 * 60 * 60 * 1000)

typedef struct {
  FakeServer *server;
  SbClock *clock;
  GCancellable *cancellable;
  SbOldRecordFinder *finder;
  guint n_changed;
} Test;

static void
changed_cb (Test *test)
{
  test->n_changed++;
}

static void
set_up (Test *test, gconstpointer data)
{
  test->server = fake_server_new ();
  test->clock = sb_clock_new_manual (NOW);
  test->cancellable = g_cancellable_new ();
  test->finder =
    sb_old_record_finder_new (SB_SERVER (test->server), test->clock, test->cancellable);
  g_signal_connect_swapped (test->finder, "changed", G_CALLBACK (changed_cb), test);
  for (guint i = 1; i <= 2; i++) {
    SbRecord *space = sb_record_new (SB_TYPE_DEVICE_SPACE);

    sb_record_set_id (space, SB_DEVICE_SPACE_FIELD_ID, number_id (i));
    fake_server_put (test->server, SB_COLLECTION_DEVICE_SPACES, sb_record_seal (space));
  }
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_cancellable_cancel (test->cancellable);
  wait_until (!g_main_context_pending (NULL));
  g_assert_finalize_object (test->finder);
  g_assert_finalize_object (test->server);
  g_object_unref (test->cancellable);
  g_object_unref (test->clock);
}

/* (transfer none): of the server */
static SbDevice *
put (Test *test, guint id, const char *serial, const char *imei, const char *state, gint64 at)
{
  SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_id (device, SB_DEVICE_FIELD_ID, number_id (id));
  sb_record_set_id (device, SB_DEVICE_FIELD_SPACE_ID, number_id (id % 2 + 1));
  sb_record_set_string (device, SB_DEVICE_FIELD_SERIAL_NUMBER, serial);
  sb_record_set_string (device, SB_DEVICE_FIELD_IMEI, imei);
  sb_record_set_enum_word (device,
                           SB_DEVICE_FIELD_REGISTRATION_STATE,
                           sb_enum_find (sb_registration_state_get_type (), state),
                           state);
  sb_record_set_int64 (device, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME, at);
  sb_record_set_int64 (device, SB_DEVICE_FIELD_LAST_CHECKIN, at);
  fake_server_put (test->server, SB_COLLECTION_DEVICES, sb_record_seal (device));

  return fake_server_find (test->server, SB_COLLECTION_DEVICES, number_id (id));
}

static void
read_records (Test *test)
{
  gint64 before = sb_old_record_finder_get_read_at (test->finder);

  sb_old_record_finder_want (test->finder);
  sb_clock_advance (test->clock, 2000);
  wait_until (sb_old_record_finder_get_read_at (test->finder) != before);
}

/* (nullable) (transfer none) */
static SbDevice *
find_newer (Test *test, SbDevice *device)
{
  SbEvidence evidence = { .device = device };

  sb_old_record_finder_tell (test->finder, &evidence);

  return evidence.newer;
}

static const char *
find_id (GPtrArray *old, guint index, gboolean newer)
{
  const SbOldRecord *found = g_ptr_array_index (old, index);

  return sb_device_get_id (newer ? found->newer : found->record, SB_DEVICE_FIELD_ID);
}

/* Nothing is read until somebody looks, then once, again when it is asked for, and again when it
 * was long ago; what cannot be read is tried again sooner. */
static void
test_when (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) nothing = NULL;
  SbDevice *active = put (test, 2, "SERIAL-2", NULL, "active", NOW);

  put (test, 1, "SERIAL-2", NULL, "wiped", NOW - DAY);
  nothing = sb_old_record_finder_find (test->finder, active);
  g_assert_cmpuint (nothing->len, ==, 0);
  sb_old_record_finder_refresh (test->finder);
  sb_clock_advance (test->clock, 60 * 60 * 1000);
  g_assert_cmpuint (fake_server_get_n_reads (test->server), ==, 0);

  fake_server_will_fail_read (test->server, SB_ERROR_UNAVAILABLE);
  sb_old_record_finder_want (test->finder);
  sb_clock_advance (test->clock, 2000);
  wait_until (fake_server_get_n_reads (test->server) == 1);
  wait_until (!g_main_context_pending (NULL));
  sb_old_record_finder_want (test->finder);
  sb_clock_advance (test->clock, 2000);
  g_assert_cmpuint (fake_server_get_n_reads (test->server), ==, 1);
  sb_clock_advance (test->clock, 60 * 1000);
  read_records (test);
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES), ==, 2);
  g_assert_cmpuint (test->n_changed, ==, 1);

  sb_old_record_finder_want (test->finder);
  sb_clock_advance (test->clock, 10 * 60 * 1000);
  sb_old_record_finder_want (test->finder);
  sb_clock_advance (test->clock, 2000);
  wait_until (!g_main_context_pending (NULL));
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES), ==, 2);
  sb_old_record_finder_refresh (test->finder);
  wait_until (test->n_changed == 2);
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES), ==, 4);
  sb_clock_advance (test->clock, 15 * 60 * 1000);
  read_records (test);
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES), ==, 6);
}

/* A device that is shown is matched at once; whoever was shown before it is told. */
static void
test_shown (Test *test, gconstpointer data)
{
  SbDevice *wiped = put (test, 1, "SERIAL-2", NULL, "wiped", NOW - DAY);
  SbDevice *active = put (test, 2, "SERIAL-2", NULL, "active", NOW);
  SbDevice *other = put (test, 3, "SERIAL-3", NULL, "active", NOW);
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) again = NULL;
  SbEvidence evidence = { .device = active };

  read_records (test);
  old = sb_old_record_finder_find (test->finder, active);
  g_assert_cmpuint (old->len, ==, 1);
  g_assert_cmpstr (find_id (old, 0, FALSE), ==, number_id (1));
  g_assert_cmpstr (find_id (old, 0, TRUE), ==, number_id (2));
  none = sb_old_record_finder_find (test->finder, other);
  g_assert_cmpuint (none->len, ==, 0);
  wait_until (test->n_changed == 2);

  g_assert_true (find_newer (test, wiped) == active);
  sb_old_record_finder_tell (test->finder, &evidence);
  g_assert_null (evidence.newer);
  g_assert_true (evidence.old == wiped);

  /* Deleted. */
  sb_old_record_finder_remove (test->finder, (const char *const[]){ number_id (1) }, 1);
  g_assert_cmpuint (test->n_changed, ==, 3);
  again = sb_old_record_finder_find (test->finder, active);
  g_assert_cmpuint (again->len, ==, 0);

  /* Its row is shown until the list is read again, and does not bring it back. */
  g_assert_null (find_newer (test, wiped));
  g_clear_pointer (&again, g_ptr_array_unref);
  again = sb_old_record_finder_find (test->finder, active);
  g_assert_cmpuint (again->len, ==, 0);
}

/* The newer record of one that is shown is looked for in every space, once, and by an IMEI as it is
 * written there. */
static void
test_sought (Test *test, gconstpointer data)
{
  SbDevice *wiped = put (test, 1, NULL, "49 015420 323751 8", "wipe-pending", NOW - DAY);
  SbDevice *lonely = put (test, 3, "SERIAL-3", NULL, "retired", NOW - DAY);
  guint n_queries;

  put (test, 2, NULL, "490154203237518", "active", NOW);
  read_records (test);
  n_queries = fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES);

  g_assert_null (find_newer (test, wiped));
  g_assert_null (find_newer (test, lonely));
  wait_until (test->n_changed == 2);
  g_assert_cmpstr (sb_device_get_id (find_newer (test, wiped), SB_DEVICE_FIELD_ID),
                   ==,
                   number_id (2));
  /* Two spaces, by serial number and IMEI; both records in one. */
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES),
                    ==,
                    n_queries + 4);

  g_assert_null (find_newer (test, lonely));
  wait_until (!g_main_context_pending (NULL));
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES),
                    ==,
                    n_queries + 4);
}

/* Hundreds of records are put in order without holding the main loop. */
static void
test_many (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) old = NULL;

  for (guint i = 0; i < 1200; i++) {
    g_autofree char *serial = g_strdup_printf ("SERIAL-%u", i);

    put (test, i + 10, serial, NULL, "retired", NOW - DAY);
  }
  read_records (test);
  old = sb_old_record_finder_find (test->finder, put (test, 2, "SERIAL-1199", NULL, "active", NOW));
  g_assert_cmpuint (old->len, ==, 1);
  g_assert_cmpstr (find_id (old, 0, FALSE), ==, number_id (1209));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/old-record-finder/" name, Test, NULL, set_up, func, tear_down)

  ADD ("when", test_when);
  ADD ("shown", test_shown);
  ADD ("sought", test_sought);
  ADD ("many", test_many);

  return g_test_run ();
}
