/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What it costs to know rows by their ids: lists that are filled and refreshed, and a selection.
 * The number of rows is the first argument. Each line is the best of several runs. */

#define G_LOG_DOMAIN "bench-ids"

#include "fake-server.h"
#include "loop.h"
#include "sb-device.h"
#include "sb-page-reader.h"
#include "sb-rows.h"
#include "sb-selection.h"

#include <time.h>

#define RUNS 10

typedef enum { MAKE, FILL, REFRESH, PAGES, READ, TOGGLE, LOOK, RANGE, LIST, N_STEPS } Step;

static const char *const names[N_STEPS] = {
  [MAKE] = "make the records",      [FILL] = "fill a list",
  [REFRESH] = "refresh it at once", [PAGES] = "refresh it page by page",
  [READ] = "read and merge pages",  [TOGGLE] = "select each row",
  [LOOK] = "look at each row",      [RANGE] = "select all rows as one range",
  [LIST] = "list the selection",
};

static gint64 best[N_STEPS];

/* What the processors did for us: others that are busy do not count. */
static gint64
get_work (void)
{
  struct timespec work;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &work);

  return work.tv_sec * G_USEC_PER_SEC + work.tv_nsec / 1000;
}

static void
note (Step step, gint64 *since)
{
  gint64 now = get_work ();
  gint64 duration = now - *since;

  best[step] = best[step] == 0 ? duration : MIN (best[step], duration);
  *since = get_work ();
}

static GPtrArray *
make_records (guint n, const char *name, GPtrArray *ids)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++) {
    SbRecord *record = sb_record_new (SB_TYPE_DEVICE);
    g_autofree char *id = g_strdup_printf ("%u", 1000000 + i);

    sb_record_set_id (record, SB_DEVICE_FIELD_ID, id);
    sb_record_set_string (record, SB_DEVICE_FIELD_DEVICE_NAME, name);
    g_ptr_array_add (records, sb_record_seal (record));
    if (ids != NULL)
      sb_ids_add (ids, id);
  }

  return records;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, NULL);

  g_assert_true (rows != NULL);
  *done = TRUE;
}

static void
run_list (guint n)
{
  g_autoptr (GListStore) owner = g_list_store_new (SB_TYPE_ROW);
  g_autoptr (SbRows) rows = sb_rows_new (G_LIST_MODEL (owner));
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  gint64 since = get_work ();
  g_autoptr (GPtrArray) records = make_records (n, "before", ids);
  g_autoptr (GPtrArray) newer = NULL;

  note (MAKE, &since);
  newer = make_records (n, "after", NULL);
  since = get_work ();
  sb_rows_merge (rows, 0, n, sb_ids_peek (ids, NULL), records, n);
  note (FILL, &since);
  sb_rows_merge (rows, 0, n, sb_ids_peek (ids, NULL), newer, n);
  note (REFRESH, &since);
  for (guint i = 0; i < n; i += 100) {
    g_autoptr (GPtrArray) page = g_ptr_array_new ();

    for (guint k = i; k < i + 100; k++)
      g_ptr_array_add (page, g_ptr_array_index (records, k));
    sb_rows_merge (rows, i, 100, sb_ids_peek (ids, NULL) + i, page, n);
  }
  note (PAGES, &since);
}

static void
run_read (guint n)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  gint64 since;
  gboolean done = FALSE;

  fake_server_set_range (server, SB_COLLECTION_DEVICES, 1, n);
  since = get_work ();
  sb_page_reader_read_all_async (SB_SERVER (server), query, NULL, NULL, NULL, read_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  note (READ, &since);
}

static void
run_selection (guint n)
{
  g_autoptr (GListStore) model = g_list_store_new (SB_TYPE_ROW);
  g_autoptr (GPtrArray) records = make_records (n, "row", NULL);
  g_autoptr (SbSelection) selection = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  gint64 since;
  guint n_selected = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (SbRow) row = sb_row_new (g_ptr_array_index (records, i));

    g_list_store_append (model, row);
  }
  selection = sb_selection_new (G_LIST_MODEL (model), FALSE);

  since = get_work ();
  for (guint i = 0; i < n; i++)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), i, FALSE);
  note (TOGGLE, &since);
  for (guint i = 0; i < n; i++)
    n_selected += gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), i) ? 1 : 0;
  note (LOOK, &since);
  g_assert_cmpuint (n_selected, ==, n);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
  since = get_work ();
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 0, n, TRUE);
  note (RANGE, &since);
  ids = sb_selection_get_ids (selection);
  note (LIST, &since);
  g_assert_cmpuint (ids->len, ==, n);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;

  for (guint i = 0; i < RUNS; i++) {
    run_list (n);
    run_read (n);
    run_selection (n);
  }

  g_print ("%-30s %10s\n", "", "ms");
  for (guint i = 0; i < N_STEPS; i++)
    g_print ("%-30s %10.1f\n", names[i], (double) best[i] / 1000);

  return 0;
}
