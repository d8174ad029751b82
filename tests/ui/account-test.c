/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "account-test"

#include "account-test.h"

#include <string.h>

static void
connected_cb (SbAccountDialog *dialog,
              SbAccount *account,
              SbSession *session,
              gboolean send_waiting,
              gpointer user_data)
{
  AccountTest *fixture = user_data;

  g_set_object (&fixture->account, account);
  if (fixture->session != NULL)
    sb_session_close (fixture->session);
  g_set_object (&fixture->session, session);
  fixture->send_waiting = send_waiting;
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
removed_cb (SbAccountDialog *dialog, SbAccount *account, gpointer user_data)
{
  AccountTest *fixture = user_data;

  fixture->removed = TRUE;
}

static void
destroy_cb (GtkWidget *dialog, gpointer user_data)
{
  AccountTest *fixture = user_data;

  fixture->dialog = NULL;
}

void
account_test_set_up (AccountTest *fixture, gconstpointer data)
{
  page_test_set_up (&fixture->test, data);
  page_test_show (&fixture->test, gtk_label_new ("The list"));
  fixture->faults = fault_server_new (NULL, NULL);
  fault_server_plan_json (fixture->faults, 200, NULL, ACCOUNT_TEST_TENANT);
  fixture->connector = sb_connector_new (sb_server_kinds, fixture->test.clock);
}

void
account_test_tear_down (AccountTest *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  if (fixture->session != NULL)
    sb_session_close (fixture->session);
  /* What the keyring is being told holds the connector. */
  wait_until (G_OBJECT (fixture->connector)->ref_count == 1);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->account);
  g_clear_object (&fixture->connector);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
  page_test_tear_down (&fixture->test, data);
  fault_server_stop (fixture->faults);
}

void
account_test_open (AccountTest *fixture, SbAccount *account)
{
  SbAccountDialog *dialog = sb_account_dialog_new (GTK_WINDOW (fixture->test.window),
                                                   fixture->connector,
                                                   fixture->test.clock,
                                                   account,
                                                   fixture->test.session);

  fixture->dialog = GTK_WIDGET (dialog);
  g_signal_connect (dialog, "connected", G_CALLBACK (connected_cb), fixture);
  g_signal_connect (dialog, "remove-account", G_CALLBACK (removed_cb), fixture);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), fixture);
  gtk_window_present (GTK_WINDOW (dialog));
  wait_until (gtk_widget_get_mapped (fixture->dialog));
  loop_settle ();
}

void
account_test_type (AccountTest *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find_row (fixture->dialog, row)), text);
}

void
account_test_connect (AccountTest *fixture)
{
  ui_press (fixture->dialog, "_Connect");
  loop_settle ();
}

const char *
account_test_read (AccountTest *fixture, const char *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (ui_find_row (fixture->dialog, row)));
}

/* Everything that a new account takes. */
void
account_test_fill (AccountTest *fixture, const char *password)
{
  account_test_type (fixture, "_Server Address", fault_server_get_address (fixture->faults));
  account_test_type (fixture, "_User", "greta");
  account_test_type (fixture, "_Password", password);
}

/* The secret that a request was sent with. */
gboolean
account_test_was_sent_as (AccountTest *fixture,
                          guint number,
                          const char *user,
                          const char *password)
{
  g_autofree char *request = fault_server_dup_request (fixture->faults, number);
  g_autofree char *pair = g_strdup_printf ("%s:%s", user, password);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strdup_printf ("\nAuthorization: Basic %s\n", encoded);

  return strstr (request, header) != NULL;
}

gboolean
account_test_has_focus (AccountTest *fixture, const char *row)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->dialog));

  return focus != NULL && gtk_widget_is_ancestor (focus, ui_find_row (fixture->dialog, row));
}
