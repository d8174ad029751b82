/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record-list.h"

G_BEGIN_DECLS

/* An SbRecordDescribe for a SIM slot, which is an SbSubscription. */
void sb_slot_describe (gpointer record, gint64 now, SbRecordWords *words);

G_END_DECLS
