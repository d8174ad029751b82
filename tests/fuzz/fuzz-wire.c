/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the bytes are: no warning, no crash, an error or a result; what was read is what the
 * model may hold, can be written, and is read again as the same. */

#define G_LOG_DOMAIN "fuzz-wire"

#include "fuzz-wire.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-same.h"
#include "sb-tenant.h"
#include "sb-wire.h"

#include <signal.h>
#include <string.h>

/* Aborts also where assertions are compiled out. */
static void
expect (gboolean truth, const char *what)
{
  if (!truth)
    g_error ("%s", what);
}

/* How deeply brackets are in each other, counted in another way than the scan does. */
static guint
get_nesting (GBytes *document)
{
  gsize length;
  const char *text = g_bytes_get_data (document, &length);
  gboolean in_string = FALSE;
  guint depth = 0;
  guint deepest = 0;

  for (gsize i = 0; i < length; i++) {
    if (in_string && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      in_string = !in_string;
    else if (!in_string && (text[i] == '[' || text[i] == '{'))
      depth++;
    else if (!in_string && (text[i] == ']' || text[i] == '}'))
      depth--;
    deepest = MAX (deepest, depth);
  }

  return deepest;
}

/* A document in so many lists that it is as deep as one may be is one still, and no deeper. */
static void
check_deeper (GBytes *document)
{
  guint n = 64 - MIN (get_nesting (document), 64);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i <= n; i++)
    g_string_append_c (text, '[');
  g_string_append_len (text,
                       g_bytes_get_data (document, NULL),
                       (gssize) g_bytes_get_size (document));
  for (guint i = 0; i <= n; i++)
    g_string_append_c (text, ']');

  for (guint less = 0; less <= 1; less++) {
    g_autoptr (GBytes) deep = g_bytes_new (text->str + less, text->len - 2 * less);
    g_autoptr (GBytes) scanned = sb_wire_scan (deep, NULL);

    expect ((scanned != NULL) == (less == 1), "64 levels, and no more");
  }
}

/* What ends in the middle of an escape is no document, and is not read any further. */
static void
check_cut (const uint8_t *data, size_t size)
{
  guint n_escapes = 0;

  for (size_t i = 0; i < size && n_escapes < 16; i++) {
    if (data[i] != '\\')
      continue;
    n_escapes++;
    for (size_t n = 1; n <= 12 && i + n < size; n++) {
      g_autoptr (GBytes) body = g_bytes_new (data, i + n);
      g_autoptr (GBytes) document = sb_wire_scan (body, NULL);

      expect (document == NULL || get_nesting (document) <= 64, "a part is judged as any other");
    }
  }
}

static void
check_text (const char *text)
{
  expect (text != NULL && strlen (text) <= 16384 && g_utf8_validate (text, -1, NULL),
          "a text is one");
}

static void check_fields (SbRecord *record);

static void
check_id (const char *id)
{
  expect (sb_wire_is_id (id), "an id is the digits of a positive number");
}

static void
check_field (SbRecord *record, guint index, SbFieldType type)
{
  const char *const *strings;
  const char *const *ids;
  GPtrArray *records;
  gsize n_ids;
  gint64 number;

  switch (type) {
  case SB_FIELD_STRING:
  case SB_FIELD_VERSION:
  case SB_FIELD_ENUM:
    check_text (sb_record_get_string (record, index));
    break;
  case SB_FIELD_STRINGS:
    strings = sb_record_get_strings (record, index);
    for (gsize i = 0; strings[i] != NULL; i++)
      check_text (strings[i]);
    break;
  case SB_FIELD_ID:
    check_id (sb_record_get_id (record, index));
    break;
  case SB_FIELD_IDS:
    ids = sb_record_get_ids (record, index, &n_ids);
    for (gsize i = 0; i < n_ids; i++)
      check_id (ids[i]);
    break;
  case SB_FIELD_TIME:
    number = sb_record_get_int64 (record, index);
    expect (number > 0 && number < G_GINT64_CONSTANT (253402300800000), "a time can be shown");
    break;
  case SB_FIELD_RECORD:
    check_fields (sb_record_get_record (record, index));
    break;
  case SB_FIELD_RECORDS:
    records = sb_record_get_records (record, index);
    for (guint i = 0; i < records->len; i++)
      check_fields (g_ptr_array_index (records, i));
    break;
  case SB_FIELD_BOOLEAN:
  case SB_FIELD_INT64:
  default:
    break;
  }
}

/* What the model promises of what it holds. */
static void
check_fields (SbRecord *record)
{
  guint n_fields = 0;
  const SbField *fields = sb_record_get_fields (record, &n_fields);

  expect (sb_record_is_sealed (record), "what was read is sealed");
  for (guint i = 0; i < n_fields; i++) {
    if (sb_record_is_known (record, i))
      check_field (record, i, fields[i].type);
  }
}

/* What was read is what goes back. */
static void
check_written (SbConfiguration *configuration)
{
  g_autoptr (GBytes) json = sb_wire_write_preview (configuration);
  gsize length;
  const char *data = g_bytes_get_data (json, &length);
  g_autoptr (GString) text = g_string_new ("{\"result\":");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SbRecord) again = NULL;

  g_string_append_len (text, data, (gssize) length);
  g_string_append_c (text, '}');
  body = g_bytes_new (text->str, text->len);
  again = sb_wire_read_record (SB_TYPE_CONFIGURATION, body, NULL);
  expect (again != NULL, "what was written is read");
  expect (sb_same_configuration (configuration, (SbConfiguration *) again),
          "what was written is read as the same");
}

static void
check_record (SbRecord *record)
{
  check_fields (record);
  if (G_OBJECT_TYPE (record) == SB_TYPE_CONFIGURATION)
    check_written ((SbConfiguration *) record);
}

static void
check_facet (SbPage *page, guint facet)
{
  g_autoptr (GPtrArray) values = sb_page_get_facet_values (page, facet);

  for (guint i = 0; i < values->len; i++) {
    check_text (g_ptr_array_index (values, i));
    expect (sb_page_get_facet_count (page, facet, g_ptr_array_index (values, i)) >= 0,
            "a count is a number of rows");
  }
}

static void
check_page (SbCollection collection, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_wire_read_page (collection, body, 100, 50, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *records;

  expect ((page == NULL) == (error != NULL), "a page or an error");
  if (page == NULL)
    return;

  records = sb_page_get_records (page);
  expect (sb_page_get_total (page) >= -1, "a total is a number of rows, or not said");
  expect (sb_page_get_total (page) < 0 || sb_page_get_total (page) >= sb_page_get_n_received (page),
          "a total is no less than what came");
  for (guint field = 0; field <= SB_DEVICE_HAS_ESIM; field++)
    check_facet (page, field);
  expect (records->len + sb_page_get_n_unusable (page) <= sb_page_get_n_received (page),
          "no more rows than came");
  for (guint i = 0; i < records->len; i++) {
    SbRecord *record = g_ptr_array_index (records, i);

    const char *id = sb_collection_get_row_id (collection, record);

    expect (id != NULL, "a row has an id");
    expect (g_hash_table_add (seen, g_strdup (id)), "and no other row has it");
    check_record (record);
  }
}

/* What goes back to the server is JSON, and what we did not know is in it again. */
static void
check_body (SbConfiguration *configuration)
{
  g_autoptr (GBytes) body = sb_wire_write_preview (configuration);
  g_autoptr (GBytes) scanned = sb_wire_scan (body, NULL);
  g_autoptr (GBytes) reply = NULL;
  g_autoptr (SbRecord) again = NULL;
  g_autoptr (GString) text = g_string_new ("{\"result\":");

  expect (scanned != NULL, "a body is JSON");
  g_string_append_len (text, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  g_string_append_c (text, '}');
  reply = g_bytes_new (text->str, text->len);
  again = sb_wire_read_record (SB_TYPE_CONFIGURATION, reply, NULL);
  expect (again != NULL, "a body is read");
  if (sb_record_get_rest ((SbRecord *) configuration) != NULL)
    expect (sb_record_get_rest (again) != NULL
              && g_bytes_equal (sb_record_get_rest (again),
                                sb_record_get_rest ((SbRecord *) configuration)),
            "what is not known is the same again");
}

static void
check_one (GType type, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_wire_read_record (type, body, &error);

  expect ((record == NULL) == (error != NULL), "a record or an error");
  if (record == NULL)
    return;

  check_record (record);
  if (type == SB_TYPE_CONFIGURATION)
    check_body ((SbConfiguration *) record);
}

static void
check_outcome (SbCommandKind kind, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbOutcome) outcome = sb_wire_read_outcome (kind, body, &error);

  expect ((outcome == NULL) == (error != NULL), "an outcome or an error");
  if (outcome == NULL)
    return;

  check_fields (SB_RECORD (outcome));
  expect (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED) >= 0
            && sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT) >= 0,
          "a count is a number of things");
}

static void
trap_cb (int number)
{
  abort ();
}

/* Warnings are what is looked for, with or without GLib's variable. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  /* GLib stops by a signal that the fuzzer does not know, and the input would be lost. */
  signal (SIGTRAP, trap_cb);
  g_log_set_always_fatal (
    (GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));

  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint statuses[] = { 200, 403, 409, 412 };
  static const SbCommandKind kinds[] = { SB_COMMAND_CREATE_CONFIGURATION,
                                         SB_COMMAND_PUSH,
                                         SB_COMMAND_DELETE_CONFIGURATION,
                                         SB_COMMAND_RETIRE };
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GBytes) document = sb_wire_scan (body, NULL);

  if (document != NULL) {
    g_autoptr (GBytes) again = sb_wire_scan (document, NULL);

    expect (again == document, "what was repaired needs no repair");
    expect (get_nesting (document) <= 64, "no document is deeper than the parser's stack");
    check_deeper (document);
  }
  check_cut (data, size);
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) error = sb_wire_read_error (statuses[i], body, 0);

    expect (error != NULL && g_utf8_validate (error->message, -1, NULL), "a failure is an error");
  }

  /* The readers below do nothing else with what is not a document. */
  if (document == NULL) {
    check_page (SB_COLLECTION_DEVICES, body);
    return 0;
  }

  for (guint i = 0; i < SB_N_COLLECTIONS; i++)
    check_page ((SbCollection) i, body);
  check_one (SB_TYPE_TENANT, body);
  check_one (SB_TYPE_DEVICE, body);
  check_one (SB_TYPE_CONFIGURATION, body);
  check_one (SB_TYPE_ESIM_STATE, body);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    check_outcome (kinds[i], body);

  return 0;
}
