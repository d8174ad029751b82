/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-demo-line.h"
#include "sb-error.h"

#include <string.h>

static void
test_read (void)
{
  static const char line[] = "{\"baseUrl\":\"http://127.0.0.1:41234\",\"user\":\"demo\","
                             "\"password\":\"p\\u00e4ss\",\"dmPartitionId\":12,\"more\":[]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (SbDemoLine) demo = sb_demo_line_read (line, sizeof line - 1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (demo->address, ==, "http://127.0.0.1:41234");
  g_assert_cmpstr (demo->user, ==, "demo");
  g_assert_cmpstr (sb_secret_peek (demo->password), ==, "päss");
  g_assert_cmpstr (demo->space, ==, "12");
}

/* What is not such a line, and what would send a password elsewhere. */
static void
test_refused (void)
{
  static const char *const lines[] = {
    "",
    "listening",
    "[]",
    "{}",
    "{\"baseUrl\":\"http://127.0.0.1:1\",\"user\":\"u\",\"password\":\"p\"}",
    "{\"baseUrl\":\"http://127.0.0.1:1\",\"user\":\"\",\"password\":\"p\",\"dmPartitionId\":1}",
    "{\"baseUrl\":\"http://127.0.0.1:1\",\"user\":\"u\",\"password\":1,\"dmPartitionId\":1}",
    "{\"baseUrl\":\"http://127.0.0.1:1\",\"user\":\"u\",\"password\":\"p\",\"dmPartitionId\":-1}",
    "{\"baseUrl\":\"http://192.0.2.1:1\",\"user\":\"u\",\"password\":\"p\",\"dmPartitionId\":1}",
    "{\"baseUrl\":\"http://127.0.0.1.example.com\",\"user\":\"u\",\"password\":\"p\","
    "\"dmPartitionId\":1}",
    "{\"baseUrl\":\"http://127.0.0.1@example.com\",\"user\":\"u\",\"password\":\"p\","
    "\"dmPartitionId\":1}",
    "{\"baseUrl\":\"file://127.0.0.1/x\",\"user\":\"u\",\"password\":\"p\",\"dmPartitionId\":1}",
    "{\"baseUrl\":\"http://127.0.0.1:1\",\"user\":\"\xff\",\"password\":\"p\",\"dmPartitionId\":1}",
    "{\"baseUrl\":\"http://127.0.0.1:1\",\"user\":\"u\",\"password\":\"p\","
    "\"dmPartitionId\":99999999999999999999}",
    "{\"baseUrl\":null,\"user\":\"u\",\"password\":\"p\",\"dmPartitionId\":1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sb_demo_line_read (lines[i], strlen (lines[i]), &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  }
}

/* What no line is as long as is not parsed: 100,000 lists in each other overflow the stack. */
static void
test_deep (void)
{
  for (gsize length = 1; length < 1000000; length *= 4) {
    g_autofree char *text = g_strnfill (length, '[');
    g_autoptr (GError) error = NULL;

    g_assert_null (sb_demo_line_read (text, length, &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo-line/read", test_read);
  g_test_add_func ("/demo-line/refused", test_refused);
  g_test_add_func ("/demo-line/deep", test_deep);

  return g_test_run ();
}
