/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bodies that are too large, or compressed, or both. */

#define G_LOG_DOMAIN "test-body"

#include "client-test.h"
#include "fault-server.h"
#include "sb-wire.h"
#include "walk.h"

#include <string.h>

typedef struct {
  FaultServer *faults;
  SbClock *clock;
  SbServer *server;
  SbCondition *condition;
  Answer answer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->faults = fault_server_new (NULL, NULL);
  fixture->clock = sb_clock_new_manual (1790000000000);
  fixture->server = new_server (fault_server_get_address (fixture->faults), NULL, fixture->clock);
  fixture->condition = g_object_ref (sb_server_get_condition (fixture->server));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  answer_clear (&fixture->answer);
  g_clear_object (&fixture->condition);
  g_assert_finalize_object (fixture->server);
  g_clear_object (&fixture->clock);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
  fault_server_stop (fixture->faults);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  Heart heart;

  heart_start (&heart);
  fault_server_plan (fixture->faults, (Fault) GPOINTER_TO_INT (data), NULL);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
  heart_stop (&heart);
  g_assert_cmpint (heart.worst, <, HEART_LIMIT);

  /* No more is read than that takes; what is on its way is some MiB at most. */
  g_assert_cmpuint (fault_server_get_n_mib (fixture->faults), <, 64);

  /* The connection is given up, and the next call finds another. */
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
}

/* What is compressed is read as what it was, and a part of it is not all of it. */
static void
test_folded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;

  fault_server_plan (fixture->faults, FAULT_FOLDED_CUT, EMPTY_PAGE);
  fault_server_plan (fixture->faults, FAULT_FOLDED, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
  sb_clock_advance (fixture->clock,
                    sb_condition_get_retry_at (fixture->condition)
                      - sb_clock_get_now (fixture->clock));
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_cmpint (sb_page_get_total (SB_PAGE (fixture->answer.object)), ==, 0);
  request = fault_server_dup_request (fixture->faults, 0);
  g_assert_nonnull (strstr (request, "\nAccept-Encoding: gzip\n"));
}

/* Nobody asked for that: it is the server that is wrong, and not the network. Told at once, and
 * nothing of it is asked for again. */
static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  static const char *const encodings[] = { "br",
                                           "gzip, gzip, gzip",
                                           "gzip, identity",
                                           "x-gzip",
                                           "gzip" };
  guint n_requests = 0;
  Heart heart;

  heart_start (&heart);
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
    g_autofree char *header = g_strdup_printf ("Content-Encoding: %s\r\n", encodings[i]);

    g_test_message ("%s", encodings[i]);
    fault_server_forget (fixture->faults);
    fault_server_plan_json (fixture->faults, 200, header, EMPTY_PAGE);
    ask_devices (fixture->server, NULL, &fixture->answer);
    wait_until (fixture->answer.done);
    g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
    g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, ++n_requests);
  }

  /* Right at first, and wrong in the middle or at the end. */
  for (Fault fault = FAULT_FOLDED_BROKEN; fault <= FAULT_FOLDED_WRONG; fault++) {
    fault_server_forget (fixture->faults);
    fault_server_plan (fixture->faults, fault, EMPTY_PAGE);
    ask_devices (fixture->server, NULL, &fixture->answer);
    wait_until (fixture->answer.done);
    g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
    g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, ++n_requests);
  }

  /* No answer at all, for ever. */
  for (Fault fault = FAULT_INFORMATIONAL; fault <= FAULT_HEAD; fault++) {
    fault_server_forget (fixture->faults);
    fault_server_plan (fixture->faults, fault, NULL);
    ask_devices (fixture->server, NULL, &fixture->answer);
    wait_until (fixture->answer.done);
    g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
    g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, ++n_requests);
  }
  heart_stop (&heart);
  g_assert_cmpint (heart.worst, <, HEART_LIMIT);
  g_assert_cmpint (sb_condition_get_state (fixture->condition), ==, SB_CONDITION_FINE);
}

/* Some of it is allowed. */
static void
test_informational (Fixture *fixture, gconstpointer data)
{
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 102 Processing\r\n\r\n"
                                            "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"
                                            "HTTP/1.1 200 OK\r\n"
                                            "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                            strlen (EMPTY_PAGE),
                                            EMPTY_PAGE);

  fault_server_plan (fixture->faults, FAULT_REPLY, reply);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
}

/* A list of texts of @length bytes in all, as the result or as what is wrong. */
static char *
make_large (gsize length, gboolean failure)
{
  g_autoptr (GString) text = g_string_sized_new (length + 200);

  g_string_append (
    text,
    failure ? "{\"result\":null,\"errors\":{\"globalErrors\":[{\"code\":\"Large\"}"
            : "{\"errors\":null,\"result\":{\"totalCount\":7,\"searchResults\":[{\"id\":1}");
  while (text->len < length)
    g_string_append_printf (text, ",{\"message\":[\"%04000u\",{\"a\":\"b\"}]}", 0u);
  g_string_append (text, "]}}");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whatever the status says, a large body is read, once, while the window is drawn. In a debug build
 * the reader itself asserts it; see /body/main-thread. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 200, 400, 403, 404, 409, 412, 500 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    gsize length = statuses[i] == 500 ? 24 * 1024 * 1024 : 1024 * 1024;
    g_autofree char *text = make_large (length, statuses[i] != 200);
    Heart heart;

    g_test_message ("%u", statuses[i]);
    answer_clear (&fixture->answer);
    fault_server_forget (fixture->faults);
    fault_server_plan_json (fixture->faults, statuses[i], NULL, text);
    heart_start (&heart);
    ask_devices (fixture->server, NULL, &fixture->answer);
    wait_until (fixture->answer.done);
    heart_stop (&heart);
    g_assert_cmpint (heart.worst, <, HEART_LIMIT);
    g_assert_cmpint (fixture->answer.error == NULL, ==, statuses[i] == 200);
    if (statuses[i] != 200)
      g_assert_cmpuint (sb_error_get_http_status (fixture->answer.error), ==, statuses[i]);
    /* Nobody looks at so much of a refusal, but where it brings something along. */
    if (statuses[i] != 200)
      g_assert_cmpstr (sb_error_get_details (fixture->answer.error)->server_code,
                       ==,
                       statuses[i] == 412 ? "Large" : NULL);
  }
}

static gboolean
read_in_main_cb (gpointer user_data)
{
  GBytes *body = user_data;
  g_autoptr (GError) failure = sb_wire_read_error (412, body, 0);

  g_assert_error (failure, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);

  return G_SOURCE_REMOVE;
}

static void
read_in_main (gsize length)
{
  g_autofree char *text = make_large (length, TRUE);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  g_idle_add (read_in_main_cb, body);
  loop_settle ();
}

/* The parser asserts that the main thread gives it no large body: one that is planted is seen. */
static void
test_main_thread (void)
{
  if (g_test_subprocess ()) {
    read_in_main (SB_WIRE_MAX_IN_MAIN + 1);
    return;
  }

  read_in_main (SB_WIRE_MAX_IN_MAIN / 2);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*is_main_thread*");
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/body/too-large/said", GINT_TO_POINTER (FAULT_OVERSIZED), test_too_large);
  ADD ("/body/too-large/chunked", GINT_TO_POINTER (FAULT_OVERSIZED_CHUNKED), test_too_large);
  ADD ("/body/too-large/bomb", GINT_TO_POINTER (FAULT_BOMB), test_too_large);
  ADD ("/body/too-large/hollow", GINT_TO_POINTER (FAULT_HOLLOW), test_too_large);
  ADD ("/body/folded", NULL, test_folded);
  ADD ("/body/nonsense", NULL, test_nonsense);
  ADD ("/body/informational", NULL, test_informational);
  ADD ("/body/large", NULL, test_large);
  g_test_add_func ("/body/main-thread", test_main_thread);

  return g_test_run ();
}
