/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of a collection without random access grows as one scrolls. */

#define G_LOG_DOMAIN "test-sequential-list"

#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-device.h"
#include "sb-remote-list.h"

#define PAGE 50

typedef struct {
  FakeServer *server;
  SbRemoteList *list;
  guint n_emissions;
  guint n_changed;
  guint n_least;  /* the fewest rows that there were after any change */
  gboolean looks; /* at each row that comes, as a view does that has room for all */
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_emissions++;
  fixture->n_changed += MAX (removed, added);
  fixture->n_least = MIN (fixture->n_least, g_list_model_get_n_items (model));
  for (guint i = 0; fixture->looks && i < added; i++)
    g_object_unref (g_list_model_get_item (model, position + i));
}

static guint
get_n (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

static guint
get_n_queries (Fixture *fixture)
{
  return fake_server_get_n_queries (fixture->server, SB_COLLECTION_DEVICES);
}

static void
load (Fixture *fixture)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  fixture->list = sb_remote_list_new (SB_SERVER (fixture->server), SB_REMOTE_LIST_PAGED);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  sb_remote_list_set_query (fixture->list, query);
  loop_settle ();
}

static void
set_up (Fixture *fixture, guint n_rows, gboolean gaps)
{
  *fixture = (Fixture){ .server = fake_server_new () };
  fake_server_set_range (fixture->server, SB_COLLECTION_DEVICES, 1, n_rows);
  fake_server_set_sequential (fixture->server, TRUE, gaps);
  fake_server_set_max_rows (fixture->server, PAGE);
}

static void
tear_down (Fixture *fixture)
{
  g_signal_handlers_disconnect_by_data (fixture->list, fixture);
  g_assert_finalize_object (fixture->list);
  fake_server_release (fixture->server);
  loop_settle ();
  g_assert_finalize_object (fixture->server);
}

/* (transfer full): the row at a position, after what asking for it brought about. */
static SbRow *
look_at (Fixture *fixture, guint position)
{
  SbRow *row = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  loop_settle ();

  return row;
}

/* Scrolls on until so many rows are there. */
static void
scroll_to (Fixture *fixture, guint n_rows)
{
  while (get_n (fixture) <= n_rows)
    g_object_unref (look_at (fixture, get_n (fixture) - 1));
}

/* Rows that are counted on from 1, and one for those that come where there are more. */
static void
assert_rows (Fixture *fixture, guint n_rows, gboolean more)
{
  g_assert_cmpuint (get_n (fixture), ==, n_rows + (more ? 1 : 0));
  for (guint i = 0; i < n_rows; i++) {
    SbRow *row = sb_remote_list_peek (fixture->list, i);

    g_assert_nonnull (row);
    g_assert_cmpstr (sb_row_get_id (row), ==, number_id (i + 1));
    g_assert_true (sb_remote_list_find (fixture->list, number_id (i + 1), NULL) == row);
  }
  if (more)
    g_assert_true (sb_remote_list_peek (fixture->list, n_rows) == NULL
                   || sb_row_get_id (sb_remote_list_peek (fixture->list, n_rows)) == NULL);
}

typedef struct {
  const char *name;
  guint n_rows;
  gboolean silent;
  gboolean gaps;
} Kind;

static const Kind kinds[] = {
  { "told", 320, FALSE, FALSE },  { "silent", 320, TRUE, FALSE },    { "gaps", 320, TRUE, TRUE },
  { "border", 300, TRUE, FALSE }, { "border-gap", 300, TRUE, TRUE }, { "one", 50, TRUE, FALSE },
  { "none", 0, TRUE, FALSE },
};

/* Each page is read when its end is looked at, and no other; at the end there are as many rows as
 * the server has, however many it said, and nobody asks for more. */
static void
test_grows (gconstpointer data)
{
  const Kind *kind = data;
  Fixture fixture;
  guint n_read = MIN (PAGE, kind->n_rows);
  guint n_queries = 1;

  set_up (&fixture, kind->n_rows, kind->gaps);
  fake_server_set_silent (fixture.server, kind->silent);
  load (&fixture);
  g_assert_false (sb_remote_list_has_random_access (fixture.list));

  while (n_read < kind->n_rows) {
    g_autoptr (SbRow) inside = NULL;
    g_autoptr (SbRow) last = NULL;

    assert_rows (&fixture, n_read, TRUE);
    g_assert_cmpint (sb_remote_list_get_total (fixture.list),
                     ==,
                     kind->silent ? -1 : (gint64) kind->n_rows);
    inside = look_at (&fixture, n_read - 1);
    g_assert_cmpuint (get_n_queries (&fixture), ==, n_queries);

    last = look_at (&fixture, n_read);
    g_assert_cmpstr (sb_row_get_id (last), ==, number_id (n_read + 1));
    n_read = MIN (n_read + PAGE, kind->n_rows);
    n_queries += kind->gaps ? 2 : 1;
    g_assert_cmpuint (get_n_queries (&fixture), ==, n_queries);
    g_assert_false (sb_remote_list_get_loading (fixture.list));
  }

  /* That a gap is the end has to be seen. */
  if (kind->gaps) {
    assert_rows (&fixture, n_read, TRUE);
    g_object_unref (look_at (&fixture, n_read));
    n_queries++;
  }
  assert_rows (&fixture, n_read, FALSE);
  g_assert_cmpint (sb_remote_list_get_total (fixture.list), ==, kind->n_rows);
  for (guint i = 0; i < n_read; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (fixture.list), i));
  loop_settle ();
  g_assert_cmpuint (get_n_queries (&fixture), ==, n_queries);
  g_assert_no_error (sb_remote_list_get_error (fixture.list));
  tear_down (&fixture);
}

/* However often the end is looked at, one page is on its way. */
static void
test_one_at_a_time (void)
{
  Fixture fixture;
  g_autoptr (SbRow) last = NULL;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  fake_server_hold_queries (fixture.server);
  last = look_at (&fixture, PAGE);
  g_object_unref (look_at (&fixture, PAGE));
  g_assert_cmpuint (fake_server_get_n_waiting (fixture.server), ==, 1);
  g_assert_null (sb_row_get_id (last));

  /* One more is shown than is there, and is loading as any other. */
  assert_rows (&fixture, PAGE, TRUE);
  g_assert_false (sb_row_get_failed (last));
  fake_server_release (fixture.server);
  loop_settle ();
  assert_rows (&fixture, 2 * PAGE, TRUE);
  g_assert_true (sb_remote_list_peek (fixture.list, PAGE) == last);
  tear_down (&fixture);
}

/* A refresh reads as far as was read, and everything stays what and where it was. */
static void
test_refresh (void)
{
  Fixture fixture;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_queries;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  scroll_to (&fixture, 150);
  for (guint i = 0; i < 150; i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (fixture.list), i));

  /* Nothing new: nothing is said. */
  fixture.n_emissions = 0;
  n_queries = get_n_queries (&fixture);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (get_n_queries (&fixture), ==, n_queries + 3);
  g_assert_cmpuint (fixture.n_emissions, ==, 0);
  assert_rows (&fixture, 150, TRUE);

  /* Other snapshots: the rows say it. */
  fake_server_set_name (fixture.server, "Other");
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (fixture.n_emissions, ==, 0);
  g_assert_cmpstr (sb_device_get_string (sb_row_get_snapshot (g_ptr_array_index (rows, 149)),
                                         SB_DEVICE_FIELD_DEVICE_NAME),
                   ==,
                   "Other 150");

  /* One came and one went: the list is never without its rows, and the last that was read is still
   * there. */
  fixture.n_least = G_MAXUINT;
  fixture.n_changed = 0;
  fake_server_insert (fixture.server, SB_COLLECTION_DEVICES, 0, "5000");
  fake_server_insert (fixture.server, SB_COLLECTION_DEVICES, 0, "5001");
  fake_server_remove (fixture.server, SB_COLLECTION_DEVICES, "70");
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_cmpuint (fixture.n_least, >=, 150);
  for (guint i = 0; i < 150; i++) {
    SbRow *row = g_ptr_array_index (rows, i);
    guint position = G_MAXUINT;

    if (i == 69)
      continue;
    g_assert_true (sb_remote_list_find (fixture.list, number_id (i + 1), &position) == row);
    g_assert_cmpuint (position, ==, i + (i < 69 ? 2 : 1));
  }
  g_assert_null (sb_remote_list_find (fixture.list, "70", NULL));

  /* It does not grow by being refreshed. */
  for (guint i = 0; i < 10; i++) {
    fake_server_insert (fixture.server, SB_COLLECTION_DEVICES, 0, number_id (6000 + i));
    sb_remote_list_refresh (fixture.list);
    loop_settle ();
  }
  g_assert_cmpuint (get_n (&fixture), <=, 150 + 2 * PAGE + 1);
  g_assert_nonnull (sb_remote_list_find (fixture.list, "150", NULL));

  /* And shorter than what is shown, it ends where the server does. */
  fake_server_set_range (fixture.server, SB_COLLECTION_DEVICES, 1, 60);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  assert_rows (&fixture, 60, FALSE);
  tear_down (&fixture);
}

/* A refresh while the next page is on its way: what it says of where that begins is what counts. */
static void
test_refresh_meanwhile (void)
{
  Fixture fixture;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  fake_server_hold_queries (fixture.server);
  g_object_unref (look_at (&fixture, PAGE));
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  fake_server_forget_tokens (fixture.server);
  fake_server_release (fixture.server);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_cancelled (fixture.server), ==, 1);
  g_assert_cmpuint (get_n_queries (&fixture), ==, 4);
  g_assert_false (sb_remote_list_get_loading (fixture.list));
  g_assert_no_error (sb_remote_list_get_error (fixture.list));
  assert_rows (&fixture, 2 * PAGE, TRUE);
  tear_down (&fixture);
}

/* Where the next page cannot be read, the rows stay, its own says that it failed, and a refresh
 * reads it. */
static void
test_failure (void)
{
  Fixture fixture;
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "Planned");
  g_autoptr (SbRow) last = NULL;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  fake_server_set_read_error (fixture.server, error);
  last = look_at (&fixture, PAGE);
  g_assert_true (sb_row_get_failed (last));
  g_assert_error (sb_remote_list_get_error (fixture.list), SB_ERROR, SB_ERROR_UNAVAILABLE);
  assert_rows (&fixture, PAGE, TRUE);
  g_object_unref (look_at (&fixture, PAGE));
  g_assert_cmpuint (get_n_queries (&fixture), ==, 2);

  /* So does a refresh that fails. */
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_true (sb_row_get_failed (last));
  g_assert_false (sb_row_get_failed (sb_remote_list_peek (fixture.list, 0)));
  g_assert_false (sb_remote_list_get_loading (fixture.list));
  assert_rows (&fixture, PAGE, TRUE);

  fake_server_set_read_error (fixture.server, NULL);
  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_no_error (sb_remote_list_get_error (fixture.list));
  g_assert_false (sb_row_get_failed (last));
  assert_rows (&fixture, 2 * PAGE, TRUE);
  tear_down (&fixture);
}

static void
forget_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  if (start > 0)
    fake_server_forget_tokens (server);
}

/* Where the server forgot where the next page begins, what was read is read again with it. */
static void
test_forgotten (gconstpointer data)
{
  gboolean always = GPOINTER_TO_INT (data);
  Fixture fixture;
  g_autoptr (SbRow) first = NULL;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  scroll_to (&fixture, 2 * PAGE);
  first = g_list_model_get_item (G_LIST_MODEL (fixture.list), 0);
  fixture.n_least = G_MAXUINT;
  if (always)
    fake_server_set_before_query (fixture.server, forget_cb, NULL);
  else
    fake_server_forget_tokens (fixture.server);
  g_object_unref (look_at (&fixture, 2 * PAGE));
  g_assert_false (sb_remote_list_get_loading (fixture.list));
  g_assert_true (sb_remote_list_peek (fixture.list, 0) == first);

  if (always) {
    g_assert_error (sb_remote_list_get_error (fixture.list), SB_ERROR, SB_ERROR_INCOMPLETE);
    assert_rows (&fixture, 2 * PAGE, TRUE);
    g_assert_cmpuint (get_n_queries (&fixture), <, 20);
  } else {
    g_assert_no_error (sb_remote_list_get_error (fixture.list));
    g_assert_cmpuint (fixture.n_least, >=, 2 * PAGE);
    assert_rows (&fixture, 4 * PAGE, TRUE);
  }
  tear_down (&fixture);
}

static void
repeat_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  fake_server_set_range (server, SB_COLLECTION_DEVICES, 1 - start, 320 + (guint) start);
}

/* A server that sends the same page again and again is not read on for ever. */
static void
test_repeats (void)
{
  Fixture fixture;
  g_autoptr (SbRow) last = NULL;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  fake_server_set_before_query (fixture.server, repeat_cb, NULL);
  last = look_at (&fixture, PAGE);
  g_assert_true (sb_row_get_failed (last));
  g_assert_error (sb_remote_list_get_error (fixture.list), SB_ERROR, SB_ERROR_INCOMPLETE);
  g_assert_cmpuint (get_n_queries (&fixture), ==, 2);
  assert_rows (&fixture, PAGE, TRUE);
  tear_down (&fixture);
}

/* What a row moves past while pages are read is in the list once. */
static void
test_moves (void)
{
  Fixture fixture;
  g_autoptr (SbRow) row = NULL;
  guint position;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  row = g_object_ref (sb_remote_list_find (fixture.list, "10", NULL));
  fake_server_remove (fixture.server, SB_COLLECTION_DEVICES, "10");
  fake_server_insert (fixture.server, SB_COLLECTION_DEVICES, 60, "10");
  g_object_unref (look_at (&fixture, PAGE));
  g_assert_cmpuint (get_n (&fixture), ==, 2 * PAGE);
  g_assert_true (sb_remote_list_find (fixture.list, "10", &position) == row);
  g_assert_cmpuint (position, ==, 9);

  sb_remote_list_refresh (fixture.list);
  loop_settle ();
  g_assert_true (sb_remote_list_find (fixture.list, "10", &position) == row);
  g_assert_cmpuint (position, ==, 60);
  g_assert_nonnull (sb_remote_list_find (fixture.list, "51", NULL));
  tear_down (&fixture);
}

/* What is put and taken away by our own changes. */
static void
test_remove (void)
{
  Fixture fixture;

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  fake_server_hold_queries (fixture.server);
  g_object_unref (look_at (&fixture, PAGE));
  sb_remote_list_remove (fixture.list, "320");
  sb_remote_list_remove (fixture.list, number_id (PAGE));
  fake_server_remove (fixture.server, SB_COLLECTION_DEVICES, "320");
  fake_server_release (fixture.server);
  loop_settle ();
  g_assert_cmpuint (get_n (&fixture), ==, 2 * PAGE);
  g_assert_null (sb_remote_list_find (fixture.list, number_id (PAGE), NULL));
  g_assert_nonnull (sb_remote_list_find (fixture.list, number_id (2 * PAGE), NULL));
  tear_down (&fixture);
}

/* Another search, and a list that goes, end what is on its way. */
static void
test_cancel (void)
{
  Fixture fixture;
  g_autoptr (SbQuery) other = sb_query_new (SB_COLLECTION_DEVICES);

  set_up (&fixture, 320, FALSE);
  load (&fixture);
  fake_server_hold_queries (fixture.server);
  g_object_unref (look_at (&fixture, PAGE));
  sb_query_set_text (other, "row");
  sb_remote_list_set_query (fixture.list, other);
  g_assert_cmpuint (get_n (&fixture), ==, 0);
  loop_settle ();
  fake_server_release (fixture.server);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_cancelled (fixture.server), ==, 1);
  assert_rows (&fixture, PAGE, TRUE);

  fake_server_hold_queries (fixture.server);
  g_object_unref (look_at (&fixture, PAGE));
  tear_down (&fixture);
}

/* Devices that the server should have left out are not shown, and nobody knows how many are left
 * before all are read. */
static void
test_filter (void)
{
  Fixture fixture;
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  set_up (&fixture, 0, FALSE);
  for (guint i = 1; i <= 320; i++) {
    SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

    sb_record_set_id (device, SB_DEVICE_FIELD_ID, number_id (i));
    sb_record_set_id (device, SB_DEVICE_FIELD_SPACE_ID, i <= 160 ? "there" : "here");
    fake_server_put (fixture.server, SB_COLLECTION_DEVICES, sb_record_seal (device));
  }
  load (&fixture);
  sb_query_set_space (query, "here");
  sb_remote_list_set_query (fixture.list, query);
  loop_settle ();
  g_assert_cmpstr (sb_row_get_id (sb_remote_list_peek (fixture.list, 0)), ==, "161");
  g_assert_cmpint (sb_remote_list_get_total (fixture.list), ==, -1);
  while (sb_remote_list_get_total (fixture.list) < 0)
    g_object_unref (look_at (&fixture, get_n (&fixture) - 1));
  g_assert_cmpint (sb_remote_list_get_total (fixture.list), ==, 160);
  g_assert_cmpuint (get_n (&fixture), ==, 160);
  tear_down (&fixture);
}

/* So are those that it should not have found, however far they lie apart. */
static void
test_search (void)
{
  Fixture fixture;
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  set_up (&fixture, 12000, FALSE);
  load (&fixture);
  sb_query_set_text (query, "rOW 11998");
  sb_remote_list_set_query (fixture.list, query);
  wait_until (sb_remote_list_get_loaded (fixture.list));
  g_assert_no_error (sb_remote_list_get_error (fixture.list));
  g_assert_cmpuint (get_n (&fixture), ==, 1);
  g_assert_cmpstr (sb_row_get_id (sb_remote_list_peek (fixture.list, 0)), ==, "11998");
  g_assert_cmpint (sb_remote_list_get_total (fixture.list), ==, 1);
  tear_down (&fixture);
}

/* Each id once, and a row without one only where more is to come, at the end. */
static void
assert_shape (Fixture *fixture)
{
  guint n = get_n (fixture);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++) {
    SbRow *row = sb_remote_list_peek (fixture->list, i);
    const char *id = row != NULL ? sb_row_get_id (row) : NULL;

    g_assert_true (id != NULL ? g_hash_table_add (ids, (gpointer) id) : i == n - 1);
  }
}

static gboolean
has_more (Fixture *fixture)
{
  guint n = get_n (fixture);
  SbRow *last = n > 0 ? sb_remote_list_peek (fixture->list, n - 1) : NULL;

  return n > 0 && (last == NULL || sb_row_get_id (last) == NULL);
}

/* Whatever the server makes of its rows, its tokens and its answers, and in whatever moment a
 * person scrolls, refreshes or deletes: in the end the list is what the server has. */
static void
test_random (gconstpointer data)
{
  gboolean gaps = GPOINTER_TO_INT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261128);
  Fixture fixture;

  set_up (&fixture, 350, gaps);
  fake_server_set_silent (fixture.server, gaps);
  fixture.looks = gaps;
  load (&fixture);

  for (guint round = 0; round < 200; round++) {
    guint n = (guint) g_rand_int_range (random, 0, 350);
    g_autoptr (GPtrArray) ids = g_ptr_array_new ();

    for (guint i = 0; i < n; i++)
      g_ptr_array_insert (ids,
                          g_rand_int_range (random, MAX ((int) i - 80, 0), (int) i + 1),
                          (gpointer) number_id (i + 1));
    fake_server_set_ids (fixture.server, SB_COLLECTION_DEVICES, sb_ids_peek (ids, NULL), n);

    for (guint i = 0; i < 8; i++) {
      switch (g_rand_int_range (random, 0, 7)) {
      case 0:
        sb_remote_list_refresh (fixture.list);
        break;
      case 1:
        fake_server_forget_tokens (fixture.server);
        break;
      case 2:
        fake_server_will_fail_read (fixture.server, SB_ERROR_UNAVAILABLE);
        break;
      case 3:
        sb_remote_list_remove (fixture.list, number_id (g_rand_int_range (random, 1, 350)));
        break;
      case 4:
        loop_settle ();
        assert_shape (&fixture);
        break;
      default:
        if (get_n (&fixture) > 0)
          g_object_unref (
            g_list_model_get_item (G_LIST_MODEL (fixture.list), get_n (&fixture) - 1));
        g_main_context_iteration (NULL, FALSE);
      }
    }

    /* Until nothing fails any more. */
    do {
      sb_remote_list_refresh (fixture.list);
      loop_settle ();
      assert_shape (&fixture);
    } while (sb_remote_list_get_error (fixture.list) != NULL);
    for (guint i = 0; i < 20 && has_more (&fixture); i++)
      g_object_unref (look_at (&fixture, get_n (&fixture) - 1));
    g_assert_cmpuint (get_n (&fixture), ==, n);
    g_assert_cmpint (sb_remote_list_get_total (fixture.list), ==, n);
    for (guint i = 0; i < n; i++)
      g_assert_cmpstr (sb_row_get_id (sb_remote_list_peek (fixture.list, i)),
                       ==,
                       g_ptr_array_index (ids, i));
  }
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strdup_printf ("/sequential-list/grows/%s", kinds[i].name);

    g_test_add_data_func (path, &kinds[i], test_grows);
  }
  g_test_add_func ("/sequential-list/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/sequential-list/refresh", test_refresh);
  g_test_add_func ("/sequential-list/refresh-meanwhile", test_refresh_meanwhile);
  g_test_add_func ("/sequential-list/failure", test_failure);
  g_test_add_data_func ("/sequential-list/forgotten", GINT_TO_POINTER (FALSE), test_forgotten);
  g_test_add_data_func ("/sequential-list/forgotten/always",
                        GINT_TO_POINTER (TRUE),
                        test_forgotten);
  g_test_add_func ("/sequential-list/repeats", test_repeats);
  g_test_add_func ("/sequential-list/moves", test_moves);
  g_test_add_func ("/sequential-list/remove", test_remove);
  g_test_add_func ("/sequential-list/cancel", test_cancel);
  g_test_add_data_func ("/sequential-list/random", GINT_TO_POINTER (FALSE), test_random);
  g_test_add_data_func ("/sequential-list/random/gaps", GINT_TO_POINTER (TRUE), test_random);
  g_test_add_func ("/sequential-list/filter", test_filter);
  g_test_add_func ("/sequential-list/search", test_search);

  return g_test_run ();
}
