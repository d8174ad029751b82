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

/* Writes a number of @width digits to the base of so many, with zeros before it, and returns where
 * it ends. A fleet has millions of these.
 */
static char *
put (char *at, guint64 number, guint width, guint base, const char *digits)
{
  for (guint i = width; i-- > 0; number /= base)
    at[i] = digits[number % base];

  return at + width;
}

char *
demo_numbers_put_decimal (char *at, guint64 number, guint width)
{
  return put (at, number, width, 10, "0123456789");
}

char *
demo_numbers_put_hex (char *at, guint64 number, guint width)
{
  return put (at, number, width, 16, "0123456789ABCDEF");
}

/* 32 digits, the last two by ISO/IEC 7064 MOD 97-10. */
char *
demo_numbers_make_eid (guint64 hash)
{
  char eid[33] = "890490321001";
  guint64 rest = 0;

  demo_numbers_put_decimal (eid + 12, hash % G_GUINT64_CONSTANT (1000000000000000000), 18);
  for (const char *p = eid; p < eid + 30; p++)
    rest = (rest * 10 + (guint64) (*p - '0')) % 97;
  demo_numbers_put_decimal (eid + 30, 98 - rest * 100 % 97, 2);

  return g_strdup (eid);
}

/* The beginning, @width digits of @number, and the check digit. */
static char *
make_checked (const char *beginning, guint64 number, guint width)
{
  gsize length = strlen (beginning);
  char *made = g_malloc0 (length + width + 2);

  memcpy (made, beginning, length);
  demo_numbers_put_decimal (made + length, number, width);
  made[length + width] = get_luhn_digit (made);

  return made;
}

/* 19 digits. */
char *
demo_numbers_make_iccid (const char *issuer, guint64 hash)
{
  return make_checked (issuer, hash % G_GUINT64_CONSTANT (100000000000), 11);
}

char *
demo_numbers_make_imei (guint64 hash)
{
  return make_checked ("35", hash % G_GUINT64_CONSTANT (1000000000000), 12);
}

char *
demo_numbers_make_serial (guint64 seed, gint64 hardware)
{
  char serial[13] = "";

  demo_numbers_put_hex (serial, demo_random_hash (seed, (guint64) hardware, "serial", 0) >> 16, 12);

  return g_strdup (serial);
}

char *
demo_numbers_make_guid (guint64 high, guint64 low)
{
  static const char DIGITS[] = "0123456789abcdef";
  char guid[37] = "xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx";

  put (guid, high >> 32, 8, 16, DIGITS);
  put (guid + 9, high >> 16, 4, 16, DIGITS);
  put (guid + 15, high, 3, 16, DIGITS);
  put (guid + 20, low >> 52, 3, 16, DIGITS);
  put (guid + 24, low, 12, 16, DIGITS);

  return g_strdup (guid);
}

/* As Apple's devices report it: 35 912345 678901 2. */
char *
demo_numbers_space_imei (const char *imei)
{
  return g_strdup_printf ("%.2s %.6s %.6s %s", imei, imei + 2, imei + 8, imei + 14);
}
