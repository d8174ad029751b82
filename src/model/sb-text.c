/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-text"

#include "sb-text.h"

#include <string.h>

/* A number this long is not a name: an IMEI has 14 to 16 digits, an ICCID and an EID more. */
#define NUMBER_LENGTH 14

/* What stands between the name of a number and the number. */
#define SEPARATORS " :=#"

static char *
make_valid (const char *text, gssize length)
{
  return g_utf8_make_valid (text != NULL ? text : "", text != NULL ? length : 0);
}

gboolean
sb_text_is_blank (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

typedef gboolean (*Predicate) (gunichar c);

/* The text without the characters before and after it for which these hold. */
static char *
strip (const char *valid, Predicate is_before, Predicate is_after)
{
  const char *start = valid;
  const char *end = valid + strlen (valid);

  while (*start != '\0' && is_before (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_after (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (start, (gsize) (end - start));
}

char *
sb_trim (const char *text)
{
  g_autofree char *valid = make_valid (text, -1);

  return strip (valid, sb_text_is_blank, sb_text_is_blank);
}

char *
sb_text_to_one_line (const char *text, gssize length)
{
  g_autofree char *valid = make_valid (text, length);
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\r' && p[1] == '\n')
      continue;
    if (g_unichar_break_type (c) == G_UNICODE_BREAK_MANDATORY || c == '\t' || c == '\n' || c == '\r'
        || c == 0x85)
      c = ' ';
    g_string_append_unichar (line, c);
  }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
sb_text_fold_digits (const char *text)
{
  g_autofree char *valid = make_valid (text, -1);
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (folded,
                             g_unichar_isdigit (c) ? '0' + (gunichar) g_unichar_digit_value (c)
                                                   : c);
  }

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/* Blanks, and quotation marks: what some languages begin with, others end with. */
static gboolean
is_around (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return sb_text_is_blank (c) || type == G_UNICODE_INITIAL_PUNCTUATION
         || type == G_UNICODE_FINAL_PUNCTUATION || c == '"' || c == '\'' || c == '`' || c == 0xb4
         || c == 0x201a || c == 0x201e || c == 0x2032 || c == 0x2033;
}

static gboolean
is_before (gunichar c)
{
  return is_around (c) || c == '<' || c == '(' || c == '{';
}

static gboolean
is_after (gunichar c)
{
  return is_around (c) || c == '>' || c == ')' || c == '}' || c == ',' || c == ';';
}

static gunichar
to_plain (gunichar c)
{
  if (g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212)
    return '-';

  switch (c) {
  case 0x2044: /* fraction slash */
  case 0x2215: /* division slash */
  case 0xff0f:
    return '/';
  case 0x2024: /* one dot leader */
  case 0x3002: /* ideographic full stop */
  case 0xff0e:
  case 0xff61:
    return '.';
  case 0x2236: /* ratio */
  case 0xff1a:
    return ':';
  default:
    return c;
  }
}

char *
sb_text_to_plain (const char *text)
{
  g_autofree char *valid = make_valid (text, -1);
  g_autofree char *inside = strip (valid, is_before, is_after);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = inside; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (plain, to_plain (g_utf8_get_char (p)));

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

char *
sb_text_unescape (const char *text)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++) {
    int high = *p == '%' ? g_ascii_xdigit_value (p[1]) : -1;
    int low = high >= 0 ? g_ascii_xdigit_value (p[2]) : -1;

    if (low >= 0 && high * 16 + low != 0) {
      g_string_append_c (bytes, (char) (high * 16 + low));
      p += 2;
    } else {
      g_string_append_c (bytes, *p);
    }
  }

  return make_valid (bytes->str, (gssize) bytes->len);
}

const char *
sb_text_skip_number_name (const char *text, const char *name)
{
  static const char *const names[] = { "EID", "IMEI2", "IMEI", "ICCID", "MEID" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    gsize length = strlen (names[i]);
    const char *after = text + length;

    if ((name == NULL || g_str_equal (name, names[i]))
        && g_ascii_strncasecmp (text, names[i], length) == 0
        && (*after == '\0' || g_ascii_isdigit (*after) || strchr (SEPARATORS, *after) != NULL))
      return after + strspn (after, SEPARATORS);
  }

  return NULL;
}

char *
sb_text_to_search (const char *text)
{
  g_autofree char *trimmed = sb_trim (text);
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *named = sb_text_skip_number_name (trimmed, NULL);
  const char *p = named != NULL ? named : trimmed;

  for (; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (!sb_text_is_blank (c) && to_plain (c) != '-')
      return g_steal_pointer (&trimmed);
  }

  if (digits->len >= NUMBER_LENGTH || (named != NULL && digits->len > 0))
    return g_string_free (g_steal_pointer (&digits), FALSE);

  return g_steal_pointer (&trimmed);
}
