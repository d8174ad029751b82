/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SbAddressProblem:
 * @SB_ADDRESS_FINE: it can be used
 * @SB_ADDRESS_EMPTY: there is none
 * @SB_ADDRESS_MALFORMED: it is not an address, or has a user or a password in it
 * @SB_ADDRESS_NOT_HTTPS: `http` anywhere but on this computer, or another scheme: the password
 * would travel in the clear
 *
 * What is wrong with the address of an MDM server.
 */
typedef enum {
  SB_ADDRESS_FINE,
  SB_ADDRESS_EMPTY,
  SB_ADDRESS_MALFORMED,
  SB_ADDRESS_NOT_HTTPS,
} SbAddressProblem;

/**
 * sb_address_check:
 * @text: (nullable): what was typed or pasted; white space around it, invisible marks in it, and
 * what is behind the host and the port do not matter
 *
 * Returns: what is wrong with it as the address of a server
 */
SbAddressProblem sb_address_check (const char *text);

/**
 * sb_address_normalize:
 * @text: (nullable): what was typed or pasted
 *
 * Returns: (transfer full) (nullable): "https://HOST[:PORT]" of what was typed, with `https` where
 * no scheme was; %NULL where it cannot be used
 */
char *sb_address_normalize (const char *text);

G_END_DECLS
