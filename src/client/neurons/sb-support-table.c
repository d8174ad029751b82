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
  GHashTable *allowed;  /* (owned) (nullable): permissions that the tenant lists */
  gboolean lists_own;   /* it lists permissions of our own calls too */
  GHashTable *denied;   /* (owned): permissions that a 403 named */
  gboolean own_calls;   /* one of our own calls was answered */
  gint64 vouched_until; /* monotonic milliseconds: by the API's answer to a published call */
  Refusal refusals[SB_N_CAPABILITIES];
  SbSupport last[SB_N_CAPABILITIES]; /* what was said last */
};

G_DEFINE_FINAL_TYPE (SbSupportTable, sb_support_table, G_TYPE_OBJECT)

static guint changed_signal;

/* What a capability needs. A list without any of the names that no guide knows says nothing about
 * them. Source: the API's conventions. */
static const struct {
  const char *permission;
  gboolean published; /* the guide knows it */
} needs[SB_N_CAPABILITIES] = {
  [SB_CAPABILITY_CREATE_CONFIGURATION] = { "policy.create", FALSE },
  [SB_CAPABILITY_UPDATE_CONFIGURATION] = { "policy.update", FALSE },
  [SB_CAPABILITY_DELETE_CONFIGURATION] = { "policy.delete", FALSE },
  [SB_CAPABILITY_PUSH] = { "device.push.profile", TRUE },
  [SB_CAPABILITY_EXCLUDE] = { "device.exclude.profile", FALSE },
  [SB_CAPABILITY_RESET_ESIM] = { "device.esim.reset", FALSE },
  [SB_CAPABILITY_CHECK_IN] = { "device.force.checkin", TRUE },
  [SB_CAPABILITY_RETIRE] = { "device.retire", TRUE },
  [SB_CAPABILITY_DELETE_DEVICE] = { "device.delete", TRUE },
};

static gboolean
is_own_permission (const char *permission)
{
  for (guint i = 0; i < SB_N_CAPABILITIES; i++) {
    if (g_strcmp0 (needs[i].permission, permission) == 0)
      return !needs[i].published;
  }

  return FALSE;
}

static gboolean
is_denied (SbSupportTable *self, const char *permission)
{
  if (g_hash_table_contains (self->denied, permission))
    return TRUE;
  if (self->allowed == NULL || (is_own_permission (permission) && !self->lists_own))
    return FALSE;

  return !g_hash_table_contains (self->allowed, permission);
}

static void
allow_all (SbSupportTable *self, const char *const *list)
{
  for (guint i = 0; list != NULL && list[i] != NULL; i++) {
    g_hash_table_add (self->allowed, g_strdup (list[i]));
    self->lists_own = self->lists_own || is_own_permission (list[i]);
  }
}

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
  if (needs[capability].permission != NULL)
    g_hash_table_remove (self->denied, needs[capability].permission);
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
  g_clear_pointer (&self->allowed, g_hash_table_unref);
  g_clear_pointer (&self->denied, g_hash_table_unref);

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
  self->denied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  const char *permission = needs[capability].permission;

  if (sb_capability_is_own (capability) && !sb_support_table_uses_own_calls (self))
    return SB_SUPPORT_SWITCHED_OFF;
  if (self->refusals[capability].support == SB_SUPPORT_NOT_OFFERED
      || self->refusals[capability].support == SB_SUPPORT_NOT_ANSWERED)
    return self->refusals[capability].support;

  return permission != NULL && is_denied (self, permission) ? SB_SUPPORT_FORBIDDEN
                                                            : self->refusals[capability].support;
}

/* (nullable) */
const char *
sb_support_table_get_permission (SbSupportTable *self, SbCapability capability)
{
  return needs[capability].permission;
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
  g_clear_pointer (&self->allowed, g_hash_table_unref);
  self->lists_own = FALSE;

  if (sb_tenant_is_known (tenant, SB_TENANT_FIELD_DM_PERMISSION_LIST)) {
    self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    allow_all (self,
               sb_record_get_strings (SB_RECORD (tenant), SB_TENANT_FIELD_DM_PERMISSION_LIST));
    allow_all (self,
               sb_record_get_strings (SB_RECORD (tenant), SB_TENANT_FIELD_CM_PERMISSION_LIST));
  }

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

/* @permission: (nullable): what the 403 named */
void
sb_support_table_note_forbidden (SbSupportTable *self,
                                 SbCapability capability,
                                 const char *permission)
{
  gboolean ours = permission != NULL && g_strcmp0 (needs[capability].permission, permission) == 0;

  if (ours)
    g_hash_table_add (self->denied, g_strdup (permission));
  note_refusal (self, capability, ours ? SB_SUPPORT_OFFERED : SB_SUPPORT_FORBIDDEN);
}
