/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sb-tenant-keys"

#include "config.h"

#include "sb-tenant-keys.h"

#define LIFE        (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define LONGEST_KEY 255
#define RETRY_AFTER 1

struct _SbTenantKeys {
  SbTenantCore *tenant;
  GHashTable *running; /* a key that was being carried out when the program ended left no trace */
};

SbTenantKeys *
sb_tenant_keys_new (SbTenantCore *tenant)
{
  SbTenantKeys *self = g_new0 (SbTenantKeys, 1);

  self->tenant = tenant;
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
sb_tenant_keys_free (SbTenantKeys *self)
{
  g_hash_table_unref (self->running);
  g_free (self);
}

static SbTenantKeyState
look_up (SbTenantKeys *self,
         SbTenantRequest *request,
         guint *status,
         char **body,
         SbTenantReply *reply)
{
  g_autofree char *fingerprint = sb_tenant_request_get_fingerprint (request);
  gint64 oldest = g_get_real_time () / 1000 - LIFE;
  sqlite3_stmt *found;
  SbTenantKeyState state = SB_TENANT_KEY_NEW;

  sb_tenant_sql_run (self->tenant->sql, "DELETE FROM answer WHERE made < ?", "i", oldest);
  found = sb_tenant_sql_query (self->tenant->sql,
                               "SELECT fingerprint, status, body FROM answer WHERE key = ?",
                               "s",
                               request->key);
  if (sb_tenant_sql_step (found)) {
    if (g_strcmp0 (sb_tenant_sql_column_text (found, 0), fingerprint) != 0) {
      sb_tenant_reply_fail (reply,
                            409,
                            "KeyReused",
                            "This Idempotency-Key was used for another request");
      state = SB_TENANT_KEY_REFUSED;
    } else {
      *status = (guint) sqlite3_column_int (found, 1);
      *body = g_strdup (sb_tenant_sql_column_text (found, 2));
      state = SB_TENANT_KEY_REPLAY;
    }
  }
  sqlite3_reset (found);

  return state;
}

SbTenantKeyState
sb_tenant_keys_begin (SbTenantKeys *self,
                      SbTenantRequest *request,
                      guint *status,
                      char **body,
                      SbTenantReply *reply)
{
  SbTenantKeyState state;

  if (request->key == NULL || *request->key == '\0' || strlen (request->key) > LONGEST_KEY
      || !g_str_is_ascii (request->key)) {
    sb_tenant_reply_fail_field (reply,
                                400,
                                "Idempotency-Key",
                                "Required",
                                "The header Idempotency-Key is missing, too long or not ASCII");
    return SB_TENANT_KEY_REFUSED;
  }
  if (g_hash_table_contains (self->running, request->key)) {
    sb_tenant_reply_fail (reply, 409, "InProgress", "The request with this key is still running");
    reply->retry_after = RETRY_AFTER;
    return SB_TENANT_KEY_REFUSED;
  }

  state = look_up (self, request, status, body, reply);
  if (state == SB_TENANT_KEY_NEW)
    g_hash_table_add (self->running, g_strdup (request->key));

  return state;
}

/* In the transaction of the change, so that there is never one without the other. */
void
sb_tenant_keys_keep (SbTenantKeys *self, SbTenantRequest *request, guint status, const char *body)
{
  g_autofree char *fingerprint = sb_tenant_request_get_fingerprint (request);

  sb_tenant_sql_run (self->tenant->sql,
                     "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                     "ssisi",
                     request->key,
                     fingerprint,
                     (gint64) status,
                     body,
                     g_get_real_time () / 1000);
}

void
sb_tenant_keys_finish (SbTenantKeys *self, SbTenantRequest *request)
{
  g_hash_table_remove (self->running, request->key);
}
