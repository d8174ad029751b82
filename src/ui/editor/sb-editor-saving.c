/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes after Done: the number of devices is confirmed, the draft is sent, and what became of
 * it is told. */

#define G_LOG_DOMAIN "sb-editor-saving"

#include "config.h"

#include "sb-editor-dialog-private.h"

#include "sb-conflict-page.h"
#include "sb-message.h"
#include "sb-presenter.h"
#include "sb-refusal.h"
#include "sb-save.h"
#include "sb-words.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

static void
retry_cb (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  sb_editor_dialog_save (self);
}

static void
show_details_cb (SbEditorDialog *self)
{
  SbChange *change = sb_drafts_get_change (sb_editor_dialog_get_drafts (self), self->draft);
  g_autofree char *title = change != NULL ? sb_words_change_title (change) : NULL;
  g_autofree char *details = change != NULL ? sb_words_change_details (change) : NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  if (change != NULL)
    sb_message_show_details (GTK_WIDGET (self), title, details);
}

static void
use_current_cb (SbEditorDialog *self)
{
  SbConfiguration *current = self->current;
  g_autoptr (SbDraft) draft = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  if (current == NULL)
    return;

  /* What was typed over the older one stays on offer. */
  sb_editor_dialog_keep_draft (self);
  draft = sb_draft_new_edit (current);
  sb_editor_dialog_start_draft (self, draft, FALSE);
}

static void
overwrite_cb (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* From here on, not from when it was shown: who goes back has not decided. */
  g_set_object (&self->against, self->current);
  sb_navigation_pop (self->navigation);
  sb_editor_dialog_save (self);
}

static void
show_conflict (SbEditorDialog *self, SbConfiguration *current)
{
  SbClock *clock = sb_session_get_clock (self->session);
  GtkWidget *page = sb_conflict_page_new (self->draft, current, sb_clock_get_now (clock));

  g_set_object (&self->current, current);
  sb_connect (page, "use-current", use_current_cb, self);
  sb_connect (page, "overwrite", overwrite_cb, self);
  sb_editor_dialog_push (self, page);
}

static void
show_failure (SbEditorDialog *self, const char *text)
{
  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("Retr_y"), TRUE, G_CALLBACK (retry_cb), self);
  sb_notice_add_button (self->notice, _ ("Detail_s"), FALSE, G_CALLBACK (show_details_cb), self);
}

/* The configuration is gone; what was typed need not be. */
static void
keep_as_new_cb (SbEditorDialog *self)
{
  g_autoptr (SbDraft) old = NULL;
  g_autoptr (SbDraft) draft = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  g_set_object (&old, self->draft);
  draft = sb_draft_new_again (old);
  self->purpose = SB_DRAFT_PURPOSE_ADD;
  g_clear_pointer (&self->source, sb_id_free);
  sb_editor_dialog_start_draft (self, draft, FALSE);
  sb_drafts_forget (sb_editor_dialog_get_drafts (self), old);
}

static gboolean
is_gone (SbEditorDialog *self, const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_DELETED)
         || (g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)
             && self->purpose == SB_DRAFT_PURPOSE_EDIT);
}

static void
refused (SbEditorDialog *self, const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);
  g_autofree char *advice = NULL;
  g_autofree char *text = NULL;
  SbDraftField field;

  if (sb_refusal_apply (self->draft, error, &field)) {
    sb_editor_dialog_show_problem (self, field);
    return;
  }
  if (g_error_matches (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE) && details != NULL
      && details->current != NULL && sb_draft_get_original (self->draft) != NULL) {
    show_conflict (self, (SbConfiguration *) details->current);
    return;
  }

  if (g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)) {
    sb_editor_dialog_tell_support (self);
    if (*sb_notice_get_text (self->notice) != '\0')
      return;
  }

  advice = sb_words_error_advice (error);
  /* Translators: why it failed, and what to do */
  text = g_strdup_printf (_ ("Not saved: %s. %s"),
                          sb_words_error_title (error),
                          advice != NULL ? advice : "");
  show_failure (self, g_strchomp (text));
  if (is_gone (self, error))
    sb_notice_add_button (self->notice,
                          _ ("_Keep as New"),
                          FALSE,
                          G_CALLBACK (keep_as_new_cb),
                          self);
}

static void
finish (SbEditorDialog *self, SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbConfiguration *result = outcome != NULL
                              ? sb_outcome_get_record (outcome, SB_OUTCOME_CONFIGURATION)
                              : NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *id = NULL;

  if (result != NULL)
    id = sb_configuration_get_id (result, SB_CONFIGURATION_ID);
  else if (self->purpose == SB_DRAFT_PURPOSE_EDIT)
    id = self->source;

  self->saved = TRUE;
  if (parent != NULL)
    sb_present_change (GTK_WIDGET (parent), change);
  sb_editor_dialog_emit_saved (self, id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
change_state_cb (SbEditorDialog *self)
{
  g_autoptr (SbChange) change = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  if (self->change == NULL || !sb_change_is_over (self->change))
    return;

  change = g_steal_pointer (&self->change);
  sb_editor_dialog_update_busy (self);

  switch (sb_change_get_state (change)) {
  case SB_CHANGE_DONE:
    finish (self, change);
    break;
  case SB_CHANGE_REFUSED:
    refused (self, sb_change_get_error (change));
    break;
  case SB_CHANGE_UNKNOWN:
    show_failure (self,
                  _ ("It is not known whether this was saved: the server’s answer was lost. To "
                     "try again is safe: it is saved once at most."));
    break;
  case SB_CHANGE_WAITING:
  case SB_CHANGE_SENT:
  case SB_CHANGE_FINDING_OUT:
  default:
    g_assert_not_reached ();
  }
}

static void
send_draft (SbEditorDialog *self)
{
  g_autoptr (SbConfiguration) proposal = sb_draft_to_configuration (self->draft);
  SbConfiguration *before = self->against != NULL ? self->against
                                                  : sb_draft_get_original (self->draft);
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, before);
  SbChange *change = sb_session_submit (self->session, command);

  if (change == NULL)
    return;

  self->change = g_object_ref (change);
  sb_drafts_watch (sb_editor_dialog_get_drafts (self), self->draft, self->change);
  sb_connect (self->change, "notify::state", change_state_cb, self);
  sb_editor_dialog_update_busy (self);
  change_state_cb (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbEditorDialog) self = user_data;
  gboolean go_on = sb_save_ask_finish (result);

  self->asking = FALSE;

  /* It was closed meanwhile: then nothing is sent. */
  if (self->draft == NULL)
    return;

  if (go_on)
    send_draft (self);
  else
    sb_editor_dialog_update_busy (self);
}

/* After Done: counts, asks, sends. */
void
sb_editor_dialog_save (SbEditorDialog *self)
{
  SbDraftField field;

  if (sb_editor_dialog_is_busy (self))
    return;

  sb_notice_hide (self->notice);
  if (sb_draft_find_first_error (self->draft, SB_DRAFT_NAME, SB_DRAFT_DISTRIBUTION, &field)) {
    sb_editor_dialog_show_problem (self, field);
    return;
  }

  self->asking = TRUE;
  sb_editor_dialog_update_busy (self);
  sb_save_ask_async (GTK_WIDGET (self), self->draft, self->count, asked_cb, g_object_ref (self));
}
