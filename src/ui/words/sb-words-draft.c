/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-draft"

#include "config.h"

#include "sb-words.h"

#include <glib/gi18n.h>

/* (transfer full): the names of a distribution, for comparing and for reading. */
static char *
describe_distribution (SbDraft *draft)
{
  g_autoptr (GPtrArray) names = NULL;

  if (sb_draft_get_distribution (draft) != SB_DISTRIBUTION_CUSTOM)
    return g_strdup (sb_words_distribution (sb_draft_get_distribution (draft)));

  names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (names, g_strdup (sb_words_distribution (SB_DISTRIBUTION_CUSTOM)));
  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    GListModel *targets = sb_draft_get_targets (draft, kind);

    for (guint i = 0; i < g_list_model_get_n_items (targets); i++) {
      g_autoptr (SbTarget) target = g_list_model_get_item (targets, i);

      g_ptr_array_add (names, sb_words_name_in (sb_target_get_label (target)));
    }
  }

  return sb_words_names (names);
}

/**
 * sb_words_draft_value:
 *
 * Returns: (transfer full): what a field says, as a person reads it
 */
char *
sb_words_draft_value (SbDraft *draft, SbDraftField field)
{
  switch ((int) sb_draft_field_get_info (field)->type) {
  case SB_FIELD_STRING:
    return g_strdup (sb_draft_get_text (draft, field));
  case SB_FIELD_BOOLEAN:
    return g_strdup (sb_draft_get_boolean (draft, field) ? _ ("On") : _ ("Off"));
  case SB_FIELD_ENUM:
    return g_strdup (sb_words_platform (sb_draft_get_platform (draft)));
  case SB_FIELD_RECORD:
    return describe_distribution (draft);
  default:
    return g_strdup ("");
  }
}

/**
 * sb_words_draft_all:
 *
 * Returns: (transfer full): the fields, a line each: what is typed into the server's own console
 *   where Signalbox cannot save
 */
char *
sb_words_draft_all (SbDraft *draft)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    g_autofree char *value = sb_words_draft_value (draft, field);

    if (field != SB_DRAFT_FIELD_SPACE
        && sb_draft_field_is_for (field, sb_draft_get_platform (draft)))
      g_string_append_printf (text, "%s: %s\n", sb_words_draft_field (field), value);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
