/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "page-server"

#include "page-server.h"

struct _PageServer {
  GObject parent_instance;

  SbCondition *condition; /* (owned) */
  GPtrArray *records[SB_N_COLLECTIONS];
  guint n_queries[SB_N_COLLECTIONS];
  SbSupport support[SB_N_CAPABILITIES];
  const char *change;
  gint64 devices;
  gint64 active;
  gint64 downloaded;
  GError *error; /* (owned) (nullable) */
  gboolean held;
  GQueue waiting;  /* (element-type GTask) (owned) */
  SbCommand *sent; /* (owned) (nullable): the last one */
  guint n_sent;
  GArray *facets;                     /* (owned) (element-type Facet): of devices */
  SbQuery *queries[SB_N_COLLECTIONS]; /* (owned) (nullable): the last one each */
  SbOutcome *outcome;                 /* (owned) (nullable) */
  GError *send_error;                 /* (owned) (nullable) */
};

typedef struct {
  const char *facet;
  const char *value;
  gint64 count;
} Facet;

typedef struct {
  SbQuery *query; /* (owned) */
  gint64 start;
  guint rows;
} Call;

static void page_server_server_init (SbServerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PageServer,
                               page_server,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_SERVER, page_server_server_init))

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->query);
  g_free (call);
}

static gboolean
matches (SbQuery *query, SbRecord *record)
{
  const char *state = sb_query_get_filter (query, "state");

  if (sb_query_get_collection (query) != SB_COLLECTION_DELIVERIES || state == NULL)
    return TRUE;

  return sb_record_get_enum (record, SB_DELIVERY_FIELD_STATE)
         == sb_enum_from_wire (sb_delivery_state_get_type (), state);
}

static SbPage *
make_page (PageServer *self, Call *call)
{
  SbCollection collection = sb_query_get_collection (call->query);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  SbPage *page;

  if (collection == SB_COLLECTION_REACH) {
    for (guint i = 0; i < MIN (self->records[collection]->len, call->rows); i++)
      g_ptr_array_add (rows, g_object_ref (g_ptr_array_index (self->records[collection], i)));
    page = sb_page_new (rows, 0, self->devices, -1);
    sb_page_add_facet (page, "CHANGE", self->change, self->devices);
    sb_page_add_facet (page, "STATE", "ACTIVE", self->active);
    sb_page_add_facet (page, "DOWNLOADED", "true", self->downloaded);
    return page;
  }

  for (guint i = 0; i < self->records[collection]->len; i++) {
    if (matches (call->query, g_ptr_array_index (self->records[collection], i)))
      g_ptr_array_add (found, g_ptr_array_index (self->records[collection], i));
  }
  for (gint64 i = call->start; i < MIN (call->start + call->rows, (gint64) found->len); i++)
    g_ptr_array_add (rows, g_object_ref (g_ptr_array_index (found, (guint) i)));

  page = sb_page_new (rows, call->start, found->len, -1);
  for (guint i = 0; collection == SB_COLLECTION_DEVICES && i < self->facets->len; i++) {
    const Facet *facet = &g_array_index (self->facets, Facet, i);

    sb_page_add_facet (page, facet->facet, facet->value, facet->count);
  }

  return page;
}

static void
answer (PageServer *self, GTask *task)
{
  g_autoptr (GTask) owned = task;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
  else if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_pointer (task, make_page (self, g_task_get_task_data (task)), g_object_unref);
}

static void
page_server_query_async (SbServer *server,
                         SbQuery *query,
                         gint64 start,
                         guint rows,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  PageServer *self = PAGE_SERVER (server);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, page_server_query_async);
  g_task_set_check_cancellable (task, FALSE);
  call->query = g_object_ref (query);
  call->start = start;
  call->rows = rows;
  g_task_set_task_data (task, call, call_free);
  self->n_queries[sb_query_get_collection (query)]++;
  g_set_object (&self->queries[sb_query_get_collection (query)], query);

  if (self->held)
    g_queue_push_tail (&self->waiting, task);
  else
    answer (self, task);
}

static gpointer
page_server_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, server));

  return g_task_propagate_pointer (G_TASK (result), error);
}

static SbPage *
page_server_query_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return page_server_finish (server, result, error);
}

static SbRecord *
find (PageServer *self, SbCollection collection, gint64 id, guint *position)
{
  for (guint i = 0; i < self->records[collection]->len; i++) {
    SbRecord *record = g_ptr_array_index (self->records[collection], i);

    if (sb_collection_get_row_id (collection, record) == id) {
      *position = i;
      return record;
    }
  }

  return NULL;
}

static void
page_server_get_async (SbServer *server,
                       SbCollection collection,
                       gint64 id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  PageServer *self = PAGE_SERVER (server);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint position;
  SbRecord *record = find (self, collection, id, &position);

  g_task_set_source_tag (task, page_server_get_async);
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else if (record == NULL)
    g_task_return_error (task, sb_error_new (SB_ERROR_NOT_FOUND, NULL, "Not found"));
  else
    g_task_return_pointer (task, g_object_ref (record), g_object_unref);
}

static SbRecord *
page_server_get_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return page_server_finish (server, result, error);
}

static void
page_server_send_async (SbServer *server,
                        SbCommand *command,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  PageServer *self = PAGE_SERVER (server);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, page_server_send_async);
  g_set_object (&self->sent, command);
  self->n_sent++;
  if (self->send_error != NULL)
    g_task_return_error (task, g_error_copy (self->send_error));
  else if (self->outcome != NULL)
    g_task_return_pointer (task, g_object_ref (self->outcome), g_object_unref);
  else
    g_task_return_pointer (task, sb_record_seal (sb_record_new (SB_TYPE_OUTCOME)), g_object_unref);
}

static SbOutcome *
page_server_send_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return page_server_finish (server, result, error);
}

static SbSupport
page_server_get_support (SbServer *server, SbCapability capability)
{
  return PAGE_SERVER (server)->support[capability];
}

static const char *
page_server_get_permission (SbServer *server, SbCapability capability)
{
  return capability == SB_CAPABILITY_PUSH ? "device.push.profile" : NULL;
}

static SbCondition *
page_server_get_condition (SbServer *server)
{
  return PAGE_SERVER (server)->condition;
}

static void
page_server_server_init (SbServerInterface *iface)
{
  iface->get_support = page_server_get_support;
  iface->get_permission = page_server_get_permission;
  iface->get_condition = page_server_get_condition;
  iface->query_async = page_server_query_async;
  iface->query_finish = page_server_query_finish;
  iface->get_async = page_server_get_async;
  iface->get_finish = page_server_get_finish;
  iface->send_async = page_server_send_async;
  iface->send_finish = page_server_send_finish;
}

static void
page_server_finalize (GObject *object)
{
  PageServer *self = PAGE_SERVER (object);

  g_assert_true (g_queue_is_empty (&self->waiting));
  g_clear_object (&self->condition);
  g_clear_object (&self->sent);
  g_clear_error (&self->error);
  g_clear_object (&self->outcome);
  g_clear_error (&self->send_error);
  g_clear_pointer (&self->facets, g_array_unref);
  for (guint i = 0; i < SB_N_COLLECTIONS; i++) {
    g_clear_pointer (&self->records[i], g_ptr_array_unref);
    g_clear_object (&self->queries[i]);
  }

  G_OBJECT_CLASS (page_server_parent_class)->finalize (object);
}

static void
page_server_class_init (PageServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = page_server_finalize;
}

static void
page_server_init (PageServer *self)
{
  self->condition = sb_condition_new ();
  self->change = "KEPT";
  self->facets = g_array_new (FALSE, FALSE, sizeof (Facet));
  g_queue_init (&self->waiting);
  for (guint i = 0; i < SB_N_COLLECTIONS; i++)
    self->records[i] = g_ptr_array_new_with_free_func (g_object_unref);
}

PageServer *
page_server_new (void)
{
  return g_object_new (PAGE_TYPE_SERVER, NULL);
}

void
page_server_put (PageServer *self, SbCollection collection, gpointer record)
{
  guint position;

  if (!sb_record_is_sealed (record))
    sb_record_seal (record);
  if (find (self, collection, sb_collection_get_row_id (collection, record), &position) != NULL) {
    g_object_unref (g_ptr_array_index (self->records[collection], position));
    g_ptr_array_index (self->records[collection], position) = record;
  } else {
    g_ptr_array_add (self->records[collection], record);
  }
}

void
page_server_remove (PageServer *self, SbCollection collection, gint64 id)
{
  guint position;

  if (find (self, collection, id, &position) != NULL)
    g_ptr_array_remove_index (self->records[collection], position);
}

void
page_server_set_reach (PageServer *self,
                       const char *change,
                       gint64 devices,
                       gint64 active,
                       gint64 downloaded)
{
  self->change = change;
  self->devices = devices;
  self->active = active;
  self->downloaded = downloaded;
}

void
page_server_add_facet (PageServer *self, const char *facet, const char *value, gint64 count)
{
  Facet added = { facet, value, count };

  g_array_append_val (self->facets, added);
}

void
page_server_clear_facets (PageServer *self)
{
  g_array_set_size (self->facets, 0);
}

SbQuery *
page_server_get_query (PageServer *self, SbCollection collection)
{
  return self->queries[collection];
}

void
page_server_set_outcome (PageServer *self, SbOutcome *outcome)
{
  g_set_object (&self->outcome, outcome);
}

void
page_server_set_send_error (PageServer *self, const GError *error)
{
  g_clear_error (&self->send_error);
  self->send_error = error == NULL ? NULL : g_error_copy (error);
}

void
page_server_set_support (PageServer *self, SbCapability capability, SbSupport support)
{
  self->support[capability] = support;
  g_signal_emit_by_name (self, "support-changed");
}

void
page_server_set_error (PageServer *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error == NULL ? NULL : g_error_copy (error);
}

void
page_server_hold (PageServer *self)
{
  self->held = TRUE;
}

void
page_server_release (PageServer *self)
{
  self->held = FALSE;
  while (!g_queue_is_empty (&self->waiting))
    answer (self, g_queue_pop_head (&self->waiting));
}

guint
page_server_get_n_queries (PageServer *self, SbCollection collection)
{
  return self->n_queries[collection];
}

guint
page_server_get_n_sent (PageServer *self)
{
  return self->n_sent;
}

SbCommand *
page_server_get_sent (PageServer *self)
{
  return self->sent;
}

SbDevice *
page_make_device (gint64 id, const char *name, SbPlatform platform, const char *build)
{
  SbRecord *record = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_int64 (record, SB_DEVICE_ID, id);
  if (name != NULL)
    sb_record_set_string (record, SB_DEVICE_DEVICE_NAME, name);
  if (platform != SB_PLATFORM_UNKNOWN)
    sb_record_set_enum (record, SB_DEVICE_PLATFORM_TYPE, (int) platform);
  if (build != NULL)
    sb_record_set_string (record, SB_DEVICE_OS_BUILD_VERSION, build);
  sb_record_set_enum (record, SB_DEVICE_REGISTRATION_STATE, SB_REGISTRATION_ACTIVE);

  return (SbDevice *) record;
}

SbConfiguration *
page_make_configuration (gint64 id, const char *name, SbPlatform platform)
{
  SbRecord *record = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbRecord) esim = sb_record_new (SB_TYPE_ESIM);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  g_autofree char *uuid = g_strdup_printf ("uuid-%" G_GINT64_FORMAT, id);

  if (platform == SB_PLATFORM_IOS)
    sb_record_set_string (esim, SB_ESIM_CARRIER_URL, "https://esim.example.com/");
  else
    sb_record_set_string (esim, SB_ESIM_SERVER_NAME, "smdp.example.com");
  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_ALL_DEVICES);

  sb_record_set_int64 (record, SB_CONFIGURATION_ID, id);
  sb_record_set_string (record, SB_CONFIGURATION_UUID, uuid);
  sb_record_set_string (record, SB_CONFIGURATION_NAME, name);
  sb_record_set_string (record, SB_CONFIGURATION_POLICY_TYPE, "ESIM");
  sb_record_set_boolean (record, SB_CONFIGURATION_ENABLED, TRUE);
  sb_record_set_int64 (record, SB_CONFIGURATION_VERSION, 3);
  sb_record_set_enum (record, SB_CONFIGURATION_PLATFORM_TYPE, (int) platform);
  sb_record_set_record (record, SB_CONFIGURATION_ESIM, sb_record_seal (esim));
  sb_record_set_record (record, SB_CONFIGURATION_DISTRIBUTION, sb_record_seal (distribution));

  return (SbConfiguration *) record;
}

SbDelivery *
page_make_delivery (gint64 device_id, SbDeliveryState state, SbPlatform platform)
{
  SbRecord *record = sb_record_new (SB_TYPE_DELIVERY);
  g_autofree char *name = g_strdup_printf ("PC-%" G_GINT64_FORMAT, device_id);

  sb_record_set_int64 (record, SB_DELIVERY_FIELD_DEVICE_ID, device_id);
  sb_record_set_string (record, SB_DELIVERY_FIELD_DEVICE_NAME, name);
  sb_record_set_enum (record, SB_DELIVERY_FIELD_STATE, (int) state);
  sb_record_set_enum (record, SB_DELIVERY_FIELD_PLATFORM_TYPE, (int) platform);

  return (SbDelivery *) record;
}

SbDeliveryCounts *
page_make_counts (const gint64 counts[8])
{
  SbRecord *record = sb_record_new (SB_TYPE_DELIVERY_COUNTS);

  for (guint i = 0; i < SB_N_DELIVERY_COUNTS_FIELDS; i++)
    sb_record_set_int64 (record, i, counts[i]);

  return sb_record_seal (record);
}
