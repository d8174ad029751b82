/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_choose_file_async:
 * @parent: a widget of the window that asks
 * @title: what is chosen
 * @filter_name: what the files are
 * @patterns: (array zero-terminated=1): such as "*.pem"
 *
 * Lets a person choose a file that exists. Finish returns (transfer full) (nullable) the file, or
 * %NULL where none was chosen.
 */
void sb_choose_file_async (GtkWidget *parent,
                           const char *title,
                           const char *filter_name,
                           const char *const *patterns,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * sb_choose_new_file_async:
 * @parent: a widget of the window that asks
 * @title: what is saved
 * @name: what the file is called unless the person says otherwise
 *
 * Lets a person choose where something is saved, and asks before another file is overwritten.
 * sb_choose_file_finish() ends it.
 */
void sb_choose_new_file_async (GtkWidget *parent,
                               const char *title,
                               const char *name,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * sb_choose_file_finish:
 *
 * Returns: (nullable) (transfer full): what was chosen
 */
GFile *sb_choose_file_finish (GAsyncResult *result);

G_END_DECLS
