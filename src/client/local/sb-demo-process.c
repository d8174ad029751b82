/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-demo-process"

#include "config.h"

#include "sb-demo-process.h"

#include "sb-count.h"
#include "sb-demo-files.h"
#include "sb-demo-launch.h"
#include "sb-error.h"
#include "sb-signal.h"

#define PROGRAM "signalbox-demo-tenant"

/* After 0, 1, 2, 4, 8 seconds; who has lived for a minute has made up for its deaths. */
#define MAX_RESTARTS 5
#define GOOD_LIFE    (60 * 1000)

struct _SbDemoProcess {
  GObject parent_instance;

  SbClock *clock;
  SbAccount *account;
  SbDemoLaunch *launch; /* (owned) (nullable): that which starts or runs */
  GPtrArray *starters;  /* (element-type GTask): who waits for it to listen */
  GPtrArray *stoppers;  /* (element-type GTask): who waits for its end */
  SbDemoLine *line;     /* (owned) (nullable): where it listened last */
  gboolean running;
  gboolean any_port;   /* the port where it listened last is somebody else's */
  guint restarts;      /* since it last lived long */
  gint64 listening_at; /* monotonic milliseconds */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SbDemoProcess, sb_demo_process, G_TYPE_OBJECT)

enum { RUNNING_CHANGED, MOVED, FAILED, SET_ASIDE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void begin (SbDemoProcess *self);
static void restarted_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
set_running (SbDemoProcess *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  g_signal_emit (self, signals[RUNNING_CHANGED], 0);
}

/* The port where it listened last, so that who speaks to it need not know that it died; 0 is any.
 */
static int
get_port (SbDemoProcess *self)
{
  g_autoptr (GUri) uri = NULL;

  if (self->line == NULL || self->any_port)
    return 0;

  uri = g_uri_parse (self->line->address, G_URI_FLAGS_NONE, NULL);

  return MAX (g_uri_get_port (uri), 0);
}

/* Puts where it listens into the account. Returns whether that is another place than before. */
static gboolean
use_line (SbDemoProcess *self, SbDemoLine *line)
{
  gboolean moved = self->line != NULL
                   && (!g_str_equal (self->line->address, line->address)
                       || !g_str_equal (self->line->user, line->user)
                       || !sb_secret_equal (self->line->password, line->password));

  sb_account_set_address (self->account, line->address);
  sb_account_set_user_name (self->account, line->user);
  if (self->line == NULL || moved)
    sb_account_set_device_space (self->account, line->space);

  g_clear_pointer (&self->line, sb_demo_line_free);
  self->line = line;

  return moved;
}

static void
drop_launch (SbDemoProcess *self)
{
  if (self->launch != NULL)
    g_signal_handlers_disconnect_by_data (self->launch, self);
  g_clear_object (&self->launch);
}

static gboolean
restart_cb (gpointer user_data)
{
  SbDemoProcess *self = SB_DEMO_PROCESS (user_data);

  self->timer = 0;
  sb_demo_process_start_async (self, NULL, restarted_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
restart_later (SbDemoProcess *self, const GError *error)
{
  gint64 delay;

  /* A disk that refuses does so again. */
  if (self->restarts >= MAX_RESTARTS || g_error_matches (error, SB_ERROR, SB_ERROR_STORAGE)) {
    g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }

  delay = self->restarts > 0 ? sb_count_double (1000, self->restarts - 1, G_MAXINT) : 0;
  self->restarts++;
  self->timer = sb_clock_add_timer (self->clock, (guint) delay, restart_cb, self, NULL);
}

static void
ended_cb (SbDemoLaunch *launch, const GError *error, gpointer user_data)
{
  g_autoptr (SbDemoProcess) self = g_object_ref (SB_DEMO_PROCESS (user_data));

  g_assert (SB_IS_DEMO_LAUNCH (launch));

  g_debug ("%s", error->message);
  if (sb_clock_get_monotonic (self->clock) - self->listening_at >= GOOD_LIFE)
    self->restarts = 0;
  drop_launch (self);
  set_running (self, FALSE);
  restart_later (self, error);
}

/* Destroying the source lets go of the task, which owns the source. */
static void
destroy_source (gpointer data)
{
  GSource *source = data;

  g_source_destroy (source);
  g_source_unref (source);
}

static gboolean
starter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  SbDemoProcess *self = g_task_get_source_object (task);

  if (g_ptr_array_remove (self->starters, task))
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
  g_task_set_task_data (task, NULL, NULL);

  return G_SOURCE_REMOVE;
}

/* @task: (transfer full): waits until the program listens, or until it does not care any more. */
static void
add_starter (SbDemoProcess *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_task_set_check_cancellable (task, FALSE);
  if (cancellable != NULL) {
    GSource *source = g_cancellable_source_new (cancellable);

    g_task_attach_source (task, source, G_SOURCE_FUNC (starter_cancelled_cb));
    g_task_set_task_data (task, source, destroy_source);
  }
  g_ptr_array_add (self->starters, task);
}

/* Answers everybody who waits for the start. */
static void
end_start (SbDemoProcess *self, const GError *error)
{
  g_autoptr (GPtrArray) starters = g_steal_pointer (&self->starters);

  self->starters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < starters->len; i++) {
    GTask *task = g_ptr_array_index (starters, i);

    g_task_set_task_data (task, NULL, NULL);
    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
  }
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDemoProcess) self = g_steal_pointer (&user_data);
  SbDemoLaunch *launch = SB_DEMO_LAUNCH (source);
  g_autoptr (GError) error = NULL;
  SbDemoLine *line = sb_demo_launch_start_finish (launch, result, &error);

  g_assert (SB_IS_DEMO_PROCESS (self));

  if (line == NULL) {
    if (self->launch == launch)
      drop_launch (self);
    if (g_error_matches (error, SB_ERROR, SB_ERROR_UNAVAILABLE) && get_port (self) != 0) {
      self->any_port = TRUE;
      begin (self);
    } else {
      end_start (self, error);
    }
    return;
  }

  self->any_port = FALSE;

  self->listening_at = sb_clock_get_monotonic (self->clock);
  g_signal_connect_object (launch, "ended", G_CALLBACK (ended_cb), self, 0);
  if (use_line (self, line))
    g_signal_emit (self, signals[MOVED], 0);
  set_running (self, TRUE);
  if (self->line->set_aside != NULL)
    g_signal_emit (self, signals[SET_ASIDE], 0, self->line->set_aside);
  end_start (self, NULL);
}

/* (transfer full): where the program may be: where SIGNALBOX_DEMO_TENANT says, else installed, else
 * in the build tree */
static GStrv
get_programs (void)
{
  const char *named = g_getenv ("SIGNALBOX_DEMO_TENANT");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (named != NULL && *named != '\0')
    g_strv_builder_add (builder, named);
  else
    g_strv_builder_add_many (builder,
                             LIBEXECDIR G_DIR_SEPARATOR_S PROGRAM,
                             BUILD_DEMO_TENANT,
                             NULL);

  return g_strv_builder_end (builder);
}

/* (transfer full) (nullable): its arguments, with those of SIGNALBOX_DEMO_ARGS, which may
 * contradict the others and then count */
static GStrv
get_arguments (SbDemoProcess *self, GError **error)
{
  const char *more = g_getenv ("SIGNALBOX_DEMO_ARGS");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *port_text = g_strdup_printf ("%d", get_port (self));
  g_autofree char *database = sb_demo_files_get_database ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) failure = NULL;

  g_strv_builder_add_many (builder, "--port", port_text, "--database", database, NULL);
  if (more == NULL)
    return g_strv_builder_end (builder);

  if (g_shell_parse_argv (more, NULL, &arguments, &failure)) {
    g_strv_builder_addv (builder, (const char **) arguments);
  } else if (!g_error_matches (failure, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING)) {
    g_propagate_error (
      error,
      sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "SIGNALBOX_DEMO_ARGS: %s", failure->message));
    return NULL;
  }

  return g_strv_builder_end (builder);
}

static void
launch (SbDemoProcess *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) programs = get_programs ();
  g_auto (GStrv) arguments = get_arguments (self, &error);

  if (arguments == NULL) {
    end_start (self, error);
    return;
  }

  g_assert (self->launch == NULL);
  self->launch = sb_demo_launch_new (self->clock);
  sb_demo_launch_start_async (self->launch,
                              (const char *const *) programs,
                              (const char *const *) arguments,
                              launched_cb,
                              g_object_ref (self));
}

static void
folder_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDemoProcess) self = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  g_assert (SB_IS_DEMO_PROCESS (self));

  if (!sb_demo_files_finish (result, &error))
    end_start (self, error);
  /* It may have been stopped, or stopped and started again, meanwhile. */
  else if (self->starters->len > 0 && self->launch == NULL)
    launch (self);
}

static void
begin (SbDemoProcess *self)
{
  sb_clock_clear_timer (self->clock, &self->timer);
  sb_demo_files_make_folder_async (folder_made_cb, g_object_ref (self));
}

static void
restarted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SbDemoProcess *self = SB_DEMO_PROCESS (source);
  g_autoptr (GError) error = NULL;

  if (!sb_demo_process_start_finish (self, result, &error)
      && !g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))
    restart_later (self, error);
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDemoProcess) self = g_steal_pointer (&user_data);
  g_autoptr (GPtrArray) stoppers = NULL;

  g_assert (SB_IS_DEMO_PROCESS (self));

  sb_demo_launch_stop_finish (SB_DEMO_LAUNCH (source), result);
  stoppers = g_steal_pointer (&self->stoppers);
  self->stoppers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < stoppers->len; i++)
    g_task_return_boolean (g_ptr_array_index (stoppers, i), TRUE);

  if (self->starters->len > 0)
    begin (self);
}

static void
files_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbDemoProcess *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!sb_demo_files_finish (result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  add_starter (self, g_steal_pointer (&task));
  if (self->starters->len == 1)
    begin (self);
}

static void
stopped_to_start_afresh_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SbDemoProcess *self = SB_DEMO_PROCESS (source);
  g_autoptr (GTask) task = g_steal_pointer (&user_data);

  sb_demo_process_stop_finish (self, result);
  self->restarts = 0;
  sb_demo_files_delete_async (files_deleted_cb, g_steal_pointer (&task));
}

static void
sb_demo_process_finalize (GObject *object)
{
  SbDemoProcess *self = SB_DEMO_PROCESS (object);

  if (self->launch != NULL)
    sb_demo_launch_stop_async (self->launch, NULL, NULL);
  drop_launch (self);
  sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->clock);
  g_clear_object (&self->account);
  g_clear_pointer (&self->line, sb_demo_line_free);
  g_clear_pointer (&self->starters, g_ptr_array_unref);
  g_clear_pointer (&self->stoppers, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_demo_process_parent_class)->finalize (object);
}

static void
sb_demo_process_class_init (SbDemoProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_demo_process_finalize;

  signals[RUNNING_CHANGED] = sb_signal_new (klass, "running-changed", 0);
  signals[MOVED] = sb_signal_new (klass, "moved", 0);
  signals[FAILED] = sb_signal_new (klass, "failed", 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SET_ASIDE] = sb_signal_new (klass, "set-aside", 1, G_TYPE_STRING);
}

static void
sb_demo_process_init (SbDemoProcess *self)
{
  self->account = sb_account_new (SB_ACCOUNT_DEMO_ID, TRUE);
  sb_account_set_use_unpublished_calls (self->account, TRUE);
  self->starters = g_ptr_array_new_with_free_func (g_object_unref);
  self->stoppers = g_ptr_array_new_with_free_func (g_object_unref);
}

SbDemoProcess *
sb_demo_process_new (SbClock *clock)
{
  SbDemoProcess *self;

  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_DEMO_PROCESS, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

void
sb_demo_process_start_async (SbDemoProcess *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SB_IS_DEMO_PROCESS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_demo_process_start_async);

  if (self->running) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  add_starter (self, g_steal_pointer (&task));
  if (self->starters->len == 1 && self->stoppers->len == 0)
    begin (self);
}

gboolean
sb_demo_process_start_finish (SbDemoProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_demo_process_start_afresh_async (SbDemoProcess *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_DEMO_PROCESS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_demo_process_start_afresh_async);
  sb_demo_process_stop_async (self, stopped_to_start_afresh_cb, task);
}

gboolean
sb_demo_process_start_afresh_finish (SbDemoProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_demo_process_stop_async (SbDemoProcess *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (SbDemoLaunch) stopping = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SB_IS_DEMO_PROCESS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_demo_process_stop_async);
  sb_clock_clear_timer (self->clock, &self->timer);

  if (self->launch == NULL) {
    if (self->starters->len > 0) {
      g_autoptr (GError)
        error = sb_error_new (SB_ERROR_CANCELLED, NULL, "The demo tenant was stopped");

      end_start (self, error);
    }
    if (self->stoppers->len > 0)
      g_ptr_array_add (self->stoppers, g_steal_pointer (&task));
    else
      g_task_return_boolean (task, TRUE);
    return;
  }

  g_ptr_array_add (self->stoppers, g_steal_pointer (&task));
  stopping = g_object_ref (self->launch);
  drop_launch (self);
  set_running (self, FALSE);
  sb_demo_launch_stop_async (stopping, stopped_cb, g_object_ref (self));
}

void
sb_demo_process_stop_finish (SbDemoProcess *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
sb_demo_process_get_running (SbDemoProcess *self)
{
  g_return_val_if_fail (SB_IS_DEMO_PROCESS (self), FALSE);

  return self->running;
}

SbAccount *
sb_demo_process_get_account (SbDemoProcess *self)
{
  g_return_val_if_fail (SB_IS_DEMO_PROCESS (self), NULL);

  return self->account;
}

SbSecret *
sb_demo_process_get_secret (SbDemoProcess *self)
{
  g_return_val_if_fail (SB_IS_DEMO_PROCESS (self), NULL);

  return self->line != NULL ? self->line->password : NULL;
}
