/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bodies that are JSON. json-glib takes more than RFC 8259 does, and recurses: a hundred
 * thousand brackets would end the program, also behind a comment or a string in single quotes,
 * which only json-glib knows. So the bytes are looked at first.
 */

#define G_LOG_DOMAIN "demo-json"

#include "config.h"

#include "demo-json.h"

#include <string.h>

#define DEEPEST 64

/* What RFC 8259 has outside of strings. */
static gboolean
is_known (char sign)
{
  return g_ascii_isalnum (sign) || (sign != '\0' && strchr (" \t\r\n{}[]:,+-.", sign) != NULL);
}

/* Whether a text cut at that character would be stored for the whole one. */
static gboolean
is_nul (const char *data, gsize size, gsize place)
{
  return size - place >= 6 && strncmp (data + place, "\\u0000", 6) == 0;
}

/* (nullable): what is wrong, as far as it can be told without reading it. */
static const char *
find_fault (const char *data, gsize size)
{
  gboolean in_string = FALSE;
  gboolean ended = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < size; i++) {
    if (in_string && is_nul (data, size, i))
      return "it has a NUL";
    if (in_string && data[i] == '\\') {
      i++;
      continue;
    }
    if (ended && !g_ascii_isspace (data[i]))
      return "something follows it";
    if (data[i] == '"') {
      in_string = !in_string;
      continue;
    }
    if (in_string)
      continue;
    if (!is_known (data[i]))
      return "it is not JSON";
    if ((data[i] == '[' || data[i] == '{') && ++depth > DEEPEST)
      return "it is nested too deep";
    if ((data[i] == ']' || data[i] == '}') && (depth == 0 || --depth == 0))
      ended = TRUE;
  }

  return size == 0 ? "it is empty" : NULL;
}

/* (nullable) (transfer full): then *fault says why not. */
JsonNode *
demo_json_read (const char *data, gsize size, char **fault)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  const char *wrong = find_fault (data, size);

  if (wrong == NULL && json_parser_load_from_data (parser, data, (gssize) size, &error))
    return json_parser_steal_root (parser);

  *fault = g_strdup (wrong != NULL ? wrong : error->message);

  return NULL;
}
