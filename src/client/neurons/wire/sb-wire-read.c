/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-wire-read"

#include "sb-wire.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-names.h"
#include "sb-read.h"
#include "sb-wire-error.h"

/* A total beyond this is not a fleet: lists would make that many rows. */
#define TOTAL_MAX 10000000
/* The API gives no more, whatever is asked. */
#define PAGE_ROWS_MAX 500u

static void
fail (GError **error, const char *message)
{
  g_propagate_error (error, sb_error_new (SB_ERROR_PROTOCOL, NULL, "%s", message));
}

gboolean
sb_wire_is_id (const char *id)
{
  return id != NULL && *id != '0' && g_ascii_string_to_unsigned (id, 10, 1, G_MAXINT64, NULL, NULL);
}

/* A reply with status 200 may still say that it failed. */
static SbDocument *
open_reply (GBytes *body, gboolean is_list, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SbDocument) document = sb_document_parse (body, &problem);

  if (document == NULL) {
    /* Where nobody asked for rows, too many are one more thing that makes no sense. */
    if (is_list)
      g_propagate_error (error, g_steal_pointer (&problem));
    else
      fail (error, problem->message);
    return NULL;
  }

  if (sb_node_get_object (document->root) == NULL) {
    fail (error, "The reply is not an object");
    return NULL;
  }
  if (sb_envelope_get_errors (document->root) != NULL) {
    g_propagate_error (error, sb_wire_error_read (200, document, 0));
    return NULL;
  }

  return g_steal_pointer (&document);
}

static gboolean
has_result (const SbDocument *document, GError **error)
{
  if (sb_envelope_get_result (document->root) != NULL)
    return TRUE;

  fail (error, "The reply has no result");

  return FALSE;
}

/* The rows of a preview have the device fields, so a server may name the device by `id` alone. */
static SbRecord *
read_row (GType type, JsonObject *object, const SbDocument *document, const SbRaw *raw)
{
  g_autoptr (SbRecord) record = sb_read_record (type, object, document, raw);
  g_autofree char *id = type == SB_TYPE_REACH ? sb_node_to_id (sb_object_get (object, "id")) : NULL;
  SbRecord *copy;

  if (id == NULL || sb_record_get_own_id (record) != NULL)
    return g_steal_pointer (&record);

  copy = sb_record_copy (record);
  sb_record_set_id (copy, SB_REACH_FIELD_DEVICE_ID, id);

  return sb_record_seal (copy);
}

/* The first @n rows of a list. */
static GPtrArray *
read_rows (SbCollection collection,
           const SbDocument *document,
           JsonArray *array,
           guint n,
           guint *n_unusable)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GType type = sb_collection_get_record_type (collection);
  SbRaw result = sb_raw_get_result (document);
  SbRaw list = *result.at == '{' ? sb_raw_get_member (&result, "searchResults") : result;
  SbRaw rows = sb_raw_open (&list);
  SbRaw raw;

  for (guint i = 0; i < n && sb_raw_next_element (&rows, &raw); i++) {
    JsonObject *object = sb_node_get_object (json_array_get_element (array, i));
    g_autoptr (SbRecord) record = object != NULL ? read_row (type, object, document, &raw) : NULL;
    const char *id = record != NULL ? sb_collection_get_row_id (collection, record) : NULL;

    if (id == NULL) {
      ++*n_unusable;
    } else if (!g_hash_table_contains (seen, id)) {
      g_hash_table_add (seen, (gpointer) id);
      g_ptr_array_add (records, g_steal_pointer (&record));
    }
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
read_facets (SbPage *page, GType type, JsonObject *facets)
{
  JsonObjectIter facet_iter;
  const char *facet;
  JsonNode *facet_node;

  json_object_iter_init (&facet_iter, facets);
  while (json_object_iter_next (&facet_iter, &facet, &facet_node)) {
    JsonObject *values = sb_node_get_object (facet_node);
    int field = sb_names_find (type, facet);
    JsonObjectIter value_iter;
    const char *value;
    JsonNode *count_node;
    gint64 count;

    if (values == NULL || field < 0)
      continue;

    sb_page_add_facet (page, (guint) field, NULL, 0);
    json_object_iter_init (&value_iter, values);
    while (json_object_iter_next (&value_iter, &value, &count_node)) {
      g_autofree char *own = sb_name_dup_value (sb_names_get_one (type, (guint) field), value);

      if (JSON_NODE_HOLDS_NULL (count_node))
        sb_page_add_facet (page, (guint) field, own, -1);
      else if (sb_node_to_int64 (count_node, &count) && count >= 0)
        sb_page_add_facet (page, (guint) field, own, count);
    }
  }
}

static gboolean
needs_id (GType type)
{
  return type == SB_TYPE_CONFIGURATION || type == SB_TYPE_DEVICE || type == SB_TYPE_ESIM_STATE;
}

static SbRecord *
read_one (GType type, const SbDocument *document, GError **error)
{
  JsonObject *object = sb_node_get_object (sb_envelope_get_result (document->root));
  SbRaw raw = sb_raw_get_result (document);
  g_autoptr (SbRecord) record = NULL;

  if (object == NULL) {
    fail (error, "The result is not an object");
    return NULL;
  }

  record = sb_read_record (type, object, document, &raw);
  if (needs_id (type) && sb_record_get_own_id (record) == NULL) {
    fail (error, "The result has no id");
    return NULL;
  }

  return g_steal_pointer (&record);
}

/* The answer of a push: {"accepted", "rejectedCount", "rejected": […]}. Without `accepted`, it does
 * not say that anything was done. */
static SbRecord *
read_push (JsonObject *object, GError **error)
{
  g_autoptr (SbRecord) read = sb_read_record (SB_TYPE_OUTCOME, object, NULL, NULL);
  GPtrArray *rejected = sb_record_get_records (read, SB_OUTCOME_FIELD_REJECTED);
  SbRecord *outcome;

  if (!sb_record_is_known (read, SB_OUTCOME_FIELD_ACCEPTED)
      || sb_record_get_int64 (read, SB_OUTCOME_FIELD_ACCEPTED) < 0) {
    fail (error, "The result does not say how many were accepted");
    return NULL;
  }

  outcome = sb_record_copy (read);
  sb_record_set_unknown (outcome, SB_OUTCOME_FIELD_CONFIGURATION);
  sb_record_set_unknown (outcome, SB_OUTCOME_FIELD_UNKNOWN_COUNT);
  sb_record_set_unknown (outcome, SB_OUTCOME_FIELD_NOT_SENT_COUNT);
  if (sb_record_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT) < 0)
    sb_record_set_unknown (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT);
  if (rejected != NULL
      && sb_record_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT) < (gint64) rejected->len)
    sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT, rejected->len);

  return outcome;
}

static SbRecord *
read_saved (const SbDocument *document, GError **error)
{
  g_autoptr (SbRecord) configuration = read_one (SB_TYPE_CONFIGURATION, document, error);
  SbRecord *outcome;

  if (configuration == NULL)
    return NULL;

  outcome = sb_record_new (SB_TYPE_OUTCOME);
  sb_record_set_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION, configuration);

  return outcome;
}

/* An unsealed outcome. */
static SbRecord *
read_outcome (SbCommandKind kind, const SbDocument *document, GError **error)
{
  const SbCommandInfo *info = sb_command_kind_get_info (kind);
  JsonNode *result = sb_envelope_get_result (document->root);
  gint64 number;

  if (info->saves)
    return read_saved (document, error);
  if (info->takes_key && sb_node_get_object (result) != NULL)
    return read_push (sb_node_get_object (result), error);

  if (!sb_node_to_int64 (result, &number) || number < 1) {
    fail (error, "The result is not 1");
    return NULL;
  }

  return sb_record_new (SB_TYPE_OUTCOME);
}

GBytes *
sb_wire_scan (GBytes *body, GError **error)
{
  g_auto (SbScan) scan = { 0 };

  sb_scan (body, &scan);
  if (scan.problem != NULL)
    g_propagate_error (error, sb_scan_new_error (&scan));

  return g_steal_pointer (&scan.text);
}

/* A list that is null or missing is empty where the total does not say otherwise. */
static SbPage *
read_no_list (JsonObject *object, gint64 start, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);

  if (object != NULL
      && (sb_object_get (object, "searchResults") != NULL
          || read_count (object, "totalCount") > 0)) {
    fail (error, "The result is not a list");
    return NULL;
  }

  return sb_page_new (none, start, read_total (object, start, 0));
}

static SbPage *
read_page (SbCollection collection,
           const SbDocument *document,
           gint64 start,
           guint rows,
           GError **error)
{
  JsonNode *result = sb_envelope_get_result (document->root);
  JsonObject *object = sb_node_get_object (result);
  JsonArray *array = object != NULL ? sb_node_get_array (sb_object_get (object, "searchResults"))
                                    : sb_node_get_array (result);
  g_autoptr (GPtrArray) records = NULL;
  guint n_unusable = 0;
  guint n_received;
  SbPage *page;

  if (array == NULL && (object != NULL || result == NULL))
    return read_no_list (object, start, error);
  if (array == NULL) {
    fail (error, "The result is not a list");
    return NULL;
  }

  n_received = json_array_get_length (array);
  /* One that does not heed what was asked a little is cut; nobody asked for this. */
  if (object != NULL && n_received > PAGE_ROWS_MAX) {
    g_propagate_error (error,
                       sb_error_new (SB_ERROR_TOO_LARGE,
                                     NULL,
                                     "%u rows on a page, of %u at most",
                                     n_received,
                                     PAGE_ROWS_MAX));
    return NULL;
  }
  if (object != NULL && rows > 0)
    n_received = MIN (n_received, rows);
  records = read_rows (collection, document, array, n_received, &n_unusable);
  if (object == NULL)
    page = sb_page_new (records, 0, n_received);
  else
    page = sb_page_new (records, start, read_total (object, start, n_received));
  sb_page_set_n_received (page, n_received);
  sb_page_set_n_unusable (page, n_unusable);

  return page;
}

SbPage *
sb_wire_read_page (SbCollection collection, GBytes *body, gint64 start, guint rows, GError **error)
{
  g_autoptr (SbDocument) document = NULL;
  g_autoptr (SbPage) page = NULL;
  JsonObject *object;
  JsonObject *facets;

  g_return_val_if_fail (start >= 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  document = open_reply (body, TRUE, error);
  if (document == NULL)
    return NULL;
  /* An object without a result is somebody else's. */
  object = sb_node_get_object (document->root);
  if (!json_object_has_member (object, "result")) {
    has_result (document, error);
    return NULL;
  }

  page = read_page (collection, document, start, rows, error);
  if (page == NULL)
    return NULL;

  object = sb_node_get_object (sb_envelope_get_result (document->root));
  facets = sb_node_get_object (sb_object_get (object, "facetedResults"));
  if (facets != NULL)
    read_facets (page, sb_collection_get_record_type (collection), facets);
  sb_page_set_n_repaired (page, document->scan.n_repaired);
  sb_page_set_size (page, g_bytes_get_size (body));

  return g_steal_pointer (&page);
}

SbRecord *
sb_wire_read_record (GType type, GBytes *body, GError **error)
{
  g_autoptr (SbDocument) document = NULL;
  g_autoptr (SbRecord) record = NULL;

  g_return_val_if_fail (g_type_is_a (type, SB_TYPE_RECORD), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  document = open_reply (body, FALSE, error);
  if (document == NULL || !has_result (document, error))
    return NULL;

  record = read_one (type, document, error);
  if (record != NULL)
    sb_record_set_n_repaired (record, document->scan.n_repaired);

  return g_steal_pointer (&record);
}

SbOutcome *
sb_wire_read_outcome (SbCommandKind kind, GBytes *body, GError **error)
{
  g_autoptr (SbDocument) document = NULL;
  SbRecord *outcome;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  document = open_reply (body, FALSE, error);
  if (document == NULL || !has_result (document, error))
    return NULL;

  outcome = read_outcome (kind, document, error);
  if (outcome == NULL)
    return NULL;
  sb_record_set_n_repaired (outcome, document->scan.n_repaired);

  return sb_record_seal (outcome);
}
