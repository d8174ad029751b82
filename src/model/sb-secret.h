/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SbSecret:
 *
 * A password or a token, of which there is one copy: it is shared, never changes, and is wiped when
 * nobody holds it any more. May be shared between threads.
 *
 * People paste secrets with what was around them. What cannot be part of one is taken away; what
 * could be, stays.
 */
typedef struct _SbSecret SbSecret;

#define SB_TYPE_SECRET (sb_secret_get_type ())
GType sb_secret_get_type (void);

/**
 * sb_secret_new:
 * @text: the secret as it is
 *
 * Returns: (transfer full): the secret
 */
SbSecret *sb_secret_new (const char *text);

/**
 * sb_secret_new_password:
 * @text: (nullable): what was typed or pasted
 *
 * Takes away line breaks around it, which no password has. A space can be part of one.
 *
 * Returns: (transfer full): the password; empty where nothing is left
 */
SbSecret *sb_secret_new_password (const char *text);

/**
 * sb_secret_new_token:
 * @text: (nullable): what was typed or pasted
 *
 * Takes away the header's name and `Bearer` before it, and white space, line breaks and format
 * characters everywhere: a long token is often wrapped.
 *
 * Returns: (transfer full): the token; empty where nothing is left
 */
SbSecret *sb_secret_new_token (const char *text);

SbSecret *sb_secret_ref (SbSecret *self);
void sb_secret_unref (SbSecret *self);

/**
 * sb_secret_peek:
 *
 * Returns: (transfer none): the text itself, as long as the secret is held. Who copies it wipes the
 *   copy, see [func@Secret.wipe].
 */
const char *sb_secret_peek (SbSecret *self);

/**
 * sb_secret_equal:
 * @a: (nullable): a secret
 * @b: (nullable): another
 *
 * Returns: whether both are the same text, or both are %NULL
 */
gboolean sb_secret_equal (SbSecret *a, SbSecret *b);

/**
 * sb_secret_is_token:
 *
 * Returns: whether it can be sent as a token: it is not empty, and of visible ASCII characters
 * alone (RFC 6750)
 */
gboolean sb_secret_is_token (SbSecret *self);

/**
 * sb_secret_wipe:
 * @text: (transfer full) (nullable): a text with a secret in it
 *
 * Wipes it, and frees it.
 */
void sb_secret_wipe (char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbSecret, sb_secret_unref)

G_END_DECLS
