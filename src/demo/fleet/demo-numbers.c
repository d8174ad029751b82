/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Identifiers with true check digits. The application has its own code for these, on purpose. */

#define G_LOG_DOMAIN "demo-numbers"

#include "config.h"

#include "demo-numbers.h"

#include <string.h>

#include "demo-random.h"

/* ISO/IEC 7812: the digit that makes the whole number's Luhn sum a multiple of ten. */
static char
get_luhn_digit (const char *digits)
{
  gsize length = strlen (digits);
  int sum = 0;

  for (gsize i = 0; i < length; i++) {
    int digit = digits[length - 1 - i] - '0';

    if (i % 2 == 0)
      digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }

  return (char) ('0' + (10 - sum % 10) % 10);
}

/* 32 digits, the last two by ISO/IEC 7064 MOD 97-10. */
char *
demo_numbers_make_eid (guint64 hash)
{
  g_autofree char *stem = g_strdup_printf ("890490321001%018" G_GUINT64_FORMAT,
                                           hash % G_GUINT64_CONSTANT (1000000000000000000));
  int rest = 0;

  for (const char *p = stem; *p != '\0'; p++)
    rest = (rest * 10 + (*p - '0')) % 97;

  return g_strdup_printf ("%s%02d", stem, 98 - rest * 100 % 97);
}

/* 19 digits. */
char *
demo_numbers_make_iccid (const char *issuer, guint64 hash)
{
  g_autofree char *stem =
    g_strdup_printf ("%s%011" G_GUINT64_FORMAT, issuer, hash % G_GUINT64_CONSTANT (100000000000));

  return g_strdup_printf ("%s%c", stem, get_luhn_digit (stem));
}

char *
demo_numbers_make_imei (guint64 hash)
{
  g_autofree char *stem = g_strdup_printf ("35%012" G_GUINT64_FORMAT,
                                           hash % G_GUINT64_CONSTANT (1000000000000));

  return g_strdup_printf ("%s%c", stem, get_luhn_digit (stem));
}

char *
demo_numbers_make_serial (guint64 seed, gint64 hardware)
{
  return g_strdup_printf ("%012" G_GINT64_MODIFIER "X",
                          demo_random_hash (seed, (guint64) hardware, "serial", 0) >> 16);
}

char *
demo_numbers_make_guid (guint64 high, guint64 low)
{
  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%04x%08x",
                          (guint) (high >> 32),
                          (guint) (high >> 16 & 0xffff),
                          (guint) (high & 0xfff),
                          (guint) (low >> 52),
                          (guint) (low >> 32 & 0xffff),
                          (guint) (low & 0xffffffff));
}

/* As Apple's devices report it: 35 912345 678901 2. */
char *
demo_numbers_space_imei (const char *imei)
{
  return g_strdup_printf ("%.2s %.6s %.6s %s", imei, imei + 2, imei + 8, imei + 14);
}
