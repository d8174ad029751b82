/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

/* The bytes of a file of tests/fixtures. */
static inline G_GNUC_UNUSED GBytes *
load_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

/* A copy without anything after it, so that reading beyond the end is found. */
static inline G_GNUC_UNUSED GBytes *
new_body (const char *text)
{
  return g_bytes_new (text, strlen (text));
}
