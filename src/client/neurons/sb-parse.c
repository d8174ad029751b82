/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-parse"

#include "sb-parse.h"

#include "sb-wire.h"
#include "sb-worker.h"

typedef struct {
  GBytes *body; /* (owned) */
  SbParseFunc func;
  gpointer data;
} Parse;

static void
parse_free (gpointer data)
{
  Parse *parse = data;

  g_clear_pointer (&parse->body, g_bytes_unref);
  g_free (parse);
}

static void
parse_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Parse *parse = task_data;
  g_autoptr (GError) error = NULL;
  gpointer object = parse->func (parse->body, parse->data, &error);

  if (object != NULL)
    g_task_return_pointer (task, object, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sb_parse_async: (skip)
 * @data: (nullable): for @func; nobody else touches it until @callback is called
 */
void
sb_parse_async (GBytes *body,
                SbParseFunc func,
                gpointer data,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Parse *parse = g_new0 (Parse, 1);

  g_task_set_source_tag (task, sb_parse_async);
  parse->body = g_bytes_ref (body);
  parse->func = func;
  parse->data = data;
  g_task_set_task_data (task, parse, parse_free);

  if (g_bytes_get_size (body) > SB_WIRE_MAX_IN_MAIN)
    sb_worker_run (task, parse_cb);
  else
    parse_cb (task, NULL, parse, NULL);
}

/**
 * sb_parse_finish: (skip)
 *
 * Returns: (transfer full): the object; what @func said otherwise
 */
gpointer
sb_parse_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
