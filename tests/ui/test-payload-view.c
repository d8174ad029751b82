/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each device is sent, as the draft is written. */

#define G_LOG_DOMAIN "test-payload-view"

#include "list-page.h"

#include "sb-configuration-details-page.h"
#include "sb-payload-view.h"
#include "sb-ui.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

typedef struct {
  SbDraft *draft;
  GtkWidget *view;
  GtkTextView *text;
} View;

static void
open_view (PageTest *test, View *view)
{
  GtkWidget *page = adw_preferences_page_new ();

  view->draft = sb_draft_new (NULL);
  view->view = g_object_new (SB_TYPE_PAYLOAD_VIEW, NULL);
  view->text = GTK_TEXT_VIEW (ui_find_part (view->view, GTK_SOURCE_TYPE_VIEW));
  sb_payload_view_set_draft (SB_PAYLOAD_VIEW (view->view), view->draft);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (view->view));
  page_test_show (test, page);
}

static void
close_view (PageTest *test, View *view)
{
  page_test_close (test);
  g_assert_finalize_object (view->draft);
}

/* (transfer full): what is shown, empty where nothing is */
static char *
get_text (GtkTextView *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (text);
  GtkTextIter start;
  GtkTextIter end;

  if (!gtk_widget_get_mapped (GTK_WIDGET (text)))
    return g_strdup ("");

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
shows (View *view, const char *part)
{
  g_autofree char *text = get_text (view->text);

  return strstr (text, part) != NULL;
}

static gboolean
is_empty (View *view)
{
  g_autofree char *text = get_text (view->text);

  return *text == '\0';
}

static void
choose (View *view, guint occasion)
{
  GtkWidget *dropdown = ui_find (view->view, GTK_TYPE_DROP_DOWN, NULL);

  g_assert_nonnull (dropdown);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (dropdown), occasion);
}

static void
test_apple (PageTest *test, gconstpointer data)
{
  View view;

  open_view (test, &view);
  g_assert_false (gtk_widget_get_mapped (view.view));

  sb_draft_set_platform (view.draft, SB_PLATFORM_IOS);
  loop_settle ();
  g_assert_true (is_empty (&view));
  g_assert_true (ui_says (view.view, "derived from the published specification"));
  g_assert_true (ui_says (view.view, "Carrier URL: "));
  g_assert_null (ui_find (view.view, GTK_TYPE_DROP_DOWN, NULL));

  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_CARRIER_URL, "https://esim.example.com/a?b&c");
  loop_settle ();
  g_assert_true (shows (&view, "<string>RefreshCellularPlans</string>"));
  g_assert_true (shows (&view, "<string>https://esim.example.com/a?b&amp;c</string>"));
  g_assert_false (ui_says (view.view, "Carrier URL: "));
  page_test_assert_named (view.view);

  /* As it is typed. */
  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_CARRIER_URL, "https://other.example.com/");
  g_assert_true (shows (&view, "<string>https://other.example.com/</string>"));
  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_CARRIER_URL, "ftp://other.example.com/");
  loop_settle ();
  g_assert_true (is_empty (&view));
  g_assert_true (ui_says (view.view, "Carrier URL: "));
  close_view (test, &view);
}

static void
test_windows (PageTest *test, gconstpointer data)
{
  View view;

  open_view (test, &view);
  sb_draft_set_platform (view.draft, SB_PLATFORM_WINDOWS);
  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_SERVER_NAME, "smdp.example.com");
  loop_settle ();
  g_assert_true (shows (&view, "DownloadServers/smdp.example.com/IsDiscoveryServer"));
  g_assert_false (shows (&view, "<Delete>"));
  page_test_assert_named (view.view);

  choose (&view, 1);
  g_assert_true (shows (&view, "DownloadServers/smdp.example.com/AutoEnable"));
  g_assert_false (shows (&view, "IsDiscoveryServer"));
  choose (&view, 2);
  g_assert_true (shows (&view, "<Delete>"));
  g_assert_true (shows (&view, "<Add>"));
  choose (&view, 3);
  g_assert_true (shows (&view, "<Delete>"));
  g_assert_false (shows (&view, "<Add>"));

  g_object_set (view.draft, "is-discovery-server", TRUE, NULL);
  choose (&view, 1);
  loop_settle ();
  g_assert_true (is_empty (&view));
  g_assert_true (ui_says (view.view, "needs Windows 11 22H2"));
  choose (&view, 0);
  loop_settle ();
  g_assert_false (is_empty (&view));

  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_SERVER_NAME, "https://smdp.example.com");
  loop_settle ();
  g_assert_true (is_empty (&view));
  g_assert_true (ui_says (view.view, "Server Name: "));
  close_view (test, &view);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_assert_nonnull (*text);
}

static void
test_copy (PageTest *test, gconstpointer data)
{
  g_autofree char *pasted = NULL;
  g_autofree char *text = NULL;
  View view;

  open_view (test, &view);
  sb_draft_set_platform (view.draft, SB_PLATFORM_IOS);
  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_CARRIER_URL, "https://esim.example.com/");
  loop_settle ();
  text = get_text (view.text);
  g_assert_true (g_str_has_prefix (text, "<?xml"));
  g_signal_emit_by_name (ui_find (view.view, GTK_TYPE_BUTTON, NULL), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (view.view), NULL, pasted_cb, &pasted);
  wait_until (pasted != NULL);
  g_assert_cmpstr (pasted, ==, text);
  close_view (test, &view);
}

/* A text that is the same stays as it is: the selection in it, too. */
static void
test_selection (PageTest *test, gconstpointer data)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  View view;

  open_view (test, &view);
  sb_draft_set_platform (view.draft, SB_PLATFORM_IOS);
  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_CARRIER_URL, "https://esim.example.com/");
  buffer = gtk_text_view_get_buffer (view.text);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_NAME, "Sales");
  g_assert_true (gtk_text_buffer_get_has_selection (buffer));
  sb_draft_set_text (view.draft, SB_DRAFT_FIELD_CARRIER_URL, "https://other.example.com/");
  g_assert_false (gtk_text_buffer_get_has_selection (buffer));
  close_view (test, &view);
}

/* On the page of a configuration, where Tab comes to it and leaves it. */
static void
test_page (PageTest *test, gconstpointer data)
{
  SbConfigurationActions *actions = list_page_new_actions (test);
  GtkWidget *text;
  GtkWidget *page;
  guint n_keys = 0;

  fake_server_put (test->server,
                   SB_COLLECTION_CONFIGURATIONS,
                   fake_make_configuration ("1", "Roaming", SB_PLATFORM_WINDOWS));
  page_test_load (test);
  page = sb_configuration_details_page_new (test->session, actions, "1");
  page_test_show (test, page);
  text = ui_find_part (page, GTK_SOURCE_TYPE_VIEW);
  g_assert_true (gtk_widget_get_mapped (text));
  gtk_widget_grab_focus (page);
  while (!ui_has_focus (text)) {
    GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (test->window));

    g_assert_cmpuint (n_keys++, <, 40);
    page_test_press (test, "Tab");
    wait_until (gtk_root_get_focus (GTK_ROOT (test->window)) != focus);
  }
  page_test_press (test, "Tab");
  wait_until (!ui_has_focus (text));
  page_test_close (test);
  g_assert_finalize_object (actions);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/payload-view/apple", test_apple);
  add ("/payload-view/windows", test_windows);
  add ("/payload-view/copy", test_copy);
  add ("/payload-view/selection", test_selection);
  add ("/payload-view/page", test_page);

  return g_test_run ();
}
