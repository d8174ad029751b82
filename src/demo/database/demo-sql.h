/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A few verbs over SQLite. Each takes a statement and the values of its question marks, in their
 * order: demo_int (), demo_real (), demo_text (), demo_texts (). Statements are kept: one that is
 * still being stepped must not be asked for again. What SQLite cannot do (a full disk) ends the
 * program, since a tenant that forgets is worse than none.
 */
typedef struct {
  sqlite3 *handle;
  GHashTable *statements;
  int lock; /* a descriptor of the file, -1 in memory */
} DemoSql;

typedef enum { DEMO_INT, DEMO_REAL, DEMO_TEXT, DEMO_TEXTS } DemoValueType;

typedef struct {
  DemoValueType type;
  union {
    gint64 number;
    double real;
    const char *text;       /* (nullable): SQL's NULL */
    const GPtrArray *texts; /* one value each */
  };
} DemoValue;

static inline DemoValue
demo_int (gint64 number)
{
  return (DemoValue){ .type = DEMO_INT, .number = number };
}

static inline DemoValue
demo_real (double real)
{
  return (DemoValue){ .type = DEMO_REAL, .real = real };
}

static inline DemoValue
demo_text (const char *text)
{
  return (DemoValue){ .type = DEMO_TEXT, .text = text };
}

static inline DemoValue
demo_texts (const GPtrArray *texts)
{
  return (DemoValue){ .type = DEMO_TEXTS, .texts = texts };
}

/* The values of a statement, and how many. */
#define DEMO_VALUES(...)                                                                           \
  (const DemoValue[]){ __VA_ARGS__ },                                                              \
    sizeof ((const DemoValue[]){ __VA_ARGS__ }) / sizeof (DemoValue)

#define demo_sql_query(self, sql, ...) demo_sql_query_with (self, sql, DEMO_VALUES (__VA_ARGS__))
#define demo_sql_run(self, sql, ...)   demo_sql_run_with (self, sql, DEMO_VALUES (__VA_ARGS__))
#define demo_sql_int(self, sql, ...)   demo_sql_int_with (self, sql, DEMO_VALUES (__VA_ARGS__))
#define demo_sql_text(self, sql, ...)  demo_sql_text_with (self, sql, DEMO_VALUES (__VA_ARGS__))

DemoSql *demo_sql_open (const char *path, GError **error);
void demo_sql_close (DemoSql *self);
char *demo_sql_set_aside (DemoSql *self, const char *path, gint64 version, GError **error);
void demo_sql_script (DemoSql *self, const char *script);

sqlite3_stmt *demo_sql_prepare (DemoSql *self, const char *sql);
sqlite3_stmt *
demo_sql_query_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values);
gboolean demo_sql_step (sqlite3_stmt *statement);
const char *demo_sql_column_text (sqlite3_stmt *statement, int column);

int demo_sql_run_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values);
gint64 demo_sql_int_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values);
char *demo_sql_text_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values);
void demo_sql_insert (DemoSql *self, const char *into, guint n_columns, GArray *values);
gint64 demo_sql_last_id (DemoSql *self);

G_END_DECLS
