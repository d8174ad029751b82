/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-server"

#include "sb-server.h"

G_DEFINE_INTERFACE (SbServer, sb_server, G_TYPE_OBJECT)

static void
sb_server_default_init (SbServerInterface *iface)
{
  /**
   * SbServer::support-changed:
   *
   * What [method@Server.get_support] answers changed, for at least one capability.
   */
  g_signal_new ("support-changed",
                SB_TYPE_SERVER,
                G_SIGNAL_RUN_LAST,
                0,
                NULL,
                NULL,
                NULL,
                G_TYPE_NONE,
                0);
}

/**
 * sb_server_get_support:
 *
 * Returns: whether @capability can be used now, and why not
 */
SbSupport
sb_server_get_support (SbServer *self, SbCapability capability)
{
  g_return_val_if_fail (SB_IS_SERVER (self), SB_SUPPORT_NOT_OFFERED);

  return SB_SERVER_GET_IFACE (self)->get_support (self, capability);
}

/**
 * sb_server_get_permission:
 *
 * Returns: (nullable) (transfer none): the permission that @capability needs, such as
 *   "device.retire"; %NULL where it needs none of its own
 */
const char *
sb_server_get_permission (SbServer *self, SbCapability capability)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_permission (self, capability);
}

/**
 * sb_server_get_condition:
 *
 * Returns: (transfer none): the lasting condition, one for the server's whole life
 */
SbCondition *
sb_server_get_condition (SbServer *self)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_condition (self);
}

/**
 * sb_server_load_tenant_async:
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Asks who we are there: the default device space and the permissions. This is the call that proves
 * an account. It fails at once where the server cannot be reached, and is not tried again by
 * itself.
 */
void
sb_server_load_tenant_async (SbServer *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SB_SERVER_GET_IFACE (self)->load_tenant_async (self, cancellable, callback, user_data);
}

/**
 * sb_server_load_tenant_finish:
 *
 * Returns: (transfer full): the tenant
 */
SbTenant *
sb_server_load_tenant_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->load_tenant_finish (self, result, error);
}

/**
 * sb_server_query_async:
 * @query: which rows; must not change from now on
 * @start: the position of the first one
 * @rows: how many at most, 1 to 500; the server may send fewer than there are
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Reads one page. A server that cannot be reached or asks to wait is tried again by itself for as
 * long as it takes; [property@Condition:state] says so meanwhile.
 */
void
sb_server_query_async (SbServer *self,
                       SbQuery *query,
                       gint64 start,
                       guint rows,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (self));
  g_return_if_fail (SB_IS_QUERY (query));
  g_return_if_fail (start >= 0 && rows >= 1 && rows <= SB_SERVER_MAX_ROWS);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SB_SERVER_GET_IFACE (self)
    ->query_async (self, query, start, rows, cancellable, callback, user_data);
}

/**
 * sb_server_query_finish:
 *
 * Returns: (transfer full): the page
 */
SbPage *
sb_server_query_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->query_finish (self, result, error);
}

/**
 * sb_server_get_async:
 * @collection: CONFIGURATIONS, DEVICES or ESIM_STATES (the eSIM state of the device @id)
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Reads one record. Waits as [method@Server.query_async] does.
 */
void
sb_server_get_async (SbServer *self,
                     SbCollection collection,
                     gint64 id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (self));
  g_return_if_fail (collection == SB_COLLECTION_CONFIGURATIONS
                    || collection == SB_COLLECTION_DEVICES
                    || collection == SB_COLLECTION_ESIM_STATES);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SB_SERVER_GET_IFACE (self)->get_async (self, collection, id, cancellable, callback, user_data);
}

/**
 * sb_server_get_finish:
 *
 * Returns: (transfer full): the record, of [func@collection_get_record_type]
 */
SbRecord *
sb_server_get_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_finish (self, result, error);
}

/**
 * sb_server_send_async:
 * @command: the change
 *
 * Sends a change. It cannot be cancelled.
 */
void
sb_server_send_async (SbServer *self,
                      SbCommand *command,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (self));
  g_return_if_fail (SB_IS_COMMAND (command));

  SB_SERVER_GET_IFACE (self)->send_async (self, command, callback, user_data);
}

/**
 * sb_server_send_finish:
 *
 * An error of which [func@error_is_maybe_done] is true leaves it open whether the change was
 * carried out.
 *
 * Returns: (transfer full): what came of it
 */
SbOutcome *
sb_server_send_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->send_finish (self, result, error);
}

/**
 * sb_command_kind_get_capability:
 *
 * Returns: what a server must offer so that a command of @kind can be sent
 */
SbCapability
sb_command_kind_get_capability (SbCommandKind kind)
{
  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
  case SB_COMMAND_UPDATE_CONFIGURATION:
    return SB_CAPABILITY_SAVE_CONFIGURATION;
  case SB_COMMAND_DELETE_CONFIGURATION:
    return SB_CAPABILITY_DELETE_CONFIGURATION;
  case SB_COMMAND_PUSH:
    return SB_CAPABILITY_PUSH;
  case SB_COMMAND_EXCLUDE:
  case SB_COMMAND_INCLUDE:
    return SB_CAPABILITY_EXCLUDE;
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
    return SB_CAPABILITY_ESIM_RESET;
  case SB_COMMAND_FORCE_CHECKIN:
    return SB_CAPABILITY_FORCE_CHECKIN;
  case SB_COMMAND_RETIRE:
    return SB_CAPABILITY_RETIRE;
  case SB_COMMAND_DELETE_DEVICE:
    return SB_CAPABILITY_DELETE_DEVICE;
  default:
    g_return_val_if_reached (SB_CAPABILITY_SAVE_CONFIGURATION);
  }
}
