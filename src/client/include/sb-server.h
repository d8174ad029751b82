/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-condition.h"
#include "sb-page.h"
#include "sb-tenant.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbCapability:
 *
 * What a server may or may not offer. Each stands for one call or for calls that come together.
 */
typedef enum {
  SB_CAPABILITY_CONFIGURATION_TYPES,
  SB_CAPABILITY_CONFIGURATION_DETAILS,
  SB_CAPABILITY_SAVE_CONFIGURATION,
  SB_CAPABILITY_DELETE_CONFIGURATION,
  SB_CAPABILITY_PREVIEW,
  SB_CAPABILITY_DELIVERIES,
  SB_CAPABILITY_PUSH,
  SB_CAPABILITY_EXCLUDE,
  SB_CAPABILITY_ESIM_STATES,
  SB_CAPABILITY_ESIM_RESET,
  SB_CAPABILITY_FORCE_CHECKIN,
  SB_CAPABILITY_RETIRE,
  SB_CAPABILITY_DELETE_DEVICE,
} SbCapability;

#define SB_N_CAPABILITIES (SB_CAPABILITY_DELETE_DEVICE + 1)

/* The most rows of a page, and the most ids of a command, that a server takes at once. */
#define SB_SERVER_MAX_ROWS 500
#define SB_SERVER_MAX_IDS  500

/**
 * SbSupport:
 * @SB_SUPPORT_OFFERED: the call can be made
 * @SB_SUPPORT_SWITCHED_OFF: it is one of Signalbox's own calls, and the account does not use calls
 *   outside the published API
 * @SB_SUPPORT_NOT_OFFERED: the server answered 404, 405 or 501 to the call itself
 * @SB_SUPPORT_FORBIDDEN: this user lacks the permission; see [method@Server.get_permission]
 *
 * Whether a capability can be used, and why not.
 */
typedef enum {
  SB_SUPPORT_OFFERED,
  SB_SUPPORT_SWITCHED_OFF,
  SB_SUPPORT_NOT_OFFERED,
  SB_SUPPORT_FORBIDDEN,
} SbSupport;

/**
 * SbServer:
 *
 * An MDM server as operations and views see it: asynchronous verbs in the model's types. All
 * errors are of the domain SB_ERROR. A read ends with SB_ERROR_CANCELLED when its cancellable does.
 * A write takes no cancellable: once sent it is never cancelled.
 *
 * Signal `support-changed`: what [method@Server.get_support] answers changed.
 */
#define SB_TYPE_SERVER (sb_server_get_type ())
G_DECLARE_INTERFACE (SbServer, sb_server, SB, SERVER, GObject)

struct _SbServerInterface {
  GTypeInterface parent_iface;

  SbSupport (*get_support) (SbServer *self, SbCapability capability);
  const char *(*get_permission) (SbServer *self, SbCapability capability);
  SbCondition *(*get_condition) (SbServer *self);

  void (*load_tenant_async) (SbServer *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
  SbTenant *(*load_tenant_finish) (SbServer *self, GAsyncResult *result, GError **error);

  void (*query_async) (SbServer *self,
                       SbQuery *query,
                       gint64 start,
                       guint rows,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  SbPage *(*query_finish) (SbServer *self, GAsyncResult *result, GError **error);

  void (*get_async) (SbServer *self,
                     SbCollection collection,
                     gint64 id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
  SbRecord *(*get_finish) (SbServer *self, GAsyncResult *result, GError **error);

  void (*send_async) (SbServer *self,
                      SbCommand *command,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  SbOutcome *(*send_finish) (SbServer *self, GAsyncResult *result, GError **error);
};

SbSupport sb_server_get_support (SbServer *self, SbCapability capability);
const char *sb_server_get_permission (SbServer *self, SbCapability capability);
SbCondition *sb_server_get_condition (SbServer *self);

void sb_server_load_tenant_async (SbServer *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
SbTenant *sb_server_load_tenant_finish (SbServer *self, GAsyncResult *result, GError **error);

void sb_server_query_async (SbServer *self,
                            SbQuery *query,
                            gint64 start,
                            guint rows,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SbPage *sb_server_query_finish (SbServer *self, GAsyncResult *result, GError **error);

/* One record: CONFIGURATIONS, DEVICES or ESIM_STATES. */
void sb_server_get_async (SbServer *self,
                          SbCollection collection,
                          gint64 id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
SbRecord *sb_server_get_finish (SbServer *self, GAsyncResult *result, GError **error);

/* The only writing verb. Only operations/ calls it. */
void sb_server_send_async (SbServer *self,
                           SbCommand *command,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
SbOutcome *sb_server_send_finish (SbServer *self, GAsyncResult *result, GError **error);

SbCapability sb_command_kind_get_capability (SbCommandKind kind);

G_END_DECLS
