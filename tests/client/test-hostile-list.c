/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists of a server that means no good: they stay short work, and ask no more than is looked at. */

#define G_LOG_DOMAIN "test-hostile-list"

#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-remote-list.h"

typedef struct {
  FakeServer *server;
  SbRemoteList *list;
  guint n_emissions;
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_emissions++;
}

static void
set_up (Fixture *fixture, SbRemoteListMode mode, SbCollection collection, guint n_rows)
{
  g_autoptr (SbQuery) query = sb_query_new (collection);

  fixture->server = fake_server_new ();
  fixture->list = sb_remote_list_new (SB_SERVER (fixture->server), mode);
  fixture->n_emissions = 0;
  fake_server_set_range (fixture->server, collection, 1, n_rows);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  sb_remote_list_set_query (fixture->list, query);
  wait_until (!sb_remote_list_get_loading (fixture->list));
}

static void
tear_down (Fixture *fixture)
{
  loop_settle ();
  g_assert_finalize_object (fixture->list);
  loop_settle ();
  g_assert_finalize_object (fixture->server);
}

static void
look_at (Fixture *fixture, guint first, guint n)
{
  for (guint i = first; i < first + n; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
  }
}

/* Whatever is asked, the first rows come. */
static void
repeat_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  fake_server_set_range (server, SB_COLLECTION_DEVICES, 1 - start, 10000 + (guint) start);
}

/* There are always more. */
static void
grow_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  gint64 *total = user_data;

  *total += 1000;
  fake_server_set_total (server, *total);
}

/* There are many, and there are few. */
static void
sway_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  gint64 *total = user_data;

  *total = *total == 50 ? 10000 : 50;
  fake_server_set_total (server, *total);
}

/* Each row is another one each time. */
static void
renew_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  gint64 *first = user_data;

  *first += 100000;
  fake_server_set_range (server, SB_COLLECTION_DEVICES, *first, 10000);
}

/* A view asks for what it shows, again whenever something changed; then it is quiet until somebody
 * scrolls or refreshes. */
static void
test_hostile (gconstpointer data)
{
  Fixture fixture;
  gint64 state = 1000;

  set_up (&fixture, SB_REMOTE_LIST_PAGED, SB_COLLECTION_DEVICES, 10000);
  fake_server_set_before_query (fixture.server, (FakeServerFunc) data, &state);
  for (guint refresh = 0; refresh < 3; refresh++) {
    guint n_queries = fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES);

    sb_remote_list_refresh (fixture.list);
    for (guint turn = 0; turn < 50; turn++) {
      look_at (&fixture, 80, 40);
      look_at (&fixture, 480, 40);
      look_at (&fixture, 9980, 40);
      loop_settle ();
    }
    g_assert_cmpuint (fake_server_get_n_queries (fixture.server, SB_COLLECTION_DEVICES) - n_queries,
                      <=,
                      30);
  }
  tear_down (&fixture);
}

/* A fleet has as many devices as it has; what no fleet has is not believed. */
static void
test_large (void)
{
  Fixture fixture;

  set_up (&fixture, SB_REMOTE_LIST_PAGED, SB_COLLECTION_DEVICES, 200);
  fake_server_set_total (fixture.server, 1000000);
  sb_remote_list_refresh (fixture.list);
  wait_until (!sb_remote_list_get_loading (fixture.list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 1000000);

  fake_server_set_total (fixture.server, G_MAXINT64);
  sb_remote_list_refresh (fixture.list);
  wait_until (!sb_remote_list_get_loading (fixture.list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), <=, 2000000);
  tear_down (&fixture);
}

/* Everything in another order, in a list as long as any that comes whole. */
static void
test_reversed (void)
{
  const guint n = 10000;
  Fixture fixture;
  g_autofree const char **ids = g_new (const char *, n);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  set_up (&fixture, SB_REMOTE_LIST_WHOLE, SB_COLLECTION_DEVICE_GROUPS, n);
  for (guint i = 0; i < n; i++) {
    ids[i] = number_id (n - i);
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (fixture.list), i));
  }

  fixture.n_emissions = 0;
  fake_server_set_ids (fixture.server, SB_COLLECTION_DEVICE_GROUPS, ids, n);
  sb_remote_list_refresh (fixture.list);
  wait_until (!sb_remote_list_get_loading (fixture.list));
  g_assert_cmpuint (fixture.n_emissions, <, 10);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, n);
  /* Rows stay themselves. */
  for (guint i = 0; i < n; i++) {
    SbRow *row = g_ptr_array_index (rows, n - 1 - i);

    g_assert_true (sb_remote_list_peek (fixture.list, i) == row);
    g_assert_cmpstr (sb_row_get_id (row), ==, number_id (n - i));
    g_assert_true (sb_remote_list_find (fixture.list, number_id (n - i), NULL) == row);
  }
  g_clear_pointer (&rows, g_ptr_array_unref);
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/hostile-list/repeats", repeat_cb, test_hostile);
  g_test_add_data_func ("/hostile-list/grows", grow_cb, test_hostile);
  g_test_add_data_func ("/hostile-list/sways", sway_cb, test_hostile);
  g_test_add_data_func ("/hostile-list/renews", renew_cb, test_hostile);
  g_test_add_func ("/hostile-list/large", test_large);
  g_test_add_func ("/hostile-list/reversed", test_reversed);

  return g_test_run ();
}
