/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-page"

#include "config.h"

#include "sb-activity-page.h"

#include "sb-actions.h"
#include "sb-activity-item.h"
#include "sb-activity-row.h"
#include "sb-message.h"
#include "sb-page-timer.h"
#include "sb-view.h"
#include "sb-status-page.h"
#include "sb-ui.h"

/* "5 minutes ago" is brought up to date this often. */
#define UPDATE_INTERVAL_MS 30000

struct _SbActivityPage {
  GtkWidget parent_instance;

  SbSession *session; /* (owned) (nullable): until disposed */
  SbPageTimer *timer; /* (owned) (nullable): likewise */
  GPtrArray *rows;    /* (owned) (element-type SbActivityRow): not owned each */

  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
};

static void view_init (SbViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbActivityPage,
                               sb_activity_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW, view_init))

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SbActivityPage *self)
{
  GtkWidget *row = sb_activity_row_new (self->session);

  gtk_list_item_set_child (item, row);
  g_ptr_array_add (self->rows, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SbActivityPage *self)
{
  sb_activity_row_set_item (SB_ACTIVITY_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
teardown_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SbActivityPage *self)
{
  g_ptr_array_remove_fast (self->rows, gtk_list_item_get_child (item));
  gtk_list_item_set_child (item, NULL);
}

static void
update_cb (GtkWidget *page)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (page);

  for (guint i = 0; i < self->rows->len; i++)
    sb_activity_row_update (g_ptr_array_index (self->rows, i));
}

static void
activate_cb (GtkListView *list, guint position, SbActivityPage *self)
{
  g_autoptr (GObject) item = NULL;
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;

  g_assert (SB_IS_ACTIVITY_PAGE (self));

  item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  title = sb_activity_dup_title (item);
  details = sb_activity_dup_details (item);
  sb_message_show_details (GTK_WIDGET (self), title, details);
}

static void
copy_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_copy (widget, item);
}

static void
cancel_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_cancel (widget, self->session, item);
}

static void
resume_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_resume (widget, self->session, item);
}

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  SbActivityPage *self)
{
  g_assert (SB_IS_ACTIVITY_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (model) > 0 ? "list" : "empty");
}

static GtkWidget *
sb_activity_page_view_get_focus_target (SbView *view)
{
  return GTK_WIDGET (SB_ACTIVITY_PAGE (view)->list);
}

static void
view_init (SbViewInterface *iface)
{
  iface->get_focus_target = sb_activity_page_view_get_focus_target;
}

static void
sb_activity_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sb_activity_page_parent_class)->map (widget);

  update_cb (widget);
}

static void
sb_activity_page_dispose (GObject *object)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (object);

  g_clear_object (&self->timer);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_ACTIVITY_PAGE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_activity_page_parent_class)->dispose (object);
}

static void
sb_activity_page_class_init (SbActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_activity_page_dispose;

  widget_class->map = sb_activity_page_map;

  g_type_ensure (SB_TYPE_STATUS_PAGE);
  sb_set_template (widget_class, "activity/sb-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, list);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, selection);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, teardown_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "activity.copy", NULL, copy_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.cancel", NULL, cancel_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.resume", NULL, resume_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_activity_page_init (SbActivityPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sb_activity_page_new (SbSession *session)
{
  SbActivityPage *self;
  g_autoptr (GListModel) model = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_ACTIVITY_PAGE, NULL);
  self->session = g_object_ref (session);
  self->timer = sb_page_timer_new (GTK_WIDGET (self),
                                   sb_session_get_clock (session),
                                   UPDATE_INTERVAL_MS,
                                   update_cb);
  model = sb_activity_create_model (session);
  gtk_single_selection_set_model (self->selection, model);
  sb_actions_add_list_keys (GTK_WIDGET (self->list), "activity");

  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  items_changed_cb (model, 0, 0, 0, self);

  return GTK_WIDGET (self);
}
