/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-problem-row"

#include "config.h"

#include "sb-problem-row.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbProblemRow {
  AdwPreferencesRow parent_instance;

  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *button;
  char *offer; /* (owned) (nullable) */
  guint tick;
  gboolean placed; /* since it was shown */
};

G_DEFINE_FINAL_TYPE (SbProblemRow, sb_problem_row, ADW_TYPE_PREFERENCES_ROW)

enum { TAKE, N_SIGNALS };

static guint signals[N_SIGNALS];

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
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;
  g_autofree char *copy = g_strdup (offer);

  g_free (self->offer);
  self->offer = g_steal_pointer (&copy);
  gtk_widget_set_visible (self->button, self->offer != NULL);
  if (self->offer == NULL)
    return;

  shown = sb_words_name_in (self->offer);
  /* Translators: %s is a host name or a URL. The button puts it in the place of what was typed. */
  text = g_strdup_printf (_ ("Use %s"), shown);
  sb_set_wrapped (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->button))), text);
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
clicked_cb (SbProblemRow *self)
{
  g_autofree char *offer = g_strdup (self->offer);

  g_assert (SB_IS_PROBLEM_ROW (self));

  g_signal_emit (self, signals[TAKE], 0, offer);
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
sb_problem_row_finalize (GObject *object)
{
  SbProblemRow *self = SB_PROBLEM_ROW (object);

  g_clear_pointer (&self->offer, g_free);

  G_OBJECT_CLASS (sb_problem_row_parent_class)->finalize (object);
}

static void
sb_problem_row_class_init (SbProblemRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_problem_row_finalize;
  GTK_WIDGET_CLASS (klass)->focus = sb_problem_row_focus;
  GTK_WIDGET_CLASS (klass)->grab_focus = sb_problem_row_grab_focus;

  signals[TAKE] = sb_signal_new (klass, "take", 1, G_TYPE_STRING);
}

static void
sb_problem_row_init (SbProblemRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *offer = gtk_label_new (NULL);

  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);

  /* An alert is read out when it appears; the floor has no call to announce a text. */
  self->label = g_object_new (GTK_TYPE_LABEL,
                              "accessible-role",
                              GTK_ACCESSIBLE_ROLE_ALERT,
                              "xalign",
                              0.0f,
                              "wrap",
                              TRUE,
                              "wrap-mode",
                              PANGO_WRAP_WORD_CHAR,
                              "hexpand",
                              TRUE,
                              NULL);

  /* A host name can be longer than the window is wide. */
  gtk_label_set_wrap (GTK_LABEL (offer), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (offer), PANGO_WRAP_WORD_CHAR);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), offer);
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_visible (self->button, FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);

  gtk_box_append (GTK_BOX (column), self->label);
  gtk_box_append (GTK_BOX (column), self->button);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), column);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "sb-problem");
}

/**
 * sb_problem_row_set_problem:
 * @problem: (nullable): what is wrong, or %NULL to hide the row
 * @field: with which field
 */
void
sb_problem_row_set_problem (SbProblemRow *self, const SbProblem *problem, SbDraftField field)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SB_IS_PROBLEM_ROW (self));

  show_offer (self, find_offer (problem));
  if (problem == NULL) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    sb_set_spoken_text (self->label, "");
    return;
  }

  text = sb_words_problem (problem, field);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[problem->severity].icon);
  set_class (self->icon, looks[problem->severity].css_class);
  set_class (self->label, looks[problem->severity].css_class);
  sb_set_spoken_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);

  self->placed = FALSE;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* What the row says; empty while it is hidden. */
const char *
sb_problem_row_get_text (SbProblemRow *self)
{
  g_return_val_if_fail (SB_IS_PROBLEM_ROW (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}
