/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbOldRecordSection:
 *
 * What is known of other records of the device that is shown: of which one it is an old record, and
 * which old ones it has. Each opens the other, and can be deleted. Not visible where there are
 * none.
 */
#define SB_TYPE_OLD_RECORD_SECTION (sb_old_record_section_get_type ())
G_DECLARE_FINAL_TYPE (SbOldRecordSection, sb_old_record_section, SB, OLD_RECORD_SECTION, GtkWidget)

/* (transfer floating) */
GtkWidget *sb_old_record_section_new (SbSession *session);
void sb_old_record_section_set_device (SbOldRecordSection *self, SbDevice *device);

G_END_DECLS
