/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the Preview takes before a reset of every device that the demo tenant has, and how long
 * the window would be frozen at worst meanwhile. The numbers of devices are the arguments. */

#define G_LOG_DOMAIN "bench-preview"

#include "page-test.h"
#include "sb-device-question.h"
#include "sb-preview.h"
#include "sb-ui.h"
#include "walk.h"

#include "client-test.h"

/* Milliseconds since it was asked for; the bound is for a machine that hangs. */
static double
wait_for_plan (gint64 began, gboolean complete)
{
  for (;;) {
    GtkWidget *preview = ui_find_window (SB_TYPE_PREVIEW);
    SbPlan *plan = preview != NULL ? sb_preview_get_plan (SB_PREVIEW (preview)) : NULL;
    gint64 now;

    if (complete ? ui_find_preview () != NULL : plan != NULL && sb_plan_get_entry (plan, 0) != NULL)
      break;
    g_main_context_iteration (NULL, TRUE);
    now = g_get_monotonic_time ();
    g_assert_cmpint (now - began, <, 300 * G_USEC_PER_SEC);
  }

  return (double) (g_get_monotonic_time () - began) / 1000;
}

static void
measure (const char *n_devices)
{
  const char *const arguments[] = { "--devices", n_devices, NULL };
  g_autoptr (Tenant) tenant = tenant_start (arguments, FALSE);
  g_autoptr (SbClock) clock = sb_clock_new_system ();
  g_autoptr (SbServer) server = tenant_new_server (tenant, NULL, clock);
  g_autoptr (SbAccount) account = sb_account_new ("bench", FALSE);
  g_autoptr (SbSession) session = sb_session_new (account, server, clock);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (GPtrArray) none = sb_ids_new (NULL, 0);
  g_autoptr (GCancellable) reading = NULL;
  g_autoptr (SbRemoteList) devices = sb_remote_list_new (server, SB_REMOTE_LIST_PAGED);
  SbPlanTarget target = { .list = devices, .all = TRUE, .ids = none };
  GtkWidget *window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, NULL);
  Heart heart;
  gint64 began;
  double first;
  double whole;

  gtk_window_present (GTK_WINDOW (window));
  sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, FALSE);
  sb_remote_list_set_query (devices, query);
  wait_until (sb_remote_list_get_loaded (devices));

  heart_start (&heart);
  began = g_get_monotonic_time ();
  reading = sb_device_question_begin (window, session, SB_VERB_RESET, &target, NULL);
  first = wait_for_plan (began, FALSE);
  whole = wait_for_plan (began, TRUE);
  heart_stop (&heart);
  g_print ("%8s %17.0f %10.0f %15.0f\n", n_devices, first, whole, (double) heart.worst / 1000);

  gtk_window_close (GTK_WINDOW (ui_find_window (SB_TYPE_PREVIEW)));
  gtk_window_destroy (GTK_WINDOW (window));
  sb_session_close (session);
  loop_settle ();
}

int
main (int argc, char *argv[])
{
  gtk_init ();
  sb_ui_init ();

  g_print ("%8s %17s %10s %15s\n", "devices", "first counts, ms", "whole, ms", "worst gap, ms");
  for (int i = 1; i < argc; i++)
    measure (argv[i]);

  return 0;
}
