/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-problem.h"

G_BEGIN_DECLS

/* Each returns (transfer full) (nullable) the problem, or NULL where there is none. White space
 * around the text is never a problem: sb_normalize_…() gives what is to be sent. Rules and test
 * vectors: GSMA SGP.22 and SGP.29, ITU-T E.118, RFC 1035, RFC 3986. */
SbProblem *sb_check_carrier_url (const char *text);
SbProblem *sb_check_server_name (const char *text);
SbProblem *sb_check_activation_code (const char *text);
SbProblem *sb_check_eid (const char *text);
SbProblem *sb_check_iccid (const char *text);
SbProblem *sb_check_name (const char *text);

/* (transfer full) (nullable): what is sent: trimmed, a host as its lower-case A-label. NULL where
 * the text is not valid. */
char *sb_normalize_carrier_url (const char *text);
char *sb_normalize_server_name (const char *text);

/**
 * SbActivationCode:
 *
 * An activation code, "1$SM-DP+ADDRESS$TOKEN[$OID][$FLAG]", with or without "LPA:" before it.
 */
typedef struct {
  char *address;
  char *matching_id; /* (nullable): empty is NULL */
  char *oid;         /* (nullable) */
  gboolean confirmation_code_required;
} SbActivationCode;

SbActivationCode *sb_activation_code_parse (const char *text);
void sb_activation_code_free (SbActivationCode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbActivationCode, sb_activation_code_free)

G_END_DECLS
