/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* (transfer none): the digits of a number, for tests that count their ids. */
static inline G_GNUC_UNUSED const char *
number_id (gint64 number)
{
  char digits[32];

  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, number);

  return g_intern_string (digits);
}
