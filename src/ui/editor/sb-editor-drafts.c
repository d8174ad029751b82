/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed in the dialog and not saved: kept when it goes away, and offered again. */

#define G_LOG_DOMAIN "sb-editor-drafts"

#include "config.h"

#include "sb-editor-dialog-private.h"

#include "sb-line.h"
#include "sb-words.h"

#include <glib/gi18n.h>

SbDrafts *
sb_editor_dialog_get_drafts (SbEditorDialog *self)
{
  return sb_session_get_drafts (self->session);
}

/* Nothing typed is lost: what differs from how it began is offered again.
 * Returns: whether there is such a thing */
gboolean
sb_editor_dialog_keep_draft (SbEditorDialog *self)
{
  SbDrafts *drafts;

  if (self->draft == NULL)
    return FALSE;

  drafts = sb_editor_dialog_get_drafts (self);
  if (self->saved || !sb_draft_is_changed (self->draft)) {
    sb_drafts_forget (drafts, self->draft);
    return FALSE;
  }

  sb_drafts_keep (drafts,
                  self->purpose,
                  self->source,
                  self->draft,
                  sb_clock_get_now (sb_session_get_clock (self->session)));

  return TRUE;
}

void
sb_editor_dialog_open_draft (SbEditorDialog *self, SbDraft *draft)
{
  const SbKeptDraft *kept;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* Something else may have been typed before that one was asked for. */
  sb_editor_dialog_keep_draft (self);
  kept = sb_drafts_get (sb_editor_dialog_get_drafts (self), draft);
  self->purpose = kept != NULL ? kept->purpose : SB_DRAFT_PURPOSE_ADD;
  sb_id_set (&self->source, kept != NULL ? kept->id : NULL);
  sb_editor_dialog_start_draft (self, draft, FALSE);
}

/* (nullable) (transfer none): what was typed here before and not saved. What is added anew has no
 * "before": all drafts are listed where it begins. */
static SbDraft *
find_draft (SbEditorDialog *self)
{
  SbDraft *draft = NULL;

  if (self->purpose != SB_DRAFT_PURPOSE_ADD)
    draft = sb_drafts_find (sb_editor_dialog_get_drafts (self), self->purpose, self->source);

  return draft != self->draft ? draft : NULL;
}

static void
continue_cb (SbEditorDialog *self)
{
  SbDraft *draft = find_draft (self);

  g_assert (SB_IS_EDITOR_DIALOG (self));

  if (draft != NULL)
    sb_editor_dialog_open_draft (self, draft);
}

static void
restore_cb (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  sb_drafts_restore (sb_editor_dialog_get_drafts (self));
  sb_notice_hide (self->notice);
  sb_editor_dialog_tell_support (self);
  sb_editor_dialog_offer_draft (self);
  gtk_widget_grab_focus (sb_navigation_get_visible_page (self->navigation));
}

void
sb_editor_dialog_draft_discarded (SbEditorDialog *self, SbDraft *draft)
{
  g_autofree char *name = sb_line_new (sb_draft_get_text (draft, SB_DRAFT_NAME), SB_LINE_MAX_CHARS);
  g_autofree char *inside = sb_words_name_in (name);
  g_autofree char *text = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* Translators: %s is the name that was typed into a draft */
  text = name != NULL ? g_strdup_printf (_ ("The draft “%s” was discarded."), inside)
                      : g_strdup (_ ("The draft was discarded."));
  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("Und_o"), FALSE, G_CALLBACK (restore_cb), self);
}

static void
discard_cb (SbEditorDialog *self)
{
  g_autoptr (SbDraft) draft = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  g_set_object (&draft, find_draft (self));
  if (draft == NULL)
    return;

  gtk_widget_grab_focus (sb_navigation_get_visible_page (self->navigation));
  sb_drafts_discard (sb_editor_dialog_get_drafts (self), draft);
  sb_editor_dialog_draft_discarded (self, draft);
}

/* Offers what was typed here before and not saved, without getting in the way. */
void
sb_editor_dialog_offer_draft (SbEditorDialog *self)
{
  SbDraft *draft = find_draft (self);
  SbChange *change = NULL;
  g_autofree char *name = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *text = NULL;

  if (draft == NULL)
    return;

  change = sb_drafts_get_change (sb_editor_dialog_get_drafts (self), draft);
  name = sb_line_new (sb_draft_get_text (draft, SB_DRAFT_NAME), SB_LINE_MAX_CHARS);
  inside = sb_words_name_in (name);
  if (change != NULL && !sb_change_is_over (change)) {
    text = g_strdup_printf (_ ("“%s” is still being saved."), inside);
    sb_notice_show (self->notice, text);
    return;
  }

  if (change != NULL && sb_change_get_state (change) == SB_CHANGE_UNKNOWN)
    text = g_strdup_printf (_ ("Continue your draft “%s”? It is not known whether it was saved: "
                               "look for it in the list first."),
                            inside);
  else if (name != NULL)
    text = g_strdup_printf (_ ("Continue your draft “%s”?"), inside);
  else
    text = g_strdup (_ ("Continue your draft?"));

  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("_Continue"), TRUE, G_CALLBACK (continue_cb), self);
  sb_notice_add_button (self->notice, _ ("Discard Dra_ft"), FALSE, G_CALLBACK (discard_cb), self);
}
