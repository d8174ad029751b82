/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery-panel"

#include "config.h"

#include "sb-delivery-panel.h"

#include "sb-words.h"
#include "sb-ui.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbDeliveryPanel {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *retry_button;
  GtkWidget *exclude_button;
  GtkWidget *include_button;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (SbDeliveryPanel, sb_delivery_panel, GTK_TYPE_WIDGET)

static void
add_paragraph (GString *text, const char *paragraph)
{
  if (paragraph == NULL || *paragraph == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, paragraph);
}

static void
add_time (GString *text, SbDelivery *delivery, SbDeliveryField field, const char *title)
{
  g_autofree char *when = NULL;
  g_autofree char *line = NULL;

  if (!sb_delivery_is_known (delivery, field))
    return;

  when = sb_words_time_exact (sb_delivery_get_int64 (delivery, field));
  /* Translators: a step of a delivery, and when it was reached */
  line = g_strdup_printf (_ ("%s: %s"), title, when);
  add_paragraph (text, line);
}

static char *
describe (const SbEvidence *evidence)
{
  SbDelivery *delivery = evidence->delivery;
  GString *text = g_string_new (NULL);
  SbPlatform platform = (SbPlatform) sb_delivery_get_enum (delivery,
                                                           SB_DELIVERY_FIELD_PLATFORM_TYPE);
  g_autofree char *explained = sb_words_delivery_explained (evidence);
  g_autofree char *advice = sb_words_delivery_advice (evidence);
  const char *iccid = sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_ICCID);

  add_paragraph (text, explained);
  add_paragraph (text, advice);
  add_time (text, delivery, SB_DELIVERY_FIELD_ATTEMPTED_AT, _ ("Last attempt"));
  add_time (text,
            delivery,
            SB_DELIVERY_FIELD_SENT_AT,
            sb_words_delivery_state (SB_DELIVERY_SENT, platform));
  add_time (text,
            delivery,
            SB_DELIVERY_FIELD_INSTALLED_AT,
            sb_words_delivery_installed_at (delivery));
  add_time (text,
            delivery,
            SB_DELIVERY_FIELD_ACTIVE_AT,
            sb_words_delivery_state (SB_DELIVERY_ACTIVE, platform));
  if (iccid != NULL) {
    g_autofree char *line = g_strdup_printf (_ ("ICCID: %s"), iccid);

    add_paragraph (text, line);
  }

  return g_string_free (text, FALSE);
}

/* A button that cannot be pressed stays, and why is written below. */
static void
update_button (GtkWidget *button,
               gboolean visible,
               SbServer *server,
               SbVerb verb,
               const SbEvidence *evidence,
               GString *reasons)
{
  g_autofree char *reason = sb_words_cannot (server, verb, evidence);

  gtk_widget_set_visible (button, visible);
  gtk_widget_set_sensitive (button, reason == NULL);
  if (visible && reason != NULL) {
    g_autofree char *label = g_strdup (gtk_button_get_label (GTK_BUTTON (button)));
    g_auto (GStrv) parts = g_strsplit (label, "_", 0);
    g_autofree char *plain = g_strjoinv ("", parts);
    g_autofree char *line = g_strdup_printf (_ ("%s: %s"), plain, reason);

    add_paragraph (reasons, line);
  }
}

static void
sb_delivery_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_DELIVERY_PANEL);

  G_OBJECT_CLASS (sb_delivery_panel_parent_class)->dispose (object);
}

static void
sb_delivery_panel_class_init (SbDeliveryPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ADW_TYPE_CLAMP);

  object_class->dispose = sb_delivery_panel_dispose;

  sb_set_template (widget_class, "configurations/sb-delivery-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryPanel, box);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryPanel, title);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryPanel, text);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryPanel, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryPanel, exclude_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryPanel, include_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveryPanel, reason);
}

static void
sb_delivery_panel_init (SbDeliveryPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sb_delivery_panel_show (SbDeliveryPanel *self, const SbEvidence *evidence, SbServer *server)
{
  SbDelivery *delivery = evidence->delivery;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GString) reasons = g_string_new (NULL);
  SbDeliveryState state;
  gboolean excluded;
  const char *name;

  g_return_if_fail (SB_IS_DELIVERY_PANEL (self));
  g_return_if_fail (SB_IS_SERVER (server));

  gtk_widget_set_visible (self->box, delivery != NULL);
  if (delivery == NULL)
    return;

  state = (SbDeliveryState) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE);
  name = sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_DEVICE_NAME);
  text = describe (evidence);
  /* Translators: a device, and the step of the delivery at which it is */
  title = g_strdup_printf (
    _ ("%s: %s"),
    name == NULL ? _ ("Device") : name,
    sb_words_delivery_state (
      state,
      (SbPlatform) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_PLATFORM_TYPE)));
  gtk_label_set_label (self->title, title);
  /* What a person may be copying from is not touched while it says the same. */
  if (g_strcmp0 (gtk_label_get_label (self->text), text) != 0)
    gtk_label_set_label (self->text, text);

  excluded = sb_delivery_is_excluded (delivery);
  update_button (self->retry_button,
                 state == SB_DELIVERY_ERROR,
                 server,
                 SB_VERB_RETRY,
                 evidence,
                 reasons);
  update_button (self->exclude_button,
                 !excluded && state != SB_DELIVERY_NOT_APPLICABLE,
                 server,
                 SB_VERB_EXCLUDE,
                 evidence,
                 reasons);
  update_button (self->include_button, excluded, server, SB_VERB_INCLUDE, evidence, reasons);

  gtk_label_set_label (self->reason, reasons->str);
}

const char *
sb_delivery_panel_get_text (SbDeliveryPanel *self)
{
  g_return_val_if_fail (SB_IS_DELIVERY_PANEL (self), NULL);

  return gtk_label_get_label (self->text);
}
