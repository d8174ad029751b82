/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"

G_BEGIN_DECLS

/**
 * SbName:
 * @name: in JSON, in filters and in sorting; facets have it in capitals
 * @field: the model's line
 * @words: (nullable): of an enumeration, by value
 * @any_case: whether the name may come in any case
 * @absent_words: whether the words that stand for a missing value do so in a text, which nobody
 *   typed
 * @is_flat: whether the members of the record stand in the same object, beside the others
 *
 * What a field is called.
 */
typedef struct {
  const char *name;
  const SbField *field;
  char **words;
  gboolean any_case;
  gboolean absent_words;
  gboolean is_flat;
} SbName;

/**
 * SbPermission:
 * @name: (nullable): what the server and its console call it; %NULL where none is needed
 * @published: whether the guide knows it
 *
 * The permission that a capability takes.
 */
typedef struct {
  const char *name;
  gboolean published;
} SbPermission;

const SbPermission *sb_names_get_permission (SbCapability capability);

const SbName *sb_names_get (GType type);
const SbName *sb_names_get_one (GType type, guint field);
int sb_names_find (GType type, const char *name);
int sb_names_find_draft_field (const char *name);

gboolean sb_name_is_saved (const SbName *self);
int sb_name_find_value (const SbName *self, const char *word);
const char *sb_name_get_word (const SbName *self, int value, const char *text);
char *sb_name_dup_filter (const SbName *self, const char *value);
char *sb_name_dup_value (const SbName *self, const char *facet);

G_END_DECLS
