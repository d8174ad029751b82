/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
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
} DemoSql;

DemoSql *demo_sql_open (const char *path, GError **error);
void demo_sql_close (DemoSql *self);
char *demo_sql_set_aside (DemoSql *self, const char *path, gint64 version, GError **error);
void demo_sql_script (DemoSql *self, const char *script);

sqlite3_stmt *demo_sql_prepare (DemoSql *self, const char *sql);
sqlite3_stmt *demo_sql_query (DemoSql *self, const char *sql, const char *types, ...);
gboolean demo_sql_step (sqlite3_stmt *statement);
const char *demo_sql_column_text (sqlite3_stmt *statement, int column);

int demo_sql_run (DemoSql *self, const char *sql, const char *types, ...);
gint64 demo_sql_int (DemoSql *self, const char *sql, const char *types, ...);
char *demo_sql_text (DemoSql *self, const char *sql, const char *types, ...);
gint64 demo_sql_last_id (DemoSql *self);

G_END_DECLS
