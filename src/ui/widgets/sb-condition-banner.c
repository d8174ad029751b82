/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-condition-banner"

#include "config.h"

#include "sb-condition-banner.h"

#include "sb-proxy-question.h"
#include "sb-words.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

struct _SbConditionBanner {
  GtkWidget parent_instance;

  gboolean connecting;
  SbCondition *condition; /* (owned) (nullable) */
  SbClock *clock;         /* (owned) (nullable) */
  guint timer;

  GtkWidget *revealer;
  GtkLabel *title;
  GtkLabel *countdown;
  GtkWidget *try_now;
  GtkWidget *sign_in;
  GtkWidget *proxy_sign_in;
};

G_DEFINE_FINAL_TYPE (SbConditionBanner, sb_condition_banner, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_CONNECTING, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
tick (SbConditionBanner *self)
{
  gint64 wait = sb_condition_get_retry_at (self->condition) - sb_clock_get_now (self->clock);
  g_autofree char *duration = NULL;
  g_autofree char *text = NULL;

  if (wait <= 0) {
    gtk_label_set_label (self->countdown, _ ("Trying again…"));
    return FALSE;
  }

  duration = sb_words_wait (wait);
  /* Translators: %s is a duration, such as “12 seconds” */
  text = g_strdup_printf (_ ("Tries again in %s"), duration);
  gtk_label_set_label (self->countdown, text);

  return TRUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  SbConditionBanner *self = user_data;

  if (tick (self))
    return G_SOURCE_CONTINUE;

  self->timer = 0;

  return G_SOURCE_REMOVE;
}

static SbConditionState
get_state (SbConditionBanner *self)
{
  SbConditionState state = self->condition == NULL ? SB_CONDITION_FINE
                                                   : sb_condition_get_state (self->condition);

  return self->connecting && state == SB_CONDITION_SIGN_IN ? SB_CONDITION_FINE : state;
}

static void
update (SbConditionBanner *self)
{
  SbConditionState state = get_state (self);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), state != SB_CONDITION_FINE);
  /* What slides away must not be reached with Tab. */
  gtk_widget_set_visible (self->try_now,
                          state == SB_CONDITION_UNREACHABLE || state == SB_CONDITION_WAITING);
  gtk_widget_set_visible (self->sign_in, state == SB_CONDITION_SIGN_IN);
  gtk_widget_set_visible (self->proxy_sign_in, state == SB_CONDITION_PROXY);
  if (state == SB_CONDITION_FINE)
    return;

  gtk_label_set_label (self->title, sb_words_condition (sb_condition_get_error (self->condition)));
  if (state == SB_CONDITION_SIGN_IN || state == SB_CONDITION_PROXY) {
    gtk_label_set_label (self->countdown,
                         state == SB_CONDITION_SIGN_IN
                           ? _ ("Nothing more is sent until you sign in again.")
                           : _ ("Nothing more is sent until you sign in there."));
    return;
  }

  gtk_label_set_label (self->countdown, "");
  if (sb_condition_get_retry_at (self->condition) > 0 && tick (self))
    self->timer = sb_clock_add_timer (self->clock, 1000, tick_cb, self, NULL);
}

static void
condition_cb (SbConditionBanner *self)
{
  g_assert (SB_IS_CONDITION_BANNER (self));

  update (self);
}

static void
try_now_cb (SbConditionBanner *self)
{
  g_assert (SB_IS_CONDITION_BANNER (self));

  if (self->condition != NULL)
    sb_condition_try_now (self->condition);
}

static void
proxy_sign_in_cb (SbConditionBanner *self)
{
  g_assert (SB_IS_CONDITION_BANNER (self));

  if (self->condition != NULL)
    sb_proxy_question_ask (GTK_WIDGET (self), self->condition);
}

static void
sb_condition_banner_dispose (GObject *object)
{
  SbConditionBanner *self = SB_CONDITION_BANNER (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->condition);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_CONDITION_BANNER);

  G_OBJECT_CLASS (sb_condition_banner_parent_class)->dispose (object);
}

static void
sb_condition_banner_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  SbConditionBanner *self = SB_CONDITION_BANNER (object);

  switch (prop_id) {
  case PROP_CONNECTING:
    self->connecting = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_condition_banner_class_init (SbConditionBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_condition_banner_dispose;
  object_class->set_property = sb_condition_banner_set_property;

  properties[PROP_CONNECTING] = g_param_spec_boolean ("connecting",
                                                      NULL,
                                                      NULL,
                                                      FALSE,
                                                      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY
                                                        | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  sb_set_template (widget_class, "widgets/sb-condition-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConditionBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, SbConditionBanner, title);
  gtk_widget_class_bind_template_child (widget_class, SbConditionBanner, countdown);
  gtk_widget_class_bind_template_child (widget_class, SbConditionBanner, try_now);
  gtk_widget_class_bind_template_child (widget_class, SbConditionBanner, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SbConditionBanner, proxy_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, try_now_cb);
  gtk_widget_class_bind_template_callback (widget_class, proxy_sign_in_cb);
}

static void
sb_condition_banner_init (SbConditionBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
sb_condition_banner_new (void)
{
  return g_object_new (SB_TYPE_CONDITION_BANNER, NULL);
}

/**
 * sb_condition_banner_set_condition:
 * @condition: (nullable): a server's condition
 * @clock: (nullable): counts down; not %NULL where @condition is not
 */
void
sb_condition_banner_set_condition (SbConditionBanner *self, SbCondition *condition, SbClock *clock)
{
  g_return_if_fail (SB_IS_CONDITION_BANNER (self));
  g_return_if_fail (condition == NULL || (SB_IS_CONDITION (condition) && SB_IS_CLOCK (clock)));

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  if (self->condition != NULL)
    g_signal_handlers_disconnect_by_func (self->condition, condition_cb, self);

  g_set_object (&self->condition, condition);
  g_set_object (&self->clock, clock);

  if (self->condition != NULL)
    sb_connect (self->condition, "notify", condition_cb, self);
  update (self);
}
