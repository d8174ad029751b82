/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-preview-row"

#include "config.h"

#include "sb-preview-row.h"

#include "sb-ui.h"
#include "sb-words-preview.h"

#include <glib/gi18n.h>

struct _SbPreviewRow {
  AdwActionRow parent_instance;

  SbPlanGroup group;
  gboolean is_updating;

  GtkCheckButton *check;
  GtkImage *icon;
  GtkLabel *number;
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (SbPreviewRow, sb_preview_row, ADW_TYPE_ACTION_ROW)

enum { LEAVE_OUT, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
toggled_cb (SbPreviewRow *self)
{
  g_assert (SB_IS_PREVIEW_ROW (self));

  if (!self->is_updating)
    g_signal_emit (self, signals[LEAVE_OUT], 0, !gtk_check_button_get_active (self->check));
}

static void
sb_preview_row_class_init (SbPreviewRowClass *klass)
{
  signals[LEAVE_OUT] = sb_signal_new (klass, "leave-out", 1, G_TYPE_BOOLEAN);
}

static void
sb_preview_row_init (SbPreviewRow *self)
{
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (toggled_cb), self);
  self->icon = GTK_IMAGE (gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  self->number = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "heading");
  self->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->number));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->arrow);
}

GtkWidget *
sb_preview_row_new (void)
{
  return g_object_new (SB_TYPE_PREVIEW_ROW, NULL);
}

static void
update_check (SbPreviewRow *self, const char *title)
{
  const guint n_left_out = self->group.n_left_out;
  /* Translators: “Include: Older Windows”; the check button of a group of devices */
  g_autofree char *label = g_strdup_printf (_ ("Include: %s"), title);

  self->is_updating = TRUE;
  gtk_check_button_set_active (self->check, n_left_out < self->group.n_devices);
  gtk_check_button_set_inconsistent (self->check,
                                     n_left_out > 0 && n_left_out < self->group.n_devices);
  self->is_updating = FALSE;
  sb_set_label (self->check, label);
}

void
sb_preview_row_set_group (SbPreviewRow *self,
                          SbPlan *plan,
                          const SbPlanGroup *group,
                          gboolean can_choose,
                          gboolean can_open)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *number = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (SB_IS_PREVIEW_ROW (self));
  g_return_if_fail (SB_IS_PLAN (plan));

  self->group = *group;
  title = sb_words_preview_group (plan, group);
  subtitle = sb_words_preview_group_note (plan, group);
  number = sb_words_preview_number (group);
  /* Translators: what devices have in common, how many they are, and a note; for screen readers */
  spoken = g_strdup_printf (_ ("%s: %s. %s"), title, number, subtitle != NULL ? subtitle : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  gtk_label_set_label (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), group->kind == SB_PLAN_GROUP_CONCERN);
  gtk_widget_set_visible (GTK_WIDGET (self->check), can_choose);
  gtk_widget_set_visible (self->arrow, can_open);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), can_open);
  update_check (self, title);
  sb_set_label (self, spoken);
}

const SbPlanGroup *
sb_preview_row_get_group (SbPreviewRow *self)
{
  g_return_val_if_fail (SB_IS_PREVIEW_ROW (self), NULL);

  return &self->group;
}

void
sb_preview_row_toggle (SbPreviewRow *self)
{
  g_return_if_fail (SB_IS_PREVIEW_ROW (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->check)))
    gtk_check_button_set_active (self->check, !gtk_check_button_get_active (self->check));
}
