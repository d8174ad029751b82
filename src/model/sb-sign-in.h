/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The secrets of a sign-in, as people paste them: with what was around them. What cannot be part of
 * one is taken away; what could be, stays. For all else see sb_trim().
 */

/**
 * sb_sign_in_clean_password:
 * @text: (nullable): what was typed or pasted
 *
 * Takes away line breaks around it, which no password has. A space can be part of one.
 *
 * Returns: (transfer full): the password; empty where nothing is left
 */
char *sb_sign_in_clean_password (const char *text);

/**
 * sb_sign_in_clean_token:
 * @text: (nullable): what was typed or pasted
 *
 * Takes away the header's name and `Bearer` before it, and white space, line breaks and format
 * characters everywhere: a long token is often wrapped.
 *
 * Returns: (transfer full): the token; empty where nothing is left
 */
char *sb_sign_in_clean_token (const char *text);

/**
 * sb_sign_in_is_token:
 * @token: a clean one
 *
 * Returns: whether it can be sent as a token: it is not empty, and of visible ASCII characters
 * alone (RFC 6750)
 */
gboolean sb_sign_in_is_token (const char *token);

/**
 * sb_sign_in_free:
 * @secret: (transfer full) (nullable): a password, a token, or a text with one in it
 *
 * Wipes it, and frees it. Every copy of a secret that is held ends here.
 */
void sb_sign_in_free (char *secret);

G_END_DECLS
