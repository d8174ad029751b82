/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-rename-popover"

#include "sb-rename-popover.h"

#include "sb-columns.h"
#include "sb-problem.h"
#include "sb-remote-list.h"
#include "sb-ui.h"
#include "sb-validate.h"
#include "sb-words.h"

struct _SbRenamePopover {
  GtkPopover parent_instance;

  GListModel *rows;               /* (owned) (nullable): where a name may be taken */
  SbConfiguration *configuration; /* (owned) (nullable): as it was when it was asked for */
  GtkColumnView *view;            /* (weak) (nullable): where it follows its row */
  gint64 moved_in;                /* the number of a frame */
  guint follow_tick;

  GtkEntry *entry;
  GtkLabel *problem;
  GtkWidget *rename_button;
};

G_DEFINE_FINAL_TYPE (SbRenamePopover, sb_rename_popover, GTK_TYPE_POPOVER)

enum { RENAMED, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
get_name (SbRenamePopover *self)
{
  return sb_trim (sb_rename_popover_get_text (self));
}

static const char *
get_id (SbRenamePopover *self)
{
  return sb_configuration_get_id (self->configuration, SB_CONFIGURATION_FIELD_ID);
}

static const char *
get_old_name (SbRenamePopover *self)
{
  const char *name = self->configuration == NULL
                       ? NULL
                       : sb_configuration_get_string (self->configuration,
                                                      SB_CONFIGURATION_FIELD_NAME);

  return name == NULL ? "" : name;
}

static SbRow *
find_row (SbRenamePopover *self)
{
  guint n_rows = self->rows == NULL ? 0 : g_list_model_get_n_items (self->rows);

  for (guint i = 0; i < n_rows; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (self->rows, i);

    if (sb_id_equal (sb_row_get_id (row), get_id (self)))
      return g_steal_pointer (&row);
  }

  return NULL;
}

static gboolean
follow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SbRenamePopover *self = SB_RENAME_POPOVER (widget);
  g_autoptr (SbRow) row = NULL;
  GdkRectangle place;

  /* The rows have their new places when the frame after this one begins. */
  if (gdk_frame_clock_get_frame_counter (clock) <= self->moved_in)
    return G_SOURCE_CONTINUE;

  self->follow_tick = 0;
  row = find_row (self);
  if (row != NULL && self->view != NULL
      && sb_columns_get_row_bounds (self->view, row, gtk_widget_get_parent (widget), &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);

  return G_SOURCE_REMOVE;
}

/* Asking about devices first, and hearing then that the name is taken, would lose what was typed.
 */
static gboolean
is_taken (SbRenamePopover *self, const char *name)
{
  guint n_rows = self->rows == NULL ? 0 : g_list_model_get_n_items (self->rows);
  const char *space = sb_configuration_get_id (self->configuration,
                                               SB_CONFIGURATION_FIELD_SPACE_ID);

  for (guint i = 0; i < n_rows; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (self->rows, i);
    SbConfiguration *other = sb_row_get_snapshot (row);

    if (other != NULL && !sb_id_equal (sb_row_get_id (row), get_id (self))
        && sb_id_equal (sb_configuration_get_id (other, SB_CONFIGURATION_FIELD_SPACE_ID), space)
        && g_strcmp0 (sb_configuration_get_string (other, SB_CONFIGURATION_FIELD_NAME), name) == 0)
      return TRUE;
  }

  return FALSE;
}

static void
show_problem (SbRenamePopover *self, const SbProblem *problem)
{
  g_autofree char *words = problem == NULL ? NULL : sb_words_problem (problem, SB_DRAFT_FIELD_NAME);

  gtk_label_set_label (self->problem, words == NULL ? "" : words);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               problem == NULL ? GTK_ACCESSIBLE_INVALID_FALSE
                                               : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
changed_cb (SbRenamePopover *self)
{
  g_autofree char *name = get_name (self);
  g_autoptr (SbProblem) problem = sb_check_name (name);
  gboolean same = g_str_equal (name, get_old_name (self));

  g_assert (SB_IS_RENAME_POPOVER (self));

  show_problem (self, problem);
  gtk_widget_set_sensitive (self->rename_button, problem == NULL && !same);
}

static void
accept_cb (SbRenamePopover *self)
{
  g_assert (SB_IS_RENAME_POPOVER (self));

  sb_rename_popover_accept (self);
}

static void
sb_rename_popover_dispose (GObject *object)
{
  g_clear_weak_pointer (&SB_RENAME_POPOVER (object)->view);
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_RENAME_POPOVER);

  G_OBJECT_CLASS (sb_rename_popover_parent_class)->dispose (object);
}

static void
sb_rename_popover_finalize (GObject *object)
{
  SbRenamePopover *self = SB_RENAME_POPOVER (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->configuration);

  G_OBJECT_CLASS (sb_rename_popover_parent_class)->finalize (object);
}

static void
sb_rename_popover_class_init (SbRenamePopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_rename_popover_dispose;
  object_class->finalize = sb_rename_popover_finalize;

  signals[RENAMED] = sb_signal_new (klass, "renamed", 2, G_TYPE_STRING, G_TYPE_STRING);

  sb_set_template (widget_class, "configurations/sb-rename-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SbRenamePopover, entry);
  gtk_widget_class_bind_template_child (widget_class, SbRenamePopover, problem);
  gtk_widget_class_bind_template_child (widget_class, SbRenamePopover, rename_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
sb_rename_popover_init (SbRenamePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_keep_one_line (self->entry);
}

/**
 * sb_rename_popover_new:
 *
 * Returns: (transfer floating): a popover to be given a parent
 */
GtkWidget *
sb_rename_popover_new (void)
{
  return g_object_new (SB_TYPE_RENAME_POPOVER, NULL);
}

void
sb_rename_popover_ask (SbRenamePopover *self,
                       SbConfiguration *configuration,
                       GListModel *rows,
                       const GdkRectangle *place)
{
  g_return_if_fail (SB_IS_RENAME_POPOVER (self));
  g_return_if_fail (SB_IS_RECORD (configuration));
  g_return_if_fail (rows == NULL || G_IS_LIST_MODEL (rows));

  g_set_object (&self->configuration, configuration);
  g_set_object (&self->rows, rows);

  sb_rename_popover_set_text (self, get_old_name (self));
  changed_cb (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), place);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

const char *
sb_rename_popover_get_text (SbRenamePopover *self)
{
  g_return_val_if_fail (SB_IS_RENAME_POPOVER (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
sb_rename_popover_set_text (SbRenamePopover *self, const char *text)
{
  g_return_if_fail (SB_IS_RENAME_POPOVER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * sb_rename_popover_accept:
 *
 * Takes the name, where it is valid, free and another one than before, and closes.
 */
void
sb_rename_popover_accept (SbRenamePopover *self)
{
  g_autofree char *name = NULL;

  g_return_if_fail (SB_IS_RENAME_POPOVER (self));

  if (!gtk_widget_get_sensitive (self->rename_button))
    return;

  name = get_name (self);
  if (is_taken (self, name)) {
    g_autoptr (SbProblem) taken = sb_problem_new (SB_PROBLEM_NAME_TAKEN, SB_SEVERITY_ERROR, NULL);

    show_problem (self, taken);
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    return;
  }

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[RENAMED], 0, get_id (self), name);
}

void
sb_rename_popover_follow (SbRenamePopover *self, GtkColumnView *view)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (SB_IS_RENAME_POPOVER (self));
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  if (!gtk_widget_get_mapped (widget))
    return;

  g_set_weak_pointer (&self->view, view);
  self->moved_in = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (widget)) + 1;
  if (self->follow_tick == 0)
    self->follow_tick = gtk_widget_add_tick_callback (widget, follow_cb, NULL, NULL);
}
