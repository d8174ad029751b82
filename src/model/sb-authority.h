/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-error.h"

G_BEGIN_DECLS

/* A file of authorities is some kilobytes. */
#define SB_AUTHORITY_MAX_BYTES (16 * 1024 * 1024)

/**
 * sb_authority_read:
 * @data: what is in a file of certificates: one in DER, as Windows exports it (`.cer`), or any
 *   number in PEM, with other text around them
 *
 * Judges what somebody gives as a certificate authority. Keys beside certificates are left out.
 *
 * Errors: SB_ERROR_AUTHORITY; see [func@error_get_authority_problem]
 *
 * Returns: (transfer full): the certificates in PEM, and nothing else
 */
char *sb_authority_read (const char *data, gsize length, GError **error);

G_END_DECLS
