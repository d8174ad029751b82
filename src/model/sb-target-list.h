/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Private to the model: a GListStore of SbTarget in which an identifier is at most once. */
gboolean sb_target_list_find (GListStore *self, gint64 id, guint *position);
GArray *sb_target_list_dup_ids (GListStore *self);
gboolean sb_target_list_has_just (GListStore *self, GArray *ids);
void sb_target_list_fill (GListStore *self, const gint64 *ids, gsize n_ids, GPtrArray *named);

G_END_DECLS
