/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-database.h"
#include "sb-sql.h"

G_BEGIN_DECLS

/* Private to the store: has some work done with some data in the database's thread, in one
 * transaction. The task, which has the tag and the data, is answered TRUE when it is on the disk.
 * @work: (nullable): nothing opens the file */
void sb_database_run (SbDatabase *self,
                      gpointer tag,
                      SbSqlWork work,
                      gpointer data,
                      GDestroyNotify free_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);

G_END_DECLS
