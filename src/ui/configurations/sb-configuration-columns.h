/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-columns.h"

G_BEGIN_DECLS

/* The columns of the list of configurations. */
const SbColumn *sb_configuration_columns_get (guint *n_columns);

/* (transfer full): what a narrow list says below the name */
char *sb_configuration_columns_get_subtitle (gpointer snapshot);

G_END_DECLS
