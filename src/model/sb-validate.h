/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-activation-code.h"
#include "sb-problem.h"
#include "sb-text.h"

G_BEGIN_DECLS

/* Each returns (transfer full) (nullable) the problem, or NULL where there is none. White space
 * around the text is never a problem: sb_normalize_…() gives what is to be sent, and a note says
 * where that is another address than was typed. Rules and test vectors: GSMA SGP.22, RFC 1035, RFC
 * 3986, RFC 5891. */
SbProblem *sb_check_carrier_url (const char *text);
SbProblem *sb_check_server_name (const char *text);
SbProblem *sb_check_activation_code (const char *text);
SbProblem *sb_check_name (const char *text);

/* (transfer full) (nullable): what is sent: trimmed, a host as its lower-case A-label. NULL where
 * the text has an error; a warning does not stop it. */
char *sb_normalize_carrier_url (const char *text);
char *sb_normalize_server_name (const char *text);

G_END_DECLS
