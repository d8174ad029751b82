/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ids that are no numbers: what a server knows a thing by is only compared and given back. */

#define G_LOG_DOMAIN "test-opaque-ids"

#include "list-page.h"
#include "sb-command.h"
#include "sb-draft.h"
#include "sb-rename-popover.h"
#include "sb-ui.h"
#include "ui-find.h"

#define GUID   "6e9d0d3c-8f4d-4c0e-9a53-3b9f0a5d2c11"
#define PATH   "a/b?c=d&e#f%20"
#define ARABIC "\xd8\xac\xd9\x87\xd8\xa7\xd8\xb2"

#define N_IDS 4

static const char *
get_id (guint number)
{
  const char *const ids[] = { GUID, PATH, ARABIC };
  g_autofree char *as_long = g_strnfill (300, 'x');

  return number < G_N_ELEMENTS (ids) ? ids[number] : g_intern_string (as_long);
}

/* What is sent names it by its id, and so does what is then on the server. */
static void
rename_selected (PageTest *test, ListPage *page, const char *id, const char *name)
{
  guint n_sent = fake_server_get_n_sent (test->server);
  SbRenamePopover *popover;
  SbCommand *sent;
  SbConfiguration *renamed;
  const char *const *ids;
  gsize n_ids;

  gtk_widget_activate_action (page->page, "configuration.rename", NULL);
  popover = SB_RENAME_POPOVER (ui_find_part (page->page, SB_TYPE_RENAME_POPOVER));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  sb_rename_popover_set_text (popover, name);
  sb_rename_popover_accept (popover);
  wait_until (fake_server_get_n_sent (test->server) == n_sent + 1);

  sent = fake_server_get_last_sent (test->server);
  g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_UPDATE_CONFIGURATION);
  ids = sb_command_get_configuration_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, id);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  renamed = fake_server_find (test->server, SB_COLLECTION_CONFIGURATIONS, id);
  g_assert_cmpstr (sb_configuration_get_string (renamed, SB_CONFIGURATION_FIELD_NAME), ==, name);
  g_assert_cmpstr (sb_configuration_get_id (renamed, SB_CONFIGURATION_FIELD_ID), ==, id);
  wait_until (!gtk_widget_get_mapped (GTK_WIDGET (popover)));
}

/* Listed, selected, opened and renamed. */
static void
test_configurations (PageTest *test, gconstpointer data)
{
  ListPage page;

  for (guint i = 0; i < N_IDS; i++) {
    g_autofree char *name = g_strdup_printf ("Name %u", i);

    list_page_put (test, get_id (i), name);
  }
  list_page_open (test, &page);
  page_test_load (test);
  for (guint i = 0; i < N_IDS; i++) {
    g_autofree char *new_name = g_strdup_printf ("New name %u", i);
    g_autoptr (GPtrArray) ids = NULL;

    sb_selection_select_id (page.selection, get_id (i));
    ids = sb_selection_get_ids (page.selection);
    g_assert_cmpuint (ids->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, get_id (i));
    g_assert_cmpstr (sb_row_get_id (sb_selection_get_only_row (page.selection)), ==, get_id (i));
    gtk_widget_activate_action (page.page, "configuration.open", NULL);
    g_assert_cmpstr (test->shown_configuration, ==, get_id (i));
    rename_selected (test, &page, get_id (i), new_name);
  }
  list_page_close (test, &page);
}

/* A distribution, what is sent of it, and the query of a device's state. */
static void
test_model (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new (PATH);
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_ESIM_STATES);
  g_autoptr (SbQuery) copy = NULL;
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  g_autoptr (SbCommand) command = NULL;
  const char *const *named;
  gsize n_named;

  for (guint i = 0; i < N_IDS; i++) {
    g_autoptr (SbRecord) target = sb_record_new (sb_target_get_type ());

    sb_record_set_id (target, SB_TARGET_FIELD_ID, get_id (i));
    sb_draft_add_target (draft, SB_TARGET_KIND_DEVICE, sb_record_seal (target));
    sb_ids_add (ids, get_id (i));
    g_assert_true (sb_draft_has_target (draft, SB_TARGET_KIND_DEVICE, get_id (i)));
  }
  sb_draft_set_distribution (draft, SB_DISTRIBUTION_CUSTOM);
  proposal = sb_draft_to_configuration (draft);
  g_assert_cmpstr (sb_configuration_get_id (proposal, SB_CONFIGURATION_FIELD_SPACE_ID), ==, PATH);
  named = sb_record_get_ids (
    sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION),
    SB_DISTRIBUTION_FIELD_DEVICE_IDS,
    &n_named);
  g_assert_cmpuint (n_named, ==, N_IDS);
  for (guint i = 0; i < N_IDS; i++)
    g_assert_cmpstr (named[i], ==, get_id (i));

  command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, sb_ids_peek (ids, NULL), ids->len);
  sb_command_set_space (command, ARABIC);
  g_assert_cmpstr (sb_command_get_space (command), ==, ARABIC);
  named = sb_command_get_device_ids (command, &n_named);
  sb_query_set_space (query, GUID);
  sb_query_set_parent (query, PATH);
  sb_query_set_device_ids (query, named, n_named);
  copy = sb_query_copy (query);
  g_assert_true (sb_query_equal (query, copy));
  g_assert_cmpstr (sb_query_get_parent (copy), ==, PATH);
  sb_query_set_space (copy, "another");
  g_assert_false (sb_query_equal (query, copy));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  g_test_add_func ("/opaque-ids/model", test_model);
  g_test_add ("/opaque-ids/configurations",
              PageTest,
              NULL,
              page_test_set_up,
              test_configurations,
              page_test_tear_down);

  return g_test_run ();
}
