/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-old-record-section"

#include "config.h"

#include "sb-old-record-section.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbOldRecordSection {
  GtkWidget parent_instance;

  SbSession *session; /* (owned) (nullable): until disposed */
  SbDevice *device;   /* (owned) (nullable): until it is known */
  GPtrArray *shown;   /* (owned) (nullable) (element-type SbOldRecord) */

  GtkWidget *group; /* AdwPreferencesGroup */
  GPtrArray *rows;  /* (owned): not owned each */
};

G_DEFINE_FINAL_TYPE (SbOldRecordSection, sb_old_record_section, GTK_TYPE_WIDGET)

static const char *
get_id (SbDevice *device)
{
  return sb_device_get_id (device, SB_DEVICE_FIELD_ID);
}

static GVariant *
new_target (SbDevice *record)
{
  const char *id = get_id (record);

  return g_variant_new_strv (&id, 1);
}

static GtkWidget *
create_delete_button (const SbOldRecord *old)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Delete…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "device.delete-old-records");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), new_target (old->record));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  sb_set_label (button, _ ("Delete Old Record…"));

  return button;
}

/* The other record: which one it is, what shows that, and the way there. */
static void
add_row (SbOldRecordSection *self, const SbOldRecord *old, gint64 now)
{
  const gboolean is_old = sb_id_equal (get_id (old->record), get_id (self->device));
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *facts = sb_words_old_record (old, now);
  g_autofree char *newer = sb_words_newer_record (old, now);
  const char *title = is_old ? _ ("This is an old record of the device") : facts;
  g_autofree char *title_held = is_old
                                  ? NULL
                                  /* Translators: a device's record in words */
                                  : g_strdup_printf (_ ("Old record of this device: %s"), facts);
  const char *subtitle = is_old ? newer : sb_words_same (old);
  g_autofree char *label = NULL;

  if (title_held != NULL)
    title = title_held;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_delete_button (old));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-device");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row),
                                    "s",
                                    get_id (is_old ? old->newer : old->record));
  label = g_strdup_printf ("%s. %s", title, subtitle);
  sb_set_label (row, label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++) {
    const SbOldRecord *first = g_ptr_array_index (a, i);
    const SbOldRecord *second = g_ptr_array_index (b, i);

    if (first->field != second->field
        || !sb_record_equal (SB_RECORD (first->record), SB_RECORD (second->record))
        || !sb_record_equal (SB_RECORD (first->newer), SB_RECORD (second->newer)))
      return FALSE;
  }

  return TRUE;
}

static void
fill (SbOldRecordSection *self)
{
  const gint64 now = sb_clock_get_now (sb_session_get_clock (self->session));
  const gint64 read_at = sb_old_record_finder_get_read_at (
    sb_session_get_old_records (self->session));
  g_autofree char *age = sb_words_time (read_at, now);
  g_autofree char *about = g_strdup_printf (
    /* Translators: how long ago */
    _ (
      "While a device has an old record, its eSIM downloads may fail without a reason. Looked for: "
      "%s."),
    age);
  gboolean had_focus = gtk_widget_get_focus_child (self->group) != NULL;
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->rows);

  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), about);
  for (guint i = 0; i < MIN (self->shown->len, SB_MAX_ROWS); i++)
    add_row (self, g_ptr_array_index (self->shown, i), now);

  /* Whoever deleted what had the focus goes on with what is next, before that goes. */
  gtk_widget_set_can_focus (GTK_WIDGET (self), self->rows->len > 0);
  if (had_focus && self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
  else if (had_focus)
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_FORWARD);

  for (guint i = 0; i < before->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group),
                                  g_ptr_array_index (before, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
update_cb (SbOldRecordSection *self)
{
  g_autoptr (GPtrArray) old = NULL;

  g_assert (SB_IS_OLD_RECORD_SECTION (self));

  if (self->device == NULL)
    return;

  old = sb_old_record_finder_find (sb_session_get_old_records (self->session), self->device);
  if (is_same (self->shown, old))
    return;

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_steal_pointer (&old);
  fill (self);
}

static void
sb_old_record_section_dispose (GObject *object)
{
  SbOldRecordSection *self = SB_OLD_RECORD_SECTION (object);

  g_clear_pointer (&self->group, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->device);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_old_record_section_parent_class)->dispose (object);
}

static void
sb_old_record_section_class_init (SbOldRecordSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_old_record_section_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sb_old_record_section_init (SbOldRecordSection *self)
{
  self->rows = g_ptr_array_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Other Records"));
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sb_old_record_section_new (SbSession *session)
{
  SbOldRecordSection *self = g_object_new (SB_TYPE_OLD_RECORD_SECTION, NULL);

  self->session = g_object_ref (session);
  sb_connect (sb_session_get_old_records (session), "changed", update_cb, self);

  return GTK_WIDGET (self);
}

void
sb_old_record_section_set_device (SbOldRecordSection *self, SbDevice *device)
{
  g_return_if_fail (SB_IS_OLD_RECORD_SECTION (self));

  g_set_object (&self->device, device);
  update_cb (self);
}
