/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-problem-row"

#include "config.h"

#include "sb-problem-row.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* How long somebody who types stops before we say what is wrong, in milliseconds. */
#define PAUSE 1000

/* The focus can come back at once, as when a page slides in: only then is a field really left. */
#define LEAVE 100

struct _SbProblemRow {
  AdwPreferencesRow parent_instance;

  SbDraft *draft; /* (owned) (nullable): until it is told, and when it goes away */
  SbDraftField field;
  GtkWidget *widget; /* (weak) (nullable): what has the focus while the field is edited */
  SbClock *clock;    /* (owned) (nullable): likewise */
  guint timer;
  SbProblemCode shown; /* NONE while nothing is shown */

  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *button;
  GtkWidget *offer;
  guint tick;
  gboolean placed; /* since it was shown */
};

G_DEFINE_FINAL_TYPE (SbProblemRow, sb_problem_row, ADW_TYPE_PREFERENCES_ROW)

static const struct {
  const char *icon;
  const char *css_class;
} looks[] = {
  [SB_SEVERITY_NOTE] = { "dialog-information-symbolic", "dim-label" },
  [SB_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning" },
  [SB_SEVERITY_ERROR] = { "dialog-error-symbolic", "error" },
};

static void
set_class (GtkWidget *widget, const char *css_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_add_css_class (widget, css_class);
}

/* What is offered instead of what was typed, by the problems whose argument is that. */
static const char *
find_offer (const SbProblem *problem)
{
  if (problem == NULL || problem->argument == NULL || *problem->argument == '\0')
    return NULL;

  if (problem->code == SB_PROBLEM_HOST_IS_URL || problem->code == SB_PROBLEM_HOST_IS_ACTIVATION_CODE
      || problem->code == SB_PROBLEM_HOST_HAS_PORT || problem->code == SB_PROBLEM_HOST_HAS_PATH
      || problem->code == SB_PROBLEM_URL_MALFORMED || problem->code == SB_PROBLEM_MARKS)
    return problem->argument;

  return NULL;
}

static void
show_offer (SbProblemRow *self, const char *offer)
{
  g_autofree char *inside = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->button, offer != NULL);
  if (offer == NULL)
    return;

  inside = sb_words_name_in (offer);
  /* Translators: %s is a host name or a URL. The button puts it in the place of what was typed. */
  text = g_strdup_printf (_ ("Use %s"), inside);
  sb_set_wrapped (GTK_LABEL (self->offer), text);
  sb_set_label (self->button, text);
}

static void
scroll_into_sight (SbProblemRow *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double top;

  if (scrolled == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (self), scrolled, &bounds))
    return;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top, top + bounds.size.height);
}

/* The row has its place one frame after it was shown. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SbProblemRow *self = SB_PROBLEM_ROW (widget);

  if (!self->placed) {
    self->placed = TRUE;
    return G_SOURCE_CONTINUE;
  }

  self->tick = 0;
  scroll_into_sight (self);

  return G_SOURCE_REMOVE;
}

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
show_row (SbProblemRow *self, const SbProblem *problem)
{
  g_autofree char *text = sb_words_problem (problem, self->field);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[problem->severity].icon);
  set_class (self->icon, looks[problem->severity].css_class);
  set_class (self->label, looks[problem->severity].css_class);
  sb_set_spoken_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);

  self->placed = FALSE;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* @problem: (nullable): what is wrong; nothing is shown without */
static void
show (SbProblemRow *self, const SbProblem *problem)
{
  gboolean is_error = problem != NULL && problem->severity == SB_SEVERITY_ERROR;
  const char *text = NULL;

  sb_clock_clear_timer (self->clock, &self->timer);
  self->shown = problem != NULL ? problem->code : SB_PROBLEM_NONE;
  if (self->widget == NULL)
    return;

  show_offer (self, find_offer (problem));
  if (problem != NULL) {
    show_row (self, problem);
    text = sb_problem_row_get_text (self);
  } else {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    sb_set_spoken_text (self->label, "");
  }

  if (ADW_IS_ENTRY_ROW (self->widget)) {
    gtk_widget_remove_css_class (self->widget, "error");
    gtk_widget_remove_css_class (self->widget, "warning");
    if (problem != NULL && problem->severity != SB_SEVERITY_NOTE)
      gtk_widget_add_css_class (self->widget, is_error ? "error" : "warning");
  }

  /* An entry row is what assistive technology sees, and the text inside it what has the focus. */
  tell_accessible (GTK_ACCESSIBLE (self->widget), text, is_error);
  if (GTK_IS_EDITABLE (self->widget))
    tell_accessible (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->widget))),
                     text,
                     is_error);
}

static gboolean
pause_cb (gpointer user_data)
{
  SbProblemRow *self = user_data;

  self->timer = 0;
  sb_problem_row_show (self);

  return G_SOURCE_REMOVE;
}

/* The draft knows already whether the new text is right; to say so waits. */
static void
edited_cb (SbProblemRow *self)
{
  const SbProblem *problem = sb_draft_get_problem (self->draft, self->field);

  g_assert (SB_IS_PROBLEM_ROW (self));

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
changed_cb (SbProblemRow *self)
{
  g_assert (SB_IS_PROBLEM_ROW (self));

  if (self->shown != SB_PROBLEM_NONE && sb_draft_get_problem (self->draft, self->field) == NULL)
    show (self, NULL);
}

static gboolean
left_cb (gpointer user_data)
{
  SbProblemRow *self = user_data;
  GtkRoot *root = self->widget != NULL ? gtk_widget_get_root (self->widget) : NULL;
  gboolean has_focus = self->widget != NULL
                       && (gtk_widget_get_state_flags (self->widget) & GTK_STATE_FLAG_FOCUS_WITHIN)
                            != 0;

  self->timer = 0;

  /* Whoever looks something up in another window has not left the field. */
  if (root != NULL && gtk_widget_get_mapped (self->widget) && !has_focus
      && (!GTK_IS_WINDOW (root) || gtk_window_is_active (GTK_WINDOW (root))))
    sb_problem_row_show (self);

  return G_SOURCE_REMOVE;
}

static void
leave_cb (SbProblemRow *self)
{
  g_assert (SB_IS_PROBLEM_ROW (self));

  if (self->widget == NULL)
    return;

  sb_clock_clear_timer (self->clock, &self->timer);
  self->timer = sb_clock_add_timer (self->clock, LEAVE, left_cb, self, NULL);
}

static void
take_cb (SbProblemRow *self)
{
  g_autofree char *offer = NULL;

  g_assert (SB_IS_PROBLEM_ROW (self));

  if (self->widget == NULL)
    return;

  /* First the focus: the button goes away with the problem. */
  offer = g_strdup (find_offer (sb_draft_get_problem (self->draft, self->field)));
  gtk_widget_grab_focus (self->widget);
  g_object_set (self->draft, sb_draft_field_get_property (self->field), offer, NULL);
  if (GTK_IS_EDITABLE (self->widget))
    gtk_editable_set_position (GTK_EDITABLE (self->widget), -1);
}

static gboolean
sb_problem_row_grab_focus (GtkWidget *widget)
{
  SbProblemRow *self = SB_PROBLEM_ROW (widget);

  return gtk_widget_get_visible (self->button) && gtk_widget_grab_focus (self->button);
}

/* A list box gives up at a row that does not take the focus: such a row hands it on. */
static gboolean
sb_problem_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SbProblemRow *self = SB_PROBLEM_ROW (widget);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  GtkWidget *next = widget;

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  if (gtk_widget_get_visible (self->button))
    return gtk_widget_grab_focus (self->button);

  do
    next = back ? gtk_widget_get_prev_sibling (next) : gtk_widget_get_next_sibling (next);
  while (next != NULL && !gtk_widget_get_visible (next));

  return next != NULL && gtk_widget_child_focus (next, direction);
}

static void
sb_problem_row_dispose (GObject *object)
{
  SbProblemRow *self = SB_PROBLEM_ROW (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->draft);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_PROBLEM_ROW);

  G_OBJECT_CLASS (sb_problem_row_parent_class)->dispose (object);
}

static void
sb_problem_row_class_init (SbProblemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_problem_row_dispose;
  widget_class->focus = sb_problem_row_focus;
  widget_class->grab_focus = sb_problem_row_grab_focus;

  sb_set_template (widget_class, "editor/sb-problem-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SbProblemRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SbProblemRow, label);
  gtk_widget_class_bind_template_child (widget_class, SbProblemRow, button);
  gtk_widget_class_bind_template_child (widget_class, SbProblemRow, offer);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
}

static void
sb_problem_row_init (SbProblemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sb_problem_row_watch:
 * @draft: whose field it is
 * @field: which one
 * @widget: what has the focus, or contains it, while the field is edited
 * @clock: where pauses come from
 */
void
sb_problem_row_watch (SbProblemRow *self,
                      SbDraft *draft,
                      SbDraftField field,
                      GtkWidget *widget,
                      SbClock *clock)
{
  GtkEventController *focus;
  g_autofree char *notify = NULL;

  g_return_if_fail (SB_IS_PROBLEM_ROW (self));
  g_return_if_fail (SB_IS_DRAFT (draft));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_CLOCK (clock));

  self->draft = g_object_ref (draft);
  self->field = field;
  self->clock = g_object_ref (clock);
  g_set_weak_pointer (&self->widget, widget);

  notify = g_strconcat ("notify::", sb_draft_field_get_property (field), NULL);
  sb_connect (draft, notify, edited_cb, self);
  sb_connect (draft, "changed", changed_cb, self);

  /* Whoever chooses Custom goes on to what it shall name, which is outside of the field. */
  if (field == SB_DRAFT_FIELD_DISTRIBUTION)
    return;

  focus = gtk_event_controller_focus_new ();
  sb_connect (focus, "leave", leave_cb, self);
  gtk_widget_add_controller (widget, focus);
}

/* Shows the field's problem now, where it has one. */
void
sb_problem_row_show (SbProblemRow *self)
{
  g_return_if_fail (SB_IS_PROBLEM_ROW (self));

  show (self, sb_draft_get_problem (self->draft, self->field));
}

/* What the row says; empty while it is hidden. */
const char *
sb_problem_row_get_text (SbProblemRow *self)
{
  g_return_val_if_fail (SB_IS_PROBLEM_ROW (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}
