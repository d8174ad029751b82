/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-error"

#include "sb-error.h"

typedef struct {
  SbErrorDetails details;
} SbErrorPrivate;

static void
clear_details (SbErrorDetails *details)
{
  g_clear_pointer (&details->server_code, g_free);
  g_clear_pointer (&details->server_message, g_free);
  g_clear_pointer (&details->permission, g_free);
  g_clear_pointer (&details->proxy, g_free);
  g_clear_pointer (&details->field_errors, g_ptr_array_unref);
  g_clear_object (&details->current);
}

static void
copy_details (const SbErrorDetails *from, SbErrorDetails *to)
{
  *to = *from;
  to->server_code = g_strdup (from->server_code);
  to->server_message = g_strdup (from->server_message);
  to->permission = g_strdup (from->permission);
  to->proxy = g_strdup (from->proxy);
  to->field_errors = from->field_errors != NULL ? g_ptr_array_ref (from->field_errors) : NULL;
  to->current = from->current != NULL ? g_object_ref (from->current) : NULL;
}

static void
sb_error_private_init (SbErrorPrivate *priv)
{
}

static void
sb_error_private_copy (const SbErrorPrivate *from, SbErrorPrivate *to)
{
  copy_details (&from->details, &to->details);
}

static void
sb_error_private_clear (SbErrorPrivate *priv)
{
  clear_details (&priv->details);
}

G_DEFINE_EXTENDED_ERROR (SbError, sb_error)

SbFieldError *
sb_field_error_new (int field, const char *name, const char *code, const char *message)
{
  SbFieldError *self = g_new0 (SbFieldError, 1);

  self->field = field;
  self->name = g_strdup (name);
  self->code = g_strdup (code);
  self->message = g_strdup (message);

  return self;
}

void
sb_field_error_free (SbFieldError *self)
{
  g_free (self->name);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

GError *
sb_error_new (SbError code, const SbErrorDetails *details, const char *format, ...)
{
  GError *error;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (SB_ERROR, (int) code, format, args);
  va_end (args);

  if (details != NULL)
    copy_details (details, &sb_error_get_private (error)->details);

  return error;
}

const SbErrorDetails *
sb_error_get_details (const GError *error)
{
  if (error == NULL || error->domain != SB_ERROR)
    return NULL;

  return &sb_error_get_private (error)->details;
}

guint
sb_error_get_http_status (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->http_status : 0;
}

const char *
sb_error_get_permission (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->permission : NULL;
}

const char *
sb_error_get_proxy (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->proxy : NULL;
}

gint64
sb_error_get_retry_at (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->retry_at : 0;
}

guint
sb_error_get_tls_flags (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->tls_flags : 0;
}

GPtrArray *
sb_error_get_fields (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->field_errors : NULL;
}

SbNetworkProblem
sb_error_get_network_problem (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->network_problem : SB_NETWORK_OTHER;
}

gboolean
sb_error_is_with_token (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL && details->with_token;
}

SbKeyringProblem
sb_error_get_keyring_problem (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->keyring_problem : SB_KEYRING_FAILED;
}

SbAuthorityProblem
sb_error_get_authority_problem (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->authority_problem : SB_AUTHORITY_UNREADABLE;
}

SbStorageProblem
sb_error_get_storage_problem (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL ? details->storage_problem : SB_STORAGE_REFUSED;
}

gboolean
sb_error_is_maybe_done (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL && details->maybe_done;
}

gboolean
sb_error_is_enveloped (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);

  return details != NULL && details->enveloped;
}

gboolean
sb_error_is_lasting (const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_OFFLINE)
         || g_error_matches (error, SB_ERROR, SB_ERROR_PROXY)
         || g_error_matches (error, SB_ERROR, SB_ERROR_RATE_LIMITED)
         || g_error_matches (error, SB_ERROR, SB_ERROR_UNAVAILABLE)
         || g_error_matches (error, SB_ERROR, SB_ERROR_DEADLINE);
}
