/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-field-watch"

#include "sb-field-watch.h"

#include "sb-ui.h"

/* How long somebody who types stops before we say what is wrong, in milliseconds. */
#define PAUSE 1000

/* The focus can come back at once, as when a page slides in: only then is a field really left. */
#define LEAVE 100

struct _SbFieldWatch {
  GObject parent_instance;

  SbDraft *draft; /* (owned) */
  SbDraftField field;
  GtkWidget *widget; /* (weak) (nullable): what has the focus while the field is edited */
  SbProblemRow *row; /* (weak) (nullable) */
  SbClock *clock;    /* (owned) */
  guint timer;
  SbProblemCode shown; /* NONE while nothing is shown */
};

G_DEFINE_FINAL_TYPE (SbFieldWatch, sb_field_watch, G_TYPE_OBJECT)

static void
tell_accessible (GtkAccessible *accessible, const char *text, gboolean is_error)
{
  gtk_accessible_update_state (accessible,
                               GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE
                                        : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (text != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show (SbFieldWatch *self, const SbProblem *problem)
{
  gboolean is_error = problem != NULL && problem->severity == SB_SEVERITY_ERROR;
  const char *text;

  sb_clock_clear_timer (self->clock, &self->timer);
  self->shown = problem != NULL ? problem->code : SB_PROBLEM_NONE;
  if (self->widget == NULL || self->row == NULL)
    return;

  sb_problem_row_set_problem (self->row, problem, self->field);

  if (ADW_IS_ENTRY_ROW (self->widget)) {
    gtk_widget_remove_css_class (self->widget, "error");
    gtk_widget_remove_css_class (self->widget, "warning");
    if (problem != NULL && problem->severity != SB_SEVERITY_NOTE)
      gtk_widget_add_css_class (self->widget, is_error ? "error" : "warning");
  }

  /* An entry row is what assistive technology sees, and the text inside it what has the focus. */
  text = problem != NULL ? sb_problem_row_get_text (self->row) : NULL;
  tell_accessible (GTK_ACCESSIBLE (self->widget), text, is_error);
  if (GTK_IS_EDITABLE (self->widget))
    tell_accessible (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->widget))),
                     text,
                     is_error);
}

static gboolean
pause_cb (gpointer user_data)
{
  SbFieldWatch *self = user_data;

  self->timer = 0;
  sb_field_watch_show (self);

  return G_SOURCE_REMOVE;
}

/* The draft knows already whether the new text is right; to say so waits. */
static void
edited_cb (SbFieldWatch *self)
{
  const SbProblem *problem = sb_draft_get_problem (self->draft, self->field);

  g_assert (SB_IS_FIELD_WATCH (self));

  sb_clock_clear_timer (self->clock, &self->timer);
  if (problem != NULL && problem->code == self->shown) {
    show (self, problem);
    return;
  }

  show (self, NULL);
  if (problem != NULL && ADW_IS_ENTRY_ROW (self->widget))
    self->timer = sb_clock_add_timer (self->clock, PAUSE, pause_cb, self, NULL);
}

/* Something else of the draft changed, and this field's problem may have gone with it. */
static void
changed_cb (SbFieldWatch *self)
{
  g_assert (SB_IS_FIELD_WATCH (self));

  if (self->shown != SB_PROBLEM_NONE && sb_draft_get_problem (self->draft, self->field) == NULL)
    show (self, NULL);
}

static gboolean
left_cb (gpointer user_data)
{
  SbFieldWatch *self = user_data;
  GtkRoot *root = self->widget != NULL ? gtk_widget_get_root (self->widget) : NULL;
  gboolean has_focus = self->widget != NULL
                       && (gtk_widget_get_state_flags (self->widget) & GTK_STATE_FLAG_FOCUS_WITHIN)
                            != 0;

  self->timer = 0;

  /* Whoever looks something up in another window has not left the field. */
  if (root != NULL && gtk_widget_get_mapped (self->widget) && !has_focus
      && (!GTK_IS_WINDOW (root) || gtk_window_is_active (GTK_WINDOW (root))))
    sb_field_watch_show (self);

  return G_SOURCE_REMOVE;
}

static void
leave_cb (SbFieldWatch *self)
{
  g_assert (SB_IS_FIELD_WATCH (self));

  if (self->widget == NULL)
    return;

  sb_clock_clear_timer (self->clock, &self->timer);
  self->timer = sb_clock_add_timer (self->clock, LEAVE, left_cb, self, NULL);
}

static void
take_cb (SbFieldWatch *self, const char *offer)
{
  g_assert (SB_IS_FIELD_WATCH (self));

  /* First the focus: the button goes away with the problem. */
  if (self->widget != NULL)
    gtk_widget_grab_focus (self->widget);
  g_object_set (self->draft, sb_draft_field_get_property (self->field), offer, NULL);
  if (GTK_IS_EDITABLE (self->widget))
    gtk_editable_set_position (GTK_EDITABLE (self->widget), -1);
}

static void
sb_field_watch_dispose (GObject *object)
{
  SbFieldWatch *self = SB_FIELD_WATCH (object);

  sb_field_watch_stop (self);
  g_clear_weak_pointer (&self->widget);
  g_clear_weak_pointer (&self->row);

  G_OBJECT_CLASS (sb_field_watch_parent_class)->dispose (object);
}

static void
sb_field_watch_finalize (GObject *object)
{
  SbFieldWatch *self = SB_FIELD_WATCH (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sb_field_watch_parent_class)->finalize (object);
}

static void
sb_field_watch_class_init (SbFieldWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_field_watch_dispose;
  object_class->finalize = sb_field_watch_finalize;
}

static void
sb_field_watch_init (SbFieldWatch *self)
{
}

/**
 * sb_field_watch_new:
 * @draft: whose field it is
 * @field: which one
 * @widget: what has the focus, or contains it, while the field is edited
 * @row: where its problem is shown
 * @clock: where pauses come from
 *
 * Returns: (transfer full): the watch; it works as long as somebody holds it
 */
SbFieldWatch *
sb_field_watch_new (SbDraft *draft,
                    SbDraftField field,
                    GtkWidget *widget,
                    SbProblemRow *row,
                    SbClock *clock)
{
  SbFieldWatch *self;
  GtkEventController *focus;
  g_autofree char *notify = NULL;

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (SB_IS_PROBLEM_ROW (row), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_FIELD_WATCH, NULL);
  self->draft = g_object_ref (draft);
  self->field = field;
  self->clock = g_object_ref (clock);
  g_set_weak_pointer (&self->widget, widget);
  g_set_weak_pointer (&self->row, row);

  notify = g_strconcat ("notify::", sb_draft_field_get_property (field), NULL);
  g_signal_connect_object (draft, notify, G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  sb_connect (draft, "changed", changed_cb, self);
  sb_connect (row, "take", take_cb, self);

  /* Whoever chooses Custom goes on to what it shall name, which is outside of the field. */
  if (field == SB_DRAFT_DISTRIBUTION)
    return self;

  focus = gtk_event_controller_focus_new ();
  sb_connect (focus, "leave", leave_cb, self);
  gtk_widget_add_controller (widget, focus);

  return self;
}

/* Shows the field's problem now, where it has one. */
void
sb_field_watch_show (SbFieldWatch *self)
{
  g_return_if_fail (SB_IS_FIELD_WATCH (self));

  show (self, sb_draft_get_problem (self->draft, self->field));
}

/* The page goes away: nothing of it is touched any more. */
void
sb_field_watch_stop (SbFieldWatch *self)
{
  g_return_if_fail (SB_IS_FIELD_WATCH (self));

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_weak_pointer (&self->widget);
  g_clear_weak_pointer (&self->row);
}
