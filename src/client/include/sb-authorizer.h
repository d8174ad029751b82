/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbAuthorizer:
 *
 * Who knows the secret of one account. A server asks for it before each request, which may take as
 * long as a person takes to unlock a keyring, and says when the server refused it. Whether there is
 * another one then, and where from, is the authorizer's affair.
 *
 * Signal `changed`: there is another secret than the last that was given: what waits for one goes
 * on.
 */
#define SB_TYPE_AUTHORIZER (sb_authorizer_get_type ())
G_DECLARE_INTERFACE (SbAuthorizer, sb_authorizer, SB, AUTHORIZER, GObject)

struct _SbAuthorizerInterface {
  GTypeInterface parent_iface;

  void (*get_secret_async) (SbAuthorizer *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
  SbSecret *(*get_secret_finish) (SbAuthorizer *self, GAsyncResult *result, GError **error);
  void (*refuse) (SbAuthorizer *self, SbSecret *secret);
};

/**
 * sb_authorizer_get_secret_async:
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Asks for the secret. Where it is known, the answer comes from the main loop all the same.
 */
void sb_authorizer_get_secret_async (SbAuthorizer *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * sb_authorizer_get_secret_finish:
 *
 * Errors: SB_ERROR_KEYRING where there is none, and why; SB_ERROR_UNAUTHORIZED where the only one
 * was refused; SB_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the secret
 */
SbSecret *
sb_authorizer_get_secret_finish (SbAuthorizer *self, GAsyncResult *result, GError **error);

/**
 * sb_authorizer_refuse:
 * @secret: one that was given
 *
 * The server does not take it. It must not be given again: sent again and again it would lock the
 * account there.
 */
void sb_authorizer_refuse (SbAuthorizer *self, SbSecret *secret);

G_END_DECLS
