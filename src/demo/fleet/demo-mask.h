/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean demo_mask_knows (const char *field);
void demo_mask_apply (GHashTable *fields, JsonObject *row);

G_END_DECLS
