/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom the client trusts. */

#define G_LOG_DOMAIN "test-tls"

#include "client-test.h"
#include "fault-server.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  const char *name;
  const char *certificate; /* the server's */
  const char *ca_file;     /* (nullable): the account's */
  gboolean good;
  SbError code;
  guint flags; /* the ones that must be there */
} Case;

static const Case cases[] = {
  { "private-authority", "good", "authority.pem", TRUE, 0, 0 },
  { "private-authority-text", "good", "authority.txt", TRUE, 0, 0 },
  { "pkcs7", "good", "authority.p7b", FALSE, SB_ERROR_AUTHORITY, 0 },
  { "self-signed-trusted", "self-signed", "self-signed.pem", TRUE, 0, 0 },
  { "unknown-authority", "good", NULL, FALSE, SB_ERROR_TLS, G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "self-signed", "self-signed", NULL, FALSE, SB_ERROR_TLS, G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "other-authority",
    "self-signed",
    "authority.pem",
    FALSE,
    SB_ERROR_TLS,
    G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "other-name",
    "other-name",
    "authority.pem",
    FALSE,
    SB_ERROR_TLS,
    G_TLS_CERTIFICATE_BAD_IDENTITY },
  { "expired", "expired", "authority.pem", FALSE, SB_ERROR_TLS, G_TLS_CERTIFICATE_EXPIRED },
  { "other-name-and-authority",
    "other-name",
    NULL,
    FALSE,
    SB_ERROR_TLS,
    G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "no-such-file", "good", "missing.pem", FALSE, SB_ERROR_AUTHORITY, 0 },
  { "no-certificate", "good", "nothing.pem", FALSE, SB_ERROR_AUTHORITY, 0 },
  { "pipe", "good", "pipe.pem", FALSE, SB_ERROR_AUTHORITY, 0 },
  { "zero", "good", "zero.pem", FALSE, SB_ERROR_AUTHORITY, 0 },
  { "folder", "good", "folder.pem", FALSE, SB_ERROR_AUTHORITY, 0 },
  { "huge", "good", "huge.pem", FALSE, SB_ERROR_AUTHORITY, 0 },
  { "no-certificate-in-key", "good", "good.key", FALSE, SB_ERROR_AUTHORITY, 0 },
};

/* What is no file of certificates, and could be read for ever. */
static void
make_odd_files (void)
{
  g_autofree char *pipe_path = certificate_path ("pipe.pem");
  g_autofree char *zero = certificate_path ("zero.pem");
  g_autofree char *folder = certificate_path ("folder.pem");
  g_autofree char *huge = certificate_path ("huge.pem");
  int file = open (huge, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (ftruncate (file, 1 << 30), ==, 0);
  close (file);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", zero), ==, 0);
  g_assert_cmpint (mkdir (folder, 0700), ==, 0);
}

static FaultServer *
new_tls_server (const char *name)
{
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = g_strconcat (name, ".pem", NULL);
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate_file = certificate_path (certificate);
  g_autofree char *key_file = certificate_path (key);

  return fault_server_new (certificate_file, key_file);
}

static void
test_case (gconstpointer data)
{
  const Case *plan = data;
  const char *const ids[] = { "7" };
  g_autoptr (SbClock) clock = sb_clock_new_system ();
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, ids, G_N_ELEMENTS (ids));
  g_autoptr (FaultServer) faults = new_tls_server (plan->certificate);
  g_autofree char *ca_file = plan->ca_file != NULL ? certificate_path (plan->ca_file) : NULL;
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), ca_file, clock);
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  ask_devices (server, NULL, &answer);
  wait_until (answer.done);

  if (plan->good) {
    g_assert_no_error (answer.error);
    return;
  }

  g_assert_error (answer.error, SB_ERROR, (int) plan->code);
  g_assert_cmphex (sb_error_get_tls_flags (answer.error) & plan->flags, ==, plan->flags);
  if (plan->flags == 0)
    g_assert_cmphex (sb_error_get_tls_flags (answer.error), ==, 0);

  /* A change that meets this has not left. */
  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, (int) plan->code);
  g_assert_false (sb_error_is_maybe_done (answer.error));
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 0);
}

/* A file that was put right, and an account that was changed, are seen by the next call. */
static void
test_changed (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_system ();
  g_autoptr (FaultServer) faults = new_tls_server ("good");
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  g_autoptr (SbServer) server = NULL;
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  sb_account_set_address (account, fault_server_get_address (faults));
  server = make_server (account, "secret", clock);
  ask_devices (server, NULL, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_TLS);

  sb_account_set_ca_file (account, authority);
  ask_devices (server, NULL, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
}

/* It is changed while the old file is being read: whoever asks after that is answered by the new
 * one. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_system ();
  g_autoptr (FaultServer) faults = new_tls_server ("good");
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *other = certificate_path ("self-signed.pem");

  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  for (guint n_turns = 0; n_turns < 12; n_turns++) {
    g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
    g_autoptr (SbServer) server = NULL;
    g_auto (Answer) answer = { 0 };

    sb_account_set_address (account, fault_server_get_address (faults));
    sb_account_set_ca_file (account, other);
    server = make_server (account, "secret", clock);
    ask_devices (server, NULL, &answer);
    for (guint turn = 0; turn < n_turns; turn++)
      g_main_context_iteration (NULL, FALSE);
    sb_account_set_ca_file (account, authority);
    wait_until (answer.done);

    ask_devices (server, NULL, &answer);
    wait_until (answer.done);
    g_assert_no_error (answer.error);
  }
}

/* A window that is closed while its calls connect, shake hands or wait. */
static void
test_gone (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_system ();
  g_autoptr (FaultServer) faults = new_tls_server ("good");
  g_autofree char *authority = certificate_path ("authority.pem");

  fault_server_plan (faults, FAULT_HANG, NULL);
  for (guint n_turns = 0; n_turns < 24; n_turns++) {
    SbServer *server = new_server (fault_server_get_address (faults), authority, clock);
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    Answer answers[3] = { 0 };

    for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
      ask_devices (server, cancellable, &answers[i]);
    for (guint turn = 0; turn < n_turns; turn++)
      g_main_context_iteration (NULL, FALSE);
    g_cancellable_cancel (cancellable);
    g_clear_object (&server);
    for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
      wait_until (answers[i].done);
      g_assert_error (answers[i].error, SB_ERROR, SB_ERROR_CANCELLED);
      answer_clear (&answers[i]);
    }
  }
}

/* A secure connection that breaks is noticed when it does, and not at the deadline: it is the
 * network that is told, and a change may have been carried out. */
static void
test_broken (gconstpointer data)
{
  Fault fault = (Fault) GPOINTER_TO_INT (data);
  const char *const ids[] = { "7" };
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, ids, G_N_ELEMENTS (ids));
  g_autoptr (FaultServer) faults = new_tls_server ("good");
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), authority, clock);
  SbCondition *condition = sb_server_get_condition (server);
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) told = { 0 };

  fault_server_plan (faults, fault, NULL);
  fault_server_plan (faults, fault, NULL);
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  tell (server, command, &told);
  wait_until (told.done);
  g_assert_true (g_error_matches (told.error, SB_ERROR, SB_ERROR_OFFLINE)
                 || g_error_matches (told.error, SB_ERROR, SB_ERROR_PROTOCOL));
  g_assert_true (sb_error_is_maybe_done (told.error));
  sb_condition_try_now (condition);

  ask_devices (server, NULL, &answer);
  wait_until (sb_condition_get_retry_at (condition) != 0);
  g_assert_cmpint (sb_condition_get_state (condition), ==, SB_CONDITION_UNREACHABLE);
  sb_condition_try_now (condition);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
}

/* What is asked over HTTP/2 may be sent again by libsoup at once and without an end, changes too. A
 * server that offers it is spoken to in HTTP/1.1 all the same. */
static void
test_http2 (void)
{
  const char *const ids[] = { "7" };
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, ids, G_N_ELEMENTS (ids));
  g_autoptr (FaultServer) faults = new_tls_server ("good");
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), authority, clock);
  g_auto (Answer) answer = { 0 };

  fault_server_offer_http2 (faults, HTTP2_TOO);
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  fault_server_plan_json (faults, 200, NULL, "{\"errors\":null,\"result\":1}");
  ask_devices (server, NULL, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *request = fault_server_dup_request (faults, i);

    g_assert_nonnull (strstr (request, " HTTP/1.1\n"));
  }
}

/* One that speaks nothing else is told as what it is, and at once. */
static void
test_http2_alone (void)
{
  const char *const ids[] = { "7" };
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, ids, G_N_ELEMENTS (ids));
  g_autoptr (FaultServer) faults = new_tls_server ("good");
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), authority, clock);
  g_auto (Answer) answer = { 0 };

  fault_server_offer_http2 (faults, HTTP2_ALONE);
  ask_devices (server, NULL, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
  g_assert_true (sb_error_is_maybe_done (answer.error));
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  make_odd_files ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/tls/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/tls/changed", test_changed);
  g_test_add_func ("/tls/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/tls/gone", test_gone);
  g_test_add_data_func ("/tls/broken/close", GINT_TO_POINTER (FAULT_CLOSE), test_broken);
  g_test_add_data_func ("/tls/broken/reset", GINT_TO_POINTER (FAULT_RESET), test_broken);
  g_test_add_data_func ("/tls/broken/truncated", GINT_TO_POINTER (FAULT_TRUNCATE), test_broken);
  g_test_add_data_func ("/tls/broken/reset-in-body",
                        GINT_TO_POINTER (FAULT_RESET_IN_BODY),
                        test_broken);
  g_test_add_func ("/tls/http2", test_http2);
  g_test_add_func ("/tls/http2-alone", test_http2_alone);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
