/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft-store.h"
#include "sb-journal.h"

G_BEGIN_DECLS

/* What the tests of the database share: a folder, and calls that wait for their answer. */

/* (transfer full): a file that is not there yet, in a folder for it alone */
char *help_new_path (void);
/* Deletes the folder of such a file. @path: (transfer full) */
void help_delete (char *path);

/* (transfer full) (nullable): all of a file, or NULL where there is none */
GBytes *help_read (const char *path, const char *suffix);
void help_write (const char *path, const char *suffix, gconstpointer data, gsize length);

gboolean help_open (SbDatabase *database, GError **error);
/* Waits until the file is free, and drops the reference. @database: (transfer full) */
void help_close (SbDatabase *database);

/* (transfer full): a job with steps that are waiting, and something in every field */
SbJournalJob *help_new_job (guint n_steps, const char *key);
gboolean help_add (SbDatabase *database, SbJournalJob *job, GError **error);
/* @step, @result: (nullable) */
gboolean help_write_step (SbDatabase *database,
                          SbJournalStep *step,
                          SbJournalResult *result,
                          GError **error);
/* (transfer full): there is no error */
GPtrArray *help_load (SbDatabase *database, gint64 before, guint n);
GPtrArray *help_load_results (SbDatabase *database, gint64 step);

/* Fails unless this is what is wrong. Clears the error. */
void help_assert_problem (GError **error, SbStorageProblem problem);

/* (transfer full): this program once more, which does something else and ends with the pipe to its
 * standard input */
GSubprocess *help_run_self (const char *what, const char *path);
/* (transfer full): the next line that it prints */
char *help_read_line (GDataInputStream *lines);

/* Becomes nobody in particular, where this process may write everywhere. */
void help_drop_rights (void);

G_END_DECLS
