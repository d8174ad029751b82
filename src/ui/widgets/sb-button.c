/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-button"

#include "sb-button.h"

struct _SbButton {
  GtkButton parent_instance;
};

G_DEFINE_FINAL_TYPE (SbButton, sb_button, GTK_TYPE_BUTTON)

static void
label_cb (SbButton *self)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
sb_button_class_init (SbButtonClass *klass)
{
}

static void
sb_button_init (SbButton *self)
{
  g_signal_connect (self, "notify::label", G_CALLBACK (label_cb), NULL);
}
