/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-job-choices"

#include "config.h"

#include "sb-job-choices.h"

#include "sb-message.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-words-job.h"
#include "sb-words.h"

#include <glib/gi18n.h>

typedef enum {
  CHOICE_WAIT,
  CHOICE_RELEASE,
  CHOICE_CANCEL,
} Choice;

#define N_CHOICES (CHOICE_CANCEL + 1)

static const struct {
  const char *label;
  const char *explanation;
} choices[N_CHOICES] = {
  [CHOICE_WAIT] = { N_ ("_Wait on"),
                    N_ ("Silent devices get another day. Those whose reset failed are not "
                        "retired.") },
  [CHOICE_RELEASE] = { N_ ("_Retire anyway, and keep the plan alive"),
                       N_ ("They are retired without the reset, which is taken back where it has "
                           "not begun. A plan on them stays live, and must be ended with the "
                           "carrier.") },
  [CHOICE_CANCEL] = { N_ ("Cancel the _job"),
                      N_ ("Nothing more is sent for any device. Resets are taken back where they "
                          "have not begun.") },
};

typedef struct {
  GtkWidget *widget;            /* (weak) (nullable) */
  SbSession *session;           /* (owned) */
  SbJob *job;                   /* (owned) */
  GtkWidget *checks[N_CHOICES]; /* (owned) */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_weak_pointer (&asking->widget);
  g_clear_object (&asking->session);
  g_clear_object (&asking->job);
  for (Choice choice = 0; choice < N_CHOICES; choice++)
    g_clear_object (&asking->checks[choice]);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  SbJobs *jobs = sb_session_get_jobs (asking->session);

  if (!sb_message_ask_finish (result) || asking->widget == NULL)
    return;

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (asking->checks[CHOICE_RELEASE])))
    sb_jobs_release (jobs, asking->job);
  else if (gtk_check_button_get_active (GTK_CHECK_BUTTON (asking->checks[CHOICE_CANCEL])))
    sb_job_choices_cancel (asking->widget, asking->session, asking->job);
  else
    sb_jobs_wait_on (jobs, asking->job);
}

/* (transfer floating) */
static GtkWidget *
create_text (const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (dim) {
    gtk_widget_add_css_class (label, "caption");
    gtk_widget_add_css_class (label, "dim-label");
  }

  return label;
}

/* (transfer floating): the devices, and what can be done */
static GtkWidget *
create_content (Asking *asking)
{
  g_autofree char *text = sb_words_job_asked (asking->job);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *devices = create_text (text, FALSE);

  gtk_label_set_selectable (GTK_LABEL (devices), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 160);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), devices);
  sb_set_label (scroller, _ ("Devices"));
  gtk_box_append (GTK_BOX (box), scroller);

  for (Choice choice = 0; choice < N_CHOICES; choice++) {
    GtkWidget *check = gtk_check_button_new_with_mnemonic (_ (choices[choice].label));
    GtkWidget *explanation = create_text (_ (choices[choice].explanation), TRUE);

    if (choice > 0)
      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (asking->checks[0]));
    gtk_widget_set_margin_start (explanation, 30);
    gtk_accessible_update_relation (GTK_ACCESSIBLE (check),
                                    GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                    explanation,
                                    NULL,
                                    -1);
    gtk_box_append (GTK_BOX (box), check);
    gtk_box_append (GTK_BOX (box), explanation);
    asking->checks[choice] = g_object_ref (check);
  }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (asking->checks[CHOICE_WAIT]), TRUE);

  return box;
}

void
sb_job_choices_ask (GtkWidget *widget, SbSession *session, SbJob *job)
{
  Asking *asking;
  g_autofree char *heading = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_JOB (job));

  asking = g_new0 (Asking, 1);
  g_set_weak_pointer (&asking->widget, widget);
  asking->session = g_object_ref (session);
  asking->job = g_object_ref (job);
  heading = sb_words_job_asked_heading (job);
  sb_message_ask_async (
    widget,
    heading,
    _ ("They are retired once their eSIM is reset, and have not reported that."),
    create_content (asking),
    _ ("_Go On"),
    SB_MESSAGE_PLAIN,
    sb_session_get_cancellable (session),
    answered_cb,
    asking);
}

void
sb_job_choices_cancel (GtkWidget *widget, SbSession *session, SbJob *job)
{
  SbChange *taken_back;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_JOB (job));

  taken_back = sb_jobs_cancel (sb_session_get_jobs (session), job);
  if (taken_back != NULL)
    sb_present_change (widget, taken_back);
  else
    sb_present_text (widget, _ ("Cancelled: nothing more is sent"));
}
