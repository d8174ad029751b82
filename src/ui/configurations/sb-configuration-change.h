/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"
#include "sb-words-ask.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_configuration_change_ask:
 * @parent: a widget in the window that asks
 * @ask: what is to be done
 * @before: the configuration as it is shown
 * @proposal: (nullable): as it shall be; %NULL for a deletion and a push
 * @undoes: (nullable): the key of the change that is taken back by it
 *
 * Counts the devices that a change reaches, asks where there are any or where it cannot be told,
 * and submits it. It ends where @parent leaves the screen or the session is closed meanwhile.
 */
void sb_configuration_change_ask (GtkWidget *parent,
                                  SbSession *session,
                                  SbAsk ask,
                                  SbConfiguration *before,
                                  SbConfiguration *proposal,
                                  const char *undoes);

G_END_DECLS
