/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The carrier's list, and the carrier's answer. @window tells what came of it; it may go away
 * meanwhile. */

/**
 * sb_carrier_file_collect:
 * @list: the device list that was chosen from
 * @all: whether all that match the list's query are meant, but for @ids
 * @ids: (element-type utf8): the devices, or the exceptions
 * @cancellable: of the reading
 *
 * Reads the devices, asks for a file and writes them.
 */
void sb_carrier_file_collect (GtkWidget *window,
                              SbSession *session,
                              SbRemoteList *list,
                              gboolean all,
                              GPtrArray *ids,
                              GCancellable *cancellable);

/**
 * sb_carrier_file_choose:
 * @devices: (element-type SbDevice): the devices
 *
 * Asks for a file and writes the devices.
 */
void sb_carrier_file_choose (GtkWidget *window, SbSession *session, GPtrArray *devices);

/**
 * sb_carrier_file_write:
 * @devices: (element-type SbDevice): the devices
 * @file: where to
 */
void sb_carrier_file_write (GtkWidget *window, SbSession *session, GPtrArray *devices, GFile *file);

/**
 * sb_carrier_file_ask_answer:
 * @cancellable: of the reading
 *
 * Asks for the carrier's answer and reads it.
 */
void sb_carrier_file_ask_answer (GtkWidget *window, SbSession *session, GCancellable *cancellable);

/**
 * sb_carrier_file_read:
 * @file: the carrier's answer
 * @cancellable: of the reading
 *
 * Reads an answer and every device of the session's device space, and shows what belongs together.
 */
void sb_carrier_file_read (GtkWidget *window,
                           SbSession *session,
                           GFile *file,
                           GCancellable *cancellable);

G_END_DECLS
