/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GError *sb_failure_read (guint http_status, JsonNode *root, gint64 retry_at);

G_END_DECLS
