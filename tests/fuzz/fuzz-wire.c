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
  expect (sb_record_equal (record, again), "what was written is read as the same");
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
  expect (records->len <= sb_page_get_n_received (page), "no more rows than came");
  for (guint i = 0; i < records->len; i++) {
    SbRecord *record = g_ptr_array_index (records, i);

    expect (sb_collection_get_row_id (collection, record) > 0, "a row has an id");
    check_record (record);
  }
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
  if (type == SB_TYPE_CONFIGURATION) {
    g_autoptr (GBytes) proposal = sb_wire_write_preview ((SbConfiguration *) record);
    gsize length;
    const char *data = g_bytes_get_data (proposal, &length);

    expect (sb_wire_scan (data, length, NULL), "a body is JSON");
  }
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
  gboolean failure = sb_wire_is_failure (body);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) error = sb_wire_read_error (statuses[i], body, 0);

    expect (error != NULL && g_utf8_validate (error->message, -1, NULL), "a failure is an error");
  }

  /* The readers below do nothing else with what is not a document, or says that it failed. */
  if (failure || !sb_wire_scan ((const char *) data, size, NULL)) {
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
