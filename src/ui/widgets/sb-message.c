/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-message"

#include "config.h"

#include "sb-message.h"

#include "sb-line.h"
#include "sb-ui.h"

#include <adwaita.h>

/* In pixels: as wide as a question gets, and what a panel may leave of the screen's height. */
#define MAX_WIDTH 500
#define MIN_WIDTH 310

/* Of details: nobody reads more. */
#define MAX_LINES 200

struct _SbMessage {
  AdwWindow parent_instance;

  GTask *task; /* (owned) (nullable): until it is answered */

  GtkWidget *clamp;
  GtkWindowHandle *handle;
  GtkBox *texts;
  GtkLabel *heading;
  GtkLabel *body;
  GtkWidget *answers;
  GtkWidget *cancel_button;
  GtkWidget *accept_button;
};

G_DEFINE_FINAL_TYPE (SbMessage, sb_message, ADW_TYPE_WINDOW)

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
copy_cb (GtkButton *button, gpointer user_data)
{
  const char *text = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
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

/* GTK hides the focus some seconds after a key. Which answer a key would give is to be seen for as
 * long as the question stands, however it was asked. */
static void
show_focus_cb (GtkWindow *dialog, GParamSpec *pspec, gpointer user_data)
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

/* The answers stand beside each other, or, for want of width, one above the other. */
static void
arrange_answers (SbMessage *self, int width)
{
  int natural;

  gtk_widget_measure (self->answers, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  if (natural <= width)
    return;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->answers), GTK_ORIENTATION_VERTICAL);
  gtk_box_reorder_child_after (GTK_BOX (self->answers), self->cancel_button, self->accept_button);
}

/* As wide as the window that it stands on, at most, and as high as the screen: then the text
 * scrolls, and the answers stay where they are. */
static void
fit (SbMessage *self, GtkWindow *window)
{
  g_autoptr (GtkWidget) texts = g_object_ref (GTK_WIDGET (self->texts));
  int width = CLAMP (gtk_widget_get_width (GTK_WIDGET (window)), MIN_WIDTH, MAX_WIDTH);
  int room = get_room (window);
  GtkWidget *scrolled;
  int texts_height;
  int height;

  arrange_answers (self, width);
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), width);
  gtk_widget_measure (self->clamp, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (self->clamp, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  if (height <= room)
    return;

  gtk_widget_measure (texts, GTK_ORIENTATION_VERTICAL, width, &texts_height, NULL, NULL, NULL);
  scrolled = gtk_scrolled_window_new ();
  gtk_window_handle_set_child (self->handle, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              MAX (texts_height - (height - room), 1));
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scrolled), width);
  gtk_widget_set_focusable (scrolled, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), texts);
  gtk_window_handle_set_child (self->handle, scrolled);
}

/* What was asked for while the server was slow comes when something else is open, of which it must
 * take no key: questions stand one after the other. The focus begins at the harmless answer, unless
 * what is asked beside the text takes it. */
static void
show_in_turn (SbMessage *self, GtkWidget *gone)
{
  GtkWindow *other = find_modal (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (gone != NULL)
    g_signal_handlers_disconnect_by_func (gone, show_in_turn, self);

  if (other != NULL) {
    sb_connect (other, "unmap", show_in_turn, self);
    return;
  }

  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);
  gtk_window_present (GTK_WINDOW (self));
  g_signal_connect (self, "notify::focus-visible", G_CALLBACK (show_focus_cb), NULL);
  show_focus_cb (GTK_WINDOW (self), NULL, NULL);
}

/* It is gone before anybody hears of the answer: another question may follow, and the window that
 * it stood on may go. A key that answers holds the question for longer than that. */
static void
answer (SbMessage *self, gboolean accepted)
{
  g_autoptr (SbMessage) held = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    return;

  gtk_window_destroy (GTK_WINDOW (self));
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  g_task_return_boolean (task, accepted);
}

static void
accept_cb (SbMessage *self)
{
  g_assert (SB_IS_MESSAGE (self));

  answer (self, TRUE);
}

static gboolean
sb_message_close_request (GtkWindow *window)
{
  answer (SB_MESSAGE (window), FALSE);

  return TRUE;
}

/* It goes with the window that it belongs to, without an answer. */
static void
sb_message_dispose (GObject *object)
{
  SbMessage *self = SB_MESSAGE (object);
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  G_OBJECT_CLASS (sb_message_parent_class)->dispose (object);

  if (task != NULL)
    g_task_return_boolean (task, FALSE);
}

static void
sb_message_class_init (SbMessageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_message_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = sb_message_close_request;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  sb_set_template (widget_class, "widgets/sb-message.ui");
  gtk_widget_class_bind_template_child (widget_class, SbMessage, clamp);
  gtk_widget_class_bind_template_child (widget_class, SbMessage, handle);
  gtk_widget_class_bind_template_child (widget_class, SbMessage, texts);
  gtk_widget_class_bind_template_child (widget_class, SbMessage, heading);
  gtk_widget_class_bind_template_child (widget_class, SbMessage, body);
  gtk_widget_class_bind_template_child (widget_class, SbMessage, answers);
  gtk_widget_class_bind_template_child (widget_class, SbMessage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SbMessage, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
sb_message_init (SbMessage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
withdraw (SbMessage *self)
{
  answer (self, FALSE);
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
  SbMessage *self;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GtkWidget) owned_extra = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_message_ask_async);
  if (extra != NULL)
    owned_extra = g_object_ref_sink (extra);
  if (!gtk_widget_get_mapped (parent) || g_cancellable_is_cancelled (cancellable)) {
    g_task_return_boolean (task, FALSE);
    return;
  }

  self = g_object_new (SB_TYPE_MESSAGE, "transient-for", get_window (parent), NULL);
  self->task = g_steal_pointer (&task);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->body, body);
  gtk_button_set_label (GTK_BUTTON (self->accept_button), accept);
  if (style != SB_MESSAGE_PLAIN)
    gtk_widget_add_css_class (self->accept_button,
                              style == SB_MESSAGE_DESTRUCTIVE ? "sb-destructive" : "sb-suggested");
  if (extra != NULL)
    gtk_box_append (self->texts, extra);
  fit (self, get_window (parent));

  sb_set_label (self, heading);
  sb_connect (parent, "unmap", withdraw, self);
  if (cancellable != NULL)
    sb_connect (cancellable, "cancelled", withdraw, self);
  show_in_turn (self, NULL);
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
  GtkWidget *self = gtk_widget_get_ancestor (extra, SB_TYPE_MESSAGE);

  if (self != NULL)
    gtk_widget_set_sensitive (SB_MESSAGE (self)->accept_button, can_accept);
}

void
sb_message_accept (GtkWidget *extra)
{
  GtkWidget *self = gtk_widget_get_ancestor (extra, SB_TYPE_MESSAGE);

  if (self != NULL && gtk_widget_get_sensitive (SB_MESSAGE (self)->accept_button))
    answer (SB_MESSAGE (self), TRUE);
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
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
    "/io/github/signalbox/Signalbox/ui/widgets/sb-details.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  GtkWidget *copy = GTK_WIDGET (gtk_builder_get_object (builder, "copy"));
  GtkWidget *scroller = GTK_WIDGET (gtk_builder_get_object (builder, "scroller"));
  GtkTextView *view = GTK_TEXT_VIEW (gtk_builder_get_object (builder, "view"));
  g_autofree char *shown = cut_details (details);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), shown, -1);
  sb_set_label (GTK_WIDGET (view), heading);
  sb_set_label (scroller, heading);
  g_signal_connect_data (copy,
                         "clicked",
                         G_CALLBACK (copy_cb),
                         g_strdup (details),
                         (GClosureNotify) (void (*) (void)) g_free,
                         0);

  sb_set_label (GTK_WIDGET (window), heading);
  gtk_window_set_title (window, heading);
  gtk_window_set_transient_for (window, get_window (parent));
  gtk_window_present (window);
  gtk_widget_grab_focus (copy);
}
