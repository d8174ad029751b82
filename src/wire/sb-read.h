/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

SbRecord *sb_read_record (GType type, JsonObject *object);

G_END_DECLS
