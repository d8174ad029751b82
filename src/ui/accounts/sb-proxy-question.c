/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-proxy-question"

#include "config.h"

#include "sb-proxy-question.h"

#include "sb-message.h"
#include "sb-password-row.h"
#include "sb-secret.h"
#include "sb-text.h"
#include "sb-ui.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbProxyQuestion {
  GtkWidget parent_instance;

  SbCondition *condition; /* (owned) */
  char *proxy;            /* (owned): who asks */

  GtkWidget *content;
  GtkEditable *user_row;
  GtkEditable *password_row;
};

G_DEFINE_FINAL_TYPE (SbProxyQuestion, sb_proxy_question, GTK_TYPE_WIDGET)

static void
changed_cb (SbProxyQuestion *self)
{
  g_autofree char *user = NULL;

  g_assert (SB_IS_PROXY_QUESTION (self));

  user = sb_trim (gtk_editable_get_text (self->user_row));
  sb_message_set_can_accept (GTK_WIDGET (self), *user != '\0');
}

static void
sb_proxy_question_map (GtkWidget *widget)
{
  SbProxyQuestion *self = SB_PROXY_QUESTION (widget);

  GTK_WIDGET_CLASS (sb_proxy_question_parent_class)->map (widget);

  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->user_row));
}

static void
sb_proxy_question_dispose (GObject *object)
{
  SbProxyQuestion *self = SB_PROXY_QUESTION (object);

  g_clear_object (&self->condition);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_PROXY_QUESTION);
  g_clear_pointer (&self->proxy, g_free);

  G_OBJECT_CLASS (sb_proxy_question_parent_class)->dispose (object);
}

static void
sb_proxy_question_class_init (SbProxyQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_proxy_question_dispose;
  widget_class->map = sb_proxy_question_map;

  g_type_ensure (SB_TYPE_PASSWORD_ROW);
  sb_set_template (widget_class, "accounts/sb-proxy-question.ui");
  gtk_widget_class_bind_template_child (widget_class, SbProxyQuestion, content);
  gtk_widget_class_bind_template_child (widget_class, SbProxyQuestion, user_row);
  gtk_widget_class_bind_template_child (widget_class, SbProxyQuestion, password_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_widget_grab_focus);
  gtk_widget_class_bind_template_callback (widget_class, sb_message_accept);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_proxy_question_init (SbProxyQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  sb_set_entry_label (self->user_row, _ ("User"));
  sb_set_entry_label (self->password_row, _ ("Password"));
  sb_keep_one_line (self->user_row);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbProxyQuestion) self = user_data;
  g_autofree char *user = NULL;
  g_autoptr (SbSecret) password = NULL;

  /* Another one may ask by now, which this is not for. */
  if (!sb_message_ask_finish (result)
      || g_strcmp0 (sb_error_get_proxy (sb_condition_get_error (self->condition)), self->proxy)
           != 0)
    return;

  user = sb_trim (gtk_editable_get_text (self->user_row));
  password = sb_secret_new_password (gtk_editable_get_text (self->password_row));
  sb_condition_sign_in_at_proxy (self->condition, user, password);
}

void
sb_proxy_question_ask (GtkWidget *parent, SbCondition *condition)
{
  const char *proxy;
  SbProxyQuestion *self;
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_CONDITION (condition));

  proxy = sb_error_get_proxy (sb_condition_get_error (condition));
  if (sb_condition_get_state (condition) != SB_CONDITION_PROXY || proxy == NULL)
    return;

  /* Translators: host and port of a proxy, such as proxy.example.com:3128 */
  body = g_strdup_printf (_ ("%s lets nothing through to the server before it knows who you are. "
                             "Its password is not the account’s; it is kept until Signalbox is "
                             "closed."),
                          proxy);
  self = g_object_new (SB_TYPE_PROXY_QUESTION, NULL);
  self->condition = g_object_ref (condition);
  self->proxy = g_strdup (proxy);
  sb_message_ask_async (parent,
                        _ ("Sign In at the Proxy"),
                        body,
                        GTK_WIDGET (self),
                        _ ("_Sign In"),
                        SB_MESSAGE_SUGGESTED,
                        NULL,
                        answered_cb,
                        g_object_ref_sink (self));
}
