/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbRecordWords:
 * @title: what it is
 * @value: (nullable): what can be copied
 * @otherwise: (nullable): what stands there where there is no @value
 * @note: (nullable): a line below
 *
 * The words of one record of a short list, all owned.
 */
typedef struct {
  char *title;
  char *value;
  char *otherwise;
  char *note;
} SbRecordWords;

typedef void (*SbRecordDescribe) (gpointer record, gint64 now, SbRecordWords *words);

/**
 * SbRecordList:
 *
 * A titled boxed list of a few records without identifiers, such as SIM slots. It is rebuilt only
 * when the records changed, so that a refresh does not take the focus away.
 */
#define SB_TYPE_RECORD_LIST (sb_record_list_get_type ())
G_DECLARE_FINAL_TYPE (SbRecordList, sb_record_list, SB, RECORD_LIST, GtkWidget)

GtkWidget *sb_record_list_new (const char *title, SbRecordDescribe describe);

/**
 * sb_record_list_set_records:
 * @records: (nullable) (element-type SbRecord): what is shown
 * @otherwise: what is said without any
 */
void sb_record_list_set_records (SbRecordList *self,
                                 GPtrArray *records,
                                 const char *otherwise,
                                 gint64 now);

G_END_DECLS
