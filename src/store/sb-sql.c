/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What blocks here runs in the thread of an SbDatabase: tests/house names this file as a worker. */

#define G_LOG_DOMAIN "sb-sql"

#include "sb-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sb-error.h"

/* How long another process is waited for, which may just be ending. */
#define MOST_TRIES 20
#define TRY_AGAIN  100 /* ms */

/* The head of a file of SQLite. Source: https://www.sqlite.org/fileformat.html */
#define HEAD_LENGTH        100
#define MAGIC              "SQLite format 3"
#define LOG_OFFSET         18 /* how it is written and read */
#define WITH_LOG           2
#define VERSION_OFFSET     60
#define APPLICATION_OFFSET 68

/* "SBox": by this a file is known as ours. */
#define APPLICATION 0x53426f78

#define FILE_MODE   (S_IRUSR | S_IWUSR)
#define FOLDER_MODE S_IRWXU

struct _SbSql {
  sqlite3 *handle;
  char *path;
  int lock;               /* the descriptor of the file beside it that one process holds */
  GHashTable *statements; /* (element-type utf8 sqlite3_stmt) */
  GError *error;          /* (nullable): what ended the transaction */
  GThread *thread;        /* (unowned): the only one that may ask */
};

/* What makes each version of the one before it. A version that was released is never changed: a
 * file of it is in tests/store. Numbers are never taken again, so that whoever still has that of
 * something forgotten does not write into something else. */
static const char *const MIGRATIONS[] = {
  /* 1: a step is over where it has an end. A result names a device, a configuration, or both; what
   * it does not name is empty. */
  "CREATE TABLE job (id INTEGER PRIMARY KEY AUTOINCREMENT, created_at INTEGER NOT NULL,"
  " server TEXT NOT NULL, tenant TEXT, user_name TEXT, kind TEXT NOT NULL, details BLOB);"
  "CREATE TABLE step (id INTEGER PRIMARY KEY AUTOINCREMENT,"
  " job INTEGER NOT NULL REFERENCES job, position INTEGER NOT NULL, key TEXT,"
  " state TEXT NOT NULL, first_sent_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,"
  " command BLOB, progress BLOB);"
  "CREATE INDEX step_job ON step (job, position);"
  "CREATE INDEX step_open ON step (job) WHERE ended_at = 0;"
  "CREATE TABLE result (step INTEGER NOT NULL REFERENCES step, device TEXT NOT NULL,"
  " configuration TEXT NOT NULL, state TEXT NOT NULL, code TEXT, message TEXT,"
  " at INTEGER NOT NULL, PRIMARY KEY (step, device, configuration)) WITHOUT ROWID;"
  "CREATE TABLE draft (id TEXT PRIMARY KEY NOT NULL, purpose TEXT NOT NULL, configuration TEXT,"
  " kept_at INTEGER NOT NULL, body BLOB NOT NULL);"
  "CREATE TABLE search (id INTEGER PRIMARY KEY AUTOINCREMENT, page TEXT NOT NULL,"
  " name TEXT NOT NULL, body BLOB NOT NULL);",
  /* 2: when a step that is open was seen by a process last. */
  "ALTER TABLE step ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;"
  "UPDATE step SET seen_at = (SELECT created_at FROM job WHERE job.id = step.job)"
  " WHERE ended_at = 0;",
};

#define VERSION ((gint64) G_N_ELEMENTS (MIGRATIONS))

/* (transfer full) */
static GError *
new_error (SbStorageProblem problem, const char *path, const char *why)
{
  SbErrorDetails details = { .storage_problem = problem };
  g_autofree char *name = g_filename_display_name (path);

  return sb_error_new (SB_ERROR_STORAGE, &details, "%s: %s", name, why);
}

/* A quota, and a limit on the size of files, are full disks to who meets them. */
static SbStorageProblem
get_problem (int number)
{
  switch (number) {
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return SB_STORAGE_FULL;
  case EROFS:
  case EACCES:
  case EPERM:
    return SB_STORAGE_READ_ONLY;
  default:
    return SB_STORAGE_REFUSED;
  }
}

static void
set_errno (GError **error, const char *path, int number)
{
  g_propagate_error (error, new_error (get_problem (number), path, g_strerror (number)));
}

/* What SQLite said last, and right after that: it keeps the system's number only where it could not
 * open a file. */
static SbStorageProblem
get_sqlite_problem (sqlite3 *handle)
{
  int number = errno;
  int code = sqlite3_extended_errcode (handle);

  switch (code & 0xff) {
  case SQLITE_FULL:
    return SB_STORAGE_FULL;
  /* Our statements are right: something that they name is not there. */
  case SQLITE_ERROR:
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return SB_STORAGE_BROKEN;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return SB_STORAGE_IN_USE;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return SB_STORAGE_READ_ONLY;
  case SQLITE_IOERR:
    if (code == SQLITE_IOERR_CORRUPTFS || code == SQLITE_IOERR_SHORT_READ)
      return SB_STORAGE_BROKEN;
    return get_problem (number);
  case SQLITE_CANTOPEN:
    return get_problem (sqlite3_system_errno (handle));
  default:
    return SB_STORAGE_REFUSED;
  }
}

/* The first error is the one that counts. */
static void
keep_error (SbSql *self)
{
  if (self->error == NULL)
    self->error =
      new_error (get_sqlite_problem (self->handle), self->path, sqlite3_errmsg (self->handle));
}

static void
check_thread (SbSql *self)
{
  g_assert (self->thread == g_thread_self ());
}

static gboolean
execute (SbSql *self, const char *sql)
{
  if (self->error == NULL && sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    keep_error (self);

  return self->error == NULL;
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* (nullable): a statement that has no values yet; NULL after an error */
static sqlite3_stmt *
prepare (SbSql *self, const char *sql)
{
  sqlite3_stmt *statement;

  check_thread (self);
  if (self->error != NULL)
    return NULL;

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement == NULL) {
    if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
        != SQLITE_OK) {
      keep_error (self);
      return NULL;
    }
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  }
  sqlite3_reset (statement);

  return statement;
}

/* Variants are written as on most computers, so that the file can be taken to any. */
static int
bind_variant (sqlite3_stmt *statement, int index, GVariant *variant)
{
  g_autoptr (GVariant) little = NULL;

  if (variant == NULL)
    return sqlite3_bind_null (statement, index);

  g_assert (g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT));
  if (g_variant_get_size (variant) == 0)
    return sqlite3_bind_zeroblob (statement, index, 0);

  little = G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (variant) : g_variant_ref (variant);

  return sqlite3_bind_blob64 (statement,
                              index,
                              g_variant_get_data (little),
                              g_variant_get_size (little),
                              SQLITE_TRANSIENT);
}

static void
bind (SbSql *self, sqlite3_stmt *statement, const SbSqlValue *values, gsize n_values)
{
  int result = SQLITE_OK;

  g_assert ((int) n_values == sqlite3_bind_parameter_count (statement));

  for (gsize i = 0; result == SQLITE_OK && i < n_values; i++) {
    int index = (int) i + 1;

    switch (values[i].type) {
    case SB_SQL_TEXT:
      result = sqlite3_bind_text (statement, index, values[i].text, -1, SQLITE_TRANSIENT);
      break;
    case SB_SQL_VARIANT:
      result = bind_variant (statement, index, values[i].variant);
      break;
    case SB_SQL_INT:
    default:
      result = sqlite3_bind_int64 (statement, index, values[i].number);
      break;
    }
  }
  if (result != SQLITE_OK)
    keep_error (self);
}

gint64
sb_sql_run_with (SbSql *self, const char *sql, const SbSqlValue *values, gsize n_values)
{
  SbSqlRows *rows = sb_sql_query_with (self, sql, values, n_values);

  while (sb_sql_next (self, rows))
    continue;

  return self->error == NULL ? sqlite3_changes64 (self->handle) : 0;
}

gint64
sb_sql_get_last_id (SbSql *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

void
sb_sql_fail (SbSql *self, const char *why)
{
  if (self->error == NULL)
    self->error = new_error (SB_STORAGE_REFUSED, self->path, why);
}

SbSqlRows *
sb_sql_query_with (SbSql *self, const char *sql, const SbSqlValue *values, gsize n_values)
{
  sqlite3_stmt *statement = prepare (self, sql);

  if (statement != NULL)
    bind (self, statement, values, n_values);

  return statement;
}

gboolean
sb_sql_next (SbSql *self, SbSqlRows *rows)
{
  int result;

  check_thread (self);
  if (self->error != NULL)
    return FALSE;

  result = sqlite3_step (rows);
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    keep_error (self);
  sqlite3_reset (rows);

  return FALSE;
}

gint64
sb_sql_get_int (SbSqlRows *rows, int column)
{
  return sqlite3_column_int64 (rows, column);
}

char *
sb_sql_dup_text (SbSqlRows *rows, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (rows, column));
}

GVariant *
sb_sql_dup_variant (SbSqlRows *rows, int column)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) little = NULL;
  const void *blob;

  if (sqlite3_column_type (rows, column) == SQLITE_NULL)
    return NULL;

  blob = sqlite3_column_blob (rows, column);
  bytes = g_bytes_new (blob, (gsize) sqlite3_column_bytes (rows, column));
  little = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));

  return G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (little) : g_steal_pointer (&little);
}

/* The first number that a question gives, or 0. */
static gint64
ask_int (SbSql *self, const char *sql)
{
  SbSqlRows *rows = sb_sql_query_with (self, sql, NULL, 0);
  gint64 number = 0;

  if (sb_sql_next (self, rows)) {
    number = sb_sql_get_int (rows, 0);
    sqlite3_reset (rows);
  }

  return number;
}

/* Whether the first text that a question gives is this one. */
static gboolean
answers (SbSql *self, const char *sql, const char *text)
{
  SbSqlRows *rows = sb_sql_query_with (self, sql, NULL, 0);
  g_autofree char *answer = NULL;

  if (sb_sql_next (self, rows)) {
    answer = sb_sql_dup_text (rows, 0);
    sqlite3_reset (rows);
  }

  return g_strcmp0 (answer, text) == 0;
}

/* SQLite syncs the folder of a file that it makes; who makes a folder does the same for that. */
static void
sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;

  fsync (fd);
  close (fd);
}

/* Makes a folder, and those that it is in, for nobody else. */
static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *above = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!make_folder (above, error))
    return FALSE;

  if (mkdir (path, FOLDER_MODE) != 0 && errno != EEXIST) {
    set_errno (error, path, errno);
    return FALSE;
  }
  sync_folder (above);

  return TRUE;
}

/* Its own folder is for nobody else, either, whoever made it. */
static gboolean
prepare_folder (const char *file, GError **error)
{
  g_autofree char *path = g_path_get_dirname (file);
  struct stat info = { 0 };

  if (!make_folder (path, error))
    return FALSE;

  if (stat (path, &info) == 0 && !S_ISDIR (info.st_mode))
    set_errno (error, path, ENOTDIR);
  else if ((info.st_mode & 07777) != FOLDER_MODE && chmod (path, FOLDER_MODE) != 0)
    set_errno (error, path, errno);
  else
    return TRUE;

  return FALSE;
}

/* One process, and in it one SbDatabase, has the file. The lock is on a file of its own and is held
 * before the other is touched: to close a file takes SQLite's locks from it, in whatever descriptor
 * it was open. It ends with the process, however that ends. */
static int
take_lock (const char *file, gboolean patient, GError **error)
{
  g_autofree char *path = g_strconcat (file, ".lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
  int result = -1;
  struct stat info;

  if (fd < 0) {
    set_errno (error, path, errno);
    return -1;
  }

  fchmod (fd, FILE_MODE);
  for (guint i = 0; i < (patient ? MOST_TRIES : 1); i++) {
    if (i > 0)
      g_usleep (TRY_AGAIN * 1000);
    result = flock (fd, LOCK_EX | LOCK_NB);
    if (result == 0 || errno != EWOULDBLOCK)
      break;
  }
  if (result == 0 && fstat (fd, &info) == 0 && info.st_nlink == 0) {
    /* Whoever had it deleted it, and another one is the lock now. */
    close (fd);
    return take_lock (file, patient, error);
  }
  if (result == 0)
    return fd;

  if (errno == EWOULDBLOCK)
    g_propagate_error (error, new_error (SB_STORAGE_IN_USE, file, "Another process has it open"));
  else
    set_errno (error, path, errno);
  close (fd);

  return -1;
}

static gint64
read_number (const guint8 *head, gsize offset)
{
  gint32 number;

  memcpy (&number, head + offset, sizeof number);

  return GINT32_FROM_BE (number);
}

/* Whether a file is ours, and of a version that we know: SQLite writes into what it opens. What is
 * empty, or nothing but zeros, SQLite can tell from what it keeps beside the file. */
static gboolean
is_ours (int fd, const char *path, gboolean *has_log, GError **error)
{
  static const guint8 zeros[HEAD_LENGTH];
  guint8 head[HEAD_LENGTH] = { 0 };
  gssize n = pread (fd, head, sizeof head, 0);

  if (n < 0) {
    set_errno (error, path, errno);
    return FALSE;
  }
  *has_log = head[LOG_OFFSET] == WITH_LOG;
  if (memcmp (head, zeros, HEAD_LENGTH) == 0)
    return TRUE;

  if (n < HEAD_LENGTH || memcmp (head, MAGIC, sizeof MAGIC) != 0
      || read_number (head, APPLICATION_OFFSET) != APPLICATION) {
    g_propagate_error (error, new_error (SB_STORAGE_FOREIGN, path, "It is not one of Signalbox’s"));
    return FALSE;
  }
  if (read_number (head, VERSION_OFFSET) > VERSION) {
    g_propagate_error (error, new_error (SB_STORAGE_NEWER, path, "It is of a newer version"));
    return FALSE;
  }

  return TRUE;
}

/* The file is for nobody else, nor is what SQLite keeps beside it, which has the file's mode where
 * it is made. */
static gboolean
make_private (int fd, const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);

    if (chmod (beside, FILE_MODE) != 0 && errno != ENOENT)
      return FALSE;
  }

  return fchmod (fd, FILE_MODE) == 0;
}

/* Makes the file where it is not there. A link that leads nowhere is not followed to make one
 * elsewhere, and a pipe is not waited for. */
static gboolean
prepare_file (const char *path, gboolean *has_log, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat info;
  gboolean good = FALSE;

  if (fd < 0 && errno == ENOENT)
    fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
  if (fd < 0 || fstat (fd, &info) != 0)
    set_errno (error, path, errno);
  else if (!S_ISREG (info.st_mode))
    g_propagate_error (error, new_error (SB_STORAGE_FOREIGN, path, "It is not a regular file"));
  else if (is_ours (fd, path, has_log, error)) {
    good = make_private (fd, path);
    if (!good)
      set_errno (error, path, errno);
  }
  if (fd >= 0)
    close (fd);

  return good;
}

/* Refuses what is not ours, or not whole. What stands in the write-ahead log counts, and is left
 * there. */
static void
check_file (SbSql *self, gint64 version)
{
  gboolean is_empty = ask_int (self, "SELECT count(*) FROM sqlite_schema") == 0;
  gint64 application = ask_int (self, "PRAGMA application_id");
  gboolean is_whole = answers (self, "PRAGMA quick_check (1)", "ok");

  if (self->error != NULL || is_empty)
    return;

  if (application != APPLICATION)
    self->error = new_error (SB_STORAGE_FOREIGN, self->path, "It is not one of Signalbox’s");
  else if (version > VERSION)
    self->error = new_error (SB_STORAGE_NEWER, self->path, "It is of a newer version");
  else if (!is_whole)
    self->error = new_error (SB_STORAGE_BROKEN, self->path, "It does not pass SQLite’s check");
}

/* Each version in a transaction of its own: what a power cut leaves is one or the other. */
static void
migrate (SbSql *self, gint64 version)
{
  for (; version < VERSION && self->error == NULL; version++) {
    g_autofree char *script = g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA application_id = %d; "
                                               "PRAGMA user_version = %" G_GINT64_FORMAT "; COMMIT",
                                               MIGRATIONS[version],
                                               APPLICATION,
                                               version + 1);

    execute (self, script);
  }
}

/* Opens what is there, and makes of it what this version has. @pragma: who else may have it open */
static void
open_handle (SbSql *self, const char *pragma)
{
  gint64 version;

  if (sqlite3_open_v2 (self->path,
                       &self->handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                       NULL)
        != SQLITE_OK
      || sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK)
    keep_error (self);
  execute (self, pragma);
  execute (self, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
  version = ask_int (self, "PRAGMA user_version");
  check_file (self, version);
  if (self->error == NULL
      && sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL) != SQLITE_OK)
    keep_error (self);
  migrate (self, version);
}

static void
close_handle (SbSql *self)
{
  g_hash_table_remove_all (self->statements);
  if (sqlite3_close (g_steal_pointer (&self->handle)) != SQLITE_OK)
    g_warning ("%s was not closed", self->path);
}

/* A new file has no write-ahead log yet: SQLite makes it one, and takes away what it needed for
 * that. From then on the index of the log is in memory, since nobody else looks at it. */
static void
open_file (SbSql *self, gboolean has_log)
{
  if (!has_log) {
    open_handle (self, "PRAGMA locking_mode = NORMAL");
    execute (self, "PRAGMA journal_mode = WAL");
    close_handle (self);
  }
  if (self->error == NULL)
    open_handle (self, "PRAGMA locking_mode = EXCLUSIVE");
  if (self->error == NULL && !answers (self, "PRAGMA journal_mode", "wal"))
    sb_sql_fail (self, "There is no write-ahead log on this file system");
}

/**
 * sb_sql_open:
 * @patient: whether another process is waited for
 *
 * Returns: (transfer full) (nullable): the file, opened
 */
SbSql *
sb_sql_open (const char *path, gboolean patient, GError **error)
{
  SbSql *self;
  gboolean has_log;
  int lock;

  /* Nothing here may keep a window waiting. */
  g_assert (!g_main_context_is_owner (g_main_context_default ()));

  if (!prepare_folder (path, error))
    return NULL;
  lock = take_lock (path, patient, error);
  if (lock < 0)
    return NULL;
  if (!prepare_file (path, &has_log, error)) {
    close (lock);
    return NULL;
  }

  self = g_new0 (SbSql, 1);
  self->path = g_strdup (path);
  self->lock = lock;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_cb);
  self->thread = g_thread_self ();
  open_file (self, has_log);
  if (self->error == NULL)
    return self;

  g_propagate_error (error, g_steal_pointer (&self->error));
  sb_sql_close (self);

  return NULL;
}

/* Of a file that was refused, SQLite leaves the log: also an empty one that it made. */
static void
remove_empty_log (SbSql *self)
{
  g_autofree char *path = g_strconcat (self->path, "-wal", NULL);
  struct stat info;

  if (stat (path, &info) == 0 && info.st_size == 0)
    unlink (path);
}

/**
 * sb_sql_close:
 * @self: (transfer full): a file
 *
 * Everything goes into the one file, and the file is free.
 */
void
sb_sql_close (SbSql *self)
{
  check_thread (self);

  close_handle (self);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  remove_empty_log (self);
  g_clear_error (&self->error);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self);
}

/**
 * sb_sql_delete:
 * @open: (transfer full) (nullable): the file, where it is open
 *
 * Deletes a file, whatever is in it, with all that is beside it.
 *
 * Returns: whether it is gone
 */
gboolean
sb_sql_delete (const char *path, SbSql *open, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal", ".lock" };
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean deleted = TRUE;
  int lock;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  /* Nobody else opens it before it is gone. */
  if (open != NULL) {
    lock = open->lock;
    open->lock = -1;
    sb_sql_close (open);
  } else {
    lock = take_lock (path, TRUE, error);
  }
  if (lock < 0)
    return FALSE;

  for (gsize i = 0; deleted && i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

    deleted = unlink (name) == 0 || errno == ENOENT;
    if (!deleted)
      set_errno (error, name, errno);
  }
  close (lock);
  /* It may hold something else. */
  if (deleted)
    rmdir (folder);

  return deleted;
}

/* What was asked and not read to its end. */
static void
reset_statements (SbSql *self)
{
  sqlite3_stmt *statement = NULL;

  while ((statement = sqlite3_next_stmt (self->handle, statement)) != NULL)
    sqlite3_reset (statement);
}

/**
 * sb_sql_transact:
 *
 * Does all of some work or nothing of it.
 *
 * Returns: whether it is done, and on the disk
 */
gboolean
sb_sql_transact (SbSql *self, SbSqlWork work, gpointer data, GError **error)
{
  gboolean began;
  gboolean committing;

  check_thread (self);
  began = execute (self, "BEGIN IMMEDIATE");
  if (began)
    work (self, data);
  reset_statements (self);
  committing = self->error == NULL;
  if (execute (self, "COMMIT"))
    return TRUE;

  /* Some errors have ended it already. Where that does not help, the next call opens the file anew.
   */
  if (!sqlite3_get_autocommit (self->handle)
      && sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
    g_debug ("%s: %s", self->path, sqlite3_errmsg (self->handle));
  /* All of it may be in the log, and the disk only have failed to say so: after a crash it would be
   * there, though it was answered as not. */
  if (committing)
    sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

/**
 * sb_sql_is_usable:
 *
 * Returns: whether the file can be asked again after an error
 */
gboolean
sb_sql_is_usable (SbSql *self)
{
  return sqlite3_get_autocommit (self->handle) != 0;
}
