/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of each resource. Nothing here is sent. */

#define G_LOG_DOMAIN "sb-resource"

#include "sb-resource.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-names.h"
#include "sb-wire.h"

#include <string.h>

/* How many ids of one kind a request may name. Source: the API's conventions. */
#define MAX_IDS 500

/* What a call can be asked for beside the page. */
typedef enum {
  SPACE = 1 << 0,
  SORT = 1 << 1,
  TEXT = 1 << 2,
  /* No guide says that it can be searched: whoever lists it filters what comes. */
  OWN_TEXT = 1 << 3,
  FILTERS = 1 << 4,
} Takes;

static const struct {
  SbCallId call;
  Takes takes;
  guint filter; /* a field that has a parameter of its own; 0 where none has */
} collections[SB_N_COLLECTIONS] = {
  [SB_COLLECTION_DEVICE_SPACES] = { SB_CALL_DEVICE_SPACES, 0, 0 },
  [SB_COLLECTION_CONFIGURATIONS] = { SB_CALL_CONFIGURATIONS, SPACE, 0 },
  [SB_COLLECTION_CONFIGURATION_TYPES] = { SB_CALL_CONFIGURATION_TYPES, 0, 0 },
  [SB_COLLECTION_DEVICES] = { SB_CALL_DEVICES, SPACE | SORT | TEXT | FILTERS, 0 },
  [SB_COLLECTION_DEVICE_GROUPS] = { SB_CALL_DEVICE_GROUPS, SPACE | SORT | OWN_TEXT, 0 },
  [SB_COLLECTION_ACCOUNTS] = { SB_CALL_ACCOUNTS, SORT | TEXT, 0 },
  [SB_COLLECTION_ACCOUNT_GROUPS] = { SB_CALL_ACCOUNT_GROUPS, SORT | TEXT, 0 },
  [SB_COLLECTION_DELIVERIES] = { SB_CALL_DELIVERIES, 0, SB_DELIVERY_FIELD_STATE },
  [SB_COLLECTION_DEVICE_DELIVERIES] = { SB_CALL_DEVICE_DELIVERIES, 0, 0 },
  [SB_COLLECTION_ESIM_STATES] = { SB_CALL_ESIM_STATES, SPACE, SB_ESIM_STATE_FIELD_RESET_STATE },
  [SB_COLLECTION_REACH] = { SB_CALL_PREVIEW, 0, 0 },
};

/* How a command is sent: the call, the names of its lists of ids, and how much a request takes. Ids
 * that have no name are in the path. Source: the API's conventions. */
static const struct {
  SbCallId call;
  const char *configurations;
  const char *devices;
  SbRequestSize size;
} commands[SB_N_COMMAND_KINDS] = {
  [SB_COMMAND_CREATE_CONFIGURATION] = { SB_CALL_CREATE, NULL, NULL, { 1, 1 } },
  [SB_COMMAND_UPDATE_CONFIGURATION] = { SB_CALL_UPDATE, NULL, NULL, { 1, 1 } },
  [SB_COMMAND_DELETE_CONFIGURATION] = { SB_CALL_DELETE, NULL, NULL, { 1, 1 } },
  /* Each configuration is pushed by itself, to its own devices. */
  [SB_COMMAND_PUSH] = { SB_CALL_PUSH, "ids", "deviceIds", { 1, MAX_IDS } },
  [SB_COMMAND_EXCLUDE] = { SB_CALL_EXCLUDE, "policyIds", NULL, { MAX_IDS, 1 } },
  [SB_COMMAND_INCLUDE] = { SB_CALL_INCLUDE, "policyIds", NULL, { MAX_IDS, 1 } },
  [SB_COMMAND_ESIM_RESET] = { SB_CALL_ESIM_RESET, NULL, "ids", { 1, MAX_IDS } },
  [SB_COMMAND_ESIM_RESET_CANCEL] = { SB_CALL_ESIM_RESET_CANCEL, NULL, "ids", { 1, MAX_IDS } },
  [SB_COMMAND_FORCE_CHECKIN] = { SB_CALL_FORCE_CHECKIN, NULL, "ids", { 1, MAX_IDS } },
  [SB_COMMAND_RETIRE] = { SB_CALL_RETIRE, NULL, "ids", { 1, MAX_IDS } },
  [SB_COMMAND_DELETE_DEVICE] = { SB_CALL_DELETE_DEVICE, NULL, "deviceIds", { 1, MAX_IDS } },
};

/* What the server would say, without asking it. */
static GError *
new_field_error (const char *name, const char *code, const char *message)
{
  SbErrorDetails details = { 0 };
  g_autoptr (GPtrArray)
    fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);

  g_ptr_array_add (fields, sb_field_error_new (sb_names_find_draft_field (name), name, code, NULL));
  details.field_errors = fields;

  return sb_error_new (SB_ERROR_INVALID, &details, "%s: %s", name, message);
}

static GError *
new_range_error (const char *field)
{
  return new_field_error (field, "Range", "more than " G_STRINGIFY (MAX_IDS) " ids in one request");
}

/* What another server gave is nothing here, and must not get into a path. */
static gboolean
check_ids (const char *const *ids, gsize n_ids, GError **error)
{
  for (gsize i = 0; i < n_ids; i++) {
    if (!sb_wire_is_id (ids[i])) {
      g_propagate_error (error, new_field_error ("id", "Type", "it is not an id of this server"));
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_id (const char *id, GError **error)
{
  return id == NULL || check_ids (&id, 1, error);
}

SbCallId
sb_resource_get_call (SbCollection collection)
{
  return collections[collection].call;
}

/* All spaces are asked for by not naming one. */
static void
add_space (SbRequest *request, const char *space)
{
  if (space != NULL)
    sb_request_add_query (request, "dmPartitionId", space);
}

static void
add_sort (SbRequest *request, SbQuery *query)
{
  int field = sb_query_get_sort_field (query);
  GType type = sb_collection_get_record_type (sb_query_get_collection (query));

  if (field == SB_QUERY_UNSORTED)
    return;

  sb_request_add_query (request, "sortFields[0].name", sb_names_get (type)[field].name);
  sb_request_add_query (request,
                        "sortFields[0].order",
                        sb_query_get_descending (query) ? "DESC" : "ASC");
}

/* As public clients write a value: bare where that is enough, else in single quotes, of which one
 * inside is doubled. */
static void
append_value (GString *filter, const char *value)
{
  gboolean bare = *value != '\0';

  for (const char *at = value; *at != '\0'; at++)
    bare = bare && (g_ascii_isalnum (*at) || strchr ("-_.@:", *at) != NULL);
  if (bare) {
    g_string_append (filter, value);
    return;
  }

  g_string_append_c (filter, '\'');
  for (const char *at = value; *at != '\0'; at++) {
    if (*at == '\'')
      g_string_append_c (filter, '\'');
    g_string_append_c (filter, *at);
  }
  g_string_append_c (filter, '\'');
}

/* As a parameter of its own, where the query filters by the field. */
static void
add_filter (SbRequest *request, SbQuery *query, guint field)
{
  GType type = sb_collection_get_record_type (sb_query_get_collection (query));
  const SbName *name = sb_names_get_one (type, field);
  const char *value = sb_query_get_filter (query, field);
  g_autofree char *sent = value != NULL ? sb_name_dup_filter (name, value) : NULL;

  if (sent != NULL)
    sb_request_add_query (request, name->name, sent);
}

/* NAME = VALUE, or (NAME = VALUE or …). One's own id has another name here. */
static void
append_filter (GString *filter, guint field, const char *const *values)
{
  const SbName *name = sb_names_get_one (SB_TYPE_DEVICE, field);
  gboolean has_more = values[1] != NULL;

  g_string_append (filter, has_more ? "(" : "");
  for (guint i = 0; values[i] != NULL; i++) {
    g_autofree char *sent = sb_name_dup_filter (name, values[i]);

    g_string_append_printf (filter,
                            "%s%s = ",
                            i > 0 ? " or " : "",
                            field == SB_DEVICE_FIELD_ID ? "deviceId" : name->name);
    append_value (filter, sent);
  }
  g_string_append (filter, has_more ? ")" : "");
}

/* Of devices. */
static void
add_filters (SbRequest *request, SbQuery *query)
{
  g_autoptr (GString) filter = g_string_new (NULL);

  for (guint i = 0; i <= SB_DEVICE_HAS_ESIM; i++) {
    const char *const *values = sb_query_get_filters (query, i);

    if (values == NULL)
      continue;
    g_string_append (filter, filter->len > 0 ? " and " : "");
    append_filter (filter, i, values);
  }

  if (filter->len > 0)
    sb_request_add_query (request, "fq", filter->str);
}

/**
 * sb_resource_query: (skip)
 * @own: whether parameters outside the published API may be used
 *
 * Errors: SB_ERROR_INVALID where more ids are named than a request takes, or one that is none.
 *
 * Returns: (transfer full): the request for one page
 */
SbRequest *
sb_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own, GError **error)
{
  SbCollection collection = sb_query_get_collection (query);
  Takes takes = collections[collection].takes;
  const char *text = sb_query_get_text (query);
  gsize n_ids;
  const char *const *ids = sb_query_get_device_ids (query, &n_ids);
  SbRequest *request;

  if (n_ids > MAX_IDS) {
    g_propagate_error (error, new_range_error ("deviceIds"));
    return NULL;
  }
  if (!check_ids (ids, n_ids, error) || !check_id (sb_query_get_space (query), error)
      || !check_id (sb_query_get_parent (query), error))
    return NULL;

  request = sb_call_new_request (collections[collection].call, sb_query_get_parent (query));
  if (takes & SPACE)
    add_space (request, sb_query_get_space (query));
  if (collection == SB_COLLECTION_CONFIGURATIONS)
    sb_request_add_query (request, "tag", "DEVICE_CONFIGURATION");
  if (text != NULL && (takes & TEXT || (takes & OWN_TEXT && own)))
    sb_request_add_query (request, "q", text);
  if (takes & FILTERS)
    add_filters (request, query);
  if (collections[collection].filter != 0)
    add_filter (request, query, collections[collection].filter);
  sb_request_add_query_ids (request, "deviceIds", ids, n_ids);
  sb_request_add_query_int (request, "rows", rows);
  sb_request_add_query_int (request, "start", start);
  if (takes & SORT)
    add_sort (request, query);
  if (collection == SB_COLLECTION_REACH) {
    g_autoptr (GBytes) body = sb_wire_write_preview (sb_query_get_proposal (query));

    sb_request_set_json (request, body);
  }

  return request;
}

/**
 * sb_resource_get: (skip)
 * @space: (nullable): the device space of a device
 *
 * Errors: SB_ERROR_INVALID where one of them is none.
 *
 * Returns: (transfer full): the request for one record
 */
SbRequest *
sb_resource_get (SbCollection collection,
                 const char *id,
                 const char *space,
                 SbCallId *call,
                 GError **error)
{
  SbRequest *request;

  if (collection == SB_COLLECTION_CONFIGURATIONS)
    *call = SB_CALL_CONFIGURATION;
  else if (collection == SB_COLLECTION_ESIM_STATES)
    *call = SB_CALL_ESIM_STATE;
  else
    *call = SB_CALL_DEVICE;
  if (!check_ids (&id, 1, error) || !check_id (space, error))
    return NULL;

  request = sb_call_new_request (*call, id);
  if (*call == SB_CALL_DEVICE)
    add_space (request, space);

  return request;
}

SbRequestSize
sb_resource_get_request_size (SbCommandKind kind)
{
  return commands[kind].size;
}

/* Ids that have no name are those of the thing in the path. */
static void
add_ids (SbRequest *request, SbCallId id, const char *name, const char *const *ids, gsize n_ids)
{
  if (name == NULL)
    return;

  if (g_str_equal (sb_call_get (id)->method, "DELETE"))
    sb_request_add_query_ids (request, name, ids, n_ids);
  else
    sb_request_add_form_ids (request, name, ids, n_ids);
}

/**
 * sb_resource_send: (skip)
 *
 * Errors: SB_ERROR_INVALID where more ids are named than a request takes, or one that is none, or
 * where an edit does not say the distribution; SB_ERROR_LOSSY where it would lose what could not be
 * read.
 *
 * Returns: (transfer full): the request for a command
 */
SbRequest *
sb_resource_send (SbCommand *command, SbCallId *id, GError **error)
{
  SbCommandKind kind = sb_command_get_kind (command);
  SbConfiguration *proposal = sb_command_get_proposal (command);
  const char *version = sb_command_get_version (command);
  gsize n_configurations;
  const char *const *configurations = sb_command_get_configuration_ids (command, &n_configurations);
  gsize n_devices;
  const char *const *devices = sb_command_get_device_ids (command, &n_devices);
  const char *thing = NULL;
  SbRequest *request;

  if (MAX (n_configurations, n_devices) > MAX_IDS) {
    g_propagate_error (error, new_range_error (n_devices > MAX_IDS ? "deviceIds" : "ids"));
    return NULL;
  }
  if (!check_ids (configurations, n_configurations, error)
      || !check_ids (devices, n_devices, error))
    return NULL;
  /* A missing distribution means NO_DEVICES: the edit of a configuration that the server did not
   * tell wholly would take it from every device. */
  if (kind == SB_COMMAND_UPDATE_CONFIGURATION
      && !sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION)) {
    g_propagate_error (error, new_field_error ("distribution", "Required", "it is not known"));
    return NULL;
  }
  if (kind == SB_COMMAND_UPDATE_CONFIGURATION && sb_configuration_is_lossy (proposal)) {
    g_propagate_error (error,
                       sb_error_new (SB_ERROR_LOSSY,
                                     NULL,
                                     "The configuration has parts that cannot be sent as they "
                                     "came"));
    return NULL;
  }

  if (commands[kind].devices == NULL && n_devices > 0)
    thing = devices[0];
  else if (commands[kind].configurations == NULL && n_configurations > 0)
    thing = configurations[0];

  *id = commands[kind].call;
  request = sb_call_new_request (*id, thing);
  add_ids (request, *id, commands[kind].configurations, configurations, n_configurations);
  add_ids (request, *id, commands[kind].devices, devices, n_devices);
  /* The version that the server must still have. Without one, it refuses. */
  if (version != NULL) {
    g_autofree char *tag = g_strdup_printf ("\"%s\"", version);

    sb_request_set_header (request, "If-Match", tag);
  }
  if (proposal != NULL) {
    g_autoptr (GBytes) body = sb_wire_write_configuration (proposal);

    sb_request_set_json (request, body);
  }
  if (sb_command_kind_get_info (kind)->takes_key)
    sb_request_set_header (request, "Idempotency-Key", sb_command_get_key (command));

  return request;
}
