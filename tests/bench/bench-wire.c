/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a page of 500 devices takes from bytes to records: on the main thread it may take a
 * small part of a frame (16 ms), else it belongs into a thread. Prints, asserts nothing. */

#define G_LOG_DOMAIN "bench-wire"

#include "sb-wire.h"

#include <gio/gio.h>
#include <string.h>

#define N_ROUNDS 20

/* The first row of the fixture, with other numbers. */
static GBytes *
make_page (guint n_rows)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "fixtures", "devices.reply.json", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *row = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (
    "{\"errors\":null,\"result\":{\"totalCount\":100000,\"searchResults\":[");
  const char *from;
  const char *to;

  if (!g_file_get_contents (path, &contents, NULL, &error))
    g_error ("%s", error->message);
  from = strstr (contents, "\"guid\"");
  to = strstr (from, "},");
  row = g_strndup (from, (gsize) (to - from));

  for (guint i = 1; i <= n_rows; i++)
    g_string_append_printf (text, "%s{\"id\":%u,%s}", i > 1 ? "," : "", i, row);
  g_string_append (text, "]}}");

  return g_string_free_to_bytes (text);
}

static double
measure_scan (GBytes *body)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_ROUNDS; i++)
    g_bytes_unref (sb_wire_scan (body, NULL));

  return (double) (g_get_monotonic_time () - start) / N_ROUNDS / 1000;
}

static double
measure_read (GBytes *body)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_ROUNDS; i++) {
    g_autoptr (SbPage) page = sb_wire_read_page (SB_COLLECTION_DEVICES, body, 0, 500, NULL);

    if (page == NULL)
      g_error ("not a page");
  }

  return (double) (g_get_monotonic_time () - start) / N_ROUNDS / 1000;
}

int
main (int argc, char *argv[])
{
  const guint sizes[] = { 50, 500 };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GBytes) body = make_page (sizes[i]);

    g_print ("%u devices, %" G_GSIZE_FORMAT " KiB: scan %.2f ms, read in all %.2f ms\n",
             sizes[i],
             g_bytes_get_size (body) / 1024,
             measure_scan (body),
             measure_read (body));
  }

  return 0;
}
