/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-doubt"

#include "sb-doubt.h"

#include "sb-error.h"

/**
 * sb_doubt_is_left:
 *
 * A call waits for a sign-in, and comes back with this when there is nothing to wait for.
 *
 * Returns: whether nobody signs in any more, at the server or at a proxy
 */
gboolean
sb_doubt_is_left (const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_UNAUTHORIZED)
         || (g_error_matches (error, SB_ERROR, SB_ERROR_PROXY)
             && sb_error_get_details (error)->wants_sign_in);
}

/**
 * sb_doubt_is_lost:
 *
 * A reply that says that it was carried out and then cannot be read is as good as lost.
 *
 * Returns: whether the request may have been carried out
 */
gboolean
sb_doubt_is_lost (const GError *error)
{
  guint status = sb_error_get_http_status (error);

  return sb_error_is_maybe_done (error)
         || (g_error_matches (error, SB_ERROR, SB_ERROR_PROTOCOL) && status >= 200 && status < 300);
}

/**
 * sb_doubt_is_certain:
 *
 * The server knew the request and looked at what it asks for. A refused sign-in, say, tells nothing
 * of it.
 *
 * Returns: whether a refusal says of the first request too that it was not carried out
 */
gboolean
sb_doubt_is_certain (const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_NAME_TAKEN)
         || g_error_matches (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE)
         || g_error_matches (error, SB_ERROR, SB_ERROR_KEY_REUSED)
         || g_error_matches (error, SB_ERROR, SB_ERROR_DELETED)
         || g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)
         || g_error_matches (error, SB_ERROR, SB_ERROR_INVALID);
}

/**
 * sb_doubt_is_passing:
 *
 * Nobody did, or one who stands in the server's place, or the server does not make sense for now.
 *
 * Returns: whether another may answer the next time
 */
gboolean
sb_doubt_is_passing (const GError *error)
{
  gboolean in_between = !sb_error_is_enveloped (error)
                        && (sb_error_get_http_status (error) != 0
                            || g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED));

  if (sb_doubt_is_left (error))
    return FALSE;

  return sb_error_is_lasting (error) || g_error_matches (error, SB_ERROR, SB_ERROR_TLS)
         || g_error_matches (error, SB_ERROR, SB_ERROR_PROTOCOL)
         || g_error_matches (error, SB_ERROR, SB_ERROR_INCOMPLETE) || in_between;
}
