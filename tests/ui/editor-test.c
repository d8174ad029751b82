/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "editor-test"

#include "editor-test.h"

#include "sb-distribution-page.h"
#include "sb-fields-page.h"
#include "sb-problem-row.h"
#include "sb-type-step.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1760000000000))

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

void
editor_test_run_loop (void)
{
  /* Something always comes: a condition may need no event at all. */
  g_timeout_add (10, tick_cb, NULL);
  g_main_context_iteration (NULL, TRUE);
}

static void
set_up (EditorTest *test, SbClock *clock)
{
  g_autoptr (SbAccount) account = sb_account_new ("test", FALSE);
  GtkWidget *overlay = adw_toast_overlay_new ();

  sb_account_set_device_space (account, 1);
  test->server = editor_server_new ();
  test->clock = clock;
  test->session = sb_session_new (account, SB_SERVER (test->server), clock);
  test->window = adw_window_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), gtk_label_new ("The list"));
  adw_window_set_content (ADW_WINDOW (test->window), overlay);
  gtk_window_present (GTK_WINDOW (test->window));
}

void
editor_test_set_up (EditorTest *test, gconstpointer data)
{
  set_up (test, sb_clock_new_manual (NOW));
}

void
editor_test_set_up_real_time (EditorTest *test, gconstpointer data)
{
  set_up (test, sb_clock_new_system ());
}

void
editor_test_tear_down (EditorTest *test, gconstpointer data)
{
  editor_test_close (test);
  gtk_window_destroy (GTK_WINDOW (test->window));
  sb_session_close (test->session);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_clear_object (&test->session);
  g_clear_object (&test->server);
  g_clear_object (&test->clock);
}

static void
saved_cb (GtkWidget *dialog, gint64 id, gpointer user_data)
{
  EditorTest *test = user_data;

  test->saved_id = id;
}

static void
destroy_cb (GtkWidget *dialog, gpointer user_data)
{
  EditorTest *test = user_data;

  test->dialog = NULL;
}

void
editor_test_open (EditorTest *test, GtkWidget *dialog)
{
  test->dialog = dialog;
  test->saved_id = 0;
  g_signal_connect (dialog, "saved", G_CALLBACK (saved_cb), test);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), test);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (test->window));
  gtk_window_present (GTK_WINDOW (dialog));
  wait_until (gtk_widget_get_mapped (dialog) && gtk_window_is_active (GTK_WINDOW (dialog)));
}

void
editor_test_close (EditorTest *test)
{
  if (test->dialog != NULL)
    gtk_window_close (GTK_WINDOW (test->dialog));
  wait_until (test->dialog == NULL);
}

static char *
get_shown_name (GtkWidget *widget)
{
  const char *name = NULL;
  GString *plain;

  if (ADW_IS_PREFERENCES_ROW (widget))
    name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  else if (GTK_IS_BUTTON (widget))
    name = gtk_button_get_label (GTK_BUTTON (widget));
  else if (GTK_IS_LABEL (widget))
    name = gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget) && name == NULL
      && GTK_IS_LABEL (gtk_button_get_child ((GtkButton *) widget)))
    name = gtk_label_get_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (widget))));

  plain = g_string_new (name);
  g_string_replace (plain, "_", "", 0);

  return g_string_free (plain, FALSE);
}

GtkWidget *
editor_test_find (GtkWidget *root, GType type, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    g_autofree char *shown = NULL;
    GtkWidget *found;

    if (!gtk_widget_get_visible (child) || !gtk_widget_get_child_visible (child))
      continue;
    shown = get_shown_name (child);
    if (G_TYPE_CHECK_INSTANCE_TYPE (child, type) && (name == NULL || g_str_equal (shown, name)))
      return child;
    found = editor_test_find (child, type, name);
    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
editor_test_find_button (GtkWidget *root, const char *label)
{
  return editor_test_find (root, GTK_TYPE_BUTTON, label);
}

GtkWidget *
editor_test_find_problem (EditorTest *test)
{
  return editor_test_find (test->dialog, SB_TYPE_PROBLEM_ROW, NULL);
}

GtkWidget *
editor_test_find_question (EditorTest *test)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (window != test->dialog && window != test->window && gtk_widget_get_mapped (window)
        && test->dialog != NULL
        && gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (test->dialog))
      return window;
  }

  return NULL;
}

gboolean
editor_test_says (GtkWidget *root, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_get_visible (child))
      continue;
    if (GTK_IS_LABEL (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), text) != NULL)
      return TRUE;
    if (editor_test_says (child, text))
      return TRUE;
  }

  return FALSE;
}

gboolean
editor_test_has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

void
editor_test_type (EditorTest *test, const char *row, const char *text)
{
  GtkWidget *entry = editor_test_find (test->dialog, ADW_TYPE_ENTRY_ROW, row);

  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* What a press on the row, or its mnemonic, does. */
void
editor_test_choose (EditorTest *test, const char *row)
{
  GtkWidget *widget = editor_test_find (test->dialog, ADW_TYPE_ACTION_ROW, row);

  g_assert_nonnull (widget);
  adw_action_row_activate (ADW_ACTION_ROW (widget));
}

void
editor_test_act (EditorTest *test, const char *action)
{
  gtk_widget_activate_action (test->dialog, action, NULL);
}

GtkWidget *
editor_test_get_page (EditorTest *test)
{
  return sb_editor_dialog_get_visible_page (SB_EDITOR_DIALOG (test->dialog));
}

SbDraft *
editor_test_get_draft (EditorTest *test)
{
  return sb_editor_dialog_get_draft (SB_EDITOR_DIALOG (test->dialog));
}

void
editor_test_open_fields (EditorTest *test)
{
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  sb_type_step_take (SB_TYPE_STEP (editor_test_get_page (test)));
  g_assert_true (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
}

/* An iOS configuration, complete, on the distribution page. */
void
editor_test_open_distribution (EditorTest *test)
{
  editor_test_open_fields (test);
  editor_test_type (test, "Name", "Sales");
  editor_test_choose (test, "iOS/iPadOS");
  editor_test_type (test, "Carrier URL", "https://esim.example.com/");
  editor_test_act (test, "editor.next");
  g_assert_true (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
}

void
editor_test_answer (EditorTest *test, const char *button)
{
  GtkWidget *question;

  wait_until ((question = editor_test_find_question (test)) != NULL);
  g_signal_emit_by_name (editor_test_find_button (question, button), "clicked");
}

SbDistributionType
editor_test_get_sent_distribution (EditorTest *test)
{
  SbConfiguration *proposal = sb_command_get_proposal (editor_server_get_sent (test->server));

  return sb_configuration_get_distribution_type (proposal);
}
