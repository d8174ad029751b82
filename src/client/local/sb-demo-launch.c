/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-demo-launch"

#include "sb-demo-launch.h"

#include "sb-error.h"
#include "sb-signal.h"

#include <string.h>

/* A large fleet takes a while to make up. */
#define START_DEADLINE (30 * 1000)
#define STOP_DEADLINE  (5 * 1000)
/* How much of what it says on standard error is kept, from the end. */
#define MOST_ERRORS 4096
#define CHUNK       4096
/* The first exit status that tells of the disk. */
#define FIRST_PROBLEM 2

struct _SbDemoLaunch {
  GObject parent_instance;

  SbClock *clock;
  GSubprocess *process;      /* (owned) (nullable) */
  GCancellable *cancellable; /* ends the reads */
  GString *line;             /* standard output so far */
  GString *errors;           /* the end of standard error */
  GTask *starting;           /* (owned) (nullable) */
  GTask *stopping;           /* (owned) (nullable) */
  guint timer;
  gboolean listened;
  gboolean exited;
  gboolean output_ended;
  gboolean errors_ended;
};

G_DEFINE_FINAL_TYPE (SbDemoLaunch, sb_demo_launch, G_TYPE_OBJECT)

enum { ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* How the program says that it cannot go on: src/demo/README.md. */
static const SbStorageProblem exit_problems[] = {
  [2] = SB_STORAGE_FOREIGN,
  [3] = SB_STORAGE_FULL,
  [4] = SB_STORAGE_REFUSED,
  [5] = SB_STORAGE_IN_USE,
};

/* (transfer full): with what it said on standard error. */
static GError *
new_error (SbDemoLaunch *self, SbError code, SbStorageProblem problem, const char *message)
{
  g_autofree char *said = g_utf8_make_valid (self->errors->str, (gssize) self->errors->len);
  SbErrorDetails details = { .storage_problem = problem };

  details.server_message = *g_strstrip (said) != '\0' ? said : NULL;

  return details.server_message != NULL ? sb_error_new (code, &details, "%s: %s", message, said)
                                        : sb_error_new (code, &details, "%s", message);
}

/* (transfer full): why the program has ended. */
static GError *
new_end_error (SbDemoLaunch *self, const char *message)
{
  gsize status = g_subprocess_get_if_exited (self->process)
                   ? (gsize) g_subprocess_get_exit_status (self->process)
                   : 0;

  return status >= FIRST_PROBLEM && status < G_N_ELEMENTS (exit_problems)
           ? new_error (self, SB_ERROR_STORAGE, exit_problems[status], message)
           : new_error (self, SB_ERROR_UNAVAILABLE, 0, message);
}

/* @error: (transfer full) */
static void
fail_start (SbDemoLaunch *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->starting);

  sb_clock_clear_timer (self->clock, &self->timer);
  g_cancellable_cancel (self->cancellable);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);

  g_task_return_error (task, error);
}

/* It ended before it listened: what it had said until then has been read. What it said on standard
 * error tells why. */
static void
fail_if_ended (SbDemoLaunch *self)
{
  if (self->starting != NULL && self->exited && self->output_ended && self->errors_ended)
    fail_start (self, new_end_error (self, "The demo tenant ended before it listened"));
}

static void
tell_end (SbDemoLaunch *self)
{
  g_autoptr (GError) error = new_end_error (self, "The demo tenant ended by itself");

  g_signal_emit (self, signals[ENDED], 0, error);
}

static gboolean
tell_end_cb (gpointer user_data)
{
  tell_end (SB_DEMO_LAUNCH (user_data));

  return G_SOURCE_REMOVE;
}

static void
use_line (SbDemoLaunch *self, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  SbDemoLine *line = sb_demo_line_read (self->line->str, length, &error);

  if (line == NULL) {
    fail_start (self, new_error (self, SB_ERROR_PROTOCOL, 0, error->message));
    return;
  }

  sb_clock_clear_timer (self->clock, &self->timer);
  self->listened = TRUE;
  task = g_steal_pointer (&self->starting);
  g_task_return_pointer (task, line, (GDestroyNotify) sb_demo_line_free);

  /* Its line was its last. Whoever started it hears first that it listened. */
  if (self->exited)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_end_cb, g_object_ref (self), g_object_unref);
}

/* Looks for the line in what came on standard output. */
static void
look_for_line (SbDemoLaunch *self)
{
  const char *end = memchr (self->line->str, '\n', self->line->len);

  if (self->starting == NULL)
    return;

  if (end != NULL)
    use_line (self, (gsize) (end - self->line->str));
  else if (self->line->len > SB_DEMO_LINE_MAX)
    fail_start (self,
                new_error (self,
                           SB_ERROR_PROTOCOL,
                           0,
                           "The demo tenant printed something else than its line"));
}

static void read_pipe (SbDemoLaunch *self, GInputStream *pipe);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDemoLaunch) self = g_steal_pointer (&user_data);
  GInputStream *pipe = G_INPUT_STREAM (source);
  gboolean is_output = pipe == g_subprocess_get_stdout_pipe (self->process);
  GString *text = is_output ? self->line : self->errors;
  gboolean *ended = is_output ? &self->output_ended : &self->errors_ended;
  g_autoptr (GBytes) bytes = NULL;

  g_assert (SB_IS_DEMO_LAUNCH (self));

  bytes = g_input_stream_read_bytes_finish (pipe, result, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0) {
    *ended = TRUE;
    fail_if_ended (self);
    return;
  }

  g_string_append_len (text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  if (is_output)
    look_for_line (self);
  else if (text->len > MOST_ERRORS)
    g_string_erase (text, 0, (gssize) (text->len - MOST_ERRORS));

  /* Standard error is read for as long as the program lives, or its pipe would fill up. */
  if (!is_output || self->starting != NULL)
    read_pipe (self, pipe);
}

static void
read_pipe (SbDemoLaunch *self, GInputStream *pipe)
{
  g_input_stream_read_bytes_async (pipe,
                                   CHUNK,
                                   G_PRIORITY_DEFAULT,
                                   self->cancellable,
                                   read_cb,
                                   g_object_ref (self));
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDemoLaunch) self = g_steal_pointer (&user_data);

  g_assert (SB_IS_DEMO_LAUNCH (self));

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  self->exited = TRUE;

  if (self->stopping != NULL) {
    g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

    sb_clock_clear_timer (self->clock, &self->timer);
    g_task_return_boolean (task, TRUE);
  } else if (self->starting != NULL) {
    fail_if_ended (self);
  } else if (self->listened) {
    tell_end (self);
  }
}

static gboolean
start_deadline_cb (gpointer user_data)
{
  g_autoptr (SbDemoLaunch) self = g_object_ref (SB_DEMO_LAUNCH (user_data));

  self->timer = 0;
  if (self->starting != NULL)
    fail_start (self,
                new_error (self,
                           SB_ERROR_DEADLINE,
                           0,
                           "The demo tenant did not say in time where it listens"));

  return G_SOURCE_REMOVE;
}

static gboolean
stop_deadline_cb (gpointer user_data)
{
  SbDemoLaunch *self = SB_DEMO_LAUNCH (user_data);

  self->timer = 0;
  g_subprocess_force_exit (self->process);

  return G_SOURCE_REMOVE;
}

static void
sb_demo_launch_finalize (GObject *object)
{
  SbDemoLaunch *self = SB_DEMO_LAUNCH (object);

  g_clear_object (&self->process);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  g_string_free (g_steal_pointer (&self->line), TRUE);
  g_string_free (g_steal_pointer (&self->errors), TRUE);

  G_OBJECT_CLASS (sb_demo_launch_parent_class)->finalize (object);
}

static void
sb_demo_launch_class_init (SbDemoLaunchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_demo_launch_finalize;

  signals[ENDED] = sb_signal_new (klass, "ended", 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sb_demo_launch_init (SbDemoLaunch *self)
{
  self->cancellable = g_cancellable_new ();
  self->line = g_string_new (NULL);
  self->errors = g_string_new (NULL);
}

/**
 * sb_demo_launch_new:
 *
 * Returns: (transfer full): a launch, to be started once
 */
SbDemoLaunch *
sb_demo_launch_new (SbClock *clock)
{
  SbDemoLaunch *self;

  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_DEMO_LAUNCH, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

/* The first of the programs that is there. */
static GSubprocess *
spawn (const char *const *programs, const char *const *arguments, GError **error)
{
  for (gsize i = 0; programs[i] != NULL; i++) {
    g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
    g_auto (GStrv) argv = NULL;
    g_autoptr (GError) failure = NULL;
    GSubprocess *process;

    g_strv_builder_add (builder, programs[i]);
    g_strv_builder_addv (builder, (const char **) arguments);
    argv = g_strv_builder_end (builder);
    process = g_subprocess_newv ((const char *const *) argv,
                                 G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                   | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                 &failure);
    if (process != NULL)
      return process;
    if (programs[i + 1] == NULL || !g_error_matches (failure, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT)) {
      g_propagate_error (error, sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "%s", failure->message));
      return NULL;
    }
  }

  return NULL;
}

/**
 * sb_demo_launch_start_async:
 * @programs: (array zero-terminated=1): paths, of which the first that is there is started
 * @arguments: (array zero-terminated=1): its arguments
 *
 * Starts the program and waits for its line, 30 seconds at most.
 */
void
sb_demo_launch_start_async (SbDemoLaunch *self,
                            const char *const *programs,
                            const char *const *arguments,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (SB_IS_DEMO_LAUNCH (self));
  g_return_if_fail (self->process == NULL);
  g_return_if_fail (programs != NULL && programs[0] != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_demo_launch_start_async);

  self->process = spawn (programs, arguments, &error);
  if (self->process == NULL) {
    g_task_return_error (task, error);
    return;
  }

  self->starting = g_steal_pointer (&task);
  self->timer = sb_clock_add_timer (self->clock,
                                    START_DEADLINE,
                                    start_deadline_cb,
                                    g_object_ref (self),
                                    g_object_unref);
  g_subprocess_wait_async (self->process, NULL, exited_cb, g_object_ref (self));
  read_pipe (self, g_subprocess_get_stdout_pipe (self->process));
  read_pipe (self, g_subprocess_get_stderr_pipe (self->process));
}

/**
 * sb_demo_launch_start_finish:
 *
 * Returns: (transfer full): where it listens; on failure %NULL, with SB_ERROR_UNAVAILABLE, STORAGE,
 *   DEADLINE or PROTOCOL and what it said on standard error as the server's message
 */
SbDemoLine *
sb_demo_launch_start_finish (SbDemoLaunch *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sb_demo_launch_stop_async:
 *
 * Closes the program's standard input, which ends it, and waits for its end: 5 seconds, then it is
 * killed. A start that is under way fails.
 */
void
sb_demo_launch_stop_async (SbDemoLaunch *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SB_IS_DEMO_LAUNCH (self));
  g_return_if_fail (self->stopping == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_demo_launch_stop_async);

  if (self->starting != NULL)
    fail_start (self, new_error (self, SB_ERROR_CANCELLED, 0, "The demo tenant was stopped"));
  g_cancellable_cancel (self->cancellable);
  if (self->process == NULL || self->exited) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  self->stopping = g_steal_pointer (&task);
  self->timer = sb_clock_add_timer (self->clock,
                                    STOP_DEADLINE,
                                    stop_deadline_cb,
                                    g_object_ref (self),
                                    g_object_unref);
  g_output_stream_close_async (g_subprocess_get_stdin_pipe (self->process),
                               G_PRIORITY_DEFAULT,
                               NULL,
                               NULL,
                               NULL);
}

void
sb_demo_launch_stop_finish (SbDemoLaunch *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
