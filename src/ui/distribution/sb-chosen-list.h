/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbChosenList:
 *
 * What a Custom distribution names, by name, each with a button that takes it out.
 *
 * Signal `emptied`: the last one was taken out here, and the focus has nowhere to go.
 */
#define SB_TYPE_CHOSEN_LIST (sb_chosen_list_get_type ())
G_DECLARE_FINAL_TYPE (SbChosenList, sb_chosen_list, SB, CHOSEN_LIST, GtkWidget)

GtkWidget *sb_chosen_list_new (SbDraft *draft);

const char *sb_chosen_list_get_kind_title (SbTargetKind kind);

G_END_DECLS
