/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

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

/**
 * sb_activation_code_parse: (skip)
 * @text: (nullable): an activation code; white space around it and around its fields does not
 *   matter
 *
 * Fields after the fifth belong to newer versions of SGP.22 and are left alone.
 *
 * Returns: (transfer full) (nullable): the code, or %NULL where it is not one
 */
SbActivationCode *sb_activation_code_parse (const char *text);

/**
 * sb_activation_code_find:
 * @text: (nullable): anything: a code, a link that carries one, a sentence around it
 *
 * Looks for an activation code anywhere, percent-encoded or not, as in the links that install an
 * eSIM on one phone (`…?carddata=LPA%3A1%24…`). It need not be a whole one.
 *
 * Returns: (transfer full) (nullable): the code from its "1$" on, decoded; or %NULL
 */
char *sb_activation_code_find (const char *text);

/**
 * sb_activation_code_free:
 * @self: (transfer full): a code
 */
void sb_activation_code_free (SbActivationCode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbActivationCode, sb_activation_code_free)

G_END_DECLS
