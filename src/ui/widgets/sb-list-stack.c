/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-list-stack"

#include "config.h"

#include "sb-list-stack.h"

#include "sb-message.h"
#include "sb-stale-notice.h"
#include "sb-status-page.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Milliseconds. A list that comes quickly should not flash a spinner. */
#define SPINNER_AFTER 500
#define LONG_AFTER    10000

struct _SbListStack {
  GtkWidget parent_instance;

  SbRemoteList *list;  /* (owned) (nullable) */
  GListModel *visible; /* (owned) (nullable): what is left after filtering on this computer */
  SbClock *clock;      /* (owned) */
  gboolean filtered;
  gboolean waiting;   /* for the first rows of a query */
  gboolean had_focus; /* nobody has taken it from the content */
  guint focus_source;
  guint left_source;
  guint spinner_timer;
  guint long_timer;

  SbStaleNotice *notice;
  GtkStack *stack;
  GtkWidget *loading_box;
  GtkWidget *long_label;
  AdwBin *empty_bin;
  AdwBin *content_bin;
  SbStatusPage *failed_page;
};

G_DEFINE_FINAL_TYPE (SbListStack, sb_list_stack, GTK_TYPE_WIDGET)

enum { CLEAR_FILTERS, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
get_n_visible (SbListStack *self)
{
  if (self->visible != NULL)
    return g_list_model_get_n_items (self->visible);

  return self->list == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static gboolean
is_focus_in (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
enter_page_cb (gpointer user_data)
{
  SbListStack *self = SB_LIST_STACK (user_data);
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  self->focus_source = 0;
  if (page != NULL && gtk_widget_get_mapped (page) && !is_focus_in (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

/* The focus goes along. Left to itself it is nowhere, or on a toast that soon goes away; and Tab
 * would begin where it was once, on the page that is not shown any more. */
static void
show (SbListStack *self, const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0)
    return;

  if (self->had_focus || is_focus_in (GTK_WIDGET (self))) {
    g_clear_handle_id (&self->focus_source, g_source_remove);
    self->focus_source = g_idle_add (enter_page_cb, self);
  }
  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean
spinner_cb (gpointer user_data)
{
  SbListStack *self = user_data;

  self->spinner_timer = 0;
  gtk_widget_set_visible (self->loading_box, TRUE);
  show (self, "loading");

  return G_SOURCE_REMOVE;
}

static gboolean
long_cb (gpointer user_data)
{
  SbListStack *self = user_data;

  self->long_timer = 0;
  gtk_widget_set_visible (self->long_label, TRUE);

  return G_SOURCE_REMOVE;
}

static void
stop_waiting (SbListStack *self)
{
  self->waiting = FALSE;
  sb_clock_clear_timer (self->clock, &self->spinner_timer);
  sb_clock_clear_timer (self->clock, &self->long_timer);
  gtk_widget_set_visible (self->loading_box, FALSE);
  gtk_widget_set_visible (self->long_label, FALSE);
}

static void
start_waiting (SbListStack *self)
{
  if (self->waiting)
    return;

  self->waiting = TRUE;
  self->spinner_timer = sb_clock_add_timer (self->clock, SPINNER_AFTER, spinner_cb, self, NULL);
  self->long_timer = sb_clock_add_timer (self->clock, LONG_AFTER, long_cb, self, NULL);
}

static void
show_failed (SbListStack *self)
{
  const GError *error = sb_remote_list_get_error (self->list);
  g_autofree char *advice = sb_words_error_advice (error);

  g_object_set (self->failed_page,
                "title",
                sb_words_error_title (error),
                "description",
                advice,
                NULL);
  show (self, "failed");
}

static void
content_entered_cb (GtkEventControllerFocus *controller, SbListStack *self)
{
  g_assert (SB_IS_LIST_STACK (self));

  g_clear_handle_id (&self->left_source, g_source_remove);
  self->had_focus = TRUE;
}

static gboolean
left_cb (gpointer user_data)
{
  SbListStack *self = SB_LIST_STACK (user_data);

  self->left_source = 0;
  self->had_focus = FALSE;

  return G_SOURCE_REMOVE;
}

static void
content_left_cb (GtkEventControllerFocus *controller, SbListStack *self)
{
  g_assert (SB_IS_LIST_STACK (self));

  /* It also leaves when its row goes, just before the list is known to be empty. */
  if (self->left_source == 0)
    self->left_source = g_idle_add (left_cb, self);
}

static gboolean
is_focus_lost (SbListStack *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return self->had_focus && root != NULL && gtk_root_get_focus (root) == NULL;
}

static gboolean
give_focus_back_cb (gpointer user_data)
{
  SbListStack *self = SB_LIST_STACK (user_data);

  self->focus_source = 0;
  if (is_focus_lost (self) && gtk_widget_get_mapped (GTK_WIDGET (self->content_bin)))
    gtk_widget_child_focus (GTK_WIDGET (self->content_bin), GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

static void
update (SbListStack *self)
{
  const GError *error = self->list == NULL ? NULL : sb_remote_list_get_error (self->list);
  gboolean loaded = self->list != NULL && sb_remote_list_get_loaded (self->list);

  if (!loaded && error == NULL) {
    /* Another search: what was found before stays for a moment, rather than flashing. */
    start_waiting (self);
    return;
  }

  stop_waiting (self);
  if (!loaded)
    show_failed (self);
  else if (get_n_visible (self) > 0) {
    show (self, "content");
    /* The row that had the focus went when another query emptied the list, and on GTK 4.8 nobody
     * has it then. The list's own rows are made after this. */
    if (is_focus_lost (self) && self->focus_source == 0)
      self->focus_source = g_idle_add (give_focus_back_cb, self);
  } else
    show (self, self->filtered ? "no-match" : "empty");
}

static void
list_cb (SbListStack *self)
{
  g_assert (SB_IS_LIST_STACK (self));

  update (self);
}

static void
clear_filters_cb (SbListStack *self)
{
  g_assert (SB_IS_LIST_STACK (self));

  g_signal_emit (self, signals[CLEAR_FILTERS], 0);
}

static void
retry_cb (SbListStack *self)
{
  g_assert (SB_IS_LIST_STACK (self));

  if (self->list != NULL)
    sb_remote_list_refresh (self->list);
}

static void
details_cb (SbListStack *self)
{
  const GError *error = self->list == NULL ? NULL : sb_remote_list_get_error (self->list);
  g_autofree char *details = NULL;

  g_assert (SB_IS_LIST_STACK (self));

  if (error == NULL)
    return;

  details = sb_words_error_details (error);
  sb_message_show_details (GTK_WIDGET (self), sb_words_error_title (error), details);
}

static void
sb_list_stack_dispose (GObject *object)
{
  SbListStack *self = SB_LIST_STACK (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_handle_id (&self->left_source, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->visible != NULL)
    g_signal_handlers_disconnect_by_data (self->visible, self);
  if (self->clock != NULL) {
    sb_clock_clear_timer (self->clock, &self->spinner_timer);
    sb_clock_clear_timer (self->clock, &self->long_timer);
  }
  g_clear_object (&self->list);
  g_clear_object (&self->visible);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_LIST_STACK);

  G_OBJECT_CLASS (sb_list_stack_parent_class)->dispose (object);
}

static void
sb_list_stack_class_init (SbListStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_list_stack_dispose;
  signals[CLEAR_FILTERS] = sb_signal_new (klass, "clear-filters", 0);

  g_type_ensure (SB_TYPE_STATUS_PAGE);
  g_type_ensure (SB_TYPE_STALE_NOTICE);

  sb_set_template (widget_class, "widgets/sb-list-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, SbListStack, notice);
  gtk_widget_class_bind_template_child (widget_class, SbListStack, stack);
  gtk_widget_class_bind_template_child (widget_class, SbListStack, loading_box);
  gtk_widget_class_bind_template_child (widget_class, SbListStack, long_label);
  gtk_widget_class_bind_template_child (widget_class, SbListStack, empty_bin);
  gtk_widget_class_bind_template_child (widget_class, SbListStack, content_bin);
  gtk_widget_class_bind_template_child (widget_class, SbListStack, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, details_cb);
}

static void
sb_list_stack_init (SbListStack *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->clock = sb_clock_new_system ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (focus, "leave", G_CALLBACK (content_left_cb), self, 0);
  g_signal_connect_object (focus, "enter", G_CALLBACK (content_entered_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->content_bin), focus);
  update (self);
}

void
sb_list_stack_set_clock (SbListStack *self, SbClock *clock)
{
  g_return_if_fail (SB_IS_LIST_STACK (self));
  g_return_if_fail (SB_IS_CLOCK (clock));

  stop_waiting (self);
  g_set_object (&self->clock, clock);
  sb_stale_notice_set_clock (self->notice, clock);
  update (self);
}

void
sb_list_stack_set_list (SbListStack *self, SbRemoteList *list)
{
  g_return_if_fail (SB_IS_LIST_STACK (self));
  g_return_if_fail (list == NULL || SB_IS_REMOTE_LIST (list));

  if (self->list == list)
    return;

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  sb_stale_notice_follow (self->notice, 0, list);
  if (list != NULL) {
    sb_connect (list, "notify", list_cb, self);
    sb_connect (list, "items-changed", list_cb, self);
  }

  update (self);
}

void
sb_list_stack_set_model (SbListStack *self, GListModel *visible)
{
  g_return_if_fail (SB_IS_LIST_STACK (self));
  g_return_if_fail (visible == NULL || G_IS_LIST_MODEL (visible));

  if (self->visible == visible)
    return;

  if (self->visible != NULL)
    g_signal_handlers_disconnect_by_data (self->visible, self);
  g_set_object (&self->visible, visible);
  if (visible != NULL)
    sb_connect (visible, "items-changed", list_cb, self);

  update (self);
}

void
sb_list_stack_set_content (SbListStack *self, GtkWidget *content)
{
  g_return_if_fail (SB_IS_LIST_STACK (self));

  adw_bin_set_child (self->content_bin, content);
}

void
sb_list_stack_set_empty_page (SbListStack *self, GtkWidget *page)
{
  g_return_if_fail (SB_IS_LIST_STACK (self));

  adw_bin_set_child (self->empty_bin, page);
}

void
sb_list_stack_set_filtered (SbListStack *self, gboolean filtered)
{
  g_return_if_fail (SB_IS_LIST_STACK (self));

  if (self->filtered == filtered)
    return;

  self->filtered = filtered;
  update (self);
}

const char *
sb_list_stack_get_state (SbListStack *self)
{
  g_return_val_if_fail (SB_IS_LIST_STACK (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
