/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-envelope"

#include "sb-envelope.h"

#include "sb-error.h"
#include "sb-wire.h"

static GType
get_value_type (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                      : G_TYPE_INVALID;
}

/* Whether this is what draws the window, in a turn of its loop. */
static gboolean
is_main_thread (void)
{
  return g_main_context_is_owner (g_main_context_default ());
}

/**
 * sb_document_parse:
 * @body: (nullable): bytes from a server; more than SB_WIRE_MAX_IN_MAIN of them not in the main
 *   thread
 *
 * Returns: (transfer full): the document, whatever its root is; SB_ERROR_PROTOCOL where the bytes
 *   are not one, SB_ERROR_TOO_LARGE where a list has more rows than anybody reads
 */
SbDocument *
sb_document_parse (GBytes *body, GError **error)
{
  g_autoptr (SbDocument) self = g_new0 (SbDocument, 1);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) parse_error = NULL;
  gsize length;
  const char *text;

  g_assert (body == NULL || g_bytes_get_size (body) <= SB_WIRE_MAX_IN_MAIN || !is_main_thread ());

  sb_scan (body, &self->scan);
  if (self->scan.problem != NULL) {
    g_propagate_error (error, sb_scan_new_error (&self->scan));
    return NULL;
  }

  self->body = g_bytes_ref (body);
  text = g_bytes_get_data (self->scan.text, &length);
  parser = json_parser_new_immutable ();
  if (json_parser_load_from_data (parser, text, (gssize) length, &parse_error))
    self->root = json_parser_steal_root (parser);
  /* Only the parser needs it. */
  g_clear_pointer (&self->scan.text, g_bytes_unref);
  if (self->root == NULL) {
    g_propagate_error (error,
                       sb_error_new (SB_ERROR_PROTOCOL,
                                     NULL,
                                     "Not a JSON document: %s",
                                     parse_error != NULL ? parse_error->message : "no root"));
    return NULL;
  }

  return g_steal_pointer (&self);
}

void
sb_document_free (SbDocument *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  sb_scan_clear (&self->scan);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static gboolean
is_empty_list (JsonNode *node)
{
  return node == NULL
         || (JSON_NODE_HOLDS_ARRAY (node)
             && json_array_get_length (json_node_get_array (node)) == 0);
}

/* {} and {"globalErrors": null, "fieldErrors": []}: there is nothing that went wrong. */
static gboolean
has_no_line (JsonNode *errors)
{
  JsonObject *object = sb_node_get_object (errors);

  if (object == NULL)
    return is_empty_list (errors);

  return is_empty_list (sb_object_get (object, "globalErrors"))
         && is_empty_list (sb_object_get (object, "fieldErrors"));
}

/**
 * sb_envelope_get_errors:
 *
 * Returns: (nullable) (transfer none): what `errors` holds, where the reply says that it failed.
 * One with a result and not a single error does not
 */
JsonNode *
sb_envelope_get_errors (JsonNode *root)
{
  JsonNode *errors = sb_object_get (sb_node_get_object (root), "errors");

  return sb_envelope_get_result (root) != NULL && has_no_line (errors) ? NULL : errors;
}

/**
 * sb_envelope_get_result:
 *
 * Returns: (nullable) (transfer none): what `result` holds; %NULL where it is null
 */
JsonNode *
sb_envelope_get_result (JsonNode *root)
{
  return sb_object_get (sb_node_get_object (root), "result");
}

/**
 * sb_node_get_object:
 * @node: (nullable): any node
 *
 * Returns: (nullable) (transfer none): the object, if it is one
 */
JsonObject *
sb_node_get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sb_node_get_array:
 * @node: (nullable): any node
 *
 * Returns: (nullable) (transfer none): the list, if it is one
 */
JsonArray *
sb_node_get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * sb_object_get:
 * @object: (nullable): an object
 *
 * Returns: (nullable) (transfer none): the member; %NULL where it is missing or null
 */
JsonNode *
sb_object_get (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/**
 * sb_object_get_string:
 * @object: (nullable): an object
 *
 * Returns: (nullable) (transfer none): the member, if it is a string
 */
const char *
sb_object_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = sb_object_get (object, name);

  return get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/**
 * sb_node_to_int64:
 * @node: (nullable): an integer, a whole double, or the decimal digits of an integer as a string
 * @number: (out): the number
 *
 * Returns: whether it is one and fits into 64 bits
 */
gboolean
sb_node_to_int64 (JsonNode *node, gint64 *number)
{
  GType type = get_value_type (node);

  if (type == G_TYPE_INT64) {
    *number = json_node_get_int (node);
    return TRUE;
  }
  if (type == G_TYPE_DOUBLE) {
    double value = json_node_get_double (node);

    /* Both limits are powers of two, so they are exact. */
    if (!(value >= -0x1p63 && value < 0x1p63) || value != (double) (gint64) value)
      return FALSE;
    *number = (gint64) value;
    return TRUE;
  }
  if (type == G_TYPE_STRING)
    return g_ascii_string_to_signed (json_node_get_string (node),
                                     10,
                                     G_MININT64,
                                     G_MAXINT64,
                                     number,
                                     NULL);

  return FALSE;
}

/**
 * sb_node_to_id:
 * @node: (nullable): an id: a positive number, as for [func@node_to_int64]
 *
 * Returns: (nullable) (transfer full): its digits, the same for the number however it came
 */
char *
sb_node_to_id (JsonNode *node)
{
  gint64 number;

  if (!sb_node_to_int64 (node, &number) || number <= 0)
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/**
 * sb_node_to_boolean:
 * @node: (nullable): true, false, or one of the words as a string
 * @boolean: (out): the value
 *
 * Returns: whether it is one
 */
gboolean
sb_node_to_boolean (JsonNode *node, gboolean *boolean)
{
  GType type = get_value_type (node);
  const char *text;

  if (type == G_TYPE_BOOLEAN) {
    *boolean = json_node_get_boolean (node);
    return TRUE;
  }
  if (type != G_TYPE_STRING)
    return FALSE;

  text = json_node_get_string (node);
  *boolean = g_ascii_strcasecmp (text, "true") == 0;

  return *boolean || g_ascii_strcasecmp (text, "false") == 0;
}

/**
 * sb_node_to_text:
 * @node: (nullable): a string or a number
 *
 * Returns: (nullable) (transfer full): the text, if it is one of them
 */
char *
sb_node_to_text (JsonNode *node)
{
  GType type = get_value_type (node);
  gint64 number;

  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return NULL;
  if (!sb_node_to_int64 (node, &number)) {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];

    return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
  }

  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}
