/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A range over rows that are not loaded: all of it, or a refusal. */

#define G_LOG_DOMAIN "test-selection-range"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-remote-list.h"
#include "sb-selection.h"

#define N_ROWS 6000

typedef struct {
  FakeServer *server;
  SbRemoteList *list;
  SbSelection *selection;
  GtkSelectionModel *model;
  GPtrArray *held; /* rows that a view shows */
  GError *refused;
  guint n_changed;
} Fixture;

static void
refused_cb (SbSelection *selection, const GError *error, Fixture *fixture)
{
  g_assert_null (fixture->refused);
  fixture->refused = g_error_copy (error);
}

static void
changed_cb (SbSelection *selection, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  fixture->server = fake_server_new ();
  fake_server_set_range (fixture->server, SB_COLLECTION_DEVICES, 1, N_ROWS);
  fixture->list = sb_remote_list_new (SB_SERVER (fixture->server), SB_REMOTE_LIST_PAGED);
  sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, FALSE);
  sb_remote_list_set_query (fixture->list, query);
  fixture->selection = sb_selection_new (G_LIST_MODEL (fixture->list), FALSE);
  fixture->model = GTK_SELECTION_MODEL (fixture->selection);
  fixture->held = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->selection, "refused", G_CALLBACK (refused_cb), fixture);
  g_signal_connect (fixture->selection, "changed", G_CALLBACK (changed_cb), fixture);
  loop_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->held);
  g_clear_error (&fixture->refused);
  g_assert_finalize_object (fixture->selection);
  sb_remote_list_stop (fixture->list);
  fake_server_release (fixture->server);
  loop_settle ();
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->server);
}

/* Looks at a stretch, as a view does that scrolls by. */
static void
look (Fixture *fixture, guint first, guint last)
{
  for (guint i = first; i <= last; i += 20) {
    g_ptr_array_set_size (fixture->held, 0);
    for (guint j = i; j < i + 20; j++) {
      SbRow *row = g_list_model_get_item (G_LIST_MODEL (fixture->model), j);

      if (row != NULL)
        g_ptr_array_add (fixture->held, row);
    }
    loop_settle ();
  }
}

static void
wait_for_range (Fixture *fixture)
{
  guint n_read;
  guint n_rows;

  wait_until (!sb_selection_is_reading (fixture->selection, &n_read, &n_rows));
}

static void
assert_range (Fixture *fixture, gint64 first, gint64 last)
{
  g_autoptr (GPtrArray) ids = sb_selection_get_ids (fixture->selection);

  g_assert_false (sb_selection_is_all (fixture->selection));
  g_assert_cmpuint (ids->len, ==, last - first + 1);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpstr (g_ptr_array_index (ids, i), ==, number_id (first + i));
}

/* A list that grows as it is read: the row that stands for more is not between, and nothing is read
 * for what was. */
static void
test_sequential (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  guint n_known;
  guint n_read;
  guint n_rows;

  fake_server_set_sequential (fixture->server, TRUE, FALSE);
  fake_server_set_silent (fixture->server, TRUE);
  sb_remote_list_set_query (fixture->list, query);
  loop_settle ();
  look (fixture, 100, 100);
  look (fixture, 200, 200);
  n_known = g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) - 1;
  g_assert_cmpuint (n_known, ==, 300);

  gtk_selection_model_select_item (fixture->model, 10, TRUE);
  gtk_selection_model_select_range (fixture->model, 10, n_known + 1 - 10, TRUE);
  g_assert_false (sb_selection_is_reading (fixture->selection, &n_read, &n_rows));
  assert_range (fixture, 11, 300);
  g_assert_cmpint (sb_selection_get_n_selected (fixture->selection), ==, 290);

  /* That row alone is selected when it is there. */
  gtk_selection_model_select_item (fixture->model, n_known, TRUE);
  g_assert_true (gtk_selection_model_is_selected (fixture->model, n_known));
  look (fixture, n_known, n_known);
  assert_range (fixture, 301, 301);
  g_assert_true (gtk_selection_model_is_selected (fixture->model, n_known));
  n_known = g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) - 1;
  gtk_selection_model_select_item (fixture->model, n_known, TRUE);
  gtk_selection_model_select_item (fixture->model, 3, TRUE);
  look (fixture, n_known, n_known);
  assert_range (fixture, 4, 4);
  n_known = g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) - 1;
  gtk_selection_model_select_item (fixture->model, n_known, TRUE);
  sb_selection_clear (fixture->selection);
  g_assert_false (gtk_selection_model_is_selected (fixture->model, n_known));
  look (fixture, n_known, n_known);
  g_assert_cmpint (sb_selection_get_n_selected (fixture->selection), ==, 0);
  n_known = g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) - 1;

  /* How many all are is known at the end. */
  gtk_selection_model_select_all (fixture->model);
  g_assert_cmpint (sb_selection_get_n_selected (fixture->selection), ==, -1);
  gtk_selection_model_unselect_item (fixture->model, 3);
  g_assert_cmpint (sb_selection_get_n_selected (fixture->selection), ==, -1);
  g_assert_true (gtk_selection_model_is_selected (fixture->model, n_known));
  g_assert_false (gtk_selection_model_is_selected (fixture->model, 3));
  fake_server_set_range (fixture->server, SB_COLLECTION_DEVICES, 1, 250);
  sb_remote_list_refresh (fixture->list);
  loop_settle ();
  g_assert_cmpint (sb_selection_get_n_selected (fixture->selection), ==, 249);
}

/* What nobody saw is what was filtered by, or is not selected: a server may ignore a filter. */
static void
test_filter_ignored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (GPtrArray) ids = NULL;

  fake_server_set_ids (fixture->server, SB_COLLECTION_DEVICES, NULL, 0);
  for (gint64 id = 1; id <= 1200; id++)
    fake_server_put (
      fixture->server,
      SB_COLLECTION_DEVICES,
      fake_make_device (number_id (id),
                        "PC",
                        id > 3 && id % 3 == 0 ? SB_PLATFORM_IOS : SB_PLATFORM_WINDOWS,
                        NULL));
  sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, "windows");
  sb_remote_list_set_query (fixture->list, query);
  wait_until (sb_remote_list_get_loaded (fixture->list));
  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  gtk_selection_model_select_range (fixture->model, 0, 1100, TRUE);
  wait_for_range (fixture);
  g_assert_no_error (fixture->refused);

  ids = sb_selection_get_ids (fixture->selection);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_ascii_strtoll (g_ptr_array_index (ids, i), NULL, 10);

    g_assert_true (id <= 3 || id % 3 != 0);
  }
  /* 365 of the 1,100 are no PCs. */
  g_assert_cmpuint (ids->len, ==, 1100 - 365);
}

typedef struct {
  const char *name;
  guint max_rows;
  gboolean silent;
  gboolean scrolled; /* over all of it, so that the list has let go of the first rows again */
} Kind;

static const Kind kinds[] = {
  { "jump", 500, FALSE, FALSE }, { "scroll", 500, FALSE, TRUE },     { "fifty", 50, FALSE, FALSE },
  { "silent", 500, TRUE, TRUE }, { "silent-fifty", 50, TRUE, TRUE },
};

/* From the first to the 5,000th, of which at most 2,000 are loaded. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  const Kind *kind = data;
  guint n_queries;
  guint n_read;
  guint n_rows;

  fake_server_set_max_rows (fixture->server, kind->max_rows);
  fake_server_set_silent (fixture->server, kind->silent);
  look (fixture, 0, 0);
  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  look (fixture, kind->scrolled ? 20 : 4980, 4980);

  g_assert_true (gtk_selection_model_select_range (fixture->model, 0, 5000, TRUE));
  g_assert_true (sb_selection_is_reading (fixture->selection, &n_read, &n_rows));
  g_assert_cmpuint (n_rows, ==, 5000);
  /* It looks selected, and is not yet. */
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 2500));
  g_assert_false (gtk_selection_model_is_selected (fixture->model, 5000));
  assert_range (fixture, 1, 1);
  wait_for_range (fixture);
  g_assert_no_error (fixture->refused);
  assert_range (fixture, 1, 5000);
  g_assert_cmpuint (sb_selection_get_n_selected (fixture->selection), ==, 5000);
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 4999));

  /* One more, or less, is known at once. */
  look (fixture, 4990, 5010);
  n_queries = fake_server_get_n_queries (fixture->server, SB_COLLECTION_DEVICES);
  gtk_selection_model_select_range (fixture->model, 0, 5001, TRUE);
  assert_range (fixture, 1, 5001);
  gtk_selection_model_select_range (fixture->model, 0, 4990, TRUE);
  assert_range (fixture, 1, 4990);
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_DEVICES),
                    ==,
                    n_queries);
}

/* Taken out again, and taken out of all. */
static void
test_unselect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = NULL;

  look (fixture, 0, 0);
  gtk_selection_model_select_all (fixture->model);
  gtk_selection_model_unselect_item (fixture->model, 0);
  look (fixture, 2980, 2980);
  gtk_selection_model_unselect_range (fixture->model, 0, 3000);
  wait_for_range (fixture);
  g_assert_true (sb_selection_is_all (fixture->selection));
  ids = sb_selection_get_ids (fixture->selection);
  g_assert_cmpuint (ids->len, ==, 3000);
  g_assert_cmpuint (sb_selection_get_n_selected (fixture->selection), ==, N_ROWS - 3000);
}

static void
assert_refused (Fixture *fixture, SbError code)
{
  wait_for_range (fixture);
  g_assert_error (fixture->refused, SB_ERROR, (int) code);
  /* What was selected before still is. */
  assert_range (fixture, 1, 1);
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 0));
  g_assert_false (gtk_selection_model_is_selected (fixture->model, 100));
}

static void
begin_refused (Fixture *fixture)
{
  look (fixture, 0, 0);
  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  look (fixture, 4980, 4980);
}

static void
test_reordered (Fixture *fixture, gconstpointer data)
{
  begin_refused (fixture);
  fake_server_insert (fixture->server, SB_COLLECTION_DEVICES, 3000, "9001");
  gtk_selection_model_select_range (fixture->model, 0, 5000, TRUE);
  assert_refused (fixture, SB_ERROR_INCOMPLETE);
}

/* The first row is not loaded any more, and another one by now. */
static void
test_anchor_moved (Fixture *fixture, gconstpointer data)
{
  look (fixture, 0, 0);
  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  look (fixture, 20, 4980);
  fake_server_remove (fixture->server, SB_COLLECTION_DEVICES, "1");
  fake_server_insert (fixture->server, SB_COLLECTION_DEVICES, 0, "9001");
  gtk_selection_model_select_range (fixture->model, 0, 5000, TRUE);
  wait_for_range (fixture);
  g_assert_error (fixture->refused, SB_ERROR, SB_ERROR_INCOMPLETE);
  assert_range (fixture, 1, 1);
}

static void
test_not_read (Fixture *fixture, gconstpointer data)
{
  begin_refused (fixture);
  fake_server_will_fail_read (fixture->server, SB_ERROR_UNAVAILABLE);
  gtk_selection_model_select_range (fixture->model, 0, 5000, TRUE);
  assert_refused (fixture, SB_ERROR_UNAVAILABLE);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  begin_refused (fixture);
  fake_server_set_endless (fixture->server, TRUE);
  fake_server_set_total (fixture->server, 900000);
  sb_remote_list_refresh (fixture->list);
  loop_settle ();
  gtk_selection_model_select_range (fixture->model, 0, 600000, TRUE);
  assert_refused (fixture, SB_ERROR_TOO_LARGE);
}

/* While it is read: something else takes its place, adding waits, and it can be given up. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  guint n_read;
  guint n_rows;

  begin_refused (fixture);
  fake_server_hold_queries (fixture->server);
  gtk_selection_model_select_range (fixture->model, 0, 5000, TRUE);
  g_assert_false (gtk_selection_model_select_item (fixture->model, 4990, FALSE));
  g_assert_false (gtk_selection_model_unselect_range (fixture->model, 4980, 2));
  g_assert_true (sb_selection_is_reading (fixture->selection, &n_read, &n_rows));

  gtk_selection_model_select_item (fixture->model, 4985, TRUE);
  assert_range (fixture, 4986, 4986);
  g_assert_false (sb_selection_is_reading (fixture->selection, &n_read, &n_rows));

  gtk_selection_model_select_range (fixture->model, 100, 4886, TRUE);
  g_assert_true (sb_selection_is_reading (fixture->selection, &n_read, &n_rows));
  sb_selection_stop_reading (fixture->selection);
  g_assert_false (sb_selection_is_reading (fixture->selection, &n_read, &n_rows));
  assert_range (fixture, 4986, 4986);

  fake_server_release (fixture->server);
  loop_settle ();
  assert_range (fixture, 4986, 4986);
  g_assert_no_error (fixture->refused);
}

/* It says how far it is. */
static void
test_progress (Fixture *fixture, gconstpointer data)
{
  guint n_before;

  begin_refused (fixture);
  n_before = fixture->n_changed;
  gtk_selection_model_select_range (fixture->model, 0, 5000, TRUE);
  wait_for_range (fixture);
  g_assert_cmpuint (fixture->n_changed - n_before, >=, 10);
}

/* A row alone that is not loaded yet is selected when it is known which it is. */
static void
test_one (Fixture *fixture, gconstpointer data)
{
  gtk_selection_model_select_item (fixture->model, 5500, TRUE);
  wait_for_range (fixture);
  assert_range (fixture, 5501, 5501);
}

#define range_add(path, func)                                                                      \
  g_test_add ("/selection-range/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strdup_printf ("/selection-range/many/%s", kinds[i].name);

    g_test_add (path, Fixture, &kinds[i], set_up, test_many, tear_down);
  }
  range_add ("unselect", test_unselect);
  range_add ("reordered", test_reordered);
  range_add ("anchor-moved", test_anchor_moved);
  range_add ("not-read", test_not_read);
  range_add ("too-large", test_too_large);
  range_add ("meanwhile", test_meanwhile);
  range_add ("progress", test_progress);
  range_add ("filter-ignored", test_filter_ignored);
  range_add ("one", test_one);
  range_add ("sequential", test_sequential);

  return g_test_run ();
}
