/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-text"

#include "config.h"

#include "sb-words-text.h"

const char *
sb_words_pick_one (const char *const *texts, gsize n_texts, guint value)
{
  return texts[value < n_texts && texts[value] != NULL ? value : 0];
}

char *
sb_words_fill (const char *format, ...)
{
  char *text;
  va_list args;

  va_start (args, format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_vprintf (format, args);
#pragma GCC diagnostic pop
  va_end (args);

  return text;
}

void
sb_words_add (GString *text, const char *separator, const char *more)
{
  if (more == NULL || *more == '\0')
    return;

  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, more);
}

void
sb_words_add_own (GString *text, const char *separator, char *more)
{
  sb_words_add (text, separator, more);
  g_free (more);
}
