/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"
#include "sb-plan.h"
#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbPreview:
 *
 * The page before the question: what a change does to how many devices, those behind each number,
 * and what is worth knowing first. Devices can be left out where what is sent names them. It fills
 * while the devices are read. What takes something away is asked about once more.
 *
 * Closing it, which is the harmless answer, cancels what it waits for.
 *
 * Signal `continue`: a person wants it, or to go on to the question, which stands over it.
 */
#define SB_TYPE_PREVIEW (sb_preview_get_type ())
G_DECLARE_FINAL_TYPE (SbPreview, sb_preview, SB, PREVIEW, AdwWindow)

/**
 * sb_preview_new:
 * @parent: a widget in the window that it belongs to
 * @cancellable: what it shows hangs on this: where it is cancelled the Preview goes, and it is
 *   cancelled where the Preview is closed before it is complete
 *
 * Returns: (transfer none): a Preview of which nothing is known, shown
 */
SbPreview *sb_preview_new (GtkWidget *parent, SbSession *session, GCancellable *cancellable);

/**
 * sb_preview_set_name:
 * @name: (nullable): of what is pushed after a reset
 */
void sb_preview_set_name (SbPreview *self, const char *name);

/**
 * sb_preview_set_undoes:
 *
 * Whether a change is taken back by it. Before there is a plan.
 */
void sb_preview_set_undoes (SbPreview *self, gboolean undoes);

/**
 * sb_preview_set_plan:
 * @plan: what is known so far
 * @n_read: how many rows were read
 * @total: how many there are, or -1 where that is not known
 */
void sb_preview_set_plan (SbPreview *self, SbPlan *plan, guint n_read, gint64 total);

/**
 * sb_preview_complete:
 * @plan: all of it
 * @accept: (nullable): the label, with a mnemonic, of the button that does what takes nothing away;
 *   %NULL where a question comes next
 */
void sb_preview_complete (SbPreview *self, SbPlan *plan, const char *accept);

/**
 * sb_preview_tell:
 * @text: what has changed since it was looked at; told above the numbers
 */
void sb_preview_tell (SbPreview *self, const char *text);

/**
 * sb_preview_get_plan:
 *
 * Returns: (nullable) (transfer none): what it shows
 */
SbPlan *sb_preview_get_plan (SbPreview *self);

/**
 * sb_preview_apply:
 * @entries: (element-type SbPlanEntry): those of the plan that the job is for
 *
 * How a job goes about the devices, as it was chosen.
 */
void sb_preview_apply (SbPreview *self, SbJob *job, GPtrArray *entries);

G_END_DECLS
