/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The carrier's list is written, and the carrier's answer read. */

#define G_LOG_DOMAIN "test-carrier-file"

#include "page-test.h"

#include "sb-carrier-file.h"
#include "sb-ui.h"

#include <glib/gstdio.h>
#include <string.h>

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

/* The EID of the devices of fake-records, and another one. */
#define EID   "89034011560010000000000000000121"
#define OTHER "89049032123451234512345678901235"

/* More than a page. */
#define N_DEVICES 250

typedef struct {
  char *folder;
  GFile *file;
  char *path;
} Place;

static void
open_place (PageTest *test, Place *place)
{
  place->folder = g_dir_make_tmp ("signalbox-carrier-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "list.csv", NULL);
  place->file = g_file_new_for_path (place->path);
  page_test_show (test, gtk_label_new ("A page"));
}

static void
close_place (PageTest *test, Place *place)
{
  page_test_close (test);
  g_unlink (place->path);
  g_rmdir (place->folder);
  g_clear_object (&place->file);
  g_clear_pointer (&place->path, g_free);
  g_clear_pointer (&place->folder, g_free);
}

static void
answer (PageTest *test, Place *place, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (place->path, text, length, &error);
  g_assert_no_error (error);
  sb_carrier_file_read (test->window, test->session, place->file, NULL);
}

static void
test_write (PageTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  SbDevice *masked = fake_make_device ("2", "Hidden", SB_PLATFORM_WINDOWS, NULL);
  g_autofree char *csv = NULL;
  Place place;

  sb_record_set_masked (SB_RECORD (masked), SB_DEVICE_FIELD_ESIM_IDENTIFIER, OTHER);
  g_ptr_array_add (devices, fake_make_device ("1", "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  g_ptr_array_add (devices, masked);
  open_place (test, &place);
  sb_carrier_file_write (test->window, test->session, devices, place.file);
  wait_until (ui_says (test->window, "1 device written to the carrier’s list"));
  g_assert_true (ui_says (test->window, "1 left out"));
  g_assert_true (g_file_get_contents (place.path, &csv, NULL, NULL));
  g_assert_cmpstr (csv, ==, "EID,IMEI,Serial Number,Model\r\n" EID ",,,\r\n");
  close_place (test, &place);
}

/* Nothing is written where there is nothing to write, and a disk that refuses is told. */
static void
test_write_refused (PageTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFile) nowhere = NULL;
  Place place;

  open_place (test, &place);
  g_ptr_array_add (devices, fake_make_device ("1", "Phone", SB_PLATFORM_IOS, NULL));
  sb_carrier_file_write (test->window, test->session, devices, place.file);
  wait_until (ui_says (test->window, "None of these devices has an EID"));
  g_assert_false (g_file_test (place.path, G_FILE_TEST_EXISTS));

  g_ptr_array_add (devices, fake_make_device ("2", "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  nowhere = g_file_get_child (place.file, "nowhere");
  sb_carrier_file_write (test->window, test->session, devices, nowhere);
  wait_until (ui_says (test->window, "could not be written"));
  close_place (test, &place);
}

static void
put_devices (PageTest *test)
{
  for (guint i = 1; i <= N_DEVICES; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autofree char *name = g_strdup_printf ("PC %u", i);

    fake_server_put (
      test->server,
      SB_COLLECTION_DEVICES,
      fake_make_device (id, name, SB_PLATFORM_WINDOWS, i == N_DEVICES ? "10.0.22631.1" : NULL));
  }
}

static void
test_answer (PageTest *test, gconstpointer data)
{
  GtkTextView *details;
  g_autofree char *text = NULL;
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  Place place;

  put_devices (test);
  open_place (test, &place);
  answer (test,
          &place,
          "EID;ICCID;Status\r\n" EID ";8949000000000000001;Released\r\n" OTHER
          ";;Released\r\n8,9E+31;;Released\r\n",
          -1);
  wait_until (ui_says (test->window, "1 of 3 lines match a device"));
  ui_press (test->window, "Details");
  wait_until (ui_find_details () != NULL);
  details = ui_find_details ();
  buffer = gtk_text_view_get_buffer (details);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_nonnull (strstr (text, "PC 250"));
  g_assert_nonnull (strstr (text, "ICCID: 8949000000000000001"));
  g_assert_nonnull (strstr (text, "No device of this list has this EID"));
  g_assert_nonnull (strstr (text, "A spreadsheet has rounded this number"));
  g_assert_nonnull (strstr (text, "Line 4"));
  close_place (test, &place);
}

static void
test_answer_refused (PageTest *test, gconstpointer data)
{
  Place place;

  open_place (test, &place);
  answer (test, &place, "PK\003\004\0\0", 6);
  wait_until (ui_says (test->window, "Save the spreadsheet as CSV first"));
  answer (test, &place, "EID\n\"89", -1);
  wait_until (ui_says (test->window, "quotation mark in line 2"));
  answer (test, &place, "Name\nAnn\n", -1);
  wait_until (ui_says (test->window, "no column with EIDs or ICCIDs"));
  g_unlink (place.path);
  sb_carrier_file_read (test->window, test->session, place.file, NULL);
  wait_until (ui_says (test->window, "could not be read"));
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DEVICES), ==, 0);
  close_place (test, &place);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/carrier-file/write", test_write);
  add ("/carrier-file/write/refused", test_write_refused);
  add ("/carrier-file/answer", test_answer);
  add ("/carrier-file/answer/refused", test_answer_refused);

  return g_test_run ();
}
