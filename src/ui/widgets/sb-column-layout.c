/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-column-layout"

#include "config.h"

#include "sb-column-layout.h"

#include "sb-line.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

/* Below this width, in pixels, one column stays. */
#define NARROW_WIDTH 600
#define MINUTE       60000

struct _SbColumnLayout {
  GObject parent_instance;

  GtkColumnView *view;        /* (weak) (nullable) */
  GtkAdjustment *hadjustment; /* (owned) (nullable): its page is as wide as the view */
  const SbColumn *columns;
  guint n_columns;
  char *(*get_subtitle) (gpointer snapshot);
  SbRowMark mark; /* (nullable) */
  gpointer mark_data;
  SbClock *clock; /* (owned) (nullable) */
  guint timer;
  guint update_id;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SbColumnLayout, sb_column_layout, G_TYPE_OBJECT)

enum { PROP_0, PROP_NARROW, N_PROPS };
enum { MINUTE_PASSED, MARKS, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
update_cb (gpointer user_data)
{
  SbColumnLayout *self = user_data;
  double width = self->hadjustment == NULL ? 0 : gtk_adjustment_get_page_size (self->hadjustment);
  gboolean narrow = width < NARROW_WIDTH;
  GListModel *columns;

  self->update_id = 0;

  /* A view that has not been given a width yet says nothing. */
  if (self->view == NULL || width <= 1 || narrow == self->narrow)
    return G_SOURCE_REMOVE;

  self->narrow = narrow;
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 1; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    gtk_column_view_column_set_visible (column, !narrow);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);

  return G_SOURCE_REMOVE;
}

/* Told while sizes are being given out: columns are changed after that. */
static void
page_size_cb (SbColumnLayout *self)
{
  g_assert (SB_IS_COLUMN_LAYOUT (self));

  if (self->update_id == 0)
    self->update_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, update_cb, self, NULL);
}

static void
hadjustment_cb (SbColumnLayout *self)
{
  g_assert (SB_IS_COLUMN_LAYOUT (self));

  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->hadjustment, page_size_cb, self);
  g_set_object (&self->hadjustment, gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)));
  if (self->hadjustment != NULL) {
    sb_connect (self->hadjustment, "notify::page-size", page_size_cb, self);
    page_size_cb (self);
  }
}

static gboolean
minute_cb (gpointer user_data)
{
  SbColumnLayout *self = user_data;

  g_signal_emit (self, signals[MINUTE_PASSED], 0);

  return G_SOURCE_CONTINUE;
}

static void
sb_column_layout_dispose (GObject *object)
{
  SbColumnLayout *self = SB_COLUMN_LAYOUT (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->hadjustment, page_size_cb, self);
  g_clear_object (&self->hadjustment);
  g_clear_weak_pointer (&self->view);
  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sb_column_layout_parent_class)->dispose (object);
}

static void
sb_column_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbColumnLayout *self = SB_COLUMN_LAYOUT (object);

  switch (prop_id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_column_layout_class_init (SbColumnLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_column_layout_dispose;
  object_class->get_property = sb_column_layout_get_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MINUTE_PASSED] = sb_signal_new (klass, "minute", 0);
  signals[MARKS] = sb_signal_new (klass, "marks", 0);
}

static void
sb_column_layout_init (SbColumnLayout *self)
{
}

/**
 * sb_column_layout_new:
 * @columns: (array length=n_columns): a table that outlives the view
 * @get_subtitle: (nullable): the second line of a narrow view
 * @clock: (nullable): for columns that say how long ago something was
 *
 * Returns: (transfer full): a layout that follows the view's width
 */
SbColumnLayout *
sb_column_layout_new (GtkColumnView *view,
                      const SbColumn *columns,
                      guint n_columns,
                      char *(*get_subtitle) (gpointer snapshot),
                      SbClock *clock)
{
  SbColumnLayout *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  self = g_object_new (SB_TYPE_COLUMN_LAYOUT, NULL);
  g_set_weak_pointer (&self->view, view);
  self->columns = columns;
  self->n_columns = n_columns;
  self->get_subtitle = get_subtitle;
  if (clock != NULL) {
    self->clock = g_object_ref (clock);
    self->timer = sb_clock_add_timer (clock, MINUTE, minute_cb, self, NULL);
  }

  sb_connect (view, "notify::hadjustment", hadjustment_cb, self);
  hadjustment_cb (self);

  return self;
}

const SbColumn *
sb_column_layout_get_column (SbColumnLayout *self, guint index)
{
  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), NULL);
  g_return_val_if_fail (index < self->n_columns, NULL);

  return &self->columns[index];
}

/**
 * sb_column_layout_get_text:
 *
 * Returns: (transfer full): what the column says of a snapshot
 */
char *
sb_column_layout_get_text (SbColumnLayout *self, guint index, gpointer snapshot)
{
  const SbColumn *column = sb_column_layout_get_column (self, index);

  g_return_val_if_fail (column != NULL, NULL);

  if (column->get_text != NULL)
    return column->get_text (snapshot);

  g_return_val_if_fail (self->clock != NULL, g_strdup (""));

  return column->get_time_text (snapshot, sb_clock_get_now (self->clock));
}

/**
 * sb_column_layout_set_mark:
 * @mark: (nullable) (scope forever): says what else there is to a row; the first column shows it.
 *   To be set before any cell is made
 */
void
sb_column_layout_set_mark (SbColumnLayout *self, SbRowMark mark, gpointer user_data)
{
  g_return_if_fail (SB_IS_COLUMN_LAYOUT (self));

  self->mark = mark;
  self->mark_data = user_data;
}

gboolean
sb_column_layout_has_marks (SbColumnLayout *self)
{
  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), FALSE);

  return self->mark != NULL;
}

/**
 * sb_column_layout_get_mark:
 * @snapshot: (nullable): a row's snapshot
 *
 * Returns: (nullable) (transfer full): what else is to be said of the row
 */
char *
sb_column_layout_get_mark (SbColumnLayout *self, gpointer snapshot)
{
  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), NULL);

  return self->mark != NULL && snapshot != NULL ? self->mark (snapshot, self->mark_data) : NULL;
}

void
sb_column_layout_update_marks (SbColumnLayout *self)
{
  g_return_if_fail (SB_IS_COLUMN_LAYOUT (self));

  g_signal_emit (self, signals[MARKS], 0);
}

gboolean
sb_column_layout_get_narrow (SbColumnLayout *self)
{
  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), FALSE);

  return self->narrow;
}

gboolean
sb_column_layout_has_subtitle (SbColumnLayout *self)
{
  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), FALSE);

  return self->get_subtitle != NULL;
}

/**
 * sb_column_layout_get_subtitle:
 * @snapshot: (nullable): a row's snapshot
 *
 * Returns: (transfer full): the second line, which may be empty
 */
char *
sb_column_layout_get_subtitle (SbColumnLayout *self, gpointer snapshot)
{
  g_autofree char *mark = NULL;
  g_autofree char *subtitle = NULL;

  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), NULL);

  if (self->get_subtitle == NULL || snapshot == NULL)
    return g_strdup ("");

  subtitle = self->get_subtitle (snapshot);
  mark = sb_column_layout_get_mark (self, snapshot);
  if (mark == NULL)
    return g_steal_pointer (&subtitle);

  /* Translators: what else is said of a row, then the rest */
  return g_strdup_printf (_ ("%s · %s"), mark, subtitle);
}

/**
 * sb_column_layout_get_row_name:
 * @snapshot: (nullable): a row's snapshot
 *
 * Returns: (transfer full): what a screen reader calls the row: its first text, then the others
 *   with their titles
 */
char *
sb_column_layout_get_row_name (SbColumnLayout *self, gpointer snapshot)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *mark = NULL;

  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), NULL);

  if (snapshot == NULL)
    return g_strdup (_ ("Loading"));

  for (guint i = 0; i < self->n_columns; i++) {
    g_autofree char *text = sb_column_layout_get_text (self, i, snapshot);

    if (text[0] == '\0')
      continue;
    if (name->len > 0)
      g_string_append (name, ", ");
    if (i > 0)
      g_string_append_printf (name, "%s: ", _ (self->columns[i].title));
    g_string_append (name, text);
    if (i > 0)
      continue;
    mark = sb_column_layout_get_mark (self, snapshot);
    if (mark != NULL)
      g_string_append_printf (name, ", %s", mark);
  }

  /* Nobody listens to more. */
  return sb_line_new (name->str, SB_LINE_MAX_VALUE_CHARS);
}
