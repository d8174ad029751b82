/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The eUICCs configuration service provider of a simulated PC: the nodes below
 * ./Device/Vendor/MSFT/eUICCs, as Microsoft describes them. It has them only with an eUICC, and
 * IsDiscoveryServer only from Windows 11 22H2 on.
 */

#define G_LOG_DOMAIN "demo-euicc"

#include "config.h"

#include "demo-euicc.h"

#include <string.h>

#include "demo-syncml.h"

#define ROOT                   "./Device/Vendor/MSFT/eUICCs/Default"
#define SERVERS                ROOT "/DownloadServers/"
#define RESET                  ROOT "/Actions/ResetToFactoryState"
#define DISCOVERY_SERVER_BUILD 22621
#define OK                     200
#define NOT_FOUND              404

typedef struct {
  DemoTenant *tenant;
  gint64 hardware;
  gboolean has_euicc;
  int build;
} Pc;

static void
set_flag (Pc *pc, const char *server, const char *statement, const char *data)
{
  demo_sql_run (pc->tenant->sql,
                statement,
                demo_int (g_strcmp0 (data, "true") == 0),
                demo_int (pc->hardware),
                demo_text (server));
}

static int
delete_server (Pc *pc, const char *server)
{
  demo_sql_run (pc->tenant->sql,
                "DELETE FROM download_server WHERE hardware = ? AND serverName = ?",
                demo_int (pc->hardware),
                demo_text (server));

  /* That it was not there does no harm: the rest is done. */
  return OK;
}

/* A name that is there already is left alone, and no discovery begins. */
static gboolean
add_server (Pc *pc, const char *server)
{
  return demo_sql_run (pc->tenant->sql,
                       "INSERT OR IGNORE INTO download_server (hardware, serverName,"
                       " isDiscoveryServer, autoEnable, discoveryState)"
                       " VALUES (?, ?, 0, 0, 'EXECUTING')",
                       demo_int (pc->hardware),
                       demo_text (server))
         > 0;
}

/* smdp.example.com/AutoEnable */
static int
run_on_server (Pc *pc, const DemoSyncmlCommand *command, DemoEuiccAnswer *answer)
{
  g_auto (GStrv) parts = g_strsplit (command->uri + strlen (SERVERS), "/", 2);
  const char *server = parts[0];
  const char *leaf = server != NULL ? parts[1] : NULL;

  if (server == NULL || *server == '\0')
    return NOT_FOUND;
  g_free (answer->server);
  answer->server = g_ascii_strdown (server, -1);

  if (leaf == NULL && g_strcmp0 (command->verb, "Delete") == 0)
    return delete_server (pc, answer->server);
  if (g_strcmp0 (command->verb, "Add") != 0)
    return NOT_FOUND;
  if (leaf == NULL) {
    answer->added = add_server (pc, answer->server);
    return OK;
  }
  if (g_strcmp0 (leaf, "AutoEnable") == 0) {
    set_flag (pc,
              answer->server,
              "UPDATE download_server SET autoEnable = ? WHERE hardware = ? AND serverName = ?",
              command->data);
    return OK;
  }
  if (g_strcmp0 (leaf, "IsDiscoveryServer") == 0 && pc->build >= DISCOVERY_SERVER_BUILD) {
    set_flag (
      pc,
      answer->server,
      "UPDATE download_server SET isDiscoveryServer = ? WHERE hardware = ? AND serverName = ?",
      command->data);
    return OK;
  }

  return NOT_FOUND;
}

static int
run_command (Pc *pc, const DemoSyncmlCommand *command, DemoEuiccAnswer *answer)
{
  if (!pc->has_euicc)
    return NOT_FOUND;
  if (g_str_has_prefix (command->uri, SERVERS))
    return run_on_server (pc, command, answer);
  if (g_strcmp0 (command->uri, RESET) == 0 && g_strcmp0 (command->verb, "Exec") == 0) {
    answer->resets = TRUE;
    return OK;
  }

  return NOT_FOUND;
}

/* Stops at the first command that fails; what an Atomic had added is taken back. */
DemoEuiccAnswer *
demo_euicc_run (DemoTenant *tenant, gint64 device, const char *syncml)
{
  DemoEuiccAnswer *answer = g_new0 (DemoEuiccAnswer, 1);
  g_autoptr (GPtrArray) commands = demo_syncml_read (syncml);
  Pc pc = { tenant, 0, FALSE, 0 };
  sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                        "SELECT hardware, euicc, build FROM device WHERE id = ?",
                                        demo_int (device));

  if (demo_sql_step (found)) {
    pc.hardware = sqlite3_column_int64 (found, 0);
    pc.has_euicc = sqlite3_column_int (found, 1) != 0;
    pc.build = sqlite3_column_int (found, 2);
  }
  sqlite3_reset (found);

  answer->status = commands != NULL ? OK : NOT_FOUND;
  for (guint i = 0; commands != NULL && answer->status == OK && i < commands->len; i++) {
    const DemoSyncmlCommand *command = g_ptr_array_index (commands, i);

    answer->status = run_command (&pc, command, answer);
    if (answer->status != OK)
      answer->node = g_strdup (command->uri);
  }
  if (answer->status != OK && answer->added) {
    delete_server (&pc, answer->server);
    answer->added = FALSE;
  }

  return answer;
}

void
demo_euicc_answer_free (DemoEuiccAnswer *self)
{
  g_free (self->node);
  g_free (self->server);
  g_free (self);
}
