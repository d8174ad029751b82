/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-notice"

#include "sb-notice.h"

#include "sb-button.h"
#include "sb-ui.h"

struct _SbNotice {
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (SbNotice, sb_notice, GTK_TYPE_WIDGET)

static void
remove_buttons (SbNotice *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_box_remove (GTK_BOX (self->buttons), child);
}

static void
sb_notice_dispose (GObject *object)
{
  SbNotice *self = SB_NOTICE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_NOTICE);

  G_OBJECT_CLASS (sb_notice_parent_class)->dispose (object);
}

static void
sb_notice_class_init (SbNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_notice_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sb-notice");
  sb_set_template (widget_class, "editor/sb-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, SbNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, SbNotice, label);
  gtk_widget_class_bind_template_child (widget_class, SbNotice, buttons);
}

static void
sb_notice_init (SbNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Tells something else; the buttons of what was told before go. */
void
sb_notice_show (SbNotice *self, const char *text)
{
  g_return_if_fail (SB_IS_NOTICE (self));

  remove_buttons (self);
  gtk_widget_set_visible (self->buttons, FALSE);
  sb_set_spoken_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

/**
 * sb_notice_add_button:
 * @label: with a mnemonic
 * @suggested: whether it is what most people want
 * @callback: (scope forever): called with @object alone
 * @object: (type GObject): the callback is not called any more when it is gone
 */
void
sb_notice_add_button (SbNotice *self,
                      const char *label,
                      gboolean suggested,
                      GCallback callback,
                      gpointer object)
{
  GtkWidget *button;

  g_return_if_fail (SB_IS_NOTICE (self));

  button = g_object_new (SB_TYPE_BUTTON, "label", label, "use-underline", TRUE, NULL);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", callback, object, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
  gtk_widget_set_visible (self->buttons, TRUE);
}

void
sb_notice_hide (SbNotice *self)
{
  g_return_if_fail (SB_IS_NOTICE (self));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  sb_set_spoken_text (self->label, "");
  remove_buttons (self);
}

/* What it tells; empty while it is hidden. */
const char *
sb_notice_get_text (SbNotice *self)
{
  g_return_val_if_fail (SB_IS_NOTICE (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}
