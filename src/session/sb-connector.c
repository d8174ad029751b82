/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-connector"

#include "config.h"

#include "sb-connector.h"

#include "sb-carrier.h"
#include "sb-secrets.h"
#include "sb-sign-in.h"
#include "sb-signal.h"

struct _SbConnector {
  GObject parent_instance;

  SbClock *clock; /* (owned) */
  const SbServerKind *kinds;
  SbDemoProcess *demo;  /* (owned) */
  GHashTable *known;    /* (owned): account id to the secret that was taken last */
  GHashTable *refused;  /* (owned): account id to the secret that was refused last */
  GHashTable *states;   /* (owned): account id to SbAccountState */
  GHashTable *carriers; /* (owned): account id to SbCarrier */
};

G_DEFINE_FINAL_TYPE (SbConnector, sb_connector, G_TYPE_OBJECT)

enum {
  SIGNAL_KEYRING_FAILED,
  SIGNAL_FORGETTING_FAILED,
  SIGNAL_STORAGE_FAILED,
  SIGNAL_CARRIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct {
  SbSession *session; /* (owned) (nullable): until the demo tenant runs */
  SbRemember remember;
  SbConnectorTryingFunc trying; /* (nullable) */
  gpointer data;                /* of @trying */
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *connecting = data;

  g_clear_object (&connecting->session);
  g_free (connecting);
}

/* (nullable): what is remembered, is a secret that somebody typed */
static SbSignIn *
get_sign_in (SbSession *session)
{
  SbAuthorizer *authorizer = sb_server_get_authorizer (sb_session_get_server (session));

  return SB_IS_SIGN_IN (authorizer) ? SB_SIGN_IN (authorizer) : NULL;
}

static void
stop_carrier (gpointer data)
{
  g_autoptr (SbCarrier) carrier = data;

  sb_carrier_stop (carrier);
}

static SbAccountState *
ensure_state (SbConnector *self, SbAccount *account)
{
  const char *id = sb_account_get_id (account);
  SbAccountState *state = g_hash_table_lookup (self->states, id);

  if (state == NULL) {
    state = sb_account_state_new (account, self->clock);
    g_hash_table_insert (self->states, g_strdup (id), state);
  }

  return state;
}

static void
state_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConnector) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sb_account_state_forget_finish (SB_ACCOUNT_STATE (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_STORAGE_FAILED], 0, error);
}

/* (transfer full) (nullable): what was read of an account before, which nobody has from now on */
static SbAccountState *
steal_state (SbConnector *self, const char *id)
{
  g_autofree char *key = NULL;
  SbAccountState *state = NULL;

  g_hash_table_steal_extended (self->states, id, (gpointer *) &key, (gpointer *) &state);

  return state;
}

/* What is kept of the demo tenant is about something that is gone, be it of this process or of an
 * earlier one: that is forgotten before anything is read. */
static void
forget_demo (SbConnector *self)
{
  g_autoptr (SbAccountState) state = steal_state (self, SB_ACCOUNT_DEMO_ID);
  g_autoptr (SbAccount) demo = sb_account_new (SB_ACCOUNT_DEMO_ID, TRUE);

  if (state == NULL)
    state = g_object_ref (ensure_state (self, demo));
  sb_account_state_forget_async (state, state_forgotten_cb, g_object_ref (self));
}

static void
state_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConnector) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sb_account_state_delete_finish (SB_ACCOUNT_STATE (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_STORAGE_FAILED], 0, error);
}

static void
secret_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConnector) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sb_secrets_store_finish (result, &error))
    g_signal_emit (self, signals[SIGNAL_KEYRING_FAILED], 0, error);
}

static void
secret_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConnector) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Where there is no keyring, it has nothing. */
  if (!sb_secrets_clear_finish (result, &error)
      && sb_error_get_keyring_problem (error) != SB_KEYRING_ABSENT)
    g_signal_emit (self, signals[SIGNAL_FORGETTING_FAILED], 0, error);
}

static void
tell_keyring (SbConnector *self, SbSignIn *sign_in, SbRemember remember)
{
  SbAccount *account = sb_sign_in_get_account (sign_in);

  if (remember == SB_REMEMBER_YES)
    sb_secrets_store_async (account,
                            sb_sign_in_get_secret (sign_in),
                            NULL,
                            secret_stored_cb,
                            g_object_ref (self));
  else if (remember == SB_REMEMBER_NO)
    sb_secrets_clear_async (account, NULL, secret_cleared_cb, g_object_ref (self));
}

/* @secret: (nullable): it may have been refused again by now */
static void
keep (GHashTable *secrets, const char *account_id, SbSecret *secret)
{
  if (secret != NULL)
    g_hash_table_replace (secrets, g_strdup (account_id), sb_secret_ref (secret));
}

/* Also one that was good when its session began may be refused later. */
static void
refused_cb (SbSignIn *sign_in, SbSecret *secret, SbConnector *self)
{
  const char *account_id = sb_account_get_id (sb_sign_in_get_account (sign_in));

  g_assert (SB_IS_CONNECTOR (self));

  keep (self->refused, account_id, secret);
  if (sb_secret_equal (g_hash_table_lookup (self->known, account_id), secret))
    g_hash_table_remove (self->known, account_id);
}

static void
session_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbSession *session = SB_SESSION (source);
  SbConnector *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  SbAccount *account = sb_session_get_account (session);
  SbSignIn *sign_in = get_sign_in (session);
  GError *error = NULL;

  if (!sb_session_load_finish (session, result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  g_hash_table_remove (self->carriers, sb_account_get_id (account));
  if (sign_in != NULL && !sb_account_is_demo (account)) {
    keep (self->known, sb_account_get_id (account), sb_sign_in_get_secret (sign_in));
    g_hash_table_remove (self->refused, sb_account_get_id (account));
  }
  if (sign_in != NULL)
    tell_keyring (self, sign_in, connecting->remember);
  g_task_return_pointer (task, g_object_ref (session), g_object_unref);
}

/* Without what is kept there is much to look at still. */
static void
state_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbConnector *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  g_autoptr (SbSession) session = g_steal_pointer (&connecting->session);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  if (!sb_account_state_open_finish (SB_ACCOUNT_STATE (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_STORAGE_FAILED], 0, error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (connecting->trying != NULL)
    connecting->trying (sb_server_get_condition (sb_session_get_server (session)),
                        connecting->data);
  sb_session_load_async (session, cancellable, session_loaded_cb, g_steal_pointer (&task));
}

/* (transfer full)
 * @secret: (nullable): where there is none, the keyring is asked
 * @quiet: whether nobody is to unlock that */
static SbServer *
make_server (SbConnector *self, SbAccount *account, SbSecret *secret, gboolean quiet)
{
  const SbServerKind *kind = sb_server_kind_find (self->kinds, sb_account_get_kind (account));
  SbSecret *refused = g_hash_table_lookup (self->refused, sb_account_get_id (account));
  g_autoptr (SbAuthorizer) authorizer = kind->make_authorizer (account, secret, refused);

  if (SB_IS_SIGN_IN (authorizer)) {
    g_signal_connect_object (authorizer, "refused", G_CALLBACK (refused_cb), self, 0);
    if (quiet)
      sb_sign_in_set_quiet (SB_SIGN_IN (authorizer));
  }

  return kind->make_server (account, authorizer, self->clock);
}

/* @task: (transfer full)
 * @secret: (nullable): where there is none, the keyring is asked */
static void
sign_in (GTask *task, SbAccount *account, SbSecret *secret)
{
  SbConnector *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  g_autoptr (SbServer) server = make_server (self, account, secret, FALSE);
  SbAccountState *state = ensure_state (self, account);

  connecting->session = sb_session_new (account, server, self->clock);
  sb_session_set_account_state (connecting->session, state);
  sb_account_state_open_async (state, state_opened_cb, task);
}

typedef struct {
  SbConnector *self;  /* (owned) */
  SbAccount *account; /* (owned) */
} Carrying;

static void
carrying_free (Carrying *carrying)
{
  g_clear_object (&carrying->self);
  g_clear_object (&carrying->account);
  g_free (carrying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Carrying, carrying_free)

/* Who cannot be read is told of when the account is opened. It may be open by now, or gone. */
static void
carried_state_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Carrying) carrying = user_data;
  SbConnector *self = carrying->self;
  SbAccountState *state = SB_ACCOUNT_STATE (source);
  SbOperations *operations = sb_account_state_get_operations (state);
  const char *id = sb_account_get_id (carrying->account);
  g_autoptr (SbServer) server = NULL;

  if (!sb_account_state_open_finish (state, result, NULL)
      || g_hash_table_lookup (self->states, id) != state
      || g_hash_table_contains (self->carriers, id) || sb_operations_get_server (operations) != NULL
      || !sb_account_state_is_unfinished (state))
    return;

  server = make_server (self, carrying->account, g_hash_table_lookup (self->known, id), TRUE);
  g_signal_emit (self, signals[SIGNAL_CARRIED], 0, carrying->account, state);
  g_hash_table_insert (self->carriers,
                       g_strdup (id),
                       sb_carrier_new (carrying->account, server, operations, self->clock));
}

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbDemoProcess *demo = SB_DEMO_PROCESS (source);
  GError *error = NULL;

  if (!sb_demo_process_start_finish (demo, result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  sign_in (g_steal_pointer (&task),
           sb_demo_process_get_account (demo),
           sb_demo_process_get_secret (demo));
}

static void
afresh_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (!sb_demo_process_start_afresh_finish (SB_DEMO_PROCESS (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  /* What they name is not there any more. */
  forget_demo (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

static void
set_aside_cb (SbConnector *self)
{
  /* What they name is not there any more. */
  forget_demo (self);
}

static void
sb_connector_finalize (GObject *object)
{
  SbConnector *self = SB_CONNECTOR (object);

  g_clear_object (&self->demo);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->carriers, g_hash_table_unref);
  g_clear_pointer (&self->states, g_hash_table_unref);

  G_OBJECT_CLASS (sb_connector_parent_class)->finalize (object);
}

static void
sb_connector_class_init (SbConnectorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_connector_finalize;

  signals[SIGNAL_KEYRING_FAILED] = sb_signal_new (klass, "keyring-failed", 1, G_TYPE_ERROR);
  signals[SIGNAL_STORAGE_FAILED] = sb_signal_new (klass, "storage-failed", 1, G_TYPE_ERROR);
  signals[SIGNAL_CARRIED] =
    sb_signal_new (klass, "carried", 2, SB_TYPE_ACCOUNT, SB_TYPE_ACCOUNT_STATE);
  signals[SIGNAL_FORGETTING_FAILED] = sb_signal_new (klass, "forgetting-failed", 1, G_TYPE_ERROR);
}

static GHashTable *
new_secrets (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sb_secret_unref);
}

static void
sb_connector_init (SbConnector *self)
{
  self->known = new_secrets ();
  self->refused = new_secrets ();
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->carriers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stop_carrier);
}

SbConnector *
sb_connector_new (const SbServerKind *kinds, SbClock *clock)
{
  SbConnector *self;

  g_return_val_if_fail (kinds != NULL, NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_CONNECTOR, NULL);
  self->clock = g_object_ref (clock);
  self->kinds = kinds;
  self->demo = sb_demo_process_new (clock);
  sb_connect (self->demo, "set-aside", set_aside_cb, self);

  return self;
}

const SbServerKind *
sb_connector_get_kinds (SbConnector *self)
{
  g_return_val_if_fail (SB_IS_CONNECTOR (self), NULL);

  return self->kinds;
}

SbDemoProcess *
sb_connector_get_demo (SbConnector *self)
{
  g_return_val_if_fail (SB_IS_CONNECTOR (self), NULL);

  return self->demo;
}

void
sb_connector_connect_async (SbConnector *self,
                            SbAccount *account,
                            SbSecret *secret,
                            SbRemember remember,
                            GCancellable *cancellable,
                            SbConnectorTryingFunc trying,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Connecting *connecting;
  GTask *task;

  g_return_if_fail (SB_IS_CONNECTOR (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_connector_connect_async);
  connecting = g_new0 (Connecting, 1);
  connecting->trying = trying;
  connecting->data = user_data;
  g_task_set_task_data (task, connecting, connecting_free);

  if (account == NULL) {
    sb_demo_process_start_async (self->demo, cancellable, demo_started_cb, task);
    return;
  }

  if (secret == NULL)
    secret = g_hash_table_lookup (self->known, sb_account_get_id (account));
  /* What comes from the keyring is there already. */
  if (secret == NULL && remember == SB_REMEMBER_YES)
    remember = SB_REMEMBER_AS_BEFORE;

  connecting->remember = remember;
  sign_in (task, account, secret);
}

SbSession *
sb_connector_connect_finish (SbConnector *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sb_connector_carry_on (SbConnector *self, GListModel *accounts, const char *open_id)
{
  g_return_if_fail (SB_IS_CONNECTOR (self));
  g_return_if_fail (G_IS_LIST_MODEL (accounts));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SbAccount) account = g_list_model_get_item (accounts, i);
    Carrying *carrying;

    if (g_strcmp0 (sb_account_get_id (account), open_id) == 0)
      continue;

    carrying = g_new0 (Carrying, 1);
    carrying->self = g_object_ref (self);
    carrying->account = g_steal_pointer (&account);
    sb_account_state_open_async (ensure_state (self, carrying->account),
                                 carried_state_opened_cb,
                                 carrying);
  }
}

void
sb_connector_start_afresh_async (SbConnector *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_CONNECTOR (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_connector_start_afresh_async);
  sb_demo_process_start_afresh_async (self->demo, cancellable, afresh_cb, task);
}

gboolean
sb_connector_start_afresh_finish (SbConnector *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_connector_sign_in (SbConnector *self, SbSession *session)
{
  SbSignIn *sign_in;
  SbSecret *secret;

  g_return_if_fail (SB_IS_CONNECTOR (self));
  g_return_if_fail (SB_IS_SESSION (session));

  sign_in = get_sign_in (session);
  secret = g_hash_table_lookup (self->known, sb_account_get_id (sb_session_get_account (session)));
  if (secret != NULL && sign_in != NULL)
    sb_sign_in_set_secret (sign_in, secret);
}

void
sb_connector_forget (SbConnector *self, SbAccount *account)
{
  g_autoptr (SbAccountState) state = NULL;

  g_return_if_fail (SB_IS_CONNECTOR (self));
  g_return_if_fail (SB_IS_ACCOUNT (account));

  g_hash_table_remove (self->known, sb_account_get_id (account));
  g_hash_table_remove (self->refused, sb_account_get_id (account));
  g_hash_table_remove (self->carriers, sb_account_get_id (account));
  ensure_state (self, account);
  state = steal_state (self, sb_account_get_id (account));
  sb_account_state_delete_async (state, state_deleted_cb, g_object_ref (self));
  sb_secrets_clear_async (account, NULL, secret_cleared_cb, g_object_ref (self));
}

static void
state_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  guint *n_open = g_task_get_task_data (task);

  sb_account_state_close_finish (SB_ACCOUNT_STATE (source), result);
  if (--*n_open == 0)
    g_task_return_boolean (task, TRUE);
}

void
sb_connector_close_async (SbConnector *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GHashTableIter iter;
  gpointer state;
  guint *n_open;

  g_return_if_fail (SB_IS_CONNECTOR (self));

  g_hash_table_remove_all (self->carriers);
  n_open = g_new (guint, 1);
  *n_open = g_hash_table_size (self->states);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_connector_close_async);
  g_task_set_task_data (task, n_open, g_free);
  if (*n_open == 0)
    g_task_return_boolean (task, TRUE);

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, NULL, &state)) {
    sb_account_state_close_async (state, state_closed_cb, g_object_ref (task));
    g_hash_table_iter_remove (&iter);
  }
}

void
sb_connector_close_finish (SbConnector *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
