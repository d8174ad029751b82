/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-carrier-list.h"

#include <string.h>

/* Their check digits are right: GSMA SGP.29. */
#define EID   "89034011560010000000000000000121"
#define OTHER "89049032123451234512345678901235"
#define ICCID "8949000000000000001"

static SbDevice *
make_device (const char *eid, const char *imei, const char *serial, const char *model)
{
  SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

  if (eid != NULL)
    sb_record_set_string (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER, eid);
  if (imei != NULL)
    sb_record_set_string (device, SB_DEVICE_FIELD_IMEI, imei);
  if (serial != NULL)
    sb_record_set_string (device, SB_DEVICE_FIELD_SERIAL_NUMBER, serial);
  if (model != NULL)
    sb_record_set_string (device, SB_DEVICE_FIELD_PRETTY_MODEL, model);

  return (SbDevice *) device;
}

static void
test_write (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  SbDevice *masked = make_device (NULL, NULL, "C02", "iPad");
  SbDevice *half = make_device (OTHER, NULL, NULL, "=cmd|' /C calc'!A0");
  g_autofree char *csv = NULL;
  guint n_written = 0;

  sb_record_set_masked (SB_RECORD (masked), SB_DEVICE_FIELD_ESIM_IDENTIFIER, EID);
  sb_record_set_masked (SB_RECORD (half), SB_DEVICE_FIELD_IMEI, "350000000000009");
  sb_record_set_masked (SB_RECORD (half), SB_DEVICE_FIELD_SERIAL_NUMBER, "XXXX");

  g_ptr_array_add (devices,
                   make_device ("EID " EID, "35 000000 000000 6", "C01", "iPhone 15, 6\""));
  g_ptr_array_add (devices, masked);
  g_ptr_array_add (devices, half);
  g_ptr_array_add (devices, make_device (NULL, "350000000000006", "C03", "Mac"));
  g_ptr_array_add (devices, make_device ("89034011560010000000000000000122", NULL, "C04", "PC"));

  csv = sb_carrier_list_write (devices, &n_written);
  g_assert_cmpuint (n_written, ==, 2);
  g_assert_cmpstr (csv,
                   ==,
                   "EID,IMEI,Serial Number,Model\r\n" EID
                   ",350000000000006,C01,\"iPhone 15, 6\"\"\"\r\n" OTHER
                   ",,,'=cmd|' /C calc'!A0\r\n");
}

typedef struct {
  const char *eid;
  const char *iccid;
  const char *state;
  SbCarrierVerdict verdict;
} Line;

static GPtrArray *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  SbCsvProblem problem;
  guint line;
  GPtrArray *lines = sb_carrier_list_read (bytes, &problem, &line);

  g_assert_cmpint (problem, ==, SB_CSV_FINE);
  g_assert_nonnull (lines);

  return lines;
}

static void
test_read (void)
{
  static const struct {
    const char *text;
    guint n_lines;
    Line line; /* the first one */
  } files[] = {
    { "EID,ICCID,State\r\n" EID "," ICCID ",Released\r\n",
      1,
      { EID, ICCID, "Released", SB_CARRIER_NO_DEVICE } },
    /* Names and separators as carriers have them. */
    { "Order;eUICC-ID;Status\n7;" EID ";ok\n", 1, { EID, NULL, "ok", SB_CARRIER_NO_DEVICE } },
    { "SIM card number\tE-ID\n" ICCID "\t" EID "\n",
      1,
      { EID, ICCID, NULL, SB_CARRIER_NO_DEVICE } },
    { "iccid\n" ICCID "\n", 1, { NULL, ICCID, NULL, SB_CARRIER_NO_DEVICE } },
    /* Without names. */
    { EID "," ICCID ",Ready\r\n" OTHER ",,\r\n", 2, { EID, ICCID, "Ready", SB_CARRIER_NO_DEVICE } },
    /* What keeps a spreadsheet from rounding it, and what people put around it. */
    { "EID\r\n'" EID "\r\n", 1, { EID, NULL, NULL, SB_CARRIER_NO_DEVICE } },
    { "EID\r\n\"=\"\"" EID "\"\"\"\r\n", 1, { EID, NULL, NULL, SB_CARRIER_NO_DEVICE } },
    { "EID\r\n EID: 8903 4011 5600 1000 0000 0000 0000 0121 \r\n",
      1,
      { EID, NULL, NULL, SB_CARRIER_NO_DEVICE } },
    { "EID,State\r\n" EID ",'=done\r\n", 1, { EID, NULL, "=done", SB_CARRIER_NO_DEVICE } },
    /* What it was cannot be told. */
    { "EID\r\n8.9E+31\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_ROUNDED } },
    { "EID;State\r\n8,90340115600100E+31;x\r\n", 1, { NULL, NULL, "x", SB_CARRIER_ROUNDED } },
    { "EID\r\n9e31\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_ROUNDED } },
    { "8.9E+31,ok\r\n", 1, { NULL, NULL, "ok", SB_CARRIER_ROUNDED } },
    { "EID\r\n89034011560010000000000000000000\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_ROUNDED } },
    { "ICCID\r\n8.949E+18\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_ROUNDED } },
    { "ICCID\r\n8949012345678900000\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_ROUNDED } },
    { "894901234567891000\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_ROUNDED } },
    { "8949 0123 4567 8910 0000,ok\r\n", 1, { NULL, NULL, "ok", SB_CARRIER_ROUNDED } },
    { "EID,ICCID\r\n" EID ",8949012345678900000\r\n",
      1,
      { EID, NULL, NULL, SB_CARRIER_NO_DEVICE } },
    /* An EID that is rounded is not made good by an ICCID. */
    { "EID,ICCID\r\n8.9E+31," ICCID "\r\n", 1, { NULL, ICCID, NULL, SB_CARRIER_ROUNDED } },
    { "EID\r\n89034011560010000000000000000122\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_INVALID } },
    { "EID\r\nnone\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_INVALID } },
    { "EID,ICCID\r\n,89\r\n", 1, { NULL, NULL, NULL, SB_CARRIER_INVALID } },
    { "State,EID\r\nlost\r\n", 1, { NULL, NULL, "lost", SB_CARRIER_EMPTY } },
    { "EID\r\n", 0, { 0 } },
    { "", 0, { 0 } },
    { "Name,State\r\nAnn,ok\r\n", 0, { 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GPtrArray) lines = read_text (files[i].text);
    SbCarrierLine *line;

    g_assert_cmpuint (lines->len, ==, files[i].n_lines);
    if (lines->len == 0)
      continue;
    line = g_ptr_array_index (lines, 0);
    g_assert_cmpstr (line->eid, ==, files[i].line.eid);
    g_assert_cmpstr (line->iccid, ==, files[i].line.iccid);
    g_assert_cmpstr (line->state, ==, files[i].line.state);
    g_assert_cmpint (line->verdict, ==, files[i].line.verdict);
  }
}

static void
test_problem (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("EID\n\"890", 8);
  SbCsvProblem problem = SB_CSV_FINE;
  guint line = 0;

  g_assert_null (sb_carrier_list_read (bytes, &problem, &line));
  g_assert_cmpint (problem, ==, SB_CSV_UNFINISHED);
  g_assert_cmpuint (line, ==, 2);
}

static void
test_match (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) lines = read_text ("EID,ICCID\r\n" EID ",\r\n"
                                           "," ICCID "\r\n" OTHER ",\r\n" EID ",\r\n8.9E+31,\r\n");
  const SbCarrierVerdict verdicts[] = { SB_CARRIER_MATCHED,
                                        SB_CARRIER_MATCHED,
                                        SB_CARRIER_NO_DEVICE,
                                        SB_CARRIER_TWICE,
                                        SB_CARRIER_ROUNDED };
  SbDevice *with_slot = make_device (NULL, NULL, "C02", NULL);
  SbDevice *masked = make_device (NULL, NULL, "C03", NULL);
  SbRecord *slot = sb_record_new (SB_TYPE_SUBSCRIPTION);

  sb_record_set_string (slot, SB_SUBSCRIPTION_FIELD_ICCID, "8949 0000 0000 0000 001");
  g_ptr_array_add (slots, slot);
  sb_record_set_records (SB_RECORD (with_slot), SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS, slots);
  sb_record_set_masked (SB_RECORD (masked), SB_DEVICE_FIELD_ESIM_IDENTIFIER, OTHER);
  g_ptr_array_add (devices, make_device (EID, NULL, "C01", NULL));
  g_ptr_array_add (devices, with_slot);
  g_ptr_array_add (devices, masked);

  g_assert_cmpuint (sb_carrier_list_match (lines, devices), ==, 2);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (verdicts));
  for (guint i = 0; i < lines->len; i++) {
    SbCarrierLine *line = g_ptr_array_index (lines, i);

    g_assert_cmpint (line->verdict, ==, verdicts[i]);
    g_assert_cmpuint (line->line, ==, i + 2);
    g_assert_true ((line->device != NULL) == (verdicts[i] == SB_CARRIER_MATCHED));
  }
  g_assert_true (((SbCarrierLine *) g_ptr_array_index (lines, 1))->device == with_slot);
}

/* What is written is read back. */
static void
test_way_back (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *csv = NULL;
  guint n_written;

  g_ptr_array_add (devices, make_device (EID, "350000000000006", "-C01", "a"));
  g_ptr_array_add (devices, make_device (OTHER, NULL, NULL, NULL));
  csv = sb_carrier_list_write (devices, &n_written);
  lines = read_text (csv);
  g_assert_cmpuint (sb_carrier_list_match (lines, devices), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/carrier-list/write", test_write);
  g_test_add_func ("/carrier-list/read", test_read);
  g_test_add_func ("/carrier-list/problem", test_problem);
  g_test_add_func ("/carrier-list/match", test_match);
  g_test_add_func ("/carrier-list/way-back", test_way_back);

  return g_test_run ();
}
