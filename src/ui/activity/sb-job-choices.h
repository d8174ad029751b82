/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks what becomes of the devices of a job that are silent, or whose reset failed: all of them at
 * once, each with its name. */
void sb_job_choices_ask (GtkWidget *widget, SbSession *session, SbJob *job);

/* Cancels a job, and tells what could not be taken back. */
void sb_job_choices_cancel (GtkWidget *widget, SbSession *session, SbJob *job);

G_END_DECLS
