/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-condition"

#include "sb-condition.h"

#include "sb-signal.h"

/* What the last reply that was not wholly as it should be had in it. */
typedef struct {
  guint n_repaired;
  guint n_unusable;
} Odd;

struct _SbCondition {
  GObject parent_instance;

  SbConditionState state;
  gint64 retry_at; /* milliseconds since 1970, 0: nothing is planned */
  GError *error;   /* (owned) (nullable): why it is not fine */
  Odd odd[SB_N_COLLECTIONS];
  guint n_odd; /* how many of them there are */
};

G_DEFINE_FINAL_TYPE (SbCondition, sb_condition, G_TYPE_OBJECT)

enum { PROP_0, PROP_STATE, PROP_RETRY_AT, PROP_N_ODD, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { TRY_NOW, SIGN_IN_AT_PROXY, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
sb_condition_finalize (GObject *object)
{
  SbCondition *self = SB_CONDITION (object);

  g_clear_error (&self->error);

  G_OBJECT_CLASS (sb_condition_parent_class)->finalize (object);
}

static void
sb_condition_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbCondition *self = SB_CONDITION (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_int (value, (int) self->state);
    break;
  case PROP_RETRY_AT:
    g_value_set_int64 (value, self->retry_at);
    break;
  case PROP_N_ODD:
    g_value_set_uint (value, self->n_odd);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_condition_class_init (SbConditionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sb_condition_finalize;
  object_class->get_property = sb_condition_get_property;

  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, SB_CONDITION_FINE, SB_CONDITION_PROXY, 0, flags);
  properties[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_N_ODD] = g_param_spec_uint ("n-odd", NULL, NULL, 0, SB_N_COLLECTIONS, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SbCondition::try-now:
   *
   * A person does not want to wait for `retry-at`.
   */
  signals[TRY_NOW] = sb_signal_new (klass, "try-now", 0);

  /**
   * SbCondition::sign-in-at-proxy:
   * @user: who we are at the proxy
   * @password: its password
   *
   * A person answered the proxy that asks.
   */
  signals[SIGN_IN_AT_PROXY] =
    sb_signal_new (klass, "sign-in-at-proxy", 2, G_TYPE_STRING, SB_TYPE_SECRET);
}

static void
sb_condition_init (SbCondition *self)
{
}

SbCondition *
sb_condition_new (void)
{
  return g_object_new (SB_TYPE_CONDITION, NULL);
}

SbConditionState
sb_condition_get_state (SbCondition *self)
{
  g_return_val_if_fail (SB_IS_CONDITION (self), SB_CONDITION_FINE);

  return self->state;
}

gint64
sb_condition_get_retry_at (SbCondition *self)
{
  g_return_val_if_fail (SB_IS_CONDITION (self), 0);

  return self->retry_at;
}

const GError *
sb_condition_get_error (SbCondition *self)
{
  g_return_val_if_fail (SB_IS_CONDITION (self), NULL);

  return self->error;
}

guint
sb_condition_get_n_odd (SbCondition *self)
{
  g_return_val_if_fail (SB_IS_CONDITION (self), 0);

  return self->n_odd;
}

gboolean
sb_condition_get_odd (SbCondition *self,
                      SbCollection collection,
                      guint *n_repaired,
                      guint *n_unusable)
{
  const Odd *odd;

  g_return_val_if_fail (SB_IS_CONDITION (self), FALSE);
  g_return_val_if_fail (collection < SB_N_COLLECTIONS, FALSE);

  odd = &self->odd[collection];
  *n_repaired = odd->n_repaired;
  *n_unusable = odd->n_unusable;

  return odd->n_repaired > 0 || odd->n_unusable > 0;
}

void
sb_condition_try_now (SbCondition *self)
{
  g_return_if_fail (SB_IS_CONDITION (self));

  g_signal_emit (self, signals[TRY_NOW], 0);
}

void
sb_condition_sign_in_at_proxy (SbCondition *self, const char *user, SbSecret *password)
{
  g_return_if_fail (SB_IS_CONDITION (self));
  g_return_if_fail (user != NULL);
  g_return_if_fail (password != NULL);

  if (self->state == SB_CONDITION_PROXY)
    g_signal_emit (self, signals[SIGN_IN_AT_PROXY], 0, user, password);
}

void
sb_condition_set (SbCondition *self, SbConditionState state, gint64 retry_at, const GError *error)
{
  g_autoptr (GError) copy = NULL;

  g_return_if_fail (SB_IS_CONDITION (self));

  /* The error first: whoever hears of the state asks for it. */
  copy = error != NULL ? g_error_copy (error) : NULL;
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&copy);

  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
  if (self->retry_at != retry_at) {
    self->retry_at = retry_at;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_AT]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

void
sb_condition_note_odd (SbCondition *self,
                       SbCollection collection,
                       guint n_repaired,
                       guint n_unusable)
{
  Odd *odd;
  gboolean is_new;

  g_return_if_fail (SB_IS_CONDITION (self));
  g_return_if_fail (collection < SB_N_COLLECTIONS);

  if (n_repaired == 0 && n_unusable == 0)
    return;

  odd = &self->odd[collection];
  is_new = odd->n_repaired == 0 && odd->n_unusable == 0;
  odd->n_repaired = n_repaired;
  odd->n_unusable = n_unusable;
  if (is_new) {
    self->n_odd++;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ODD]);
  }
}
