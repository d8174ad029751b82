/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-enums.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDownloadedList:
 *
 * What the question before a push shows below its words: the devices that have downloaded from the
 * server before, on which a push downloads nothing, and on Windows the offer to reset their eSIM
 * first. Taking the offer closes the question.
 *
 * Signal `reset`: the eSIM of these devices is to be reset before anything is pushed.
 */
#define SB_TYPE_DOWNLOADED_LIST (sb_downloaded_list_get_type ())
G_DECLARE_FINAL_TYPE (SbDownloadedList, sb_downloaded_list, SB, DOWNLOADED_LIST, GtkWidget)

/* (transfer floating). @devices: (element-type SbReach) */
GtkWidget *sb_downloaded_list_new (GPtrArray *devices, SbPlatform platform);

G_END_DECLS
