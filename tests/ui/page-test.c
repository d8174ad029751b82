/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "page-test"

#include "page-test.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1760000000000))

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

void
page_test_run_loop (void)
{
  /* Something always comes: a condition may need no event at all. */
  g_timeout_add (10, tick_cb, NULL);
  g_main_context_iteration (NULL, TRUE);
}

void
page_test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
show_configuration_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PageTest *test = user_data;

  test->shown_configuration = g_variant_get_int64 (parameter);
}

static void
show_device_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PageTest *test = user_data;

  test->shown_device = g_variant_get_int64 (parameter);
}

static void
reset_esim_of_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PageTest *test = user_data;
  gsize n_ids;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));

  g_assert_cmpuint (n_ids, ==, 1);
  test->reset_device = ids[0];
}

void
page_test_set_up (PageTest *test, gconstpointer data)
{
  const GActionEntry entries[] = {
    { "show-configuration", show_configuration_cb, "x" },
    { "show-device", show_device_cb, "x" },
  };
  const GActionEntry device_entries[] = { { "reset-esim-of", reset_esim_of_cb, "ax" } };
  g_autoptr (SbAccount) account = sb_account_new ("test", FALSE);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) device_group = g_simple_action_group_new ();

  test->server = page_server_new ();
  test->clock = sb_clock_new_manual (NOW);
  test->session = sb_session_new (account, SB_SERVER (test->server), test->clock);
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
  page_server_release (test->server);
  page_test_close (test);
  sb_session_close (test->session);
  page_test_settle ();
  g_assert_finalize_object (g_steal_pointer (&test->session));
  page_test_settle ();
  g_assert_finalize_object (g_steal_pointer (&test->server));
  g_assert_finalize_object (g_steal_pointer (&test->clock));
}

void
page_test_show (PageTest *test, GtkWidget *widget)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), widget);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (test->window), overlay);
  gtk_window_present (GTK_WINDOW (test->window));
  page_wait (gtk_widget_get_mapped (widget) && gtk_window_is_active (GTK_WINDOW (test->window)));
  page_test_settle ();
}

void
page_test_load (PageTest *test)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_CONFIGURATIONS);

  sb_remote_list_set_query (sb_session_get_configurations (test->session), query);
  sb_remote_list_refresh (sb_session_get_configurations (test->session));
  page_test_settle ();
}

void
page_test_close (PageTest *test)
{
  if (test->window != NULL)
    gtk_window_destroy (GTK_WINDOW (test->window));
  test->window = NULL;
  page_test_settle ();
}

void
page_test_press (PageTest *test, const char *keys)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool = NULL;

  xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", keys, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (xdotool, NULL, &error));
  g_assert_no_error (error);
  page_test_settle ();
}

GtkWidget *
page_test_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = page_test_find (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
page_test_find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = page_test_find_button (child, label);

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
page_test_find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && gtk_widget_get_visible (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = page_test_find_row (child, title);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static gboolean
says_itself (GtkWidget *widget, const char *text)
{
  const char *own = NULL;

  if (GTK_IS_LABEL (widget))
    own = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_INSCRIPTION (widget))
    own = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  else if (GTK_IS_EDITABLE (widget))
    own = gtk_editable_get_text (GTK_EDITABLE (widget));

  return own != NULL && strstr (own, text) != NULL;
}

gboolean
page_test_says (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_child_visible (root) || !gtk_widget_get_visible (root))
    return FALSE;
  if (says_itself (root, text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (page_test_says (child, text))
      return TRUE;
  }

  return FALSE;
}

GtkWidget *
page_test_find_question (PageTest *test)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
      return window;
  }

  return NULL;
}

void
page_test_answer (PageTest *test, const char *label)
{
  GtkWidget *button = page_test_find_button (page_test_find_question (test), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  page_wait (page_test_find_question (test) == NULL);
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
       || GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_SWITCH (widget) || GTK_IS_COLUMN_VIEW (widget))
      && !has_name (widget)
      && !(GTK_IS_TOGGLE_BUTTON (widget) && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget))
           && has_name (gtk_widget_get_parent (widget))))
    g_error ("A %s has no name", G_OBJECT_TYPE_NAME (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    page_test_assert_named (child);
}
