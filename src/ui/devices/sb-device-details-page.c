/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-details-page"

#include "config.h"

#include "sb-device-details-page.h"

#include "sb-actions.h"
#include "sb-condition-banner.h"
#include "sb-delivery-section.h"
#include "sb-device-facts.h"
#include "sb-esim-section.h"
#include "sb-menu.h"
#include "sb-page-timer.h"
#include "sb-record-list.h"
#include "sb-slot.h"
#include "sb-stale-notice.h"
#include "sb-ui.h"
#include "sb-view.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The page's readings. */
enum { PART_DEVICE, PART_STATE, PART_DELIVERIES };

/* How often it reads again: while something is under way, and while nothing is. */
#define BUSY_INTERVAL_MS  2000
#define QUIET_INTERVAL_MS 10000

struct _SbDeviceDetailsPage {
  GtkWidget parent_instance;

  SbSession *session;       /* (owned) (nullable): until disposed */
  SbDeviceActions *actions; /* (owned) (nullable): likewise */
  SbPageTimer *timer;       /* (owned) (nullable): likewise */
  char *device_id;          /* (owned) */
  SbDevice *device;         /* (owned) (nullable): until loaded */
  SbEsimState *state;       /* (owned) (nullable) */
  GError *state_error;      /* (owned) (nullable) */
  GCancellable *cancellable;
  guint n_reading;
  gboolean again;   /* something changed while it was being read */
  gboolean settled; /* the focus went to where it belongs, once */

  GtkWidget *content;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkMenuButton *menu_button;
  SbConditionBanner *banner;
  SbStaleNotice *notice;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *retry_button;
  GtkBox *box;
  SbDeliverySection *deliveries;
  SbEsimSection *esim;
  SbRecordList *slots;
  SbDeviceFacts *facts;
};

static void view_init (SbViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbDeviceDetailsPage,
                               sb_device_details_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW, view_init))

static void read_all (SbDeviceDetailsPage *self);

static gint64
get_now (SbDeviceDetailsPage *self)
{
  return sb_clock_get_now (sb_session_get_clock (self->session));
}

/* What can be done to the device is said in one place, from all that is known of it. */
static void
update_actions (SbDeviceDetailsPage *self)
{
  SbEvidence evidence;

  if (self->device == NULL)
    return;

  sb_delivery_section_set_device (self->deliveries, self->device, self->state);
  evidence = sb_delivery_section_get_evidence (self->deliveries);
  sb_esim_section_set_evidence (self->esim, &evidence);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sb_device_actions_set_device (self->actions,
                                  &evidence,
                                  sb_delivery_section_get_focused (self->deliveries));
}

static gboolean
is_under_way (SbDeviceDetailsPage *self)
{
  SbResetState reset = self->state != NULL
                         ? (SbResetState) sb_esim_state_get_enum (self->state,
                                                                  SB_ESIM_STATE_RESET_STATE)
                         : SB_RESET_UNKNOWN;

  return reset == SB_RESET_REQUESTED || reset == SB_RESET_RUNNING
         || sb_delivery_section_is_under_way (self->deliveries);
}

static void
update_esim (SbDeviceDetailsPage *self)
{
  sb_esim_section_set_state (self->esim,
                             self->state,
                             self->state_error,
                             sb_delivery_section_get_n_hollow (self->deliveries),
                             get_now (self));
  update_actions (self);
}

static gboolean
is_in_header (GtkWidget *focus)
{
  return gtk_widget_get_ancestor (focus, ADW_TYPE_HEADER_BAR) != NULL
         && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL;
}

/* A page is pushed before there is anything in it, so that only its header could take the focus.
 * When there is, it goes to the first row, unless a person has gone elsewhere meanwhile. */
static void
settle_focus (SbDeviceDetailsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->settled || self->device == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->box))
      || !sb_delivery_section_is_settled (self->deliveries))
    return;

  self->settled = TRUE;
  if (focus == NULL || is_in_header (focus))
    gtk_widget_child_focus (GTK_WIDGET (self->box), GTK_DIR_TAB_FORWARD);
}

static void
show_device (SbDeviceDetailsPage *self)
{
  const char *label = sb_device_get_label (self->device);
  g_autofree char *os = sb_words_platform_of_device (self->device);
  GPtrArray *slots = sb_device_get_slots (self->device);

  adw_window_title_set_title (self->title, label != NULL ? label : _ ("Device"));
  adw_window_title_set_subtitle (self->title, os);
  sb_device_facts_set_device (
    self->facts,
    self->device,
    sb_session_get_space_name (self->session,
                               sb_device_get_id (self->device, SB_DEVICE_DM_PARTITION_ID)),
    get_now (self));
  sb_record_list_set_records (self->slots,
                              slots,
                              slots != NULL ? _ ("The device reports no SIM slot")
                                            : _ ("This device does not report its SIM slots"),
                              get_now (self));
  gtk_stack_set_visible_child_name (self->stack, "device");
  update_actions (self);
  settle_focus (self);
}

/* What is shown stays when a later reading fails: the notice tells. */
static void
show_failure (SbDeviceDetailsPage *self, const GError *error)
{
  g_autofree char *advice = sb_words_error_advice (error);

  if (self->device != NULL && !g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND))
    return;

  /* Nothing can be done any more to what is gone. */
  sb_device_actions_unset_device (self->actions, self->device_id);
  g_clear_object (&self->device);

  sb_set_status (self->failed_page, sb_words_error_title (error), advice);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_grab_focus (self->retry_button);
}

static void
end_reading (SbDeviceDetailsPage *self)
{
  self->n_reading--;
  if (self->n_reading > 0)
    return;

  if (self->again)
    read_all (self);
  else
    sb_page_timer_restart (self->timer, is_under_way (self) ? BUSY_INTERVAL_MS : QUIET_INTERVAL_MS);
}

static void
device_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDeviceDetailsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_server_get_finish (SB_SERVER (source), result, &error);

  if (self->session == NULL)
    return;

  sb_stale_notice_note (self->notice, PART_DEVICE, error);
  if (record != NULL) {
    g_clear_object (&self->device);
    self->device = (SbDevice *) g_steal_pointer (&record);
    show_device (self);
  } else if (!g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    show_failure (self, error);
  }

  end_reading (self);
}

static void
state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDeviceDetailsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_server_get_finish (SB_SERVER (source), result, &error);

  if (self->session == NULL)
    return;

  sb_stale_notice_note (self->notice, PART_STATE, error);
  if (record != NULL) {
    g_clear_object (&self->state);
    g_clear_error (&self->state_error);
    self->state = (SbEsimState *) g_steal_pointer (&record);
  } else if (!g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_clear_error (&self->state_error);
    self->state_error = g_steal_pointer (&error);
  }

  update_esim (self);
  end_reading (self);
}

static void
read_all (SbDeviceDetailsPage *self)
{
  SbServer *server = sb_session_get_server (self->session);

  if (self->n_reading > 0) {
    self->again = TRUE;
    return;
  }

  self->again = FALSE;
  self->n_reading = 2;
  sb_server_get_async (server,
                       SB_COLLECTION_DEVICES,
                       self->device_id,
                       sb_session_get_space (self->session),
                       self->cancellable,
                       device_cb,
                       g_object_ref (self));
  sb_server_get_async (server,
                       SB_COLLECTION_ESIM_STATES,
                       self->device_id,
                       sb_session_get_space (self->session),
                       self->cancellable,
                       state_cb,
                       g_object_ref (self));
  sb_delivery_section_refresh (self->deliveries);
}

static void
timer_cb (GtkWidget *page)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (page);

  /* One that is slow is not asked again before it has answered. */
  if (self->n_reading == 0)
    read_all (self);
}

static void
deliveries_cb (SbDeviceDetailsPage *self)
{
  g_assert (SB_IS_DEVICE_DETAILS_PAGE (self));

  update_esim (self);
  settle_focus (self);
}

static void
focused_cb (SbDeviceDetailsPage *self)
{
  g_assert (SB_IS_DEVICE_DETAILS_PAGE (self));

  update_actions (self);
}

static void
change_ended_cb (SbOperations *operations, SbChange *change, SbDeviceDetailsPage *self)
{
  g_assert (SB_IS_DEVICE_DETAILS_PAGE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_all (self);
}

/* What else depends on it, the section of configurations tells by its own change. */
static void
support_changed_cb (SbServer *server, SbDeviceDetailsPage *self)
{
  g_assert (SB_IS_DEVICE_DETAILS_PAGE (self));

  update_actions (self);
}

static void
retry_cb (SbDeviceDetailsPage *self)
{
  g_assert (SB_IS_DEVICE_DETAILS_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, self->device != NULL ? "device" : "loading");
  read_all (self);
}

static void
sb_device_details_page_view_refresh (SbView *view)
{
  read_all (SB_DEVICE_DETAILS_PAGE (view));
}

static void
sb_device_details_page_view_open_menu (SbView *view)
{
  sb_menu_popup (SB_DEVICE_DETAILS_PAGE (view)->menu_button);
}

static void
view_init (SbViewInterface *iface)
{
  iface->open_menu = sb_device_details_page_view_open_menu;
  iface->refresh = sb_device_details_page_view_refresh;
}

static void
sb_device_details_page_map (GtkWidget *widget)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (widget);

  GTK_WIDGET_CLASS (sb_device_details_page_parent_class)->map (widget);

  update_actions (self);
  read_all (self);
}

static void
sb_device_details_page_unmap (GtkWidget *widget)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (widget);

  if (self->session != NULL)
    sb_device_actions_unset_device (self->actions, self->device_id);

  GTK_WIDGET_CLASS (sb_device_details_page_parent_class)->unmap (widget);
}

static void
sb_device_details_page_dispose (GObject *object)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (object);

  g_clear_object (&self->timer);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_DEVICE_DETAILS_PAGE);
  g_clear_object (&self->device);
  g_clear_object (&self->state);
  g_clear_error (&self->state_error);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_device_details_page_parent_class)->dispose (object);
}

static void
sb_device_details_page_finalize (GObject *object)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->device_id, sb_id_free);

  G_OBJECT_CLASS (sb_device_details_page_parent_class)->finalize (object);
}

static void
sb_device_details_page_class_init (SbDeviceDetailsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_device_details_page_dispose;
  object_class->finalize = sb_device_details_page_finalize;
  widget_class->map = sb_device_details_page_map;
  widget_class->unmap = sb_device_details_page_unmap;

  g_type_ensure (SB_TYPE_CONDITION_BANNER);
  g_type_ensure (SB_TYPE_STALE_NOTICE);

  sb_set_template (widget_class, "devices/sb-device-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, content);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, title);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, notice);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, box);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_device_details_page_init (SbDeviceDetailsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_actions_bind_button (self->back_button, "win.back");
  sb_set_label (self->retry_button, _ ("Retry"));
}

GtkWidget *
sb_device_details_page_new (SbSession *session, SbDeviceActions *actions, const char *device_id)
{
  SbDeviceDetailsPage *self;
  SbServer *server;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_DEVICE_DETAILS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->actions = g_object_ref (actions);
  self->timer = sb_page_timer_new (GTK_WIDGET (self),
                                   sb_session_get_clock (session),
                                   QUIET_INTERVAL_MS,
                                   timer_cb);
  self->cancellable = sb_session_new_cancellable (session);
  self->device_id = sb_id_new (device_id);
  server = sb_session_get_server (session);

  sb_condition_banner_set_condition (self->banner,
                                     sb_server_get_condition (server),
                                     sb_session_get_clock (session));
  sb_stale_notice_set_clock (self->notice, sb_session_get_clock (session));
  gtk_menu_button_set_menu_model (self->menu_button, sb_device_actions_get_menu (actions));

  self->deliveries = SB_DELIVERY_SECTION (sb_delivery_section_new (session, device_id));
  sb_stale_notice_follow (self->notice,
                          PART_DELIVERIES,
                          sb_delivery_section_get_list (self->deliveries));
  self->esim = SB_ESIM_SECTION (sb_esim_section_new (server));
  self->slots = SB_RECORD_LIST (sb_record_list_new (_ ("SIM Slots"), sb_slot_describe));
  self->facts = SB_DEVICE_FACTS (sb_device_facts_new ());
  gtk_box_append (self->box, GTK_WIDGET (self->deliveries));
  gtk_box_append (self->box, GTK_WIDGET (self->esim));
  gtk_box_append (self->box, GTK_WIDGET (self->slots));
  gtk_box_append (self->box, GTK_WIDGET (self->facts));

  g_signal_connect_object (sb_session_get_operations (session),
                           "change-ended",
                           G_CALLBACK (change_ended_cb),
                           self,
                           0);
  sb_connect (self->deliveries, "changed", deliveries_cb, self);
  sb_connect (self->deliveries, "notify::focused", focused_cb, self);
  g_signal_connect_object (server, "support-changed", G_CALLBACK (support_changed_cb), self, 0);
  update_esim (self);

  return GTK_WIDGET (self);
}
