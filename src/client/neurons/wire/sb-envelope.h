/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-scan.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * {"errors": …, "result": …}, opened. Nothing here trusts what it is given.
 */

/**
 * SbDocument:
 * @body: (owned): what came
 * @scan: what was repaired in it
 * @root: (owned): the tree of the document
 *
 * A JSON document.
 */
typedef struct {
  GBytes *body;
  SbScan scan;
  JsonNode *root;
} SbDocument;

SbDocument *sb_document_parse (GBytes *body, GError **error);
void sb_document_free (SbDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbDocument, sb_document_free)

JsonNode *sb_envelope_get_errors (JsonNode *root);
JsonNode *sb_envelope_get_result (JsonNode *root);

JsonObject *sb_node_get_object (JsonNode *node);
JsonArray *sb_node_get_array (JsonNode *node);
JsonNode *sb_object_get (JsonObject *object, const char *name);
const char *sb_object_get_string (JsonObject *object, const char *name);

gboolean sb_node_to_int64 (JsonNode *node, gint64 *number);
char *sb_node_to_id (JsonNode *node);
gboolean sb_node_to_boolean (JsonNode *node, gboolean *boolean);
char *sb_node_to_text (JsonNode *node);

G_END_DECLS
