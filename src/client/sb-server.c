/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-server"

#include "sb-server.h"

#include "sb-signal.h"

G_DEFINE_INTERFACE (SbServer, sb_server, G_TYPE_OBJECT)

static SbAuthorizer *
get_no_authorizer (SbServer *self)
{
  return NULL;
}

static void
leave_nothing (SbServer *self)
{
}

static void
sb_server_default_init (SbServerInterface *iface)
{
  /* A server that asks nobody who we are has nothing to do. */
  iface->get_authorizer = get_no_authorizer;
  iface->leave = leave_nothing;

  /**
   * SbServer::support-changed:
   *
   * What [method@Server.get_support] answers changed, for at least one capability.
   */
  sb_signal_new (iface, "support-changed", 0);
}

SbSupport
sb_server_get_support (SbServer *self, SbCapability capability)
{
  g_return_val_if_fail (SB_IS_SERVER (self), SB_SUPPORT_NOT_OFFERED);

  return SB_SERVER_GET_IFACE (self)->get_support (self, capability);
}

const char *
sb_server_get_permission (SbServer *self, SbCapability capability)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_permission (self, capability);
}

SbRequestSize
sb_server_get_request_size (SbServer *self, SbCommandKind kind)
{
  g_return_val_if_fail (SB_IS_SERVER (self), ((SbRequestSize){ 1, 1 }));

  return SB_SERVER_GET_IFACE (self)->get_request_size (self, kind);
}

SbPaging
sb_server_get_paging (SbServer *self, SbCollection collection)
{
  g_return_val_if_fail (SB_IS_SERVER (self), ((SbPaging){ TRUE, 1, 1 }));

  return SB_SERVER_GET_IFACE (self)->get_paging (self, collection);
}

SbCondition *
sb_server_get_condition (SbServer *self)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_condition (self);
}

SbClock *
sb_server_get_clock (SbServer *self)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_clock (self);
}

SbAuthorizer *
sb_server_get_authorizer (SbServer *self)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_authorizer (self);
}

void
sb_server_ask_again (SbServer *self)
{
  g_return_if_fail (SB_IS_SERVER (self));

  if (SB_SERVER_GET_IFACE (self)->ask_again != NULL)
    SB_SERVER_GET_IFACE (self)->ask_again (self);
}

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

SbTenant *
sb_server_load_tenant_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->load_tenant_finish (self, result, error);
}

void
sb_server_query_async (SbServer *self,
                       SbQuery *query,
                       gint64 start,
                       const char *next,
                       guint rows,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (self));
  g_return_if_fail (SB_IS_QUERY (query));
  g_return_if_fail (start >= 0 && (next == NULL || start == 0));
  g_return_if_fail (rows >= 1
                    && rows <= sb_server_get_paging (self, sb_query_get_collection (query)).rows);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SB_SERVER_GET_IFACE (self)
    ->query_async (self, query, start, next, rows, cancellable, callback, user_data);
}

SbPage *
sb_server_query_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->query_finish (self, result, error);
}

void
sb_server_get_async (SbServer *self,
                     SbCollection collection,
                     const char *id,
                     const char *space,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (self));
  g_return_if_fail (collection == SB_COLLECTION_CONFIGURATIONS
                    || collection == SB_COLLECTION_DEVICES
                    || collection == SB_COLLECTION_ESIM_STATES);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  SB_SERVER_GET_IFACE (self)
    ->get_async (self, collection, id, space, cancellable, callback, user_data);
}

SbRecord *
sb_server_get_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->get_finish (self, result, error);
}

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

SbOutcome *
sb_server_send_finish (SbServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->send_finish (self, result, error);
}

void
sb_finding_free (SbFinding *self)
{
  g_clear_object (&self->outcome);
  g_clear_object (&self->rest);
  g_clear_error (&self->error);
  g_free (self);
}

void
sb_server_find_out_async (SbServer *self,
                          SbCommand *command,
                          gint64 age,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (self));
  g_return_if_fail (SB_IS_COMMAND (command));

  SB_SERVER_GET_IFACE (self)->find_out_async (self, command, age, callback, user_data);
}

SbFinding *
sb_server_find_out_finish (SbServer *self, GAsyncResult *result)
{
  g_return_val_if_fail (SB_IS_SERVER (self), NULL);

  return SB_SERVER_GET_IFACE (self)->find_out_finish (self, result);
}

void
sb_server_leave (SbServer *self)
{
  g_return_if_fail (SB_IS_SERVER (self));

  SB_SERVER_GET_IFACE (self)->leave (self);
}
