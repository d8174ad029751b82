/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "page-test"

#include "page-test.h"

#include "sb-presenter.h"
#include "sb-status-page.h"

#define NOW (G_GINT64_CONSTANT (1760000000000))

static void
show_configuration_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PageTest *test = user_data;

  sb_id_set (&test->shown_configuration, g_variant_get_string (parameter, NULL));
}

static void
show_device_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PageTest *test = user_data;

  sb_id_set (&test->shown_device, g_variant_get_string (parameter, NULL));
}

static void
reset_esim_of_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PageTest *test = user_data;
  gsize n_ids;
  g_autofree const char **ids = g_variant_get_strv (parameter, &n_ids);

  g_assert_cmpuint (n_ids, ==, 1);
  sb_id_set (&test->reset_device, ids[0]);
}

void
page_test_set_up (PageTest *test, gconstpointer data)
{
  const GActionEntry entries[] = {
    { "show-configuration", show_configuration_cb, "s" },
    { "show-device", show_device_cb, "s" },
  };
  const GActionEntry device_entries[] = { { "reset-esim-of", reset_esim_of_cb, "as" } };
  g_autoptr (SbAccount) account = sb_account_new ("test", FALSE);
  g_autoptr (SbQuery) spaces = sb_query_new (SB_COLLECTION_DEVICE_SPACES);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) device_group = g_simple_action_group_new ();

  test->server = fake_server_new ();
  test->clock = sb_clock_new_manual (NOW);
  test->session = sb_session_new (account, SB_SERVER (test->server), test->clock);
  sb_remote_list_set_query (sb_session_get_spaces (test->session), spaces);
  test->window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, NULL);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1000, 600);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), test);
  gtk_widget_insert_action_group (test->window, "win", G_ACTION_GROUP (group));
  g_action_map_add_action_entries (G_ACTION_MAP (device_group),
                                   device_entries,
                                   G_N_ELEMENTS (device_entries),
                                   test);
  gtk_widget_insert_action_group (test->window, "device", G_ACTION_GROUP (device_group));
}

void
page_test_tear_down (PageTest *test, gconstpointer data)
{
  fake_server_release (test->server);
  page_test_close (test);
  sb_session_close (test->session);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&test->session));
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&test->server));
  g_assert_finalize_object (g_steal_pointer (&test->clock));
}

void
page_test_show (PageTest *test, GtkWidget *widget)
{
  GtkWidget *presenter = g_object_new (SB_TYPE_PRESENTER, NULL);

  g_object_set (presenter, "content", widget, NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (test->window), presenter);
  gtk_window_present (GTK_WINDOW (test->window));
  wait_until (gtk_widget_get_mapped (widget) && gtk_window_is_active (GTK_WINDOW (test->window)));
  loop_settle ();
}

void
page_test_load (PageTest *test)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_CONFIGURATIONS);

  sb_remote_list_set_query (sb_session_get_configurations (test->session), query);
  sb_remote_list_refresh (sb_session_get_configurations (test->session));
  loop_settle ();
}

void
page_test_close (PageTest *test)
{
  ui_assert_mnemonics ();
  if (test->window != NULL)
    gtk_window_destroy (GTK_WINDOW (test->window));
  test->window = NULL;
  loop_settle ();
}

void
page_test_press (PageTest *test, const char *keys)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool = NULL;

  ui_assert_mnemonics ();
  xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", keys, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (xdotool, NULL, &error));
  g_assert_no_error (error);
  loop_settle ();
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

void
page_test_assert_named (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return;

  /* The pencil in an entry row is libadwaita's own, and newer ones name it by other means. */
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL)
    return;

  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_ENTRY (widget)
       || GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_SWITCH (widget) || GTK_IS_COLUMN_VIEW (widget)
       || (GTK_IS_SCROLLED_WINDOW (widget) && SB_IS_STATUS_PAGE (gtk_widget_get_parent (widget))))
      && !has_name (widget)
      && !(GTK_IS_TOGGLE_BUTTON (widget) && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget))
           && has_name (gtk_widget_get_parent (widget))))
    g_error ("A %s has no name", G_OBJECT_TYPE_NAME (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    page_test_assert_named (child);
}
