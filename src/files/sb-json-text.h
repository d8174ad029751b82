/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sb_json_text_append:
 * @json: what was written so far
 * @value: dictionaries, arrays, texts, numbers, what is on or off, and what is there or not, within
 *   each other
 *
 * Adds a value as JSON, RFC 8259, for people's files: dictionaries of texts are objects, all other
 * containers are arrays, nothing is null. What is about the writing alone, under a name that begins
 * with a colon, is left out, and so are bytes.
 */
void sb_json_text_append (GString *json, GVariant *value);

G_END_DECLS
