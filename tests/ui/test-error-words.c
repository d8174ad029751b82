/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-error-words"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-words.h"

#include <gio/gio.h>
#include <string.h>

static GError *
make_error (SbError code, const SbErrorDetails *details)
{
  return sb_error_new (code, details, "technical text");
}

/* Every code has a title of its own, and none says it with a full stop. */
static void
test_titles (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = SB_ERROR_CANCELLED; code < SB_N_ERRORS; code++) {
    g_autoptr (GError) error = make_error ((SbError) code, NULL);
    const char *title = sb_words_error_title (error);
    g_autofree char *details = sb_words_error_details (error);

    g_assert_cmpuint (strlen (title), >, 0);
    g_assert_false (g_str_has_suffix (title, "."));
    g_assert_true (g_hash_table_add (seen, (gpointer) title));
    g_assert_nonnull (strstr (details, title));
    g_assert_nonnull (strstr (details, "technical text"));
  }
}

/* What a person can do something about says what. */
static void
test_advice (void)
{
  for (int code = SB_ERROR_OFFLINE; code < SB_N_ERRORS; code++) {
    g_autoptr (GError) error = make_error ((SbError) code, NULL);
    g_autofree char *advice = sb_words_error_advice (error);

    if (code == SB_ERROR_INVALID)
      continue;
    g_assert_cmpuint (strlen (advice), >, 0);
    g_assert_true (g_str_has_suffix (advice, "."));
  }
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "a library’s words");
  g_autofree char *advice = sb_words_error_advice (error);

  g_assert_cmpstr (sb_words_error_title (error), ==, "Something went wrong");
  g_assert_cmpstr (advice, ==, "a library’s words");
}

static char *
describe_tls (guint flags)
{
  SbErrorDetails details = { .tls_flags = flags };
  g_autoptr (GError) error = make_error (SB_ERROR_TLS, &details);

  return sb_words_error_advice (error);
}

/* Each bit has its sentence, and every combination of bits has all of theirs. */
static void
test_tls (void)
{
  const guint flags[] = { G_TLS_CERTIFICATE_UNKNOWN_CA,    G_TLS_CERTIFICATE_BAD_IDENTITY,
                          G_TLS_CERTIFICATE_NOT_ACTIVATED, G_TLS_CERTIFICATE_EXPIRED,
                          G_TLS_CERTIFICATE_REVOKED,       G_TLS_CERTIFICATE_INSECURE };
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *nothing = describe_tls (0);
  g_autofree char *other = describe_tls (G_TLS_CERTIFICATE_GENERIC_ERROR);

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    g_ptr_array_add (sentences, describe_tls (flags[i]));

  for (guint set = 1; set < 1u << G_N_ELEMENTS (flags); set++) {
    guint bits = 0;
    guint n_bits = 0;
    g_autofree char *words = NULL;
    g_auto (GStrv) lines = NULL;

    for (guint i = 0; i < G_N_ELEMENTS (flags); i++) {
      bits |= (set & (1u << i)) != 0 ? flags[i] : 0;
      n_bits += (set & (1u << i)) != 0;
    }
    words = describe_tls (bits);
    lines = g_strsplit (words, "\n", -1);
    g_assert_cmpuint (g_strv_length (lines), ==, n_bits);
    for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
      g_assert_cmpint (strstr (words, g_ptr_array_index (sentences, i)) != NULL,
                       ==,
                       (set & (1u << i)) != 0);
  }

  g_assert_cmpstr (nothing, ==, "The server and this computer found no common way to make one.");
  g_assert_cmpstr (other, ==, nothing);
}

/* A name that is not found, a refused connection and a time-out are three sentences; so are the
 * ways in which there is no secure connection; and 503 is maintenance, whatever it came to. */
static void
test_causes (void)
{
  const struct {
    SbError code;
    SbErrorDetails details;
    const char *title;
    const char *advice;
  } cases[] = {
    { SB_ERROR_OFFLINE, { 0 }, "The server cannot be reached", "Check the network" },
    { SB_ERROR_OFFLINE,
      { .network_problem = SB_NETWORK_NO_SUCH_NAME },
      "No server of this name was found",
      "address" },
    { SB_ERROR_OFFLINE,
      { .network_problem = SB_NETWORK_REFUSED },
      "The server refused the connection",
      "port" },
    { SB_ERROR_DEADLINE, { 0 }, "The server did not answer in time", "later" },
    { SB_ERROR_TLS,
      { .tls_flags = G_TLS_CERTIFICATE_EXPIRED },
      "The server’s certificate is not trusted",
      "expired" },
    { SB_ERROR_TLS, { 0 }, "No secure connection could be made", "no common way" },
    { SB_ERROR_TLS,
      { .network_problem = SB_NETWORK_NOT_TLS },
      "No secure connection could be made",
      "does not speak TLS" },
    { SB_ERROR_TLS,
      { .network_problem = SB_NETWORK_ASKS_CERTIFICATE },
      "No secure connection could be made",
      "asks for a certificate" },
    { SB_ERROR_UNAVAILABLE, { .http_status = 503 }, "The server is under maintenance", "later" },
    { SB_ERROR_RATE_LIMITED,
      { .http_status = 503, .retry_at = G_GINT64_CONSTANT (1760000000000) },
      "The server is under maintenance",
      "Try again after" },
    { SB_ERROR_RATE_LIMITED,
      { .http_status = 429, .retry_at = G_GINT64_CONSTANT (1760000000000) },
      "The server asks to wait",
      "too many requests" },
    { SB_ERROR_UNAUTHORIZED,
      { .http_status = 401 },
      "The server refused the sign-in",
      "multi-factor" },
    { SB_ERROR_UNAUTHORIZED,
      { .http_status = 401, .with_token = TRUE },
      "The server refused the token",
      "expired" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = make_error (cases[i].code, &cases[i].details);
    g_autofree char *advice = sb_words_error_advice (error);

    g_assert_cmpstr (sb_words_error_title (error), ==, cases[i].title);
    g_assert_nonnull (strstr (advice, cases[i].advice));
  }
}

static void
test_keyring (void)
{
  const SbKeyringProblem problems[] = { SB_KEYRING_FAILED,
                                        SB_KEYRING_LOCKED,
                                        SB_KEYRING_ABSENT,
                                        SB_KEYRING_EMPTY };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++) {
    SbErrorDetails details = { .keyring_problem = problems[i] };
    g_autoptr (GError) error = make_error (SB_ERROR_KEYRING, &details);

    g_assert_true (g_hash_table_add (seen, sb_words_error_advice (error)));
    g_assert_true (g_hash_table_add (seen, g_strdup (sb_words_error_title (error))));
  }
}

/* Each reason of the disk has words and advice of its own. */
static void
test_storage (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int problem = SB_STORAGE_REFUSED; problem <= SB_STORAGE_IN_USE; problem++) {
    SbErrorDetails details = { .storage_problem = (SbStorageProblem) problem };
    g_autoptr (GError) error = sb_error_new (SB_ERROR_STORAGE, &details, "x");
    g_autofree char *advice = sb_words_error_advice (error);

    g_assert_nonnull (advice);
    g_assert_true (g_hash_table_add (seen, g_strdup (sb_words_error_title (error))));
    g_assert_true (g_hash_table_add (seen, g_steal_pointer (&advice)));
  }
}

static void
test_details (void)
{
  SbErrorDetails forbidden = { .http_status = 403, .permission = (char *) "device.retire" };
  SbErrorDetails limited = { .http_status = 429, .retry_at = G_GINT64_CONSTANT (1760000000000) };
  SbErrorDetails lost = { .maybe_done = TRUE };
  g_autoptr (GPtrArray)
    fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  SbErrorDetails invalid = { .http_status = 400, .field_errors = fields };
  g_autoptr (GError) error = make_error (SB_ERROR_FORBIDDEN, &forbidden);
  g_autofree char *advice = sb_words_error_advice (error);
  g_autofree char *details = sb_words_error_details (error);
  g_autofree char *limited_advice = NULL;
  g_autofree char *lost_details = NULL;
  g_autofree char *invalid_advice = NULL;
  g_autoptr (GError) limited_error = make_error (SB_ERROR_RATE_LIMITED, &limited);
  g_autoptr (GError) lost_error = make_error (SB_ERROR_DEADLINE, &lost);
  g_autoptr (GError) odd_error = make_error (SB_ERROR_PROTOCOL, &lost);
  g_autoptr (GError) invalid_error = NULL;

  g_assert_cmpstr (sb_words_error_title (odd_error), ==, "Sent; the server did not confirm it");
  g_assert_nonnull (strstr (advice, "device.retire"));
  g_assert_nonnull (strstr (details, "HTTP 403"));

  limited_advice = sb_words_error_advice (limited_error);
  g_assert_nonnull (strstr (limited_advice, "2025"));

  lost_details = sb_words_error_details (lost_error);
  g_assert_nonnull (strstr (lost_details, "it may have been carried out"));

  g_ptr_array_add (fields, sb_field_error_new (-1, "rows", "Range", "must be between 1 and 500"));
  g_ptr_array_add (fields, sb_field_error_new (SB_DRAFT_FIELD_NAME, "name", "Size", NULL));
  invalid_error = make_error (SB_ERROR_INVALID, &invalid);
  invalid_advice = sb_words_error_advice (invalid_error);
  g_assert_cmpstr (invalid_advice, ==, "rows: must be between 1 and 500\nname: Size");
}

static void
test_capability (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autofree char *nothing = NULL;
  g_autofree char *off = NULL;
  g_autofree char *not_offered = NULL;
  g_autofree char *not_answered = NULL;
  g_autofree char *not_reported = NULL;
  g_autofree char *forbidden = NULL;
  g_autofree char *unnamed = NULL;

  nothing = sb_words_capability (SB_SERVER (server), SB_CAPABILITY_PUSH);
  g_assert_null (nothing);

  fake_server_set_support (server, SB_CAPABILITY_PUSH, SB_SUPPORT_SWITCHED_OFF);
  off = sb_words_capability (SB_SERVER (server), SB_CAPABILITY_PUSH);
  g_assert_nonnull (strstr (off, "switched on in Account"));

  fake_server_set_support (server, SB_CAPABILITY_PUSH, SB_SUPPORT_NOT_OFFERED);
  not_offered = sb_words_capability (SB_SERVER (server), SB_CAPABILITY_PUSH);
  g_assert_nonnull (strstr (not_offered, "server’s own console"));
  g_assert_null (strstr (not_offered, "between"));

  fake_server_set_support (server, SB_CAPABILITY_PUSH, SB_SUPPORT_NOT_ANSWERED);
  not_answered = sb_words_capability (SB_SERVER (server), SB_CAPABILITY_PUSH);
  g_assert_nonnull (strstr (not_answered, "something between you and it"));
  fake_server_set_support (server, SB_CAPABILITY_WATCH_DELIVERIES, SB_SUPPORT_NOT_ANSWERED);
  not_reported = sb_words_capability (SB_SERVER (server), SB_CAPABILITY_WATCH_DELIVERIES);
  g_assert_nonnull (strstr (not_reported, "something between you and it"));

  fake_server_set_support (server, SB_CAPABILITY_PUSH, SB_SUPPORT_FORBIDDEN);
  forbidden = sb_words_capability (SB_SERVER (server), SB_CAPABILITY_PUSH);
  g_assert_nonnull (strstr (forbidden, "device.push.profile"));

  fake_server_set_support (server, SB_CAPABILITY_RETIRE, SB_SUPPORT_FORBIDDEN);
  unnamed = sb_words_capability (SB_SERVER (server), SB_CAPABILITY_RETIRE);
  g_assert_cmpstr (unnamed, ==, "You don’t have the permission on this server.");
}

/* @now and @time: ISO 8601. */
static void
assert_time (const char *now, const char *time, const char *expected)
{
  g_autoptr (GDateTime) here = g_date_time_new_from_iso8601 (now, NULL);
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 (time, NULL);
  g_autofree char *words = sb_words_time (g_date_time_to_unix (then) * 1000,
                                          g_date_time_to_unix (here) * 1000);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_time (void)
{
  const char *now = "2026-11-28T10:14:00Z"; /* a Saturday */
  g_autofree char *never = sb_words_time (0, 1);
  g_autofree char *far = sb_words_time (G_MAXINT64, 1);

  assert_time (now, now, "Just now");
  assert_time (now, "2026-11-28T10:13:01Z", "Just now");
  assert_time (now, "2026-11-28T10:13:00Z", "1 minute ago");
  assert_time (now, "2026-11-28T09:15:00Z", "59 minutes ago");
  assert_time (now, "2026-11-28T09:14:00Z", "Today, 09:14");
  assert_time (now, "2026-11-28T00:00:00Z", "Today, 00:00");
  assert_time (now, "2026-11-27T23:59:59Z", "Yesterday, 23:59");
  assert_time (now, "2026-11-27T00:00:00Z", "Yesterday, 00:00");
  assert_time (now, "2026-11-26T08:33:00Z", "Thursday, 08:33");
  assert_time (now, "2026-11-22T08:33:00Z", "Sunday, 08:33");
  /* The same day of the week would be taken for today. */
  assert_time (now, "2026-11-21T23:59:59Z", "21 Nov 2026");
  assert_time (now, "2025-02-03T08:33:00Z", "3 Feb 2025");
  /* Minutes count, whatever the day is. */
  assert_time ("2026-01-01T00:20:00Z", "2025-12-31T23:50:00Z", "30 minutes ago");

  /* Two clocks differ a little; more than that is a clock that is wrong. */
  assert_time (now, "2026-11-28T10:18:59Z", "Just now");
  assert_time (now, "2026-11-28T10:19:00Z", "28 Nov 2026, 10:19 (in the future)");
  assert_time (now, "2027-01-02T08:33:00Z", "2 Jan 2027, 08:33 (in the future)");

  g_assert_cmpstr (never, ==, "Never");
  g_assert_cmpstr (far, ==, "Unknown");
}

static void
test_wait (void)
{
  g_autofree char *second = sb_words_wait (1);
  g_autofree char *seconds = sb_words_wait (59000);
  g_autofree char *minutes = sb_words_wait (125000);
  g_autofree char *past = sb_words_wait (-5);

  g_assert_cmpstr (second, ==, "1 second");
  g_assert_cmpstr (seconds, ==, "59 seconds");
  g_assert_cmpstr (minutes, ==, "2:05");
  g_assert_cmpstr (past, ==, "0 seconds");
}

/* Who answered is said, and that it was not the server. */
static void
test_proxy (void)
{
  const guint statuses[] = { 407, 407, 403, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    SbErrorDetails details = { .http_status = statuses[i],
                               .proxy = (char *) "proxy.example.com",
                               .wants_sign_in = i == 0 };
    g_autoptr (GError) error = sb_error_new (SB_ERROR_PROXY, &details, "test");
    g_autofree char *advice = sb_words_error_advice (error);

    g_assert_true (g_str_has_prefix (sb_words_error_title (error), "The proxy "));
    g_assert_nonnull (strstr (advice, "proxy.example.com"));
    g_assert_null (strstr (advice, "maintenance"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-words/titles", test_titles);
  g_test_add_func ("/error-words/advice", test_advice);
  g_test_add_func ("/error-words/foreign", test_foreign);
  g_test_add_func ("/error-words/tls", test_tls);
  g_test_add_func ("/error-words/causes", test_causes);
  g_test_add_func ("/error-words/keyring", test_keyring);
  g_test_add_func ("/error-words/storage", test_storage);
  g_test_add_func ("/error-words/details", test_details);
  g_test_add_func ("/error-words/capability", test_capability);
  g_test_add_func ("/error-words/proxy", test_proxy);
  g_test_add_func ("/error-words/time", test_time);
  g_test_add_func ("/error-words/wait", test_wait);

  return g_test_run ();
}
