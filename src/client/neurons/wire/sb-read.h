/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-raw.h"
#include "sb-record.h"

G_BEGIN_DECLS

SbRecord *
sb_read_record (GType type, JsonObject *object, const SbDocument *document, const SbRaw *raw);

G_END_DECLS
