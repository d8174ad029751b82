/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The bytes of a document beside its tree: what we do not know goes back to the server as it came.
 * The scan let the document pass, so every value here has an end.
 */

#define G_LOG_DOMAIN "sb-raw"

#include "sb-raw.h"

#include <string.h>

static gboolean
is_white_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Also over commas and colons, which stand where the scan expected them. */
static const char *
skip_separators (const char *at, const char *end)
{
  while (at < end && (is_white_space (*at) || *at == ',' || *at == ':'))
    at++;

  return at;
}

static const char *
skip_string (const char *at, const char *end)
{
  for (at++; at < end && *at != '"'; at++) {
    if (*at == '\\')
      at++;
  }

  return MIN (at + 1, end);
}

static const char *
skip_scalar (const char *at, const char *end)
{
  while (at < end && !is_white_space (*at) && *at != ',' && *at != '}' && *at != ']')
    at++;

  return at;
}

static const char *
skip_value (const char *at, const char *end)
{
  guint depth = 0;

  do {
    if (*at == '"') {
      at = skip_string (at, end);
    } else if (*at == '{' || *at == '[') {
      depth++;
      at++;
    } else if (*at == '}' || *at == ']') {
      depth--;
      at++;
    } else {
      at = depth > 0 ? at + 1 : skip_scalar (at, end);
    }
  } while (depth > 0 && at < end);

  return at;
}

/* The last one counts, as it does in the tree. None where @object is none. */
SbRaw
sb_raw_get_member (const SbRaw *object, const char *name)
{
  SbRaw inside = sb_raw_open (object);
  SbRaw found = { NULL, NULL };
  SbRaw member;
  SbRaw value;

  if (object->at == NULL || *object->at != '{')
    return found;

  while (sb_raw_next_member (&inside, &member, &value)) {
    if (sb_raw_is_name (&member, name))
      found = value;
  }

  return found;
}

/* What `result` holds. */
SbRaw
sb_raw_get_result (const SbDocument *document)
{
  gsize length;
  const char *data = g_bytes_get_data (document->body, &length);
  SbRaw root = { data + document->scan.start, data + length };

  root.at = skip_separators (root.at, root.end);

  return sb_raw_get_member (&root, "result");
}

/* What is inside of an object or a list; nothing where it is none. */
SbRaw
sb_raw_open (const SbRaw *container)
{
  SbRaw inside = { NULL, NULL };

  if (container->at != NULL && (*container->at == '{' || *container->at == '[')) {
    inside.at = container->at + 1;
    inside.end = skip_value (container->at, container->end) - 1;
  }

  return inside;
}

gboolean
sb_raw_next_element (SbRaw *inside, SbRaw *value)
{
  inside->at = skip_separators (inside->at, inside->end);
  if (inside->at == inside->end)
    return FALSE;

  value->at = inside->at;
  value->end = skip_value (inside->at, inside->end);
  inside->at = value->end;

  return TRUE;
}

gboolean
sb_raw_next_member (SbRaw *inside, SbRaw *name, SbRaw *value)
{
  return sb_raw_next_element (inside, name) && sb_raw_next_element (inside, value);
}

/* @expected: of ASCII letters; each may be written as an escape */
gboolean
sb_raw_is_name (const SbRaw *name, const char *expected)
{
  const char *at = name->at + 1;
  const char *end = name->end - 1;

  for (; *expected != '\0' && at < end; expected++) {
    int unit = (guchar) *at++;

    if (unit == '\\') {
      if (*at != 'u' || end - at < 5)
        return FALSE;
      unit = 0;
      for (guint i = 1; i <= 4; i++)
        unit = unit * 16 + g_ascii_xdigit_value (at[i]);
      at += 5;
    }
    if (unit != *expected)
      return FALSE;
  }

  return at == end && *expected == '\0';
}

/* Whether a member is not text throughout, so that it cannot be sent. */
gboolean
sb_raw_is_bad (const SbDocument *document, const SbRaw *name, const SbRaw *value)
{
  const char *data = g_bytes_get_data (document->body, NULL);

  return sb_scan_is_bad (&document->scan, (gsize) (name->at - data), (gsize) (value->end - data));
}
