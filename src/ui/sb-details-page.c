/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-details-page"

#include "config.h"

#include "sb-details-page.h"

#include "sb-actions.h"
#include "sb-menu.h"
#include "sb-ui.h"
#include "sb-view.h"

static void sb_details_page_view_init (SbViewInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SbDetailsPage,
                                  sb_details_page,
                                  GTK_TYPE_WIDGET,
                                  G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW, sb_details_page_view_init))

typedef struct {
  SbDetailsPage *page; /* (owned) */
  guint part;
  SbDetailsFunc callback;
} Reading;

static void
timer_cb (GtkWidget *widget)
{
  SbDetailsPage *self = SB_DETAILS_PAGE (widget);

  /* One that is slow is not asked again before it has answered. */
  if (self->n_reading == 0)
    sb_details_page_read (self);
  sb_details_page_restart_timer (self);
}

static void
change_ended_cb (SbDetailsPage *self, SbChange *change)
{
  g_assert (SB_IS_DETAILS_PAGE (self));

  SB_DETAILS_PAGE_GET_CLASS (self)->change_ended (self, change);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (SbDetailsPage) self = reading->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_server_get_finish (SB_SERVER (source), result, &error);

  /* The page may have gone meanwhile. */
  if (self->session == NULL)
    return;

  self->n_reading--;
  if (!g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    sb_stale_notice_note (self->notice, reading->part, error);
    reading->callback (self, record, error);
  }
  if (self->n_reading == 0 && self->again)
    sb_details_page_read (self);
  else
    sb_details_page_restart_timer (self);
}

static void
sb_details_page_refresh (SbView *view)
{
  sb_details_page_read (SB_DETAILS_PAGE (view));
}

static void
sb_details_page_open_menu (SbView *view)
{
  sb_menu_popup (SB_DETAILS_PAGE (view)->menu_button);
}

static void
sb_details_page_view_init (SbViewInterface *iface)
{
  iface->refresh = sb_details_page_refresh;
  iface->open_menu = sb_details_page_open_menu;
}

static void
sb_details_page_dispose (GObject *object)
{
  SbDetailsPage *self = SB_DETAILS_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->timer);
  g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->id, sb_id_free);

  G_OBJECT_CLASS (sb_details_page_parent_class)->dispose (object);
}

static void
sb_details_page_class_init (SbDetailsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_details_page_dispose;

  sb_set_template (widget_class, "sb-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDetailsPage, header);
  gtk_widget_class_bind_template_child (widget_class, SbDetailsPage, title);
  gtk_widget_class_bind_template_child (widget_class, SbDetailsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, SbDetailsPage, menu_button);
}

static void
sb_details_page_init (SbDetailsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_actions_bind_button (self->back_button, "win.back");
}

void
sb_details_page_set_up (SbDetailsPage *self,
                        SbSession *session,
                        const char *id,
                        GMenuModel *menu,
                        const char *label)
{
  SbClock *clock;

  g_return_if_fail (SB_IS_DETAILS_PAGE (self));
  g_return_if_fail (SB_IS_SESSION (session));

  clock = sb_session_get_clock (session);
  self->session = g_object_ref (session);
  self->cancellable = sb_session_new_cancellable (session);
  self->id = sb_id_new (id);
  self->timer = sb_page_timer_new (GTK_WIDGET (self),
                                   clock,
                                   SB_DETAILS_PAGE_GET_CLASS (self)->busy_interval,
                                   timer_cb);
  sb_stale_notice_set_clock (self->notice, clock);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  sb_menu_attach (self->menu_button);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), label);
  sb_set_label (self->menu_button, label);
  sb_connect (sb_session_get_operations (session), "change-ended", change_ended_cb, self);
}

void
sb_details_page_restart_timer (SbDetailsPage *self)
{
  SbDetailsPageClass *klass;

  g_return_if_fail (SB_IS_DETAILS_PAGE (self));

  klass = SB_DETAILS_PAGE_GET_CLASS (self);
  sb_page_timer_restart (self->timer,
                         klass->is_under_way (self) ? klass->busy_interval : klass->quiet_interval);
}

void
sb_details_page_read (SbDetailsPage *self)
{
  g_return_if_fail (SB_IS_DETAILS_PAGE (self));

  self->again = self->n_reading > 0;
  SB_DETAILS_PAGE_GET_CLASS (self)->read (self);
}

void
sb_details_page_get (SbDetailsPage *self,
                     guint part,
                     SbCollection collection,
                     const char *space,
                     SbDetailsFunc callback)
{
  Reading *reading;

  g_return_if_fail (SB_IS_DETAILS_PAGE (self));

  if (self->again)
    return;

  reading = g_new (Reading, 1);
  *reading = (Reading){ g_object_ref (self), part, callback };
  self->n_reading++;
  sb_server_get_async (sb_session_get_server (self->session),
                       collection,
                       self->id,
                       space,
                       self->cancellable,
                       read_cb,
                       reading);
}
