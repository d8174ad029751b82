/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-password-row"

#include "config.h"

#include "sb-password-row.h"

#include "sb-ui.h"

#include <glib/gi18n.h>

struct _SbPasswordRow {
  AdwEntryRow parent_instance;

  GdkDevice *keyboard; /* (nullable): the display's */
  GtkText *text;       /* the row's */

  GtkWidget *caps_lock;
  GtkButton *button;
  GMenuModel *menu;
};

G_DEFINE_FINAL_TYPE (SbPasswordRow, sb_password_row, ADW_TYPE_ENTRY_ROW)

static void
update (SbPasswordRow *self)
{
  gboolean shown = gtk_text_get_visibility (self->text);

  gtk_widget_set_visible (self->caps_lock,
                          !shown && self->keyboard != NULL
                            && gdk_device_get_caps_lock_state (self->keyboard)
                            && gtk_widget_has_focus (GTK_WIDGET (self->text)));
  gtk_button_set_icon_name (self->button, shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               shown ? _ ("Hide Text") : _ ("Show Text"));
}

static void
toggle_cb (SbPasswordRow *self)
{
  g_assert (SB_IS_PASSWORD_ROW (self));

  gtk_text_set_visibility (self->text, !gtk_text_get_visibility (self->text));
}

static void
sb_password_row_class_init (SbPasswordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  sb_set_template (widget_class, "widgets/sb-password-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SbPasswordRow, caps_lock);
  gtk_widget_class_bind_template_child (widget_class, SbPasswordRow, button);
  gtk_widget_class_bind_template_child (widget_class, SbPasswordRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, toggle_cb);
}

static void
sb_password_row_init (SbPasswordRow *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self)));
  gtk_text_set_buffer (self->text, buffer);
  gtk_text_set_visibility (self->text, FALSE);
  gtk_text_set_extra_menu (self->text, self->menu);
  sb_connect (self->text, "notify::visibility", update, self);
  sb_connect (self->text, "notify::has-focus", update, self);
  self->keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  if (self->keyboard != NULL)
    sb_connect (self->keyboard, "notify::caps-lock-state", update, self);
  update (self);
}
