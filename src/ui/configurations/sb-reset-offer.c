/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-reset-offer"

#include "config.h"

#include "sb-reset-offer.h"

#include "sb-device.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* Pixels of a line, about; and how many lines are shown before it scrolls. */
#define LINE_HEIGHT 20
#define MAX_LINES   6
#define MAX_NAMES   200

struct _SbResetOffer {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *names;
  GtkWidget *reset_button;

  const char *action;
  GVariant *target; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SbResetOffer, sb_reset_offer, GTK_TYPE_WIDGET)

static void
reset_cb (SbResetOffer *self)
{
  /* Closing the question would end the list with it. */
  g_autoptr (SbResetOffer) held = g_object_ref (self);
  GtkWindow *question = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *window = gtk_window_get_transient_for (question);

  g_assert (SB_IS_RESET_OFFER (self));

  gtk_window_close (question);
  /* A dialog over the main window does not have it. */
  while (window != NULL
         && !gtk_widget_activate_action_variant (GTK_WIDGET (window), held->action, held->target))
    window = gtk_window_get_transient_for (window);
}

static void
sb_reset_offer_dispose (GObject *object)
{
  g_clear_pointer (&SB_RESET_OFFER (object)->target, g_variant_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_RESET_OFFER);

  G_OBJECT_CLASS (sb_reset_offer_parent_class)->dispose (object);
}

static void
sb_reset_offer_class_init (SbResetOfferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_reset_offer_dispose;

  sb_set_template (widget_class, "configurations/sb-reset-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, SbResetOffer, scroller);
  gtk_widget_class_bind_template_child (widget_class, SbResetOffer, names);
  gtk_widget_class_bind_template_child (widget_class, SbResetOffer, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

/* With large letters it would be wider than a small screen. */
static void
wrap_button (SbResetOffer *self)
{
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->reset_button))), TRUE);
}

static void
sb_reset_offer_init (SbResetOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wrap_button (self);
}

GtkWidget *
sb_reset_offer_new (GPtrArray *devices, SbPlatform platform, const char *label)
{
  SbResetOffer *self;
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (devices != NULL, NULL);

  self = g_object_new (SB_TYPE_RESET_OFFER, NULL);
  for (guint i = 0; i < MIN (devices->len, MAX_NAMES); i++) {
    SbReach *device = g_ptr_array_index (devices, i);
    const char *name = sb_reach_get_label (device);
    g_autofree char *id = sb_words_id (sb_reach_get_id (device, SB_REACH_FIELD_DEVICE_ID));

    if (i > 0)
      g_string_append_c (names, '\n');
    g_string_append (names, name != NULL ? name : id);
  }
  if (devices->len > MAX_NAMES) {
    g_autofree char *more = sb_words_n_more (devices->len - MAX_NAMES);

    g_string_append_printf (names, "\n%s", more);
  }
  gtk_label_set_label (self->names, names->str);
  sb_set_label (self->names, label);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              LINE_HEIGHT * (int) MIN (devices->len, MAX_LINES));
  /* Only a Windows PC's eSIM can be reset. */
  gtk_widget_set_visible (self->reset_button, platform == SB_PLATFORM_WINDOWS);

  return GTK_WIDGET (self);
}

GtkWidget *
sb_reset_offer_new_for_one (void)
{
  SbResetOffer *self = g_object_new (SB_TYPE_RESET_OFFER, NULL);

  gtk_widget_set_visible (self->scroller, FALSE);

  return GTK_WIDGET (self);
}

static void
set_action (SbResetOffer *self, const char *action, GVariant *target)
{
  self->action = action;
  self->target = g_variant_ref_sink (target);
}

void
sb_reset_offer_reset (SbResetOffer *self, GPtrArray *device_ids)
{
  g_return_if_fail (SB_IS_RESET_OFFER (self));

  set_action (self,
              "device.reset-esim-of",
              g_variant_new_strv (sb_ids_peek (device_ids, NULL), device_ids->len));
}

void
sb_reset_offer_reset_then_push (SbResetOffer *self,
                                GPtrArray *device_ids,
                                const char *configuration_id,
                                const char *name)
{
  g_return_if_fail (SB_IS_RESET_OFFER (self));
  g_return_if_fail (configuration_id != NULL);

  set_action (self,
              "device.reset-then-push",
              g_variant_new ("(ss@as)",
                             configuration_id,
                             name != NULL ? name : "",
                             g_variant_new_strv (sb_ids_peek (device_ids, NULL), device_ids->len)));
  gtk_button_set_label (GTK_BUTTON (self->reset_button), _ ("_Reset, Then Push…"));
  wrap_button (self);
}
