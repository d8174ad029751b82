/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a server writes, and however much of it, no page holds the main loop. */

#define G_LOG_DOMAIN "test-hang"

#include "hostile.h"
#include "number-id.h"
#include "page-test.h"
#include "sb-activity-page.h"
#include "sb-configuration-details-page.h"
#include "sb-configurations-page.h"
#include "sb-device-actions.h"
#include "sb-device-details-page.h"
#include "sb-devices-page.h"
#include "sb-editor-dialog.h"
#include "sb-main-page.h"
#include "sb-message.h"
#include "sb-picker.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-undo.h"
#include "sb-view.h"
#include "sb-words.h"

#include <string.h>
#include <time.h>

#define N_ROWS   60
#define N_FACETS 4000
#define DEVICE   1
#define POLICY   1

/* Seconds of the main thread, for a page or a step of it. A computer that is busy makes it wait,
 * which does not count, and slower, three times and more; what held the main loop did for 14 to 55.
 * The most is a device of which every text turns its direction at every word. */
#define MAX_SECONDS 10.0

typedef struct {
  PageTest test;
  SbConfigurationActions *configuration_actions;
  SbDeviceActions *device_actions;
  char *text;
} Fixture;

typedef struct {
  const char *name;
  const char *part; /* said again and again */
  gsize n_parts;
} Text;

static const Text texts[] = {
  { "wide", "W", 16000 },
  { "marks", "a\xcc\x81\xcc\xb1\xcd\x9b\xcc\xa2\xcd\xa4\xcc\x88\xcc\x95\xcc\x9b", 6000 },
  { "arabic", "\xd9\x85\xd8\xb1\xd8\xad", 8000 },
  { "turning",
    "\xe2\x80\xae"
    "abc \xe2\x81\xa7\xd7\xa9 ",
    8000 },
  { "emoji", "\xf0\x9f\x91\xa9\xe2\x80\x8d", 12000 },
  { "underlines", "_&<", 16000 },
};

static double
get_cpu_seconds (void)
{
  struct timespec spent;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent), ==, 0);

  return (double) spent.tv_sec + (double) spent.tv_nsec / 1e9;
}

static void
assert_quick (double started, const char *what)
{
  double seconds = get_cpu_seconds () - started;

  g_test_message ("%s: %.2f s", what, seconds);
  if (seconds > MAX_SECONDS)
    g_error ("%s holds the main loop for %.2f s", what, seconds);
}

static void
put (Fixture *fixture, SbCollection collection, SbRecord *record, int id_field, gint64 id)
{
  if (id_field >= 0)
    sb_record_set_id (record, (guint) id_field, number_id (id));
  fake_server_put (fixture->test.server, collection, record);
}

static SbRecord *
make (Fixture *fixture, GType type)
{
  return hostile_make (type, fixture->text, 2);
}

static SbRecord *
make_configuration (Fixture *fixture, gint64 id)
{
  SbRecord *record = make (fixture, SB_TYPE_CONFIGURATION);
  g_autoptr (SbRecord) distribution = make (fixture, SB_TYPE_DISTRIBUTION);

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_record (record,
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_record_seal (g_steal_pointer (&distribution)));
  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, number_id (id));
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, "1");
  sb_record_set_int64 (record, SB_CONFIGURATION_FIELD_MODIFIED_AT, 1760000000000 - id);
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_enum (record,
                      SB_CONFIGURATION_FIELD_PLATFORM_TYPE,
                      id % 2 == 0 ? SB_PLATFORM_IOS : SB_PLATFORM_WINDOWS);

  return record;
}

static SbRecord *
make_delivery (Fixture *fixture, gint64 id)
{
  SbRecord *record = make (fixture, SB_TYPE_DELIVERY);

  sb_record_set_enum (record, SB_DELIVERY_FIELD_STATE, SB_DELIVERY_ERROR);
  sb_record_set_id (record, SB_DELIVERY_FIELD_DEVICE_ID, number_id (id));
  sb_record_set_id (record, SB_DELIVERY_FIELD_CONFIGURATION_ID, number_id (id));

  return record;
}

static void
put_facets (Fixture *fixture)
{
  static const guint facets[] = { SB_DEVICE_FIELD_PLATFORM_TYPE,
                                  SB_DEVICE_FIELD_REGISTRATION_STATE,
                                  SB_DEVICE_HAS_ESIM,
                                  SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK,
                                  SB_DEVICE_FIELD_COMPLIANCE_STATE };

  for (gsize i = 0; i < G_N_ELEMENTS (facets); i++) {
    for (guint value = 0; value < N_FACETS; value++) {
      /* Not in an order, and some as long as a name. */
      g_autofree char *text = g_strdup_printf ("%.*s%u",
                                               value < 20 ? (int) strlen (fixture->text) : 10,
                                               fixture->text,
                                               (value * 7919u) % N_FACETS);
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      fake_server_add_facet (fixture->test.server, facets[i], valid, value);
    }
  }
}

static void
fill_server (Fixture *fixture)
{
  static const SbCollection targets[] = { SB_COLLECTION_DEVICE_GROUPS,
                                          SB_COLLECTION_ACCOUNTS,
                                          SB_COLLECTION_ACCOUNT_GROUPS };

  for (gint64 id = 1; id <= N_ROWS; id++) {
    put (fixture, SB_COLLECTION_DEVICES, make (fixture, SB_TYPE_DEVICE), SB_DEVICE_FIELD_ID, id);
    put (fixture,
         SB_COLLECTION_DEVICE_SPACES,
         make (fixture, SB_TYPE_DEVICE_SPACE),
         SB_DEVICE_SPACE_FIELD_ID,
         id);
    put (fixture, SB_COLLECTION_CONFIGURATIONS, make_configuration (fixture, id), -1, id);
    put (fixture, SB_COLLECTION_DELIVERIES, make_delivery (fixture, id), -1, id);
    put (fixture, SB_COLLECTION_DEVICE_DELIVERIES, make_delivery (fixture, id), -1, id);
    for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
      put (fixture, targets[i], make (fixture, SB_TYPE_TARGET), SB_TARGET_FIELD_ID, id);
  }
  put (fixture,
       SB_COLLECTION_ESIM_STATES,
       make (fixture, SB_TYPE_ESIM_STATE),
       SB_ESIM_STATE_FIELD_DEVICE_ID,
       DEVICE);
  put (fixture,
       SB_COLLECTION_CONFIGURATION_TYPES,
       make (fixture, SB_TYPE_CONFIGURATION_TYPE),
       -1,
       0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Text *text = data;
  GString *whole = g_string_new (NULL);

  for (gsize i = 0; i < text->n_parts; i++)
    g_string_append (whole, text->part);
  fixture->text = g_string_free (whole, FALSE);
  page_test_set_up (&fixture->test, NULL);
  fixture->configuration_actions = sb_configuration_actions_new (fixture->test.window,
                                                                 fixture->test.session);
  fixture->device_actions = sb_device_actions_new (fixture->test.window, fixture->test.session);
  fill_server (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_server_release (fixture->test.server);
  page_test_close (&fixture->test);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->device_actions));
  g_assert_finalize_object (g_steal_pointer (&fixture->configuration_actions));
  page_test_tear_down (&fixture->test, NULL);
  g_free (fixture->text);
}

/* Frames are drawn in turns of their own. */
static void
draw (void)
{
  for (guint i = 0; i < 12; i++) {
    loop_turn ();
    loop_settle ();
  }
}

static GtkWidget *
create_configurations (Fixture *fixture)
{
  return sb_configurations_page_new (fixture->test.session, fixture->configuration_actions);
}

static GtkWidget *
create_configuration (Fixture *fixture)
{
  return sb_configuration_details_page_new (fixture->test.session,
                                            fixture->configuration_actions,
                                            number_id (POLICY));
}

static GtkWidget *
create_deliveries (Fixture *fixture)
{
  GtkWidget *page = create_configuration (fixture);
  AdwViewStack *stack = ADW_VIEW_STACK (ui_find_part (page, ADW_TYPE_VIEW_STACK));

  adw_view_stack_set_visible_child_name (stack, "devices");

  return page;
}

static GtkWidget *
create_devices (Fixture *fixture)
{
  return sb_devices_page_new (fixture->test.session, fixture->device_actions);
}

static GtkWidget *
create_device (Fixture *fixture)
{
  return sb_device_details_page_new (fixture->test.session,
                                     fixture->device_actions,
                                     number_id (DEVICE));
}

static GtkWidget *
create_main (Fixture *fixture)
{
  return sb_main_page_new (fixture->test.session,
                           fixture->configuration_actions,
                           fixture->device_actions);
}

static GtkWidget *
create_picker (Fixture *fixture)
{
  g_autoptr (SbConfiguration) configuration = sb_record_seal (make_configuration (fixture, POLICY));
  g_autoptr (SbDraft) draft = sb_draft_new_edit (configuration);

  return sb_picker_new (fixture->test.session, draft);
}

static const struct {
  const char *name;
  GtkWidget *(*create) (Fixture *fixture);
} pages[] = {
  { "configurations", create_configurations },
  { "configuration", create_configuration },
  { "deliveries", create_deliveries },
  { "devices", create_devices },
  { "device", create_device },
  { "main page", create_main },
  { "picker", create_picker },
};

/* Opens each menu of a page. */
static void
open_menus (GtkWidget *widget, const char *what)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget)) != NULL) {
    double started = get_cpu_seconds ();

    gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
    draw ();
    hostile_assert_short (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget))));
    gtk_menu_button_popdown (GTK_MENU_BUTTON (widget));
    draw ();
    assert_quick (started, what);
    return;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    open_menus (child, what);
}

/* Every page is shown, resized, read again, and its menus are opened. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;

  put_facets (fixture);
  page_test_load (test);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autofree char *read = g_strdup_printf ("%s, read again", pages[i].name);
    g_autofree char *narrow = g_strdup_printf ("%s, narrow", pages[i].name);
    g_autofree char *menu = g_strdup_printf ("%s, a menu", pages[i].name);
    GtkWidget *page;
    double started;

    /* The server of a test makes its answers here, and this page has one for each space. */
    if (pages[i].create == create_main)
      fake_server_clear_facets (test->server);
    started = get_cpu_seconds ();
    page = pages[i].create (fixture);
    page_test_show (test, page);
    draw ();
    assert_quick (started, pages[i].name);
    hostile_assert_short (test->window);

    started = get_cpu_seconds ();
    if (SB_IS_VIEW (page))
      sb_view_refresh (SB_VIEW (page));
    draw ();
    assert_quick (started, read);

    started = get_cpu_seconds ();
    gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 600);
    draw ();
    assert_quick (started, narrow);
    hostile_assert_short (test->window);
    gtk_window_set_default_size (GTK_WINDOW (test->window), 1000, 600);
    draw ();

    if (pages[i].create == create_devices || pages[i].create == create_main)
      open_menus (page, menu);
  }
}

/* Typing in a search finds what is there in time too. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;

  page_test_load (test);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    GtkWidget *page = pages[i].create (fixture);
    GtkWidget *entry;
    double started;

    page_test_show (test, page);
    draw ();
    entry = ui_find_part (page, GTK_TYPE_SEARCH_ENTRY);
    if (entry == NULL)
      continue;

    started = get_cpu_seconds ();
    gtk_editable_set_text (GTK_EDITABLE (entry), "nothing has this");
    sb_clock_advance (test->clock, 1000);
    draw ();
    gtk_editable_set_text (GTK_EDITABLE (entry), fixture->text);
    sb_clock_advance (test->clock, 1000);
    draw ();
    assert_quick (started, pages[i].name);
  }
}

static GError *
make_error (Fixture *fixture)
{
  SbErrorDetails details = { .http_status = 400 };
  GError *error;

  details.server_code = fixture->text;
  details.server_message = fixture->text;
  details.field_errors = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  for (guint i = 0; i < 4000; i++)
    g_ptr_array_add (
      details.field_errors,
      sb_field_error_new (i % 2 == 0 ? SB_DRAFT_FIELD_NAME : SB_DRAFT_FIELD_SERVER_NAME,
                          i % 2 == 0 ? "name" : "esim.serverName",
                          "Invalid",
                          i < 200 ? fixture->text : "no"));
  error = sb_error_new (SB_ERROR_INVALID, &details, "%s", fixture->text);
  g_ptr_array_unref (details.field_errors);

  return error;
}

static void
close_others (PageTest *test)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next) {
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (test->window))
      gtk_window_destroy (link->data);
  }
}

/* 4,000 errors in one answer: as a page, a toast, details, and in Activity. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  g_autoptr (GError) error = make_error (fixture);
  g_autoptr (SbConfiguration) configuration = sb_record_seal (make_configuration (fixture, POLICY));
  g_autoptr (SbCommand) command = sb_command_new_delete (configuration);
  g_autofree char *details = NULL;
  GtkWidget *page;
  double started;

  fake_server_set_read_error (test->server, error);
  started = get_cpu_seconds ();
  page = create_devices (fixture);
  page_test_show (test, page);
  draw ();
  assert_quick (started, "a page that could not be read");
  hostile_assert_short (test->window);

  started = get_cpu_seconds ();
  sb_present_error (page, "Nothing was changed", error);
  draw ();
  assert_quick (started, "a toast");
  hostile_assert_short (test->window);

  started = get_cpu_seconds ();
  details = sb_words_error_details (error);
  sb_message_show_details (page, sb_words_error_title (error), details);
  draw ();
  assert_quick (started, "details");
  close_others (test);

  fake_server_set_send_error (test->server, error);
  started = get_cpu_seconds ();
  page = sb_activity_page_new (test->session);
  page_test_show (test, page);
  sb_operations_submit (sb_session_get_operations (test->session), command);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  draw ();
  assert_quick (started, "activity");
  hostile_assert_short (test->window);
}

/* The editor of a configuration with such names, and what the server says about it. */
static void
test_editor (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  g_autoptr (SbConfiguration) configuration = sb_record_seal (make_configuration (fixture, POLICY));
  double started = get_cpu_seconds ();
  GtkWidget *dialogs[] = { sb_editor_dialog_new_edit (test->session, configuration),
                           sb_editor_dialog_new_add (test->session) };

  page_test_show (test, gtk_label_new ("A page"));
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++) {
    gtk_window_set_transient_for (GTK_WINDOW (dialogs[i]), GTK_WINDOW (test->window));
    gtk_window_present (GTK_WINDOW (dialogs[i]));
    wait_until (gtk_widget_get_mapped (dialogs[i]));
    draw ();
    assert_quick (started, i == 0 ? "editing" : "adding");
    gtk_window_close (GTK_WINDOW (dialogs[i]));
    loop_settle ();
    started = get_cpu_seconds ();
  }
}

static void
add_all (const char *name, void (*function) (Fixture *fixture, gconstpointer data))
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *path = g_strdup_printf ("/hang/%s/%s", name, texts[i].name);

    g_test_add (path, Fixture, &texts[i], set_up, function, tear_down);
  }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add_all ("pages", test_pages);
  add_all ("search", test_search);
  add_all ("errors", test_errors);
  add_all ("editor", test_editor);

  return g_test_run ();
}
