/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "list-page"

#include "list-page.h"

#include "sb-configurations-page.h"
#include "sb-device.h"

SbConfigurationActions *
list_page_new_actions (PageTest *test)
{
  SbConfigurationActions *actions = sb_configuration_actions_new (test->window, test->session);

  gtk_widget_insert_action_group (test->window,
                                  "configuration",
                                  sb_configuration_actions_get_group (actions));

  return actions;
}

void
list_page_open (PageTest *test, ListPage *page)
{
  page->actions = list_page_new_actions (test);
  page->undo = sb_undo_new (test->window, test->session);
  gtk_widget_insert_action_group (test->window, "undo", sb_undo_get_group (page->undo));
  page->page = sb_configurations_page_new (test->session, page->actions);
  page->view = GTK_COLUMN_VIEW (ui_find_part (page->page, GTK_TYPE_COLUMN_VIEW));
  page->selection = SB_SELECTION (gtk_column_view_get_model (page->view));
  page->stack = SB_LIST_STACK (ui_find_part (page->page, SB_TYPE_LIST_STACK));
  page_test_show (test, page->page);
}

void
list_page_close (PageTest *test, ListPage *page)
{
  page_test_close (test);
  g_assert_finalize_object (page->actions);
  g_assert_finalize_object (page->undo);
}

void
list_page_put (PageTest *test, const char *id, const char *name)
{
  fake_server_put (test->server,
                   SB_COLLECTION_CONFIGURATIONS,
                   fake_make_configuration (id, name, SB_PLATFORM_WINDOWS));
}

void
list_page_refresh (PageTest *test)
{
  sb_remote_list_refresh (sb_session_get_configurations (test->session));
  loop_settle ();
}

void
list_page_put_reach (PageTest *test,
                     const char *id,
                     const char *name,
                     SbDeliveryState state,
                     gboolean downloaded)
{
  SbRecord *reach = sb_record_new (SB_TYPE_REACH);
  g_autoptr (SbDevice) device = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_id (reach, SB_REACH_FIELD_DEVICE_ID, id);
  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_DEVICE_NAME, name);
  sb_record_set_record (reach, SB_REACH_FIELD_DEVICE, sb_record_seal (SB_RECORD (device)));
  sb_record_set_enum (reach, SB_REACH_FIELD_STATE, (int) state);
  sb_record_set_boolean (reach, SB_REACH_FIELD_DOWNLOADED, downloaded);
  fake_server_put (test->server, SB_COLLECTION_REACH, reach);
}
