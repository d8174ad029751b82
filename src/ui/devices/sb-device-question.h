/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The questions before something is done to devices. Each says with their number what would happen,
 * and sends the command where the answer is yes; or says why none of them can do it. One device is
 * asked to check in, and its reset taken back, without a question.
 *
 * @window: the main window
 * @devices: (element-type SbDevice): one at least
 */
void sb_device_question_check_in (GtkWidget *window, SbSession *session, GPtrArray *devices);
/* @verb: RESET, or CANCEL_RESET to take it back */
void
sb_device_question_reset (GtkWidget *window, SbSession *session, GPtrArray *devices, SbVerb verb);

G_END_DECLS
