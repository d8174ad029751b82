/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-page-reader"

#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-device.h"
#include "sb-page-reader.h"

/* More than two of the largest pages. */
#define N_ROWS 1200

typedef struct {
  FakeServer *server;
  SbClock *clock; /* stands, unless a read waits for it */
  GCancellable *cancellable;
  GAsyncResult *result;
  GArray *progress; /* (element-type gint64): how many rows had come, and the total */
  guint n_pages;
} Fixture;

static Fixture *
set_up (guint n_rows)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->server = fake_server_new ();
  fixture->clock = sb_clock_new_manual (0);
  fake_server_set_clock (fixture->server, fixture->clock);
  fake_server_set_range (fixture->server, SB_COLLECTION_DEVICES, 1, n_rows);
  fixture->cancellable = g_cancellable_new ();
  fixture->progress = g_array_new (FALSE, FALSE, sizeof (gint64));

  return fixture;
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
  g_clear_pointer (&fixture->progress, g_array_unref);
  g_assert_cmpuint (sb_clock_get_n_timers (fixture->clock), ==, 0);
  g_clear_object (&fixture->clock);
  g_assert_finalize_object (fixture->server);
  g_free (fixture);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, tear_down)

static void
progress_cb (GPtrArray *so_far, gint64 total, gpointer user_data)
{
  Fixture *fixture = user_data;
  gint64 n = so_far->len;

  g_assert_null (fixture->result);
  g_assert_false (g_cancellable_is_cancelled (fixture->cancellable));
  g_array_append_val (fixture->progress, n);
  g_array_append_val (fixture->progress, total);
}

/* A read that goes as fast as the server answers needs no clock. */
static void
wait_for_end (Fixture *fixture)
{
  while (fixture->result == NULL) {
    wait_until (fixture->result != NULL || sb_clock_get_n_timers (fixture->clock) > 0);
    if (fixture->result == NULL)
      sb_clock_advance (fixture->clock, 10);
  }
}

static SbPageRows *
read_all (Fixture *fixture, SbCollection collection, GError **error)
{
  g_autoptr (SbQuery) query = sb_query_new (collection);

  g_clear_object (&fixture->result);
  g_array_set_size (fixture->progress, 0);
  fixture->n_pages = fake_server_get_n_queries (fixture->server, collection);
  sb_page_reader_read_all_async (SB_SERVER (fixture->server),
                                 query,
                                 progress_cb,
                                 fixture,
                                 fixture->cancellable,
                                 loop_keep_result_cb,
                                 &fixture->result);
  wait_for_end (fixture);
  fixture->n_pages = fake_server_get_n_queries (fixture->server, collection) - fixture->n_pages;

  return sb_page_reader_read_finish (fixture->result, error);
}

/* From 1 on in this order, but for one that is gone. */
static void
assert_rows (SbPageRows *rows, guint n_rows, gint64 without)
{
  gint64 id = 1;

  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->ids->len, ==, n_rows);
  g_assert_cmpuint (rows->records->len, ==, n_rows);
  for (guint i = 0; i < n_rows; i++, id++) {
    if (id == without)
      id++;
    g_assert_cmpstr (g_ptr_array_index (rows->ids, i), ==, number_id (id));
    g_assert_cmpstr (sb_record_get_own_id (g_ptr_array_index (rows->records, i)),
                     ==,
                     number_id (id));
  }
}

typedef struct {
  const char *name;
  guint n_rows;
  guint max_rows;
  gboolean silent;
} Server;

/* Each kind of server there is, at the sizes where its pages end. */
static const Server servers[] = {
  { "whole", N_ROWS, 500, FALSE }, { "fifty", N_ROWS, 50, FALSE },
  { "silent", N_ROWS, 500, TRUE }, { "silent-fifty", N_ROWS, 50, TRUE },
  { "two", 40, 2, FALSE },         { "silent-two", 40, 2, TRUE },
  { "one", 7, 1, FALSE },          { "silent-one", 7, 1, TRUE },
  { "empty", 0, 500, FALSE },      { "silent-empty", 0, 500, TRUE },
  { "full", 500, 500, FALSE },     { "silent-full", 500, 500, TRUE },
  { "one-more", 501, 500, FALSE }, { "silent-one-more", 501, 500, TRUE },
};

static void
test_all (gconstpointer data)
{
  const Server *server = data;
  g_autoptr (Fixture) fixture = set_up (server->n_rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_max_rows (fixture->server, server->max_rows);
  fake_server_set_silent (fixture->server, server->silent);
  rows = read_all (fixture, SB_COLLECTION_DEVICES, &error);
  g_assert_no_error (error);
  assert_rows (rows, server->n_rows, 0);
  g_assert_cmpint (rows->total, ==, server->n_rows);
  g_assert_cmpint (
    sb_query_get_sort_field (fake_server_get_query (fixture->server, SB_COLLECTION_DEVICES)),
    ==,
    SB_QUERY_BY_ID);

  /* A server whose pages hold something is never waited for. */
  if (server->max_rows >= 50)
    g_assert_cmpint (sb_clock_get_now (fixture->clock), ==, 0);

  /* A read of several pages tells how far it is, and what it knows of the end. */
  if (server->n_rows > server->max_rows) {
    g_assert_cmpuint (fixture->progress->len, >=, 2);
    g_assert_cmpint (g_array_index (fixture->progress, gint64, 0), ==, server->max_rows);
    g_assert_cmpint (g_array_index (fixture->progress, gint64, 1),
                     ==,
                     server->silent ? -1 : (gint64) server->n_rows);
  }
}

/* A range is in the query's own order, and is read to its end on every kind of server. */
static void
test_range (gconstpointer data)
{
  const Server *server = data;
  g_autoptr (Fixture) fixture = set_up (server->n_rows);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  guint from = server->n_rows / 3;
  guint n_rows = server->n_rows / 2;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  if (n_rows == 0)
    n_rows = 10;
  fake_server_set_max_rows (fixture->server, server->max_rows);
  fake_server_set_silent (fixture->server, server->silent);
  sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, TRUE);
  sb_page_reader_read_range_async (SB_SERVER (fixture->server),
                                   query,
                                   from,
                                   n_rows,
                                   progress_cb,
                                   fixture,
                                   fixture->cancellable,
                                   loop_keep_result_cb,
                                   &fixture->result);
  wait_for_end (fixture);
  rows = sb_page_reader_read_finish (fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->ids->len, ==, MIN (n_rows, server->n_rows - from));
  for (guint i = 0; i < rows->ids->len; i++)
    g_assert_cmpstr (g_ptr_array_index (rows->ids, i), ==, number_id (from + i + 1));
  g_assert_true (
    sb_query_equal (query, fake_server_get_query (fixture->server, SB_COLLECTION_DEVICES)));
}

/* What the server makes of its list before it answers a page. */
static void
remove_first_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  gint64 *id = user_data;

  if (start > 0 && *id > 0) {
    fake_server_remove (server, SB_COLLECTION_DEVICES, number_id (*id));
    *id = 0;
  }
}

/* One device leaves while the list is read: every other one is there, and none twice. */
static void
test_one_leaves (gconstpointer data)
{
  gint64 id = GPOINTER_TO_INT (data);
  gint64 gone = id;
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_before_query (fixture->server, remove_first_cb, &gone);
  rows = read_all (fixture, SB_COLLECTION_DEVICES, &error);
  g_assert_no_error (error);
  assert_rows (rows, N_ROWS - 1, id);
}

static void
insert_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  gboolean *done = user_data;

  if (start > 0 && !*done)
    fake_server_insert (server, sb_query_get_collection (query), 0, "5000");
  *done = *done || start > 0;
}

/* One comes in at the front of a list that cannot be sorted: it is read, and nothing is twice. */
static void
test_one_comes (void)
{
  g_autoptr (Fixture) fixture = set_up (0);
  gboolean done = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_range (fixture->server, SB_COLLECTION_CONFIGURATIONS, 1, N_ROWS);
  fake_server_set_before_query (fixture->server, insert_cb, &done);
  rows = read_all (fixture, SB_COLLECTION_CONFIGURATIONS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->ids->len, ==, N_ROWS + 1);
  g_assert_cmpstr (g_ptr_array_index (rows->ids, 0), ==, "5000");
  g_assert_cmpstr (g_ptr_array_index (rows->ids, N_ROWS), ==, number_id (N_ROWS));
}

/* At each page one that was read already leaves: after three steps back it is given up. */
static void
shrink_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  gint64 *next = user_data;

  if (start > 0)
    fake_server_remove (server, SB_COLLECTION_DEVICES, number_id ((*next)++));
}

static void
test_never_still (gconstpointer data)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  gint64 next = 1;
  g_autoptr (GError) error = NULL;

  fake_server_set_max_rows (fixture->server, 50);
  fake_server_set_silent (fixture->server, GPOINTER_TO_INT (data));
  fake_server_set_before_query (fixture->server, shrink_cb, &next);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_INCOMPLETE);
  g_assert_cmpuint (fixture->n_pages, <, 12);
}

/* The server says that there are more than it sends. */
static void
test_left_out (void)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;

  fake_server_set_total (fixture->server, N_ROWS + 600);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_INCOMPLETE);
}

static void
repeat_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  /* Whatever is asked, what comes begins with the first row. */
  fake_server_set_range (server, SB_COLLECTION_DEVICES, 1 - start, N_ROWS + (guint) start);
}

/* A server that takes no notice of `start` sends the same page again and again. */
static void
test_repeats (gconstpointer data)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;

  fake_server_set_silent (fixture->server, GPOINTER_TO_INT (data));
  fake_server_set_before_query (fixture->server, repeat_cb, NULL);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_INCOMPLETE);
  g_assert_cmpuint (fixture->n_pages, <, 12);
}

/* Rows that never end. */
static void
test_endless (gconstpointer data)
{
  g_autoptr (Fixture) fixture = set_up (0);
  g_autoptr (GError) error = NULL;

  fake_server_set_silent (fixture->server, GPOINTER_TO_INT (data));
  fake_server_set_endless (fixture->server, TRUE);
  if (!GPOINTER_TO_INT (data))
    fake_server_set_total (fixture->server, G_MAXINT32);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_TOO_LARGE);
  /* What says itself that it is too large is not read at all. */
  if (!GPOINTER_TO_INT (data))
    g_assert_cmpuint (fixture->n_pages, ==, 1);
}

static void
jump_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  fake_server_set_total (server, start + 2000 + (start / 500) % 2 * 700);
}

/* Totals that jump at each page. */
static void
test_jumps (void)
{
  g_autoptr (Fixture) fixture = set_up (0);
  g_autoptr (GError) error = NULL;

  fake_server_set_endless (fixture->server, TRUE);
  fake_server_set_before_query (fixture->server, jump_cb, NULL);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_TOO_LARGE);
  g_assert_cmpuint (fixture->n_pages, <, 20);
}

static void
groups_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  /* Groups of 7 and 1 by turns: a page ends where the group of its first row ends. */
  guint at = (guint) (start % 8);

  fake_server_set_max_rows (server, at < 7 ? 7 - at : 1);
}

/* A page of a server that pages by groups may end after one row, with more to come. */
static void
test_groups (gconstpointer data)
{
  g_autoptr (Fixture) fixture = set_up (100);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_silent (fixture->server, GPOINTER_TO_INT (data));
  fake_server_set_before_query (fixture->server, groups_cb, NULL);
  rows = read_all (fixture, SB_COLLECTION_DEVICES, &error);
  g_assert_no_error (error);
  assert_rows (rows, 100, 0);
}

/* What a hostile server makes of each page before it answers it. */
static void
grow_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  fake_server_set_total (server, start + 3);
}

/* Whatever is asked, what comes is a row that nobody can know again and those that were there. */
static void
blur_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  g_autofree const char **ids = g_new0 (const char *, (gsize) start + 50);

  for (gint64 i = 1; i < 50; i++)
    ids[start + i] = number_id (i);
  fake_server_set_ids (server, sb_query_get_collection (query), ids, (guint) start + 50);
  fake_server_set_total (server, start + 60);
}

typedef struct {
  const char *name;
  SbCollection collection;
  guint max_rows;
  FakeServerFunc before_query; /* (nullable) */
  gsize page_size;
  int code;
  guint max_pages;
} Endless;

static const Endless endless[] = {
  { "row-by-row", SB_COLLECTION_DEVICES, 2, NULL, 0, SB_ERROR_INCOMPLETE, 120 },
  { "growing", SB_COLLECTION_DEVICES, 2, grow_cb, 0, SB_ERROR_INCOMPLETE, 120 },
  { "no-id", SB_COLLECTION_DEVICES, 500, blur_cb, 0, SB_ERROR_INCOMPLETE, 120 },
  { "bytes", SB_COLLECTION_DEVICES, 500, NULL, 32 * 1024 * 1024, SB_ERROR_TOO_LARGE, 17 },
  { "configurations", SB_COLLECTION_CONFIGURATIONS, 500, NULL, 0, SB_ERROR_TOO_LARGE, 22 },
  { "groups", SB_COLLECTION_DEVICE_GROUPS, 50, NULL, 0, SB_ERROR_TOO_LARGE, 210 },
};

/* Lists without an end are given up after so many requests, and those that bring nearly nothing go
 * ten times a second. */
static void
test_bounds (gconstpointer data)
{
  const Endless *server = data;
  g_autoptr (Fixture) fixture = set_up (0);
  g_autoptr (GError) error = NULL;

  fake_server_set_silent (fixture->server, server->before_query == NULL);
  fake_server_set_endless (fixture->server, server->before_query != blur_cb);
  fake_server_set_max_rows (fixture->server, server->max_rows);
  fake_server_set_page_size (fixture->server, server->page_size);
  fake_server_set_before_query (fixture->server, server->before_query, NULL);
  g_assert_null (read_all (fixture, server->collection, &error));
  g_assert_error (error, SB_ERROR, server->code);
  g_assert_cmpuint (fixture->n_pages, <=, server->max_pages);
  if (server->code == SB_ERROR_INCOMPLETE)
    g_assert_cmpint (sb_clock_get_now (fixture->clock), >=, 80 * 100);
}

static void
fail_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  fake_server_will_fail_read (server, SB_ERROR_UNAVAILABLE);
}

static void
test_fails_later (gconstpointer data)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;

  fake_server_set_sequential (fixture->server, GPOINTER_TO_INT (data), FALSE);

  fake_server_set_before_query (fixture->server, fail_cb, NULL);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_UNAVAILABLE);
  g_assert_cmpuint (fixture->n_pages, ==, 2);
}

static void
cancel_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (gconstpointer data)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;

  fake_server_set_sequential (fixture->server, GPOINTER_TO_INT (data), FALSE);

  fake_server_set_before_query (fixture->server, cancel_cb, fixture->cancellable);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->progress->len, ==, 0);
}

static void
test_count (gconstpointer data)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = NULL;

  fake_server_set_sequential (fixture->server, GPOINTER_TO_INT (data), FALSE);

  fake_server_add_facet (fixture->server, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios", 700);
  sb_page_reader_count_async (SB_SERVER (fixture->server),
                              query,
                              NULL,
                              loop_keep_result_cb,
                              &fixture->result);
  wait_until (fixture->result != NULL);
  page = sb_page_reader_count_finish (fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sb_page_get_total (page), ==, N_ROWS);
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios"), ==, 700);
  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 1);
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_DEVICES), ==, 1);
}

/* Pages that follow each other as the server says, with an empty one after each or without, end
 * where the server says so, and not a request later. */
static void
test_sequential (gconstpointer data)
{
  const Server *server = data;

  for (guint gaps = 0; gaps < 2; gaps++) {
    g_autoptr (Fixture) fixture = set_up (server->n_rows);
    guint n_pages = MAX ((server->n_rows + server->max_rows - 1) / server->max_rows, 1);
    g_autoptr (GError) error = NULL;
    g_autoptr (SbPageRows) rows = NULL;

    fake_server_set_sequential (fixture->server, TRUE, gaps == 1);
    fake_server_set_max_rows (fixture->server, server->max_rows);
    fake_server_set_silent (fixture->server, server->silent);
    rows = read_all (fixture, SB_COLLECTION_DEVICES, &error);
    g_assert_no_error (error);
    assert_rows (rows, server->n_rows, 0);
    g_assert_cmpint (rows->total, ==, server->n_rows);
    g_assert_cmpuint (fixture->n_pages, ==, n_pages * (gaps + 1));
    g_assert_cmpint (
      sb_query_get_sort_field (fake_server_get_query (fixture->server, SB_COLLECTION_DEVICES)),
      ==,
      SB_QUERY_UNSORTED);
    if (n_pages > 1) {
      g_assert_cmpint (g_array_index (fixture->progress, gint64, 0), ==, server->max_rows);
      g_assert_cmpint (g_array_index (fixture->progress, gint64, 1),
                       ==,
                       server->silent ? -1 : (gint64) server->n_rows);
    }
  }
}

static void
forget_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  guint *n_times = user_data;

  if (start < 1000 || *n_times == 0)
    return;

  fake_server_forget_tokens (server);
  (*n_times)--;
}

/* Where the next page begins is not known any more: all is read again, and not for ever. */
static void
test_forgotten (gconstpointer data)
{
  guint n_times = GPOINTER_TO_UINT (data);
  gboolean lasts = n_times > 3;
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_sequential (fixture->server, TRUE, FALSE);
  fake_server_set_before_query (fixture->server, forget_cb, &n_times);
  rows = read_all (fixture, SB_COLLECTION_DEVICES, &error);
  if (lasts) {
    g_assert_null (rows);
    g_assert_error (error, SB_ERROR, SB_ERROR_INCOMPLETE);
    g_assert_cmpuint (fixture->n_pages, ==, 12);
  } else {
    g_assert_no_error (error);
    assert_rows (rows, N_ROWS, 0);
  }
}

/* One that was read leaves, and the server counts on from where it was: one that was not is missed,
 * and it is the total that tells. */
static void
test_sequential_leaves (void)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  gint64 gone = 300;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_sequential (fixture->server, TRUE, FALSE);
  fake_server_set_before_query (fixture->server, remove_first_cb, &gone);
  rows = read_all (fixture, SB_COLLECTION_DEVICES, &error);
  g_assert_no_error (error);
  assert_rows (rows, N_ROWS - 1, 300);
  g_assert_cmpuint (fixture->n_pages, ==, 6);
}

static void
leave_and_come_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  guint *n_changes = user_data;

  if (start == 500 && *n_changes == 0)
    fake_server_remove (server, SB_COLLECTION_DEVICES, "300");
  else if (start == 1000 && *n_changes == 1)
    fake_server_insert (server, SB_COLLECTION_DEVICES, 0, "5000");
  else
    return;
  (*n_changes)++;
}

/* What comes twice does not count for what is missing. */
static void
test_sequential_changes (void)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  guint n_changes = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_sequential (fixture->server, TRUE, FALSE);
  fake_server_set_before_query (fixture->server, leave_and_come_cb, &n_changes);
  rows = read_all (fixture, SB_COLLECTION_DEVICES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (rows->ids->len, ==, N_ROWS);
  g_assert_cmpstr (g_ptr_array_index (rows->ids, 0), ==, "5000");
  g_assert_cmpstr (g_ptr_array_index (rows->ids, 500), ==, "501");
}

static void
test_sequential_left_out (void)
{
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;

  fake_server_set_sequential (fixture->server, TRUE, FALSE);
  fake_server_set_total (fixture->server, N_ROWS + 600);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_INCOMPLETE);
}

/* The same page again and again, and pages without an end. */
static void
test_sequential_endless (gconstpointer data)
{
  gboolean repeats = GPOINTER_TO_INT (data);
  g_autoptr (Fixture) fixture = set_up (N_ROWS);
  g_autoptr (GError) error = NULL;

  fake_server_set_sequential (fixture->server, TRUE, FALSE);
  fake_server_set_silent (fixture->server, TRUE);
  if (repeats)
    fake_server_set_before_query (fixture->server, repeat_cb, NULL);
  else
    fake_server_set_endless (fixture->server, TRUE);
  g_assert_null (read_all (fixture, SB_COLLECTION_DEVICES, &error));
  if (repeats)
    g_assert_error (error, SB_ERROR, SB_ERROR_INCOMPLETE);
  else
    g_assert_error (error, SB_ERROR, SB_ERROR_TOO_LARGE);
}

/* What the server should have left out is left out, and no longer counted. */
static void
test_sequential_filter (void)
{
  g_autoptr (Fixture) fixture = set_up (0);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = NULL;

  fake_server_set_sequential (fixture->server, TRUE, FALSE);
  for (guint i = 1; i <= N_ROWS; i++) {
    SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

    sb_record_set_id (device, SB_DEVICE_FIELD_ID, number_id (i));
    sb_record_set_id (device, SB_DEVICE_FIELD_SPACE_ID, i % 3 == 0 ? "here" : "there");
    fake_server_put (fixture->server, SB_COLLECTION_DEVICES, sb_record_seal (device));
  }
  sb_query_set_space (query, "here");
  sb_page_reader_read_all_async (SB_SERVER (fixture->server),
                                 query,
                                 NULL,
                                 NULL,
                                 NULL,
                                 loop_keep_result_cb,
                                 &fixture->result);
  wait_for_end (fixture);
  rows = sb_page_reader_read_finish (fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->ids->len, ==, N_ROWS / 3);
  g_assert_cmpint (rows->total, ==, N_ROWS / 3);
  g_assert_cmpstr (g_ptr_array_index (rows->ids, 0), ==, "3");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++) {
    g_autofree char *all = g_strdup_printf ("/page-reader/all/%s", servers[i].name);
    g_autofree char *sequential = g_strdup_printf ("/page-reader/sequential/%s", servers[i].name);
    g_autofree char *range = g_strdup_printf ("/page-reader/range/%s", servers[i].name);

    g_test_add_data_func (all, &servers[i], test_all);
    g_test_add_data_func (range, &servers[i], test_range);
    g_test_add_data_func (sequential, &servers[i], test_sequential);
  }
  g_test_add_data_func ("/page-reader/leaves/first", GINT_TO_POINTER (1), test_one_leaves);
  g_test_add_data_func ("/page-reader/leaves/before", GINT_TO_POINTER (300), test_one_leaves);
  g_test_add_data_func ("/page-reader/leaves/edge", GINT_TO_POINTER (500), test_one_leaves);
  g_test_add_data_func ("/page-reader/leaves/after", GINT_TO_POINTER (501), test_one_leaves);
  g_test_add_func ("/page-reader/comes", test_one_comes);
  g_test_add_data_func ("/page-reader/never-still", GINT_TO_POINTER (FALSE), test_never_still);
  g_test_add_data_func ("/page-reader/never-still/silent",
                        GINT_TO_POINTER (TRUE),
                        test_never_still);
  g_test_add_func ("/page-reader/left-out", test_left_out);
  g_test_add_data_func ("/page-reader/repeats", GINT_TO_POINTER (FALSE), test_repeats);
  g_test_add_data_func ("/page-reader/repeats/silent", GINT_TO_POINTER (TRUE), test_repeats);
  g_test_add_data_func ("/page-reader/endless", GINT_TO_POINTER (FALSE), test_endless);
  g_test_add_data_func ("/page-reader/endless/silent", GINT_TO_POINTER (TRUE), test_endless);
  g_test_add_func ("/page-reader/jumps", test_jumps);
  g_test_add_data_func ("/page-reader/groups", GINT_TO_POINTER (FALSE), test_groups);
  g_test_add_data_func ("/page-reader/groups/silent", GINT_TO_POINTER (TRUE), test_groups);
  for (gsize i = 0; i < G_N_ELEMENTS (endless); i++) {
    g_autofree char *path = g_strdup_printf ("/page-reader/bounds/%s", endless[i].name);

    g_test_add_data_func (path, &endless[i], test_bounds);
  }
  g_test_add_data_func ("/page-reader/fails-later", GINT_TO_POINTER (FALSE), test_fails_later);
  g_test_add_data_func ("/page-reader/fails-later/sequential",
                        GINT_TO_POINTER (TRUE),
                        test_fails_later);
  g_test_add_data_func ("/page-reader/cancel", GINT_TO_POINTER (FALSE), test_cancel);
  g_test_add_data_func ("/page-reader/cancel/sequential", GINT_TO_POINTER (TRUE), test_cancel);
  g_test_add_data_func ("/page-reader/count", GINT_TO_POINTER (FALSE), test_count);
  g_test_add_data_func ("/page-reader/count/sequential", GINT_TO_POINTER (TRUE), test_count);
  g_test_add_data_func ("/page-reader/forgotten", GUINT_TO_POINTER (2), test_forgotten);
  g_test_add_data_func ("/page-reader/forgotten/always", GUINT_TO_POINTER (100), test_forgotten);
  g_test_add_func ("/page-reader/sequential-leaves", test_sequential_leaves);
  g_test_add_func ("/page-reader/sequential-changes", test_sequential_changes);
  g_test_add_func ("/page-reader/sequential-left-out", test_sequential_left_out);
  g_test_add_data_func ("/page-reader/sequential-endless",
                        GINT_TO_POINTER (FALSE),
                        test_sequential_endless);
  g_test_add_data_func ("/page-reader/sequential-repeats",
                        GINT_TO_POINTER (TRUE),
                        test_sequential_endless);
  g_test_add_func ("/page-reader/sequential-filter", test_sequential_filter);

  return g_test_run ();
}
