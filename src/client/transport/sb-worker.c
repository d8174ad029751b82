/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Threads of our own. GTask's are shared with name look-ups, which fill them while a server does
 * not answer; nothing that a view waits for may stand in that queue. */

#define G_LOG_DOMAIN "sb-worker"

#include "sb-worker.h"

/* A thread may be held: by a disk that does not answer, or, for as long as the scan lets it, by a
 * reply. There are more than an account has requests under way, so that the others go on. */
#define MAX_THREADS 32

typedef struct {
  GTask *task; /* (owned) */
  GTaskThreadFunc func;
} Job;

static void
run_cb (gpointer data, gpointer user_data)
{
  Job *job = data;

  job->func (job->task,
             g_task_get_source_object (job->task),
             g_task_get_task_data (job->task),
             g_task_get_cancellable (job->task));
  g_clear_object (&job->task);
  g_free (job);
}

/**
 * sb_worker_run: (skip)
 * @task: a task without a source object, whose data no other thread touches from now on
 * @func: returns the task's result, in a thread
 */
void
sb_worker_run (GTask *task, GTaskThreadFunc func)
{
  static GThreadPool *pool = NULL;
  Job *job = g_new0 (Job, 1);

  if (pool == NULL)
    pool = g_thread_pool_new (run_cb, NULL, MAX_THREADS, FALSE, NULL);

  job->task = g_object_ref (task);
  job->func = func;
  g_thread_pool_push (pool, job, NULL);
}
