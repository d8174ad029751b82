/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-details-page"

#include "config.h"

#include "sb-device-details-page.h"

#include "sb-condition-banner.h"
#include "sb-delivery-section.h"
#include "sb-device-facts.h"
#include "sb-esim-section.h"
#include "sb-old-record-section.h"
#include "sb-record-list.h"
#include "sb-status-page.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The page's readings. */
enum { PART_DEVICE, PART_STATE, PART_DELIVERIES };

struct _SbDeviceDetailsPage {
  SbDetailsPage parent_instance;

  SbDeviceActions *actions; /* (owned) (nullable): until disposed */
  SbDevice *device;         /* (owned) (nullable): until loaded */
  SbEsimState *state;       /* (owned) (nullable) */
  GError *state_error;      /* (owned) (nullable) */
  gboolean settled;         /* the focus went to where it belongs, once */

  SbConditionBanner *banner;
  SbStaleNotice *notice;
  GtkStack *stack;
  SbStatusPage *failed_page;
  GtkWidget *retry_button;
  GtkBox *box;
  SbOldRecordSection *old_records;
  SbDeliverySection *deliveries;
  SbEsimSection *esim;
  SbRecordList *slots;
  SbDeviceFacts *facts;
};

G_DEFINE_FINAL_TYPE (SbDeviceDetailsPage, sb_device_details_page, SB_TYPE_DETAILS_PAGE)

static char *
dup_slot_name (SbSubscription *slot)
{
  const char *label = sb_subscription_get_line (slot, SB_SUBSCRIPTION_FIELD_LABEL);
  const char *name = sb_subscription_get_line (slot, SB_SUBSCRIPTION_FIELD_SLOT);
  guint number = sb_subscription_get_number (slot);
  g_autofree char *numbered = NULL;
  g_autofree char *inside = NULL;

  if (number > 0)
    /* Translators: a SIM slot, by its number */
    numbered = g_strdup_printf (_ ("SIM slot %u"), number);
  else
    numbered = g_strdup (name != NULL ? name : _ ("SIM slot"));

  if (label == NULL)
    return g_steal_pointer (&numbered);

  inside = sb_words_name_in (label);
  /* Translators: a SIM slot, and what it is called */
  return g_strdup_printf (_ ("%s, “%s”"), numbered, inside);
}

static const char *
get_slot_carrier (SbSubscription *slot)
{
  const char *current = sb_subscription_get_line (slot,
                                                  SB_SUBSCRIPTION_FIELD_CURRENT_CARRIER_NETWORK);

  return current != NULL
           ? current
           : sb_subscription_get_line (slot, SB_SUBSCRIPTION_FIELD_SUBSCRIBER_CARRIER_NETWORK);
}

static void
describe_slot (gpointer record, gint64 now, SbRecordWords *words)
{
  SbSubscription *slot = record;
  g_autofree char *name = dup_slot_name (slot);
  const char *carrier = get_slot_carrier (slot);
  const char *phone = sb_subscription_get_line (slot, SB_SUBSCRIPTION_FIELD_PHONE_NUMBER);
  const char *eid = sb_subscription_get_line (slot, SB_SUBSCRIPTION_FIELD_EID);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (carrier != NULL) {
    g_autofree char *inside = sb_words_name_in (carrier);

    /* Translators: a SIM slot and its carrier */
    words->title = g_strdup_printf (_ ("%s · %s"), name, inside);
  } else {
    words->title = g_strdup (name);
  }

  if (sb_subscription_is_known (slot, SB_SUBSCRIPTION_FIELD_ICCID))
    words->value = sb_record_dup_value (SB_RECORD (slot), SB_SUBSCRIPTION_FIELD_ICCID);
  words->otherwise = g_strdup (sb_subscription_is_masked (slot, SB_SUBSCRIPTION_FIELD_ICCID)
                                 ? _ ("ICCID hidden by the tenant’s privacy profile")
                                 : _ ("No plan: the slot has no ICCID"));

  if (eid != NULL)
    g_ptr_array_add (notes, g_strdup_printf (_ ("eSIM, EID %s"), eid));
  else
    g_ptr_array_add (notes, g_strdup (_ ("Physical SIM, or an eSIM whose EID is not reported")));
  if (phone != NULL)
    g_ptr_array_add (notes, sb_words_name_in (phone));
  if (sb_subscription_get_boolean (slot, SB_SUBSCRIPTION_FIELD_IS_DATA_PREFERRED))
    g_ptr_array_add (notes, g_strdup (_ ("used for data")));
  if (sb_subscription_get_boolean (slot, SB_SUBSCRIPTION_FIELD_IS_ROAMING))
    g_ptr_array_add (notes, g_strdup (_ ("roaming")));
  g_ptr_array_add (notes, NULL);
  words->note = g_strjoinv (" · ", (char **) notes->pdata);
}

static gint64
get_now (SbDeviceDetailsPage *self)
{
  return sb_clock_get_now (sb_session_get_clock (SB_DETAILS_PAGE (self)->session));
}

/* What can be done to the device is said in one place, from all that is known of it. */
static void
update_actions (SbDeviceDetailsPage *self)
{
  SbEvidence evidence = { .device = self->device, .state = self->state };

  if (self->device == NULL)
    return;

  sb_old_record_finder_tell (sb_session_get_old_records (SB_DETAILS_PAGE (self)->session),
                             &evidence);
  sb_delivery_section_set_evidence (self->deliveries, &evidence);
  evidence = sb_delivery_section_get_evidence (self->deliveries);
  sb_esim_section_set_evidence (self->esim, &evidence);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sb_device_actions_set_device (self->actions,
                                  &evidence,
                                  sb_delivery_section_get_focused (self->deliveries));
}

static gboolean
sb_device_details_page_is_under_way (SbDetailsPage *page)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (page);
  SbResetState reset = self->state != NULL
                         ? (SbResetState) sb_esim_state_get_enum (self->state,
                                                                  SB_ESIM_STATE_FIELD_RESET_STATE)
                         : SB_RESET_UNKNOWN;

  return reset == SB_RESET_REQUESTED || reset == SB_RESET_RUNNING
         || sb_delivery_section_is_under_way (self->deliveries);
}

static void
update_esim (SbDeviceDetailsPage *self)
{
  update_actions (self);
  sb_esim_section_set_state (self->esim,
                             self->state,
                             self->state_error,
                             sb_delivery_section_get_n_left (self->deliveries),
                             get_now (self));
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

  adw_window_title_set_title (SB_DETAILS_PAGE (self)->title, label != NULL ? label : _ ("Device"));
  adw_window_title_set_subtitle (SB_DETAILS_PAGE (self)->title, os);
  sb_device_facts_set_device (
    self->facts,
    self->device,
    sb_session_get_space_name (SB_DETAILS_PAGE (self)->session,
                               sb_device_get_id (self->device, SB_DEVICE_FIELD_SPACE_ID)),
    get_now (self));
  sb_record_list_set_records (self->slots,
                              slots,
                              slots != NULL ? _ ("The device reports no SIM slot")
                                            : _ ("This device does not report its SIM slots"),
                              get_now (self));
  sb_old_record_section_set_device (self->old_records, self->device);
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
  sb_device_actions_unset_device (self->actions, SB_DETAILS_PAGE (self)->id);
  g_clear_object (&self->device);

  g_object_set (self->failed_page,
                "title",
                sb_words_error_title (error),
                "description",
                advice,
                NULL);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_grab_focus (self->retry_button);
}

static void
device_cb (SbDetailsPage *page, SbRecord *record, const GError *error)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (page);

  if (record != NULL) {
    g_set_object (&self->device, (SbDevice *) record);
    show_device (self);
  } else {
    show_failure (self, error);
  }
}

static void
state_cb (SbDetailsPage *page, SbRecord *record, const GError *error)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (page);

  g_clear_error (&self->state_error);
  if (record != NULL)
    g_set_object (&self->state, (SbEsimState *) record);
  else
    self->state_error = g_error_copy (error);
  update_esim (self);
}

static void
sb_device_details_page_read (SbDetailsPage *page)
{
  const char *space = sb_session_get_space (page->session);

  sb_details_page_get (page, PART_DEVICE, SB_COLLECTION_DEVICES, space, device_cb);
  sb_details_page_get (page, PART_STATE, SB_COLLECTION_ESIM_STATES, space, state_cb);
  sb_delivery_section_refresh (SB_DEVICE_DETAILS_PAGE (page)->deliveries);
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
old_records_cb (SbDeviceDetailsPage *self)
{
  g_assert (SB_IS_DEVICE_DETAILS_PAGE (self));

  update_actions (self);
}

static void
sb_device_details_page_change_ended (SbDetailsPage *page, SbChange *change)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    sb_details_page_read (page);
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
  sb_details_page_read (SB_DETAILS_PAGE (self));
}

static void
sb_device_details_page_map (GtkWidget *widget)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (widget);

  GTK_WIDGET_CLASS (sb_device_details_page_parent_class)->map (widget);

  update_actions (self);
  sb_details_page_read (SB_DETAILS_PAGE (self));
  sb_old_record_finder_want (sb_session_get_old_records (SB_DETAILS_PAGE (self)->session));
}

static void
sb_device_details_page_unmap (GtkWidget *widget)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (widget);

  if (self->actions != NULL)
    sb_device_actions_unset_device (self->actions, SB_DETAILS_PAGE (self)->id);

  GTK_WIDGET_CLASS (sb_device_details_page_parent_class)->unmap (widget);
}

static void
sb_device_details_page_dispose (GObject *object)
{
  SbDeviceDetailsPage *self = SB_DEVICE_DETAILS_PAGE (object);

  g_clear_object (&self->device);
  g_clear_object (&self->state);
  g_clear_error (&self->state_error);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (sb_device_details_page_parent_class)->dispose (object);
}

static void
sb_device_details_page_class_init (SbDeviceDetailsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SbDetailsPageClass *page_class = SB_DETAILS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_device_details_page_dispose;
  widget_class->map = sb_device_details_page_map;
  widget_class->unmap = sb_device_details_page_unmap;
  page_class->busy_interval = 2000;
  page_class->quiet_interval = 10000;
  page_class->read = sb_device_details_page_read;
  page_class->is_under_way = sb_device_details_page_is_under_way;
  page_class->change_ended = sb_device_details_page_change_ended;

  g_type_ensure (SB_TYPE_STATUS_PAGE);
  g_type_ensure (SB_TYPE_CONDITION_BANNER);
  g_type_ensure (SB_TYPE_STALE_NOTICE);

  sb_set_template (widget_class, "devices/sb-device-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, notice);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeviceDetailsPage, box);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sb_device_details_page_init (SbDeviceDetailsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  SB_DETAILS_PAGE (self)->notice = self->notice;
}

GtkWidget *
sb_device_details_page_new (SbSession *session, SbDeviceActions *actions, const char *device_id)
{
  SbDeviceDetailsPage *self;
  SbServer *server;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_DEVICE_DETAILS_PAGE, NULL);
  self->actions = g_object_ref (actions);
  sb_details_page_set_up (SB_DETAILS_PAGE (self),
                          session,
                          device_id,
                          sb_device_actions_get_menu (actions),
                          _ ("Device Actions"));
  server = sb_session_get_server (session);

  sb_condition_banner_set_condition (self->banner,
                                     sb_server_get_condition (server),
                                     sb_session_get_clock (session));

  self->old_records = SB_OLD_RECORD_SECTION (sb_old_record_section_new (session));
  self->deliveries = SB_DELIVERY_SECTION (sb_delivery_section_new (session, device_id));
  sb_stale_notice_follow (self->notice,
                          PART_DELIVERIES,
                          sb_delivery_section_get_list (self->deliveries));
  self->esim = SB_ESIM_SECTION (sb_esim_section_new (server));
  self->slots = SB_RECORD_LIST (sb_record_list_new (_ ("SIM Slots"), describe_slot));
  self->facts = SB_DEVICE_FACTS (sb_device_facts_new ());
  gtk_box_append (self->box, GTK_WIDGET (self->old_records));
  gtk_box_append (self->box, GTK_WIDGET (self->deliveries));
  gtk_box_append (self->box, GTK_WIDGET (self->esim));
  gtk_box_append (self->box, GTK_WIDGET (self->slots));
  gtk_box_append (self->box, GTK_WIDGET (self->facts));

  sb_connect (self->deliveries, "changed", deliveries_cb, self);
  sb_connect (self->deliveries, "notify::focused", focused_cb, self);
  sb_connect (sb_session_get_old_records (session), "changed", old_records_cb, self);
  g_signal_connect_object (server, "support-changed", G_CALLBACK (support_changed_cb), self, 0);
  update_esim (self);

  return GTK_WIDGET (self);
}
