/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-offer"

#include "sb-offer.h"

#include "sb-button.h"

typedef struct {
  char *action;
  GVariant *target; /* (owned) */
} Offer;

static void
offer_free (gpointer data, GClosure *closure)
{
  Offer *offer = data;

  g_clear_pointer (&offer->action, g_free);
  g_clear_pointer (&offer->target, g_variant_unref);
  g_free (offer);
}

static void
clicked_cb (GtkButton *button, Offer *offer)
{
  GtkWindow *self = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  GtkWindow *window = gtk_window_get_transient_for (self);
  /* They go with the window. */
  g_autofree char *action = g_strdup (offer->action);
  g_autoptr (GVariant) target = g_variant_ref (offer->target);

  gtk_window_close (self);
  /* A dialog over the main window does not have it. */
  while (window != NULL
         && !gtk_widget_activate_action_variant (GTK_WIDGET (window), action, target))
    window = gtk_window_get_transient_for (window);
}

GtkWidget *
sb_offer_new (const char *label, const char *action, GVariant *target)
{
  GtkWidget *button = g_object_new (SB_TYPE_BUTTON, "label", label, "use-underline", TRUE, NULL);
  Offer *offer = g_new0 (Offer, 1);

  offer->action = g_strdup (action);
  offer->target = g_variant_ref_sink (target);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  /* With large letters it would be wider than a small screen. */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), offer, offer_free, 0);

  return button;
}
