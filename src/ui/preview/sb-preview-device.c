/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-preview-device"

#include "config.h"

#include "sb-preview-device.h"

#include "sb-ui.h"
#include "sb-words-preview.h"

#include <glib/gi18n.h>

struct _SbPreviewDevice {
  GtkBox parent_instance;

  gboolean is_updating;

  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (SbPreviewDevice, sb_preview_device, GTK_TYPE_BOX)

enum { LEAVE_OUT, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
toggled_cb (SbPreviewDevice *self)
{
  g_assert (SB_IS_PREVIEW_DEVICE (self));

  if (!self->is_updating)
    g_signal_emit (self, signals[LEAVE_OUT], 0, !gtk_check_button_get_active (self->check));
}

static GtkLabel *
create_label (GtkWidget *texts)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (texts), label);

  return GTK_LABEL (label);
}

static void
sb_preview_device_class_init (SbPreviewDeviceClass *klass)
{
  signals[LEAVE_OUT] = sb_signal_new (klass, "leave-out", 1, G_TYPE_BOOLEAN);
}

/* Two lines of text: every row is as high as the others. */
static void
sb_preview_device_init (SbPreviewDevice *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 6);
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (toggled_cb), self);
  self->title = create_label (texts);
  self->note = create_label (texts);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->check));
  gtk_box_append (GTK_BOX (self), texts);
}

GtkWidget *
sb_preview_device_new (gboolean can_choose)
{
  SbPreviewDevice *self = g_object_new (SB_TYPE_PREVIEW_DEVICE, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->check), can_choose);

  return GTK_WIDGET (self);
}

char *
sb_preview_device_set_entry (SbPreviewDevice *self, const SbPlanEntry *entry)
{
  g_autofree char *name = NULL;
  g_autofree char *note = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (SB_IS_PREVIEW_DEVICE (self), NULL);
  g_return_val_if_fail (entry != NULL, NULL);

  name = sb_words_preview_device (entry);
  note = sb_words_preview_device_note (entry);
  /* Translators: “Include: Anouk’s iPhone”; the check button of a device */
  label = g_strdup_printf (_ ("Include: %s"), name);
  gtk_label_set_label (self->title, name);
  gtk_label_set_label (self->note, note);
  self->is_updating = TRUE;
  gtk_check_button_set_active (self->check, !entry->is_left_out);
  self->is_updating = FALSE;
  sb_set_label (self->check, label);

  /* Translators: a device’s name, and what is known of it; for screen readers */
  return g_strdup_printf (_ ("%s, %s"), name, note);
}
