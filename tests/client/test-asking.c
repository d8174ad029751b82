/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server is asked, to the letter. */

#define G_LOG_DOMAIN "test-asking"

#include "client-test.h"
#include "fault-server.h"
#include "sb-device.h"

#include <string.h>

#define REFUSED                                                                                    \
  "{\"errors\":{\"globalErrors\":null,\"fieldErrors\":[{\"code\":\"UnknownField\","                \
  "\"message\":\"no\",\"field\":\"sortFields[0].name\"}]},\"result\":null}"
#define ONE_ROW                                                                                    \
  "{\"errors\":null,\"result\":{\"searchResults\":[{\"id\":7,\"deviceName\":\"One\"}],"            \
  "\"totalCount\":1,\"offset\":0,\"limit\":50}}"

/* (transfer full): the value of a parameter in the first line of a request */
static char *
get_parameter (FaultServer *faults, guint number, const char *name)
{
  g_autofree char *request = fault_server_dup_request (faults, number);
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  g_autofree char *query = g_strdup (strchr (words[1], '?') + 1);
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
    g_autofree char *key = g_uri_unescape_string (g_strdelimit (pair[0], "+", ' '), NULL);

    if (g_strcmp0 (key, name) == 0)
      return g_uri_unescape_string (g_strdelimit (pair[1], "+", ' '), NULL);
  }

  return NULL;
}

static void
test_filters (void)
{
  static const struct {
    const char *value;
    const char *written;
  } cases[] = {
    { "IOS", "uid = IOS" },
    { "ann.lee_2@example.com", "uid = ann.lee_2@example.com" },
    { "02:00:00:00:00:01", "uid = 02:00:00:00:00:01" },
    { "Example Mobile", "uid = 'Example Mobile'" },
    { "O'Brien", "uid = 'O''Brien'" },
    { "say \"no\"", "uid = 'say \"no\"'" },
    { "DOMAIN\\user", "uid = 'DOMAIN\\user'" },
    { "a) or (b", "uid = 'a) or (b'" },
    { "Ü", "uid = 'Ü'" },
    { "1+1", "uid = '1+1'" },
    { "", "uid = ''" },
  };
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);

  fault_server_plan_json (faults, 200, NULL, ONE_ROW);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
    g_autoptr (SbPage) page = NULL;
    g_autofree char *written = NULL;

    sb_query_set_filter (query, SB_DEVICE_FIELD_UID, cases[i].value);
    page = get_page (server, query, 0, 50);
    written = get_parameter (faults, i, "fq");
    g_assert_cmpstr (written, ==, cases[i].written);
  }
}

/* Values of which a row has one are put in brackets, so that what comes beside them holds for all.
 */
static void
test_alternatives (void)
{
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (SbPage) page = NULL;
  g_autofree char *written = NULL;

  fault_server_plan_json (faults, 200, NULL, ONE_ROW);
  sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios");
  sb_query_set_filter (query, SB_DEVICE_FIELD_REGISTRATION_STATE, "retired");
  sb_query_add_filter (query, SB_DEVICE_FIELD_REGISTRATION_STATE, "wipe-pending");
  page = get_page (server, query, 0, 50);
  written = get_parameter (faults, 0, "fq");
  g_assert_cmpstr (written,
                   ==,
                   "platformType = IOS and (registrationState = RETIRED or registrationState = "
                   "WIPE_PENDING)");
}

static SbQuery *
new_sorted (SbCollection collection, int field)
{
  SbQuery *query = sb_query_new (collection);

  sb_query_set_sort (query, field, TRUE);

  return query;
}

static void
assert_sorted (FaultServer *faults, guint number, const char *field, const char *order)
{
  g_autofree char *name = get_parameter (faults, number, "sortFields[0].name");
  g_autofree char *direction = get_parameter (faults, number, "sortFields[0].order");

  g_assert_cmpstr (name, ==, field);
  g_assert_cmpstr (direction, ==, order);
}

/* A server that does not sort by a name sorts by the ids, and is not asked again and again. */
static void
test_refused_sort (void)
{
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbQuery) by_name = new_sorted (SB_COLLECTION_DEVICES, SB_DEVICE_FIELD_DEVICE_NAME);
  g_autoptr (SbQuery) by_checkin = new_sorted (SB_COLLECTION_DEVICES, SB_DEVICE_FIELD_LAST_CHECKIN);
  g_autoptr (SbPage) first = NULL;
  g_autoptr (SbPage) second = NULL;
  g_autoptr (SbPage) other = NULL;

  fault_server_plan_json (faults, 400, NULL, REFUSED);
  fault_server_plan_json (faults, 200, NULL, ONE_ROW);
  first = get_page (server, by_name, 0, 50);
  g_assert_cmpuint (sb_page_get_records (first)->len, ==, 1);
  g_assert_true (sb_page_get_sort_refused (first));
  assert_sorted (faults, 0, "deviceName", "DESC");
  assert_sorted (faults, 1, "id", "ASC");

  second = get_page (server, by_name, 0, 50);
  g_assert_true (sb_page_get_sort_refused (second));
  assert_sorted (faults, 2, "id", "ASC");
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 3);

  other = get_page (server, by_checkin, 0, 50);
  g_assert_false (sb_page_get_sort_refused (other));
  assert_sorted (faults, 3, "lastCheckin", "DESC");

  /* It may be another server by now. */
  sb_server_ask_again (server);
  g_clear_object (&second);
  second = get_page (server, by_name, 0, 50);
  g_assert_false (sb_page_get_sort_refused (second));
  assert_sorted (faults, 4, "deviceName", "DESC");
}

/* Fields of two collections may have the same number: only the one that was refused is left out. */
static void
test_refused_of_one (void)
{
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  const int field = SB_DEVICE_FIELD_DEVICE_NAME;
  g_autoptr (SbQuery) devices = new_sorted (SB_COLLECTION_DEVICES, field);
  g_autoptr (SbQuery) configurations = new_sorted (SB_COLLECTION_CONFIGURATIONS, field);
  g_autoptr (SbPage) refused = NULL;
  g_autoptr (SbPage) page = NULL;
  g_autofree char *name = NULL;

  fault_server_plan_json (faults, 400, NULL, REFUSED);
  fault_server_plan_json (faults, 200, NULL, ONE_ROW);
  refused = get_page (server, devices, 0, 50);
  g_assert_true (sb_page_get_sort_refused (refused));

  page = get_page (server, configurations, 0, 50);
  g_assert_false (sb_page_get_sort_refused (page));
  name = get_parameter (faults, 2, "sortFields[0].name");
  g_assert_cmpstr (name, !=, "id");
}

/* What is refused in the order of the ids too is not the name's fault. */
static void
test_refused_otherwise (void)
{
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbQuery) query = new_sorted (SB_COLLECTION_DEVICES, SB_DEVICE_FIELD_DEVICE_NAME);
  g_autoptr (SbPage) page = NULL;
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 400, NULL, REFUSED);
  ask_page (server, query, 0, 50, NULL, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_INVALID);
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 2);

  fault_server_forget (faults);
  fault_server_plan_json (faults, 200, NULL, ONE_ROW);
  page = get_page (server, query, 0, 50);
  g_assert_false (sb_page_get_sort_refused (page));
}

static void
test_sorted_people (void)
{
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  const SbCollection collections[] = { SB_COLLECTION_ACCOUNTS, SB_COLLECTION_ACCOUNT_GROUPS };

  fault_server_plan_json (faults, 200, NULL, ONE_ROW);
  for (guint i = 0; i < G_N_ELEMENTS (collections); i++) {
    g_autoptr (SbQuery) query = new_sorted (collections[i], SB_QUERY_BY_ID);
    g_autoptr (SbPage) page = get_page (server, query, 0, 50);

    assert_sorted (faults, i, "id", "DESC");
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/asking/filters", test_filters);
  g_test_add_func ("/asking/alternatives", test_alternatives);
  g_test_add_func ("/asking/refused-sort", test_refused_sort);
  g_test_add_func ("/asking/refused-of-one", test_refused_of_one);
  g_test_add_func ("/asking/refused-otherwise", test_refused_otherwise);
  g_test_add_func ("/asking/sorted-people", test_sorted_people);

  return g_test_run ();
}
