/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-keys"

#include "config.h"

#include "demo-keys.h"

#define LIFE        (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define LONGEST_KEY 255
#define RETRY_AFTER 1

struct _DemoKeys {
  DemoTenant *tenant;
  GHashTable *running; /* a key that was being carried out when the program ended left no trace */
};

DemoKeys *
demo_keys_new (DemoTenant *tenant)
{
  DemoKeys *self = g_new0 (DemoKeys, 1);

  self->tenant = tenant;
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
demo_keys_free (DemoKeys *self)
{
  g_hash_table_unref (self->running);
  g_free (self);
}

static DemoKeyState
look_up (DemoKeys *self, DemoRequest *request, guint *status, char **body, DemoReply *reply)
{
  g_autofree char *fingerprint = demo_request_get_fingerprint (request);
  gint64 oldest = g_get_real_time () / 1000 - LIFE;
  sqlite3_stmt *found;
  DemoKeyState state = DEMO_KEY_NEW;

  demo_sql_run (self->tenant->sql, "DELETE FROM answer WHERE made < ?", demo_int (oldest));
  found = demo_sql_query (self->tenant->sql,
                          "SELECT fingerprint, status, body FROM answer WHERE key = ?",
                          demo_text (request->key));
  if (demo_sql_step (found)) {
    if (g_strcmp0 (demo_sql_column_text (found, 0), fingerprint) != 0) {
      demo_reply_fail (reply,
                       409,
                       "KeyReused",
                       "This Idempotency-Key was used for another request");
      state = DEMO_KEY_REFUSED;
    } else {
      *status = (guint) sqlite3_column_int (found, 1);
      *body = g_strdup (demo_sql_column_text (found, 2));
      state = DEMO_KEY_REPLAY;
    }
  }
  sqlite3_reset (found);

  return state;
}

DemoKeyState
demo_keys_begin (DemoKeys *self, DemoRequest *request, guint *status, char **body, DemoReply *reply)
{
  DemoKeyState state;

  if (request->key == NULL || *request->key == '\0' || strlen (request->key) > LONGEST_KEY
      || !g_str_is_ascii (request->key)) {
    demo_reply_fail_field (reply,
                           400,
                           "Idempotency-Key",
                           "Required",
                           "The header Idempotency-Key is missing, too long or not ASCII");
    return DEMO_KEY_REFUSED;
  }
  if (g_hash_table_contains (self->running, request->key)) {
    demo_reply_fail (reply, 409, "InProgress", "The request with this key is still running");
    reply->retry_after = RETRY_AFTER;
    return DEMO_KEY_REFUSED;
  }

  state = look_up (self, request, status, body, reply);
  if (state == DEMO_KEY_NEW)
    g_hash_table_add (self->running, g_strdup (request->key));

  return state;
}

/* In the transaction of the change, so that there is never one without the other. */
void
demo_keys_keep (DemoKeys *self, DemoRequest *request, guint status, const char *body)
{
  g_autofree char *fingerprint = demo_request_get_fingerprint (request);

  demo_sql_run (self->tenant->sql,
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                demo_text (request->key),
                demo_text (fingerprint),
                demo_int (status),
                demo_text (body),
                demo_int (g_get_real_time () / 1000));
}

void
demo_keys_finish (DemoKeys *self, DemoRequest *request)
{
  g_hash_table_remove (self->running, request->key);
}
