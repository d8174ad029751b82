/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-columns.h"

G_BEGIN_DECLS

/* The columns of a configuration's devices. */
const SbColumn *sb_delivery_columns_get (guint *n_columns);

/* (transfer full): what a narrow list says below the device's name */
char *sb_delivery_columns_get_subtitle (gpointer snapshot);

G_END_DECLS
