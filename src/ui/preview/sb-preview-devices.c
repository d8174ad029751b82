/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-preview-devices"

#include "config.h"

#include "sb-preview-devices.h"

#include "sb-actions.h"
#include "sb-preview-device.h"
#include "sb-preview-list.h"
#include "sb-search-keys.h"
#include "sb-ui.h"
#include "sb-words-preview.h"

#include <glib/gi18n.h>

struct _SbPreviewDevices {
  GtkWidget parent_instance;

  SbPlan *plan;                  /* (owned) */
  SbPreviewList *shown;          /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GHashTable *bound; /* (owned) (element-type guint SbPreviewDevice): what is on the screen */
  gboolean can_choose;

  GtkLabel *heading;
  GtkEditable *search;
  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (SbPreviewDevices, sb_preview_devices, GTK_TYPE_WIDGET)

enum { CHANGED, CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
leave_out (SbPreviewDevices *self, guint index, gboolean leaves_out)
{
  if (sb_plan_get_entry (self->plan, index)->is_left_out == leaves_out)
    return;

  sb_plan_leave_out (self->plan, index, leaves_out);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
leave_out_device_cb (GtkListItem *list_item, gboolean leaves_out, GtkWidget *device)
{
  SbPreviewDevices *self = SB_PREVIEW_DEVICES (
    gtk_widget_get_ancestor (device, SB_TYPE_PREVIEW_DEVICES));
  SbPreviewItem *item = gtk_list_item_get_item (list_item);

  g_assert (GTK_IS_LIST_ITEM (list_item));

  if (self != NULL && item != NULL)
    leave_out (self, sb_preview_item_get_index (item), leaves_out);
}

static void
setup_cb (SbPreviewDevices *self, GtkListItem *list_item)
{
  GtkWidget *device = sb_preview_device_new (self->can_choose);

  g_assert (SB_IS_PREVIEW_DEVICES (self));

  g_signal_connect_object (device,
                           "leave-out",
                           G_CALLBACK (leave_out_device_cb),
                           list_item,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, device);
}

static void
bind_cb (SbPreviewDevices *self, GtkListItem *list_item)
{
  guint index = sb_preview_item_get_index (gtk_list_item_get_item (list_item));
  GtkWidget *device = gtk_list_item_get_child (list_item);
  g_autofree char *spoken = sb_preview_device_set_entry (SB_PREVIEW_DEVICE (device),
                                                         sb_plan_get_entry (self->plan, index));

  g_assert (SB_IS_PREVIEW_DEVICES (self));

  sb_set_label (gtk_widget_get_parent (device), spoken);
  g_hash_table_insert (self->bound, GUINT_TO_POINTER (index), device);
}

static void
unbind_cb (SbPreviewDevices *self, GtkListItem *list_item)
{
  guint index = sb_preview_item_get_index (gtk_list_item_get_item (list_item));

  g_assert (SB_IS_PREVIEW_DEVICES (self));

  if (g_hash_table_lookup (self->bound, GUINT_TO_POINTER (index))
      == gtk_list_item_get_child (list_item))
    g_hash_table_remove (self->bound, GUINT_TO_POINTER (index));
}

static void
activate_cb (SbPreviewDevices *self, guint position)
{
  g_autoptr (SbPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  g_assert (SB_IS_PREVIEW_DEVICES (self));

  if (item != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, sb_preview_item_get_index (item));
}

/* The key works on the row that has the focus, which is the selected one. */
static void
leave_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbPreviewDevices *self = SB_PREVIEW_DEVICES (widget);
  SbPreviewItem *item = gtk_single_selection_get_selected_item (self->selection);
  SbPreviewDevice *device;
  guint index;

  if (!self->can_choose || item == NULL)
    return;

  index = sb_preview_item_get_index (item);
  leave_out (self, index, !sb_plan_get_entry (self->plan, index)->is_left_out);
  device = g_hash_table_lookup (self->bound, GUINT_TO_POINTER (index));
  if (device != NULL)
    g_free (sb_preview_device_set_entry (device, sb_plan_get_entry (self->plan, index)));
}

static void
update_stack (SbPreviewDevices *self)
{
  const gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "none" : "list");
}

static void
search_changed_cb (SbPreviewDevices *self)
{
  g_assert (SB_IS_PREVIEW_DEVICES (self));

  sb_preview_list_search (self->shown, gtk_editable_get_text (self->search));
  update_stack (self);
}

/* Escape empties the search first. */
static void
stop_search_cb (SbPreviewDevices *self)
{
  g_assert (SB_IS_PREVIEW_DEVICES (self));

  if (*gtk_editable_get_text (self->search) != '\0')
    gtk_editable_set_text (self->search, "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static gboolean
sb_preview_devices_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SB_PREVIEW_DEVICES (widget)->list));
}

static gboolean
sb_preview_devices_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return sb_focus_children (widget, direction);
}

static void
sb_preview_devices_dispose (GObject *object)
{
  SbPreviewDevices *self = SB_PREVIEW_DEVICES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_PREVIEW_DEVICES);
  g_clear_pointer (&self->bound, g_hash_table_unref);
  g_clear_object (&self->plan);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (sb_preview_devices_parent_class)->dispose (object);
}

static void
sb_preview_devices_class_init (SbPreviewDevicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_preview_devices_dispose;
  widget_class->grab_focus = sb_preview_devices_grab_focus;
  widget_class->focus = sb_preview_devices_focus;

  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
  signals[CHOSEN] = sb_signal_new (klass, "chosen", 1, G_TYPE_UINT);

  sb_set_template (widget_class, "preview/sb-preview-devices.ui");
  gtk_widget_class_bind_template_child (widget_class, SbPreviewDevices, heading);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewDevices, search);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewDevices, stack);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewDevices, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "preview.leave-out", NULL, leave_out_cb);
}

static void
sb_preview_devices_init (SbPreviewDevices *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_actions_add_list_keys (GTK_WIDGET (self->list), "preview");
  sb_search_keys_attach (GTK_WIDGET (self->search), GTK_WIDGET (self->list));
}

GtkWidget *
sb_preview_devices_new (SbPlan *plan, const SbPlanGroup *group, gboolean can_choose)
{
  SbPreviewDevices *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (SB_IS_PLAN (plan), NULL);
  g_return_val_if_fail (group != NULL, NULL);

  self = g_object_new (SB_TYPE_PREVIEW_DEVICES, NULL);
  self->plan = g_object_ref (plan);
  self->can_choose = can_choose;
  title = sb_words_preview_group (plan, group);
  gtk_label_set_label (self->heading, title);
  self->shown = sb_preview_list_new (plan, group);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  update_stack (self);

  return GTK_WIDGET (self);
}
