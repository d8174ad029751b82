/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-space-row"

#include "config.h"

#include "sb-space-row.h"

#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbSpaceRow {
  AdwComboRow parent_instance;

  GPtrArray *spaces; /* (owned) (element-type utf8): the device space of each choice; the
                        first is none */
};

G_DEFINE_FINAL_TYPE (SbSpaceRow, sb_space_row, ADW_TYPE_COMBO_ROW)

static void
sb_space_row_finalize (GObject *object)
{
  g_clear_pointer (&SB_SPACE_ROW (object)->spaces, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_space_row_parent_class)->finalize (object);
}

static void
sb_space_row_class_init (SbSpaceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_space_row_finalize;
}

static void
sb_space_row_init (SbSpaceRow *self)
{
  self->spaces = sb_ids_new (NULL, 0);
}

gboolean
sb_space_row_fill (SbSpaceRow *self, SbSession *session, const char *none, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *spaces = session != NULL ? G_LIST_MODEL (sb_session_get_spaces (session)) : NULL;
  guint selected = 0;

  g_return_val_if_fail (SB_IS_SPACE_ROW (self), FALSE);

  g_ptr_array_set_size (self->spaces, 0);
  gtk_string_list_append (names, none);
  sb_ids_add (self->spaces, NULL);

  for (guint i = 0; spaces != NULL && i < g_list_model_get_n_items (spaces); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (spaces, i);
    SbDeviceSpace *space = sb_row_get_snapshot (row);
    const char *id = sb_row_get_id (row);
    g_autofree char *name = NULL;

    if (space == NULL)
      continue;
    if (sb_id_equal (id, chosen))
      selected = self->spaces->len;
    name = sb_words_name (sb_device_space_get_line (space, SB_DEVICE_SPACE_FIELD_NAME));
    gtk_string_list_append (names, name);
    sb_ids_add (self->spaces, id);
  }

  /* A chosen space stays chosen while its name is not known. */
  if (chosen != NULL && selected == 0) {
    g_autofree char *id = sb_words_id (chosen);
    g_autofree char *name = g_strdup_printf (_ ("Device space %s"), id);

    selected = self->spaces->len;
    gtk_string_list_append (names, name);
    sb_ids_add (self->spaces, chosen);
  }

  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);

  return self->spaces->len > 1;
}

const char *
sb_space_row_get_space (SbSpaceRow *self)
{
  guint selected;

  g_return_val_if_fail (SB_IS_SPACE_ROW (self), NULL);

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  return selected < self->spaces->len ? g_ptr_array_index (self->spaces, selected) : NULL;
}
