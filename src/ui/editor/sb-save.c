/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-save"

#include "config.h"

#include "sb-save.h"

#include "sb-esim-states.h"
#include "sb-message.h"
#include "sb-text.h"
#include "sb-words-ask.h"
#include "sb-words-reach.h"
#include "sb-words.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

/* A new configuration for No Devices reaches none, whatever the server says. */
static gboolean
reaches_nothing (SbDraft *draft)
{
  return sb_draft_get_original (draft) == NULL
         && sb_draft_get_distribution (draft) == SB_DISTRIBUTION_NO_DEVICES;
}

typedef struct {
  SbDraft *draft;      /* (owned) */
  SbReachCount *count; /* (owned) */
  gint64 resetting;    /* how many devices wait for an eSIM reset */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->draft);
  g_clear_object (&saving->count);
  g_free (saving);
}

/* (transfer full): the question where the numbers are not known. */
static char *
describe_unknown (SbReachCount *count)
{
  const GError *error = sb_reach_count_get_error (count);

  if (error != NULL)
    /* Translators: %s is why */
    return g_strdup_printf (_ ("How many devices this reaches cannot be told: %s. Every device of "
                               "the distribution gets it."),
                            sb_words_error_title (error));

  return g_strdup (
    _ ("How many devices this reaches cannot be told on this server. Every device of "
       "the distribution gets it."));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, sb_message_ask_finish (result));
}

static void
ask (GTask *task)
{
  GtkWidget *parent = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  SbDraft *draft = saving->draft;
  SbReachCount *count = saving->count;
  SbReachNumbers numbers = sb_reach_count_get_numbers (count);
  gboolean known = sb_reach_count_get_state (count) == SB_REACH_STATE_KNOWN;
  gboolean distributes = !known || numbers.added > 0;
  g_autofree char *name = sb_trim (sb_draft_get_text (draft, SB_DRAFT_FIELD_NAME));
  g_autofree char *resetting = sb_words_resetting (saving->resetting);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (known) {
    heading = sb_words_reach_heading (name, numbers.added, numbers.kept, numbers.removed);
    body = sb_words_reach_question (sb_draft_get_platform (draft),
                                    numbers.added,
                                    numbers.kept,
                                    numbers.removed,
                                    numbers.unable);
  } else {
    g_autofree char *inside = sb_words_name_in (name);

    /* Translators: %s is the configuration's name */
    heading = g_strdup_printf (_ ("Distribute “%s”?"), inside);
    body = describe_unknown (count);
  }
  if (resetting != NULL) {
    g_autofree char *reach = g_steal_pointer (&body);

    body = g_strjoin ("\n", reach, resetting, NULL);
  }

  sb_message_ask_async (parent,
                        heading,
                        body,
                        NULL,
                        distributes ? _ ("_Distribute") : _ ("_Save"),
                        SB_MESSAGE_SUGGESTED,
                        NULL,
                        answered_cb,
                        g_object_ref (task));
}

static void
resetting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);

  saving->resetting = sb_esim_states_count_resetting_finish (result, NULL);
  /* The dialog went away. */
  if (saving->resetting < 0)
    g_task_return_boolean (task, FALSE);
  else
    ask (task);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SbReachCount *count = SB_REACH_COUNT (source);
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  SbReachNumbers numbers = sb_reach_count_get_numbers (count);
  gboolean none = sb_reach_numbers_get_all (&numbers) == 0;

  if (!sb_reach_count_settle_finish (count, result, NULL)) {
    g_task_return_boolean (task, FALSE);
    return;
  }
  if (sb_reach_count_get_state (count) == SB_REACH_STATE_KNOWN && none) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  proposal = sb_draft_to_configuration (saving->draft);
  cancellable = g_cancellable_new ();
  sb_connect (g_task_get_source_object (task), "unmap", g_cancellable_cancel, cancellable);
  sb_esim_states_count_resetting_async (sb_reach_count_get_server (count),
                                        proposal,
                                        NULL,
                                        cancellable,
                                        resetting_cb,
                                        g_steal_pointer (&task));
}

void
sb_save_ask_async (GtkWidget *parent,
                   SbDraft *draft,
                   SbReachCount *count,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task;
  Saving *saving;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_DRAFT (draft));
  g_return_if_fail (SB_IS_REACH_COUNT (count));

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_save_ask_async);
  saving = g_new0 (Saving, 1);
  saving->draft = g_object_ref (draft);
  saving->count = g_object_ref (count);
  g_task_set_task_data (task, saving, saving_free);

  if (reaches_nothing (draft)) {
    g_task_return_boolean (task, TRUE);
    g_clear_object (&task);
  } else {
    sb_reach_count_settle_async (count, counted_cb, task);
  }
}

gboolean
sb_save_ask_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
