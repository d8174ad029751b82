/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What json-glib 1.6 lets pass or trips over is refused here, before it sees a byte: more than one
 * document, comments, single quotes, nesting that overflows its stack, integers that it wraps,
 * numbers that it reads as infinite, and "\u0000", which cuts its strings. The grammar is RFC 8259.
 */

#define G_LOG_DOMAIN "sb-scan"

#include "sb-scan.h"

#include <math.h>
#include <string.h>

/* What may come next. */
typedef enum {
  EXPECT_VALUE,        /* after ':' or at the start */
  EXPECT_VALUE_OR_END, /* after '[' */
  EXPECT_NEXT_VALUE,   /* after ',' in a list */
  EXPECT_NAME_OR_END,  /* after '{' */
  EXPECT_NAME,         /* after ',' in an object */
  EXPECT_COMMA_OR_END, /* after a value in a list or an object */
  EXPECT_END_OF_INPUT, /* after the document */
} Expect;

typedef struct {
  const char *start;
  const char *at;
  const char *end;
  Expect expect;
  guint depth;
  gboolean is_object[SB_SCAN_NESTING_MAX];
  guint members[SB_SCAN_NESTING_MAX];
  guint n_values;
} Scan;

static gboolean
at_digit (const Scan *scan)
{
  return scan->at < scan->end && g_ascii_isdigit (*scan->at);
}

static gboolean
skip_digits (Scan *scan)
{
  if (!at_digit (scan))
    return FALSE;

  while (at_digit (scan))
    scan->at++;

  return TRUE;
}

static int
read_hex4 (Scan *scan)
{
  int unit = 0;

  if (scan->end - scan->at < 4)
    return -1;

  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (*scan->at++);

    if (digit < 0)
      return -1;
    unit = unit * 16 + digit;
  }

  return unit;
}

static const char *
scan_unicode_escape (Scan *scan)
{
  int unit = read_hex4 (scan);

  if (unit < 0)
    return "\\u without four hexadecimal digits";
  if (unit == 0)
    return "NUL in a string";
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return "lone surrogate";
  if (unit < 0xd800 || unit > 0xdbff)
    return NULL;

  if (scan->end - scan->at < 6 || scan->at[0] != '\\' || scan->at[1] != 'u')
    return "lone surrogate";
  scan->at += 2;
  unit = read_hex4 (scan);

  return unit >= 0xdc00 && unit <= 0xdfff ? NULL : "lone surrogate";
}

/* The bytes are known to be valid UTF-8. */
static const char *
scan_string (Scan *scan)
{
  scan->at++;

  while (scan->at < scan->end) {
    guchar c = (guchar) *scan->at++;

    if (c == '"')
      return NULL;
    if (c < 0x20)
      return "control character in a string";
    if (c != '\\')
      continue;

    if (scan->at == scan->end)
      break;
    c = (guchar) *scan->at++;
    if (c == 'u') {
      const char *problem = scan_unicode_escape (scan);

      if (problem != NULL)
        return problem;
    } else if (strchr ("\"\\/bfnrt", c) == NULL) {
      return "unknown escape in a string";
    }
  }

  return "string without an end";
}

/* Whether the digits between @from and @to fit into 64 bits with their sign. */
static gboolean
fits_int64 (const char *from, const char *to)
{
  gboolean negative = *from == '-';
  guint64 limit = negative ? (guint64) G_MAXINT64 + 1 : G_MAXINT64;
  guint64 value = 0;

  for (const char *at = from + (negative ? 1 : 0); at < to; at++) {
    guint digit = (guint) (*at - '0');

    if (value > (limit - digit) / 10)
      return FALSE;
    value = value * 10 + digit;
  }

  return TRUE;
}

static const char *
scan_number (Scan *scan)
{
  const char *from = scan->at;
  gboolean whole = TRUE;

  if (*scan->at == '-')
    scan->at++;
  if (!at_digit (scan))
    return "number without a digit";
  if (*scan->at == '0') {
    scan->at++;
    if (at_digit (scan))
      return "number with a leading zero";
  } else {
    skip_digits (scan);
  }

  if (scan->at < scan->end && *scan->at == '.') {
    whole = FALSE;
    scan->at++;
    if (!skip_digits (scan))
      return "number without a digit after the point";
  }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E')) {
    whole = FALSE;
    scan->at++;
    if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
      scan->at++;
    if (!skip_digits (scan))
      return "number without a digit in the exponent";
  }

  if (whole)
    return fits_int64 (from, scan->at) ? NULL : "integer outside 64 bits";

  g_autofree char *text = g_strndup (from, (gsize) (scan->at - from));

  return isfinite (g_ascii_strtod (text, NULL)) ? NULL : "number outside a double";
}

static const char *
scan_word (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return "not a value";
  scan->at += length;

  return NULL;
}

static void
end_value (Scan *scan)
{
  scan->expect = scan->depth == 0 ? EXPECT_END_OF_INPUT : EXPECT_COMMA_OR_END;
}

static const char *
open_container (Scan *scan, gboolean is_object)
{
  if (scan->depth == SB_SCAN_NESTING_MAX)
    return "nested too deeply";

  scan->is_object[scan->depth] = is_object;
  scan->members[scan->depth] = 0;
  scan->depth++;
  scan->at++;
  scan->expect = is_object ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;

  return NULL;
}

static void
close_container (Scan *scan)
{
  scan->depth--;
  scan->at++;
  end_value (scan);
}

static const char *
scan_value (Scan *scan)
{
  const char *problem;

  if (++scan->n_values > SB_SCAN_VALUES_MAX)
    return "too many values";

  switch (*scan->at) {
  case '{':
    return open_container (scan, TRUE);
  case '[':
    return open_container (scan, FALSE);
  case '"':
    problem = scan_string (scan);
    break;
  case 't':
    problem = scan_word (scan, "true");
    break;
  case 'f':
    problem = scan_word (scan, "false");
    break;
  case 'n':
    problem = scan_word (scan, "null");
    break;
  default:
    problem = *scan->at == '-' || at_digit (scan) ? scan_number (scan) : "not a value";
    break;
  }

  end_value (scan);

  return problem;
}

static void
skip_white_space (Scan *scan)
{
  while (scan->at < scan->end
         && (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
    scan->at++;
}

static const char *
scan_name (Scan *scan)
{
  const char *problem;

  if (*scan->at != '"')
    return "not a member's name";
  if (++scan->members[scan->depth - 1] > SB_SCAN_MEMBERS_MAX)
    return "too many members";

  problem = scan_string (scan);
  if (problem != NULL)
    return problem;

  skip_white_space (scan);
  if (scan->at == scan->end || *scan->at != ':')
    return "no colon after a member's name";
  scan->at++;
  scan->expect = EXPECT_VALUE;

  return NULL;
}

static const char *
scan_separator (Scan *scan)
{
  gboolean in_object = scan->is_object[scan->depth - 1];

  if (*scan->at == ',') {
    scan->at++;
    scan->expect = in_object ? EXPECT_NAME : EXPECT_NEXT_VALUE;
    return NULL;
  }
  if (*scan->at == (in_object ? '}' : ']')) {
    close_container (scan);
    return NULL;
  }

  return "neither a comma nor an end after a value";
}

static const char *
scan_token (Scan *scan)
{
  switch (scan->expect) {
  case EXPECT_VALUE_OR_END:
    if (*scan->at == ']') {
      close_container (scan);
      return NULL;
    }
    return scan_value (scan);
  case EXPECT_VALUE:
  case EXPECT_NEXT_VALUE:
    return scan_value (scan);
  case EXPECT_NAME_OR_END:
    if (*scan->at == '}') {
      close_container (scan);
      return NULL;
    }
    return scan_name (scan);
  case EXPECT_NAME:
    return scan_name (scan);
  case EXPECT_COMMA_OR_END:
    return scan_separator (scan);
  case EXPECT_END_OF_INPUT:
  default:
    return "something after the document";
  }
}

const char *
sb_scan (const char *data, gsize length, gsize *offset)
{
  Scan scan = { .start = data, .at = data, .end = data + length, .expect = EXPECT_VALUE };
  const char *problem = NULL;

  if (offset != NULL)
    *offset = 0;
  if (data == NULL || length == 0)
    return "empty";
  if (length > SB_SCAN_SIZE_MAX)
    return "too large";

  if (!g_utf8_validate_len (data, length, &scan.at)) {
    problem = *scan.at == '\0' ? "NUL" : "invalid UTF-8";
  } else {
    scan.at = data;
    while (problem == NULL) {
      skip_white_space (&scan);
      if (scan.at == scan.end)
        break;
      problem = scan_token (&scan);
    }
    if (problem == NULL && scan.expect != EXPECT_END_OF_INPUT)
      problem = scan.n_values == 0 ? "empty" : "cut off";
  }

  if (offset != NULL)
    *offset = (gsize) (scan.at - scan.start);

  return problem;
}
