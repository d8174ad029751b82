/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-control-row"

#include "sb-control-row.h"

G_DEFINE_TYPE (SbControlRow, sb_control_row, ADW_TYPE_ACTION_ROW)

static gboolean
sb_control_row_grab_focus (GtkWidget *widget)
{
  GtkWidget *control = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget));

  return control != NULL && gtk_widget_grab_focus (control);
}

/* One stop: whoever is in it leaves it. */
static gboolean
sb_control_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;

  return gtk_widget_grab_focus (widget);
}

/* The control is worked wherever the focus is, and leaves it there; the row would take it. */
static gboolean
sb_control_row_mnemonic_activate (GtkWidget *widget, gboolean group_cycling)
{
  GtkWidget *control = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget));

  return control != NULL && gtk_widget_mnemonic_activate (control, group_cycling);
}

static void
sb_control_row_class_init (SbControlRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = sb_control_row_focus;
  widget_class->grab_focus = sb_control_row_grab_focus;
  widget_class->mnemonic_activate = sb_control_row_mnemonic_activate;
}

static void
sb_control_row_init (SbControlRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}
