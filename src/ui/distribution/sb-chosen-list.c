/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-chosen-list"

#include "config.h"

#include "sb-chosen-list.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbChosenList {
  GtkWidget parent_instance;

  SbDraft *draft; /* (owned) */
  GtkWidget *box;
  GtkWidget *nothing;
  GtkWidget *groups[SB_N_TARGET_KINDS];
  GtkWidget *lists[SB_N_TARGET_KINDS];
};

G_DEFINE_FINAL_TYPE (SbChosenList, sb_chosen_list, GTK_TYPE_WIDGET)

static guint emptied_signal;

static void
update_visible (SbChosenList *self)
{
  gboolean any = FALSE;

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    GListModel *targets = sb_draft_get_targets (self->draft, kind);
    gboolean has_some = g_list_model_get_n_items (targets) > 0;

    gtk_widget_set_visible (self->groups[kind], has_some);
    any = any || has_some;
  }

  gtk_widget_set_visible (self->nothing, !any);
}

/* The row that takes the removed one's place gets the focus. */
static void
focus_near (SbChosenList *self, SbTargetKind kind, int position)
{
  for (int i = position; i >= 0 && i >= position - 1; i--) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->lists[kind]), i);

    if (row != NULL && gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD))
      return;
  }

  g_signal_emit (self, emptied_signal, 0);
}

static void
remove_cb (SbChosenList *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  int position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  g_autoptr (SbChosenList) alive = g_object_ref (self);
  g_autoptr (SbTarget) target = NULL;
  SbTargetKind kind = 0;

  g_assert (SB_IS_CHOSEN_LIST (self));

  while (self->lists[kind] != gtk_widget_get_parent (row))
    kind++;
  target = g_list_model_get_item (sb_draft_get_targets (self->draft, kind), (guint) position);
  sb_draft_remove_target (self->draft, kind, sb_target_get_id (target, SB_TARGET_FIELD_ID));
  focus_near (self, kind, position);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  SbChosenList *self = user_data;
  SbTarget *target = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *remove = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *number = NULL;
  const char *label = sb_target_get_label (target);

  if (label == NULL || *label == '\0') {
    g_autofree char *id = sb_words_id (sb_target_get_id (target, SB_TARGET_FIELD_ID));

    /* Translators: something the server named by its number alone */
    number = g_strdup_printf (_ ("No. %s"), id);
    label = number;
  }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);

  inside = sb_words_name_in (label);
  /* Translators: %s is the name of a device, a user or a group */
  remove = g_strdup_printf (_ ("Remove %s"), inside);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove);
  sb_set_label (button, remove);
  sb_connect (button, "clicked", remove_cb, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
sb_chosen_list_dispose (GObject *object)
{
  SbChosenList *self = SB_CHOSEN_LIST (object);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS && self->box != NULL; kind++)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->lists[kind]), NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (sb_chosen_list_parent_class)->dispose (object);
}

static void
sb_chosen_list_class_init (SbChosenListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_chosen_list_dispose;

  emptied_signal = sb_signal_new (klass, "emptied", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_chosen_list_init (SbChosenList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->nothing = gtk_label_new (_ ("Nothing is chosen yet."));
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0);
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->nothing);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    const char *title = sb_chosen_list_get_kind_title (kind);
    GtkWidget *heading = gtk_label_new (title);
    GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

    gtk_label_set_xalign (GTK_LABEL (heading), 0);
    gtk_widget_add_css_class (heading, "caption-heading");
    gtk_widget_add_css_class (heading, "dim-label");

    self->lists[kind] = gtk_list_box_new ();
    gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->lists[kind]), GTK_SELECTION_NONE);
    gtk_widget_add_css_class (self->lists[kind], "boxed-list");
    sb_set_label (self->lists[kind], title);

    gtk_box_append (GTK_BOX (group), heading);
    gtk_box_append (GTK_BOX (group), self->lists[kind]);
    gtk_box_append (GTK_BOX (self->box), group);
    self->groups[kind] = group;
  }
}

GtkWidget *
sb_chosen_list_new (SbDraft *draft)
{
  SbChosenList *self;

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  self = g_object_new (SB_TYPE_CHOSEN_LIST, NULL);
  self->draft = g_object_ref (draft);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    GListModel *targets = sb_draft_get_targets (draft, kind);

    gtk_list_box_bind_model (GTK_LIST_BOX (self->lists[kind]), targets, create_row_cb, self, NULL);
    sb_connect (targets, "items-changed", update_visible, self);
  }
  update_visible (self);

  return GTK_WIDGET (self);
}

/* What a kind is called, many of it. */
const char *
sb_chosen_list_get_kind_title (SbTargetKind kind)
{
  static const char *const titles[SB_N_TARGET_KINDS] = {
    [SB_TARGET_KIND_DEVICE_GROUP] = N_ ("Device groups"),
    [SB_TARGET_KIND_DEVICE] = N_ ("Devices"),
    [SB_TARGET_KIND_ACCOUNT_GROUP] = N_ ("User groups"),
    [SB_TARGET_KIND_ACCOUNT] = N_ ("Users"),
  };

  return _ (titles[kind]);
}
