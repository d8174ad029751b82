/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-secrets"

#include "sb-secrets.h"

#include "sb-secret.h"

#include <libsecret/secret.h>

#define ATTRIBUTE_ACCOUNT "account"
#define ATTRIBUTE_ADDRESS "address"

/* Only the simple calls (secret_password_…) are used: in a sandbox libsecret turns these to an
 * encrypted file of the application, and the others would go past it.
 *
 * The schema's name is not matched: some keyring services do not keep it, and would not find the
 * item again. The account's id is a uuid, which is match enough. */
static const SecretSchema schema = {
  .name = "io.github.signalbox.Signalbox",
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = {
    { ATTRIBUTE_ACCOUNT, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { ATTRIBUTE_ADDRESS, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static SbKeyringProblem
judge (const GError *error)
{
  /* No session bus, or nobody on it who keeps secrets. */
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED)
      || error->domain == G_IO_ERROR)
    return SB_KEYRING_ABSENT;

  /* A service whose login keyring was never made or opened says that the object is not there. */
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
      || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD))
    return SB_KEYRING_LOCKED;

  return SB_KEYRING_FAILED;
}

static void
return_error (GTask *task, const GError *error)
{
  SbErrorDetails details = { .keyring_problem = judge (error) };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
  else
    g_task_return_error (task, sb_error_new (SB_ERROR_KEYRING, &details, "%s", error->message));
}

/* A person would have to unlock it, and did not, or is not asked. */
static void
return_locked (GTask *task)
{
  g_autoptr (GError)
    error = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "The keyring is locked");

  return_error (task, error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error)) {
    g_task_return_boolean (task, TRUE);
  } else if (error != NULL) {
    return_error (task, error);
  } else {
    /* The person closed the question for the keyring's password. */
    return_locked (task);
  }
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task,
                           password != NULL ? sb_secret_new (password) : NULL,
                           (GDestroyNotify) sb_secret_unref);
  secret_password_free (password);
}

static void
retrieved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue)
    value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  const char *text = value != NULL ? secret_value_get_text (value) : NULL;

  if (error != NULL)
    return_error (task, error);
  else if (text == NULL)
    return_locked (task);
  else
    g_task_return_pointer (task, sb_secret_new (text), (GDestroyNotify) sb_secret_unref);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) found = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (found == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (found->data),
                                        g_task_get_cancellable (task),
                                        retrieved_cb,
                                        g_object_ref (task));
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was nothing to clear. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GTask *
new_task (GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data,
          gpointer source_tag)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* A cancelled call ends with an error of ours. */
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

void
sb_secrets_store_async (SbAccount *account,
                        SbSecret *secret,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autofree char *label = NULL;

  g_return_if_fail (SB_IS_ACCOUNT (account));
  g_return_if_fail (sb_account_get_address (account) != NULL);
  g_return_if_fail (secret != NULL);

  label = g_strdup_printf ("Signalbox %s", sb_account_get_address (account));
  secret_password_store (&schema,
                         SECRET_COLLECTION_DEFAULT,
                         label,
                         sb_secret_peek (secret),
                         cancellable,
                         stored_cb,
                         new_task (cancellable, callback, user_data, sb_secrets_store_async),
                         ATTRIBUTE_ACCOUNT,
                         sb_account_get_id (account),
                         ATTRIBUTE_ADDRESS,
                         sb_account_get_address (account),
                         NULL);
}

gboolean
sb_secrets_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_secrets_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_secrets_look_up_async (SbAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (SB_IS_ACCOUNT (account));
  g_return_if_fail (sb_account_get_address (account) != NULL);

  secret_password_lookup (&schema,
                          cancellable,
                          looked_up_cb,
                          new_task (cancellable, callback, user_data, sb_secrets_look_up_async),
                          ATTRIBUTE_ACCOUNT,
                          sb_account_get_id (account),
                          ATTRIBUTE_ADDRESS,
                          sb_account_get_address (account),
                          NULL);
}

void
sb_secrets_peek_async (SbAccount *account,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (SB_IS_ACCOUNT (account));
  g_return_if_fail (sb_account_get_address (account) != NULL);

  secret_password_search (&schema,
                          SECRET_SEARCH_NONE,
                          cancellable,
                          searched_cb,
                          new_task (cancellable, callback, user_data, sb_secrets_look_up_async),
                          ATTRIBUTE_ACCOUNT,
                          sb_account_get_id (account),
                          ATTRIBUTE_ADDRESS,
                          sb_account_get_address (account),
                          NULL);
}

SbSecret *
sb_secrets_look_up_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_secrets_look_up_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sb_secrets_clear_async (SbAccount *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (SB_IS_ACCOUNT (account));

  secret_password_clear (&schema,
                         cancellable,
                         cleared_cb,
                         new_task (cancellable, callback, user_data, sb_secrets_clear_async),
                         ATTRIBUTE_ACCOUNT,
                         sb_account_get_id (account),
                         NULL);
}

gboolean
sb_secrets_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_secrets_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
