/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-support-table"

#include "sb-support-table.h"

#include "sb-signal.h"

/* How long an answer of the API to a published call vouches for the way to it. In milliseconds. */
#define VOUCHES (60 * 1000)

/* What a refusal taught of a capability, until it is asked again. */
typedef struct {
  SbSupportTable *table; /* (unowned) */
  SbSupport support;     /* OFFERED where nothing was refused */
  guint timer;           /* 0 where nothing was refused */
} Refusal;

struct _SbSupportTable {
  GObject parent_instance;

  SbAccount *account;   /* (owned) */
  SbClock *clock;       /* (owned) */
  gint64 forbidden;     /* what the tenant says, see SB_CAPABILITY_BIT */
  gboolean own_calls;   /* one of our own calls was answered */
  gint64 vouched_until; /* monotonic milliseconds: by the API's answer to a published call */
  Refusal refusals[SB_N_CAPABILITIES];
  SbSupport last[SB_N_CAPABILITIES]; /* what was said last */
};

G_DEFINE_FINAL_TYPE (SbSupportTable, sb_support_table, G_TYPE_OBJECT)

static guint changed_signal;

static void
look_again (SbSupportTable *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < SB_N_CAPABILITIES; i++) {
    SbSupport support = sb_support_table_get (self, (SbCapability) i);

    changed = changed || self->last[i] != support;
    self->last[i] = support;
  }
  if (changed)
    g_signal_emit (self, changed_signal, 0);
}

static void
forget_refusal (SbSupportTable *self, guint capability)
{
  Refusal *refusal = &self->refusals[capability];

  refusal->support = SB_SUPPORT_OFFERED;
  sb_clock_clear_timer (self->clock, &refusal->timer);
}

static gboolean
forget_cb (gpointer user_data)
{
  Refusal *refusal = user_data;
  SbSupportTable *self = refusal->table;

  forget_refusal (self, (guint) (refusal - self->refusals));
  look_again (self);

  return G_SOURCE_REMOVE;
}

static void
note_refusal (SbSupportTable *self, SbCapability capability, SbSupport support)
{
  Refusal *refusal = &self->refusals[capability];

  refusal->support = support;
  if (refusal->timer == 0)
    refusal->timer =
      sb_clock_add_timer (self->clock, SB_SUPPORT_ASK_AGAIN, forget_cb, refusal, NULL);
  look_again (self);
}

static void
account_changed_cb (SbAccount *account, GParamSpec *pspec, SbSupportTable *self)
{
  g_assert (SB_IS_SUPPORT_TABLE (self));

  look_again (self);
}

static void
sb_support_table_finalize (GObject *object)
{
  SbSupportTable *self = SB_SUPPORT_TABLE (object);

  for (guint i = 0; i < SB_N_CAPABILITIES; i++)
    sb_clock_clear_timer (self->clock, &self->refusals[i].timer);
  g_clear_object (&self->clock);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (sb_support_table_parent_class)->finalize (object);
}

static void
sb_support_table_class_init (SbSupportTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_support_table_finalize;

  changed_signal = sb_signal_new (klass, "changed", 0);
}

static void
sb_support_table_init (SbSupportTable *self)
{
  for (guint i = 0; i < SB_N_CAPABILITIES; i++)
    self->refusals[i].table = self;
}

/**
 * sb_support_table_new: (skip)
 *
 * Returns: (transfer full): a table of which nothing bad is known
 */
SbSupportTable *
sb_support_table_new (SbAccount *account, SbClock *clock)
{
  SbSupportTable *self = g_object_new (SB_TYPE_SUPPORT_TABLE, NULL);

  self->account = g_object_ref (account);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (account,
                           "notify::use-unpublished-calls",
                           G_CALLBACK (account_changed_cb),
                           self,
                           0);
  look_again (self);

  return self;
}

SbSupport
sb_support_table_get (SbSupportTable *self, SbCapability capability)
{
  if (sb_capability_is_own (capability) && !sb_support_table_uses_own_calls (self))
    return SB_SUPPORT_SWITCHED_OFF;
  if (self->refusals[capability].support != SB_SUPPORT_OFFERED)
    return self->refusals[capability].support;

  return (self->forbidden & SB_CAPABILITY_BIT (capability)) != 0 ? SB_SUPPORT_FORBIDDEN
                                                                 : SB_SUPPORT_OFFERED;
}

/* Whether calls outside the published API may be sent. */
gboolean
sb_support_table_uses_own_calls (SbSupportTable *self)
{
  return sb_account_is_demo (self->account) || sb_account_get_use_unpublished_calls (self->account);
}

/* Whether the server is known to know calls outside the published API. */
gboolean
sb_support_table_has_seen_own_calls (SbSupportTable *self)
{
  return self->own_calls;
}

/**
 * sb_support_table_set_tenant: (skip)
 *
 * Takes what the tenant says of our permissions in place of what was known.
 */
void
sb_support_table_set_tenant (SbSupportTable *self, SbTenant *tenant)
{
  self->forbidden = sb_tenant_get_int64 (tenant, SB_TENANT_FIELD_FORBIDDEN);
  sb_support_table_ask_again (self);
}

/**
 * sb_support_table_ask_again: (skip)
 *
 * Forgets what refusals taught: the server may be a newer one by now, or the way to it another.
 */
void
sb_support_table_ask_again (SbSupportTable *self)
{
  for (guint i = 0; i < SB_N_CAPABILITIES; i++)
    forget_refusal (self, i);
  look_again (self);
}

/* The API itself answered a call of @kind, whatever it said. */
void
sb_support_table_note_envelope (SbSupportTable *self, SbCallKind kind)
{
  if (kind == SB_CALL_PUBLISHED)
    self->vouched_until = sb_clock_get_monotonic (self->clock) + VOUCHES;
}

void
sb_support_table_note_own_calls (SbSupportTable *self)
{
  self->own_calls = TRUE;
}

/**
 * sb_support_table_note_not_offered: (skip)
 * @enveloped: whether the API itself said so
 *
 * Whoever answers without the API's envelope is believed only while published calls come through to
 * the API.
 *
 * Returns: whether it is believed
 */
gboolean
sb_support_table_note_not_offered (SbSupportTable *self,
                                   SbCapability capability,
                                   gboolean enveloped)
{
  if (!enveloped && sb_clock_get_monotonic (self->clock) >= self->vouched_until)
    return FALSE;

  note_refusal (self, capability, enveloped ? SB_SUPPORT_NOT_OFFERED : SB_SUPPORT_NOT_ANSWERED);

  return TRUE;
}

void
sb_support_table_note_forbidden (SbSupportTable *self, SbCapability capability)
{
  note_refusal (self, capability, SB_SUPPORT_FORBIDDEN);
}
