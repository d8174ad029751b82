/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *demo_json_read (const char *data, gsize size, char **fault);

G_END_DECLS
