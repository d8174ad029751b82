/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-authorizer"

#include "sb-authorizer.h"

#include "sb-signal.h"

G_DEFINE_INTERFACE (SbAuthorizer, sb_authorizer, G_TYPE_OBJECT)

static void
sb_authorizer_default_init (SbAuthorizerInterface *iface)
{
  /**
   * SbAuthorizer::changed:
   *
   * There is another secret than the last that was given.
   */
  sb_signal_new (iface, "changed", 0);
}

void
sb_authorizer_get_secret_async (SbAuthorizer *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (SB_IS_AUTHORIZER (self));

  SB_AUTHORIZER_GET_IFACE (self)->get_secret_async (self, cancellable, callback, user_data);
}

SbSecret *
sb_authorizer_get_secret_finish (SbAuthorizer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_AUTHORIZER (self), NULL);

  return SB_AUTHORIZER_GET_IFACE (self)->get_secret_finish (self, result, error);
}

void
sb_authorizer_refuse (SbAuthorizer *self, SbSecret *secret)
{
  g_return_if_fail (SB_IS_AUTHORIZER (self));
  g_return_if_fail (secret != NULL);

  SB_AUTHORIZER_GET_IFACE (self)->refuse (self, secret);
}
