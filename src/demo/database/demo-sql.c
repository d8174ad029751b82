/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-sql"

#include "config.h"

#include "demo-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "demo-exit.h"

/* How long another tenant is waited for, which may just be ending. */
#define MOST_TRIES 20
#define TRY_AGAIN  100 /* ms */

/* In one statement that puts rows down. */
#define MOST_VALUES 2048

/* The head of a file of SQLite. Source: https://www.sqlite.org/fileformat.html */
#define HEAD_LENGTH        100
#define MAGIC              "SQLite format 3"
#define APPLICATION_OFFSET 68

/* "SBdt": by this a file is known as a demo tenant's. */
#define APPLICATION 0x53426474

/* A quota, and a limit on the size of files, are full disks to who meets them. */
static int
get_code (int number)
{
  return number == EDQUOT || number == EFBIG ? G_IO_ERROR_NO_SPACE
                                             : (int) g_io_error_from_errno (number);
}

/* (transfer full): what SQLite said last, as an error that tells what is wrong with the file.
 * @path: (nullable)
 */
static GError *
new_error (sqlite3 *handle, const char *path)
{
  int code = G_IO_ERROR_FAILED;

  switch (sqlite3_errcode (handle) & 0xff) {
  case SQLITE_FULL:
    code = G_IO_ERROR_NO_SPACE;
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    code = G_IO_ERROR_INVALID_DATA;
    break;
  case SQLITE_BUSY:
    code = G_IO_ERROR_BUSY;
    break;
  case SQLITE_READONLY:
    code = G_IO_ERROR_READ_ONLY;
    break;
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
    /* SQLite keeps the number where it could not open; of a write it tells a full disk apart, and
     * what is left is a quota or a limit. */
    if (sqlite3_system_errno (handle) != 0)
      code = get_code (sqlite3_system_errno (handle));
    else if (sqlite3_extended_errcode (handle) == SQLITE_IOERR_WRITE)
      code = G_IO_ERROR_NO_SPACE;
    else
      code = G_IO_ERROR_PERMISSION_DENIED;
    break;
  default:
    break;
  }

  return g_error_new (G_IO_ERROR,
                      code,
                      "%s: %s",
                      path != NULL && *path != '\0' ? path : "a temporary file",
                      sqlite3_errmsg (handle));
}

/* Only a statement that is wrong is a mistake of this program. */
static void
give_up (sqlite3 *handle, const char *what)
{
  g_autoptr (GError) error = new_error (handle, sqlite3_db_filename (handle, "main"));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
    g_error ("%s: %s", what, error->message);

  g_printerr ("signalbox-demo-tenant: %s\n", error->message);
  exit (demo_exit_get_status (error));
}

static void
bind_text (sqlite3_stmt *statement, int index, const char *text, gboolean to_keep)
{
  if (text == NULL)
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_text (statement, index, text, -1, to_keep ? SQLITE_TRANSIENT : SQLITE_STATIC);
}

/* @to_keep: the values may be gone before the statement has been stepped to its end */
static void
bind (sqlite3_stmt *statement, gboolean to_keep, const DemoValue *values, gsize n_values)
{
  int index = 1;

  for (gsize i = 0; i < n_values; i++)
    switch (values[i].type) {
    case DEMO_INT:
      sqlite3_bind_int64 (statement, index++, values[i].number);
      break;
    case DEMO_REAL:
      sqlite3_bind_double (statement, index++, values[i].real);
      break;
    case DEMO_TEXT:
      bind_text (statement, index++, values[i].text, to_keep);
      break;
    case DEMO_TEXTS:
      for (guint j = 0; j < values[i].texts->len; j++)
        bind_text (statement, index++, g_ptr_array_index (values[i].texts, j), to_keep);
      break;
    default:
      g_assert_not_reached ();
    }

  g_assert (index - 1 == sqlite3_bind_parameter_count (statement));
}

/* Statements are long, and looked for at each call. */
static guint
statement_hash (gconstpointer sql)
{
  gsize length = strlen (sql);
  guint hash = (guint) length;

  for (gsize i = 0; i < length; i += 16)
    hash = hash * 31 + (guint8) ((const char *) sql)[i];

  return hash;
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
set_errno (GError **error, const char *path, int number)
{
  g_set_error (error, G_IO_ERROR, get_code (number), "%s: %s", path, g_strerror (number));
}

/* The file, made if it is not there: -1 where it is none. A link that leads nowhere is not followed
 * to make one elsewhere, and a pipe is not waited for. */
static int
open_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat info;

  if (fd < 0 && errno == ENOENT)
    fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) {
    set_errno (error, path, errno);
    return -1;
  }

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    return fd;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s is not a regular file", path);
  close (fd);

  return -1;
}

/* Two would simulate the same devices, each with a clock of its own. The lock is not one that
 * SQLite knows, so that others may look into the file, and ends with the program however that ends.
 */
static gboolean
lock_file (int fd, const char *path, GError **error)
{
  for (guint i = 0; i < MOST_TRIES; i++) {
    if (flock (fd, LOCK_EX | LOCK_NB) == 0)
      return TRUE;
    sqlite3_sleep (TRY_AGAIN);
  }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "%s is used by another demo tenant", path);

  return FALSE;
}

/* Another program's file must be left as it is, and SQLite writes into what it opens. */
static gboolean
is_ours (int fd, const char *path, gboolean *is_new, GError **error)
{
  guint8 head[HEAD_LENGTH];
  gssize n = pread (fd, head, sizeof head, 0);
  guint32 application = 0;

  if (n < 0) {
    set_errno (error, path, errno);
    return FALSE;
  }

  *is_new = n == 0;
  if (n == HEAD_LENGTH && memcmp (head, MAGIC, sizeof MAGIC) == 0) {
    memcpy (&application, head + APPLICATION_OFFSET, sizeof application);
    application = GUINT32_FROM_BE (application);
  }
  if (*is_new || application == APPLICATION)
    return TRUE;

  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               "%s is not a file of this demo tenant's, and was left alone",
               path);

  return FALSE;
}

/* What SQLite keeps beside a file. */
static const char *const SUFFIXES[] = { "-wal", "-shm", "-journal" };

/* The password of the tenant is in it, and in what SQLite keeps beside it. */
static void
keep_private (int fd, const char *path)
{
  fchmod (fd, S_IRUSR | S_IWUSR);
  for (guint i = 0; i < G_N_ELEMENTS (SUFFIXES); i++) {
    g_autofree char *beside = g_strconcat (path, SUFFIXES[i], NULL);

    g_chmod (beside, S_IRUSR | S_IWUSR);
  }
}

/* Takes @lock. @path: (nullable): else a file without a name, of what does not fit into the cache
 */
static DemoSql *
open_database (const char *path, int lock, gboolean is_new, GError **error)
{
  DemoSql *self = NULL;
  sqlite3 *handle = NULL;
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d;", APPLICATION);
  const char *pragmas = path != NULL ? "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
                                       "PRAGMA cache_size = -262144;"
                                     : "PRAGMA journal_mode = MEMORY; PRAGMA temp_store = MEMORY;"
                                       "PRAGMA cache_size = -262144;";

  /* There is one thread here at a time. What SQLite would lock and count for others is a tenth of
   * its work. */
  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  /* The mark comes before the write-ahead log, so that it is in the file itself. */
  if (sqlite3_open_v2 (path != NULL ? path : "",
                       &handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                       NULL)
        != SQLITE_OK
      || sqlite3_busy_timeout (handle, 2000) != SQLITE_OK
      || (is_new && sqlite3_exec (handle, mark, NULL, NULL, NULL) != SQLITE_OK)
      || sqlite3_exec (handle, pragmas, NULL, NULL, NULL) != SQLITE_OK) {
    g_propagate_error (error, new_error (handle, path));
    sqlite3_close (handle);
    if (lock >= 0)
      close (lock);
    return NULL;
  }

  self = g_new0 (DemoSql, 1);
  self->handle = handle;
  self->lock = lock;
  self->statements = g_hash_table_new_full (statement_hash, g_str_equal, g_free, finalize_cb);

  return self;
}

DemoSql *
demo_sql_open (const char *path, GError **error)
{
  gboolean is_new = TRUE;
  int lock = -1;

  if (path == NULL)
    return open_database (NULL, -1, TRUE, error);

  lock = open_file (path, error);
  if (lock < 0)
    return NULL;
  if (!lock_file (lock, path, error) || !is_ours (lock, path, &is_new, error)) {
    close (lock);
    return NULL;
  }
  keep_private (lock, path);

  return open_database (path, lock, is_new, error);
}

void
demo_sql_close (DemoSql *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  /* Not before: to close a file takes SQLite's locks from it. */
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}

/* (transfer full): a name beside the file that nothing has yet. */
static char *
find_free_name (const char *path, gint64 version)
{
  g_autofree char *name = g_strdup_printf ("%s.format-%" G_GINT64_FORMAT, path, version);

  for (guint i = 2; TRUE; i++) {
    struct stat info;

    if (lstat (name, &info) != 0)
      return g_steal_pointer (&name);
    g_free (name);
    name = g_strdup_printf ("%s.format-%" G_GINT64_FORMAT "-%u", path, version, i);
  }
}

/* Closes the database and gives its file, with what is beside it, another name, so that a new one
 * can begin. Nobody else can have it meanwhile. (nullable) (transfer full): the name
 */
char *
demo_sql_set_aside (DemoSql *self, const char *path, gint64 version, GError **error)
{
  g_autofree char *name = find_free_name (path, version);
  gboolean done;

  g_hash_table_remove_all (self->statements);
  sqlite3_close (g_steal_pointer (&self->handle));
  done = g_rename (path, name) == 0;
  if (!done)
    set_errno (error, path, errno);
  for (guint i = 0; done && i < G_N_ELEMENTS (SUFFIXES); i++) {
    g_autofree char *beside = g_strconcat (path, SUFFIXES[i], NULL);
    g_autofree char *kept = g_strconcat (name, SUFFIXES[i], NULL);

    if (g_rename (beside, kept) != 0 && errno != ENOENT) {
      set_errno (error, beside, errno);
      done = FALSE;
    }
  }
  demo_sql_close (self);

  return done ? g_steal_pointer (&name) : NULL;
}

void
demo_sql_script (DemoSql *self, const char *script)
{
  if (sqlite3_exec (self->handle, script, NULL, NULL, NULL) != SQLITE_OK)
    give_up (self->handle, script);
}

/* A statement to which its values have yet to be bound, each of them anew. */
sqlite3_stmt *
demo_sql_prepare (DemoSql *self, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL) {
    if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
        != SQLITE_OK)
      give_up (self->handle, sql);
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  }

  sqlite3_reset (statement);

  return statement;
}

sqlite3_stmt *
demo_sql_query_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values)
{
  sqlite3_stmt *statement = demo_sql_prepare (self, sql);

  bind (statement, TRUE, values, n_values);

  return statement;
}

/* TRUE: there is a row. FALSE: that was all, and the statement is free again. */
gboolean
demo_sql_step (sqlite3_stmt *statement)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    give_up (sqlite3_db_handle (statement), sqlite3_sql (statement));

  sqlite3_reset (statement);

  return FALSE;
}

const char *
demo_sql_column_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

int
demo_sql_run_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values)
{
  sqlite3_stmt *statement = demo_sql_prepare (self, sql);

  bind (statement, FALSE, values, n_values);

  while (demo_sql_step (statement))
    continue;

  return sqlite3_changes (self->handle);
}

/* The first column of the first row, 0 when there is none. */
gint64
demo_sql_int_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values)
{
  sqlite3_stmt *statement = demo_sql_prepare (self, sql);
  gint64 result = 0;

  bind (statement, FALSE, values, n_values);

  if (demo_sql_step (statement))
    result = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return result;
}

char *
demo_sql_text_with (DemoSql *self, const char *sql, const DemoValue *values, gsize n_values)
{
  sqlite3_stmt *statement = demo_sql_prepare (self, sql);
  char *result = NULL;

  bind (statement, FALSE, values, n_values);

  if (demo_sql_step (statement))
    result = g_strdup (demo_sql_column_text (statement, 0));
  sqlite3_reset (statement);

  return result;
}

/* Puts rows down, whose values follow each other. One statement takes many of them, since much of
 * what a short one costs is its beginning and its end. @into: a table, with or without columns
 */
void
demo_sql_insert (DemoSql *self, const char *into, guint n_columns, GArray *values)
{
  g_autoptr (GString) row = g_string_new ("(?");
  guint n_values = 0;

  for (guint i = 1; i < n_columns; i++)
    g_string_append (row, ", ?");
  g_string_append_c (row, ')');

  for (guint done = 0; done < values->len; done += n_values) {
    g_autoptr (GString) sql = g_string_new (NULL);
    sqlite3_stmt *statement;

    g_string_printf (sql, "INSERT INTO %s VALUES %s", into, row->str);
    /* By halves, so that the statements are few. */
    n_values = n_columns;
    while (n_values * 2 <= MIN (values->len - done, MOST_VALUES))
      n_values *= 2;
    for (guint i = n_columns; i < n_values; i += n_columns) {
      g_string_append (sql, ", ");
      g_string_append_len (sql, row->str, (gssize) row->len);
    }

    statement = demo_sql_prepare (self, sql->str);
    bind (statement, FALSE, &g_array_index (values, DemoValue, done), n_values);
    while (demo_sql_step (statement))
      continue;
  }
}

gint64
demo_sql_last_id (DemoSql *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}
