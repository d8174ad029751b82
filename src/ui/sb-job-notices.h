/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-jobs.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbJobNotices:
 *
 * Tells how jobs ended, which nobody watches for hours: in the window where it has the focus, else
 * as a notification of the desktop. And tells those who close the last window what goes on when
 * Signalbox is open again.
 */
#define SB_TYPE_JOB_NOTICES (sb_job_notices_get_type ())
G_DECLARE_FINAL_TYPE (SbJobNotices, sb_job_notices, SB, JOB_NOTICES, GObject)

/* @application: sends them; not referenced: it owns the object */
SbJobNotices *sb_job_notices_new (GtkApplication *application);

/* The jobs of an account; told again, they are not told of twice. @account: whose; a notification
 * opens Activity with it, also where Signalbox is not running any more */
void sb_job_notices_watch (SbJobNotices *self, SbJobs *jobs, SbAccount *account);
/* @account: (nullable): the one that is shown. What becomes of another's is told with its name */
void sb_job_notices_set_open (SbJobNotices *self, SbAccount *account);

/* The last window was closed, and a window was opened. */
void sb_job_notices_tell_waiting (SbJobNotices *self);
void sb_job_notices_withdraw_waiting (SbJobNotices *self);

G_END_DECLS
