/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-authorizer.h"
#include "sb-clock.h"
#include "sb-command.h"
#include "sb-condition.h"
#include "sb-page.h"
#include "sb-tenant.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbPaging:
 * @random_access: whether a page is asked for by the position of its first row; else by what the
 *   page before it says
 * @rows: how many rows a page has at most
 * @ids: how many devices a query names at most
 *
 * How a collection is read.
 */
typedef struct {
  gboolean random_access;
  guint rows;
  guint ids;
} SbPaging;

/**
 * SbSupport:
 * @SB_SUPPORT_OFFERED: the call can be made
 * @SB_SUPPORT_SWITCHED_OFF: it is one of Signalbox's own calls, and the account does not use calls
 *   outside the published API
 * @SB_SUPPORT_NOT_OFFERED: the server answered 404, 405 or 501 to the call itself
 * @SB_SUPPORT_NOT_ANSWERED: so did somebody, without the API's envelope: the server, or what stands
 *   between it and us
 * @SB_SUPPORT_FORBIDDEN: this user lacks the permission; see [method@Server.get_permission]
 *
 * Whether a capability can be used, and why not.
 */
typedef enum {
  SB_SUPPORT_OFFERED,
  SB_SUPPORT_SWITCHED_OFF,
  SB_SUPPORT_NOT_OFFERED,
  SB_SUPPORT_NOT_ANSWERED,
  SB_SUPPORT_FORBIDDEN,
} SbSupport;

/**
 * SbFindingKind:
 * @SB_FINDING_DONE: it was carried out; `outcome` says what came of it, as far as it is known
 * @SB_FINDING_AGAIN: it was not, or not wholly, or the same request has its effect once: `rest`, or
 *   all of it, is to be sent
 * @SB_FINDING_CHANGED: what it was to change is neither what was sent nor what it was before:
 *   SB_ERROR_CHANGED_ELSEWHERE, with what it is now
 * @SB_FINDING_UNKNOWN: nobody can tell any more, for the reason in `error`; `outcome` has what is
 *   known all the same
 * @SB_FINDING_FAILED: what would tell it could not be read
 *
 * What became of a command whose answer was lost.
 */
typedef enum {
  SB_FINDING_DONE,
  SB_FINDING_AGAIN,
  SB_FINDING_CHANGED,
  SB_FINDING_UNKNOWN,
  SB_FINDING_FAILED,
} SbFindingKind;

/**
 * SbFinding:
 * @kind: what became of it
 * @outcome: (nullable): what came of it
 * @rest: (nullable): what is to be sent, with a key of its own
 * @error: (nullable): why it is not done
 *
 * See [method@Server.find_out_async].
 */
typedef struct {
  SbFindingKind kind;
  SbOutcome *outcome;
  SbCommand *rest;
  GError *error;
} SbFinding;

/**
 * sb_finding_free: (skip)
 * @self: (transfer full): a finding
 */
void sb_finding_free (SbFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbFinding, sb_finding_free)

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
  SbRequestSize (*get_request_size) (SbServer *self, SbCommandKind kind);
  SbPaging (*get_paging) (SbServer *self, SbCollection collection);
  SbCondition *(*get_condition) (SbServer *self);
  SbClock *(*get_clock) (SbServer *self);
  SbAuthorizer *(*get_authorizer) (SbServer *self);
  void (*ask_again) (SbServer *self);

  void (*load_tenant_async) (SbServer *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
  SbTenant *(*load_tenant_finish) (SbServer *self, GAsyncResult *result, GError **error);

  void (*query_async) (SbServer *self,
                       SbQuery *query,
                       gint64 start,
                       const char *next,
                       guint rows,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  SbPage *(*query_finish) (SbServer *self, GAsyncResult *result, GError **error);

  void (*get_async) (SbServer *self,
                     SbCollection collection,
                     const char *id,
                     const char *space,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
  SbRecord *(*get_finish) (SbServer *self, GAsyncResult *result, GError **error);

  void (*send_async) (SbServer *self,
                      SbCommand *command,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  SbOutcome *(*send_finish) (SbServer *self, GAsyncResult *result, GError **error);

  void (*find_out_async) (SbServer *self,
                          SbCommand *command,
                          gint64 age,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  SbFinding *(*find_out_finish) (SbServer *self, GAsyncResult *result);

  void (*leave) (SbServer *self);
};

/**
 * sb_server_get_support:
 *
 * Returns: whether @capability can be used now, and why not
 */
SbSupport sb_server_get_support (SbServer *self, SbCapability capability);

/**
 * sb_server_get_permission:
 *
 * Returns: (nullable) (transfer none): what the server's console calls the permission that
 *   @capability needs; %NULL where it needs none of its own
 */
const char *sb_server_get_permission (SbServer *self, SbCapability capability);

/**
 * sb_server_get_request_size: (skip)
 *
 * Returns: how much of a command of @kind the server takes at once; the rest takes more requests
 */
SbRequestSize sb_server_get_request_size (SbServer *self, SbCommandKind kind);

/**
 * sb_server_get_paging: (skip)
 *
 * Returns: how @collection is read
 */
SbPaging sb_server_get_paging (SbServer *self, SbCollection collection);

/**
 * sb_server_get_condition:
 *
 * Returns: (transfer none): the lasting condition, one for the server's whole life
 */
SbCondition *sb_server_get_condition (SbServer *self);

/**
 * sb_server_get_clock:
 *
 * Returns: (transfer none): what times its requests
 */
SbClock *sb_server_get_clock (SbServer *self);

/**
 * sb_server_get_authorizer:
 *
 * Returns: (nullable) (transfer none): who says who we are there
 */
SbAuthorizer *sb_server_get_authorizer (SbServer *self);

/**
 * sb_server_ask_again:
 *
 * Forgets what refusals taught of what is offered, as happens ten minutes after each by itself: the
 * next call is sent, whatever became of the last one. A person refreshed.
 */
void sb_server_ask_again (SbServer *self);

/**
 * sb_server_load_tenant_async:
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Asks who we are there: the default device space and the permissions. This is the call that proves
 * an account. It fails at once where the server cannot be reached or the sign-in was refused, and
 * is not tried again by itself. A proxy that asks for a sign-in is waited for.
 */
void sb_server_load_tenant_async (SbServer *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sb_server_load_tenant_finish:
 *
 * Returns: (transfer full): the tenant
 */
SbTenant *sb_server_load_tenant_finish (SbServer *self, GAsyncResult *result, GError **error);

/**
 * sb_server_query_async:
 * @query: which rows; must not change from now on
 * @start: the position of the first one; 0 where the collection has no random access
 * @next: (nullable): where the page begins in such a collection, as [method@Page.get_next] of the
 *   page before it said; %NULL for the first one
 * @rows: how many at most, 1 to what [method@Server.get_paging] says; the server may send fewer
 * than there are
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Reads one page. It ends with SB_ERROR_NOT_FOUND where @next is no longer known, and the query has
 * to be read from its beginning. A server that cannot be reached or asks to wait is tried again by
 * itself for as long as it takes, and one that refused the secret when its authorizer has another;
 * [property@Condition:state] says so meanwhile.
 */
void sb_server_query_async (SbServer *self,
                            SbQuery *query,
                            gint64 start,
                            const char *next,
                            guint rows,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * sb_server_query_finish:
 *
 * Returns: (transfer full): the page
 */
SbPage *sb_server_query_finish (SbServer *self, GAsyncResult *result, GError **error);

/**
 * sb_server_get_async:
 * @collection: CONFIGURATIONS, DEVICES or ESIM_STATES (the eSIM state of the device @id)
 * @space: (nullable): the device space of a device, where one is known
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Reads one record. Waits as [method@Server.query_async] does.
 */
void sb_server_get_async (SbServer *self,
                          SbCollection collection,
                          const char *id,
                          const char *space,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * sb_server_get_finish:
 *
 * Returns: (transfer full): the record, of [func@collection_get_record_type]
 */
SbRecord *sb_server_get_finish (SbServer *self, GAsyncResult *result, GError **error);

/**
 * sb_server_send_async:
 * @command: the change
 *
 * Sends a change. It cannot be cancelled. This is the only writing verb, and only operations/ calls
 * it. One that was answered 401 was not carried out: it waits for another secret, and goes on.
 */
void sb_server_send_async (SbServer *self,
                           SbCommand *command,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * sb_server_send_finish:
 *
 * An error of which [func@error_is_maybe_done] is true leaves it open whether the change was
 * carried out: the answer was lost, or was not the API's own (see [func@error_is_enveloped]).
 *
 * Returns: (transfer full): what came of it
 */
SbOutcome *sb_server_send_finish (SbServer *self, GAsyncResult *result, GError **error);

/**
 * sb_server_find_out_async:
 * @command: what was sent, and whose answer was lost
 * @age: how long ago it was first sent, in milliseconds
 *
 * Finds out what became of a change. How that is done, and whether it can be at all, is the
 * server's: it may look, or know that the same request has its effect once. Sends nothing.
 */
void sb_server_find_out_async (SbServer *self,
                               SbCommand *command,
                               gint64 age,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * sb_server_find_out_finish: (skip)
 *
 * Returns: (transfer full): what was found
 */
SbFinding *sb_server_find_out_finish (SbServer *self, GAsyncResult *result);

/**
 * sb_server_leave:
 *
 * Nobody signs in here again, or at a proxy: calls that wait for it, now or later, end with
 * SB_ERROR_UNAUTHORIZED or SB_ERROR_PROXY. All others go on.
 */
void sb_server_leave (SbServer *self);

G_END_DECLS
