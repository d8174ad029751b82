/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-drafts.h"
#include "sb-editor-dialog.h"
#include "sb-navigation.h"
#include "sb-notice.h"
#include "sb-reach-count.h"

G_BEGIN_DECLS

/* The dialog is three files: sb-editor-dialog.c has the steps, sb-editor-saving.c what comes after
 * Done, sb-editor-drafts.c what was not saved. */

struct _SbEditorDialog {
  AdwWindow parent_instance;

  SbSession *session; /* (owned) */
  SbDraftPurpose purpose;
  char *source; /* (owned) (nullable): the id of what is edited or duplicated */

  SbDraft *draft;           /* (owned) */
  SbConfiguration *current; /* (owned) (nullable): what somebody else has made of it */
  SbConfiguration *against; /* (owned) (nullable): what it knowingly overwrites */
  SbReachCount *count;      /* (owned) */
  SbChange *change;         /* (owned) (nullable): what was sent and is not over */
  gboolean asking;          /* the number of devices is counted or confirmed */
  gboolean saved;
  GtkWidget *focus; /* (weak) (nullable): what had it before it was sent */

  SbNavigation *navigation;
  GtkWidget *title;
  GtkWidget *back;
  GtkWidget *next;
  GtkWidget *done;
  GtkWidget *spinner;
  GtkWidget *banner;
  SbNotice *notice;
  GtkWidget *holder;
};

void sb_editor_dialog_start_draft (SbEditorDialog *self, SbDraft *draft, gboolean begin_with_type);
void sb_editor_dialog_push (SbEditorDialog *self, GtkWidget *page);
void sb_editor_dialog_show_problem (SbEditorDialog *self, SbDraftField field);
void sb_editor_dialog_update_busy (SbEditorDialog *self);
gboolean sb_editor_dialog_is_busy (SbEditorDialog *self);
void sb_editor_dialog_emit_saved (SbEditorDialog *self, const char *id);

void sb_editor_dialog_tell_support (SbEditorDialog *self);

void sb_editor_dialog_save (SbEditorDialog *self);

SbDrafts *sb_editor_dialog_get_drafts (SbEditorDialog *self);
gboolean sb_editor_dialog_keep_draft (SbEditorDialog *self);
void sb_editor_dialog_open_draft (SbEditorDialog *self, SbDraft *draft);
void sb_editor_dialog_draft_discarded (SbEditorDialog *self, SbDraft *draft);
void sb_editor_dialog_offer_draft (SbEditorDialog *self);

G_END_DECLS
