/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-server"

#include "fake-server.h"

#include "sb-delivery.h"
#include "sb-device.h"

struct _FakeServer {
  GObject parent_instance;

  SbCondition *condition; /* (owned) */
  GArray *ids;            /* gint64 */
  char *name;
  guint max_rows;
  GError *error; /* (owned) (nullable) */
  gboolean held;
  GQueue waiting; /* (element-type GTask) (owned) */
  SbQuery *query; /* (owned) (nullable): the last one */
  guint n_queries;
  guint n_cancelled;
  SbSupport support[SB_N_CAPABILITIES];
};

typedef struct {
  SbQuery *query; /* (owned) */
  gint64 start;
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
  g_free (call);
}

/* @task: (transfer full) */
static void
answer (FakeServer *self, GTask *task)
{
  g_autoptr (GTask) owned = task;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    self->n_cancelled++;
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
    return;
  }
  if (self->error != NULL) {
    g_task_return_error (task, g_error_copy (self->error));
    return;
  }

  for (gint64 i = call->start; i < call->start + MIN (call->rows, self->max_rows); i++) {
    if (i < self->ids->len)
      g_ptr_array_add (records,
                       fake_server_make_record (self,
                                                sb_query_get_collection (call->query),
                                                g_array_index (self->ids, gint64, i)));
  }
  g_task_return_pointer (task,
                         sb_page_new (records, call->start, self->ids->len, -1),
                         g_object_unref);
}

static void
fake_server_query_async (SbServer *server,
                         SbQuery *query,
                         gint64 start,
                         guint rows,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  FakeServer *self = FAKE_SERVER (server);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, fake_server_query_async);
  g_task_set_check_cancellable (task, FALSE);
  call->query = g_object_ref (query);
  call->start = start;
  call->rows = rows;
  g_task_set_task_data (task, call, call_free);
  g_set_object (&self->query, query);
  self->n_queries++;

  if (self->held)
    g_queue_push_tail (&self->waiting, task);
  else
    answer (self, task);
}

static gpointer
fake_server_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, server));

  return g_task_propagate_pointer (G_TASK (result), error);
}

static SbPage *
fake_server_query_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return fake_server_finish (server, result, error);
}

static void
fake_server_get_async (SbServer *server,
                       SbCollection collection,
                       gint64 id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  FakeServer *self = FAKE_SERVER (server);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fake_server_get_async);
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_pointer (task, fake_server_make_record (self, collection, id), g_object_unref);
}

static SbRecord *
fake_server_get_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return fake_server_finish (server, result, error);
}

static SbSupport
fake_server_get_support (SbServer *server, SbCapability capability)
{
  return FAKE_SERVER (server)->support[capability];
}

static const char *
fake_server_get_permission (SbServer *server, SbCapability capability)
{
  return NULL;
}

static SbCondition *
fake_server_get_condition (SbServer *server)
{
  return FAKE_SERVER (server)->condition;
}

static void
fake_server_server_init (SbServerInterface *iface)
{
  iface->get_support = fake_server_get_support;
  iface->get_permission = fake_server_get_permission;
  iface->get_condition = fake_server_get_condition;
  iface->query_async = fake_server_query_async;
  iface->query_finish = fake_server_query_finish;
  iface->get_async = fake_server_get_async;
  iface->get_finish = fake_server_get_finish;
}

static void
fake_server_finalize (GObject *object)
{
  FakeServer *self = FAKE_SERVER (object);

  g_assert_true (g_queue_is_empty (&self->waiting));
  g_clear_object (&self->condition);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->query);

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
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->name = g_strdup ("Row");
  self->max_rows = SB_SERVER_MAX_ROWS;
  g_queue_init (&self->waiting);
}

FakeServer *
fake_server_new (void)
{
  return g_object_new (FAKE_TYPE_SERVER, NULL);
}

void
fake_server_set_ids (FakeServer *self, const gint64 *ids, guint n_ids)
{
  g_array_set_size (self->ids, 0);
  if (n_ids > 0)
    g_array_append_vals (self->ids, ids, n_ids);
}

void
fake_server_set_range (FakeServer *self, gint64 first, guint n_ids)
{
  g_array_set_size (self->ids, 0);
  for (gint64 id = first; id < first + n_ids; id++)
    g_array_append_val (self->ids, id);
}

void
fake_server_insert (FakeServer *self, guint position, gint64 id)
{
  g_array_insert_val (self->ids, position, id);
}

void
fake_server_remove (FakeServer *self, guint position)
{
  g_array_remove_index (self->ids, position);
}

void
fake_server_set_name (FakeServer *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

void
fake_server_set_max_rows (FakeServer *self, guint max_rows)
{
  self->max_rows = max_rows;
}

void
fake_server_set_error (FakeServer *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

void
fake_server_hold (FakeServer *self)
{
  self->held = TRUE;
}

void
fake_server_release (FakeServer *self)
{
  self->held = FALSE;
  while (!g_queue_is_empty (&self->waiting))
    answer (self, g_queue_pop_head (&self->waiting));
}

void
fake_server_set_support (FakeServer *self, SbCapability capability, SbSupport support)
{
  self->support[capability] = support;
  g_signal_emit_by_name (self, "support-changed");
}

guint
fake_server_get_n_queries (FakeServer *self)
{
  return self->n_queries;
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

SbQuery *
fake_server_get_last_query (FakeServer *self)
{
  return self->query;
}

/* (transfer full): a record of the collection's type with the id and a name. */
SbRecord *
fake_server_make_record (FakeServer *self, SbCollection collection, gint64 id)
{
  SbRecord *record = sb_record_new (sb_collection_get_record_type (collection));
  g_autofree char *name = g_strdup_printf ("%s %" G_GINT64_FORMAT, self->name, id);
  guint n_fields;
  const SbField *fields = sb_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++) {
    if (fields[i].type == SB_FIELD_ID && sb_record_get_id (record) == 0)
      sb_record_set_int64 (record, i, id);
    else if (g_str_equal (fields[i].wire, "policyId"))
      sb_record_set_int64 (record, i, id);
    else if (g_str_equal (fields[i].wire, "name") || g_str_equal (fields[i].wire, "deviceName"))
      sb_record_set_string (record, i, name);
  }

  return sb_record_seal (record);
}
