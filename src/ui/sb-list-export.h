/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-column-layout.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * sb_list_export_begin:
 * @page: where the list is shown; it may go away meanwhile
 * @list: the list
 * @visible: @list, or what a filter on this computer leaves of it
 * @columns: what is shown of a row; static
 * @n_columns: how many
 * @cancellable: ends the reading, as does the button that is shown meanwhile
 *
 * Reads the list whole, asks for a file and writes it as CSV: the rows that match the search and
 * the filters, in their order, with the texts of the columns. What a privacy profile hides is an
 * empty cell.
 */
void sb_list_export_begin (GtkWidget *page,
                           SbSession *session,
                           SbRemoteList *list,
                           GListModel *visible,
                           const SbColumn *columns,
                           guint n_columns,
                           GCancellable *cancellable);

/**
 * sb_list_export_write:
 * @records: (element-type SbRecord): the rows
 * @file: where to
 *
 * Writes rows that were read. It takes them in parts, so that the window goes on.
 */
void sb_list_export_write (GtkWidget *page,
                           SbSession *session,
                           GPtrArray *records,
                           const SbColumn *columns,
                           guint n_columns,
                           GFile *file);

G_END_DECLS
