/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-activity-filter.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * sb_activity_file_begin:
 * @page: where it was asked for; it may go away meanwhile
 * @filter: what is to be in it
 * @json: whether as JSON, else as CSV
 *
 * Asks for a file and writes the changes that match, also those that are in the journal alone.
 */
void sb_activity_file_begin (GtkWidget *page,
                             SbSession *session,
                             SbActivityFilter *filter,
                             gboolean json);

/**
 * sb_activity_file_write:
 * @file: where to
 *
 * As [func@activity_file_begin], without asking.
 */
void sb_activity_file_write (GtkWidget *page,
                             SbSession *session,
                             SbActivityFilter *filter,
                             gboolean json,
                             GFile *file);

G_END_DECLS
