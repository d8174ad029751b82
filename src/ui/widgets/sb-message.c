/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-message"

#include "config.h"

#include "sb-message.h"

#include "sb-line.h"
#include "sb-ui.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define RESPONSE_ACCEPT "accept"
#define RESPONSE_CANCEL "cancel"

/* Of details: nobody reads more. */
#define MAX_LINES 200

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_signal_handlers_disconnect_by_data (dialog, task);
  g_task_return_boolean (task, g_str_equal (response, RESPONSE_ACCEPT));
}

/* It goes with the window that it belongs to, without an answer. */
static void
destroy_cb (GtkWidget *dialog, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_signal_handlers_disconnect_by_data (dialog, task);
  g_task_return_boolean (task, FALSE);
}

static void
copy_cb (GtkButton *button, gpointer user_data)
{
  const char *text = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
}

/* The dialog of libadwaita 1.7 holds a large and a small heading, asks for the smaller minimum of
 * the two and then measures both for it, of which GTK 4.18 warns. Our headings are sentences,
 * mostly too long for the large one, so that both are small here. */
static void
make_heading_small (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title-2")) {
    gtk_widget_remove_css_class (widget, "title-2");
    gtk_widget_add_css_class (widget, "title-4");
    gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    make_heading_small (child);
}

static gboolean
has_label (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LABEL (child))
      return TRUE;
  }

  return FALSE;
}

/* (nullable): the box of heading, body and what is below them */
static GtkWidget *
find_texts (GtkWidget *widget)
{
  if (GTK_IS_BOX (widget) && has_label (widget) && GTK_IS_BOX (gtk_widget_get_parent (widget)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_texts (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/* The height of the screen that a window is on, less what a panel may take of it. */
static int
get_room (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkMonitor *monitor =
    surface == NULL
      ? NULL
      : gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (window)), surface);
  GdkRectangle screen;

  if (monitor == NULL)
    return G_MAXINT;

  gdk_monitor_get_geometry (monitor, &screen);

  return screen.height * 9 / 10;
}

/* The dialog is as high as its text, and with large letters on a small screen its
 * answers are below the edge: then the text scrolls. */
static void
fit_into (GtkWidget *dialog, int room)
{
  g_autoptr (GtkWidget) texts = NULL;
  GtkWidget *scrolled;
  GtkWidget *parent;
  int dialog_height;
  int texts_height;
  int width;

  gtk_widget_measure (dialog, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (dialog, GTK_ORIENTATION_VERTICAL, width, NULL, &dialog_height, NULL, NULL);
  g_set_object (&texts, find_texts (dialog));
  if (dialog_height <= room || texts == NULL)
    return;

  gtk_widget_measure (texts, GTK_ORIENTATION_VERTICAL, width, NULL, &texts_height, NULL, NULL);
  parent = gtk_widget_get_parent (texts);
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              MAX (texts_height - (dialog_height - room), 1));
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scrolled), width);
  gtk_widget_set_focusable (scrolled, FALSE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_remove (GTK_BOX (parent), texts);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), texts);
  gtk_box_prepend (GTK_BOX (parent), scrolled);
}

/* GTK hides the focus some seconds after a key. Which answer a key would give is to be seen for as
 * long as the question stands, however it was asked. */
static void
show_focus_cb (GtkWindow *dialog)
{
  if (!gtk_window_get_focus_visible (dialog))
    gtk_window_set_focus_visible (dialog, TRUE);
}

/* (nullable): the window that keeps another one from being used */
static GtkWindow *
find_modal (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

    if (gtk_window_get_modal (other) && gtk_window_get_transient_for (other) == window
        && gtk_widget_get_mapped (GTK_WIDGET (other)))
      return other;
  }

  return NULL;
}

/* The label beside a check button is as wide as the screen, if need be, unless it wraps. */
static void
wrap_checks (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_CHECK_BUTTON (widget) && GTK_IS_LABEL (child)) {
      gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (child), 0);
    }
    wrap_checks (child);
  }
}

/* (nullable): the first widget of a type that is on the screen; a button by its label */
static GtkWidget *
find_shown (GtkWidget *widget, GType type, const char *label)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (label == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_shown (child, type, label);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/* The focus begins at the harmless answer, or at an entry that a number is to be typed into. Left
 * to itself it would begin at what comes first: a button among what the question shows, or, where
 * the answers stand one above the other for want of width, the answer that is not harmless. */
static void
focus_harmless (GtkWidget *dialog)
{
  GtkWidget *harmless = find_shown (dialog, GTK_TYPE_BUTTON, _ ("_Cancel"));

  if (harmless != NULL && !GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (dialog))))
    gtk_widget_grab_focus (harmless);
}

static gboolean
tick_cb (GtkWidget *dialog, GdkFrameClock *frame_clock, gpointer user_data)
{
  GtkWidget *answers = find_shown (dialog, ADW_TYPE_SQUEEZER, NULL);

  focus_harmless (dialog);
  /* Answers above each other are higher than those for which room was made. */
  if (answers != NULL)
    gtk_widget_queue_resize (answers);

  return G_SOURCE_REMOVE;
}

/* In libadwaita 1.2 each answer is there twice, for both ways of standing, and the dialog changes
 * between them when it is given its place. */
static void
answers_cb (GtkWidget *dialog)
{
  focus_harmless (dialog);
  gtk_widget_add_tick_callback (dialog, tick_cb, NULL, NULL);
}

static void
keep_focus_harmless (GtkWidget *dialog)
{
  GtkWidget *answers = find_shown (dialog, ADW_TYPE_SQUEEZER, NULL);

  if (answers != NULL)
    g_signal_connect_object (answers,
                             "notify::visible-child",
                             G_CALLBACK (answers_cb),
                             dialog,
                             G_CONNECT_SWAPPED);
  answers_cb (dialog);
}

/* What was asked for while the server was slow comes when something else is open, of which it must
 * take no key: questions stand one after the other. */
static void
show_in_turn (GtkWidget *dialog)
{
  GtkWindow *other = find_modal (gtk_window_get_transient_for (GTK_WINDOW (dialog)));

  if (other != NULL) {
    g_signal_connect_object (other, "unmap", G_CALLBACK (show_in_turn), dialog, G_CONNECT_SWAPPED);
    return;
  }

  gtk_window_present (GTK_WINDOW (dialog));
  g_signal_connect (dialog, "notify::focus-visible", G_CALLBACK (show_focus_cb), NULL);
  show_focus_cb (GTK_WINDOW (dialog));
  keep_focus_harmless (dialog);
}

/* One whose turn has not come cannot be closed. */
static void
withdraw (GtkWindow *dialog)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (dialog)))
    gtk_window_close (dialog);
  else
    gtk_window_destroy (dialog);
}

void
sb_message_ask_async (GtkWidget *parent,
                      const char *heading,
                      const char *body,
                      GtkWidget *extra,
                      const char *accept,
                      SbMessageStyle style,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  AdwMessageDialog *dialog;
  g_autoptr (GTask) owned = NULL;
  g_autoptr (GtkWidget) owned_extra = NULL;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));

  owned = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (owned, sb_message_ask_async);
  if (extra != NULL)
    owned_extra = g_object_ref_sink (extra);
  if (!gtk_widget_get_mapped (parent) || g_cancellable_is_cancelled (cancellable)) {
    g_task_return_boolean (owned, FALSE);
    return;
  }

  task = g_steal_pointer (&owned);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));

  adw_message_dialog_add_responses (dialog,
                                    RESPONSE_CANCEL,
                                    _ ("_Cancel"),
                                    RESPONSE_ACCEPT,
                                    accept,
                                    NULL);
  adw_message_dialog_set_default_response (dialog, RESPONSE_CANCEL);
  adw_message_dialog_set_close_response (dialog, RESPONSE_CANCEL);
  if (style != SB_MESSAGE_PLAIN)
    adw_message_dialog_set_response_appearance (
      dialog,
      RESPONSE_ACCEPT,
      style == SB_MESSAGE_DESTRUCTIVE ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  make_heading_small (GTK_WIDGET (dialog));
  if (extra != NULL) {
    wrap_checks (extra);
    adw_message_dialog_set_extra_child (dialog, extra);
  }
  fit_into (GTK_WIDGET (dialog), get_room (get_window (parent)));

  sb_set_label (dialog, heading);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), task);
  g_signal_connect_object (parent, "unmap", G_CALLBACK (withdraw), dialog, G_CONNECT_SWAPPED);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable,
                             "cancelled",
                             G_CALLBACK (withdraw),
                             dialog,
                             G_CONNECT_SWAPPED);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  show_in_turn (GTK_WIDGET (dialog));
}

gboolean
sb_message_ask_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
sb_message_set_can_accept (GtkWidget *extra, gboolean can_accept)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (extra, ADW_TYPE_MESSAGE_DIALOG);

  if (dialog != NULL)
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog),
                                             RESPONSE_ACCEPT,
                                             can_accept);
}

void
sb_message_accept (GtkWidget *extra)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (extra, ADW_TYPE_MESSAGE_DIALOG);

  if (dialog == NULL
      || !adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), RESPONSE_ACCEPT))
    return;

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), RESPONSE_ACCEPT);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* (transfer full): as much of it as is laid out in time; what is copied is all */
static char *
cut_details (const char *details)
{
  g_auto (GStrv) lines = g_strsplit (details, "\n", MAX_LINES + 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && i < MAX_LINES; i++) {
    glong n_chars = g_utf8_strlen (lines[i], -1);
    g_autofree char *line = n_chars > SB_LINE_MAX_VALUE_CHARS
                              ? sb_line_new (lines[i], SB_LINE_MAX_VALUE_CHARS)
                              : g_strdup (lines[i]);

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line != NULL ? line : "");
  }
  if (g_strv_length (lines) > MAX_LINES)
    g_string_append (text, "\n…");

  return g_string_free (text, FALSE);
}

void
sb_message_show_details (GtkWidget *parent, const char *heading, const char *details)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autofree char *shown = cut_details (details);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), shown, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 18);
  sb_set_label (view, heading);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_focusable (scrolled, FALSE);
  sb_set_label (scrolled, heading);

  sb_set_label (copy, _ ("Copy"));
  g_signal_connect_data (copy,
                         "clicked",
                         G_CALLBACK (copy_cb),
                         g_strdup (details),
                         (GClosureNotify) (void (*) (void)) g_free,
                         0);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), copy);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (heading, NULL));

  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);

  sb_set_label (window, heading);
  gtk_window_set_title (GTK_WINDOW (window), heading);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 360);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), get_window (parent));
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (copy);
}
