/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers that are printed on chips. */

#define G_LOG_DOMAIN "sb-number"

#include "sb-number.h"

#include "sb-text.h"

#include <string.h>

#define DIGITS      "0123456789"
#define EID_LENGTH  32
#define ICCID_LIMIT 20

static SbProblem *
new_error (SbProblemCode code)
{
  return sb_problem_new (code, SB_SEVERITY_ERROR, NULL);
}

static SbProblem *
new_warning (SbProblemCode code)
{
  return sb_problem_new (code, SB_SEVERITY_WARNING, NULL);
}

static gboolean
is_all (const char *text, const char *allowed)
{
  return text[strspn (text, allowed)] == '\0';
}

/* The text without the spaces and hyphens by which people group digits. */
static char *
strip_grouping (const char *text)
{
  g_autofree char *trimmed = sb_trim (text);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!sb_text_is_blank (c) && c != '-')
      g_string_append_unichar (digits, c);
  }

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* The remainder of a number of any length. */
static guint
get_modulo_97 (const char *digits)
{
  guint remainder = 0;

  for (const char *p = digits; *p != '\0'; p++)
    remainder = (remainder * 10 + (guint) g_ascii_digit_value (*p)) % 97;

  return remainder;
}

static gboolean
passes_luhn (const char *digits)
{
  gsize length = strlen (digits);
  guint sum = 0;

  for (gsize i = 0; i < length; i++) {
    guint digit = (guint) g_ascii_digit_value (digits[length - 1 - i]);

    if (i % 2 == 1)
      digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }

  return sum % 10 == 0;
}

static char *
parse_eid (const char *text, SbProblem **problem)
{
  g_autofree char *digits = strip_grouping (text);
  const char *named = sb_text_skip_number_name (digits, "EID");

  /* Exports put the letters before the number, so that a spreadsheet does not round it. */
  if (named != NULL)
    memmove (digits, named, strlen (named) + 1);

  if (*digits == '\0') {
    *problem = new_error (SB_PROBLEM_EMPTY);
    return NULL;
  }
  if (!is_all (digits, DIGITS)) {
    *problem = new_error (SB_PROBLEM_EID_NOT_DIGITS);
    return NULL;
  }
  if (strlen (digits) != EID_LENGTH) {
    *problem = new_error (SB_PROBLEM_EID_LENGTH);
    return NULL;
  }
  if (get_modulo_97 (digits) != 1) {
    *problem = new_error (SB_PROBLEM_EID_CHECK_DIGITS);
    return NULL;
  }

  if (!g_str_has_prefix (digits, "89"))
    *problem = new_warning (SB_PROBLEM_EID_UNUSUAL_START);

  return g_steal_pointer (&digits);
}

static char *
parse_iccid (const char *text, SbProblem **problem)
{
  g_autofree char *digits = strip_grouping (text);
  gsize whole = strlen (digits);
  gsize length = whole;

  while (length > 0 && (digits[length - 1] == 'F' || digits[length - 1] == 'f'))
    length--;
  digits[length] = '\0';

  if (whole == 0) {
    *problem = new_error (SB_PROBLEM_EMPTY);
    return NULL;
  }
  if (!is_all (digits, DIGITS)) {
    *problem = new_error (SB_PROBLEM_ICCID_NOT_DIGITS);
    return NULL;
  }
  if (length < ICCID_LIMIT - 2 || whole > ICCID_LIMIT) {
    *problem = new_error (SB_PROBLEM_ICCID_LENGTH);
    return NULL;
  }

  if (length == ICCID_LIMIT - 2)
    *problem = new_warning (SB_PROBLEM_ICCID_NO_CHECK_DIGIT);
  else if (!passes_luhn (digits))
    *problem = new_warning (SB_PROBLEM_ICCID_CHECK_DIGIT);
  else if (!g_str_has_prefix (digits, "89"))
    *problem = new_warning (SB_PROBLEM_ICCID_UNUSUAL_START);
  else if (whole > length)
    *problem = new_warning (SB_PROBLEM_ICCID_PADDING);

  return g_steal_pointer (&digits);
}

SbProblem *
sb_check_eid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;
  g_autofree char *normal = parse_eid (text, &problem);

  return g_steal_pointer (&problem);
}

SbProblem *
sb_check_iccid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;
  g_autofree char *normal = parse_iccid (text, &problem);

  return g_steal_pointer (&problem);
}

char *
sb_normalize_eid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;

  return parse_eid (text, &problem);
}

char *
sb_normalize_iccid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;

  return parse_iccid (text, &problem);
}
