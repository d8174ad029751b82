/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "editor-server"

#include "editor-server.h"

#include "sb-device.h"

struct _EditorServer {
  GObject parent_instance;

  SbCondition *condition; /* (owned) */
  gint64 added;
  gint64 kept;
  gint64 removed;
  GError *error;   /* (owned) (nullable) */
  SbCommand *sent; /* (owned) (nullable): the last one */
  guint n_sent;
  gboolean held;
  GTask *waiting; /* (owned) (nullable) */
  SbSupport support[SB_N_CAPABILITIES];
};

static void editor_server_server_init (SbServerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EditorServer,
                               editor_server,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_SERVER, editor_server_server_init))

static void
add_type (GPtrArray *records, const char *type, const char *name)
{
  SbRecord *record = sb_record_new (sb_configuration_type_get_type ());

  sb_record_set_string (record, SB_CONFIGURATION_TYPE_POLICY_TYPE, type);
  sb_record_set_string (record, SB_CONFIGURATION_TYPE_NAME, name);
  g_ptr_array_add (records, sb_record_seal (record));
}

static void
add_target (GPtrArray *records, gint64 id, const char *name)
{
  SbRecord *record = sb_record_new (sb_target_get_type ());

  sb_record_set_int64 (record, SB_TARGET_ID, id);
  sb_record_set_string (record, SB_TARGET_NAME, name);
  sb_record_set_int64 (record, SB_TARGET_MEMBER_COUNT, 7);
  g_ptr_array_add (records, sb_record_seal (record));
}

static void
add_device (GPtrArray *records, gint64 id, const char *name, const char *text)
{
  SbRecord *record;

  if (text != NULL && strstr (name, text) == NULL)
    return;

  record = sb_record_new (sb_device_get_type ());
  sb_record_set_int64 (record, SB_DEVICE_ID, id);
  sb_record_set_string (record, SB_DEVICE_DEVICE_NAME, name);
  g_ptr_array_add (records, sb_record_seal (record));
}

static void
add_space (GPtrArray *records, gint64 id, const char *name)
{
  SbRecord *record = sb_record_new (sb_device_space_get_type ());

  sb_record_set_int64 (record, SB_DEVICE_SPACE_ID, id);
  sb_record_set_string (record, SB_DEVICE_SPACE_NAME, name);
  g_ptr_array_add (records, sb_record_seal (record));
}

/* (transfer full): the preview's counts, without its rows. */
static SbPage *
preview (EditorServer *self, SbConfiguration *proposal)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  SbRecord *distribution = sb_configuration_get_record (proposal, SB_CONFIGURATION_DISTRIBUTION);
  SbDistributionType type = sb_configuration_get_distribution_type (proposal);
  gint64 added = type == SB_DISTRIBUTION_ALL_DEVICES ? self->added : 0;
  SbPage *page;

  for (guint field = SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS; field < SB_N_DISTRIBUTION_FIELDS;
       field++) {
    gsize n_ids;

    sb_record_get_ids (distribution, field, &n_ids);
    added += (gint64) n_ids;
  }

  page = sb_page_new (records, 0, added + self->kept + self->removed, -1);
  sb_page_add_facet (page, "CHANGE", "ADDED", added);
  sb_page_add_facet (page, "CHANGE", "KEPT", self->kept);
  sb_page_add_facet (page, "CHANGE", "REMOVED", self->removed);

  return page;
}

static void
editor_server_query_async (SbServer *server,
                           SbQuery *query,
                           gint64 start,
                           guint rows,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  EditorServer *self = EDITOR_SERVER (server);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  SbCollection collection = sb_query_get_collection (query);

  g_task_set_source_tag (task, editor_server_query_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_cancellable_is_cancelled (cancellable)) {
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
    return;
  }
  if (collection == SB_COLLECTION_REACH) {
    g_task_return_pointer (task, preview (self, sb_query_get_proposal (query)), g_object_unref);
    return;
  }

  if (collection == SB_COLLECTION_CONFIGURATION_TYPES) {
    add_type (records, "WIFI", "Wi-Fi");
    add_type (records, "ESIM", "eSIM");
    add_type (records, "PASSCODE", "Passcode");
  } else if (collection == SB_COLLECTION_DEVICE_GROUPS) {
    /* It ignores the text: servers may. */
    add_target (records, 11, "Sales");
    add_target (records, 12, "Support");
    add_target (records, 13, "Warehouse");
  } else if (collection == SB_COLLECTION_DEVICES) {
    add_device (records, 21, "iPhone of Ann", sb_query_get_text (query));
    add_device (records, 22, "iPad of Ben", sb_query_get_text (query));
  } else if (collection == SB_COLLECTION_DEVICE_SPACES) {
    add_space (records, 1, "Default");
    add_space (records, 2, "Second");
  }

  g_task_return_pointer (task,
                         sb_page_new (records, start, (gint64) records->len, -1),
                         g_object_unref);
}

static gpointer
editor_server_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, server));

  return g_task_propagate_pointer (G_TASK (result), error);
}

static SbPage *
editor_server_query_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return editor_server_finish (server, result, error);
}

/* @task: (transfer full) */
static void
answer (EditorServer *self, GTask *task)
{
  g_autoptr (GTask) owned = task;
  SbCommand *command = g_task_get_task_data (task);
  SbConfiguration *proposal = sb_command_get_proposal (command);
  g_autoptr (SbRecord) saved = NULL;
  SbRecord *outcome;

  if (self->error != NULL) {
    g_task_return_error (task, g_error_copy (self->error));
    return;
  }

  saved = sb_record_copy ((SbRecord *) proposal);
  sb_record_set_int64 (saved, SB_CONFIGURATION_ID, 77);
  sb_record_seal (saved);
  outcome = sb_record_new (sb_outcome_get_type ());
  sb_record_set_record (outcome, SB_OUTCOME_CONFIGURATION, saved);
  g_task_return_pointer (task, sb_record_seal (outcome), g_object_unref);
}

static void
editor_server_send_async (SbServer *server,
                          SbCommand *command,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  EditorServer *self = EDITOR_SERVER (server);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, editor_server_send_async);
  g_task_set_task_data (task, g_object_ref (command), g_object_unref);
  g_set_object (&self->sent, command);
  self->n_sent++;

  if (self->held)
    self->waiting = task;
  else
    answer (self, task);
}

static SbOutcome *
editor_server_send_finish (SbServer *server, GAsyncResult *result, GError **error)
{
  return editor_server_finish (server, result, error);
}

static SbSupport
editor_server_get_support (SbServer *server, SbCapability capability)
{
  return EDITOR_SERVER (server)->support[capability];
}

static const char *
editor_server_get_permission (SbServer *server, SbCapability capability)
{
  return NULL;
}

static SbCondition *
editor_server_get_condition (SbServer *server)
{
  return EDITOR_SERVER (server)->condition;
}

static void
editor_server_server_init (SbServerInterface *iface)
{
  iface->get_support = editor_server_get_support;
  iface->get_permission = editor_server_get_permission;
  iface->get_condition = editor_server_get_condition;
  iface->query_async = editor_server_query_async;
  iface->query_finish = editor_server_query_finish;
  iface->send_async = editor_server_send_async;
  iface->send_finish = editor_server_send_finish;
}

static void
editor_server_finalize (GObject *object)
{
  EditorServer *self = EDITOR_SERVER (object);

  g_assert_null (self->waiting);
  g_clear_object (&self->condition);
  g_clear_object (&self->sent);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (editor_server_parent_class)->finalize (object);
}

static void
editor_server_class_init (EditorServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = editor_server_finalize;
}

static void
editor_server_init (EditorServer *self)
{
  self->condition = sb_condition_new ();
}

EditorServer *
editor_server_new (void)
{
  return g_object_new (EDITOR_TYPE_SERVER, NULL);
}

void
editor_server_set_reach (EditorServer *self, gint64 added, gint64 kept, gint64 removed)
{
  self->added = added;
  self->kept = kept;
  self->removed = removed;
}

void
editor_server_set_support (EditorServer *self, SbCapability capability, SbSupport support)
{
  self->support[capability] = support;
}

void
editor_server_set_error (EditorServer *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

void
editor_server_hold (EditorServer *self)
{
  self->held = TRUE;
}

void
editor_server_release (EditorServer *self)
{
  self->held = FALSE;
  if (self->waiting != NULL)
    answer (self, g_steal_pointer (&self->waiting));
}

guint
editor_server_get_n_sent (EditorServer *self)
{
  return self->n_sent;
}

SbCommand *
editor_server_get_sent (EditorServer *self)
{
  return self->sent;
}

SbConfiguration *
editor_server_make_configuration (gint64 id, gint64 version, const char *name)
{
  SbRecord *record = sb_record_new (sb_configuration_get_type ());
  g_autoptr (SbRecord) esim = sb_record_new (sb_esim_get_type ());
  g_autoptr (SbRecord) distribution = sb_record_new (sb_distribution_get_type ());

  sb_record_set_string (esim, SB_ESIM_CARRIER_URL, "https://esim.example.com/");
  sb_record_seal (esim);
  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_ALL_DEVICES);
  sb_record_seal (distribution);

  sb_record_set_int64 (record, SB_CONFIGURATION_ID, id);
  sb_record_set_int64 (record, SB_CONFIGURATION_VERSION, version);
  sb_record_set_string (record, SB_CONFIGURATION_NAME, name);
  sb_record_set_string (record, SB_CONFIGURATION_POLICY_TYPE, "ESIM");
  sb_record_set_int64 (record, SB_CONFIGURATION_DM_PARTITION_ID, 1);
  sb_record_set_enum (record, SB_CONFIGURATION_PLATFORM_TYPE, SB_PLATFORM_IOS);
  sb_record_set_boolean (record, SB_CONFIGURATION_ENABLED, TRUE);
  sb_record_set_record (record, SB_CONFIGURATION_ESIM, esim);
  sb_record_set_record (record, SB_CONFIGURATION_DISTRIBUTION, distribution);

  return sb_record_seal (record);
}
