/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the bytes are: no warning, no crash, an error or a result, and what was read can be
 * written and is read again as the same. */

#define G_LOG_DOMAIN "fuzz-wire"

#include "fuzz-wire.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-tenant.h"
#include "sb-wire.h"

#include <string.h>

/* Aborts also where assertions are compiled out. */
static void
expect (gboolean truth, const char *what)
{
  if (!truth)
    g_error ("%s", what);
}

static SbRecord *
copy_fields (SbRecord *record)
{
  SbRecord *copy = sb_record_copy (record);
  guint n_fields = 0;
  const SbField *fields = sb_record_get_fields (copy, &n_fields);

  sb_record_set_rest (copy, NULL, FALSE);
  for (guint i = 0; i < n_fields; i++) {
    if (fields[i].type == SB_FIELD_RECORD && sb_record_is_known (copy, i)) {
      g_autoptr (SbRecord) nested = copy_fields (sb_record_get_record (copy, i));

      sb_record_set_record (copy, i, nested);
    }
  }

  return sb_record_seal (copy);
}

static gboolean
same_fields (SbRecord *a, SbRecord *b)
{
  g_autoptr (SbRecord) fields_a = copy_fields (a);
  g_autoptr (SbRecord) fields_b = copy_fields (b);

  return sb_record_equal (fields_a, fields_b);
}

static void
check_record (SbRecord *record)
{
  g_autoptr (GBytes) json = sb_wire_write_record (record);
  gsize length;
  const char *data = g_bytes_get_data (json, &length);
  g_autoptr (GString) text = g_string_new ("{\"result\":");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SbRecord) again = NULL;

  g_string_append_len (text, data, (gssize) length);
  g_string_append_c (text, '}');
  body = g_bytes_new (text->str, text->len);
  again = sb_wire_read_record (G_OBJECT_TYPE (record), body, NULL);
  expect (again != NULL, "what was written is read");
  /* An export has what we know. */
  expect (same_fields (record, again), "what was written is read as the same");
}

static void
check_page (SbCollection collection, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_wire_read_page (collection, body, 100, 50, &error);
  GPtrArray *records;

  expect ((page == NULL) == (error != NULL), "a page or an error");
  if (page == NULL)
    return;

  records = sb_page_get_records (page);
  expect (sb_page_get_total (page) >= -1, "a total is a number of rows, or not said");
  expect (records->len + sb_page_get_n_unusable (page) <= sb_page_get_n_received (page),
          "no more rows than came");
  for (guint i = 0; i < records->len; i++) {
    SbRecord *record = g_ptr_array_index (records, i);

    expect (sb_collection_get_row_id (collection, record) > 0, "a row has an id");
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
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const guint statuses[] = { 200, 400, 403, 404, 409, 412, 500 };
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GBytes) document = sb_wire_scan (body, NULL);

  if (document != NULL) {
    g_autoptr (GBytes) again = sb_wire_scan (document, NULL);

    expect (again == document, "what was repaired needs no repair");
  }
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
  for (guint i = 0; i < SB_N_COMMAND_KINDS; i++)
    check_outcome ((SbCommandKind) i, body);

  return 0;
}
