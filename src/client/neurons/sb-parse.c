/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-parse"

#include "sb-parse.h"

#include "sb-error.h"
#include "sb-wire.h"

/* Threads of our own: GTask's are shared with name look-ups, which fill them while a server does
 * not answer. One may be held by a reply, for as long as the scan lets it. There are more than an
 * account has requests under way, so that the others go on. */
#define MAX_THREADS 32

/* What the thread has to itself, also when nobody waits for it any more. */
typedef struct {
  GBytes *body; /* (owned) */
  SbReadFunc func;
  SbReader reader;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->body, g_bytes_unref);
  g_free (job);
}

static void
job_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) work = data;
  Job *job = g_task_get_task_data (work);
  g_autoptr (GError) error = NULL;
  gpointer object = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (work)))
    error = sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled");
  else
    object = job->func (&job->reader, job->body, &error);

  if (object != NULL)
    g_task_return_pointer (work, object, g_object_unref);
  else
    g_task_return_error (work, g_steal_pointer (&error));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = g_task_propagate_pointer (G_TASK (result), &error);
  GSource *cancelled = g_task_get_task_data (task);

  /* The caller was answered when it was cancelled. */
  if (cancelled != NULL && g_source_is_destroyed (cancelled))
    return;

  if (cancelled != NULL)
    g_source_destroy (cancelled);
  if (object != NULL)
    g_task_return_pointer (task, g_steal_pointer (&object), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error (G_TASK (user_data), sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));

  return G_SOURCE_REMOVE;
}

/* @work: (transfer full) */
static void
parse_in_thread (GTask *task, GTask *work)
{
  static GThreadPool *pool = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GSource *cancelled;

  if (cancellable != NULL) {
    cancelled = g_cancellable_source_new (cancellable);
    g_task_set_task_data (task, cancelled, (GDestroyNotify) g_source_unref);
    g_task_attach_source (task, cancelled, G_SOURCE_FUNC (cancelled_cb));
  }

  if (pool == NULL)
    pool = g_thread_pool_new (job_cb, NULL, MAX_THREADS, FALSE, NULL);
  g_thread_pool_push (pool, work, NULL);
}

/**
 * sb_parse_async: (skip)
 * @cancellable: (nullable): ends it with SB_ERROR_CANCELLED, at once, whatever the thread does
 *
 * Reads a body, in a thread where that may take long enough to be seen.
 */
void
sb_parse_async (GBytes *body,
                SbReadFunc func,
                const SbReader *reader,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) work = NULL;
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, sb_parse_async);
  g_task_set_check_cancellable (task, FALSE);

  job->body = g_bytes_ref (body);
  job->func = func;
  job->reader = *reader;
  work = g_task_new (NULL, cancellable, done_cb, task);
  g_task_set_source_tag (work, sb_parse_async);
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, job, job_free);

  if (g_bytes_get_size (body) > SB_WIRE_MAX_IN_MAIN)
    parse_in_thread (task, g_steal_pointer (&work));
  else
    job_cb (g_steal_pointer (&work), NULL);
}

/**
 * sb_parse_finish: (skip)
 *
 * Returns: (transfer full): the object; what the function said otherwise
 */
gpointer
sb_parse_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GObject) object = g_task_propagate_pointer (G_TASK (result), &problem);

  /* It may have been cancelled since. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)))) {
    g_propagate_error (error, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
    return NULL;
  }
  if (object == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));

  return g_steal_pointer (&object);
}
