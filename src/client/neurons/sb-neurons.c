/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-neurons"

#include "sb-neurons.h"

#include "sb-exchange.h"
#include "sb-failure.h"
#include "sb-find-out.h"
#include "sb-names.h"
#include "sb-parse.h"
#include "sb-reader.h"
#include "sb-resource.h"
#include "sb-support-table.h"

#define SB_TYPE_NEURONS (sb_neurons_get_type ())
G_DECLARE_FINAL_TYPE (SbNeurons, sb_neurons, SB, NEURONS, GObject)

struct _SbNeurons {
  GObject parent_instance;

  SbAccount *account;      /* (owned) */
  SbCondition *condition;  /* (owned) */
  SbHttp *http;            /* (owned) */
  SbSupportTable *support; /* (owned) */
  GHashTable *refused;     /* (owned): keys of orders that the server does not know */
};

typedef struct {
  SbCallId id;
  SbReadFunc parse;
  SbReader reader;
  gboolean maybe_done; /* the answer does not say that a write was not carried out */
  SbQuery *query;      /* (owned) (nullable): sorted by a name that the server may refuse */
  gboolean by_id;      /* sorted by the ids instead */
} Call;

static void sb_neurons_server_init (SbServerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbNeurons,
                               sb_neurons,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_SERVER, sb_neurons_server_init))

static gboolean
is_own (SbCallId id)
{
  return sb_call_get (id)->kind == SB_CALL_OWN;
}

static gboolean
is_write (SbCallId id)
{
  return (sb_call_get (id)->flags & SB_REQUEST_WRITE) != 0;
}

static GError *
new_unsupported_error (guint http_status, gboolean enveloped)
{
  SbErrorDetails details = { .http_status = http_status, .enveloped = enveloped };

  return sb_error_new (SB_ERROR_UNSUPPORTED, &details, "The server does not offer this call");
}

/* Whether a status may say that the call itself is missing. */
static gboolean
is_about_call (guint status)
{
  return status == 404 || status == 405 || status == 501;
}

/* Whether the API says that the call itself is missing, and not the thing that it names. A server
 * of which no call outside the published API was ever answered is not believed to know this one. */
static gboolean
is_call_missing (SbNeurons *self, SbCallId id, guint status)
{
  return status != 404 || !sb_call_is_of_thing (id)
         || !sb_support_table_has_seen_own_calls (self->support);
}

/* Whether a change may have been carried out although its answer is a refusal. Only the API's own
 * envelope says that it was not: a gateway may answer anything with a page of its own once it has
 * passed the request on. Two answers say that the request was not taken, whoever gives them. */
static gboolean
is_maybe_done (const Call *call, guint status, gboolean enveloped)
{
  if (!is_write (call->id) || status == 401 || status == 429)
    return FALSE;

  return call->maybe_done || !enveloped;
}

/* @said: (transfer full): what a reply that is not a success says
 *
 * (transfer full): what it means. Only the API's own envelope says something of its calls: whatever
 * else answers stands in between, or is not that API at all. */
static GError *
judge (SbNeurons *self, const Call *asked, GError *said)
{
  const SbCall *call = sb_call_get (asked->id);
  g_autoptr (GError) error = said;
  guint status = sb_error_get_http_status (error);
  gboolean enveloped = sb_error_is_enveloped (error);

  if (enveloped)
    sb_support_table_note_envelope (self->support, call->kind);

  if (is_about_call (status) && (!enveloped || is_own (asked->id))) {
    if (is_own (asked->id) && (!enveloped || is_call_missing (self, asked->id, status))
        && sb_support_table_note_not_offered (self->support,
                                              (SbCapability) call->capability,
                                              enveloped)) {
      g_clear_error (&error);
      error = new_unsupported_error (status, enveloped);
    } else if (!enveloped) {
      SbErrorDetails details = { .http_status = status };

      g_clear_error (&error);
      error = sb_error_new (SB_ERROR_PROTOCOL, &details, "Not the API's answer");
    }
  }
  if (status == 403 && enveloped && call->capability != SB_NO_CAPABILITY)
    sb_support_table_note_forbidden (self->support, (SbCapability) call->capability);

  return sb_failure_mark (g_steal_pointer (&error),
                          is_maybe_done (asked, status, enveloped),
                          status == 401 && sb_account_get_auth (self->account) == SB_AUTH_BEARER);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->query);
  g_free (call);
}

static void run (GTask *task, SbRequest *request, GError *error);

/* Of a query's order: each collection has fields of its own. */
static gpointer
get_sort_key (SbQuery *query)
{
  return GINT_TO_POINTER (sb_query_get_sort_field (query) * SB_N_COLLECTIONS
                          + (int) sb_query_get_collection (query));
}

/* (transfer full): the same rows in the order that every server knows */
static SbQuery *
sort_by_id (SbQuery *query)
{
  SbQuery *by_id = sb_query_copy (query);

  sb_query_set_sort (by_id, SB_QUERY_BY_ID, FALSE);

  return by_id;
}

/* The refusal may be of something else: it is the name where the order of the ids is given. */
static void
ask_by_id (GTask *task)
{
  SbNeurons *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (SbQuery) by_id = sort_by_id (call->query);
  g_autoptr (GError) error = NULL;
  SbRequest *request = sb_resource_query (by_id,
                                          call->reader.start,
                                          call->reader.rows,
                                          sb_support_table_uses_own_calls (self->support),
                                          &error);

  call->by_id = TRUE;
  run (task, request, g_steal_pointer (&error));
}

static void
failure_parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  sb_parse_finish (result, &error);
  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  error = judge (g_task_get_source_object (task), call, g_steal_pointer (&error));
  if (call->reader.status == 400 && call->query != NULL && !call->by_id)
    ask_by_id (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* A list of configurations with what only the calls outside the published API give. */
static gboolean
has_own_fields (gpointer object)
{
  GPtrArray *records;

  if (!SB_IS_PAGE (object))
    return FALSE;

  records = sb_page_get_records (object);

  return records->len > 0 && G_OBJECT_TYPE (g_ptr_array_index (records, 0)) == SB_TYPE_CONFIGURATION
         && sb_record_is_known (g_ptr_array_index (records, 0), SB_CONFIGURATION_FIELD_VERSION);
}

/* Not everything was as it should be, and yet it can be used. */
static void
note_odd (SbNeurons *self, const Call *call, gpointer object)
{
  if (SB_IS_PAGE (object))
    sb_condition_note_odd (self->condition,
                           call->reader.collection,
                           sb_page_get_n_repaired (object),
                           sb_page_get_n_unusable (object));
  else
    sb_condition_note_odd (self->condition,
                           call->reader.collection,
                           sb_record_get_n_repaired (object),
                           0);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbNeurons *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = sb_parse_finish (result, &error);

  if (object == NULL) {
    /* A change whose answer makes no sense may have been carried out; one that was refused was not,
     * even where the refusal came with status 200. */
    gboolean lost = is_write (call->id) && g_error_matches (error, SB_ERROR, SB_ERROR_PROTOCOL);

    g_task_return_error (task,
                         lost ? sb_failure_mark (g_steal_pointer (&error), TRUE, FALSE)
                              : g_steal_pointer (&error));
    return;
  }

  sb_support_table_note_envelope (self->support, sb_call_get (call->id)->kind);
  if (is_own (call->id) || has_own_fields (object))
    sb_support_table_note_own_calls (self->support);
  if (call->id == SB_CALL_TENANT)
    sb_support_table_set_tenant (self->support, (SbTenant *) object);
  note_odd (self, call, object);
  if (call->by_id) {
    sb_page_set_sort_refused (SB_PAGE (object), TRUE);
    g_hash_table_add (self->refused, get_sort_key (call->query));
  }

  g_task_return_pointer (task, g_steal_pointer (&object), g_object_unref);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbReply) reply = sb_exchange_run_finish (result, &error);
  gboolean success;

  if (reply == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  success = reply->status >= 200 && reply->status < 300;
  if (!success) {
    call->reader.status = reply->status;
    call->reader.retry_at = reply->retry_at;
    call->maybe_done = reply->maybe_done;
  }
  sb_parse_async (reply->body,
                  success ? call->parse : sb_reader_read_failure,
                  &call->reader,
                  cancellable,
                  success ? parsed_cb : failure_parsed_cb,
                  g_steal_pointer (&task));
}

/* @task: (transfer full)
 * @request: (transfer full) (nullable): where it is NULL, @error says why
 * @error: (transfer full) (nullable) */
static void
run (GTask *task, SbRequest *request, GError *error)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (SbRequest) asked = request;
  SbNeurons *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  int capability = sb_call_get (call->id)->capability;

  if (asked == NULL) {
    g_task_return_error (task, error);
    return;
  }
  /* Nobody wants to know any more: then nothing is sent at all. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
    return;
  }

  if (capability != SB_NO_CAPABILITY) {
    SbSupport support = sb_support_table_get (self->support, (SbCapability) capability);

    /* What this user may do can change; the server says so. Nobody offers a change whose call was
     * not answered by the API: one that is sent all the same finds out what became of the first. */
    if (support == SB_SUPPORT_SWITCHED_OFF || support == SB_SUPPORT_NOT_OFFERED
        || (support == SB_SUPPORT_NOT_ANSWERED && !is_write (call->id))) {
      g_task_return_error (task, new_unsupported_error (0, support == SB_SUPPORT_NOT_OFFERED));
      return;
    }
  }

  sb_exchange_run_async (self->http,
                         asked,
                         g_task_get_cancellable (task),
                         answered_cb,
                         g_steal_pointer (&owned));
}

static GTask *
new_task (SbNeurons *self,
          gpointer tag,
          SbReadFunc parse,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  call->parse = parse;
  g_task_set_task_data (task, call, call_free);

  return task;
}

static void
support_changed_cb (SbSupportTable *support, SbNeurons *self)
{
  g_assert (SB_IS_NEURONS (self));

  g_signal_emit_by_name (self, "support-changed");
}

static SbSupport
sb_neurons_get_support (SbServer *server, SbCapability capability)
{
  return sb_support_table_get (SB_NEURONS (server)->support, capability);
}

static const char *
sb_neurons_get_permission (SbServer *server, SbCapability capability)
{
  return sb_names_get_permission (capability)->name;
}

static SbRequestSize
sb_neurons_get_request_size (SbServer *server, SbCommandKind kind)
{
  return sb_resource_get_request_size (kind);
}

static SbPaging
sb_neurons_get_paging (SbServer *server, SbCollection collection)
{
  return (SbPaging){ .random_access = TRUE, .rows = 500, .ids = 500 };
}

static SbCondition *
sb_neurons_get_condition (SbServer *server)
{
  return SB_NEURONS (server)->condition;
}

static SbClock *
sb_neurons_get_clock (SbServer *server)
{
  return sb_http_get_clock (SB_NEURONS (server)->http);
}

static void
sb_neurons_ask_again (SbServer *server)
{
  sb_support_table_ask_again (SB_NEURONS (server)->support);
  g_hash_table_remove_all (SB_NEURONS (server)->refused);
}

static gpointer
finish (GAsyncResult *result, SbServer *server, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, server), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sb_neurons_load_tenant_async (SbServer *server,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = new_task (SB_NEURONS (server),
                          sb_neurons_load_tenant_async,
                          sb_reader_read_record,
                          cancellable,
                          callback,
                          user_data);
  Call *call = g_task_get_task_data (task);

  call->id = SB_CALL_TENANT;
  call->reader.collection = SB_COLLECTION_DEVICE_SPACES;
  call->reader.type = SB_TYPE_TENANT;
  run (task, sb_call_new_request (SB_CALL_TENANT, NULL), NULL);
}

static SbTenant *
sb_neurons_load_tenant_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return finish (result, server, error);
}

static void
sb_neurons_query_async (SbServer *server,
                        SbQuery *query,
                        gint64 start,
                        const char *next,
                        guint rows,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  SbNeurons *self = SB_NEURONS (server);
  GTask *task =
    new_task (self, sb_neurons_query_async, sb_reader_read_page, cancellable, callback, user_data);
  Call *call = g_task_get_task_data (task);
  int sort = sb_query_get_sort_field (query);
  g_autoptr (SbQuery) by_id = NULL;
  g_autoptr (GError) error = NULL;
  SbRequest *request;

  call->id = sb_resource_get_call (sb_query_get_collection (query));
  call->reader.collection = sb_query_get_collection (query);
  call->reader.start = start;
  call->reader.rows = rows;
  if (sort != SB_QUERY_UNSORTED && sort != SB_QUERY_BY_ID)
    call->query = g_object_ref (query);
  call->by_id = call->query != NULL && g_hash_table_contains (self->refused, get_sort_key (query));
  if (call->by_id)
    by_id = sort_by_id (query);
  request = sb_resource_query (call->by_id ? by_id : query,
                               start,
                               rows,
                               sb_support_table_uses_own_calls (self->support),
                               &error);
  run (task, request, g_steal_pointer (&error));
}

static SbPage *
sb_neurons_query_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return finish (result, server, error);
}

static void
sb_neurons_get_async (SbServer *server,
                      SbCollection collection,
                      const char *id,
                      const char *space,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  SbNeurons *self = SB_NEURONS (server);
  GTask *task =
    new_task (self, sb_neurons_get_async, sb_reader_read_record, cancellable, callback, user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SbRequest *request = sb_resource_get (collection, id, space, &call->id, &error);

  call->reader.collection = collection;
  call->reader.type = sb_collection_get_record_type (collection);
  run (task, request, g_steal_pointer (&error));
}

static SbRecord *
sb_neurons_get_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return finish (result, server, error);
}

static void
sb_neurons_send_async (SbServer *server,
                       SbCommand *command,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = new_task (SB_NEURONS (server),
                          sb_neurons_send_async,
                          sb_reader_read_outcome,
                          NULL,
                          callback,
                          user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SbRequest *request = sb_resource_send (command, &call->id, &error);

  /* Only who offers these calls tells a version: a 404 is about the configuration. */
  if (sb_command_get_version (command) != NULL)
    sb_support_table_note_own_calls (SB_NEURONS (server)->support);
  call->reader.kind = sb_command_get_kind (command);
  call->reader.collection = sb_command_get_proposal (command) != NULL ? SB_COLLECTION_CONFIGURATIONS
                                                                      : SB_COLLECTION_DELIVERIES;
  run (task, request, g_steal_pointer (&error));
}

static SbOutcome *
sb_neurons_send_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return finish (result, server, error);
}

static SbFinding *
sb_neurons_find_out_finish (SbServer *server, GAsyncResult *result)
{
  return sb_find_out_finish (result);
}

static SbAuthorizer *
sb_neurons_get_authorizer (SbServer *server)
{
  return sb_http_get_authorizer (SB_NEURONS (server)->http);
}

static void
sb_neurons_leave (SbServer *server)
{
  sb_back_off_leave (sb_http_get_back_off (SB_NEURONS (server)->http));
}

static void
sb_neurons_server_init (SbServerInterface *iface)
{
  iface->get_support = sb_neurons_get_support;
  iface->get_permission = sb_neurons_get_permission;
  iface->get_request_size = sb_neurons_get_request_size;
  iface->get_paging = sb_neurons_get_paging;
  iface->get_condition = sb_neurons_get_condition;
  iface->get_clock = sb_neurons_get_clock;
  iface->get_authorizer = sb_neurons_get_authorizer;
  iface->ask_again = sb_neurons_ask_again;
  iface->load_tenant_async = sb_neurons_load_tenant_async;
  iface->load_tenant_finish = sb_neurons_load_tenant_finish;
  iface->query_async = sb_neurons_query_async;
  iface->query_finish = sb_neurons_query_finish;
  iface->get_async = sb_neurons_get_async;
  iface->get_finish = sb_neurons_get_finish;
  iface->send_async = sb_neurons_send_async;
  iface->send_finish = sb_neurons_send_finish;
  iface->find_out_async = sb_find_out_async;
  iface->find_out_finish = sb_neurons_find_out_finish;
  iface->leave = sb_neurons_leave;
}

static void
sb_neurons_finalize (GObject *object)
{
  SbNeurons *self = SB_NEURONS (object);

  g_clear_object (&self->support);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_object (&self->http);
  g_clear_object (&self->condition);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (sb_neurons_parent_class)->finalize (object);
}

static void
sb_neurons_class_init (SbNeuronsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_neurons_finalize;
}

static void
sb_neurons_init (SbNeurons *self)
{
  self->refused = g_hash_table_new (NULL, NULL);
}

SbServer *
sb_neurons_new (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock)
{
  SbNeurons *self;

  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SB_IS_AUTHORIZER (authorizer), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_NEURONS, NULL);
  self->account = g_object_ref (account);
  self->condition = sb_condition_new ();
  self->http = sb_http_new (account, authorizer, clock, self->condition);
  self->support = sb_support_table_new (account, clock);
  g_signal_connect_object (self->support, "changed", G_CALLBACK (support_changed_cb), self, 0);

  return SB_SERVER (self);
}
