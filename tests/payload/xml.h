/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads a payload again and answers XPath expressions about it. The namespaces' prefixes are `s`
 * for SyncML and `m` for its meta information. */
char *xml_get_string (const char *document, const char *xpath);

G_END_DECLS
