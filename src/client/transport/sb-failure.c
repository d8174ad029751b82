/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the network's errors mean to us. */

#define G_LOG_DOMAIN "sb-failure"

#include "sb-failure.h"

#include <libsoup/soup.h>

static SbNetworkProblem
get_problem (const GError *error)
{
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND))
    return SB_NETWORK_NO_SUCH_NAME;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return SB_NETWORK_REFUSED;
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return SB_NETWORK_NOT_TLS;
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED))
    return SB_NETWORK_ASKS_CERTIFICATE;

  return SB_NETWORK_OTHER;
}

static SbError
get_code (const GError *error, SbStage stage)
{
  /* Once something could be sent, the connection was secure: then it broke. That a certificate is
   * asked for may come later. */
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED))
    return SB_ERROR_TLS;
  if (error->domain == G_TLS_ERROR)
    return g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF) || stage != SB_STAGE_CONNECTING
             ? SB_ERROR_OFFLINE
             : SB_ERROR_TLS;
  if (error->domain == G_RESOLVER_ERROR)
    return SB_ERROR_OFFLINE;
  if (error->domain == SOUP_SESSION_ERROR)
    return SB_ERROR_PROTOCOL;
  if (error->domain != G_IO_ERROR)
    return SB_ERROR_PROTOCOL;

  if (error->code == G_IO_ERROR_CANCELLED)
    return SB_ERROR_CANCELLED;
  if (error->code == G_IO_ERROR_TIMED_OUT)
    return SB_ERROR_DEADLINE;
  if (error->code == G_IO_ERROR_INVALID_DATA || error->code == G_IO_ERROR_MESSAGE_TOO_LARGE
      || (error->code == G_IO_ERROR_PARTIAL_INPUT && stage == SB_STAGE_BODY))
    return SB_ERROR_PROTOCOL;

  return SB_ERROR_OFFLINE;
}

/**
 * sb_failure_new: (skip)
 * @error: an error of GIO or libsoup, or one of ours
 * @tls_flags: GTlsCertificateFlags of the server's certificate
 *
 * Returns: (transfer full): the same as an SB_ERROR
 */
GError *
sb_failure_new (const GError *error, SbStage stage, guint tls_flags)
{
  SbErrorDetails details = { 0 };

  if (error->domain == SB_ERROR)
    return g_error_copy (error);

  if (error->domain == G_TLS_ERROR)
    details.tls_flags = tls_flags;
  details.network_problem = get_problem (error);

  return sb_error_new (get_code (error, stage), &details, "%s", error->message);
}

/**
 * sb_failure_mark: (skip)
 * @error: (transfer full): an SB_ERROR
 * @maybe_done: whether it is of a write that may have been carried out
 * @with_token: whether it is of a token that was refused
 *
 * Returns: (transfer full): the same, with that
 */
GError *
sb_failure_mark (GError *error, gboolean maybe_done, gboolean with_token)
{
  g_autoptr (GError) owned = error;
  SbErrorDetails details = *sb_error_get_details (owned);

  details.maybe_done |= maybe_done;
  details.with_token |= with_token;

  return sb_error_new ((SbError) owned->code, &details, "%s", owned->message);
}
