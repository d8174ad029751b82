/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proxy that asks who we are, while an account is connected to. */

#define G_LOG_DOMAIN "test-account-proxy"

#include "account-test.h"
#include "fake-proxy.h"
#include "sb-ui.h"

#include <string.h>

static void
answer (const char *user, const char *password)
{
  wait_until (ui_find_question () != NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_row (ui_find_question (), "_User")), user);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_row (ui_find_question (), "_Password")), password);
  ui_answer ("_Sign In");
  loop_settle ();
}

static gboolean
is_asked (AccountTest *fixture)
{
  GtkWidget *button = ui_find_button (fixture->dialog, "Sign In at Pro_xy…");

  return button != NULL && gtk_widget_get_mapped (button)
         && ui_says (fixture->dialog, "The proxy asks for a sign-in");
}

/* The dialog asks, as often as the proxy does, and goes on with the answer by itself. */
static void
test_connect (AccountTest *fixture, gconstpointer data)
{
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("other-name.pem");
  g_autofree char *key = certificate_path ("other-name.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  FakeProxy proxy = { .challenge = "Basic realm=\"proxy\"" };
  g_autofree char *address = NULL;
  g_autofree char *request = NULL;

  fault_server_plan_json (faults, 200, NULL, ACCOUNT_TEST_TENANT);
  fake_proxy_start (&proxy, fault_server_get_address (faults), "");
  address = g_strdup_printf ("https://elsewhere.example.com:%u", proxy.server_port);
  sb_account_set_address (account, address);
  sb_account_set_user_name (account, "greta");
  sb_account_set_ca_file (account, authority);

  account_test_open (fixture, account);
  account_test_type (fixture, "_Password", "the account’s");
  account_test_connect (fixture);
  wait_until (is_asked (fixture));

  /* Whoever does not know gives up, and what was typed stays. */
  ui_press (fixture->dialog, "Ca_ncel");
  loop_settle ();
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpstr (account_test_read (fixture, "_Password"), ==, "the account’s");

  account_test_connect (fixture);
  wait_until (is_asked (fixture));
  ui_press (fixture->dialog, "Sign In at Pro_xy…");
  answer (FAKE_PROXY_USER, "wrong");
  wait_until (g_atomic_int_get (&proxy.n_answered) == 1 && is_asked (fixture));
  ui_press (fixture->dialog, "Sign In at Pro_xy…");
  answer (FAKE_PROXY_USER, FAKE_PROXY_PASSWORD);
  wait_until (fixture->dialog == NULL);
  g_assert_nonnull (fixture->session);

  /* The account's own is what the server was told, and nobody else. */
  request = fault_server_dup_request (faults, 0);
  g_assert_nonnull (strstr (request, "\nAuthorization: Basic "));
  g_assert_null (strstr (request, "Proxy-Authorization"));

  sb_session_close (fixture->session);
  wait_until (G_OBJECT (fixture->connector)->ref_count == 1);
  g_clear_object (&fixture->session);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
  fake_proxy_stop (&proxy);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  fake_proxy_init ();
  adw_init ();
  sb_ui_init ();

  g_test_add ("/account-proxy/connect",
              AccountTest,
              NULL,
              account_test_set_up,
              test_connect,
              account_test_tear_down);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
