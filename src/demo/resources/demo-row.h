/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "demo-sql.h"

G_BEGIN_DECLS

JsonObject *demo_row_read (sqlite3_stmt *statement, GHashTable *mask);

G_END_DECLS
