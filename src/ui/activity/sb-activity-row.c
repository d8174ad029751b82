/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-row"

#include "config.h"

#include "sb-activity-row.h"

#include "sb-actions.h"
#include "sb-presenter.h"
#include "sb-signal.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbActivityRow {
  GtkWidget parent_instance;

  SbClock *clock;   /* (owned) */
  SbChange *change; /* (owned) (nullable) */

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *state;
  GtkLabel *time;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (SbActivityRow, sb_activity_row, GTK_TYPE_WIDGET)

typedef struct {
  const char *icon;
  const char *style;
} StateLook;

/* In the order of SbChangeState. */
static const StateLook looks[] = {
  [SB_CHANGE_WAITING] = { "content-loading-symbolic", "dim-label" },
  [SB_CHANGE_SENT] = { "content-loading-symbolic", "accent" },
  [SB_CHANGE_FINDING_OUT] = { "emblem-synchronizing-symbolic", "warning" },
  [SB_CHANGE_DONE] = { "object-select-symbolic", "success" },
  [SB_CHANGE_REFUSED] = { "dialog-error-symbolic", "error" },
  [SB_CHANGE_CANCELLED] = { "action-unavailable-symbolic", "dim-label" },
  [SB_CHANGE_UNKNOWN] = { "dialog-question-symbolic", "warning" },
};

/* Done, but not for all. */
static const StateLook partly_done = { "dialog-warning-symbolic", "warning" };

static void
set_style (GtkWidget *widget, const char *style)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++) {
    if (g_str_equal (looks[i].style, style))
      gtk_widget_add_css_class (widget, looks[i].style);
    else
      gtk_widget_remove_css_class (widget, looks[i].style);
  }
}

static void
copy_cb (SbActivityRow *self)
{
  g_assert (SB_IS_ACTIVITY_ROW (self));

  if (self->change != NULL)
    sb_activity_row_copy (GTK_WIDGET (self), self->change);
}

static void
sb_activity_row_dispose (GObject *object)
{
  SbActivityRow *self = SB_ACTIVITY_ROW (object);

  sb_activity_row_set_change (self, NULL);
  g_clear_object (&self->clock);
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
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, time);
  gtk_widget_class_bind_template_child (widget_class, SbActivityRow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_activity_row_init (SbActivityRow *self)
{
  g_autofree char *tooltip = sb_actions_describe ("activity.copy");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_tooltip_text (self->copy_button, tooltip);
}

/**
 * sb_activity_row_new:
 *
 * Returns: (transfer floating): a row without a change
 */
GtkWidget *
sb_activity_row_new (SbClock *clock)
{
  SbActivityRow *self;

  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_ACTIVITY_ROW, NULL);
  self->clock = g_object_ref (clock);

  return GTK_WIDGET (self);
}

/**
 * sb_activity_row_set_change:
 * @change: (nullable): the change to show
 */
void
sb_activity_row_set_change (SbActivityRow *self, SbChange *change)
{
  g_return_if_fail (SB_IS_ACTIVITY_ROW (self));

  if (self->change == change)
    return;

  if (self->change != NULL)
    g_signal_handlers_disconnect_by_data (self->change, self);
  g_set_object (&self->change, change);
  if (change == NULL)
    return;

  /* The state, and while it is being found out the error that keeps it from being known. */
  sb_connect (change, "changed", sb_activity_row_update, self);
  sb_activity_row_update (self);
}

void
sb_activity_row_update (SbActivityRow *self)
{
  const StateLook *look;
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;
  g_autofree char *time = NULL;
  g_autofree char *label = NULL;
  g_autofree char *copy = NULL;
  GtkWidget *parent;

  g_return_if_fail (SB_IS_ACTIVITY_ROW (self));

  if (self->change == NULL)
    return;

  look = &looks[sb_change_get_state (self->change)];
  if (sb_change_get_state (self->change) == SB_CHANGE_DONE && !sb_change_is_whole (self->change))
    look = &partly_done;
  title = sb_words_change_title (self->change);
  state = sb_words_change_state (self->change);
  time = sb_words_time (sb_change_get_created_at (self->change), sb_clock_get_now (self->clock));

  gtk_image_set_from_icon_name (self->icon, look->icon);
  set_style (GTK_WIDGET (self->icon), look->style);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->time, time);

  /* The list's own row is what has the focus, so it carries the name. */
  /* Translators: what was asked for, how it ended, and when; for screen readers */
  label = g_strdup_printf (_ ("%s. %s. %s"), title, state, time);
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    sb_set_label (parent, label);

  /* Translators: the title of a change */
  copy = g_strdup_printf (_ ("Copy Details of “%s”"), title);
  sb_set_label (self->copy_button, copy);
}

/**
 * sb_activity_row_copy:
 * @widget: whose clipboard
 *
 * Copies everything that is known of a change, and says so.
 */
void
sb_activity_row_copy (GtkWidget *widget, SbChange *change)
{
  g_autofree char *details = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_CHANGE (change));

  details = sb_words_change_details (change);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
  sb_present_text (widget, _ ("Details copied"));
}
