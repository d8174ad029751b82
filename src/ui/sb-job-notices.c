/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-job-notices"

#include "config.h"

#include "sb-job-notices.h"

#include "sb-presenter.h"
#include "sb-signal.h"
#include "sb-words-job.h"

/* The notification of what waits, of which there is one. */
#define WAITING "jobs-waiting"

struct _SbJobNotices {
  GObject parent_instance;

  GtkApplication *application; /* not owned */
  GPtrArray *watched;          /* (owned) (element-type SbJobs): not owned each */
  guint n_sent;
};

G_DEFINE_FINAL_TYPE (SbJobNotices, sb_job_notices, G_TYPE_OBJECT)

static void
notify (SbJobNotices *self, const char *id, const char *title, const char *body)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}

static void
tell_end (SbJobNotices *self, SbJob *job)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  g_autofree char *title = sb_words_job_title (job);
  g_autofree char *state = sb_words_job_state (job);
  g_autofree char *id = g_strdup_printf ("job-%u", ++self->n_sent);

  if (window == NULL || !gtk_window_is_active (window)) {
    notify (self, id, title, state);
    return;
  }

  if (sb_job_count (job, SB_JOB_DONE) < sb_job_get_n_devices (job)) {
    g_autofree char *details = sb_words_job_details (job);

    sb_present_details (GTK_WIDGET (window), state, title, details);
  } else {
    sb_present_text (GTK_WIDGET (window), state);
  }
}

static void
job_changed_cb (SbJobNotices *self, SbJob *job)
{
  g_assert (SB_IS_JOB_NOTICES (self));

  if (!sb_job_is_over (job))
    return;

  g_signal_handlers_disconnect_by_func (job, job_changed_cb, self);
  tell_end (self, job);
}

static void
items_changed_cb (SbJobNotices *self,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  GListModel *jobs)
{
  g_assert (SB_IS_JOB_NOTICES (self));

  for (guint i = 0; i < n_added; i++) {
    g_autoptr (SbJob) job = g_list_model_get_item (jobs, position + i);

    if (!sb_job_is_over (job))
      sb_connect (job, "changed", job_changed_cb, self);
  }
}

/* Those of an account that is removed go. */
static void
gone_cb (gpointer data, GObject *jobs)
{
  g_ptr_array_remove_fast (SB_JOB_NOTICES (data)->watched, jobs);
}

static void
sb_job_notices_dispose (GObject *object)
{
  SbJobNotices *self = SB_JOB_NOTICES (object);

  for (guint i = 0; self->watched != NULL && i < self->watched->len; i++)
    g_object_weak_unref (g_ptr_array_index (self->watched, i), gone_cb, self);
  g_clear_pointer (&self->watched, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_job_notices_parent_class)->dispose (object);
}

static void
sb_job_notices_class_init (SbJobNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_job_notices_dispose;
}

static void
sb_job_notices_init (SbJobNotices *self)
{
  self->watched = g_ptr_array_new ();
}

SbJobNotices *
sb_job_notices_new (GtkApplication *application)
{
  SbJobNotices *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (SB_TYPE_JOB_NOTICES, NULL);
  self->application = application;

  return self;
}

void
sb_job_notices_watch (SbJobNotices *self, SbJobs *jobs)
{
  g_return_if_fail (SB_IS_JOB_NOTICES (self));
  g_return_if_fail (SB_IS_JOBS (jobs));

  if (g_ptr_array_find (self->watched, jobs, NULL))
    return;

  g_ptr_array_add (self->watched, jobs);
  g_object_weak_ref (G_OBJECT (jobs), gone_cb, self);
  g_signal_connect_object (jobs,
                           "items-changed",
                           G_CALLBACK (items_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self,
                    0,
                    0,
                    g_list_model_get_n_items (G_LIST_MODEL (jobs)),
                    G_LIST_MODEL (jobs));
}

void
sb_job_notices_tell_waiting (SbJobNotices *self)
{
  guint n_jobs = 0;
  g_autofree char *text = NULL;

  g_return_if_fail (SB_IS_JOB_NOTICES (self));

  for (guint i = 0; i < self->watched->len; i++)
    n_jobs += sb_jobs_count_waiting (g_ptr_array_index (self->watched, i));
  if (n_jobs == 0)
    return;

  text = sb_words_jobs_waiting (n_jobs);
  notify (self, WAITING, text, NULL);
}

void
sb_job_notices_withdraw_waiting (SbJobNotices *self)
{
  g_return_if_fail (SB_IS_JOB_NOTICES (self));

  g_application_withdraw_notification (G_APPLICATION (self->application), WAITING);
}
