/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-line"

#include "sb-line.h"

/* More marks than that on one letter run over the lines above and below. */
#define MAX_MARKS 4

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER     0x200d

/* Bits of GUnicodeType. */
#define SPACES                                                                                     \
  (1u << G_UNICODE_SPACE_SEPARATOR | 1u << G_UNICODE_LINE_SEPARATOR                                \
   | 1u << G_UNICODE_PARAGRAPH_SEPARATOR)
#define MARKS     (1u << G_UNICODE_NON_SPACING_MARK | 1u << G_UNICODE_ENCLOSING_MARK)
#define INVISIBLE (1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT | 1u << G_UNICODE_SURROGATE)

typedef enum {
  KIND_VISIBLE,
  KIND_MORE, /* visible, and one with the character before it */
  KIND_MARK, /* on the character before it */
  KIND_JOINER,
  KIND_SPACE,
  KIND_NOTHING, /* cannot be seen, or changes what is around it */
} Kind;

static Kind
get_kind (gunichar c)
{
  guint type;

  if (c == ' ' || g_unichar_isspace (c))
    return KIND_SPACE;
  if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER)
    return KIND_JOINER;

  type = 1u << g_unichar_type (c);
  if (type & SPACES)
    return KIND_SPACE;
  if (type & MARKS)
    return KIND_MARK;
  /* Fillers of Hangul and Braille are letters that show nothing. */
  if (type & INVISIBLE || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800)
    return KIND_NOTHING;
  /* Vowels and ends of Korean syllables, vowel signs, and the colour of a skin. */
  if ((c > 0x1160 && c < 0x1200) || (c >= 0xd7b0 && c < 0xd800)
      || type & 1u << G_UNICODE_SPACING_MARK || (c >= 0x1f3fb && c <= 0x1f3ff))
    return KIND_MORE;

  return KIND_VISIBLE;
}

static gboolean
is_flag_letter (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

gboolean
sb_line_is (const char *text)
{
  g_autofree char *line = NULL;
  const char *end;

  if (text == NULL || *text == '\0' || *text == ' ')
    return FALSE;

  /* Most texts are short and ASCII. */
  for (end = text; (*end > ' ' && *end < 0x7f) || (*end == ' ' && end[1] > ' '); end++)
    ;
  if (*end == '\0' && end - text <= SB_LINE_MAX_CHARS)
    return TRUE;

  line = sb_line_new (text, SB_LINE_MAX_CHARS);

  return g_strcmp0 (line, text) == 0;
}

char *
sb_line_new (const char *text, guint max_chars)
{
  g_autoptr (GString) line = NULL;
  gboolean space = FALSE;
  gboolean seen = FALSE;
  gunichar before = 0;
  gsize cluster = 0; /* where what is seen as one character begins */
  guint n_chars = 0;
  guint n_marks = 0;

  if (text == NULL)
    return NULL;

  line = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    Kind kind = get_kind (c);

    if (kind == KIND_SPACE)
      space = seen;
    n_marks = kind == KIND_MARK ? n_marks + 1 : 0;
    if (kind == KIND_SPACE || kind == KIND_NOTHING || n_marks > MAX_MARKS)
      continue;
    /* A mark or a joiner needs a character before it. */
    if ((kind == KIND_MARK || kind == KIND_JOINER) && (!seen || space))
      continue;

    if (kind == KIND_VISIBLE && before != ZERO_WIDTH_JOINER
        && !(is_flag_letter (c) && is_flag_letter (before))) {
      cluster = line->len;
      before = c;
    } else {
      /* A third letter begins another flag. */
      before = is_flag_letter (c) ? 0 : c;
    }

    if (n_chars + (space ? 2 : 1) > max_chars) {
      /* Half of a character is another one, unless all of it is one. */
      if (cluster > 0)
        g_string_truncate (line, cluster);
      g_string_append (line, "…");
      break;
    }
    if (space)
      g_string_append_c (line, ' ');
    g_string_append_unichar (line, c);
    n_chars += space ? 2 : 1;
    space = FALSE;
    seen = TRUE;
  }

  return seen ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}
