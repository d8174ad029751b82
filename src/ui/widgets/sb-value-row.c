/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-value-row"

#include "config.h"

#include "sb-value-row.h"

#include "sb-line.h"
#include "sb-presenter.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

struct _SbValueRow {
  AdwPreferencesRow parent_instance;

  gboolean can_copy;
  char *value; /* (owned) (nullable) */

  GtkLabel *title_label;
  GtkLabel *value_label;
  GtkLabel *note_label;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (SbValueRow, sb_value_row, ADW_TYPE_PREFERENCES_ROW)

static void
copy_cb (SbValueRow *self)
{
  g_autofree char *text = NULL;

  g_assert (SB_IS_VALUE_ROW (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->value);
  /* Translators: the name of a value, such as EID */
  text = g_strdup_printf (_ ("%s copied"), gtk_label_get_label (self->title_label));
  sb_present_text (GTK_WIDGET (self), text);
}

static void
update_label (SbValueRow *self)
{
  /* Translators: the name of a value and the value, for screen readers */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"),
                                            gtk_label_get_label (self->title_label),
                                            gtk_label_get_label (self->value_label));

  sb_set_label (self, label);
}

static void
sb_value_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_VALUE_ROW);

  G_OBJECT_CLASS (sb_value_row_parent_class)->dispose (object);
}

static void
sb_value_row_finalize (GObject *object)
{
  SbValueRow *self = SB_VALUE_ROW (object);

  g_clear_pointer (&self->value, g_free);

  G_OBJECT_CLASS (sb_value_row_parent_class)->finalize (object);
}

static void
sb_value_row_class_init (SbValueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_value_row_dispose;
  object_class->finalize = sb_value_row_finalize;

  sb_set_template (widget_class, "widgets/sb-value-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SbValueRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, SbValueRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, SbValueRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, SbValueRow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
sb_value_row_init (SbValueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sb_value_row_new (const char *title, gboolean can_copy)
{
  SbValueRow *self = g_object_new (SB_TYPE_VALUE_ROW, NULL);
  /* Translators: the name of a value, such as EID */
  g_autofree char *copy = g_strdup_printf (_ ("Copy %s"), title);

  self->can_copy = can_copy;
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (self->copy_button, copy);
  sb_set_label (self->copy_button, copy);
  sb_value_row_set_value (self, NULL, "");

  return GTK_WIDGET (self);
}

void
sb_value_row_set_value (SbValueRow *self, const char *value, const char *otherwise)
{
  g_autofree char *copy = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (SB_IS_VALUE_ROW (self));

  copy = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
  g_free (self->value);
  self->value = g_steal_pointer (&copy);

  shown = self->value != NULL ? sb_line_new (self->value, SB_LINE_MAX_VALUE_CHARS)
                              : g_strdup (otherwise);
  sb_set_wrapped (self->value_label, shown != NULL ? shown : otherwise);
  if (self->value != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->value_label), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->value_label), "dim-label");
  gtk_widget_set_visible (self->copy_button, self->can_copy && self->value != NULL);
  update_label (self);
}

void
sb_value_row_set_note (SbValueRow *self, const char *note)
{
  g_return_if_fail (SB_IS_VALUE_ROW (self));

  sb_set_wrapped (self->note_label, note != NULL ? note : "");
}
