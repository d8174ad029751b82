/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What json-glib 1.6 lets pass or trips over never reaches it. The structure is refused: more than
 * one document, comments, single quotes, nesting that overflows its stack. Values are repaired, in
 * a copy that is made with the first of them: integers that it wraps, numbers that it reads as
 * infinite, "\u0000", which cuts its strings, and text that is none. The grammar is RFC 8259.
 */

#define G_LOG_DOMAIN "sb-scan"

#include "sb-scan.h"

#include "sb-error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define REPLACEMENT     "\xef\xbf\xbd" /* U+FFFD */

#define FEW_MEMBERS 32

static const char too_many_rows[] = "too many rows";

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

/* An object or a list that is open. */
typedef struct {
  gboolean is_object;
  guint n_rows;       /* containers in a list */
  guint first_member; /* of an object, in the hashes */
} Container;

typedef struct {
  const char *start;
  const char *at;
  const char *end;
  Expect expect;
  guint depth;
  Container open[SB_SCAN_NESTING_MAX];
  GArray *hashes; /* (owned) (element-type guint32): of the names in all objects that are open */
  guint n_values;
  guint n_containers;
  guint64 n_collisions;

  GString *repaired;  /* (owned) (nullable): the document so far, from the first repair on */
  const char *copied; /* how much of the bytes stands in it */
  GArray *bad_texts;  /* (owned) (nullable) (element-type gsize) */
  guint n_repaired;
} Scan;

/* How long the document is up to here, as a parser reads it: a repair may be longer than what it
 * repairs, and what was repaired is judged as any other. */
static gsize
get_length (const Scan *scan)
{
  return (scan->repaired != NULL ? scan->repaired->len : 0) + (gsize) (scan->at - scan->copied);
}

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
scan_unicode_escape (Scan *scan, gunichar *character)
{
  int unit = read_unit (scan, scan->at);
  int second;

  /* The backslash stands for nothing; what follows it is text. */
  if (unit < 0) {
    scan->at++;
    return FALSE;
  }

  scan->at += 6;
  *character = (gunichar) unit;
  if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;

  second = read_unit (scan, scan->at);
  if (second < 0xdc00 || second > 0xdfff)
    return FALSE;
  scan->at += 6;
  *character = 0x10000 + (((gunichar) unit & 0x3ff) << 10) + ((gunichar) second & 0x3ff);

  return TRUE;
}

/* Goes over the next character of a string. Returns whether it is one. */
static gboolean
scan_character (Scan *scan, gunichar *character)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char escaped[] = "\"\\/\b\f\n\r\t";
  guchar c = (guchar) *scan->at;

  if (c == '\\') {
    const char *escape = scan->end - scan->at > 1 ? memchr (escapes, scan->at[1], strlen (escapes))
                                                  : NULL;

    if (scan->end - scan->at > 1 && scan->at[1] == 'u')
      return scan_unicode_escape (scan, character);
    scan->at++;
    if (escape == NULL)
      return FALSE;
    scan->at++;
    *character = (guchar) escaped[escape - escapes];
    return TRUE;
  }
  if (c < 0x80) {
    scan->at++;
    *character = c;
    return c >= 0x20;
  }

  *character = g_utf8_get_char_validated (scan->at, scan->end - scan->at);
  if (*character == (gunichar) -1 || *character == (gunichar) -2) {
    scan->at++;
    return FALSE;
  }
  scan->at = g_utf8_next_char (scan->at);

  return TRUE;
}

/* As g_str_hash() goes on over a text in UTF-8. */
static guint32
hash_on (guint32 hash, gunichar character)
{
  char text[6];
  int length = g_unichar_to_utf8 (character, text);

  for (int i = 0; i < length; i++)
    hash = hash * 33 + (guint32) (signed char) text[i];

  return hash;
}

/* @hash: (out) (optional): what g_str_hash() makes of it */
static const char *
scan_string (Scan *scan, guint32 *hash)
{
  const char *from = scan->at++;
  gboolean good = TRUE;

  if (hash != NULL)
    *hash = 5381;
  while (scan->at < scan->end) {
    const char *at = scan->at;
    gunichar character;

    if (*at == '"') {
      scan->at++;
      if (!good)
        note_bad_text (scan, from);
      return NULL;
    }
    if (!scan_character (scan, &character)) {
      replace (scan, at, scan->at, REPLACEMENT);
      character = 0xfffd;
      good = FALSE;
    }
    if (hash != NULL)
      *hash = hash_on (*hash, character);
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
  Container *outside = scan->depth > 0 ? &scan->open[scan->depth - 1] : NULL;

  if (scan->depth == SB_SCAN_NESTING_MAX)
    return "nested too deeply";
  if (outside != NULL && !outside->is_object && ++outside->n_rows > SB_SCAN_ROWS_MAX)
    return too_many_rows;
  if (++scan->n_containers > SB_SCAN_CONTAINERS_MAX)
    return "too many objects and lists";

  scan->open[scan->depth] = (Container){ is_object, 0, scan->hashes->len };
  scan->depth++;
  scan->at++;
  scan->expect = is_object ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;

  return NULL;
}

static int
compare_hashes_cb (const void *a, const void *b)
{
  guint32 one = *(const guint32 *) a;
  guint32 other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

/* Names can be made up so that a hash table compares each with all before it, and json-glib looks
 * for a name that comes again in the list of them. Few names are walked over quickly anyhow. */
static const char *
close_object (Scan *scan, guint first_member)
{
  guint n = scan->hashes->len - first_member;

  if (n > FEW_MEMBERS) {
    guint32 *hashes = &g_array_index (scan->hashes, guint32, first_member);

    qsort (hashes, n, sizeof *hashes, compare_hashes_cb);
    for (guint i = 1; i < n; i++)
      scan->n_collisions += hashes[i] == hashes[i - 1] ? n : 0;
  }
  g_array_set_size (scan->hashes, first_member);

  return scan->n_collisions > SB_SCAN_COLLISIONS_MAX ? "too many names with one hash" : NULL;
}

static const char *
close_container (Scan *scan)
{
  const Container *container = &scan->open[--scan->depth];

  scan->at++;
  end_value (scan);

  return container->is_object ? close_object (scan, container->first_member) : NULL;
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
    problem = scan_string (scan, NULL);
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
  gsize before = get_length (scan);
  const char *problem;
  guint32 hash;

  if (*scan->at != '"')
    return "not a member's name";

  problem = scan_string (scan, &hash);
  if (problem != NULL)
    return problem;
  if (get_length (scan) - before > SB_SCAN_NAME_MAX)
    return "a member's name is too long";
  g_array_append_val (scan->hashes, hash);
  if (scan->hashes->len - scan->open[scan->depth - 1].first_member > SB_SCAN_MEMBERS_MAX)
    return "too many members";

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
  gboolean in_object = scan->open[scan->depth - 1].is_object;

  if (*scan->at == ',') {
    scan->at++;
    scan->expect = in_object ? EXPECT_NAME : EXPECT_NEXT_VALUE;
    return NULL;
  }
  if (*scan->at == (in_object ? '}' : ']'))
    return close_container (scan);

  return "neither a comma nor an end after a value";
}

static const char *
scan_token (Scan *scan)
{
  switch (scan->expect) {
  case EXPECT_VALUE_OR_END:
    if (*scan->at == ']')
      return close_container (scan);
    return scan_value (scan);
  case EXPECT_VALUE:
  case EXPECT_NEXT_VALUE:
    return scan_value (scan);
  case EXPECT_NAME_OR_END:
    if (*scan->at == '}')
      return close_container (scan);
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
  Scan scan = { .start = data, .at = data, .expect = EXPECT_VALUE };

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
  scan.hashes = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (result->problem == NULL) {
    skip_white_space (&scan);
    if (scan.at == scan.end)
      break;
    result->problem = scan_token (&scan);
  }
  if (result->problem == NULL && scan.expect != EXPECT_END_OF_INPUT)
    result->problem = scan.n_values == 0 ? "empty" : "cut off";
  if (result->problem == NULL && get_length (&scan) > SB_SCAN_SIZE_MAX)
    result->problem = "too large";
  result->offset = (gsize) (scan.at - scan.start);
  result->has_too_many_rows = result->problem == too_many_rows;
  g_array_unref (scan.hashes);

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

GError *
sb_scan_new_error (const SbScan *self)
{
  return sb_error_new (self->has_too_many_rows ? SB_ERROR_TOO_LARGE : SB_ERROR_PROTOCOL,
                       NULL,
                       "Not a JSON document: %s, at byte %" G_GSIZE_FORMAT,
                       self->problem,
                       self->offset);
}

void
sb_scan_clear (SbScan *self)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->bad_texts, g_array_unref);
}
