/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-problem.h"

G_BEGIN_DECLS

/* Each returns (transfer full) (nullable) the problem, or NULL where there is none. Rules and test
 * vectors: GSMA SGP.29, ITU-T E.118. */
SbProblem *sb_check_eid (const char *text);
SbProblem *sb_check_iccid (const char *text);

/* (transfer full) (nullable): the digits, without what people and exports put between and around
 * them. NULL where the text has an error; a warning does not stop it. */
char *sb_normalize_eid (const char *text);
char *sb_normalize_iccid (const char *text);

G_END_DECLS
