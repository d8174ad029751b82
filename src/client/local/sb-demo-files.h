/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the demo tenant keeps its fleet: a database in the user's data folder. Errors are
 * SB_ERROR_STORAGE. */

char *sb_demo_files_get_database (void);

void sb_demo_files_make_folder_async (GAsyncReadyCallback callback, gpointer user_data);
void sb_demo_files_delete_async (GAsyncReadyCallback callback, gpointer user_data);
gboolean sb_demo_files_finish (GAsyncResult *result, GError **error);

G_END_DECLS
