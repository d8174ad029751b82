/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-column-layout"

#include "config.h"

#include "sb-column-layout.h"

#include <glib/gi18n.h>

/* Below this width, in pixels, one column stays. */
#define NARROW_WIDTH 600

struct _SbColumnLayout {
  GObject parent_instance;

  GtkColumnView *view;        /* (weak) (nullable) */
  GtkAdjustment *hadjustment; /* (owned) (nullable): its page is as wide as the view */
  const SbColumn *columns;
  guint n_columns;
  char *(*get_subtitle) (gpointer snapshot);
  guint update_id;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SbColumnLayout, sb_column_layout, G_TYPE_OBJECT)

enum { PROP_0, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

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
    g_signal_connect_object (self->hadjustment,
                             "notify::page-size",
                             G_CALLBACK (page_size_cb),
                             self,
                             G_CONNECT_SWAPPED);
    page_size_cb (self);
  }
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
}

static void
sb_column_layout_init (SbColumnLayout *self)
{
}

/**
 * sb_column_layout_new:
 * @columns: (array length=n_columns): a table that outlives the view
 * @get_subtitle: (nullable): the second line of a narrow view
 *
 * Returns: (transfer full): a layout that follows the view's width
 */
SbColumnLayout *
sb_column_layout_new (GtkColumnView *view,
                      const SbColumn *columns,
                      guint n_columns,
                      char *(*get_subtitle) (gpointer snapshot))
{
  SbColumnLayout *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  self = g_object_new (SB_TYPE_COLUMN_LAYOUT, NULL);
  g_set_weak_pointer (&self->view, view);
  self->columns = columns;
  self->n_columns = n_columns;
  self->get_subtitle = get_subtitle;

  g_signal_connect_object (view,
                           "notify::hadjustment",
                           G_CALLBACK (hadjustment_cb),
                           self,
                           G_CONNECT_SWAPPED);
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
  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), NULL);

  if (self->get_subtitle == NULL || snapshot == NULL)
    return g_strdup ("");

  return self->get_subtitle (snapshot);
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
  GString *name;

  g_return_val_if_fail (SB_IS_COLUMN_LAYOUT (self), NULL);

  if (snapshot == NULL)
    return g_strdup (_ ("Loading"));

  name = g_string_new (NULL);
  for (guint i = 0; i < self->n_columns; i++) {
    g_autofree char *text = self->columns[i].get_text (snapshot);

    if (text[0] == '\0')
      continue;
    if (name->len > 0)
      g_string_append (name, ", ");
    if (i > 0)
      g_string_append_printf (name, "%s: ", _ (self->columns[i].title));
    g_string_append (name, text);
  }

  return g_string_free (name, FALSE);
}
