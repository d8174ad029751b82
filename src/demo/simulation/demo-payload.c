/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server sends to devices: the same XML that Signalbox shows, from the floor that makes
 * it. The devices read it with code of their own.
 */

#define G_LOG_DOMAIN "demo-payload"

#include "config.h"

#include "demo-payload.h"

#include "sb-configuration.h"
#include "sb-payload-apple.h"
#include "sb-payload-windows.h"
#include "demo-numbers.h"
#include "demo-random.h"

/* That are kept. */
#define MOST_PAYLOADS 64

static char *
new_for_iphone (DemoTenant *tenant, gint64 device, SbEsim *esim)
{
  g_autoptr (SbRecord) configuration = sb_record_new (SB_TYPE_CONFIGURATION);
  guint64 subject = (guint64) device;
  guint64 count = (guint64) tenant->now;
  g_autofree char *uuid = demo_numbers_make_guid (
    demo_random_hash (tenant->seed, subject, "command", count),
    demo_random_hash (tenant->seed, subject, "command2", count));

  sb_record_set_record (configuration, SB_CONFIGURATION_FIELD_ESIM, esim);

  return sb_payload_apple_new_refresh_cellular_plans (
    (SbConfiguration *) sb_record_seal (configuration),
    uuid);
}

/* (nullable): the same for all PCs of a build, of which there are a few. */
static char *
dup_for_pc (SbEsim *esim, guint build, gboolean again)
{
  static GHashTable *made = NULL;
  g_autofree char *key = g_strdup_printf (
    "%u %d %d %d %s",
    build,
    again,
    sb_record_get_boolean (SB_RECORD (esim), SB_ESIM_FIELD_IS_DISCOVERY_SERVER),
    sb_record_get_boolean (SB_RECORD (esim), SB_ESIM_FIELD_AUTO_ENABLE),
    sb_record_get_string (SB_RECORD (esim), SB_ESIM_FIELD_SERVER_NAME));
  gpointer payload = NULL;

  if (made == NULL)
    made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!g_hash_table_lookup_extended (made, key, NULL, &payload)) {
    if (g_hash_table_size (made) == MOST_PAYLOADS)
      g_hash_table_remove_all (made);
    payload = again ? sb_payload_windows_new_retry (esim, build)
                    : sb_payload_windows_new_add (esim, build);
    g_hash_table_insert (made, g_steal_pointer (&key), payload);
  }

  return g_strdup (payload);
}

/* (nullable): the configuration cannot be sent. */
char *
demo_payload_new_install (DemoTenant *tenant, gint64 policy, gint64 device)
{
  g_autoptr (SbRecord) esim = sb_record_new (SB_TYPE_ESIM);
  gboolean is_pc, again;
  guint build;
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT p.platformType = 'WINDOWS_PHONE', p.carrierUrl, p.serverName, p.isDiscoveryServer,"
    " p.autoEnable, d.build, v.again FROM delivery v JOIN device d ON d.id = v.device_id"
    " JOIN policy p ON p.id = v.policy_id WHERE v.policy_id = ? AND v.device_id = ?",
    demo_int (policy),
    demo_int (device));

  if (!demo_sql_step (found))
    return NULL;
  is_pc = sqlite3_column_int (found, 0) != 0;
  if (is_pc) {
    sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, demo_sql_column_text (found, 2));
    sb_record_set_boolean (esim,
                           SB_ESIM_FIELD_IS_DISCOVERY_SERVER,
                           sqlite3_column_int (found, 3) != 0);
    sb_record_set_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE, sqlite3_column_int (found, 4) != 0);
  } else {
    sb_record_set_string (esim, SB_ESIM_FIELD_CARRIER_URL, demo_sql_column_text (found, 1));
  }
  build = (guint) sqlite3_column_int (found, 5);
  again = sqlite3_column_int (found, 6) != 0;
  sqlite3_reset (found);

  sb_record_seal (esim);
  if (!is_pc)
    return new_for_iphone (tenant, device, (SbEsim *) esim);

  return dup_for_pc ((SbEsim *) esim, build, again);
}

/* (nullable) */
char *
demo_payload_new_remove (const char *server_name)
{
  g_autoptr (SbRecord) esim = sb_record_new (SB_TYPE_ESIM);

  sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, server_name);
  sb_record_seal (esim);

  return sb_payload_windows_new_remove ((SbEsim *) esim);
}

char *
demo_payload_new_reset (void)
{
  return sb_payload_windows_new_reset ();
}
