/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-sign-in"

#include "sb-sign-in.h"

#include "sb-text.h"

#include <string.h>

/* Skips a word, in any case, and the white space behind it. */
static const char *
skip (const char *text, const char *word, gboolean wants_space)
{
  const char *behind;

  if (g_ascii_strncasecmp (text, word, strlen (word)) != 0)
    return text;

  behind = text + strlen (word);
  if (wants_space && !g_ascii_isspace (*behind))
    return text;
  while (g_ascii_isspace (*behind))
    behind++;

  return behind;
}

char *
sb_sign_in_clean_password (const char *text)
{
  const char *start = text != NULL ? text : "";
  const char *end;

  start += strspn (start, "\r\n");
  end = start + strlen (start);
  while (end > start && strchr ("\r\n", end[-1]) != NULL)
    end--;

  return g_strndup (start, (gsize) (end - start));
}

char *
sb_sign_in_clean_token (const char *text)
{
  char *trimmed = sb_trim (text);
  const char *token = skip (skip (trimmed, "Authorization:", FALSE), "Bearer", TRUE);
  GString *left = g_string_sized_new (strlen (token));

  for (const char *at = token; *at != '\0'; at = g_utf8_next_char (at)) {
    if (!sb_text_is_blank (g_utf8_get_char (at)))
      g_string_append_unichar (left, g_utf8_get_char (at));
  }

  sb_sign_in_free (trimmed);

  return g_string_free (left, FALSE);
}

gboolean
sb_sign_in_is_token (const char *token)
{
  for (const char *at = token; *at != '\0'; at++) {
    if (!g_ascii_isgraph (*at))
      return FALSE;
  }

  return *token != '\0';
}

void
sb_sign_in_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
