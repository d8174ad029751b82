/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a reply's body, and no more of it than anybody should send. What is compressed is unfolded
 * here, a chunk a turn of the loop: libsoup's decoder goes on for as long as there is more,
 * and a stream that unfolds to nothing never gets to any limit. */

#define G_LOG_DOMAIN "sb-body"

#include "sb-body.h"

#include "sb-error.h"

/* Compressed, it unfolds to a thousand times that at most. */
#define CHUNK (16 * 1024)

typedef struct {
  GByteArray *bytes;    /* (owned) */
  GConverter *unfolder; /* (owned) (nullable): of what is compressed */
  gboolean unfolded;    /* the compressed stream is at its end; what follows means nothing */
  gsize n_read;         /* as it came */
  guint8 chunk[CHUNK];
} Body;

static void
body_free (gpointer data)
{
  Body *body = data;

  g_clear_pointer (&body->bytes, g_byte_array_unref);
  g_clear_object (&body->unfolder);
  g_free (body);
}

static gboolean
append (Body *body, const guint8 *data, gsize n, GError **error)
{
  if (body->bytes->len + n <= SB_BODY_MAX_BYTES) {
    g_byte_array_append (body->bytes, data, (guint) n);
    return TRUE;
  }

  g_propagate_error (error,
                     sb_error_new (SB_ERROR_PROTOCOL,
                                   NULL,
                                   "The reply is larger than %d MiB",
                                   SB_BODY_MAX_BYTES / (1024 * 1024)));

  return FALSE;
}

/* Takes the @n bytes of the chunk; none are the end. */
static gboolean
unfold (Body *body, gsize n, GError **error)
{
  GConverterFlags flags = n == 0 ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
  gsize used = 0;

  while (!body->unfolded) {
    guint8 buffer[CHUNK];
    g_autoptr (GError) stopped = NULL;
    gsize n_used = 0;
    gsize n_unfolded = 0;
    GConverterResult result = g_converter_convert (body->unfolder,
                                                   body->chunk + used,
                                                   n - used,
                                                   buffer,
                                                   sizeof buffer,
                                                   flags,
                                                   &n_used,
                                                   &n_unfolded,
                                                   &stopped);

    /* It wants more than the chunk has. */
    if (n > 0 && g_error_matches (stopped, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
      return TRUE;
    if (result == G_CONVERTER_ERROR) {
      /* What is cut off is asked for again; what is wrong would be wrong again. */
      if (g_error_matches (stopped, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        g_propagate_error (error, g_steal_pointer (&stopped));
      else
        g_propagate_error (error, sb_error_new (SB_ERROR_PROTOCOL, NULL, "%s", stopped->message));
      return FALSE;
    }

    used += n_used;
    body->unfolded = result == G_CONVERTER_FINISHED;
    if (!append (body, buffer, n_unfolded, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
take_chunk (Body *body, gsize n, GError **error)
{
  body->n_read += n;
  if (body->unfolder == NULL || body->n_read == 0)
    return append (body, body->chunk, n, error);

  if (body->n_read > SB_BODY_MAX_BYTES) {
    g_propagate_error (error,
                       sb_error_new (SB_ERROR_PROTOCOL, NULL, "The compressed reply does not end"));
    return FALSE;
  }

  return unfold (body, n, error);
}

static void read_next (GInputStream *stream, GTask *task);

static void
chunk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Body *body = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0 || !take_chunk (body, (gsize) n, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (n == 0)
    g_task_return_pointer (task,
                           g_byte_array_free_to_bytes (g_steal_pointer (&body->bytes)),
                           (GDestroyNotify) g_bytes_unref);
  else
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
 * @encoding: (nullable): how the body is compressed: SB_BODY_ENCODING or nothing
 *
 * Reads to the end, a chunk a turn of the loop.
 */
void
sb_body_read_async (GInputStream *stream,
                    const char *encoding,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Body *body = g_new0 (Body, 1);

  g_task_set_source_tag (task, sb_body_read_async);
  body->bytes = g_byte_array_new ();
  g_task_set_task_data (task, body, body_free);

  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0) {
    read_next (stream, g_steal_pointer (&task));
  } else if (g_ascii_strcasecmp (encoding, SB_BODY_ENCODING) == 0) {
    body->unfolder = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
    read_next (stream, g_steal_pointer (&task));
  } else {
    g_task_return_error (
      task,
      sb_error_new (SB_ERROR_PROTOCOL, NULL, "The reply is compressed in a way not asked for"));
  }
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
