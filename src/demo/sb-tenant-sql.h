/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A few verbs over SQLite. `types` has one letter for each value: i (gint64), d (double),
 * s (const char *, NULL is SQL's NULL), v (GPtrArray of strings, all of them). Statements are kept:
 * one that is still being stepped must not be asked for again. What SQLite cannot do (a full disk)
 * ends the program, since a tenant that forgets is worse than none.
 */
typedef struct {
  sqlite3 *handle;
  GHashTable *statements;
  int lock; /* a descriptor of the file, -1 in memory */
} SbTenantSql;

SbTenantSql *sb_tenant_sql_open (const char *path, GError **error);
void sb_tenant_sql_close (SbTenantSql *self);
void sb_tenant_sql_script (SbTenantSql *self, const char *script);

sqlite3_stmt *sb_tenant_sql_query (SbTenantSql *self, const char *sql, const char *types, ...);
gboolean sb_tenant_sql_step (sqlite3_stmt *statement);
const char *sb_tenant_sql_column_text (sqlite3_stmt *statement, int column);
JsonObject *sb_tenant_sql_column_row (sqlite3_stmt *statement, GHashTable *mask);

int sb_tenant_sql_run (SbTenantSql *self, const char *sql, const char *types, ...);
gint64 sb_tenant_sql_int (SbTenantSql *self, const char *sql, const char *types, ...);
char *sb_tenant_sql_text (SbTenantSql *self, const char *sql, const char *types, ...);
gint64 sb_tenant_sql_last_id (SbTenantSql *self);

G_END_DECLS
