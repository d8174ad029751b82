/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "loop"

#include "loop.h"

/* Milliseconds. */
#define TURN 10

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

void
loop_turn (void)
{
  g_autoptr (GSource) source = g_timeout_source_new (TURN);

  g_source_set_callback (source, wake_cb, NULL, NULL);
  g_source_attach (source, NULL);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);
}

void
loop_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
loop_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}
