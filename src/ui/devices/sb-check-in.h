/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device.h"

G_BEGIN_DECLS

/* (transfer full) (element-type SbDevice): those of @devices that are managed now: no other one can
 * be asked to check in. */
GPtrArray *sb_check_in_take_active (GPtrArray *devices);

/* (transfer full): what the question before it says. @devices has one at least. */
char *sb_check_in_describe (GPtrArray *devices, guint n_left_out);

G_END_DECLS
