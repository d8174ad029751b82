/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-target-row"

#include "config.h"

#include "sb-target-row.h"

#include "sb-device.h"
#include "sb-target-search.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbTargetRow {
  SbControlRow parent_instance;

  SbDraft *draft; /* (owned) */
  SbTargetKind kind;
  SbRow *row; /* (owned) */
  GtkWidget *check;
};

G_DEFINE_FINAL_TYPE (SbTargetRow, sb_target_row, SB_TYPE_CONTROL_ROW)

/* (transfer full): what tells two of the same name apart. */
static char *
describe (SbTargetRow *self, gpointer snapshot)
{
  gint64 n_members;

  if (self->kind == SB_TARGET_KIND_DEVICE) {
    const char *model = sb_device_get_line (snapshot, SB_DEVICE_FIELD_PRETTY_MODEL);
    const char *user = sb_device_get_line (snapshot, SB_DEVICE_FIELD_DISPLAY_NAME);

    if (model != NULL && user != NULL)
      /* Translators: a device's model and its user */
      return g_strdup_printf (_ ("%s · %s"), model, user);
    return g_strdup (model != NULL ? model : user);
  }

  if (self->kind == SB_TARGET_KIND_ACCOUNT)
    return g_strdup (sb_target_get_line (snapshot, SB_TARGET_FIELD_EMAIL_ADDRESS));

  n_members = sb_target_get_n_members (snapshot);
  if (n_members < 0)
    return NULL;

  return sb_words_n_targets (self->kind == SB_TARGET_KIND_DEVICE_GROUP ? SB_TARGET_KIND_DEVICE
                                                                       : SB_TARGET_KIND_ACCOUNT,
                             n_members);
}

static void
update_check (SbTargetRow *self)
{
  gboolean chosen = sb_draft_has_target (self->draft, self->kind, sb_row_get_id (self->row));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), chosen);
}

static void
update (SbTargetRow *self)
{
  gpointer snapshot = sb_row_get_snapshot (self->row);
  g_autoptr (SbTarget) target = sb_target_search_create_target (self->row);
  g_autofree char *subtitle = snapshot != NULL ? describe (self, snapshot) : NULL;
  const char *label = target != NULL ? sb_target_get_label (target) : NULL;

  if (target == NULL)
    label = sb_row_get_failed (self->row) ? _ ("Could not be loaded") : _ ("Loading…");
  else if (label == NULL || *label == '\0')
    label = _ ("Unnamed");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  gtk_widget_set_sensitive (self->check, target != NULL);
  sb_set_label (self->check, label);
  if (subtitle != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->check),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    subtitle,
                                    -1);
  update_check (self);
}

static void
toggled_cb (SbTargetRow *self)
{
  g_assert (SB_IS_TARGET_ROW (self));

  sb_target_row_choose (self, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)));
}

static void
sb_target_row_dispose (GObject *object)
{
  SbTargetRow *self = SB_TARGET_ROW (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (sb_target_row_parent_class)->dispose (object);
}

static void
sb_target_row_class_init (SbTargetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_target_row_dispose;
}

static void
sb_target_row_init (SbTargetRow *self)
{
  self->check = gtk_check_button_new ();
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->check);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
}

GtkWidget *
sb_target_row_new (SbDraft *draft, SbTargetKind kind, SbRow *row)
{
  SbTargetRow *self;

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (SB_IS_ROW (row), NULL);

  self = g_object_new (SB_TYPE_TARGET_ROW, NULL);
  self->draft = g_object_ref (draft);
  self->kind = kind;
  self->row = g_object_ref (row);
  update (self);

  sb_connect (self->check, "toggled", toggled_cb, self);
  sb_connect (row, "notify", update, self);
  sb_connect (sb_draft_get_targets (draft, kind), "items-changed", update_check, self);

  return GTK_WIDGET (self);
}

const char *
sb_target_row_get_id (SbTargetRow *self)
{
  g_return_val_if_fail (SB_IS_TARGET_ROW (self), NULL);

  return sb_row_get_id (self->row);
}

void
sb_target_row_choose (SbTargetRow *self, gboolean chosen)
{
  g_autoptr (SbTarget) target = NULL;
  const char *id;

  g_return_if_fail (SB_IS_TARGET_ROW (self));

  id = sb_row_get_id (self->row);
  target = sb_target_search_create_target (self->row);
  if (target == NULL || sb_draft_has_target (self->draft, self->kind, id) == chosen)
    return;

  if (chosen)
    sb_draft_add_target (self->draft, self->kind, target);
  else
    sb_draft_remove_target (self->draft, self->kind, id);
}

gboolean
sb_target_row_is_chosen (SbTargetRow *self)
{
  g_return_val_if_fail (SB_IS_TARGET_ROW (self), FALSE);

  return sb_draft_has_target (self->draft, self->kind, sb_row_get_id (self->row));
}
