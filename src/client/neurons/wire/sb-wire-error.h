/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-envelope.h"

G_BEGIN_DECLS

GError *sb_wire_error_read (guint http_status, const SbDocument *document, gint64 retry_at);

G_END_DECLS
