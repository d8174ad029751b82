/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-sign-in"

#include "sb-sign-in.h"

#include "sb-secrets.h"
#include "sb-signal.h"

struct _SbSignIn {
  GObject parent_instance;

  SbAccount *account; /* (owned) */
  SbSecret *secret;   /* (owned) (nullable): until it is looked up, and after it was refused */
  SbSecret *refused;  /* (owned) (nullable) */
  gboolean quiet;     /* nobody is asked to unlock the keyring */
};

static void sb_sign_in_authorizer_init (SbAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbSignIn,
                               sb_sign_in,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_AUTHORIZER,
                                                      sb_sign_in_authorizer_init))

enum { SIGNAL_REFUSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
take (SbSignIn *self, SbSecret *secret)
{
  SbSecret *old = self->secret;

  /* They may be one. */
  self->secret = sb_secret_ref (secret);
  g_clear_pointer (&old, sb_secret_unref);
}

static void
return_secret (GTask *task, SbSecret *secret)
{
  g_task_return_pointer (task, sb_secret_ref (secret), (GDestroyNotify) sb_secret_unref);
}

static GError *
new_refused_error (SbSignIn *self)
{
  SbErrorDetails details = { .with_token = sb_account_get_auth (self->account) == SB_AUTH_BEARER };

  return sb_error_new (SB_ERROR_UNAUTHORIZED, &details, "The server refused this secret before");
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbSignIn *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbSecret) found = sb_secrets_look_up_finish (result, &error);

  /* Somebody typed one meanwhile. */
  if (self->secret != NULL) {
    return_secret (task, self->secret);
  } else if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (found == NULL) {
    SbErrorDetails details = { .keyring_problem = SB_KEYRING_EMPTY };

    g_task_return_error (
      task,
      sb_error_new (SB_ERROR_KEYRING, &details, "The keyring has no secret for this account"));
  } else if (sb_secret_equal (found, self->refused)) {
    /* Sent again and again it would lock the account at the server. */
    g_task_return_error (task, new_refused_error (self));
  } else {
    take (self, found);
    return_secret (task, found);
  }
}

static void
sb_sign_in_get_secret_async (SbAuthorizer *authorizer,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SbSignIn *self = SB_SIGN_IN (authorizer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sb_sign_in_get_secret_async);
  g_task_set_check_cancellable (task, FALSE);

  if (self->secret != NULL)
    return_secret (task, self->secret);
  else if (sb_account_is_demo (self->account))
    g_task_return_error (task, new_refused_error (self));
  else if (self->quiet)
    sb_secrets_peek_async (self->account, cancellable, looked_up_cb, g_steal_pointer (&task));
  else
    sb_secrets_look_up_async (self->account, cancellable, looked_up_cb, g_steal_pointer (&task));
}

static SbSecret *
sb_sign_in_get_secret_finish (SbAuthorizer *authorizer, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, authorizer), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sb_sign_in_refuse (SbAuthorizer *authorizer, SbSecret *secret)
{
  SbSignIn *self = SB_SIGN_IN (authorizer);
  g_autoptr (SbSecret) refused = sb_secret_ref (secret);

  if (sb_secret_equal (self->secret, refused))
    g_clear_pointer (&self->secret, sb_secret_unref);
  g_clear_pointer (&self->refused, sb_secret_unref);
  self->refused = sb_secret_ref (refused);

  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, refused);
}

static void
sb_sign_in_authorizer_init (SbAuthorizerInterface *iface)
{
  iface->get_secret_async = sb_sign_in_get_secret_async;
  iface->get_secret_finish = sb_sign_in_get_secret_finish;
  iface->refuse = sb_sign_in_refuse;
}

static void
sb_sign_in_finalize (GObject *object)
{
  SbSignIn *self = SB_SIGN_IN (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->secret, sb_secret_unref);
  g_clear_pointer (&self->refused, sb_secret_unref);

  G_OBJECT_CLASS (sb_sign_in_parent_class)->finalize (object);
}

static void
sb_sign_in_class_init (SbSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_sign_in_finalize;

  signals[SIGNAL_REFUSED] = sb_signal_new (klass, "refused", 1, SB_TYPE_SECRET);
}

static void
sb_sign_in_init (SbSignIn *self)
{
}

SbAuthorizer *
sb_sign_in_new (SbAccount *account, SbSecret *secret, SbSecret *refused)
{
  SbSignIn *self;

  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);

  self = g_object_new (SB_TYPE_SIGN_IN, NULL);
  self->account = g_object_ref (account);
  self->secret = secret != NULL ? sb_secret_ref (secret) : NULL;
  self->refused = refused != NULL ? sb_secret_ref (refused) : NULL;

  return SB_AUTHORIZER (self);
}

/* (transfer none) */
SbAccount *
sb_sign_in_get_account (SbSignIn *self)
{
  g_return_val_if_fail (SB_IS_SIGN_IN (self), NULL);

  return self->account;
}

SbSecret *
sb_sign_in_get_secret (SbSignIn *self)
{
  g_return_val_if_fail (SB_IS_SIGN_IN (self), NULL);

  return self->secret;
}

void
sb_sign_in_set_secret (SbSignIn *self, SbSecret *secret)
{
  g_return_if_fail (SB_IS_SIGN_IN (self));
  g_return_if_fail (secret != NULL);

  take (self, secret);

  g_signal_emit_by_name (self, "changed");
}

void
sb_sign_in_set_quiet (SbSignIn *self)
{
  g_return_if_fail (SB_IS_SIGN_IN (self));

  self->quiet = TRUE;
}
