/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* (transfer none): the digits of a number, for tests that count their ids. */
static inline G_GNUC_UNUSED const char *
number_id (gint64 number)
{
  static GMutex mutex;
  static GStringChunk *ids;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  char digits[32];

  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, number);

  if (ids == NULL)
    ids = g_string_chunk_new (4096);

  return g_string_chunk_insert_const (ids, digits);
}
