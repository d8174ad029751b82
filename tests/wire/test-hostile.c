/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Replies that are JSON and yet not what was asked for. Warnings are fatal here. */

#define G_LOG_DOMAIN "test-hostile"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-error.h"
#include "sb-tenant.h"
#include "sb-wire.h"

#include "wire-fixture.h"

#include <sys/resource.h>

#define RESULT(json) "{\"errors\":null,\"result\":" json "}"

static const char *no_replies[] = {
  "",
  "<html><body>Sign in</body></html>",
  "null",
  "7",
  "\"result\"",
  "true",
  "[]",
  "[{\"result\":{\"searchResults\":[]}}]",
  "{}",
  "{\"errors\":null}",
  "{\"Result\":{\"searchResults\":[]}}",
};

static const char *no_lists[] = {
  RESULT ("0"),
  RESULT ("1.5"),
  RESULT ("true"),
  RESULT ("\"searchResults\""),
  RESULT ("{\"searchResults\":null,\"totalCount\":7}"),
  RESULT ("{\"totalCount\":\"1\"}"),
  RESULT ("{\"searchResults\":{}}"),
  RESULT ("{\"searchResults\":\"[]\"}"),
  RESULT ("{\"searchResults\":7,\"totalCount\":7}"),
};

/* A list may be missing where nothing says that there is one; anything else may not. */
static const char *no_results[] = {
  "{\"result\":null}",
  RESULT ("null"),
};

static const char *empty_lists[] = {
  "{\"result\":null}",
  RESULT ("null"),
  RESULT ("{}"),
  RESULT ("[]"),
  RESULT ("{\"searchResults\":null}"),
  RESULT ("{\"searchResults\":[]}"),
  RESULT ("{\"searchResults\":null,\"totalCount\":0}"),
  RESULT ("{\"searchResults\":null,\"totalCount\":null,\"offset\":0}"),
  RESULT ("{\"totalCount\":-1}"),
};

/* The most memory that this process had, in KiB. */
static gsize
get_memory (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);

  return (gsize) usage.ru_maxrss;
}

static SbPage *
read_page (const char *text, gint64 start, guint rows)
{
  g_autoptr (GBytes) body = new_body (text);
  g_autoptr (GError) error = NULL;
  SbPage *page = sb_wire_read_page (SB_COLLECTION_DEVICES, body, start, rows, &error);

  g_assert_no_error (error);

  return page;
}

static void
assert_total (const char *json, gint64 start, gint64 expected)
{
  g_autofree char *text = g_strdup_printf (RESULT ("{\"searchResults\":[{\"id\":1},{\"id\":2}]%s}"),
                                           json);
  g_autoptr (SbPage) page = read_page (text, start, 50);

  g_assert_cmpint (sb_page_get_total (page), ==, expected);
  g_assert_cmpint (sb_page_get_offset (page), ==, start);
}

static void
assert_no_page (SbCollection collection, const char *text)
{
  g_autoptr (GBytes) body = new_body (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (sb_wire_read_page (collection, body, 0, 50, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
}

static void
test_no_lists (void)
{
  for (guint collection = 0; collection < SB_N_COLLECTIONS; collection++) {
    for (gsize i = 0; i < G_N_ELEMENTS (no_replies); i++)
      assert_no_page ((SbCollection) collection, no_replies[i]);
    for (gsize i = 0; i < G_N_ELEMENTS (no_lists); i++)
      assert_no_page ((SbCollection) collection, no_lists[i]);
  }
}

static void
test_empty_lists (void)
{
  for (guint collection = 0; collection < SB_N_COLLECTIONS; collection++) {
    for (gsize i = 0; i < G_N_ELEMENTS (empty_lists); i++) {
      g_autoptr (GBytes) body = new_body (empty_lists[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SbPage) page = sb_wire_read_page ((SbCollection) collection, body, 0, 50, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (sb_page_get_records (page)->len, ==, 0);
      g_assert_cmpuint (sb_page_get_n_received (page), ==, 0);
      g_assert_cmpint (sb_page_get_total (page), ==, 0);
    }
  }
}

/* What nothing but a list may be. */
static const char *
get_no_reply (gsize i)
{
  return i < G_N_ELEMENTS (no_replies) ? no_replies[i] : no_results[i - G_N_ELEMENTS (no_replies)];
}

#define N_NO_REPLIES (G_N_ELEMENTS (no_replies) + G_N_ELEMENTS (no_results))

static void
test_no_records (void)
{
  const char *no_records[] = { RESULT ("[]"),          RESULT ("[{\"id\":1}]"),
                               RESULT ("1"),           RESULT ("\"{}\""),
                               RESULT ("{}"),          RESULT ("{\"id\":0}"),
                               RESULT ("{\"id\":-5}"), RESULT ("{\"id\":[1]}") };

  for (gsize i = 0; i < N_NO_REPLIES + G_N_ELEMENTS (no_records); i++) {
    g_autoptr (GBytes)
      body = new_body (i < N_NO_REPLIES ? get_no_reply (i) : no_records[i - N_NO_REPLIES]);
    g_autoptr (GError) error = NULL;

    g_assert_null (sb_wire_read_record (SB_TYPE_CONFIGURATION, body, &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  }
}

static void
test_no_outcomes (void)
{
  const char *no_outcomes[] = { RESULT ("0"),
                                RESULT ("-1"),
                                RESULT ("\"no\""),
                                RESULT ("true"),
                                RESULT ("[]"),
                                RESULT ("[1]"),
                                RESULT ("{}"),
                                RESULT ("{\"accepted\":null}"),
                                RESULT ("{\"accepted\":-1,\"rejectedCount\":2}"),
                                RESULT ("{\"accepted\":\"many\"}"),
                                RESULT ("{\"rejectedCount\":0,\"rejected\":[]}"),
                                RESULT ("99999999999999999999"),
                                RESULT ("1e400") };

  for (guint kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    for (gsize i = 0; i < N_NO_REPLIES + G_N_ELEMENTS (no_outcomes); i++) {
      g_autoptr (GBytes)
        body = new_body (i < N_NO_REPLIES ? get_no_reply (i) : no_outcomes[i - N_NO_REPLIES]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SbOutcome) outcome = NULL;

      if (kind == SB_COMMAND_DELETE_CONFIGURATION && g_bytes_get_size (body) == 0)
        continue;
      outcome = sb_wire_read_outcome ((SbCommandKind) kind, body, &error);
      g_assert_null (outcome);
      g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
    }
  }
}

static void
test_totals (void)
{
  assert_total (",\"totalCount\":2", 0, 2);
  assert_total (",\"totalCount\":\"250\"", 100, 250);
  /* Less than what came. */
  assert_total (",\"totalCount\":1", 0, 2);
  assert_total (",\"totalCount\":0", 100, 102);
  assert_total (",\"totalCount\":100", 100, 102);
  /* Nothing, or what cannot be: there may be more than what came. */
  assert_total ("", 100, -1);
  assert_total (",\"totalCount\":null", 0, -1);
  assert_total (",\"totalCount\":-7", 0, -1);
  assert_total (",\"totalCount\":1.5", 0, -1);
  assert_total (",\"totalCount\":[]", 0, -1);
  assert_total (",\"totalCount\":9223372036854775807", 0, -1);
  assert_total (",\"totalCount\":4294967296", 0, -1);
  /* The offset and limit that a server claims do not move what was asked for. */
  assert_total (",\"totalCount\":500,\"offset\":-9223372036854775808,\"limit\":-1", 100, 500);
}

static void
test_end_of_list (void)
{
  g_autoptr (SbPage) none = read_page (RESULT ("{\"searchResults\":[],\"totalCount\":-1}"), 0, 50);
  g_autoptr (SbPage)
    beyond = read_page (RESULT ("{\"searchResults\":[],\"totalCount\":240}"), 250, 50);

  g_assert_cmpint (sb_page_get_total (none), ==, 0);
  g_assert_cmpint (sb_page_get_total (beyond), ==, 240);
  g_assert_cmpuint (sb_page_get_n_received (beyond), ==, 0);
}

/* @n_rows rows, of which the first has no id. */
static char *
make_rows (guint n_rows)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":null,\"result\":{\"searchResults\":[null");

  for (guint i = 1; i < n_rows; i++)
    g_string_append_printf (text, ",{\"id\":%u}", i);
  g_string_append (text, "],\"totalCount\":1000}}");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_more_than_asked (void)
{
  g_autofree char *text = make_rows (500);
  g_autofree char *more = make_rows (501);
  g_autoptr (GBytes) body = new_body (more);
  g_autoptr (SbPage) page = read_page (text, 0, 50);
  g_autoptr (SbPage) unlimited = read_page (text, 0, 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (sb_page_get_n_received (page), ==, 50);
  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 49);
  g_assert_cmpint (sb_page_get_total (page), ==, 1000);
  g_assert_cmpuint (sb_page_get_records (unlimited)->len, ==, 499);

  g_assert_null (sb_wire_read_page (SB_COLLECTION_DEVICES, body, 0, 50, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_TOO_LARGE);
}

/* A list that comes whole has an end, too, and is refused before it takes any room. */
static void
test_endless_list (void)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":null,\"result\":[{\"id\":1}");
  g_autoptr (GBytes) body = NULL;

  for (guint i = 2; i <= 900000; i++)
    g_string_append_printf (text, ",{\"id\":%u}", i);
  g_string_append (text, "]}");
  body = g_string_free_to_bytes (g_steal_pointer (&text));

  for (guint collection = 0; collection < SB_N_COLLECTIONS; collection++) {
    g_autoptr (GError) error = NULL;
    gsize before = get_memory ();

    g_assert_null (sb_wire_read_page ((SbCollection) collection, body, 0, 500, &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_TOO_LARGE);
    g_assert_cmpuint (get_memory (), <=, before + 16 * 1024);
  }

  /* Nobody asked for rows. */
  for (guint kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sb_wire_read_outcome ((SbCommandKind) kind, body, &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  }
}

/* Rows that no list could know again, and rows that are there twice. */
static void
test_dropped_rows (void)
{
  g_autoptr (SbPage) page = read_page (
    RESULT ("{\"searchResults\":[null,7,\"x\",[],{},{\"id\":0},{\"id\":-4},{\"id\":\"x\"},"
            "{\"id\":3,\"deviceName\":\"first\"},{\"id\":\"3\",\"deviceName\":\"again\"},"
            "{\"id\":4}],\"totalCount\":5}"),
    0,
    50);
  GPtrArray *records = sb_page_get_records (page);

  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpuint (sb_page_get_n_received (page), ==, 11);
  g_assert_cmpint (sb_page_get_total (page), ==, 11);
  /* The one that repeats an id could be used. */
  g_assert_cmpuint (sb_page_get_n_unusable (page), ==, 8);
  g_assert_cmpstr (
    sb_device_get_string (g_ptr_array_index (records, 0), SB_DEVICE_FIELD_DEVICE_NAME),
    ==,
    "first");
}

static void
test_bare_list (void)
{
  g_autoptr (SbPage) page = read_page (RESULT ("[{\"id\":1},{\"id\":2},{\"id\":3}]"), 50, 2);

  g_assert_cmpint (sb_page_get_offset (page), ==, 0);
  g_assert_cmpint (sb_page_get_total (page), ==, 3);
  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 3);
}

static void
test_facets (void)
{
  const char *no_facets[] = { "null",
                              "[]",
                              "7",
                              "{\"PLATFORMTYPE\":null}",
                              "{\"PLATFORMTYPE\":[]}" };
  g_autoptr (SbPage) page = read_page (
    RESULT ("{\"searchResults\":[],\"facetedResults\":{\"\":{},\"HASESIM\":{\"true\":\"3\","
            "\"false\":-1,\"x\":null,\"y\":{},\"z\":1.5}}}"),
    0,
    50);
  g_autoptr (GPtrArray) listed = sb_page_get_facet_values (page, SB_DEVICE_HAS_ESIM);

  g_assert_true (sb_page_has_facet (page, SB_DEVICE_HAS_ESIM));
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_HAS_ESIM, "true"), ==, 3);
  g_assert_cmpuint (listed->len, ==, 2);
  g_assert_false (sb_page_is_facet_counted (page, SB_DEVICE_HAS_ESIM, "x"));

  for (gsize i = 0; i < G_N_ELEMENTS (no_facets); i++) {
    g_autofree char *text =
      g_strdup_printf (RESULT ("{\"searchResults\":[],\"facetedResults\":%s}"), no_facets[i]);
    g_autoptr (SbPage) without = read_page (text, 0, 50);

    g_assert_false (sb_page_has_facet (without, SB_DEVICE_FIELD_PLATFORM_TYPE));
  }
}

static void
test_push_counts (void)
{
  g_autoptr (GBytes)
    body = new_body (RESULT ("{\"accepted\":\"3\",\"rejectedCount\":0,\"configuration\":{\"id\":1},"
                             "\"rejected\":[{\"deviceId\":7,\"code\":\"WHY_NOT\"},null,{}]}"));
  g_autoptr (SbOutcome) outcome = sb_wire_read_outcome (SB_COMMAND_PUSH, body, NULL);
  GPtrArray *rejected = sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED);
  SbRejection *first = g_ptr_array_index (rejected, 0);

  g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED), ==, 3);
  g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT), ==, 2);
  g_assert_null (sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION));
  g_assert_cmpint (sb_rejection_get_enum (first, SB_REJECTION_FIELD_CODE), ==, SB_REJECT_UNKNOWN);
  g_assert_cmpstr (sb_rejection_get_string (first, SB_REJECTION_FIELD_CODE), ==, "WHY_NOT");
}

/* Nothing is shared between two readers. */
static gpointer
read_often_cb (gpointer data)
{
  for (guint i = 0; i < 200; i++) {
    g_autoptr (SbPage) page = sb_wire_read_page (SB_COLLECTION_DEVICES, data, 0, 50, NULL);

    g_assert_cmpuint (sb_page_get_records (page)->len, ==, 3);
  }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GBytes) body = load_fixture ("devices.reply.json");
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_often_cb, body);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/hostile/threads", test_threads);
  g_test_add_func ("/wire/hostile/no-lists", test_no_lists);
  g_test_add_func ("/wire/hostile/empty-lists", test_empty_lists);
  g_test_add_func ("/wire/hostile/no-records", test_no_records);
  g_test_add_func ("/wire/hostile/no-outcomes", test_no_outcomes);
  g_test_add_func ("/wire/hostile/totals", test_totals);
  g_test_add_func ("/wire/hostile/end-of-list", test_end_of_list);
  g_test_add_func ("/wire/hostile/more-than-asked", test_more_than_asked);
  g_test_add_func ("/wire/hostile/endless-list", test_endless_list);
  g_test_add_func ("/wire/hostile/dropped-rows", test_dropped_rows);
  g_test_add_func ("/wire/hostile/bare-list", test_bare_list);
  g_test_add_func ("/wire/hostile/facets", test_facets);
  g_test_add_func ("/wire/hostile/push-counts", test_push_counts);

  return g_test_run ();
}
