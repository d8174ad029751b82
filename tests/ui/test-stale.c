/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A refresh that fails is said on every page, for every error, in one way, and takes nothing away.
 */

#define G_LOG_DOMAIN "test-stale"

#include "number-id.h"
#include "page-test.h"
#include "sb-configuration-details-page.h"
#include "sb-configurations-page.h"
#include "sb-device-details-page.h"
#include "sb-devices-page.h"
#include "sb-stale-notice.h"
#include "sb-view.h"
#include "sb-words.h"

/* Rows fill a first page of a list and more. */
#define N_ROWS 120
#define DEVICE "7"

typedef struct {
  PageTest test;
  SbConfigurationActions *configuration_actions;
  SbDeviceActions *device_actions;
} Fixture;

typedef struct {
  const char *name;
  GtkWidget *(*create) (Fixture *fixture);
  const char *says; /* what of its data is seen */
} Page;

static GtkWidget *
create_configurations (Fixture *fixture)
{
  return sb_configurations_page_new (fixture->test.session, fixture->configuration_actions);
}

static GtkWidget *
create_devices (Fixture *fixture)
{
  return sb_devices_page_new (fixture->test.session, fixture->device_actions);
}

static GtkWidget *
create_configuration (Fixture *fixture)
{
  return sb_configuration_details_page_new (fixture->test.session,
                                            fixture->configuration_actions,
                                            "1");
}

/* Its other view. */
static GtkWidget *
create_deliveries (Fixture *fixture)
{
  GtkWidget *page = create_configuration (fixture);
  AdwViewStack *stack = ADW_VIEW_STACK (ui_find_part (page, ADW_TYPE_VIEW_STACK));

  adw_view_stack_set_visible_child_name (stack, "devices");

  return page;
}

/* A server that does not tell of one configuration alone. */
static GtkWidget *
create_listed_configuration (Fixture *fixture)
{
  fake_server_set_support (fixture->test.server,
                           SB_CAPABILITY_SHOW_CONFIGURATION,
                           SB_SUPPORT_SWITCHED_OFF);

  return create_configuration (fixture);
}

static GtkWidget *
create_device (Fixture *fixture)
{
  return sb_device_details_page_new (fixture->test.session, fixture->device_actions, DEVICE);
}

static const Page pages[] = {
  { "configurations", create_configurations, "Plan 1" },
  { "devices", create_devices, "PC of Ann" },
  { "configuration", create_configuration, "smdp.example.com" },
  { "deliveries", create_deliveries, "PC-2" },
  { "listed-configuration", create_listed_configuration, "smdp.example.com" },
  { "device", create_device, "10.0.22631.1" },
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;

  page_test_set_up (test, NULL);
  fake_server_set_clock (test->server, test->clock);
  for (gint64 id = 1; id <= N_ROWS; id++) {
    g_autofree char *name = g_strdup_printf ("Plan %" G_GINT64_FORMAT, id);

    fake_server_put (test->server,
                     SB_COLLECTION_CONFIGURATIONS,
                     fake_make_configuration (number_id (id), name, SB_PLATFORM_WINDOWS));
  }
  fake_server_set_name (test->server, "Device");
  fake_server_set_range (test->server, SB_COLLECTION_DEVICES, 1, N_ROWS);
  for (gint64 id = 1; id <= N_ROWS; id++)
    fake_server_put (
      test->server,
      SB_COLLECTION_DELIVERIES,
      fake_make_delivery (number_id (id), SB_DELIVERY_INSTALLED, SB_PLATFORM_WINDOWS));
  fake_server_put (test->server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device (DEVICE, "PC of Ann", SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  fixture->configuration_actions = sb_configuration_actions_new (test->window, test->session);
  fixture->device_actions = sb_device_actions_new (test->window, test->session);
  page_test_load (test);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  page_test_close (&fixture->test);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->device_actions));
  g_assert_finalize_object (g_steal_pointer (&fixture->configuration_actions));
  page_test_tear_down (&fixture->test, data);
}

static void
refresh (GtkWidget *page)
{
  sb_view_refresh (SB_VIEW (page));
  loop_settle ();
}

/* The error of a code, as it comes from a server. */
static GError *
new_error (SbError code)
{
  SbErrorDetails details = { .http_status = 400 };

  return sb_error_new (code, &details, "test");
}

static void
test_page (Fixture *fixture, gconstpointer data)
{
  const Page *plan = data;
  PageTest *test = &fixture->test;
  GtkWidget *page = plan->create (fixture);

  page_test_show (test, page);
  wait_until (ui_says (page, plan->says));
  refresh (page);
  g_assert_false (ui_says (page, "As of"));

  for (int code = SB_ERROR_CANCELLED + 1; code < SB_N_ERRORS; code++) {
    g_autoptr (GError) error = new_error ((SbError) code);
    const char *title = sb_words_error_title (error);
    g_autofree char *text = NULL;

    /* A device that is gone is gone. */
    if (plan->create == create_device && code == SB_ERROR_NOT_FOUND)
      continue;

    g_test_message ("%s", title);
    text = g_strdup_printf ("As of 08:53. Could not be refreshed: %s", title);
    fake_server_set_read_error (test->server, error);
    for (guint i = 0; i < 2; i++) {
      refresh (page);
      wait_until (ui_says (page, text));
      g_assert_true (ui_says (page, plan->says));
    }

    /* While it is read again, the last failure still holds. */
    fake_server_hold_queries (test->server);
    refresh (page);
    g_assert_true (ui_says (page, text));
    fake_server_release (test->server);
    loop_settle ();

    fake_server_set_read_error (test->server, NULL);
    refresh (page);
    wait_until (!ui_says (page, "As of"));
    g_assert_true (ui_says (page, plan->says));
  }
}

/* (nullable): what can be read and copied of the error */
static GtkWidget *
find_details (PageTest *test)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next) {
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (test->window)
        && ui_find_button (link->data, "Copy") != NULL)
      return link->data;
  }

  return NULL;
}

/* It says since when, from the last time that it was read; and why, in Details. */
static void
test_since (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GtkWidget *page = create_devices (fixture);
  g_autoptr (GError) error = new_error (SB_ERROR_FORBIDDEN);

  page_test_show (test, page);
  wait_until (ui_says (page, "Device 8"));
  sb_clock_advance (test->clock, 7 * 60 * 1000);
  loop_settle ();
  fake_server_set_read_error (test->server, error);
  sb_clock_advance (test->clock, 60 * 1000);
  wait_until (ui_says (page, "As of 09:00."));
  sb_clock_advance (test->clock, 24 * 60 * 60 * 1000);
  wait_until (ui_says (page, "As of 9 Oct 2025, 09:00."));

  ui_press (page, "Details");
  wait_until (find_details (test) != NULL);
  gtk_window_destroy (GTK_WINDOW (find_details (test)));
}

/* The focus is not lost with the button that goes. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GtkWidget *page = create_devices (fixture);
  g_autoptr (GError) error = new_error (SB_ERROR_FORBIDDEN);
  GtkWidget *button;

  page_test_show (test, page);
  wait_until (ui_says (page, "Device 8"));
  fake_server_set_read_error (test->server, error);
  refresh (page);
  button = ui_find_button (page, "Details");
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  fake_server_set_read_error (test->server, NULL);
  refresh (page);
  wait_until (!ui_says (page, "As of"));
  loop_settle ();
  g_assert_true (ui_has_focus (ui_find_part (page, GTK_TYPE_COLUMN_VIEW)));
}

/* What a page takes from a list is as old as the list's reading of it. */
static void
test_of_list (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  g_autoptr (GError) error = new_error (SB_ERROR_UNAVAILABLE);
  GtkWidget *page;

  sb_clock_advance (test->clock, 7 * 60 * 1000);
  fake_server_set_read_error (test->server, error);
  page = create_configuration (fixture);
  page_test_show (test, page);
  wait_until (ui_says (page, "As of 08:53."));
}

/* A list that could not be read again before anybody looked at it says so to who looks now. */
static void
test_followed_late (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  SbRemoteList *list = sb_session_get_configurations (test->session);
  g_autoptr (GError) error = new_error (SB_ERROR_UNAVAILABLE);
  SbStaleNotice *notice = g_object_new (SB_TYPE_STALE_NOTICE, NULL);

  sb_clock_advance (test->clock, 7 * 60 * 1000);
  fake_server_set_read_error (test->server, error);
  sb_remote_list_refresh (list);
  wait_until (sb_remote_list_get_error (list) != NULL && !sb_remote_list_get_loading (list));

  sb_stale_notice_set_clock (notice, test->clock);
  sb_stale_notice_follow (notice, 0, list);
  page_test_show (test, GTK_WIDGET (notice));
  g_assert_true (ui_says (GTK_WIDGET (notice), "As of 08:53."));

  fake_server_set_read_error (test->server, NULL);
  sb_remote_list_refresh (list);
  wait_until (!gtk_widget_get_visible (GTK_WIDGET (notice)));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autofree char *path = g_strconcat ("/stale/", pages[i].name, NULL);

    g_test_add (path, Fixture, &pages[i], set_up, test_page, tear_down);
  }
  g_test_add ("/stale/since", Fixture, NULL, set_up, test_since, tear_down);
  g_test_add ("/stale/focus", Fixture, NULL, set_up, test_focus, tear_down);

  g_test_add ("/stale/of-list", Fixture, NULL, set_up, test_of_list, tear_down);
  g_test_add ("/stale/followed-late", Fixture, NULL, set_up, test_followed_late, tear_down);

  return g_test_run ();
}
