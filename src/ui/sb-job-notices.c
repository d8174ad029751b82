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
  GHashTable *watched;         /* (owned): SbJobs, not owned each, to its SbAccount */
  SbAccount *open;             /* (owned) (nullable): the account that is shown */
};

G_DEFINE_FINAL_TYPE (SbJobNotices, sb_job_notices, G_TYPE_OBJECT)

/* @account_id: whose Activity it opens; @created_at: at what in it, or 0 */
static void
notify (SbJobNotices *self,
        const char *id,
        const char *title,
        const char *body,
        const char *account_id,
        gint64 created_at)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification,
                                                "app.show-activity",
                                                "(sx)",
                                                account_id,
                                                created_at);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}

/* (nullable): whose a job is */
static SbAccount *
find_account (SbJobNotices *self, SbJob *job)
{
  GHashTableIter iter;
  gpointer jobs;
  gpointer account;

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &jobs, &account)) {
    for (guint i = 0; i < g_list_model_get_n_items (jobs); i++) {
      g_autoptr (SbJob) other = g_list_model_get_item (jobs, i);

      if (other == job)
        return account;
    }
  }

  return NULL;
}

static const char *
get_id (SbAccount *account)
{
  return account != NULL ? sb_account_get_id (account) : "";
}

/* (transfer full): how it ended, and in which account where that is not the one shown */
static char *
describe_end (SbJobNotices *self, SbJob *job, SbAccount *account)
{
  g_autofree char *state = sb_words_job_state (job);

  if (account == NULL || self->open == NULL || g_str_equal (get_id (account), get_id (self->open)))
    return g_steal_pointer (&state);

  return sb_words_job_of_account (sb_account_get_label (account), state);
}

static void
tell_end (SbJobNotices *self, SbJob *job)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  g_autofree char *title = sb_words_job_title (job);
  SbAccount *account = find_account (self, job);
  g_autofree char *state = describe_end (self, job, account);
  const char *account_id = get_id (account);
  gint64 created_at = sb_job_get_created_at (job);
  g_autofree char *id = NULL;

  if (window == NULL || !gtk_window_is_active (window)) {
    /* One of an earlier run stays: its number is another. */
    id = g_strdup_printf ("job-%s-%" G_GINT64_FORMAT, account_id, created_at);
    notify (self, id, title, state, account_id, created_at);
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
  g_hash_table_remove (SB_JOB_NOTICES (data)->watched, jobs);
}

static void
sb_job_notices_dispose (GObject *object)
{
  SbJobNotices *self = SB_JOB_NOTICES (object);

  GHashTableIter iter;
  gpointer jobs;

  if (self->watched != NULL) {
    g_hash_table_iter_init (&iter, self->watched);
    while (g_hash_table_iter_next (&iter, &jobs, NULL))
      g_object_weak_unref (jobs, gone_cb, self);
  }
  g_clear_pointer (&self->watched, g_hash_table_unref);
  g_clear_object (&self->open);

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
  self->watched = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
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
sb_job_notices_watch (SbJobNotices *self, SbJobs *jobs, SbAccount *account)
{
  g_return_if_fail (SB_IS_JOB_NOTICES (self));
  g_return_if_fail (SB_IS_JOBS (jobs));
  g_return_if_fail (SB_IS_ACCOUNT (account));

  if (g_hash_table_contains (self->watched, jobs))
    return;

  g_hash_table_insert (self->watched, jobs, g_object_ref (account));
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
sb_job_notices_set_open (SbJobNotices *self, SbAccount *account)
{
  g_return_if_fail (SB_IS_JOB_NOTICES (self));

  g_set_object (&self->open, account);
}

void
sb_job_notices_tell_waiting (SbJobNotices *self)
{
  guint n_jobs = 0;
  const char *waiting = NULL;
  GHashTableIter iter;
  gpointer jobs;
  gpointer account;
  g_autofree char *text = NULL;

  g_return_if_fail (SB_IS_JOB_NOTICES (self));

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &jobs, &account)) {
    guint n_waiting = sb_jobs_count_waiting (jobs);

    n_jobs += n_waiting;
    if (n_waiting > 0)
      waiting = get_id (account);
  }
  if (n_jobs == 0)
    return;

  text = sb_words_jobs_waiting (n_jobs);
  notify (self, WAITING, text, NULL, waiting, 0);
}

void
sb_job_notices_withdraw_waiting (SbJobNotices *self)
{
  g_return_if_fail (SB_IS_JOB_NOTICES (self));

  g_application_withdraw_notification (G_APPLICATION (self->application), WAITING);
}
