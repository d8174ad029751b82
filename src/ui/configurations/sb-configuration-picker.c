/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-picker"

#include "config.h"

#include "sb-configuration-picker.h"

#include "sb-hindrance.h"
#include "sb-search-keys.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SbConfigurationPicker {
  AdwWindow parent_instance;

  GPtrArray *configurations; /* (owned) (nullable) (element-type SbConfiguration): of each row */
  char *folded;              /* (owned): what is looked for */

  GtkWidget *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (SbConfigurationPicker, sb_configuration_picker, ADW_TYPE_WINDOW)

enum { PICKED, N_SIGNALS };

static guint signals[N_SIGNALS];

static SbConfiguration *
get_configuration (SbConfigurationPicker *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->configurations, (guint) gtk_list_box_row_get_index (row));
}

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *name = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return name != NULL && strstr (name, folded) != NULL;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  SbConfigurationPicker *self = user_data;
  SbConfiguration *configuration = get_configuration (self, row);
  g_autofree char *carrier = sb_words_carrier_of (configuration);

  return contains (sb_configuration_get_line (configuration, SB_CONFIGURATION_FIELD_NAME),
                   self->folded)
         || contains (carrier, self->folded);
}

static void
search_changed_cb (SbConfigurationPicker *self)
{
  g_assert (SB_IS_CONFIGURATION_PICKER (self));

  g_free (self->folded);
  self->folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_list_box_invalidate_filter (self->list);
}

static void
row_activated_cb (SbConfigurationPicker *self, GtkListBoxRow *row)
{
  g_autoptr (SbConfiguration) picked = g_object_ref (get_configuration (self, row));
  g_autoptr (SbConfigurationPicker) held = g_object_ref (self);

  g_assert (SB_IS_CONFIGURATION_PICKER (self));

  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (held,
                 signals[PICKED],
                 0,
                 sb_configuration_get_id (picked, SB_CONFIGURATION_FIELD_ID));
}

static void
search_activate_cb (SbConfigurationPicker *self)
{
  GtkListBoxRow *row;

  g_assert (SB_IS_CONFIGURATION_PICKER (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    if (gtk_widget_get_child_visible (GTK_WIDGET (row))) {
      row_activated_cb (self, row);
      return;
    }
  }
}

static GtkWidget *
create_row (SbConfiguration *configuration)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = sb_words_name (
    sb_configuration_get_line (configuration, SB_CONFIGURATION_FIELD_NAME));
  g_autofree char *carrier = sb_words_carrier_of (configuration);
  const char *os = sb_words_platform (
    (SbPlatform) sb_configuration_get_enum (configuration, SB_CONFIGURATION_FIELD_PLATFORM_TYPE));
  /* Translators: the OS and the carrier of a configuration */
  g_autofree char *note = g_strdup_printf (_ ("%s · %s"), os, carrier);
  g_autofree char *label = g_strdup_printf ("%s, %s", name, note);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  sb_set_label (row, label);

  return row;
}

static void
sb_configuration_picker_dispose (GObject *object)
{
  SbConfigurationPicker *self = SB_CONFIGURATION_PICKER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_CONFIGURATION_PICKER);
  g_clear_pointer (&self->configurations, g_ptr_array_unref);
  g_clear_pointer (&self->folded, g_free);

  G_OBJECT_CLASS (sb_configuration_picker_parent_class)->dispose (object);
}

static void
sb_configuration_picker_class_init (SbConfigurationPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_configuration_picker_dispose;

  signals[PICKED] = sb_signal_new (klass, "picked", 1, G_TYPE_STRING);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  sb_set_template (widget_class, "configurations/sb-configuration-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationPicker, search);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
sb_configuration_picker_init (SbConfigurationPicker *self)
{
  self->folded = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  sb_keep_one_line (self->search);
  sb_search_keys_attach (self->search, GTK_WIDGET (self->list));
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  const char *first = sb_configuration_get_line (*(SbConfiguration *const *) a,
                                                 SB_CONFIGURATION_FIELD_NAME);
  const char *second = sb_configuration_get_line (*(SbConfiguration *const *) b,
                                                  SB_CONFIGURATION_FIELD_NAME);

  return g_utf8_collate (first != NULL ? first : "", second != NULL ? second : "");
}

static gboolean
can_be_pushed (SbServer *server, SbConfiguration *configuration, SbPlatform platform)
{
  SbCapability capability;

  return sb_configuration_is_esim (configuration)
         && (platform == SB_PLATFORM_UNKNOWN
             || sb_configuration_get_enum (configuration, SB_CONFIGURATION_FIELD_PLATFORM_TYPE)
                  == (int) platform)
         && sb_hindrance_find (server, SB_COMMAND_PUSH, configuration, &capability)
              == SB_HINDRANCE_NONE;
}

GPtrArray *
sb_configuration_picker_list (SbSession *session, SbPlatform platform)
{
  GListModel *list = G_LIST_MODEL (sb_session_get_configurations (session));
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (list, i);
    SbConfiguration *configuration = sb_row_get_snapshot (row);

    if (configuration != NULL
        && can_be_pushed (sb_session_get_server (session), configuration, platform))
      g_ptr_array_add (found, g_object_ref (configuration));
  }
  g_ptr_array_sort (found, compare_names_cb);

  return found;
}

SbConfigurationPicker *
sb_configuration_picker_new (GtkWindow *parent, GPtrArray *configurations)
{
  SbConfigurationPicker *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (configurations != NULL, NULL);

  self = g_object_new (SB_TYPE_CONFIGURATION_PICKER, "transient-for", parent, NULL);
  self->configurations = g_ptr_array_ref (configurations);
  for (guint i = 0; i < configurations->len; i++)
    gtk_list_box_append (self->list, create_row (g_ptr_array_index (configurations, i)));
  gtk_widget_grab_focus (self->search);

  return self;
}
