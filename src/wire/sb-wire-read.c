/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-wire-read"

#include "sb-wire.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-envelope.h"
#include "sb-failure.h"
#include "sb-read.h"
#include "sb-scan.h"

/* A total beyond this is not a fleet: lists would make that many rows. */
#define TOTAL_MAX 10000000

static void
fail (GError **error, const char *message)
{
  g_propagate_error (error, sb_error_new (SB_ERROR_PROTOCOL, NULL, "%s", message));
}

/* A reply with status 200 may still say that it failed. */
static JsonNode *
open_reply (GBytes *body, GError **error)
{
  g_autoptr (JsonNode) root = sb_envelope_parse (body, error);

  if (root == NULL)
    return NULL;

  if (sb_node_get_object (root) == NULL) {
    fail (error, "The reply is not an object");
    return NULL;
  }
  if (sb_envelope_get_errors (root) != NULL) {
    g_propagate_error (error, sb_failure_read (200, root, 0));
    return NULL;
  }
  if (sb_envelope_get_result (root) == NULL) {
    fail (error, "The reply has no result");
    return NULL;
  }

  return g_steal_pointer (&root);
}

/* The rows of a preview have the device fields, so a server may name the device by `id` alone. */
static SbRecord *
read_row (GType type, JsonObject *object)
{
  g_autoptr (SbRecord) record = sb_read_record (type, object);
  SbRecord *copy;
  gint64 id;

  if (type != SB_TYPE_REACH || sb_record_get_id (record) > 0
      || !sb_node_to_int64 (sb_object_get (object, "id"), &id) || id <= 0)
    return g_steal_pointer (&record);

  copy = sb_record_copy (record);
  sb_record_set_int64 (copy, SB_REACH_FIELD_DEVICE_ID, id);

  return sb_record_seal (copy);
}

static GPtrArray *
read_rows (SbCollection collection, JsonArray *array, guint n)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree gint64 *ids = g_new (gint64, MAX (n, 1));
  GType type = sb_collection_get_record_type (collection);

  for (guint i = 0; i < n; i++) {
    JsonObject *object = sb_node_get_object (json_array_get_element (array, i));
    g_autoptr (SbRecord) record = object != NULL ? read_row (type, object) : NULL;

    ids[i] = record != NULL ? sb_collection_get_row_id (collection, record) : 0;
    if (ids[i] > 0 && g_hash_table_add (seen, &ids[i]))
      g_ptr_array_add (records, g_steal_pointer (&record));
  }

  return g_steal_pointer (&records);
}

/* Returns -1 where the server does not say, or says what cannot be. */
static gint64
read_count (JsonObject *result, const char *name)
{
  gint64 count;

  if (!sb_node_to_int64 (sb_object_get (result, name), &count) || count < 0 || count > TOTAL_MAX)
    return -1;

  return count;
}

/* How many rows there are in all. What came counts, whatever is said; where nothing is said there
 * may be more. */
static gint64
read_total (JsonObject *result, gint64 start, guint n_received)
{
  gint64 total = read_count (result, "totalCount");

  if (total < 0)
    return start == 0 && n_received == 0 ? 0 : -1;

  return n_received > 0 ? MAX (total, start + n_received) : total;
}

static void
read_facets (SbPage *page, JsonObject *facets)
{
  JsonObjectIter facet_iter;
  const char *facet;
  JsonNode *facet_node;

  json_object_iter_init (&facet_iter, facets);
  while (json_object_iter_next (&facet_iter, &facet, &facet_node)) {
    JsonObject *values = sb_node_get_object (facet_node);
    JsonObjectIter value_iter;
    const char *value;
    JsonNode *count_node;
    gint64 count;

    if (values == NULL)
      continue;

    sb_page_add_facet (page, facet, NULL, 0);
    json_object_iter_init (&value_iter, values);
    while (json_object_iter_next (&value_iter, &value, &count_node)) {
      if (sb_node_to_int64 (count_node, &count) && count >= 0)
        sb_page_add_facet (page, facet, value, count);
    }
  }
}

static gboolean
needs_id (GType type)
{
  return type == SB_TYPE_CONFIGURATION || type == SB_TYPE_DEVICE || type == SB_TYPE_ESIM_STATE;
}

static SbRecord *
read_one (GType type, JsonNode *result, GError **error)
{
  JsonObject *object = sb_node_get_object (result);
  g_autoptr (SbRecord) record = NULL;

  if (object == NULL) {
    fail (error, "The result is not an object");
    return NULL;
  }

  record = sb_read_record (type, object);
  if (needs_id (type) && sb_record_get_id (record) <= 0) {
    fail (error, "The result has no id");
    return NULL;
  }

  return g_steal_pointer (&record);
}

static void
drop_negative (SbOutcome *outcome, SbOutcomeField field)
{
  if (sb_outcome_get_int64 (outcome, field) < 0)
    sb_record_set_unknown (SB_RECORD (outcome), field);
}

/* The answer of a push: {"accepted", "rejectedCount", "rejected": […]}. */
static SbOutcome *
read_push (JsonObject *object)
{
  g_autoptr (SbRecord) read = sb_read_record (SB_TYPE_OUTCOME, object);
  SbOutcome *outcome = sb_record_copy (read);
  GPtrArray *rejected = sb_outcome_get_records (outcome, SB_OUTCOME_REJECTED);

  drop_negative (outcome, SB_OUTCOME_ACCEPTED);
  drop_negative (outcome, SB_OUTCOME_REJECTED_COUNT);
  sb_record_set_unknown (SB_RECORD (outcome), SB_OUTCOME_CONFIGURATION);
  if (rejected != NULL
      && sb_outcome_get_int64 (outcome, SB_OUTCOME_REJECTED_COUNT) < (gint64) rejected->len)
    sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_REJECTED_COUNT, rejected->len);

  return sb_record_seal (outcome);
}

gboolean
sb_wire_scan (const char *data, gsize length, GError **error)
{
  gsize offset;
  const char *problem = sb_scan (data, length, &offset);

  if (problem == NULL)
    return TRUE;

  g_propagate_error (error,
                     sb_error_new (SB_ERROR_PROTOCOL,
                                   NULL,
                                   "Not a JSON document: %s, at byte %" G_GSIZE_FORMAT,
                                   problem,
                                   offset));

  return FALSE;
}

SbPage *
sb_wire_read_page (SbCollection collection, GBytes *body, gint64 start, guint rows, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) records = NULL;
  JsonNode *result;
  JsonObject *object;
  JsonArray *array;
  SbPage *page;
  guint n_received;

  g_return_val_if_fail (start >= 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  root = open_reply (body, error);
  if (root == NULL)
    return NULL;

  result = sb_envelope_get_result (root);
  object = sb_node_get_object (result);
  array = object != NULL ? sb_node_get_array (sb_object_get (object, "searchResults"))
                         : sb_node_get_array (result);
  if (array == NULL) {
    fail (error, "The result is not a list");
    return NULL;
  }

  n_received = json_array_get_length (array);
  if (object == NULL) {
    records = read_rows (collection, array, n_received);
    page = sb_page_new (records, 0, n_received, -1);
  } else {
    if (rows > 0)
      n_received = MIN (n_received, rows);
    records = read_rows (collection, array, n_received);
    page = sb_page_new (records,
                        start,
                        read_total (object, start, n_received),
                        read_count (object, "totalUnfilteredResultCount"));
  }
  sb_page_set_n_received (page, n_received);

  if (sb_node_get_object (sb_object_get (object, "facetedResults")) != NULL)
    read_facets (page, sb_node_get_object (sb_object_get (object, "facetedResults")));

  return page;
}

SbRecord *
sb_wire_read_record (GType type, GBytes *body, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (g_type_is_a (type, SB_TYPE_RECORD), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  root = open_reply (body, error);

  return root != NULL ? read_one (type, sb_envelope_get_result (root), error) : NULL;
}

SbOutcome *
sb_wire_read_outcome (SbCommandKind kind, GBytes *body, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (SbRecord) configuration = NULL;
  SbRecord *outcome;
  JsonNode *result;
  gint64 number;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (kind == SB_COMMAND_DELETE_CONFIGURATION && (body == NULL || g_bytes_get_size (body) == 0))
    return sb_record_seal (sb_record_new (SB_TYPE_OUTCOME));

  root = open_reply (body, error);
  if (root == NULL)
    return NULL;
  result = sb_envelope_get_result (root);

  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
  case SB_COMMAND_UPDATE_CONFIGURATION:
    configuration = read_one (SB_TYPE_CONFIGURATION, result, error);
    if (configuration == NULL)
      return NULL;
    outcome = sb_record_new (SB_TYPE_OUTCOME);
    sb_record_set_record (outcome, SB_OUTCOME_CONFIGURATION, configuration);
    return sb_record_seal (outcome);
  case SB_COMMAND_PUSH:
  case SB_COMMAND_EXCLUDE:
  case SB_COMMAND_INCLUDE:
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
    if (sb_node_get_object (result) != NULL)
      return read_push (sb_node_get_object (result));
    break;
  case SB_COMMAND_DELETE_CONFIGURATION:
  case SB_COMMAND_FORCE_CHECKIN:
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
  default:
    break;
  }

  if (!sb_node_to_int64 (result, &number) || number < 1) {
    fail (error, "The result is not 1");
    return NULL;
  }

  return sb_record_seal (sb_record_new (SB_TYPE_OUTCOME));
}
