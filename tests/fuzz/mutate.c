/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "mutate"

#include "mutate.h"

#include <string.h>

static const char *tokens[] = {
  "null",
  "true",
  "0",
  "-1",
  "-7",
  "1e300",
  "1e400",
  "1.5",
  "9.3e18",
  "-9223372036854775808",
  "99999999999999999999",
  "\"\"",
  "\"*****\"",
  "\"UNKNOWN\"",
  "\"12\"",
  "\"\\u0000\"",
  "\"\\ud83d\"",
  "\"\\ud83d",
  "[]",
  "{}",
  "[null]",
  "[{}]",
  "{\"id\":1}",
  "[[[[[[[[[[]]]]]]]]]]",
  ",",
  "'",
  "//",
  "\xff",
};

static const char *
pick_token (GRand *rand)
{
  return tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))];
}

static gsize
pick_offset (GRand *rand, const GString *text)
{
  return text->len > 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) text->len) : 0;
}

/* Puts a token in the place of the first value behind @from, so that most results are JSON still.
 */
static void
put_token (GString *text, gsize from, const char *token)
{
  gsize to;

  while (from < text->len && text->str[from] != ':')
    from++;
  if (from == text->len)
    return;

  to = ++from;
  while (to < text->len && strchr (",}]\n", text->str[to]) == NULL)
    to++;
  g_string_erase (text, (gssize) from, (gssize) (to - from));
  g_string_insert (text, (gssize) from, token);
}

gboolean
mutate_next (const GString *original, guint number, GString *text)
{
  gsize at = 0;

  for (guint i = number / G_N_ELEMENTS (tokens) + 1; i > 0; i--) {
    while (at < original->len && original->str[at] != ':')
      at++;
    if (at == original->len)
      return FALSE;
    at++;
  }
  g_string_assign (text, original->str);
  put_token (text, at - 1, tokens[number % G_N_ELEMENTS (tokens)]);

  return TRUE;
}

void
mutate (GRand *rand, GString *text)
{
  gsize at = pick_offset (rand, text);
  gsize wanted = (gsize) g_rand_int_range (rand, 1, 40);
  gsize length = MIN (text->len - at, wanted);

  switch (g_rand_int_range (rand, 0, 10)) {
  case 0:
    if (text->len > 0)
      text->str[at] = (char) g_rand_int_range (rand, 0, 256);
    break;
  case 1:
    g_string_truncate (text, at);
    break;
  case 2:
    g_string_erase (text, (gssize) at, (gssize) length);
    break;
  case 3: {
    g_autofree char *part = g_strndup (text->str + at, length);

    g_string_insert (text, (gssize) pick_offset (rand, text), part);
    break;
  }
  case 4:
    g_string_insert (text, (gssize) at, pick_token (rand));
    break;
  default:
    put_token (text, pick_offset (rand, text), pick_token (rand));
    break;
  }
}
