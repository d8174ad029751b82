/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-session"

#include "sb-session.h"

#include "sb-page-reader.h"
#include "sb-signal.h"

struct _SbSession {
  GObject parent_instance;

  SbAccount *account;           /* (owned) */
  SbServer *server;             /* (owned) */
  SbOperations *operations;     /* (owned) */
  SbClock *clock;               /* (owned) */
  SbDrafts *drafts;             /* (owned): of the account; they outlive the session */
  SbAccountState *state;        /* (owned) (nullable): what is kept of the account */
  SbTenant *tenant;             /* (owned) (nullable): until loaded, or where it may not be read */
  SbRemoteList *spaces;         /* (owned) */
  SbRemoteList *configurations; /* (owned) */
  GCancellable *cancellable;    /* (owned): cancelled when the session is closed */
  char *space;                  /* (owned) (nullable): none is all */
  SbSpaceProof *space_proof;    /* (owned) */
  SbOldRecordFinder *old;       /* (owned) */
  gboolean space_unknown;       /* the tenant could not tell which is the default */
};

G_DEFINE_FINAL_TYPE (SbSession, sb_session, G_TYPE_OBJECT)

enum { SPACE_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_configurations_query (SbSession *self)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_CONFIGURATIONS);

  sb_query_set_space (query, self->space);
  sb_remote_list_set_query (self->configurations, query);
}

/* Puts what the server made of a configuration into the list. What it leaves out is as it was sent
 * and, what is not sent, as it was before.
 * Returns: whether there is nothing left to read */
static gboolean
show_answer (SbSession *self, SbCommand *command, SbConfiguration *answer)
{
  g_autoptr (SbRecord) made = sb_record_copy (SB_RECORD (answer));
  gboolean is_whole = sb_record_is_known (made, SB_CONFIGURATION_FIELD_DEVICE_COUNTS);
  SbRow *row;
  const char *space;

  if (sb_command_get_proposal (command) != NULL)
    is_whole &= !sb_record_complete (made, SB_RECORD (sb_command_get_proposal (command)));
  row = sb_remote_list_find (self->configurations, sb_record_get_own_id (made), NULL);
  if (row != NULL)
    is_whole &= !sb_record_complete (made, sb_row_get_snapshot (row));
  sb_record_seal (made);

  space = sb_configuration_get_id ((SbConfiguration *) made, SB_CONFIGURATION_FIELD_SPACE_ID);
  if (row != NULL || self->space == NULL || space == NULL || sb_id_equal (space, self->space))
    sb_remote_list_put (self->configurations, made);

  return is_whole;
}

/* What the server answered is seen at once, by whoever hears of the end of a change; what it did
 * not say is read again. Configurations are the one thing that most changes touch, and they are
 * few. */
static void
change_state_cb (SbSession *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbConfiguration *answer = outcome != NULL
                              ? sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION)
                              : NULL;
  gboolean is_known = FALSE;

  g_assert (SB_IS_SESSION (self));

  if (sb_change_get_state (change) == SB_CHANGE_DONE
      && sb_command_get_kind (command) == SB_COMMAND_DELETE_DEVICE) {
    g_autoptr (GHashTable) rejected = sb_outcome_index_rejected (outcome);
    g_autoptr (GPtrArray) gone = sb_ids_new (NULL, 0);
    gsize n_devices;
    const char *const *devices = sb_command_get_device_ids (command, &n_devices);

    for (gsize i = 0; i < n_devices; i++) {
      if (!g_hash_table_contains (rejected, devices[i]))
        sb_ids_add (gone, devices[i]);
    }
    sb_old_record_finder_remove (self->old, sb_ids_peek (gone, NULL), gone->len);
  }

  if (!sb_change_is_over (change) || sb_remote_list_get_query (self->configurations) == NULL)
    return;

  if (sb_change_get_state (change) == SB_CHANGE_DONE
      && sb_command_get_kind (command) == SB_COMMAND_DELETE_CONFIGURATION) {
    gsize n_ids;
    const char *const *ids = sb_command_get_configuration_ids (command, &n_ids);

    for (gsize i = 0; i < n_ids; i++)
      sb_remote_list_remove (self->configurations, ids[i]);
    is_known = TRUE;
  } else if (sb_change_get_state (change) == SB_CHANGE_DONE && answer != NULL) {
    is_known = show_answer (self, command, answer);
  }

  if (!is_known)
    sb_remote_list_refresh (self->configurations);
}

/* Before anybody else hears of it. */
static void
changes_cb (GListModel *changes, guint position, guint n_removed, guint n_added, SbSession *self)
{
  g_assert (SB_IS_SESSION (self));

  for (guint i = position; i < position + n_added; i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i);

    if (sb_change_is_over (change))
      continue;
    sb_connect (change, "state-changed", change_state_cb, self);
  }
}

static void
set_operations (SbSession *self, SbOperations *operations)
{
  if (self->operations != NULL)
    g_signal_handlers_disconnect_by_data (self->operations, self);
  g_set_object (&self->operations, operations);
  g_signal_connect_object (operations, "items-changed", G_CALLBACK (changes_cb), self, 0);
  /* Those that are not over may still change what is shown. */
  changes_cb (G_LIST_MODEL (operations),
              0,
              0,
              g_list_model_get_n_items (G_LIST_MODEL (operations)),
              self);
}

/* (nullable) (transfer none): the default one, else the first: all at once may not be what all are.
 */
static SbDeviceSpace *
find_default_space (SbSession *self)
{
  GListModel *spaces = G_LIST_MODEL (self->spaces);
  SbDeviceSpace *first = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (spaces); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (spaces, i);
    SbDeviceSpace *space = sb_row_get_snapshot (row);

    if (space != NULL && sb_device_space_get_boolean (space, SB_DEVICE_SPACE_FIELD_IS_DEFAULT))
      return space;
    if (first == NULL)
      first = space;
  }

  return first;
}

/* A person who chose meanwhile is not overruled. */
static void
spaces_loaded_cb (SbRemoteList *spaces, GParamSpec *pspec, SbSession *self)
{
  SbDeviceSpace *space;

  g_assert (SB_IS_SESSION (self));

  if (!self->space_unknown || !sb_remote_list_get_loaded (spaces))
    return;

  self->space_unknown = FALSE;
  space = find_default_space (self);
  if (self->space == NULL && space != NULL)
    sb_session_set_space (self, sb_device_space_get_id (space, SB_DEVICE_SPACE_FIELD_ID));
}

/* The API answered, and who we are is known there. */
static void
begin (SbSession *self)
{
  g_autoptr (SbQuery) spaces = sb_query_new (SB_COLLECTION_DEVICE_SPACES);

  if (self->space == NULL && self->tenant != NULL)
    sb_id_set (&self->space, sb_tenant_get_id (self->tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID));
  self->space_unknown = self->space == NULL;

  set_configurations_query (self);
  sb_remote_list_set_query (self->spaces, spaces);
  g_signal_emit (self, signals[SPACE_CHANGED], 0);
}

/* Some users may not read the tenant, and some servers do not have it. */
static gboolean
is_refusal (const GError *error)
{
  guint status = sb_error_get_http_status (error);

  return status == 403 || status == 404 || status == 405 || status == 501;
}

gboolean
sb_session_does_without_tenant (const GError *error)
{
  return is_refusal (error) && sb_error_is_enveloped (error);
}

static void
spaces_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_page_reader_count_finish (result, &error);
  SbErrorDetails details = { .http_status = sb_error_get_http_status (error) };

  if (page != NULL || sb_session_does_without_tenant (error)) {
    begin (self);
    g_task_return_boolean (task, TRUE);
  } else if (is_refusal (error)) {
    g_task_return_error (
      task,
      sb_error_new (SB_ERROR_PROTOCOL, &details, "No answer of the API came: %s", error->message));
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

static void
tenant_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbQuery) spaces = NULL;

  self->tenant = sb_server_load_tenant_finish (SB_SERVER (source), result, &error);

  /* Which device space is the default is then told by the spaces. */
  if (self->tenant != NULL || sb_session_does_without_tenant (error)) {
    begin (self);
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (!is_refusal (error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* Any host can say that there is no such page. Only an answer in the API's own envelope is one
   * of an MDM server. */
  spaces = sb_query_new (SB_COLLECTION_DEVICE_SPACES);
  sb_page_reader_count_async (self->server,
                              spaces,
                              g_task_get_cancellable (task),
                              spaces_asked_cb,
                              g_object_ref (task));
}

static void
sb_session_dispose (GObject *object)
{
  SbSession *self = SB_SESSION (object);

  sb_session_close (self);

  g_clear_object (&self->space_proof);
  g_clear_object (&self->old);
  g_clear_object (&self->spaces);
  g_clear_object (&self->configurations);
  g_clear_object (&self->tenant);
  g_clear_object (&self->operations);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  g_clear_object (&self->drafts);
  g_clear_object (&self->state);
  g_clear_object (&self->account);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->space, sb_id_free);

  G_OBJECT_CLASS (sb_session_parent_class)->dispose (object);
}

static void
sb_session_class_init (SbSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_session_dispose;

  signals[SPACE_CHANGED] = sb_signal_new (klass, "space-changed", 0);
}

static void
sb_session_init (SbSession *self)
{
  self->cancellable = g_cancellable_new ();
}

SbSession *
sb_session_new (SbAccount *account, SbServer *server, SbClock *clock)
{
  g_autoptr (SbOperations) operations = NULL;
  SbSession *self;

  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_SESSION, NULL);
  self->account = g_object_ref (account);
  self->server = g_object_ref (server);
  self->clock = g_object_ref (clock);
  self->drafts = sb_drafts_new ();
  self->space = sb_id_new (sb_account_get_device_space (account));
  self->spaces = sb_session_new_list (self, SB_REMOTE_LIST_WHOLE);
  self->space_proof = sb_space_proof_new (server, self->spaces, self->cancellable);
  self->old = sb_old_record_finder_new (server, clock, self->cancellable);
  self->configurations = sb_session_new_list (self, SB_REMOTE_LIST_WHOLE);
  g_signal_connect_object (self->spaces, "notify::loaded", G_CALLBACK (spaces_loaded_cb), self, 0);
  operations = sb_operations_new (server, clock, sb_account_get_user_name (account));
  set_operations (self, operations);

  return self;
}

SbAccount *
sb_session_get_account (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->account;
}

SbServer *
sb_session_get_server (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->server;
}

SbOperations *
sb_session_get_operations (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->operations;
}

SbClock *
sb_session_get_clock (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->clock;
}

SbDrafts *
sb_session_get_drafts (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->drafts;
}

void
sb_session_set_drafts (SbSession *self, SbDrafts *drafts)
{
  g_return_if_fail (SB_IS_SESSION (self));
  g_return_if_fail (SB_IS_DRAFTS (drafts));

  g_set_object (&self->drafts, drafts);
}

void
sb_session_set_account_state (SbSession *self, SbAccountState *state)
{
  g_return_if_fail (SB_IS_SESSION (self));
  g_return_if_fail (SB_IS_ACCOUNT_STATE (state));

  g_set_object (&self->state, state);
  sb_session_set_drafts (self, sb_account_state_get_drafts (state, self->account));
  set_operations (self, sb_account_state_get_operations (state));
}

SbJobs *
sb_session_get_jobs (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->state != NULL ? sb_account_state_get_jobs (self->state) : NULL;
}

SbSavedSearches *
sb_session_get_searches (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->state != NULL ? sb_account_state_get_searches (self->state) : NULL;
}

void
sb_session_take_over_operations (SbSession *self)
{
  const char *tenant = NULL;

  g_return_if_fail (SB_IS_SESSION (self));

  if (self->tenant != NULL)
    tenant = sb_tenant_get_id (self->tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID);
  /* The demo tenant is the same one at every address. */
  sb_operations_set_server (self->operations,
                            self->server,
                            sb_account_is_demo (self->account)
                              ? sb_account_get_id (self->account)
                              : sb_account_get_address (self->account),
                            tenant,
                            sb_account_get_user_name (self->account));
}

const char *
sb_session_get_space (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->space;
}

void
sb_session_set_space (SbSession *self, const char *id)
{
  g_return_if_fail (SB_IS_SESSION (self));

  self->space_unknown = FALSE;
  if (!sb_id_set (&self->space, id))
    return;

  set_configurations_query (self);
  g_signal_emit (self, signals[SPACE_CHANGED], 0);
}

const char *
sb_session_get_default_space (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  if (self->space != NULL)
    return self->space;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->spaces)) == 1) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (self->spaces), 0);

    return sb_row_get_id (row);
  }

  return NULL;
}

SbRemoteList *
sb_session_get_spaces (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->spaces;
}

SbRemoteList *
sb_session_get_configurations (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->configurations;
}

SbOldRecordFinder *
sb_session_get_old_records (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->old;
}

const char *
sb_session_get_space_name (SbSession *self, const char *id)
{
  SbRow *row;
  SbDeviceSpace *space;

  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  row = sb_remote_list_find (self->spaces, id, NULL);
  space = row != NULL ? sb_row_get_snapshot (row) : NULL;

  return space != NULL ? sb_device_space_get_line (space, SB_DEVICE_SPACE_FIELD_NAME) : NULL;
}

SbSpaceProof *
sb_session_get_space_proof (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->space_proof;
}

void
sb_session_load_async (SbSession *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_session_load_async);
  sb_server_load_tenant_async (self->server, cancellable, tenant_loaded_cb, task);
}

gboolean
sb_session_load_finish (SbSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_session_adopt (SbSession *self, SbAccount *account)
{
  const char *space;

  g_return_if_fail (SB_IS_SESSION (self));
  g_return_if_fail (SB_IS_ACCOUNT (account));
  g_return_if_fail (sb_account_is_same_sign_in (self->account, account));

  space = sb_account_get_device_space (account);
  if (!sb_id_equal (space, sb_account_get_device_space (self->account))) {
    sb_account_set_device_space (self->account, space);
    if (space == NULL && self->tenant != NULL)
      space = sb_tenant_get_id (self->tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID);
    sb_session_set_space (self, space);
  }
  sb_account_set_ca_file (self->account, sb_account_get_ca_file (account));
  sb_account_set_use_unpublished_calls (self->account,
                                        sb_account_get_use_unpublished_calls (account));
}

void
sb_session_refresh (SbSession *self)
{
  g_return_if_fail (SB_IS_SESSION (self));

  sb_server_ask_again (self->server);
  sb_space_proof_forget (sb_session_get_space_proof (self));
  sb_remote_list_refresh (self->spaces);
  sb_remote_list_refresh (self->configurations);
  sb_old_record_finder_refresh (self->old);
}

void
sb_session_close (SbSession *self)
{
  g_return_if_fail (SB_IS_SESSION (self));

  g_cancellable_cancel (self->cancellable);
  if (self->server != NULL)
    sb_server_leave (self->server);
}

GCancellable *
sb_session_get_cancellable (SbSession *self)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  return self->cancellable;
}

GCancellable *
sb_session_new_cancellable (SbSession *self)
{
  GCancellable *cancellable;

  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  cancellable = g_cancellable_new ();
  sb_connect (self->cancellable, "cancelled", g_cancellable_cancel, cancellable);
  if (g_cancellable_is_cancelled (self->cancellable))
    g_cancellable_cancel (cancellable);

  return cancellable;
}

SbRemoteList *
sb_session_new_list (SbSession *self, SbRemoteListMode mode)
{
  SbRemoteList *list;

  g_return_val_if_fail (SB_IS_SESSION (self), NULL);

  list = sb_remote_list_new (self->server, mode);
  sb_connect (self->cancellable, "cancelled", sb_remote_list_close, list);
  if (g_cancellable_is_cancelled (self->cancellable))
    sb_remote_list_close (list);

  return list;
}

SbChange *
sb_session_submit (SbSession *self, SbCommand *command)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);
  g_return_val_if_fail (SB_IS_COMMAND (command), NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return NULL;

  sb_command_set_space (command, self->space);

  return sb_session_take_over (self, command);
}

SbChange *
sb_session_take_over (SbSession *self, SbCommand *command)
{
  g_return_val_if_fail (SB_IS_SESSION (self), NULL);
  g_return_val_if_fail (SB_IS_COMMAND (command), NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return NULL;

  /* Whoever submits is the session that is in use. */
  if (sb_operations_get_server (self->operations) != self->server)
    sb_session_take_over_operations (self);

  return sb_operations_submit (self->operations, command);
}
