/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-cell"

#include "config.h"

#include "sb-cell.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbCell {
  GtkWidget parent_instance;

  SbColumnLayout *layout; /* (owned) */
  const SbColumn *column;
  guint index;
  SbRow *row; /* (owned) (nullable) */

  GtkWidget *icon; /* (nullable) */
  GtkWidget *text;
  GtkWidget *subtitle; /* (nullable): of the first column alone */
  GtkWidget *mark;     /* (nullable): likewise */
};

G_DEFINE_FINAL_TYPE (SbCell, sb_cell, GTK_TYPE_WIDGET)

static GtkWidget *
create_inscription (guint min_chars, guint nat_chars)
{
  GtkWidget *widget = gtk_inscription_new (NULL);
  GtkInscription *inscription = GTK_INSCRIPTION (widget);

  /* One line, and no wish of its own: rows are equally high, or scrolling jumps. */
  gtk_inscription_set_min_lines (inscription, 1);
  gtk_inscription_set_nat_lines (inscription, 1);
  gtk_inscription_set_min_chars (inscription, min_chars);
  gtk_inscription_set_nat_chars (inscription, nat_chars);
  gtk_inscription_set_text_overflow (inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (widget, TRUE);

  return widget;
}

/* Columns give way to each other down to their least width. */
static guint
get_least_width (const SbColumn *column, gboolean first)
{
  if (column->least_width > 0)
    return (guint) column->least_width;
  if (first)
    return 12;

  return column->width == 0 ? 8 : MIN ((guint) column->width, 8);
}

/* An inscription's alignment does not follow the direction of the text by itself. */
static void
update_alignment (SbCell *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->text), self->column->numeric != rtl ? 1 : 0);
  if (self->subtitle != NULL)
    gtk_inscription_set_xalign (GTK_INSCRIPTION (self->subtitle), rtl ? 1 : 0);
}

static void
update_icon (SbCell *self, gpointer snapshot)
{
  const char *name;

  if (self->icon == NULL)
    return;

  name = snapshot == NULL ? NULL : self->column->get_icon (snapshot);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), name);
  gtk_widget_set_visible (self->icon, name != NULL);
}

/* What it means is its name and its tooltip; the row's name and its subtitle have it, too. */
static void
update_mark (SbCell *self, gpointer snapshot)
{
  g_autofree char *text = NULL;

  if (self->mark == NULL)
    return;

  text = sb_column_layout_get_mark (self->layout, snapshot);
  gtk_widget_set_visible (self->mark, text != NULL);
  gtk_widget_set_tooltip_text (self->mark, text);
  sb_set_label (self->mark, text != NULL ? text : "");
}

static void
update_subtitle (SbCell *self, gpointer snapshot)
{
  g_autofree char *text = NULL;
  gboolean narrow;

  if (self->subtitle == NULL)
    return;

  narrow = sb_column_layout_get_narrow (self->layout);
  gtk_widget_set_visible (self->subtitle, narrow);
  if (!narrow)
    return;

  text = sb_column_layout_get_subtitle (self->layout, snapshot);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->subtitle), text);
}

/* A cell's name is on the widget that holds it, and a row's on the one that holds its cells. */
static void
update_names (SbCell *self, gpointer snapshot, const char *text)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell == NULL ? NULL : gtk_widget_get_parent (cell);

  if (cell != NULL)
    sb_set_label (cell, text);

  if (self->index == 0 && row != NULL) {
    g_autofree char *name = sb_column_layout_get_row_name (self->layout, snapshot);

    sb_set_label (row, name);
  }
}

static void
update (SbCell *self)
{
  gpointer snapshot = self->row == NULL ? NULL : sb_row_get_snapshot (self->row);
  g_autofree char *text = NULL;

  if (snapshot != NULL)
    text = sb_column_layout_get_text (self->layout, self->index, snapshot);
  else if (self->row == NULL || self->index > 0)
    text = g_strdup ("");
  else if (sb_row_get_failed (self->row))
    text = g_strdup (_ ("Could Not Be Loaded"));
  else
    text = g_strdup ("…");

  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
  update_icon (self, snapshot);
  update_mark (self, snapshot);
  update_subtitle (self, snapshot);
  if (self->row != NULL)
    update_names (self, snapshot, text);
}

static void
row_cb (SbCell *self)
{
  g_assert (SB_IS_CELL (self));

  update (self);
}

static void
again_cb (SbCell *self)
{
  g_assert (SB_IS_CELL (self));

  if (self->row != NULL)
    update (self);
}

static void
narrow_cb (SbCell *self)
{
  g_assert (SB_IS_CELL (self));

  update_subtitle (self, self->row == NULL ? NULL : sb_row_get_snapshot (self->row));
}

static gboolean
sb_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  SbCell *self = SB_CELL (widget);
  gpointer snapshot = self->row == NULL ? NULL : sb_row_get_snapshot (self->row);
  gint64 time = snapshot == NULL ? 0 : self->column->get_time (snapshot);
  g_autofree char *text = NULL;

  if (time == 0)
    return FALSE;

  text = sb_words_time_exact (time);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
sb_cell_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  SbCell *self = SB_CELL (widget);

  /* It has one before it has its parts. */
  if (self->text != NULL)
    update_alignment (self);
}

static void
sb_cell_dispose (GObject *object)
{
  SbCell *self = SB_CELL (object);
  GtkWidget *child;

  sb_cell_set_row (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (sb_cell_parent_class)->dispose (object);
}

static void
sb_cell_class_init (SbCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_cell_dispose;
  widget_class->direction_changed = sb_cell_direction_changed;
  widget_class->query_tooltip = sb_cell_query_tooltip;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sb-cell");
}

static void
sb_cell_init (SbCell *self)
{
}

/**
 * sb_cell_new:
 * @column: the number of the column in the layout
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *
sb_cell_new (SbColumnLayout *layout, guint column)
{
  SbCell *self;
  guint width;

  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (layout), NULL);

  self = g_object_new (SB_TYPE_CELL, NULL);
  self->layout = g_object_ref (layout);
  self->column = sb_column_layout_get_column (layout, column);
  self->index = column;
  width = (guint) self->column->width;

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              6);

  if (self->column->get_icon != NULL) {
    self->icon = gtk_image_new ();
    gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  }

  if (width == 0)
    width = column == 0 ? 24 : 16;
  self->text = create_inscription (get_least_width (self->column, column == 0), width);
  if (self->column->numeric)
    gtk_widget_add_css_class (self->text, "numeric");

  if (column == 0 && sb_column_layout_has_subtitle (layout)) {
    GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

    self->subtitle = create_inscription (12, 24);
    gtk_widget_add_css_class (self->subtitle, "dim-label");
    gtk_widget_add_css_class (self->subtitle, "caption");
    gtk_widget_set_visible (self->subtitle, FALSE);
    gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (lines), self->text);
    gtk_box_append (GTK_BOX (lines), self->subtitle);
    gtk_widget_set_parent (lines, GTK_WIDGET (self));
    sb_connect (layout, "notify::narrow", narrow_cb, self);
  } else {
    gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  }

  if (column == 0 && sb_column_layout_has_marks (layout)) {
    self->mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
    gtk_widget_set_visible (self->mark, FALSE);
    gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
    sb_connect (layout, "marks", again_cb, self);
  }

  update_alignment (self);

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), self->column->get_time != NULL);
  if (self->column->get_time_text != NULL)
    sb_connect (layout, "minute", again_cb, self);

  return GTK_WIDGET (self);
}

/**
 * sb_cell_set_row:
 * @row: (nullable): the row to show
 */
void
sb_cell_set_row (SbCell *self, SbRow *row)
{
  g_return_if_fail (SB_IS_CELL (self));
  g_return_if_fail (row == NULL || SB_IS_ROW (row));

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, row_cb, self);

  g_set_object (&self->row, row);

  if (self->row == NULL)
    return;

  sb_connect (self->row, "notify::snapshot", row_cb, self);
  sb_connect (self->row, "notify::failed", row_cb, self);
  update (self);
}

/**
 * sb_cell_get_row:
 *
 * Returns: (nullable) (transfer none): the row that is shown
 */
SbRow *
sb_cell_get_row (SbCell *self)
{
  g_return_val_if_fail (SB_IS_CELL (self), NULL);

  return self->row;
}
