/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-row-menu"

#include "sb-row-menu.h"

#include "sb-columns.h"

/* What the two controllers of the list work on: the list is a part of the page, and the popover is
 * the page's until dispose. */
typedef struct {
  GtkColumnView *view;    /* not owned: it owns the controllers */
  SbSelection *selection; /* (owned) */
  GtkWidget *popover;     /* (weak) (nullable) */
} RowMenu;

static void
row_menu_free (gpointer data)
{
  RowMenu *self = data;

  g_clear_object (&self->selection);
  g_clear_weak_pointer (&self->popover);
  g_free (self);
}

static void
show (RowMenu *self, const GdkRectangle *place)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RowMenu *self = user_data;
  SbRow *row = sb_columns_pick (self->view, x, y);
  GdkRectangle place = { 0, 0, 1, 1 };
  graphene_point_t point;

  if (self->popover == NULL || row == NULL || sb_row_get_id (row) == NULL
      || !gtk_widget_compute_point (GTK_WIDGET (self->view),
                                    gtk_widget_get_parent (self->popover),
                                    &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                    &point))
    return;

  if (!sb_selection_contains (self->selection, sb_row_get_id (row)))
    sb_selection_select_id (self->selection, sb_row_get_id (row));

  place.x = (int) point.x;
  place.y = (int) point.y;
  show (self, &place);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  RowMenu *self = user_data;
  SbRow *row = sb_selection_get_only_row (self->selection);
  GdkRectangle place = { 0, 0, 1, 1 };
  GtkWidget *page;

  if (self->popover == NULL || sb_selection_get_n_selected (self->selection) == 0)
    return FALSE;

  /* Of several rows, and of one that is out of sight, it is the list's. */
  page = gtk_widget_get_parent (self->popover);
  if (row == NULL || !sb_columns_get_row_bounds (self->view, row, page, &place))
    place.x = gtk_widget_get_width (page) / 2;
  show (self, &place);

  return TRUE;
}

GtkWidget *
sb_row_menu_new (GtkWidget *page, GtkColumnView *view, SbSelection *selection, GMenuModel *menu)
{
  const char *const keys[] = { "Menu", "<Shift>F10" };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  RowMenu *self;

  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (SB_IS_SELECTION (selection), NULL);
  g_return_val_if_fail (G_IS_MENU_MODEL (menu), NULL);

  self = g_new0 (RowMenu, 1);
  self->view = view;
  self->selection = g_object_ref (selection);
  g_set_weak_pointer (&self->popover, gtk_popover_menu_new_from_model (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, page);
  g_object_set_data_full (G_OBJECT (view), "sb-row-menu", self, row_menu_free);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]),
                        gtk_callback_action_new (key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (view), shortcuts);

  return self->popover;
}
