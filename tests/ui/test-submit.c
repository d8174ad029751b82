/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-submit"

#include "page-test.h"

#include "sb-configuration-reason.h"
#include "sb-device-actions.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-ui.h"

#include <string.h>

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

static GtkWidget *
ask (PageTest *test)
{
  const char *const id = "11";
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  GtkWidget *page = gtk_label_new ("A page");

  page_test_show (test, page);
  sb_submit_ask (page,
                 test->session,
                 "Force Check-in?",
                 "1 device is asked to check in now.",
                 "_Force Check-in",
                 SB_MESSAGE_SUGGESTED,
                 NULL,
                 command);

  return page;
}

static guint
count_changes (PageTest *test)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_operations (test->session)));
}

/* What was agreed to is sent, and its end told. */
static void
test_yes (PageTest *test, gconstpointer data)
{
  ask (test);
  g_assert_cmpuint (count_changes (test), ==, 0);
  ui_answer ("Force Check-in");
  wait_until (count_changes (test) == 1);
  wait_until (fake_server_get_n_done (test->server) == 1);
  wait_until (ui_says (test->window, "Check-in asked"));
}

static void
test_no (PageTest *test, gconstpointer data)
{
  ask (test);
  ui_answer ("Cancel");
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* The window shows another session: the question goes, and comes to nothing. */
static void
test_session_closed (PageTest *test, gconstpointer data)
{
  ask (test);
  wait_until (ui_find_question () != NULL);
  sb_session_close (test->session);
  wait_until (ui_find_question () == NULL);
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* Whoever asks from a session that is closed already is not answered either. */
static void
test_closed_before (PageTest *test, gconstpointer data)
{
  const char *const id = "11";
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);

  sb_session_close (test->session);
  ask (test);
  loop_settle ();
  g_assert_null (ui_find_question ());

  sb_submit (test->window, test->session, command);
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* The page where it was asked goes away, and the question with it. */
static void
test_page_gone (PageTest *test, gconstpointer data)
{
  ask (test);
  wait_until (ui_find_question () != NULL);
  page_test_show (test, gtk_label_new ("Another page"));
  wait_until (ui_find_question () == NULL);
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* A page that is not on the screen asks nothing. */
static void
test_page_hidden (PageTest *test, gconstpointer data)
{
  const char *const id = "11";
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  g_autoptr (GtkWidget) page = g_object_ref_sink (gtk_label_new ("A page"));

  page_test_show (test, page);
  page_test_show (test, gtk_label_new ("Another page"));
  sb_submit_ask (page,
                 test->session,
                 "Force Check-in?",
                 "1 device is asked to check in now.",
                 "_Force Check-in",
                 SB_MESSAGE_SUGGESTED,
                 NULL,
                 command);
  loop_settle ();
  g_assert_null (ui_find_question ());
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* Every command that an action of a page gives. */
typedef struct {
  const char *action;
  gboolean on_device;
  SbCapability capability;
  const char *permission;
} Command;

static const Command commands[] = {
  { "edit", FALSE, SB_CAPABILITY_UPDATE_CONFIGURATION, "policy.update" },
  { "rename", FALSE, SB_CAPABILITY_UPDATE_CONFIGURATION, "policy.update" },
  { "toggle-enabled", FALSE, SB_CAPABILITY_UPDATE_CONFIGURATION, "policy.update" },
  { "delete", FALSE, SB_CAPABILITY_DELETE_CONFIGURATION, "policy.delete" },
  { "push", FALSE, SB_CAPABILITY_PUSH, "device.push.profile" },
  { "check-in", TRUE, SB_CAPABILITY_CHECK_IN, "device.force.checkin" },
  { "push", TRUE, SB_CAPABILITY_PUSH, "device.push.profile" },
  { "exclude", TRUE, SB_CAPABILITY_EXCLUDE, "device.exclude.profile" },
  { "include", TRUE, SB_CAPABILITY_EXCLUDE, "device.exclude.profile" },
  { "reset-esim", TRUE, SB_CAPABILITY_RESET_ESIM, "device.esim.reset" },
  { "cancel-reset", TRUE, SB_CAPABILITY_RESET_ESIM, "device.esim.reset" },
  { "push-configuration", TRUE, SB_CAPABILITY_PUSH, "device.push.profile" },
  { "retry-configuration", TRUE, SB_CAPABILITY_PUSH, "device.push.profile" },
  { "exclude-configuration", TRUE, SB_CAPABILITY_EXCLUDE, "device.exclude.profile" },
  { "include-configuration", TRUE, SB_CAPABILITY_EXCLUDE, "device.exclude.profile" },
};

static void
give (const Command *command, SbDeviceActions *devices)
{
  GActionGroup *group = sb_device_actions_get_group (devices);
  const GVariantType *type = g_action_group_get_action_parameter_type (group, command->action);

  g_action_group_activate_action (group,
                                  command->action,
                                  type != NULL ? g_variant_new_string ("1") : NULL);
}

/* A permission that is missing is looked at before the steps of a command begin, and is named. */
static void
test_permissions (PageTest *test, gconstpointer data)
{
  g_autoptr (SbDeviceActions) devices = sb_device_actions_new (test->window, test->session);
  g_autoptr (SbDevice)
    device = sb_record_seal (fake_make_device ("42", "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  g_autoptr (SbConfiguration)
    configuration = sb_record_seal (fake_make_configuration ("1", "Roaming", SB_PLATFORM_WINDOWS));
  const SbEvidence evidence = { .device = device };
  guint n_reads;

  page_test_show (test, gtk_label_new ("A page"));
  n_reads = fake_server_get_n_reads (test->server);
  sb_device_actions_set_device (devices, &evidence, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    const Command *command = &commands[i];

    for (SbCapability other = 0; other < SB_N_CAPABILITIES; other++)
      fake_server_set_support (test->server,
                               other,
                               other == command->capability ? SB_SUPPORT_FORBIDDEN
                                                            : SB_SUPPORT_OFFERED);
    if (command->on_device) {
      sb_present_no_text (test->window);
      give (command, devices);
      wait_until (ui_says (test->window, command->permission));
    } else {
      g_autofree char *reason =
        sb_configuration_reason_get (SB_SERVER (test->server), command->action, configuration);

      g_assert_nonnull (strstr (reason, command->permission));
    }
    loop_settle ();
    g_assert_null (ui_find_question ());
    if (fake_server_get_n_reads (test->server) != n_reads)
      g_error ("%s reads before it is refused", command->action);
  }
}

/* A command of any kind is looked at by the one way to its question. */
static void
test_every_kind (PageTest *test, gconstpointer data)
{
  page_test_show (test, gtk_label_new ("A page"));
  for (SbCommandKind kind = SB_COMMAND_CREATE_CONFIGURATION; kind < SB_N_COMMAND_KINDS; kind++) {
    SbCapability capability = sb_command_kind_get_info (kind)->capability;

    g_assert_true (sb_submit_check (test->window, test->session, kind));
    fake_server_set_support (test->server, capability, SB_SUPPORT_FORBIDDEN);
    g_assert_false (sb_submit_check (test->window, test->session, kind));
    fake_server_set_support (test->server, capability, SB_SUPPORT_OFFERED);
  }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  add ("/submit/yes", test_yes);
  add ("/submit/no", test_no);
  add ("/submit/session-closed", test_session_closed);
  add ("/submit/closed-before", test_closed_before);
  add ("/submit/page-gone", test_page_gone);
  add ("/submit/page-hidden", test_page_hidden);
  add ("/submit/permissions", test_permissions);
  add ("/submit/every-kind", test_every_kind);

  return g_test_run ();
}
