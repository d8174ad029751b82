/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean demo_permissions_knows (const char *permission);
gboolean demo_permissions_allow (GHashTable *allowed, const char *permission);
JsonArray *demo_permissions_list (GHashTable *allowed, gboolean published_only);

G_END_DECLS
