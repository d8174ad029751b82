/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-support-table"

#include "sb-support-table.h"

#include <string.h>

struct _SbSupportTable {
  GObject parent_instance;

  SbAccount *account;  /* (owned) */
  GHashTable *allowed; /* (owned) (nullable): permissions that the tenant lists */
  gboolean lists_own;  /* it lists permissions of our own calls too */
  GHashTable *denied;  /* (owned): permissions that a 403 named */
  gboolean own_calls;  /* one of our own calls was answered */
  gboolean not_offered[SB_N_CAPABILITIES];
  gboolean forbidden[SB_N_CAPABILITIES]; /* by a 403 that named no permission that we know */
  SbSupport last[SB_N_CAPABILITIES];     /* what was said last */
};

G_DEFINE_FINAL_TYPE (SbSupportTable, sb_support_table, G_TYPE_OBJECT)

static guint changed_signal;

/* What a capability needs; one of several is enough to offer it. Source: the API's conventions. */
static const char *const permissions[SB_N_CAPABILITIES][2] = {
  [SB_CAPABILITY_SAVE_CONFIGURATION] = { "policy.create", "policy.update" },
  [SB_CAPABILITY_DELETE_CONFIGURATION] = { "policy.delete" },
  [SB_CAPABILITY_PUSH] = { "device.push.profile" },
  [SB_CAPABILITY_EXCLUDE] = { "device.exclude.profile" },
  [SB_CAPABILITY_ESIM_RESET] = { "device.esim.reset" },
  [SB_CAPABILITY_FORCE_CHECKIN] = { "device.force.checkin" },
  [SB_CAPABILITY_RETIRE] = { "device.retire" },
  [SB_CAPABILITY_DELETE_DEVICE] = { "device.delete" },
};

/* Names that no guide knows: a list without any of them says nothing about them. */
static gboolean
is_own_permission (const char *permission)
{
  static const char *const names[] = { "policy.create",     "policy.update",
                                       "policy.delete",     "device.exclude.profile",
                                       "device.esim.reset", NULL };

  return g_strv_contains (names, permission);
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
account_changed_cb (SbAccount *account, GParamSpec *pspec, SbSupportTable *self)
{
  g_assert (SB_IS_SUPPORT_TABLE (self));

  look_again (self);
}

static void
sb_support_table_finalize (GObject *object)
{
  SbSupportTable *self = SB_SUPPORT_TABLE (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->allowed, g_hash_table_unref);
  g_clear_pointer (&self->denied, g_hash_table_unref);

  G_OBJECT_CLASS (sb_support_table_parent_class)->finalize (object);
}

static void
sb_support_table_class_init (SbSupportTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_support_table_finalize;

  changed_signal = g_signal_new ("changed",
                                 SB_TYPE_SUPPORT_TABLE,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
sb_support_table_init (SbSupportTable *self)
{
  self->denied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sb_support_table_new: (skip)
 *
 * Returns: (transfer full): a table of which nothing bad is known
 */
SbSupportTable *
sb_support_table_new (SbAccount *account)
{
  SbSupportTable *self = g_object_new (SB_TYPE_SUPPORT_TABLE, NULL);

  self->account = g_object_ref (account);
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
  gboolean denied = FALSE;

  if (sb_capability_is_own (capability) && !sb_support_table_uses_own_calls (self))
    return SB_SUPPORT_SWITCHED_OFF;
  if (self->not_offered[capability])
    return SB_SUPPORT_NOT_OFFERED;

  for (guint i = 0; i < 2 && permissions[capability][i] != NULL; i++) {
    denied = is_denied (self, permissions[capability][i]);
    if (!denied)
      break;
  }

  return denied || self->forbidden[capability] ? SB_SUPPORT_FORBIDDEN : SB_SUPPORT_OFFERED;
}

/* (nullable): a permission that is missing before one that is there. */
const char *
sb_support_table_get_permission (SbSupportTable *self, SbCapability capability)
{
  const char *second = permissions[capability][1];

  return second != NULL && is_denied (self, second) ? second : permissions[capability][0];
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
 * Takes what the tenant says of our permissions in place of what was known, and forgets what was
 * not offered: the server may be a newer one by now.
 */
void
sb_support_table_set_tenant (SbSupportTable *self, SbTenant *tenant)
{
  g_hash_table_remove_all (self->denied);
  memset (self->not_offered, 0, sizeof self->not_offered);
  memset (self->forbidden, 0, sizeof self->forbidden);
  g_clear_pointer (&self->allowed, g_hash_table_unref);
  self->lists_own = FALSE;

  if (sb_tenant_is_known (tenant, SB_TENANT_DM_PERMISSION_LIST)) {
    self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    allow_all (self, sb_record_get_strings (SB_RECORD (tenant), SB_TENANT_DM_PERMISSION_LIST));
    allow_all (self, sb_record_get_strings (SB_RECORD (tenant), SB_TENANT_CM_PERMISSION_LIST));
  }

  look_again (self);
}

void
sb_support_table_note_own_calls (SbSupportTable *self)
{
  self->own_calls = TRUE;
}

void
sb_support_table_note_not_offered (SbSupportTable *self, SbCapability capability)
{
  self->not_offered[capability] = TRUE;
  look_again (self);
}

/* @permission: (nullable): what the 403 named */
void
sb_support_table_note_forbidden (SbSupportTable *self,
                                 SbCapability capability,
                                 const char *permission)
{
  gboolean ours = FALSE;

  for (guint i = 0; i < 2 && permissions[capability][i] != NULL; i++)
    ours = ours || g_strcmp0 (permissions[capability][i], permission) == 0;

  if (ours)
    g_hash_table_add (self->denied, g_strdup (permission));
  else
    self->forbidden[capability] = TRUE;
  look_again (self);
}
