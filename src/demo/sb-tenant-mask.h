/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean sb_tenant_mask_knows (const char *field);
void sb_tenant_mask_apply (GHashTable *fields, JsonObject *row);

G_END_DECLS
