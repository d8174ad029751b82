/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-row"

#include "config.h"

#include "sb-activity-row.h"

#include "sb-actions.h"
#include "sb-activity-item.h"
#include "sb-signal.h"
#include "sb-ui.h"
#include "sb-words-text.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbActivityRow {
  GtkWidget parent_instance;

  SbSession *session; /* (owned) (nullable): until disposed */
  GObject *item;      /* (owned) (nullable): an SbChange or an SbJob */

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *state;
  GtkProgressBar *progress;
  GtkLabel *time;
  GtkWidget *choose_button;
  GtkWidget *pause_button;
  GtkWidget *resume_button;
  GtkWidget *retry_button;
  GtkWidget *cancel_button;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (SbActivityRow, sb_activity_row, GTK_TYPE_WIDGET)

static void
set_style (GtkWidget *widget, const char *style)
{
  for (gsize i = 0; sb_activity_styles[i] != NULL; i++) {
    if (g_str_equal (sb_activity_styles[i], style))
      gtk_widget_add_css_class (widget, sb_activity_styles[i]);
    else
      gtk_widget_remove_css_class (widget, sb_activity_styles[i]);
  }
}

static void
choose_cb (SbActivityRow *self)
{
  g_assert (SB_IS_ACTIVITY_ROW (self));

  if (self->item != NULL)
    sb_activity_open (GTK_WIDGET (self), self->session, self->item);
}

static void
pause_cb (SbActivityRow *self)
{
  g_assert (SB_IS_ACTIVITY_ROW (self));

  if (self->item != NULL)
    sb_activity_pause (GTK_WIDGET (self), self->session, self->item);
}

static void
resume_cb (SbActivityRow *self)
{
  g_assert (SB_IS_ACTIVITY_ROW (self));

  if (self->item != NULL)
    sb_activity_resume (GTK_WIDGET (self), self->session, self->item);
}

static void
retry_cb (SbActivityRow *self)
{
  g_assert (SB_IS_ACTIVITY_ROW (self));

  if (self->item != NULL)
    sb_activity_retry (GTK_WIDGET (self), self->session, self->item);
}

static void
cancel_cb (SbActivityRow *self)
{
  g_assert (SB_IS_ACTIVITY_ROW (self));

  if (self->item != NULL)
    sb_activity_cancel (GTK_WIDGET (self), self->session, self->item);
}

static void
copy_cb (SbActivityRow *self)
{
  g_assert (SB_IS_ACTIVITY_ROW (self));

  if (self->item != NULL)
    sb_activity_copy (GTK_WIDGET (self), self->item);
}

static void
sb_activity_row_dispose (GObject *object)
{
  SbActivityRow *self = SB_ACTIVITY_ROW (object);

  sb_activity_row_set_item (self, NULL);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_ACTIVITY_ROW);

  G_OBJECT_CLASS (sb_activity_row_parent_class)->dispose (object);
}

static void
sb_activity_row_class_init (SbActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_activity_row_dispose;

  sb_set_template (widget_class, "activity/sb-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, box);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, title);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, state);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, progress);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, time);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
set_tooltip (GtkWidget *button, const char *action)
{
  g_autofree char *tooltip = sb_actions_describe (action);

  gtk_widget_set_tooltip_text (button, tooltip);
}

static void
sb_activity_row_init (SbActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_tooltip (self->choose_button, "activity.open");
  set_tooltip (self->pause_button, "activity.pause");
  set_tooltip (self->resume_button, "activity.resume");
  set_tooltip (self->retry_button, "activity.retry");
  set_tooltip (self->cancel_button, "activity.cancel");
  set_tooltip (self->copy_button, "activity.copy");
}

/**
 * sb_activity_row_new:
 *
 * Returns: (transfer floating): a row without anything in it
 */
GtkWidget *
sb_activity_row_new (SbSession *session)
{
  SbActivityRow *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_ACTIVITY_ROW, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * sb_activity_row_set_item:
 * @item: (nullable): the change or job to show
 */
void
sb_activity_row_set_item (SbActivityRow *self, gpointer item)
{
  g_return_if_fail (SB_IS_ACTIVITY_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  /* The state, and while it is being found out the error that keeps it from being known. */
  sb_connect (item, "changed", sb_activity_row_update, self);
  sb_activity_row_update (self);
}

/* @format: with the title in it */
static void
name_button (GtkWidget *button, const char *format, const char *title)
{
  g_autofree char *label = sb_words_fill (format, title);

  sb_set_label (button, label);
}

/* A button that goes while it has the focus hands it to the row. */
static void
show_button (SbActivityRow *self, GtkWidget *button, gboolean visible)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (!visible && gtk_widget_has_focus (button) && row != NULL)
    gtk_widget_grab_focus (row);
  gtk_widget_set_visible (button, visible);
}

void
sb_activity_row_update (SbActivityRow *self)
{
  SbActivityLook look;
  SbClock *clock;
  double fraction;
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *time = NULL;
  g_autofree char *label = NULL;
  GtkWidget *parent;

  g_return_if_fail (SB_IS_ACTIVITY_ROW (self));

  if (self->item == NULL)
    return;

  clock = sb_session_get_clock (self->session);
  look = sb_activity_get_look (self->item);
  title = sb_activity_dup_title (self->item);
  state = sb_activity_dup_state (self->item);
  time = sb_words_time (sb_activity_get_created_at (self->item), sb_clock_get_now (clock));
  rest = sb_activity_dup_rest (self->item, sb_clock_get_now (clock));
  fraction = sb_activity_get_fraction (self->item);
  if (rest != NULL) {
    char *both = g_strdup_printf (_ ("%s, %s"), state, rest);

    g_free (state);
    state = both;
  }

  gtk_image_set_from_icon_name (self->icon, look.icon);
  set_style (GTK_WIDGET (self->icon), look.style);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->time, time);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  sb_set_label (self->progress, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  state,
                                  -1);
  show_button (self, self->choose_button, sb_activity_can_choose (self->item));
  /* Where something is asked there is no room for what has a key. */
  show_button (self,
               self->pause_button,
               sb_activity_can_pause (self->item) && !sb_activity_can_choose (self->item));
  show_button (self, self->retry_button, sb_activity_can_retry (self->item));
  show_button (self, self->resume_button, sb_activity_can_resume (self->item));
  show_button (self, self->cancel_button, sb_activity_can_cancel (self->item));

  /* The list's own row is what has the focus, so it carries the name. */
  /* Translators: what was asked for, how it ended, and when; for screen readers */
  label = g_strdup_printf (_ ("%s. %s. %s"), title, state, time);
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    sb_set_label (parent, label);

  /* Translators: the title of a change */
  name_button (self->copy_button, _ ("Copy Details of “%s”"), title);
  /* Translators: the title of a change */
  name_button (self->cancel_button, _ ("Cancel “%s”"), title);
  /* Translators: the title of a job that asks about some of its devices */
  name_button (self->choose_button, _ ("Choose for “%s”"), title);
  /* Translators: the title of a job that goes on */
  name_button (self->pause_button, _ ("Pause “%s”"), title);
  /* Translators: the title of a job that failed for some devices */
  name_button (self->retry_button, _ ("Retry “%s”"), title);
  /* Translators: the title of a job that has stopped */
  name_button (self->resume_button, _ ("Go On with “%s”"), title);
}
