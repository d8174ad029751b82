/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery-row"

#include "config.h"

#include "sb-delivery-row.h"

#include "sb-configuration-change.h"
#include "sb-delivery.h"
#include "sb-hindrance.h"
#include "sb-menu.h"
#include "sb-take-out.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SbDeliveryRow {
  GtkListBoxRow parent_instance;

  SbRow *row;         /* (owned) */
  SbSession *session; /* (owned) */
  SbEvidence known;   /* its records are owned; of the device, as far as it is known */
  GMenu *menu;        /* (owned) (nullable): until there is a snapshot */
  gboolean excluded;  /* what the menu was made for */

  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *note_label;
  GtkWidget *retry_button;
  GtkWidget *left_box;
  GtkWidget *push_button;
  GtkWidget *take_out_button;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (SbDeliveryRow, sb_delivery_row, GTK_TYPE_LIST_BOX_ROW)

static const char *const state_styles[] = { "error", "success", "accent" };

static void
set_state_style (GtkWidget *label, SbDeliveryState state)
{
  const char *style = NULL;

  if (state == SB_DELIVERY_ERROR)
    style = "error";
  else if (state == SB_DELIVERY_ACTIVE)
    style = "success";
  else if (state == SB_DELIVERY_INSTALLED)
    style = "accent";

  for (gsize i = 0; i < G_N_ELEMENTS (state_styles); i++)
    gtk_widget_remove_css_class (label, state_styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
}

static void
append_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_string (id));
  g_menu_append_item (menu, item);
}

/* Another menu would close the one that is open, so that only what changed is replaced. */
static void
update_menu (SbDeliveryRow *self, const char *id, gboolean excluded)
{
  if (self->menu != NULL && self->excluded == excluded)
    return;

  if (self->menu == NULL) {
    self->menu = g_menu_new ();
    append_item (self->menu, _ ("_Push"), "device.push-configuration", id);
    gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (self->menu));
    sb_menu_attach (self->menu_button);
  } else {
    g_menu_remove (self->menu, 1);
  }

  self->excluded = excluded;
  if (excluded)
    append_item (self->menu, _ ("_Include"), "device.include-configuration", id);
  else
    append_item (self->menu, _ ("_Exclude"), "device.exclude-configuration", id);
}

/* What can be done to the device with this configuration. */
static SbEvidence
get_evidence (SbDeliveryRow *self)
{
  SbRow *row = sb_remote_list_find (sb_session_get_configurations (self->session),
                                    sb_row_get_id (self->row),
                                    NULL);

  SbEvidence evidence = self->known;

  evidence.delivery = sb_row_get_snapshot (self->row);
  evidence.configuration = row == NULL ? NULL : sb_row_get_snapshot (row);

  return evidence;
}

/* Why it is where it is, and what to do about it. */
static char *
describe (const SbEvidence *evidence, SbDeliveryState state)
{
  SbDelivery *delivery = evidence->delivery;
  g_autofree char *reason = NULL;
  g_autofree char *advice = NULL;

  if (!sb_delivery_is_esim (delivery))
    return g_strdup (_ ("Not an eSIM configuration: it is managed in the server’s own console."));

  if (state != SB_DELIVERY_ERROR)
    return sb_words_delivery_explained (evidence);

  reason = sb_words_delivery_error (delivery);
  advice = sb_words_delivery_advice (evidence);
  if (reason == NULL || advice == NULL)
    return g_strdup (reason != NULL ? reason : advice);

  return g_strjoin ("\n", reason, advice, NULL);
}

/* A button that cannot be pressed stays, and the note says why.
 * Returns: (nullable) (transfer full): why not */
static char *
update_retry (SbDeliveryRow *self, const SbEvidence *evidence)
{
  gboolean visible = sb_delivery_get_enum (evidence->delivery, SB_DELIVERY_FIELD_STATE)
                       == SB_DELIVERY_ERROR
                     && sb_delivery_is_esim (evidence->delivery);
  g_autofree char *reason =
    sb_words_cannot (sb_session_get_server (self->session), SB_VERB_RETRY, evidence);

  gtk_widget_set_visible (self->retry_button, visible);
  gtk_widget_set_sensitive (self->retry_button, reason == NULL);

  return visible ? g_steal_pointer (&reason) : NULL;
}

/* Off the list that names the device, where that takes it out; else it is excluded. */
static void
take_out_cb (SbDeliveryRow *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  SbEvidence evidence = get_evidence (self);
  g_autoptr (SbConfiguration) proposal = sb_take_out_propose (&evidence);
  SbCapability capability;

  g_assert (SB_IS_DELIVERY_ROW (self));

  if (proposal != NULL
      && sb_hindrance_find (sb_session_get_server (self->session),
                            SB_COMMAND_UPDATE_CONFIGURATION,
                            evidence.configuration,
                            &capability)
           == SB_HINDRANCE_NONE)
    sb_configuration_change_ask (window,
                                 self->session,
                                 SB_ASK_SAVE,
                                 evidence.configuration,
                                 proposal,
                                 NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self),
                                "device.exclude-configuration",
                                "s",
                                sb_row_get_id (self->row));
}

/* What a reset has left is pushed again, or the device taken out of it, one by one. */
static void
update_left (SbDeliveryRow *self, const SbEvidence *evidence, const char *name)
{
  gboolean is_left = sb_take_out_is_left (evidence);
  gboolean had_focus = gtk_widget_get_focus_child (self->left_box) != NULL;
  g_autofree char *push = NULL;
  g_autofree char *take_out = NULL;

  gtk_widget_set_visible (self->left_box, is_left);
  if (had_focus && !is_left)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->push_button),
                                    "s",
                                    sb_row_get_id (self->row));
  /* Translators: the name of a configuration */
  push = g_strdup_printf (_ ("Push %s"), name);
  /* Translators: the name of a configuration */
  take_out = g_strdup_printf (_ ("Take Out of %s"), name);
  sb_set_label (self->push_button, push);
  sb_set_label (self->take_out_button, take_out);
}

static void
update (SbDeliveryRow *self)
{
  SbDelivery *delivery = sb_row_get_snapshot (self->row);
  const char *id = sb_row_get_id (self->row);
  SbDeliveryState state;
  SbPlatform platform;
  const char *state_text;
  g_autofree char *name = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *note = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *label = NULL;
  g_autofree char *menu_label = NULL;
  SbEvidence evidence;

  if (delivery == NULL)
    return;

  evidence = get_evidence (self);

  state = (SbDeliveryState) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE);
  platform = (SbPlatform) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_PLATFORM_TYPE);
  name = sb_words_name (sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_NAME));
  inside = sb_words_name_in (name);
  state_text = sb_words_delivery_state (state, platform);
  missing = update_retry (self, &evidence);
  note = describe (&evidence, state);
  update_left (self, &evidence, inside);
  if (missing != NULL && strstr (note, missing) == NULL) {
    g_autofree char *explained = g_steal_pointer (&note);

    note = g_strjoin ("\n", explained, missing, NULL);
  }

  sb_set_wrapped (self->name_label, name);
  gtk_label_set_label (self->state_label, state_text);
  sb_set_wrapped (self->note_label, note != NULL ? note : "");
  set_state_style (GTK_WIDGET (self->state_label), state);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry_button), "s", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", id);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), sb_delivery_is_esim (delivery));
  update_menu (self, id, sb_delivery_is_excluded (delivery));

  /* Translators: a configuration's name, how far it got, and why; for screen readers */
  label = g_strdup_printf (_ ("%s: %s. %s"), inside, state_text, note != NULL ? note : "");
  sb_set_label (self, label);
  /* Translators: the name of a configuration */
  menu_label = g_strdup_printf (_ ("Actions for %s"), inside);
  sb_set_label (self->menu_button, menu_label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu_label);
}

static void
snapshot_cb (SbRow *row, GParamSpec *pspec, SbDeliveryRow *self)
{
  g_assert (SB_IS_DELIVERY_ROW (self));

  update (self);
}

static void
sb_delivery_row_dispose (GObject *object)
{
  SbDeliveryRow *self = SB_DELIVERY_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_DELIVERY_ROW);
  g_clear_object (&self->menu);
  sb_evidence_set (&self->known, &(SbEvidence){ 0 });
  g_clear_object (&self->session);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (sb_delivery_row_parent_class)->dispose (object);
}

static void
sb_delivery_row_class_init (SbDeliveryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_delivery_row_dispose;

  sb_set_template (widget_class, "devices/sb-delivery-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, left_box);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, push_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryRow, take_out_button);
  gtk_widget_class_bind_template_callback (widget_class, take_out_cb);
}

static void
sb_delivery_row_init (SbDeliveryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sb_delivery_row_new (SbRow *row, SbSession *session)
{
  SbDeliveryRow *self = g_object_new (SB_TYPE_DELIVERY_ROW, NULL);

  self->row = g_object_ref (row);
  self->session = g_object_ref (session);
  g_signal_connect_object (row, "notify::snapshot", G_CALLBACK (snapshot_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}

void
sb_delivery_row_set_evidence (SbDeliveryRow *self, const SbEvidence *evidence)
{
  g_return_if_fail (SB_IS_DELIVERY_ROW (self));

  sb_evidence_set (&self->known, evidence);
  update (self);
}

const char *
sb_delivery_row_get_configuration_id (SbDeliveryRow *self)
{
  g_return_val_if_fail (SB_IS_DELIVERY_ROW (self), NULL);

  return sb_row_get_id (self->row);
}
