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

/* (transfer full) (nullable): what is sent: trimmed, a host as its lower-case A-label, digits
 * without what exports put around them. NULL where the text has an error; a warning does not stop
 * it. */
char *sb_normalize_carrier_url (const char *text);
char *sb_normalize_server_name (const char *text);
char *sb_normalize_eid (const char *text);
char *sb_normalize_iccid (const char *text);

/* (transfer full): the text without white space around it, and valid UTF-8. */
char *sb_trim (const char *text);

/**
 * SbActivationCode:
 * @address: the SM-DP+ address, as its lower-case A-label
 * @matching_id: (nullable): the token; %NULL where it is empty
 * @oid: (nullable): the SM-DP+'s object identifier
 * @confirmation_code_required: whether the person has to type a code too
 *
 * An activation code, "1$SM-DP+ADDRESS$TOKEN[$OID][$FLAG]", with or without "LPA:" before it.
 */
typedef struct {
  char *address;
  char *matching_id;
  char *oid;
  gboolean confirmation_code_required;
} SbActivationCode;

/* (transfer full) (nullable): NULL where it is not an activation code. Fields after the fifth
 * belong to newer versions of SGP.22 and are left alone. */
SbActivationCode *sb_activation_code_parse (const char *text);
void sb_activation_code_free (SbActivationCode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbActivationCode, sb_activation_code_free)

G_END_DECLS
