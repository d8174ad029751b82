/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-activation-code.h"
#include "sb-problem.h"
#include "sb-text.h"

G_BEGIN_DECLS

/**
 * sb_check_carrier_url:
 *
 * Rules and test vectors: GSMA SGP.22, RFC 1035, RFC 3986, RFC 5891. White space around the text is
 * never a problem.
 *
 * Returns: (transfer full) (nullable): the problem
 */
SbProblem *sb_check_carrier_url (const char *text);

/**
 * sb_check_server_name:
 *
 * Rules and test vectors: GSMA SGP.22, RFC 1035, RFC 3986, RFC 5891. White space around the text is
 * never a problem.
 *
 * Returns: (transfer full) (nullable): the problem
 */
SbProblem *sb_check_server_name (const char *text);

/**
 * sb_check_name:
 *
 * Returns: (transfer full) (nullable): the problem of a configuration's name
 */
SbProblem *sb_check_name (const char *text);

/**
 * sb_normalize_carrier_url:
 *
 * Returns: (transfer full) (nullable): what is sent: trimmed, the host as its lower-case A-label;
 *   %NULL where the text has an error, a warning does not stop it
 */
char *sb_normalize_carrier_url (const char *text);

/**
 * sb_normalize_server_name:
 *
 * Returns: (transfer full) (nullable): as [func@normalize_carrier_url], of a host
 */
char *sb_normalize_server_name (const char *text);

G_END_DECLS
