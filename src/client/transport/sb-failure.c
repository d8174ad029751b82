/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the network's errors mean to us. */

#define G_LOG_DOMAIN "sb-failure"

#include "sb-failure.h"

#include <libsoup/soup.h>

static SbError
get_code (const GError *error, SbStage stage)
{
  if (error->domain == G_TLS_ERROR)
    return g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF) ? SB_ERROR_OFFLINE : SB_ERROR_TLS;
  if (error->domain == G_RESOLVER_ERROR)
    return SB_ERROR_OFFLINE;
  if (error->domain == SOUP_SESSION_ERROR)
    return SB_ERROR_PROTOCOL;
  if (error->domain != G_IO_ERROR)
    return SB_ERROR_PROTOCOL;

  if (error->code == G_IO_ERROR_CANCELLED)
    return SB_ERROR_CANCELLED;
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

  return sb_error_new (get_code (error, stage), &details, "%s", error->message);
}

/**
 * sb_failure_set_maybe_done: (skip)
 * @error: (transfer full): an SB_ERROR
 *
 * Returns: (transfer full): the same, of a write that may have been carried out
 */
GError *
sb_failure_set_maybe_done (GError *error)
{
  g_autoptr (GError) owned = error;
  SbErrorDetails details = { 0 };

  if (sb_error_get_details (owned) != NULL)
    details = *sb_error_get_details (owned);
  details.maybe_done = TRUE;

  return sb_error_new ((SbError) owned->code, &details, "%s", owned->message);
}
