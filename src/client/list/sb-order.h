/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sb_order_find_still (const int *at, guint n, gboolean *still);

G_END_DECLS
