/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to the store: a few verbs over one file of SQLite, in the one thread that opened it. What
 * is done in a transaction need not ask how each statement went: the first error ends it, and what
 * comes after does nothing. Errors are SB_ERROR_STORAGE. */

typedef struct _SbSql SbSql;
/* What a question gives, row by row. */
typedef struct sqlite3_stmt SbSqlRows;

typedef enum { SB_SQL_INT, SB_SQL_TEXT, SB_SQL_VARIANT } SbSqlType;

/* The value of a question mark. Whatever a text is, and a variant. */
typedef struct {
  SbSqlType type;
  union {
    gint64 number;
    const char *text;  /* (nullable): SQL's NULL */
    GVariant *variant; /* (nullable): SQL's NULL; of the type a{sv} */
  };
} SbSqlValue;

static inline SbSqlValue
sb_sql_int (gint64 number)
{
  return (SbSqlValue){ .type = SB_SQL_INT, .number = number };
}

static inline SbSqlValue
sb_sql_text (const char *text)
{
  return (SbSqlValue){ .type = SB_SQL_TEXT, .text = text };
}

static inline SbSqlValue
sb_sql_variant (GVariant *variant)
{
  return (SbSqlValue){ .type = SB_SQL_VARIANT, .variant = variant };
}

SbSql *sb_sql_open (const char *path, gboolean patient, GError **error);
void sb_sql_close (SbSql *self);
gboolean sb_sql_delete (const char *path, SbSql *open, GError **error);

typedef void (*SbSqlWork) (SbSql *self, gpointer data);
gboolean sb_sql_transact (SbSql *self, SbSqlWork work, gpointer data, GError **error);
gboolean sb_sql_is_usable (SbSql *self);

/* The values of all question marks, in their order, stand behind the statement. */
#define sb_sql_run(self, sql, ...)                                                                 \
  sb_sql_run_with (self,                                                                           \
                   sql,                                                                            \
                   (const SbSqlValue[]){ __VA_ARGS__ },                                            \
                   sizeof ((const SbSqlValue[]){ __VA_ARGS__ }) / sizeof (SbSqlValue))
#define sb_sql_query(self, sql, ...)                                                               \
  sb_sql_query_with (self,                                                                         \
                     sql,                                                                          \
                     (const SbSqlValue[]){ __VA_ARGS__ },                                          \
                     sizeof ((const SbSqlValue[]){ __VA_ARGS__ }) / sizeof (SbSqlValue))

gint64 sb_sql_run_with (SbSql *self, const char *sql, const SbSqlValue *values, gsize n_values);
gint64 sb_sql_get_last_id (SbSql *self);
void sb_sql_fail (SbSql *self, const char *why);

SbSqlRows *
sb_sql_query_with (SbSql *self, const char *sql, const SbSqlValue *values, gsize n_values);
gboolean sb_sql_next (SbSql *self, SbSqlRows *rows);
gint64 sb_sql_get_int (SbSqlRows *rows, int column);
char *sb_sql_dup_text (SbSqlRows *rows, int column);
GVariant *sb_sql_dup_variant (SbSqlRows *rows, int column);

G_END_DECLS
