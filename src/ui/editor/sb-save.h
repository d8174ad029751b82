/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"
#include "sb-reach-count.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_save_ask_async:
 * @parent: the dialog
 * @draft: a draft without errors
 * @count: the count of the devices that it reaches
 *
 * What comes before a draft is sent: counts the devices that it reaches, and where that is not none
 * asks, with the numbers. Where the server does not say, it asks too.
 *
 * Finish returns whether to go on.
 */
void sb_save_ask_async (GtkWidget *parent,
                        SbDraft *draft,
                        SbReachCount *count,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean sb_save_ask_finish (GAsyncResult *result);

G_END_DECLS
