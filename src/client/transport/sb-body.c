/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a reply's body, and no more of it than anybody should send. */

#define G_LOG_DOMAIN "sb-body"

#include "sb-body.h"

#include "sb-error.h"

#define CHUNK (64 * 1024)

typedef struct {
  GByteArray *bytes; /* (owned) */
  guint8 chunk[CHUNK];
} Body;

static void
body_free (gpointer data)
{
  Body *body = data;

  g_clear_pointer (&body->bytes, g_byte_array_unref);
  g_free (body);
}

static void read_next (GInputStream *stream, GTask *task);

static void
chunk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Body *body = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (n == 0) {
    g_task_return_pointer (task,
                           g_byte_array_free_to_bytes (g_steal_pointer (&body->bytes)),
                           (GDestroyNotify) g_bytes_unref);
    return;
  }
  if (body->bytes->len + (gsize) n > SB_BODY_MAX_BYTES) {
    g_task_return_error (task,
                         sb_error_new (SB_ERROR_PROTOCOL,
                                       NULL,
                                       "The reply is larger than %d MiB",
                                       SB_BODY_MAX_BYTES / (1024 * 1024)));
    return;
  }

  g_byte_array_append (body->bytes, body->chunk, (guint) n);
  read_next (G_INPUT_STREAM (source), g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_next (GInputStream *stream, GTask *task)
{
  Body *body = g_task_get_task_data (task);

  g_input_stream_read_async (stream,
                             body->chunk,
                             CHUNK,
                             G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task),
                             chunk_cb,
                             task);
}

/**
 * sb_body_read_async: (skip)
 *
 * Reads to the end, a chunk a turn of the main loop.
 */
void
sb_body_read_async (GInputStream *stream,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Body *body = g_new0 (Body, 1);

  g_task_set_source_tag (task, sb_body_read_async);
  body->bytes = g_byte_array_new ();
  g_task_set_task_data (task, body, body_free);
  read_next (stream, task);
}

/**
 * sb_body_read_finish: (skip)
 *
 * Errors: SB_ERROR_PROTOCOL where it is too large; what the stream said otherwise.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
sb_body_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
