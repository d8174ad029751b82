/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-remote-list"

#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-device.h"
#include "sb-remote-list.h"

typedef struct {
  FakeServer *server;
  SbRemoteList *list;
  GPtrArray *mirror; /* (element-type SbRow): what a view that hears of every change believes */
  guint n_emissions;
  guint n_changed; /* rows that came or went, as told */
} Fixture;

/* A view: it follows items-changed alone, and asks for the rows that came. */
static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_emissions++;
  fixture->n_changed += MAX (removed, added);
  g_assert_cmpuint (position + removed, <=, fixture->mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->mirror,
                        (int) (position + i),
                        g_list_model_get_item (model, position + i));
  g_assert_cmpuint (fixture->mirror->len, ==, g_list_model_get_n_items (model));
}

static void
set_up (Fixture *fixture, SbRemoteListMode mode)
{
  fixture->server = fake_server_new ();
  fixture->list = sb_remote_list_new (SB_SERVER (fixture->server), mode);
  fixture->mirror = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
watch (Fixture *fixture)
{
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture)
{
  g_signal_handlers_disconnect_by_data (fixture->list, fixture);
  g_assert_finalize_object (fixture->list);
  fake_server_release (fixture->server);
  loop_settle ();
  g_assert_finalize_object (fixture->server);
  g_ptr_array_unref (fixture->mirror);
}

static void
set_query (Fixture *fixture, SbCollection collection, const char *text)
{
  g_autoptr (SbQuery) query = sb_query_new (collection);

  sb_query_set_text (query, text);
  sb_remote_list_set_query (fixture->list, query);
}

static void
assert_ids (Fixture *fixture, guint start, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));

  for (guint i = start; i < n; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

    g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", sb_row_get_id (row));
  }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
assert_mirror (Fixture *fixture)
{
  g_assert_cmpuint (fixture->mirror->len,
                    ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->list)));
  for (guint i = 0; i < fixture->mirror->len; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

    g_assert_true (g_ptr_array_index (fixture->mirror, i) == row);
  }
}

static void
test_whole (void)
{
  Fixture fixture = { 0 };
  const char *const before[] = { "1", "2", "3", "4", "5" };
  const char *const after[] = { "6", "2", "4", "3", "5", "7" };
  g_autoptr (SbRow) third = NULL;
  g_autoptr (SbRow) gone = NULL;

  set_up (&fixture, SB_REMOTE_LIST_WHOLE);
  watch (&fixture);
  fake_server_set_ids (fixture.server, SB_COLLECTION_CONFIGURATIONS, before, G_N_ELEMENTS (before));

  set_query (&fixture, SB_COLLECTION_CONFIGURATIONS, NULL);
  g_assert_true (sb_remote_list_get_loading (fixture.list));
  g_assert_false (sb_remote_list_get_loaded (fixture.list));
  loop_settle ();
  g_assert_false (sb_remote_list_get_loading (fixture.list));
  g_assert_true (sb_remote_list_get_loaded (fixture.list));
  assert_ids (&fixture, 0, "1 2 3 4 5");
  g_assert_cmpuint (fixture.n_emissions, ==, 1);

  /* Nothing new: nothing is said. */
  third = g_list_model_get_item (G_LIST_MODEL (fixture.list), 2);
  gone = g_list_model_get_item (G_LIST_MODEL (fixture.list), 0);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (fixture.n_emissions, ==, 1);

  /* Other snapshots: rows stay, and say it themselves. */
  fake_server_set_name (fixture.server, "Other");
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (fixture.n_emissions, ==, 1);
  g_assert_cmpstr (
    sb_configuration_get_string (sb_row_get_snapshot (third), SB_CONFIGURATION_FIELD_NAME),
    ==,
    "Other 3");

  /* One went, one moved, two came. */
  fixture.n_changed = 0;
  fake_server_set_ids (fixture.server, SB_COLLECTION_CONFIGURATIONS, after, G_N_ELEMENTS (after));
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  assert_ids (&fixture, 0, "6 2 4 3 5 7");
  assert_mirror (&fixture);
  g_assert_cmpuint (fixture.n_changed, ==, 4);
  g_assert_true (g_ptr_array_index (fixture.mirror, 3) == third);

  /* Whoever kept a row finds the same one when it comes back. */
  fake_server_set_ids (fixture.server, SB_COLLECTION_CONFIGURATIONS, before, G_N_ELEMENTS (before));
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  assert_ids (&fixture, 0, "1 2 3 4 5");
  assert_mirror (&fixture);
  g_assert_true (g_ptr_array_index (fixture.mirror, 0) == gone);

  tear_down (&fixture);
}

/* The server may send 50 at most, and the collection may change while it is read. */
static void
test_whole_pages (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, SB_REMOTE_LIST_WHOLE);
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 120);
  fake_server_set_max_rows (fixture.server, 50);
  set_query (&fixture, SB_COLLECTION_DEVICES, NULL);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 120);
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES), ==, 3);
  g_assert_cmpint (
    sb_query_get_sort_field (fake_server_get_query (fixture.server, SB_COLLECTION_DEVICES)),
    ==,
    SB_QUERY_BY_ID);

  fake_server_hold_queries (fixture.server);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  fake_server_release (fixture.server);
  fake_server_remove (fixture.server, SB_COLLECTION_DEVICES, "4");
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 119);
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES), ==, 8);
  g_assert_null (sb_remote_list_find (fixture.list, "4", NULL));

  tear_down (&fixture);
}

/* Without a total there may always be more, until nothing comes. */
static void
test_silent (gconstpointer data)
{
  SbRemoteListMode mode = GPOINTER_TO_INT (data);
  Fixture fixture = { 0 };
  guint n_items = 0;

  set_up (&fixture, mode);
  fake_server_set_range (fixture.server, SB_COLLECTION_CONFIGURATIONS, 1, 740);
  fake_server_set_silent (fixture.server, TRUE);
  fake_server_set_max_rows (fixture.server, 50);
  set_query (&fixture, SB_COLLECTION_CONFIGURATIONS, NULL);
  loop_settle ();

  /* A person who scrolls to the end finds more there, until it is the end. */
  while (n_items != g_list_model_get_n_items (G_LIST_MODEL (fixture.list))) {
    g_autoptr (SbRow) last = NULL;

    n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture.list));
    last = g_list_model_get_item (G_LIST_MODEL (fixture.list), n_items - 1);
    loop_settle ();
  }
  g_assert_cmpuint (n_items, ==, 740);
  g_assert_nonnull (sb_remote_list_find (fixture.list, "740", NULL));

  tear_down (&fixture);
}

static void
test_put (void)
{
  Fixture fixture = { 0 };
  g_autoptr (SbRecord) new_one = NULL;
  guint position;

  set_up (&fixture, SB_REMOTE_LIST_WHOLE);
  watch (&fixture);
  fake_server_set_range (fixture.server, SB_COLLECTION_CONFIGURATIONS, 1, 3);
  set_query (&fixture, SB_COLLECTION_CONFIGURATIONS, NULL);
  loop_settle ();

  new_one = fake_server_make_record (fixture.server, SB_COLLECTION_CONFIGURATIONS, "9");
  sb_remote_list_put (fixture.list, new_one);
  assert_ids (&fixture, 0, "1 2 3 9");
  assert_mirror (&fixture);
  g_assert_nonnull (sb_remote_list_find (fixture.list, "9", &position));
  g_assert_cmpuint (position, ==, 3);

  /* What was not asked for yet is not older. */
  fake_server_insert (fixture.server, SB_COLLECTION_CONFIGURATIONS, 3, "9");
  sb_remote_list_refresh (fixture.list);
  sb_remote_list_put (fixture.list, new_one);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_CONFIGURATIONS),
                    ==,
                    2);
  assert_ids (&fixture, 0, "1 2 3 9");

  /* What is on its way may be: it is asked for anew, and takes nothing away. */
  fake_server_hold_queries (fixture.server);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  sb_remote_list_remove (fixture.list, "2");
  assert_ids (&fixture, 0, "1 3 9");
  assert_mirror (&fixture);
  fake_server_remove (fixture.server, SB_COLLECTION_CONFIGURATIONS, "2");
  fake_server_release (fixture.server);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_cancelled (fixture.server), ==, 1);
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_CONFIGURATIONS),
                    ==,
                    4);
  assert_ids (&fixture, 0, "1 3 9");
  assert_mirror (&fixture);

  tear_down (&fixture);
}

/* A server takes longer than it takes until a record is put again: what says nothing new disturbs
 * no reading, and records that change all the time do not keep one from ending. */
static void
test_put_while_slow (gconstpointer data)
{
  gboolean changing = GPOINTER_TO_INT (data);
  Fixture fixture = { 0 };
  guint n_cancelled;

  set_up (&fixture, SB_REMOTE_LIST_WHOLE);
  fake_server_set_range (fixture.server, SB_COLLECTION_CONFIGURATIONS, 1, 3);
  set_query (&fixture, SB_COLLECTION_CONFIGURATIONS, NULL);
  loop_settle ();

  fake_server_hold_queries (fixture.server);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  for (guint i = 0; i < 20; i++) {
    g_autofree char *name = g_strdup_printf ("Name %u", changing ? i : 0);
    g_autoptr (SbRecord) record = NULL;

    fake_server_set_name (fixture.server, name);
    record = fake_server_make_record (fixture.server, SB_COLLECTION_CONFIGURATIONS, "2");
    sb_remote_list_put (fixture.list, record);
    loop_settle ();
  }
  fake_server_release (fixture.server);
  loop_settle ();
  n_cancelled = fake_server_get_n_cancelled (fixture.server);
  g_assert_cmpuint (n_cancelled, >, 0);
  g_assert_cmpuint (n_cancelled, <, 5);

  /* What was read after that many is not newer than the last of them: it was read once more. */
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_CONFIGURATIONS),
                    ==,
                    2 + n_cancelled + (changing ? 1 : 0));
  g_assert_false (sb_remote_list_get_loading (fixture.list));
  g_assert_cmpstr (sb_configuration_get_string (
                     sb_row_get_snapshot (sb_remote_list_find (fixture.list, "2", NULL)),
                     SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   changing ? "Name 19 2" : "Name 0 2");

  tear_down (&fixture);
}

/* Whoever wants it read again before each reading ends has it read all the same. */
static void
test_wanted_again (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, SB_REMOTE_LIST_WHOLE);
  fake_server_set_range (fixture.server, SB_COLLECTION_CONFIGURATIONS, 1, 3);
  fake_server_hold_queries (fixture.server);
  set_query (&fixture, SB_COLLECTION_CONFIGURATIONS, NULL);
  loop_settle ();
  sb_remote_list_refresh (fixture.list);
  fake_server_release (fixture.server);
  fake_server_hold_queries (fixture.server);
  wait_until (fake_server_get_n_queries (fixture.server, SB_COLLECTION_CONFIGURATIONS) == 2);
  g_assert_true (sb_remote_list_get_loading (fixture.list));
  g_assert_true (sb_remote_list_get_loaded (fixture.list));

  tear_down (&fixture);
}

static void
test_failure (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "Planned");

  set_up (&fixture, SB_REMOTE_LIST_WHOLE);
  fake_server_set_range (fixture.server, SB_COLLECTION_CONFIGURATIONS, 1, 3);
  set_query (&fixture, SB_COLLECTION_CONFIGURATIONS, NULL);
  loop_settle ();

  fake_server_set_read_error (fixture.server, error);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_error (sb_remote_list_get_error (fixture.list), SB_ERROR, SB_ERROR_UNAVAILABLE);
  assert_ids (&fixture, 0, "1 2 3");

  fake_server_set_read_error (fixture.server, NULL);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_no_error (sb_remote_list_get_error (fixture.list));

  tear_down (&fixture);
}

/* (transfer full): the row at a position, after what asking for it brought about. */
static SbRow *
look_at (Fixture *fixture, guint position)
{
  SbRow *row = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  loop_settle ();

  return row;
}

static void
test_paged (void)
{
  Fixture fixture = { 0 };
  g_autoptr (SbRow) first = NULL;
  g_autoptr (SbRow) again = NULL;
  g_autoptr (SbRow) placeholder = NULL;
  gint64 kept;

  set_up (&fixture, SB_REMOTE_LIST_PAGED);
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 100000);
  set_query (&fixture, SB_COLLECTION_DEVICES, NULL);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 100000);
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES), ==, 1);

  /* A row that is not loaded is there at once, and becomes the row. */
  placeholder = g_list_model_get_item (G_LIST_MODEL (fixture.list), 54321);
  g_assert_cmpstr (sb_row_get_id (placeholder), ==, NULL);
  g_assert_null (sb_row_get_snapshot (placeholder));
  loop_settle ();
  g_assert_cmpstr (sb_row_get_id (placeholder), ==, "54322");
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES), ==, 2);

  /* Away over the whole list and back: what somebody holds is the same, the rest is let go. */
  first = look_at (&fixture, 7);
  for (guint i = 0; i < 100000; i += 500) {
    g_autoptr (SbRow) row = look_at (&fixture, i);

    g_assert_cmpstr (sb_row_get_id (row), ==, number_id (i + 1));
  }
  again = look_at (&fixture, 7);
  g_assert_true (again == first);
  g_assert_cmpstr (sb_row_get_id (again), ==, "8");
  g_assert_nonnull (sb_remote_list_find (fixture.list, "8", NULL));
  kept = 0;
  for (gint64 id = 1; id <= 100000; id++)
    kept += sb_remote_list_find (fixture.list, number_id (id), NULL) != NULL ? 1 : 0;
  g_assert_cmpint (kept, <=, 2100);

  tear_down (&fixture);
}

/* What came in at the top pushes the rest down; rows stay themselves. */
static void
test_paged_refresh (void)
{
  Fixture fixture = { 0 };
  g_autoptr (SbRow) row = NULL;
  guint position = 0;

  set_up (&fixture, SB_REMOTE_LIST_PAGED);
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 1000);
  set_query (&fixture, SB_COLLECTION_DEVICES, NULL);
  loop_settle ();
  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (fixture.mirror, g_list_model_get_item (G_LIST_MODEL (fixture.list), i));
  for (guint i = 300; i < 1000; i++)
    g_ptr_array_add (fixture.mirror, sb_row_new (NULL));
  loop_settle ();
  watch (&fixture);

  row = look_at (&fixture, 150);
  fake_server_insert (fixture.server, SB_COLLECTION_DEVICES, 0, "5000");
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 1001);
  g_assert_true (sb_remote_list_find (fixture.list, "151", &position) == row);
  g_assert_cmpuint (position, ==, 151);
  g_assert_cmpuint (fixture.n_changed, ==, 1);
  for (guint i = 0; i < 301; i++) {
    g_autoptr (SbRow) item = g_list_model_get_item (G_LIST_MODEL (fixture.list), i);

    g_assert_true (g_ptr_array_index (fixture.mirror, i) == item);
  }

  /* One less before it. */
  fake_server_remove (fixture.server, SB_COLLECTION_DEVICES, "10");
  fixture.n_changed = 0;
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 1000);
  g_assert_true (sb_remote_list_find (fixture.list, "151", &position) == row);
  g_assert_cmpuint (position, ==, 150);
  g_assert_cmpuint (fixture.n_changed, ==, 1);

  /* Fewer than what is looked at. */
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 40);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 40);
  g_assert_cmpuint (fixture.mirror->len, ==, 40);

  tear_down (&fixture);
}

/* A fast scroll: only the pages that were asked for last are read. */
static void
test_paged_cancel (void)
{
  Fixture fixture = { 0 };
  guint n_before;
  g_autoptr (SbRow) last = NULL;

  set_up (&fixture, SB_REMOTE_LIST_PAGED);
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 100000);
  set_query (&fixture, SB_COLLECTION_DEVICES, NULL);
  loop_settle ();
  n_before = fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES);

  fake_server_hold_queries (fixture.server);
  for (guint i = 1000; i < 50000; i += 100) {
    g_autoptr (SbRow) row = look_at (&fixture, i);
  }
  g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES) - n_before,
                    <,
                    490);
  last = look_at (&fixture, 50000);
  fake_server_release (fixture.server);
  loop_settle ();
  g_assert_cmpstr (sb_row_get_id (last), ==, "50001");
  g_assert_cmpuint (fake_server_get_n_cancelled (fixture.server) + 8,
                    >=,
                    fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES) - n_before);

  tear_down (&fixture);
}

static void
test_paged_failure (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error = sb_error_new (SB_ERROR_PROTOCOL, NULL, "Planned");
  g_autoptr (SbRow) row = NULL;
  g_autoptr (SbRow) neighbour = NULL;

  set_up (&fixture, SB_REMOTE_LIST_PAGED);
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 1000);
  set_query (&fixture, SB_COLLECTION_DEVICES, NULL);
  loop_settle ();

  fake_server_set_read_error (fixture.server, error);
  row = look_at (&fixture, 500);
  g_assert_true (sb_row_get_failed (row));
  neighbour = look_at (&fixture, 501);
  g_assert_true (sb_row_get_failed (neighbour));
  g_assert_error (sb_remote_list_get_error (fixture.list), SB_ERROR, SB_ERROR_PROTOCOL);

  fake_server_set_read_error (fixture.server, NULL);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_false (sb_row_get_failed (row));
  g_assert_cmpstr (sb_row_get_id (row), ==, "501");
  g_assert_no_error (sb_remote_list_get_error (fixture.list));

  tear_down (&fixture);
}

static void
test_query_changes (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, SB_REMOTE_LIST_PAGED);
  watch (&fixture);
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 10);
  fake_server_hold_queries (fixture.server);
  set_query (&fixture, SB_COLLECTION_DEVICES, "a");
  loop_settle ();
  set_query (&fixture, SB_COLLECTION_DEVICES, "ab");
  loop_settle ();
  set_query (&fixture, SB_COLLECTION_DEVICES, "ab");
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_waiting (fixture.server), ==, 2);
  fake_server_release (fixture.server);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_cancelled (fixture.server), ==, 1);
  g_assert_cmpuint (fixture.mirror->len, ==, 10);

  /* A load that is stopped leaves what is there. */
  fake_server_hold_queries (fixture.server);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  sb_remote_list_stop (fixture.list);
  g_assert_false (sb_remote_list_get_loading (fixture.list));
  fake_server_release (fixture.server);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_cancelled (fixture.server), ==, 2);
  g_assert_cmpuint (fixture.mirror->len, ==, 10);

  tear_down (&fixture);
}

static void
search_once_cb (SbRemoteList *list, GParamSpec *pspec, Fixture *fixture)
{
  const char *const other[] = { "7", "8" };

  g_signal_handlers_disconnect_by_func (list, search_once_cb, fixture);
  fake_server_set_ids (fixture->server, SB_COLLECTION_DEVICES, other, G_N_ELEMENTS (other));
  fake_server_hold_queries (fixture->server);
  set_query (fixture, SB_COLLECTION_DEVICES, "other");
}

/* Whoever hears of the first page may ask for something else: the rows that came with it belong to
 * a query that is over. */
static void
test_query_changes_while_told (gconstpointer data)
{
  Fixture fixture = { 0 };
  const char *const ids[] = { "1", "2", "3" };

  set_up (&fixture, (SbRemoteListMode) GPOINTER_TO_UINT (data));
  watch (&fixture);
  fake_server_set_ids (fixture.server, SB_COLLECTION_DEVICES, ids, G_N_ELEMENTS (ids));
  g_signal_connect (fixture.list, "notify::page", G_CALLBACK (search_once_cb), &fixture);
  set_query (&fixture, SB_COLLECTION_DEVICES, NULL);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 0);
  g_assert_true (sb_remote_list_get_loading (fixture.list));

  fake_server_release (fixture.server);
  loop_settle ();
  assert_ids (&fixture, 0, "7 8");
  assert_mirror (&fixture);
  g_assert_false (sb_remote_list_get_loading (fixture.list));

  tear_down (&fixture);
}

/* Whatever a server makes of its collection, a view that follows items-changed ends with what the
 * list has. */
static void
test_random (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

  set_up (&fixture, SB_REMOTE_LIST_PAGED);
  watch (&fixture);
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 350);
  set_query (&fixture, SB_COLLECTION_DEVICES, NULL);
  loop_settle ();

  for (guint round = 0; round < 300; round++) {
    guint n = (guint) g_rand_int_range (random, 0, 450);
    g_autoptr (GPtrArray) ids = g_ptr_array_new ();

    for (guint i = 0; i < n; i++)
      g_ptr_array_insert (ids,
                          g_rand_int_range (random, MAX ((int) i - 8, 0), (int) i + 1),
                          (gpointer) number_id (i + 1));
    fake_server_set_ids (fixture.server, SB_COLLECTION_DEVICES, sb_ids_peek (ids, NULL), n);
    sb_remote_list_refresh (fixture.list);
    loop_settle ();
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, n);
    assert_mirror (&fixture);
    loop_settle ();
    if (round % 10 == 0) {
      sb_remote_list_refresh (fixture.list);
      loop_settle ();
      for (guint i = 0; i < n; i++) {
        SbRow *row = g_ptr_array_index (fixture.mirror, i);

        g_assert_cmpstr (sb_row_get_id (row), ==, g_ptr_array_index (ids, i));
      }
    }
  }

  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remote-list/whole/refresh", test_whole);
  g_test_add_func ("/remote-list/whole/pages", test_whole_pages);
  g_test_add_data_func ("/remote-list/whole/no-total",
                        GINT_TO_POINTER (SB_REMOTE_LIST_WHOLE),
                        test_silent);
  g_test_add_data_func ("/remote-list/paged/no-total",
                        GINT_TO_POINTER (SB_REMOTE_LIST_PAGED),
                        test_silent);
  g_test_add_func ("/remote-list/whole/put", test_put);
  g_test_add_data_func ("/remote-list/whole/put-the-same-while-slow",
                        GINT_TO_POINTER (FALSE),
                        test_put_while_slow);
  g_test_add_data_func ("/remote-list/whole/put-others-while-slow",
                        GINT_TO_POINTER (TRUE),
                        test_put_while_slow);
  g_test_add_func ("/remote-list/whole/wanted-again", test_wanted_again);
  g_test_add_func ("/remote-list/whole/failure", test_failure);
  g_test_add_func ("/remote-list/paged/window", test_paged);
  g_test_add_func ("/remote-list/paged/refresh", test_paged_refresh);
  g_test_add_func ("/remote-list/paged/cancel", test_paged_cancel);
  g_test_add_func ("/remote-list/paged/failure", test_paged_failure);
  g_test_add_func ("/remote-list/paged/query", test_query_changes);
  g_test_add_data_func ("/remote-list/paged/query-while-told",
                        GUINT_TO_POINTER (SB_REMOTE_LIST_PAGED),
                        test_query_changes_while_told);
  g_test_add_data_func ("/remote-list/whole/query-while-told",
                        GUINT_TO_POINTER (SB_REMOTE_LIST_WHOLE),
                        test_query_changes_while_told);
  g_test_add_func ("/remote-list/paged/random", test_random);

  return g_test_run ();
}
