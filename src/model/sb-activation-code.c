/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Activation codes: GSMA SGP.22, 4.1. */

#define G_LOG_DOMAIN "sb-activation-code"

#include "sb-activation-code.h"

#include "sb-host.h"
#include "sb-text.h"

#include <string.h>

#define DIGITS "0123456789"
#define TOKEN  DIGITS "-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define PREFIX "LPA:"

/* A link inside a link is encoded twice, and one in a mail's tracker three times. */
#define ENCODINGS 4

static gboolean
is_all (const char *text, const char *allowed)
{
  return text[strspn (text, allowed)] == '\0';
}

static gboolean
has_prefix (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* An object identifier: ITU-T X.660. The first number is 0, 1 or 2, and below 2 the next one is at
 * most 39; no number begins with a zero but zero. */
static gboolean
is_oid (const char *text)
{
  g_auto (GStrv) arcs = g_strsplit (text, ".", -1);

  for (guint i = 0; arcs[i] != NULL; i++) {
    gsize length = strlen (arcs[i]);

    if (length == 0 || !is_all (arcs[i], DIGITS) || (length > 1 && arcs[i][0] == '0'))
      return FALSE;
  }

  if (g_strv_length (arcs) < 2 || strlen (arcs[0]) != 1 || arcs[0][0] > '2')
    return FALSE;

  return arcs[0][0] == '2' || strlen (arcs[1]) < 2 || (strlen (arcs[1]) == 2 && arcs[1][0] <= '3');
}

/* Where "1$" stands, or NULL. A letter or a digit before it makes it part of something else. */
static const char *
find_start (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gboolean begins = p == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p)));
    gboolean named = begins && has_prefix (p, PREFIX);
    const char *one = named ? p + strlen (PREFIX) : p;
    const char *dollar;

    if (!begins)
      continue;
    while (named && sb_text_is_blank (g_utf8_get_char (one)) && *one != '\0')
      one = g_utf8_next_char (one);
    if (*one != '1')
      continue;

    dollar = one + 1;
    while (*dollar != '\0' && sb_text_is_blank (g_utf8_get_char (dollar)))
      dollar = g_utf8_next_char (dollar);
    if (*dollar != '$')
      continue;

    /* "$" is allowed in any URL: without the prefix, a name of a server and another "$" follow. */
    if (named
        || (strchr (dollar + 1, '$') != NULL
            && memchr (dollar + 1, '.', (gsize) (strchr (dollar + 1, '$') - dollar)) != NULL))
      return one;
  }

  return NULL;
}

/* From its start to what cannot be part of it: a blank, unless "$" is beside it, or what ends a
 * value of a query. */
static char *
take_code (const char *start)
{
  g_autoptr (GString) code = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = start; *p != '\0' && strchr ("&#\"'<>", *p) == NULL;
       p = g_utf8_next_char (p)) {
    if (sb_text_is_blank (g_utf8_get_char (p))) {
      blank = TRUE;
      continue;
    }
    if (blank && *p != '$' && code->str[code->len - 1] != '$')
      break;
    blank = FALSE;
    g_string_append_len (code, p, g_utf8_next_char (p) - p);
  }

  return g_string_free (g_steal_pointer (&code), FALSE);
}

SbActivationCode *
sb_activation_code_parse (const char *text)
{
  g_autoptr (SbActivationCode) self = g_new0 (SbActivationCode, 1);
  g_autoptr (SbProblem) ignored = NULL;
  g_autofree char *trimmed = sb_trim (text);
  g_auto (GStrv) fields = NULL;
  const char *oid;
  const char *flag;
  guint n_fields;

  fields = g_strsplit (trimmed + (has_prefix (trimmed, PREFIX) ? strlen (PREFIX) : 0), "$", -1);
  n_fields = g_strv_length (fields);
  for (guint i = 0; i < n_fields; i++) {
    char *field = sb_trim (fields[i]);

    g_free (fields[i]);
    fields[i] = field;
  }
  if (n_fields < 3 || !g_str_equal (fields[0], "1"))
    return NULL;

  oid = n_fields > 3 ? fields[3] : "";
  flag = n_fields > 4 ? fields[4] : "";
  if (!is_all (fields[2], TOKEN) || (*oid != '\0' && !is_oid (oid))
      || (*flag != '\0' && !g_str_equal (flag, "0") && !g_str_equal (flag, "1")))
    return NULL;

  self->address = sb_host_normalize_qualified (fields[1], &ignored);
  if (self->address == NULL)
    return NULL;

  self->matching_id = *fields[2] != '\0' ? g_strdup (fields[2]) : NULL;
  self->oid = *oid != '\0' ? g_strdup (oid) : NULL;
  self->confirmation_code_required = g_str_equal (flag, "1");

  return g_steal_pointer (&self);
}

char *
sb_activation_code_find (const char *text)
{
  g_autofree char *decoded = sb_trim (text);

  for (guint i = 0; i < ENCODINGS; i++) {
    const char *start = find_start (decoded);
    g_autofree char *next = NULL;

    if (start != NULL)
      return take_code (start);

    next = sb_text_unescape (decoded);
    if (g_str_equal (next, decoded))
      break;
    g_free (decoded);
    decoded = g_steal_pointer (&next);
  }

  return NULL;
}

void
sb_activation_code_free (SbActivationCode *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->address);
  g_free (self->matching_id);
  g_free (self->oid);
  g_free (self);
}
