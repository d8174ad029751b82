/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-columns.h"

G_BEGIN_DECLS

/* The columns of every list of devices. The server sorts them. */
const SbColumn *sb_device_columns_get (guint *n_columns);

/* (transfer full): what a narrow list says below the name. */
char *sb_device_columns_get_subtitle (gpointer snapshot);

G_END_DECLS
