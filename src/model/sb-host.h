/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-problem.h"

G_BEGIN_DECLS

/* Private to the model: the part of sb-validate that knows host names. Those that normalize take
 * valid UTF-8 and return (transfer full) (nullable) the name in lower-case A-labels, without the
 * root's dot; or NULL with the problem in @problem. The qualified one takes neither a single label
 * nor an address. */
char *sb_host_normalize (const char *host, SbProblem **problem);
gboolean sb_host_ends_in_number (const char *host);
char *sb_host_normalize_qualified (const char *host, SbProblem **problem);
SbProblemCode sb_host_find_doubt (const char *host);

G_END_DECLS
