/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-reset-offer"

#include "sb-reset-offer.h"

#include "sb-device.h"
#include "sb-ui.h"
#include "sb-words.h"

/* Pixels of a line, about; and how many lines are shown before it scrolls. */
#define LINE_HEIGHT 20
#define MAX_LINES   6
#define MAX_NAMES   200

struct _SbResetOffer {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *names;
  GtkWidget *reset_button;
};

G_DEFINE_FINAL_TYPE (SbResetOffer, sb_reset_offer, GTK_TYPE_WIDGET)

enum { RESET, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
reset_cb (SbResetOffer *self)
{
  /* Closing the question would end the list with it. */
  g_autoptr (SbResetOffer) held = g_object_ref (self);
  GtkRoot *question = gtk_widget_get_root (GTK_WIDGET (self));

  g_assert (SB_IS_RESET_OFFER (self));

  if (GTK_IS_WINDOW (question))
    gtk_window_close (GTK_WINDOW (question));
  g_signal_emit (held, signals[RESET], 0);
}

static void
sb_reset_offer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_RESET_OFFER);

  G_OBJECT_CLASS (sb_reset_offer_parent_class)->dispose (object);
}

static void
sb_reset_offer_class_init (SbResetOfferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_reset_offer_dispose;

  signals[RESET] = sb_signal_new (klass, "reset", 0);

  sb_set_template (widget_class, "configurations/sb-reset-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, SbResetOffer, scroller);
  gtk_widget_class_bind_template_child (widget_class, SbResetOffer, names);
  gtk_widget_class_bind_template_child (widget_class, SbResetOffer, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
sb_reset_offer_init (SbResetOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* With large letters it would be wider than a small screen. */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->reset_button))), TRUE);
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
    const char *name = sb_reach_get_line (device, SB_REACH_FIELD_DEVICE_NAME);
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
