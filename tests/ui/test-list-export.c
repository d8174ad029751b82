/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list shows, as a file. */

#define G_LOG_DOMAIN "test-list-export"

#include "page-test.h"

#include "sb-actions.h"
#include "sb-device-columns.h"
#include "sb-deliveries-view.h"
#include "sb-list-export.h"
#include "sb-list-page.h"
#include "sb-ui.h"

#include <glib/gstdio.h>
#include <string.h>

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

/* More than are written at once. */
#define N_DEVICES 1201

static void
test_write (PageTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folder = g_dir_make_tmp ("signalbox-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;
  const SbColumn *columns;
  guint n_columns;

  columns = sb_device_columns_get (&n_columns);
  for (guint i = 0; i < N_DEVICES; i++) {
    g_autofree char *name = g_strdup_printf ("=PC, %u", i);
    SbDevice *device = fake_make_device ("1", name, SB_PLATFORM_WINDOWS, NULL);

    sb_record_set_masked (SB_RECORD (device), SB_DEVICE_FIELD_DISPLAY_NAME, "A*** L***");
    sb_record_set_int64 (SB_RECORD (device),
                         SB_DEVICE_FIELD_LAST_CHECKIN,
                         G_GINT64_CONSTANT (1760000000000));
    g_ptr_array_add (records, device);
  }
  page_test_show (test, gtk_label_new ("A page"));
  sb_list_export_write (test->window, test->session, records, columns, n_columns, file);
  wait_until (ui_says (test->window, "List exported: 1201 rows"));

  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_DEVICES + 2);
  g_assert_cmpstr (lines[0], ==, "Device,User,OS,Model,State,eSIM,Carrier,Last Check-in");
  g_assert_true (g_str_has_prefix (lines[1], "\"'=PC, 0\",,Windows"));
  g_assert_true (g_str_has_prefix (lines[N_DEVICES], "\"'=PC, 1200\",,Windows"));
  g_assert_nonnull (strstr (lines[1], "2025"));
  g_assert_null (strstr (csv, "A***"));
  page_test_close (test);
  g_unlink (path);
  g_rmdir (folder);
}

/* A list has the key, and asks for a file when all of it was read. */
static void
test_key (PageTest *test, gconstpointer data)
{
  const SbActionInfo *info = sb_actions_find ("list-page.export");
  GtkWidget *page;
  guint n_queries;

  for (guint i = 1; i <= 250; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    fake_server_put (test->server,
                     SB_COLLECTION_DELIVERIES,
                     fake_make_delivery (id, SB_DELIVERY_SENT, SB_PLATFORM_WINDOWS));
  }
  page = sb_deliveries_view_new (test->session, "1");
  page_test_show (test, page);
  g_assert_nonnull (info);
  g_assert_true (sb_actions_has_list_keys (GTK_WIDGET (SB_LIST_PAGE (page)->view), info));
  wait_until (sb_remote_list_get_loaded (SB_LIST_PAGE (page)->list));
  n_queries = fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES);
  gtk_widget_grab_focus (GTK_WIDGET (SB_LIST_PAGE (page)->view));
  page_test_press (test, "ctrl+shift+s");
  wait_until (ui_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES),
                    >,
                    n_queries);
  /* It goes with the window. */
  page_test_close (test);
}

/* (nullable) */
static GtkWidget *
find_button (GtkWidget *root, const char *action)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, action);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/* The list of a configuration has no menu: a button does what the key does. While it is read, it
 * says how far it is, and can be stopped. */
static void
test_stop (PageTest *test, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *button;

  for (guint i = 1; i <= 1250; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    fake_server_put (test->server,
                     SB_COLLECTION_DELIVERIES,
                     fake_make_delivery (id, SB_DELIVERY_SENT, SB_PLATFORM_WINDOWS));
  }
  page = sb_deliveries_view_new (test->session, "1");
  page_test_show (test, page);
  wait_until (sb_remote_list_get_loaded (SB_LIST_PAGE (page)->list));
  button = find_button (page, "list-page.export");
  g_assert_nonnull (button);
  page_test_assert_named (page);

  fake_server_hold_queries (test->server);
  gtk_widget_activate (button);
  wait_until (ui_says (test->window, "Reading the list…"));
  ui_press (test->window, "_Cancel");
  fake_server_release (test->server);
  wait_until (!ui_says (test->window, "Reading the list…"));
  loop_settle ();
  g_assert_null (ui_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG));

  /* And it can be asked for again. */
  gtk_widget_activate (button);
  wait_until (ui_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  page_test_close (test);
}

/* What a privacy profile leaves of a serial number is not a name of the device. */
static void
test_masked (PageTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folder = g_dir_make_tmp ("signalbox-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *csv = NULL;
  SbDevice *device = fake_make_device ("1", NULL, SB_PLATFORM_WINDOWS, NULL);
  const SbColumn *columns;
  guint n_columns;

  columns = sb_device_columns_get (&n_columns);
  sb_record_set_masked (SB_RECORD (device), SB_DEVICE_FIELD_SERIAL_NUMBER, "5CG*****");
  g_ptr_array_add (records, device);
  page_test_show (test, gtk_label_new ("A page"));
  sb_list_export_write (test->window, test->session, records, columns, n_columns, file);
  wait_until (ui_says (test->window, "List exported: 1 row"));
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_null (strstr (csv, "5CG"));
  page_test_close (test);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/list-export/write", test_write);
  add ("/list-export/key", test_key);
  add ("/list-export/stop", test_stop);
  add ("/list-export/masked", test_masked);

  return g_test_run ();
}
