/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_change_retry_can:
 *
 * Returns: whether a change that was refused, for all or for some devices, can be asked for again.
 *   One of which nobody can tell what became is not: it may have been carried out. What was typed
 *   for a new configuration is a draft
 */
gboolean sb_change_retry_can (SbChange *change);

/**
 * sb_change_retry_begin:
 * @widget: a widget in the window that asks
 *
 * Asks for it again, as for any change: for the devices that were refused, as they are now, and of
 * a configuration what was changed, on what it is now. Tells where it is gone.
 */
void sb_change_retry_begin (GtkWidget *widget, SbSession *session, SbChange *change);

G_END_DECLS
