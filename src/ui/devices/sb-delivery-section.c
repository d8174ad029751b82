/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery-section"

#include "config.h"

#include "sb-delivery-section.h"

#include "sb-delivery-row.h"
#include "sb-delivery.h"
#include "sb-remote-list.h"
#include "sb-take-out.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbDeliverySection {
  GtkWidget parent_instance;

  SbSession *session; /* (owned) */
  SbEvidence known;   /* its records are owned; of the device, as far as it is known */
  SbRemoteList *list; /* (owned) */
  char *focused;      /* (owned) (nullable): the configuration whose row has the focus */

  GtkWidget *group;
  GtkStack *stack;
  GtkLabel *note;
  GtkSliceListModel *shown; /* (owned): as many of the list as there are rows for */
  GtkListBox *rows;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (SbDeliverySection, sb_delivery_section, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_FOCUSED, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static SbDeliveryState
get_state (SbDelivery *delivery)
{
  return (SbDeliveryState) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE);
}

static gboolean
is_delivery_under_way (SbDelivery *delivery)
{
  SbDeliveryState state = get_state (delivery);

  return state == SB_DELIVERY_PENDING || state == SB_DELIVERY_SENT || state == SB_DELIVERY_REMOVING;
}

static void
set_focused (SbDeliverySection *self, const char *id)
{
  if (sb_id_set (&self->focused, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOCUSED]);
}

static void
row_focus_cb (GtkEventControllerFocus *controller, GParamSpec *pspec, SbDeliverySection *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const char *id = sb_delivery_row_get_configuration_id (SB_DELIVERY_ROW (row));

  g_assert (SB_IS_DELIVERY_SECTION (self));

  if (gtk_event_controller_focus_contains_focus (controller))
    set_focused (self, id);
  else if (sb_id_equal (self->focused, id))
    set_focused (self, NULL);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  SbDeliverySection *self = SB_DELIVERY_SECTION (user_data);
  GtkWidget *row = sb_delivery_row_new (SB_ROW (item), self->session);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (row_focus_cb), self, 0);
  gtk_widget_add_controller (row, focus);
  sb_delivery_row_set_evidence (SB_DELIVERY_ROW (row), &self->known);

  return row;
}

static void
update_rows (SbDeliverySection *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    sb_delivery_row_set_evidence (SB_DELIVERY_ROW (row), &self->known);
}

static void
update_more (SbDeliverySection *self)
{
  gtk_widget_set_visible (self->more_button,
                          g_list_model_get_n_items (G_LIST_MODEL (self->list))
                            > gtk_slice_list_model_get_size (self->shown));
}

static void
more_cb (SbDeliverySection *self)
{
  guint n_rows = gtk_slice_list_model_get_size (self->shown);

  g_assert (SB_IS_DELIVERY_SECTION (self));

  gtk_slice_list_model_set_size (self->shown, n_rows + SB_MAX_ROWS);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, (int) n_rows)));
  update_more (self);
}

static void
update_cb (SbDeliverySection *self)
{
  const GError *error = sb_remote_list_get_error (self->list);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  g_autofree char *reason = sb_words_capability (sb_session_get_server (self->session),
                                                 SB_CAPABILITY_WATCH_DELIVERIES);

  g_assert (SB_IS_DELIVERY_SECTION (self));

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "note");
  if (reason != NULL)
    gtk_label_set_label (self->note, reason);
  else if (sb_remote_list_get_loaded (self->list))
    gtk_label_set_label (self->note, _ ("No configuration reaches this device."));
  else if (error != NULL)
    gtk_label_set_label (self->note, sb_words_error_title (error));
  else
    gtk_label_set_label (self->note, _ ("Loading…"));

  update_rows (self);
  update_more (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
sb_delivery_section_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbDeliverySection *self = SB_DELIVERY_SECTION (object);

  switch (prop_id) {
  case PROP_FOCUSED:
    g_value_set_string (value, self->focused);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_delivery_section_dispose (GObject *object)
{
  SbDeliverySection *self = SB_DELIVERY_SECTION (object);

  if (self->list != NULL) {
    g_signal_handlers_disconnect_by_func (self->list, update_cb, self);
    sb_remote_list_stop (self->list);
  }
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_DELIVERY_SECTION);
  g_clear_object (&self->shown);
  g_clear_object (&self->list);
  sb_evidence_set (&self->known, &(SbEvidence){ 0 });
  g_clear_object (&self->session);
  g_clear_pointer (&self->focused, sb_id_free);

  G_OBJECT_CLASS (sb_delivery_section_parent_class)->dispose (object);
}

static void
sb_delivery_section_class_init (SbDeliverySectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_delivery_section_dispose;
  object_class->get_property = sb_delivery_section_get_property;

  properties[PROP_FOCUSED] =
    g_param_spec_string ("focused", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = sb_signal_new (klass, "changed", 0);

  sb_set_template (widget_class, "devices/sb-delivery-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDeliverySection, group);
  gtk_widget_class_bind_template_child (widget_class, SbDeliverySection, stack);
  gtk_widget_class_bind_template_child (widget_class, SbDeliverySection, note);
  gtk_widget_class_bind_template_child (widget_class, SbDeliverySection, rows);
  gtk_widget_class_bind_template_child (widget_class, SbDeliverySection, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_delivery_section_init (SbDeliverySection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sb_delivery_section_new (SbSession *session, const char *device_id)
{
  const char *const list_signals[] = { "refreshed", "notify::error", "notify::loaded" };
  g_autoptr (SbQuery) query = NULL;
  SbDeliverySection *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (device_id != NULL, NULL);

  self = g_object_new (SB_TYPE_DELIVERY_SECTION, NULL);
  self->session = g_object_ref (session);
  self->list = sb_session_new_list (session, SB_REMOTE_LIST_WHOLE);
  self->shown = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->list)), 0, SB_MAX_ROWS);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (self->shown), create_row, self, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (list_signals); i++)
    g_signal_connect_object (self->list,
                             list_signals[i],
                             G_CALLBACK (update_cb),
                             self,
                             G_CONNECT_SWAPPED);
  sb_connect (sb_session_get_server (session), "support-changed", update_cb, self);

  query = sb_query_new (SB_COLLECTION_DEVICE_DELIVERIES);
  sb_query_set_parent (query, device_id);
  sb_remote_list_set_query (self->list, query);
  update_cb (self);

  return GTK_WIDGET (self);
}

void
sb_delivery_section_refresh (SbDeliverySection *self)
{
  g_return_if_fail (SB_IS_DELIVERY_SECTION (self));

  sb_remote_list_refresh (self->list);
}

SbRemoteList *
sb_delivery_section_get_list (SbDeliverySection *self)
{
  g_return_val_if_fail (SB_IS_DELIVERY_SECTION (self), NULL);

  return self->list;
}

gboolean
sb_delivery_section_is_settled (SbDeliverySection *self)
{
  g_return_val_if_fail (SB_IS_DELIVERY_SECTION (self), FALSE);

  return sb_remote_list_get_loaded (self->list) || sb_remote_list_get_error (self->list) != NULL;
}

gboolean
sb_delivery_section_is_under_way (SbDeliverySection *self)
{
  g_return_val_if_fail (SB_IS_DELIVERY_SECTION (self), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    SbDelivery *delivery = sb_row_get_snapshot (row);

    if (delivery != NULL && is_delivery_under_way (delivery))
      return TRUE;
  }

  return FALSE;
}

guint
sb_delivery_section_get_n_left (SbDeliverySection *self)
{
  guint n_left = 0;

  g_return_val_if_fail (SB_IS_DELIVERY_SECTION (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    SbEvidence told = self->known;

    told.delivery = sb_row_get_snapshot (row);
    n_left += sb_take_out_is_left (&told);
  }

  return n_left;
}

void
sb_delivery_section_set_evidence (SbDeliverySection *self, const SbEvidence *evidence)
{
  g_return_if_fail (SB_IS_DELIVERY_SECTION (self));

  sb_evidence_set (&self->known, evidence);
  update_rows (self);
}

SbEvidence
sb_delivery_section_get_evidence (SbDeliverySection *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    SbRow *configuration = sb_remote_list_find (sb_session_get_configurations (self->session),
                                                sb_row_get_id (row),
                                                NULL);
    SbEvidence told = self->known;
    SbReason reason;

    told.delivery = sb_row_get_snapshot (row);
    told.configuration = configuration == NULL ? NULL : sb_row_get_snapshot (configuration);
    reason = sb_eligibility_judge (SB_VERB_RESET, &told).reason;
    if (reason == SB_REASON_NO_ESIM_HARDWARE || reason == SB_REASON_NO_ESIM_OR_HOME
        || reason == SB_REASON_NO_ESIM_SETTINGS)
      return told;
  }

  return self->known;
}

const char *
sb_delivery_section_get_focused (SbDeliverySection *self)
{
  g_return_val_if_fail (SB_IS_DELIVERY_SECTION (self), NULL);

  return self->focused;
}
