/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What json-glib 1.6 lets pass or trips over never reaches it. The structure is refused: more than
 * one document, comments, single quotes, nesting that overflows its stack. Values are repaired, in
 * a copy that is made with the first of them: integers that it wraps, numbers that it reads as
 * infinite, "\u0000", which cuts its strings, and text that is none. The grammar is RFC 8259.
 */

#define G_LOG_DOMAIN "sb-scan"

#include "sb-scan.h"

#include <math.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define REPLACEMENT     "\xef\xbf\xbd" /* U+FFFD */

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
  guint n_comparisons;

  GString *repaired;  /* (owned) (nullable): the document so far, from the first repair on */
  const char *copied; /* how much of the bytes stands in it */
  GArray *bad_texts;  /* (owned) (nullable) (element-type gsize) */
  guint n_repaired;
} Scan;

/* Puts @text in the place of the bytes between @from and @to. */
static void
replace (Scan *scan, const char *from, const char *to, const char *text)
{
  if (scan->repaired == NULL)
    scan->repaired = g_string_sized_new ((gsize) (scan->end - scan->start) + 64);

  g_string_append_len (scan->repaired, scan->copied, from - scan->copied);
  g_string_append (scan->repaired, text);
  scan->copied = to;
}

static void
note_bad_text (Scan *scan, const char *at)
{
  gsize offset = (gsize) (at - scan->start);

  if (scan->bad_texts == NULL)
    scan->bad_texts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_array_append_val (scan->bad_texts, offset);
  scan->n_repaired++;
}

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

/* Returns the code unit of the escape \uXXXX that begins at @at; -1 where it is none. */
static int
read_unit (const Scan *scan, const char *at)
{
  int unit = 0;

  if (scan->end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;

  for (guint i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value (at[i]);

    if (digit < 0)
      return -1;
    unit = unit * 16 + digit;
  }

  return unit;
}

static gboolean
scan_unicode_escape (Scan *scan)
{
  int unit = read_unit (scan, scan->at);
  int second;

  /* The backslash stands for nothing; what follows it is text. */
  if (unit < 0) {
    scan->at++;
    return FALSE;
  }

  scan->at += 6;
  if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;

  second = read_unit (scan, scan->at);
  if (second < 0xdc00 || second > 0xdfff)
    return FALSE;
  scan->at += 6;

  return TRUE;
}

/* Goes over the next character of a string. Returns whether it is one. */
static gboolean
scan_character (Scan *scan)
{
  guchar c = (guchar) *scan->at;
  gunichar character;

  if (c == '\\') {
    if (scan->end - scan->at > 1 && scan->at[1] == 'u')
      return scan_unicode_escape (scan);
    if (scan->end - scan->at > 1 && scan->at[1] != '\0' && strchr ("\"\\/bfnrt", scan->at[1])) {
      scan->at += 2;
      return TRUE;
    }
    scan->at++;
    return FALSE;
  }
  if (c < 0x80) {
    scan->at++;
    return c >= 0x20;
  }

  character = g_utf8_get_char_validated (scan->at, scan->end - scan->at);
  if (character == (gunichar) -1 || character == (gunichar) -2) {
    scan->at++;
    return FALSE;
  }
  scan->at = g_utf8_next_char (scan->at);

  return TRUE;
}

static const char *
scan_string (Scan *scan)
{
  const char *from = scan->at++;
  gboolean good = TRUE;

  while (scan->at < scan->end) {
    const char *character = scan->at;

    if (*character == '"') {
      scan->at++;
      if (!good)
        note_bad_text (scan, from);
      return NULL;
    }
    if (!scan_character (scan)) {
      replace (scan, character, scan->at, REPLACEMENT);
      good = FALSE;
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

static gboolean
is_finite (const char *from, const char *to)
{
  g_autofree char *text = g_strndup (from, (gsize) (to - from));

  return isfinite (g_ascii_strtod (text, NULL));
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

  if (whole ? !fits_int64 (from, scan->at) : !is_finite (from, scan->at)) {
    /* The digits of an integer say something: an ICCID has twenty. */
    replace (scan, from, whole ? from : scan->at, whole ? "\"" : "null");
    if (whole)
      replace (scan, scan->at, scan->at, "\"");
    scan->n_repaired++;
  }

  return NULL;
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
  /* Names can be made up so that a hash table compares each with all before it. */
  scan->n_comparisons += scan->members[scan->depth - 1];
  if (scan->n_comparisons > SB_SCAN_COMPARISONS_MAX)
    return "too many objects with many members";

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

void
sb_scan (GBytes *body, SbScan *result)
{
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  gsize mark = strlen (BYTE_ORDER_MARK);
  Scan scan = { .start = data, .at = data, .copied = data, .expect = EXPECT_VALUE };

  *result = (SbScan){ 0 };
  if (length == 0)
    result->problem = "empty";
  else if (length > SB_SCAN_SIZE_MAX)
    result->problem = "too large";
  if (result->problem != NULL)
    return;

  scan.end = data + length;
  if (length >= mark && memcmp (data, BYTE_ORDER_MARK, mark) == 0)
    scan.at += mark;
  else
    mark = 0;
  scan.copied = scan.at;

  while (result->problem == NULL) {
    skip_white_space (&scan);
    if (scan.at == scan.end)
      break;
    result->problem = scan_token (&scan);
  }
  if (result->problem == NULL && scan.expect != EXPECT_END_OF_INPUT)
    result->problem = scan.n_values == 0 ? "empty" : "cut off";
  result->offset = (gsize) (scan.at - scan.start);

  if (result->problem != NULL) {
    if (scan.repaired != NULL)
      g_string_free (scan.repaired, TRUE);
    g_clear_pointer (&scan.bad_texts, g_array_unref);
    return;
  }

  if (scan.repaired != NULL) {
    g_string_append_len (scan.repaired, scan.copied, scan.end - scan.copied);
    result->text = g_string_free_to_bytes (scan.repaired);
  } else {
    result->text = g_bytes_new_from_bytes (body, mark, length - mark);
  }
  result->start = mark;
  result->bad_texts = scan.bad_texts;
  result->n_repaired = scan.n_repaired;
}

gboolean
sb_scan_is_bad (const SbScan *self, gsize from, gsize to)
{
  gsize low = 0;
  gsize high = self->bad_texts != NULL ? self->bad_texts->len : 0;

  /* The first that does not begin before @from. */
  while (low < high) {
    gsize middle = low + (high - low) / 2;

    if (g_array_index (self->bad_texts, gsize, middle) < from)
      low = middle + 1;
    else
      high = middle;
  }

  return self->bad_texts != NULL && low < self->bad_texts->len
         && g_array_index (self->bad_texts, gsize, low) < to;
}

void
sb_scan_clear (SbScan *self)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->bad_texts, g_array_unref);
}
