/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-actions"

#include "number-id.h"
#include "page-test.h"
#include "sb-actions.h"
#include "sb-activity-page.h"
#include "sb-configuration-actions.h"
#include "sb-deliveries-view.h"
#include "sb-device-actions.h"
#include "sb-draft-list.h"
#include "sb-main-menu.h"
#include "sb-preview.h"
#include "sb-saved-searches-window.h"
#include "sb-shortcuts-window.h"
#include "sb-undo.h"
#include "sb-ui.h"
#include "sb-words.h"
#include "sb-window.h"

#include <string.h>

/* One accelerator does one thing: in the window, in each list, and in each dialog. */
static void
test_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  const SbActionInfo *actions;
  guint n_actions;

  actions = sb_actions_get_all (&n_actions);
  g_assert_cmpuint (n_actions, >, 20);

  for (guint i = 0; i < n_actions; i++) {
    g_assert_true (g_hash_table_add (names, (gpointer) actions[i].action));
    g_assert_nonnull (actions[i].accels[0]);
    g_assert_cmpuint (strlen (actions[i].title), >, 0);

    for (gsize j = 0; j < G_N_ELEMENTS (actions[i].accels) && actions[i].accels[j] != NULL; j++) {
      g_auto (GStrv) parts = g_strsplit (actions[i].action, ".", 2);
      const char *scope = actions[i].scope == SB_ACTION_WINDOW ? "window" : parts[0];
      guint key;
      GdkModifierType modifiers;

      g_assert_true (gtk_accelerator_parse (actions[i].accels[j], &key, &modifiers));
      g_assert_true (
        g_hash_table_add (seen, g_strdup_printf ("%s %u %u", scope, key, (guint) modifiers)));

      /* A bare key of the whole window would be taken from every entry. */
      if (actions[i].scope == SB_ACTION_WINDOW)
        g_assert_true ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0
                       || (key >= GDK_KEY_F1 && key <= GDK_KEY_F12));
    }
  }
}

/* Lists' keys that an entry needs are not those of the window. */
static void
test_entries_keep_their_keys (void)
{
  const char *const needed[] = { "<Control>a", "<Control>c", "<Control>v",
                                 "<Control>x", "<Control>z", "<Control><Shift>z",
                                 "Delete",     "space",      "Return" };
  const SbActionInfo *actions;
  guint n_actions;

  actions = sb_actions_get_all (&n_actions);

  for (guint i = 0; i < n_actions; i++) {
    for (gsize j = 0; actions[i].scope == SB_ACTION_WINDOW && j < G_N_ELEMENTS (needed); j++) {
      g_assert_cmpstr (actions[i].accels[0], !=, needed[j]);
      g_assert_cmpstr (actions[i].accels[1], !=, needed[j]);
    }
  }
}

static gboolean
has_action (GActionGroup *group, const SbActionInfo *info)
{
  const char *name = strchr (info->action, '.') + 1;
  g_autofree char *plain = g_strndup (name, strcspn (name, ":("));

  return g_action_group_has_action (group, plain);
}

/* What the table names is there: in the application, the window, or the group of its page. */
static void
test_exist (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfigurationActions)
    configuration = sb_configuration_actions_new (test->window, test->session);
  g_autoptr (SbDeviceActions) device = sb_device_actions_new (test->window, test->session);
  g_autoptr (SbUndo) undo = sb_undo_new (test->window, test->session);
  g_autoptr (GCancellable) never = g_cancellable_new ();
  GtkWidgetClass *window_class = g_type_class_ref (SB_TYPE_WINDOW);
  const SbActionInfo *actions;
  guint n_actions;

  actions = sb_actions_get_all (&n_actions);

  for (guint i = 0; i < n_actions; i++) {
    const char *action = actions[i].action;
    gboolean found = FALSE;

    /* Dialogs handle theirs, and Return is the list's own. */
    if (actions[i].scope == SB_ACTION_DIALOG || g_str_has_suffix (action, ".open"))
      continue;

    if (g_str_has_prefix (action, "configuration.")) {
      found = has_action (sb_configuration_actions_get_group (configuration), &actions[i]);
    } else if (g_str_has_prefix (action, "device.")) {
      found = has_action (sb_device_actions_get_group (device), &actions[i]);
    } else if (g_str_has_prefix (action, "undo.")) {
      found = has_action (sb_undo_get_group (undo), &actions[i]);
    } else if (g_str_has_prefix (action, "app.")) {
      /* The application test starts it; here it has no name of its own. */
      continue;
    } else {
      g_autoptr (GtkWidget) part = NULL;
      GtkWidgetClass *klass = window_class;
      g_autofree char *plain = g_strndup (action, strcspn (action, ":("));
      const char *name;
      GType owner;
      const GVariantType *type;
      const char *property;

      if (g_str_has_prefix (action, "activity.")) {
        part = g_object_ref_sink (sb_activity_page_new (test->session));
        klass = GTK_WIDGET_GET_CLASS (part);
      } else if (g_str_has_prefix (action, "draft.")) {
        part = g_object_ref_sink (g_object_new (SB_TYPE_DRAFT_LIST, NULL));
        klass = GTK_WIDGET_GET_CLASS (part);
      } else if (g_str_has_prefix (action, "saved-search.")) {
        klass = g_type_class_ref (SB_TYPE_SAVED_SEARCHES_WINDOW);
      } else if (g_str_has_prefix (action, "list-page.")) {
        part = g_object_ref_sink (sb_deliveries_view_new (test->session, "1"));
        klass = GTK_WIDGET_GET_CLASS (part);
      } else if (g_str_has_prefix (action, "preview.")) {
        part = g_object_ref (GTK_WIDGET (sb_preview_new (test->window, test->session, never)));
        klass = GTK_WIDGET_GET_CLASS (part);
      }
      for (guint j = 0;
           !found && gtk_widget_class_query_action (klass, j, &owner, &name, &type, &property);
           j++)
        found = g_str_equal (name, plain);
    }

    if (!found)
      g_error ("%s is not there", action);
  }

  g_type_class_unref (window_class);
}

/* Everything is in the shortcuts window, which fits on a small screen and warns of nothing. */
static void
test_shortcuts (PageTest *test, gconstpointer data)
{
  GtkWidget *shortcuts;
  const SbActionInfo *actions;
  guint n_actions;

  page_test_show (test, gtk_label_new ("The list"));
  shortcuts = sb_shortcuts_window_new (GTK_WINDOW (test->window));
  gtk_window_present (GTK_WINDOW (shortcuts));
  wait_until (gtk_widget_get_mapped (shortcuts));
  loop_settle ();

  actions = sb_actions_get_all (&n_actions);
  g_assert_true (ui_says (shortcuts, actions[0].title));
  g_assert_cmpint (gtk_widget_get_height (shortcuts), <, 760);
  g_assert_true (sb_is_shortcuts_window (GTK_WINDOW (shortcuts)));
  gtk_window_destroy (GTK_WINDOW (shortcuts));
}

/* Who calls it a wipe finds it, without it being called so. */
static void
test_search_shortcuts (PageTest *test, gconstpointer data)
{
  GtkWidget *shortcuts;
  GtkWidget *search;

  page_test_show (test, gtk_label_new ("The list"));
  shortcuts = sb_shortcuts_window_new (GTK_WINDOW (test->window));
  gtk_window_present (GTK_WINDOW (shortcuts));
  wait_until (gtk_widget_get_mapped (shortcuts));
  g_assert_false (ui_says (shortcuts, "eSIM wipe"));

  search = ui_find (shortcuts, GTK_TYPE_SEARCH_BAR, NULL);
  g_assert_nonnull (search);
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (search), TRUE);
  search = ui_find (shortcuts, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "WIPE");
  wait_until (ui_says (shortcuts, "eSIM wipe"));

  gtk_window_destroy (GTK_WINDOW (shortcuts));
}

static gboolean
menu_has (GMenuModel *menu, const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    g_autofree char *own = NULL;
    const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

    g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &own);
    if (g_strcmp0 (own, action) == 0)
      return TRUE;

    for (gsize j = 0; j < G_N_ELEMENTS (links); j++) {
      g_autoptr (GMenuModel) link = g_menu_model_get_item_link (menu, i, links[j]);

      if (link != NULL && menu_has (link, action))
        return TRUE;
    }
  }

  return FALSE;
}

static void
put_space (PageTest *test, const char *id, const char *name, gboolean standard)
{
  SbRecord *space = sb_record_new (SB_TYPE_DEVICE_SPACE);

  sb_record_set_id (space, SB_DEVICE_SPACE_FIELD_ID, id);
  sb_record_set_string (space, SB_DEVICE_SPACE_FIELD_NAME, name);
  sb_record_set_boolean (space, SB_DEVICE_SPACE_FIELD_IS_DEFAULT, standard);
  fake_server_put (test->server, SB_COLLECTION_DEVICE_SPACES, space);
}

static void
test_main_menu (PageTest *test, gconstpointer data)
{
  g_autoptr (GMenuModel) before = sb_main_menu_new (test->session);
  g_autoptr (GMenuModel) one = NULL;
  g_autoptr (GMenuModel) two = NULL;
  const char *const always[] = { "win.refresh", "app.account", "app.shortcuts", "app.about" };

  for (gsize i = 0; i < G_N_ELEMENTS (always); i++)
    g_assert_true (menu_has (before, always[i]));
  g_assert_true (menu_has (before, "app.demo"));
  g_assert_false (menu_has (before, "app.start-afresh"));

  /* A tenant with one device space has nothing to choose. */
  put_space (test, "1", "Default Space", TRUE);
  sb_remote_list_refresh (sb_session_get_spaces (test->session));
  loop_settle ();
  one = sb_main_menu_new (test->session);
  g_assert_false (menu_has (one, "win.space"));

  put_space (test, "2", "Laboratory", FALSE);
  sb_remote_list_refresh (sb_session_get_spaces (test->session));
  loop_settle ();
  two = sb_main_menu_new (test->session);
  g_assert_true (menu_has (two, "win.space"));
}

static guint
count_spaces (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    g_autofree char *action = NULL;
    const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

    g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
    n += g_strcmp0 (action, "win.space") == 0 ? 1 : 0;
    for (gsize j = 0; j < G_N_ELEMENTS (links); j++) {
      g_autoptr (GMenuModel) link = g_menu_model_get_item_link (menu, i, links[j]);

      n += link != NULL ? count_spaces (link) : 0;
    }
  }

  return n;
}

#define N_SPACES 60

typedef struct {
  const char *name;
  gint64 each;    /* devices in each space, or -1 where it does not say */
  gint64 without; /* and where none is named */
  gboolean fails;
  SbProof proof;
} Spaces;

static const Spaces spaces_cases[] = {
  { "proved", 7, 7 * N_SPACES, FALSE, SB_PROOF_GIVEN },
  { "default-alone", 7, 7, FALSE, SB_PROOF_DIFFERS },
  { "more", 7, 7 * N_SPACES + 1, FALSE, SB_PROOF_DIFFERS },
  { "silent", -1, -1, FALSE, SB_PROOF_NOT_COUNTED },
  { "fails", 7, 7, TRUE, SB_PROOF_FAILED },
};

static void
count_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  const Spaces *one = user_data;

  if (sb_query_get_collection (query) == SB_COLLECTION_DEVICES)
    fake_server_set_total (server, sb_query_get_space (query) != 0 ? one->each : one->without);
  else
    fake_server_set_total (server, -1);
}

/* All device spaces at once are offered where the server has proved once that it shows them; and
 * each space can be chosen, however many there are. */
static void
test_spaces (PageTest *test, gconstpointer data)
{
  const Spaces *one = data;
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "Planned");
  g_autoptr (GMenuModel) menu = NULL;
  SbSpaceProof *proof = sb_session_get_space_proof (test->session);
  guint n_queries;

  for (gint64 id = 1; id <= N_SPACES; id++) {
    g_autofree char *name = g_strdup_printf ("Space %d", (int) id);

    put_space (test, number_id (id), name, id == 1);
  }
  fake_server_set_max_rows (test->server, 50);
  page_test_load (test);
  menu = sb_main_menu_new (test->session);
  g_assert_cmpuint (count_spaces (menu), ==, N_SPACES + 1);

  g_assert_nonnull (sb_words_space_proof (sb_space_proof_get (proof)));
  fake_server_set_silent (test->server, one->each < 0);
  fake_server_set_before_query (test->server, count_cb, (gpointer) one);
  fake_server_set_read_error (test->server, one->fails ? error : NULL);
  sb_space_proof_ask (proof);
  wait_until (sb_space_proof_get (proof) == one->proof);
  g_assert_true ((sb_words_space_proof (one->proof) == NULL) == (one->proof == SB_PROOF_GIVEN));

  /* Once a session; what failed is tried again. */
  n_queries = fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES);
  sb_space_proof_ask (proof);
  loop_settle ();
  g_assert_true ((fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES) == n_queries)
                 == !one->fails);

  /* Whoever refreshes asks for all again, this too. */
  sb_session_refresh (test->session);
  g_assert_cmpint (sb_space_proof_get (proof), ==, SB_PROOF_NONE);
  n_queries = fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES);
  sb_space_proof_ask (proof);
  wait_until (sb_space_proof_get (proof) == one->proof);
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES), >, n_queries);
}

#define actions_add(path, func)                                                                    \
  g_test_add ("/actions/" path, PageTest, NULL, page_test_set_up, func, page_test_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  g_test_add_func ("/actions/unique", test_unique);
  g_test_add_func ("/actions/entries-keep-their-keys", test_entries_keep_their_keys);
  actions_add ("exist", test_exist);
  actions_add ("shortcuts", test_shortcuts);
  actions_add ("search-shortcuts", test_search_shortcuts);
  actions_add ("main-menu", test_main_menu);
  for (gsize i = 0; i < G_N_ELEMENTS (spaces_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/actions/spaces/%s", spaces_cases[i].name);

    g_test_add (path,
                PageTest,
                &spaces_cases[i],
                page_test_set_up,
                test_spaces,
                page_test_tear_down);
  }

  return g_test_run ();
}
