/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 sb_retry_after_parse (const char *retry_after, const char *date, gint64 now);

G_END_DECLS
