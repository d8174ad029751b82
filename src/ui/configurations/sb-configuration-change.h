/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_configuration_change_confirm_async:
 * @parent: a widget in the window that asks
 * @ask: what is to be done
 * @before: (nullable): the configuration as it is; %NULL where it is not there yet
 * @proposal: (nullable): as it shall be; %NULL for a deletion and a push
 * @undoes: whether a change is taken back by it: then it is said what that does not bring back
 *
 * Counts the devices that a change reaches, and where it reaches any shows the Preview, then asks;
 * where that cannot be told, it asks at once. Right before the end the server is asked once more
 * whom it reaches: where that are devices that were not shown, the Preview comes back.
 */
void sb_configuration_change_confirm_async (GtkWidget *parent,
                                            SbSession *session,
                                            SbAsk ask,
                                            SbConfiguration *before,
                                            SbConfiguration *proposal,
                                            gboolean undoes,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);

/**
 * sb_configuration_change_confirm_finish:
 *
 * Returns: (nullable) (transfer full): what is to be sent; %NULL without an error where nothing is
 */
SbCommand *sb_configuration_change_confirm_finish (GAsyncResult *result, GError **error);

/**
 * sb_configuration_change_ask:
 * @parent: a widget in the window that asks
 * @ask: what is to be done
 * @before: the configuration as it is shown
 * @proposal: (nullable): as it shall be; %NULL for a deletion and a push
 * @undoes: (nullable): the key of the change that is taken back by it
 *
 * Counts the devices that a change reaches, asks as sb_configuration_change_confirm_async() does,
 * and submits it. It ends where @parent leaves the screen or the session is closed meanwhile.
 */
void sb_configuration_change_ask (GtkWidget *parent,
                                  SbSession *session,
                                  SbAsk ask,
                                  SbConfiguration *before,
                                  SbConfiguration *proposal,
                                  const char *undoes);

G_END_DECLS
