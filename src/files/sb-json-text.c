/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-json-text"

#include "sb-json-text.h"

static void append_value (GString *json, GVariant *value, guint depth);

static void
append_text (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_printf (json, "\\%c", *p);
    else if (*p == '\n')
      g_string_append (json, "\\n");
    else if ((guchar) *p < 0x20 || *p == 0x7f)
      g_string_append_printf (json, "\\u%04x", (guint) (guchar) *p);
    else
      g_string_append_c (json, *p);
  }
  g_string_append_c (json, '"');
}

static void
begin_line (GString *json, guint depth)
{
  g_string_append_printf (json, "\n%*s", (int) (2 * depth), "");
}

static void
append_object (GString *json, GVariant *value, guint depth)
{
  GVariantIter iter;
  const char *name;
  GVariant *child;
  gboolean first = TRUE;

  g_string_append_c (json, '{');
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &child)) {
    if (*name == ':' || g_variant_is_of_type (child, G_VARIANT_TYPE_BYTESTRING))
      continue;
    if (!first)
      g_string_append_c (json, ',');
    first = FALSE;
    begin_line (json, depth + 1);
    append_text (json, name);
    g_string_append (json, ": ");
    append_value (json, child, depth + 1);
  }
  if (!first)
    begin_line (json, depth);
  g_string_append_c (json, '}');
}

static void
append_array (GString *json, GVariant *value, guint depth)
{
  gsize n = g_variant_n_children (value);

  g_string_append_c (json, '[');
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

    if (i > 0)
      g_string_append_c (json, ',');
    begin_line (json, depth + 1);
    append_value (json, child, depth + 1);
  }
  if (n > 0)
    begin_line (json, depth);
  g_string_append_c (json, ']');
}

static void
append_value (GString *json, GVariant *value, guint depth)
{
  g_autoptr (GVariant) inner = NULL;
  g_autofree char *number = NULL;

  switch (g_variant_classify (value)) {
  case G_VARIANT_CLASS_STRING:
  case G_VARIANT_CLASS_OBJECT_PATH:
  case G_VARIANT_CLASS_SIGNATURE:
    append_text (json, g_variant_get_string (value, NULL));
    break;
  case G_VARIANT_CLASS_BOOLEAN:
    g_string_append (json, g_variant_get_boolean (value) ? "true" : "false");
    break;
  case G_VARIANT_CLASS_VARIANT:
    inner = g_variant_get_variant (value);
    append_value (json, inner, depth);
    break;
  case G_VARIANT_CLASS_MAYBE:
    inner = g_variant_get_maybe (value);
    if (inner != NULL)
      append_value (json, inner, depth);
    else
      g_string_append (json, "null");
    break;
  case G_VARIANT_CLASS_ARRAY:
  case G_VARIANT_CLASS_TUPLE:
  case G_VARIANT_CLASS_DICT_ENTRY:
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
      append_object (json, value, depth);
    else
      append_array (json, value, depth);
    break;
  case G_VARIANT_CLASS_BYTE:
  case G_VARIANT_CLASS_INT16:
  case G_VARIANT_CLASS_UINT16:
  case G_VARIANT_CLASS_INT32:
  case G_VARIANT_CLASS_UINT32:
  case G_VARIANT_CLASS_INT64:
  case G_VARIANT_CLASS_UINT64:
  case G_VARIANT_CLASS_HANDLE:
    number = g_variant_print (value, FALSE);
    g_string_append (json, number);
    break;
  case G_VARIANT_CLASS_DOUBLE:
  default:
    /* Nothing of ours has one. */
    g_string_append (json, "null");
    break;
  }
}

void
sb_json_text_append (GString *json, GVariant *value)
{
  g_return_if_fail (json != NULL);
  g_return_if_fail (value != NULL);

  append_value (json, value, 0);
}
