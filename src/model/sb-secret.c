/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-secret"

#include "sb-secret.h"

#include "sb-text.h"

#include <string.h>

struct _SbSecret {
  char *text; /* (owned) */
};

G_DEFINE_BOXED_TYPE (SbSecret, sb_secret, sb_secret_ref, sb_secret_unref)

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

/* @text: (transfer full) */
static SbSecret *
new_take (char *text)
{
  SbSecret *self = g_atomic_rc_box_new0 (SbSecret);

  self->text = text;

  return self;
}

static void
secret_clear (gpointer data)
{
  SbSecret *self = data;

  g_clear_pointer (&self->text, sb_secret_wipe);
}

SbSecret *
sb_secret_new (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return new_take (g_strdup (text));
}

SbSecret *
sb_secret_new_password (const char *text)
{
  const char *start = text != NULL ? text : "";
  const char *end;

  start += strspn (start, "\r\n");
  end = start + strlen (start);
  while (end > start && strchr ("\r\n", end[-1]) != NULL)
    end--;

  return new_take (g_strndup (start, (gsize) (end - start)));
}

SbSecret *
sb_secret_new_token (const char *text)
{
  char *trimmed = sb_trim (text);
  const char *token = skip (skip (trimmed, "Authorization:", FALSE), "Bearer", TRUE);
  GString *left = g_string_sized_new (strlen (token));

  for (const char *at = token; *at != '\0'; at = g_utf8_next_char (at)) {
    if (!sb_text_is_blank (g_utf8_get_char (at)))
      g_string_append_unichar (left, g_utf8_get_char (at));
  }

  sb_secret_wipe (trimmed);

  return new_take (g_string_free (left, FALSE));
}

SbSecret *
sb_secret_ref (SbSecret *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sb_secret_unref (SbSecret *self)
{
  g_atomic_rc_box_release_full (self, secret_clear);
}

const char *
sb_secret_peek (SbSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

gboolean
sb_secret_equal (SbSecret *a, SbSecret *b)
{
  return g_strcmp0 (a != NULL ? a->text : NULL, b != NULL ? b->text : NULL) == 0;
}

gboolean
sb_secret_is_token (SbSecret *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (const char *at = self->text; *at != '\0'; at++) {
    if (!g_ascii_isgraph (*at))
      return FALSE;
  }

  return *self->text != '\0';
}

void
sb_secret_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}
