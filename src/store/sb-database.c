/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The thread waits for what there is to do: tests/house names this file as a worker. */

#define G_LOG_DOMAIN "sb-database"

#include "config.h"

#include "sb-database-private.h"

struct _SbDatabase {
  GObject parent_instance;

  GAsyncQueue *queue; /* (owned) (element-type Item): what the thread has to do */
};

G_DEFINE_FINAL_TYPE (SbDatabase, sb_database, G_TYPE_OBJECT)

/* What was asked for. */
typedef enum { WORK, CLOSE, DELETE } ItemKind;

typedef struct {
  ItemKind kind;
  GTask *task;    /* (owned) (nullable): NULL ends the thread */
  SbSqlWork work; /* (nullable): of WORK */
  GError *error;  /* (owned) (nullable) */
} Item;

/* What the thread has. */
typedef struct {
  GAsyncQueue *queue; /* (owned) (element-type Item) */
  char *path;
  SbSql *sql; /* (owned) (nullable): while it is open */
  gboolean tried;
  gboolean closed;
} Worker;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->task);
  g_clear_error (&item->error);
  g_free (item);
}

/* @task: (transfer full) (nullable) */
static void
push (SbDatabase *self, ItemKind kind, GTask *task, SbSqlWork work)
{
  Item *item = g_new0 (Item, 1);

  item->kind = kind;
  item->task = task;
  item->work = work;
  g_async_queue_push (self->queue, item);
}

static gboolean
is_cancelled (Item *item)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (item->task));
}

static void
close_file (Worker *worker)
{
  g_clear_pointer (&worker->sql, sb_sql_close);
}

static void
carry_out (Worker *worker, Item *item)
{
  if (item->kind != WORK) {
    if (item->kind == DELETE)
      sb_sql_delete (worker->path, g_steal_pointer (&worker->sql), &item->error);
    close_file (worker);
    worker->closed = TRUE;
    return;
  }

  if (is_cancelled (item))
    return;

  if (worker->closed) {
    item->error = sb_error_new (SB_ERROR_STORAGE, NULL, "%s: It was closed", worker->path);
    return;
  }

  /* Only when it is asked first may another process just be ending. */
  if (worker->sql == NULL)
    worker->sql = sb_sql_open (worker->path, !worker->tried, &item->error);
  worker->tried = TRUE;

  if (worker->sql != NULL && item->work != NULL
      && !sb_sql_transact (worker->sql, item->work, g_task_get_task_data (item->task), &item->error)
      && !sb_sql_is_usable (worker->sql))
    close_file (worker);
}

/* In the context of who asked. */
static gboolean
answer_cb (gpointer data)
{
  Item *item = data;

  if (is_cancelled (item))
    g_task_return_error (item->task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
  else if (item->error != NULL)
    g_task_return_error (item->task, g_steal_pointer (&item->error));
  else
    g_task_return_boolean (item->task, TRUE);

  return G_SOURCE_REMOVE;
}

/* The thread does not touch the task, its data or the database after that: they end where they
 * began. */
static void
answer (Item *item)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (item->task));

  g_source_set_priority (source, g_task_get_priority (item->task));
  g_source_set_callback (source, answer_cb, item, item_free);
  g_source_set_static_name (source, "[sb-database] answer");
  g_source_attach (source, context);
}

static gpointer
run_thread (gpointer data)
{
  Worker *worker = data;
  Item *item;

  while ((item = g_async_queue_pop (worker->queue))->task != NULL) {
    carry_out (worker, item);
    answer (item);
  }

  item_free (item);
  close_file (worker);
  g_async_queue_unref (worker->queue);
  g_free (worker->path);
  g_free (worker);

  return NULL;
}

static void
sb_database_finalize (GObject *object)
{
  SbDatabase *self = SB_DATABASE (object);

  /* Whatever was asked held a reference, and so is done. The thread is not waited for. */
  push (self, WORK, NULL, NULL);
  g_clear_pointer (&self->queue, g_async_queue_unref);

  G_OBJECT_CLASS (sb_database_parent_class)->finalize (object);
}

static void
sb_database_class_init (SbDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_database_finalize;
}

static void
sb_database_init (SbDatabase *self)
{
  self->queue = g_async_queue_new_full (item_free);
}

SbDatabase *
sb_database_new (const char *path)
{
  SbDatabase *self;
  Worker *worker;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (SB_TYPE_DATABASE, NULL);
  worker = g_new0 (Worker, 1);
  worker->queue = g_async_queue_ref (self->queue);
  worker->path = g_strdup (path);
  g_thread_unref (g_thread_new ("sb-database", run_thread, worker));

  return self;
}

SbDatabase *
sb_database_new_for_account (SbAccount *account)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);

  path = g_build_filename (g_get_user_data_dir (),
                           PACKAGE_NAME,
                           "accounts",
                           sb_account_get_id (account),
                           "account.sqlite",
                           NULL);

  return sb_database_new (path);
}

void
sb_database_open_async (SbDatabase *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (self));

  sb_database_run (self,
                   sb_database_open_async,
                   NULL,
                   NULL,
                   NULL,
                   cancellable,
                   callback,
                   user_data);
}

gboolean
sb_database_open_finish (SbDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_database_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_database_close_async (SbDatabase *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_DATABASE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_database_close_async);
  push (self, CLOSE, task, NULL);
}

void
sb_database_close_finish (SbDatabase *self, GAsyncResult *result)
{
  g_return_if_fail (SB_IS_DATABASE (self));
  g_return_if_fail (g_async_result_is_tagged (result, sb_database_close_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

void
sb_database_delete_async (SbDatabase *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_DATABASE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_database_delete_async);
  push (self, DELETE, task, NULL);
}

gboolean
sb_database_delete_finish (SbDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_database_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_database_run (SbDatabase *self,
                 gpointer tag,
                 SbSqlWork work,
                 gpointer data,
                 GDestroyNotify free_data,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, data, free_data);
  g_task_set_check_cancellable (task, FALSE);
  push (self, WORK, task, work);
}
