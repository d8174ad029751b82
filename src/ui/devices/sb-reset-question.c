/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-reset-question"

#include "config.h"

#include "sb-reset-question.h"

#include "sb-message.h"
#include "sb-text.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

struct _SbResetQuestion {
  GtkWidget parent_instance;

  guint n_eligible;
  guint n_unsure;
  guint n_to_reset; /* before they are retired */

  GtkWidget *content;
  GtkCheckButton *unsure_check;
  GtkWidget *number_box;
  GtkLabel *number_label;
  GtkEditable *number_entry;
};

G_DEFINE_FINAL_TYPE (SbResetQuestion, sb_reset_question, GTK_TYPE_WIDGET)

static guint
get_n_devices (SbResetQuestion *self)
{
  return self->n_eligible + (sb_reset_question_get_keep_unsure (self) ? self->n_unsure : 0);
}

static void
update_cb (SbResetQuestion *self)
{
  guint n_devices;
  g_autofree char *number = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *label = NULL;

  g_assert (SB_IS_RESET_QUESTION (self));

  n_devices = get_n_devices (self);
  number = g_strdup_printf ("%u", n_devices);
  digits = sb_text_fold_digits (gtk_editable_get_text (self->number_entry));
  typed = sb_trim (digits);
  label = g_strdup_printf (_ ("Type the number of devices, %u, to go on:"), n_devices);

  gtk_label_set_label (self->number_label, label);
  sb_set_label (self->number_entry, label);
  gtk_widget_set_visible (self->number_box, n_devices > 1);
  sb_message_set_can_accept (GTK_WIDGET (self),
                             n_devices == 1 || (n_devices > 1 && g_str_equal (typed, number)));
}

static void
sb_reset_question_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sb_reset_question_parent_class)->map (widget);

  update_cb (SB_RESET_QUESTION (widget));
}

static void
map_cb (SbResetQuestion *self)
{
  g_assert (SB_IS_RESET_QUESTION (self));

  if (gtk_widget_get_visible (self->number_box))
    gtk_widget_grab_focus (GTK_WIDGET (self->number_entry));
}

static void
sb_reset_question_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_RESET_QUESTION);

  G_OBJECT_CLASS (sb_reset_question_parent_class)->dispose (object);
}

static void
sb_reset_question_class_init (SbResetQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_reset_question_dispose;
  widget_class->map = sb_reset_question_map;

  sb_set_template (widget_class, "devices/sb-reset-question.ui");
  gtk_widget_class_bind_template_child (widget_class, SbResetQuestion, content);
  gtk_widget_class_bind_template_child (widget_class, SbResetQuestion, unsure_check);
  gtk_widget_class_bind_template_child (widget_class, SbResetQuestion, number_box);
  gtk_widget_class_bind_template_child (widget_class, SbResetQuestion, number_label);
  gtk_widget_class_bind_template_child (widget_class, SbResetQuestion, number_entry);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, sb_message_accept);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_reset_question_init (SbResetQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_keep_one_line (self->number_entry);
}

GtkWidget *
sb_reset_question_new (guint n_eligible, guint n_unsure)
{
  SbResetQuestion *self = g_object_new (SB_TYPE_RESET_QUESTION, NULL);
  g_autofree char *label = g_strdup_printf (
    ngettext ("_Include %u device that may not have Windows 11 or an eSIM",
              "_Include %u devices that may not have Windows 11 or an eSIM",
              n_unsure),
    n_unsure);

  self->n_eligible = n_eligible;
  self->n_unsure = n_unsure;
  sb_set_check_label (self->unsure_check, label);
  gtk_widget_set_visible (GTK_WIDGET (self->unsure_check), n_unsure > 0);
  update_cb (self);

  return GTK_WIDGET (self);
}

gboolean
sb_reset_question_get_keep_unsure (SbResetQuestion *self)
{
  g_return_val_if_fail (SB_IS_RESET_QUESTION (self), FALSE);

  return self->n_unsure > 0 && gtk_check_button_get_active (self->unsure_check);
}

GtkWidget *
sb_reset_question_new_retire (guint n_devices, guint n_to_reset)
{
  SbResetQuestion *self = g_object_new (SB_TYPE_RESET_QUESTION, NULL);
  g_autofree char *label =
    n_devices == 1 ? g_strdup (_ ("Reset the _eSIM first, then retire"))
                   : g_strdup_printf (ngettext ("Reset the _eSIM of %u PC first, then retire it",
                                                "Reset the _eSIM of %u PCs first, then retire them",
                                                n_to_reset),
                                      n_to_reset);

  self->n_eligible = n_devices;
  self->n_to_reset = n_to_reset;
  sb_set_check_label (self->unsure_check, label);
  gtk_widget_set_visible (GTK_WIDGET (self->unsure_check), n_to_reset > 0);
  update_cb (self);

  return GTK_WIDGET (self);
}

gboolean
sb_reset_question_get_reset_first (SbResetQuestion *self)
{
  g_return_val_if_fail (SB_IS_RESET_QUESTION (self), FALSE);

  return self->n_to_reset > 0 && gtk_check_button_get_active (self->unsure_check);
}
