/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-server"

#include "fake-server.h"

#include "fake-script.h"
#include "fake-store.h"
#include "sb-find-out.h"

#include <string.h>

struct _FakeServer {
  GObject parent_instance;

  SbCondition *condition; /* (owned) */
  SbClock *clock;         /* (owned) */
  FakeStore *store;       /* (owned) */
  SbSupport support[SB_N_CAPABILITIES];
  guint max_rows;
  gboolean sequential;
  gboolean gaps;
  guint tokens; /* counts those that were forgotten */
  FakeServerFunc before_query;
  gpointer before_query_data;

  GError *read_error; /* (owned) (nullable) */
  GError *send_error; /* (owned) (nullable) */
  SbOutcome *outcome; /* (owned) (nullable) */
  FakeScript script;
  GPtrArray *read_fates; /* (element-type GError) */

  gboolean queries_held;
  gboolean things_held;
  gboolean changes_held;
  GQueue waiting; /* (element-type GTask) (owned) */

  SbQuery *queries[SB_N_COLLECTIONS]; /* (owned) (nullable): the last ones */
  guint n_queries[SB_N_COLLECTIONS];
  GPtrArray *sent; /* (element-type SbCommand) */
  guint n_reads;
  char *read_space; /* (owned) (nullable) */
  guint n_cancelled;
};

typedef struct {
  SbQuery *query; /* (owned) (nullable): NULL for a single record */
  SbCollection collection;
  char *id; /* (owned) (nullable): of the single record */
  gint64 start;
  char *next; /* (owned) (nullable) */
  guint rows;
} Call;

static void fake_server_server_init (SbServerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeServer,
                               fake_server,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_SERVER, fake_server_server_init))

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->query);
  g_clear_pointer (&call->id, sb_id_free);
  g_clear_pointer (&call->next, g_free);
  g_free (call);
}

/* Whether the test lets a read fail. */
static gboolean
fail_read (FakeServer *self, GTask *task)
{
  if (self->read_error != NULL) {
    g_task_return_error (task, g_error_copy (self->read_error));
    return TRUE;
  }
  if (self->read_fates->len == 0)
    return FALSE;

  g_task_return_error (task, g_ptr_array_steal_index (self->read_fates, 0));

  return TRUE;
}

/* Where a page begins, by its token: "how many were forgotten before, position, rows or gap". */
static gint64
get_start (Call *call)
{
  const char *position = call->next != NULL ? strchr (call->next, ' ') : NULL;

  return position != NULL ? g_ascii_strtoll (position, NULL, 10) : call->start;
}

/* (transfer full) (nullable): a page of a collection without random access; %NULL where the token
 * was forgotten. */
static SbPage *
read_sequential (FakeServer *self, Call *call)
{
  gint64 start = get_start (call);
  gboolean gap = call->next != NULL && g_str_has_suffix (call->next, " gap");
  guint rows = gap ? 0 : MIN (call->rows, self->max_rows);
  g_autoptr (SbPage) page = fake_store_read (self->store, call->query, start, rows);
  g_autoptr (GPtrArray) records = g_ptr_array_ref (sb_page_get_records (page));
  g_autoptr (SbPage) after = fake_store_read (self->store, call->query, start + records->len, 1);
  g_autofree char *token = NULL;

  if (call->next != NULL && g_ascii_strtoull (call->next, NULL, 10) != self->tokens)
    return NULL;

  if (call->next != NULL) {
    gsize size = sb_page_get_size (page);

    g_object_unref (page);
    page = sb_page_new (records, 0, -1);
    sb_page_set_size (page, size);
  }
  if (sb_page_get_records (after)->len > 0 || (self->gaps && !gap))
    token = g_strdup_printf ("%u %" G_GINT64_FORMAT " %s",
                             self->tokens,
                             start + records->len,
                             self->gaps && !gap ? "gap" : "rows");
  sb_page_set_next (page, token);

  return g_steal_pointer (&page);
}

static void
answer_read (FakeServer *self, GTask *task)
{
  Call *call = g_task_get_task_data (task);
  gpointer found = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    self->n_cancelled++;
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
    return;
  }
  if (fail_read (self, task))
    return;

  if (call->query != NULL && self->before_query != NULL)
    self->before_query (self, call->query, get_start (call), self->before_query_data);
  if (call->query != NULL && self->sequential)
    found = read_sequential (self, call);
  else if (call->query != NULL)
    found =
      fake_store_read (self->store, call->query, call->start, MIN (call->rows, self->max_rows));
  else
    found = fake_store_dup (self->store, call->collection, call->id);

  if (found != NULL)
    g_task_return_pointer (task, found, g_object_unref);
  else
    g_task_return_error (task, fake_error_new (SB_ERROR_NOT_FOUND, 0));
}

static void
answer_change (FakeServer *self, GTask *task)
{
  g_autoptr (FakeLine) line = fake_script_next (&self->script);
  g_autoptr (SbOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  if (line->error == NULL && self->send_error != NULL)
    line->error = g_error_copy (self->send_error);
  else if (line->carried_out)
    outcome = fake_store_change (self->store, g_task_get_task_data (task), &error);

  if (line->error != NULL) {
    g_task_return_error (task, g_steal_pointer (&line->error));
  } else if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
  } else {
    if (self->outcome != NULL)
      g_set_object (&outcome, self->outcome);
    g_task_return_pointer (task, g_steal_pointer (&outcome), g_object_unref);
  }
}

/* @task: (transfer full) */
static void
answer (FakeServer *self, GTask *task)
{
  g_autoptr (GTask) owned = task;

  if (SB_IS_COMMAND (g_task_get_task_data (task)))
    answer_change (self, task);
  else
    answer_read (self, task);
}

static gpointer
finish (SbServer *server, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, server));

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* @task: (transfer full). @query: (nullable): NULL reads the single record @id. */
static void
read_from (FakeServer *self,
           GTask *task,
           SbQuery *query,
           SbCollection collection,
           const char *id,
           gint64 start,
           const char *next,
           guint rows)
{
  Call *call = g_new0 (Call, 1);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call, call_free);
  g_set_object (&call->query, query);
  *call = (Call){ call->query, collection, sb_id_new (id), start, g_strdup (next), rows };

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    answer (self, task);
    return;
  }

  self->n_reads++;
  if (query != NULL) {
    g_set_object (&self->queries[collection], query);
    self->n_queries[collection]++;
  }
  if (query != NULL ? self->queries_held : self->things_held)
    g_queue_push_tail (&self->waiting, task);
  else
    answer (self, task);
}

static void
fake_server_query_async (SbServer *server,
                         SbQuery *query,
                         gint64 start,
                         const char *next,
                         guint rows,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (server, cancellable, callback, user_data);

  g_task_set_source_tag (task, fake_server_query_async);
  read_from (FAKE_SERVER (server),
             task,
             query,
             sb_query_get_collection (query),
             NULL,
             start,
             next,
             rows);
}

static SbPage *
fake_server_query_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return finish (server, result, error);
}

static void
fake_server_get_async (SbServer *server,
                       SbCollection collection,
                       const char *id,
                       const char *space,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (server, cancellable, callback, user_data);

  g_task_set_source_tag (task, fake_server_get_async);
  sb_id_set (&FAKE_SERVER (server)->read_space, space);
  read_from (FAKE_SERVER (server), task, NULL, collection, id, 0, NULL, 1);
}

static SbRecord *
fake_server_get_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return finish (server, result, error);
}

static void
fake_server_send_async (SbServer *server,
                        SbCommand *command,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  FakeServer *self = FAKE_SERVER (server);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fake_server_send_async);
  g_task_set_task_data (task, g_object_ref (command), g_object_unref);
  g_ptr_array_add (self->sent, g_object_ref (command));

  if (self->changes_held)
    g_queue_push_tail (&self->waiting, task);
  else
    answer (self, task);
}

static SbOutcome *
fake_server_send_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return finish (server, result, error);
}

static SbSupport
fake_server_get_support (SbServer *server, SbCapability capability)
{
  return FAKE_SERVER (server)->support[capability];
}

static const char *
fake_server_get_permission (SbServer *server, SbCapability capability)
{
  static const char *const permissions[SB_N_CAPABILITIES] = {
    [SB_CAPABILITY_CREATE_CONFIGURATION] = "policy.create",
    [SB_CAPABILITY_UPDATE_CONFIGURATION] = "policy.update",
    [SB_CAPABILITY_DELETE_CONFIGURATION] = "policy.delete",
    [SB_CAPABILITY_PUSH] = "device.push.profile",
    [SB_CAPABILITY_EXCLUDE] = "device.exclude.profile",
    [SB_CAPABILITY_RESET_ESIM] = "device.esim.reset",
    [SB_CAPABILITY_CHECK_IN] = "device.force.checkin",
  };

  return permissions[capability];
}

/* As much as the conventions of the API say, which the tests of many devices count on. */
/* As the reference server's. */
static SbFinding *
fake_server_find_out_finish (SbServer *server, GAsyncResult *result)
{
  return sb_find_out_finish (result);
}

static SbRequestSize
fake_server_get_request_size (SbServer *server, SbCommandKind kind)
{
  return (SbRequestSize){ kind == SB_COMMAND_PUSH ? 1 : FAKE_SERVER_MAX_IDS, FAKE_SERVER_MAX_IDS };
}

static SbPaging
fake_server_get_paging (SbServer *server, SbCollection collection)
{
  return (SbPaging){ !FAKE_SERVER (server)->sequential, FAKE_SERVER_MAX_ROWS, FAKE_SERVER_MAX_IDS };
}

static SbCondition *
fake_server_get_condition (SbServer *server)
{
  return FAKE_SERVER (server)->condition;
}

static SbClock *
fake_server_get_clock (SbServer *server)
{
  return FAKE_SERVER (server)->clock;
}

static void
fake_server_server_init (SbServerInterface *iface)
{
  iface->get_support = fake_server_get_support;
  iface->get_permission = fake_server_get_permission;
  iface->get_request_size = fake_server_get_request_size;
  iface->find_out_async = sb_find_out_async;
  iface->find_out_finish = fake_server_find_out_finish;
  iface->get_paging = fake_server_get_paging;
  iface->get_condition = fake_server_get_condition;
  iface->get_clock = fake_server_get_clock;
  iface->query_async = fake_server_query_async;
  iface->query_finish = fake_server_query_finish;
  iface->get_async = fake_server_get_async;
  iface->get_finish = fake_server_get_finish;
  iface->send_async = fake_server_send_async;
  iface->send_finish = fake_server_send_finish;
}

static void
fake_server_finalize (GObject *object)
{
  FakeServer *self = FAKE_SERVER (object);

  g_assert_true (g_queue_is_empty (&self->waiting));
  fake_script_clear (&self->script);
  g_clear_object (&self->condition);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->store, fake_store_free);
  g_clear_pointer (&self->read_fates, g_ptr_array_unref);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_clear_error (&self->read_error);
  g_clear_error (&self->send_error);
  g_clear_object (&self->outcome);
  g_clear_pointer (&self->read_space, sb_id_free);
  for (guint i = 0; i < SB_N_COLLECTIONS; i++)
    g_clear_object (&self->queries[i]);

  G_OBJECT_CLASS (fake_server_parent_class)->finalize (object);
}

static void
fake_server_class_init (FakeServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_server_finalize;
}

static void
fake_server_init (FakeServer *self)
{
  self->condition = sb_condition_new ();
  self->clock = sb_clock_new_system ();
  self->store = fake_store_new ();
  self->read_fates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
  self->max_rows = FAKE_SERVER_MAX_ROWS;
  g_queue_init (&self->waiting);
}

FakeServer *
fake_server_new (void)
{
  return g_object_new (FAKE_TYPE_SERVER, NULL);
}

/* What it holds is the store's. */
#define FORWARD(name, params, args)                                                                \
  void fake_server_##name params                                                                   \
  {                                                                                                \
    fake_store_##name args;                                                                        \
  }

FORWARD (put,
         (FakeServer * self, SbCollection collection, gpointer record),
         (self->store, collection, record))
FORWARD (insert,
         (FakeServer * self, SbCollection collection, guint position, const char *id),
         (self->store, collection, position, id, NULL))
FORWARD (set_name, (FakeServer * self, const char *name), (self->store, name))
FORWARD (set_searched,
         (FakeServer * self, SbCollection collection, gboolean searched),
         (self->store, collection, searched))
FORWARD (set_silent, (FakeServer * self, gboolean silent), (self->store, silent))
FORWARD (set_page_size, (FakeServer * self, gsize size), (self->store, size))
FORWARD (set_endless, (FakeServer * self, gboolean endless), (self->store, endless))
FORWARD (set_total, (FakeServer * self, gint64 total), (self->store, total))
FORWARD (add_facet,
         (FakeServer * self, guint field, const char *value, gint64 count),
         (self->store, field, value, count))
FORWARD (clear_facets, (FakeServer * self), (self->store))
FORWARD (set_reach,
         (FakeServer * self, gint64 added, gint64 kept, gint64 removed),
         (self->store, added, kept, removed))
FORWARD (set_plans,
         (FakeServer * self, gint64 active, gint64 downloaded),
         (self->store, active, downloaded))

void
fake_server_remove (FakeServer *self, SbCollection collection, const char *id)
{
  g_assert_true (fake_store_has (self->store, collection, id));

  fake_store_remove (self->store, collection, id);
}

gpointer
fake_server_find (FakeServer *self, SbCollection collection, const char *id)
{
  return fake_store_find (self->store, collection, id);
}

void
fake_server_set_ids (FakeServer *self, SbCollection collection, const char *const *ids, guint n_ids)
{
  fake_store_clear (self->store, collection);
  for (guint i = 0; i < n_ids; i++)
    fake_server_insert (self, collection, i, ids[i]);
}

void
fake_server_set_range (FakeServer *self, SbCollection collection, gint64 first, guint n_ids)
{
  fake_store_clear (self->store, collection);
  for (guint i = 0; i < n_ids; i++) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, first + i);

    fake_server_insert (self, collection, i, id);
  }
}

SbRecord *
fake_server_make_record (FakeServer *self, SbCollection collection, const char *id)
{
  return fake_store_make_record (self->store, collection, id);
}

void
fake_server_set_max_rows (FakeServer *self, guint max_rows)
{
  self->max_rows = max_rows;
}

void
fake_server_set_sequential (FakeServer *self, gboolean sequential, gboolean gaps)
{
  self->sequential = sequential;
  self->gaps = gaps;
}

void
fake_server_forget_tokens (FakeServer *self)
{
  self->tokens++;
}

void
fake_server_set_clock (FakeServer *self, SbClock *clock)
{
  g_set_object (&self->clock, clock);
}

void
fake_server_set_before_query (FakeServer *self, FakeServerFunc func, gpointer user_data)
{
  self->before_query = func;
  self->before_query_data = user_data;
}

void
fake_server_set_support (FakeServer *self, SbCapability capability, SbSupport support)
{
  self->support[capability] = support;
  g_signal_emit_by_name (self, "support-changed");
}

void
fake_server_set_read_error (FakeServer *self, const GError *error)
{
  g_clear_error (&self->read_error);
  self->read_error = error != NULL ? g_error_copy (error) : NULL;
}

void
fake_server_set_send_error (FakeServer *self, const GError *error)
{
  g_clear_error (&self->send_error);
  self->send_error = error != NULL ? g_error_copy (error) : NULL;
}

void
fake_server_set_outcome (FakeServer *self, SbOutcome *outcome)
{
  g_set_object (&self->outcome, outcome);
}

void
fake_server_will_answer (FakeServer *self)
{
  fake_script_add (&self->script, TRUE, NULL);
}

void
fake_server_will_lose (FakeServer *self, gboolean carried_out)
{
  fake_script_add (&self->script, carried_out, fake_error_new_lost ());
}

void
fake_server_will_fail (FakeServer *self, SbError code, gint64 retry_at)
{
  fake_script_add (&self->script, FALSE, fake_error_new (code, retry_at));
}

void
fake_server_will_answer_bare (FakeServer *self,
                              SbError code,
                              guint http_status,
                              gboolean carried_out)
{
  fake_script_add (&self->script, carried_out, fake_error_new_bare (code, http_status));
}

void
fake_server_always_lose (FakeServer *self)
{
  self->script.always_lose = TRUE;
}

void
fake_server_will_fail_read (FakeServer *self, SbError code)
{
  g_ptr_array_add (self->read_fates, fake_error_new (code, 0));
}

void
fake_server_will_fail_read_bare (FakeServer *self, SbError code, guint http_status)
{
  g_ptr_array_add (self->read_fates, fake_error_new_bare (code, http_status));
}

void
fake_server_hold_queries (FakeServer *self)
{
  self->queries_held = TRUE;
}

void
fake_server_hold_things (FakeServer *self)
{
  self->things_held = TRUE;
}

void
fake_server_hold_changes (FakeServer *self)
{
  self->changes_held = TRUE;
}

void
fake_server_release (FakeServer *self)
{
  self->queries_held = FALSE;
  self->things_held = FALSE;
  self->changes_held = FALSE;
  while (!g_queue_is_empty (&self->waiting))
    answer (self, g_queue_pop_head (&self->waiting));
}

guint
fake_server_get_n_queries (FakeServer *self, SbCollection collection)
{
  return self->n_queries[collection];
}

guint
fake_server_get_n_reads (FakeServer *self)
{
  return self->n_reads;
}

guint
fake_server_get_n_waiting (FakeServer *self)
{
  return self->waiting.length;
}

guint
fake_server_get_n_cancelled (FakeServer *self)
{
  return self->n_cancelled;
}

guint
fake_server_get_n_sent (FakeServer *self)
{
  return self->sent->len;
}

guint
fake_server_get_n_done (FakeServer *self)
{
  return fake_store_get_n_done (self->store);
}

SbQuery *
fake_server_get_query (FakeServer *self, SbCollection collection)
{
  return self->queries[collection];
}

const char *
fake_server_get_read_space (FakeServer *self)
{
  return self->read_space;
}

SbCommand *
fake_server_get_sent (FakeServer *self, guint position)
{
  g_assert_cmpuint (position, <, self->sent->len);

  return g_ptr_array_index (self->sent, position);
}

SbCommand *
fake_server_get_last_sent (FakeServer *self)
{
  return self->sent->len > 0 ? fake_server_get_sent (self, self->sent->len - 1) : NULL;
}
