/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft-text"

#include "config.h"

#include "sb-draft-text.h"

#include "sb-words.h"

#include <glib/gi18n.h>

static char *
describe_switch (gboolean on)
{
  return g_strdup (on ? _ ("On") : _ ("Off"));
}

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
 * sb_draft_text_of_field:
 *
 * Returns: (transfer full): what a field says, as a person reads it
 */
char *
sb_draft_text_of_field (SbDraft *draft, SbDraftField field)
{
  switch (field) {
  case SB_DRAFT_NAME:
    return g_strdup (sb_draft_get_name (draft));
  case SB_DRAFT_DESCRIPTION:
    return g_strdup (sb_draft_get_description (draft));
  case SB_DRAFT_OS:
    return g_strdup (sb_words_platform (sb_draft_get_platform (draft)));
  case SB_DRAFT_CARRIER_URL:
    return g_strdup (sb_draft_get_carrier_url (draft));
  case SB_DRAFT_SERVER_NAME:
    return g_strdup (sb_draft_get_server_name (draft));
  case SB_DRAFT_IS_DISCOVERY_SERVER:
    return describe_switch (sb_draft_get_is_discovery_server (draft));
  case SB_DRAFT_AUTO_ENABLE:
    return describe_switch (sb_draft_get_auto_enable (draft));
  case SB_DRAFT_ENABLED:
    return describe_switch (sb_draft_get_enabled (draft));
  case SB_DRAFT_DISTRIBUTION:
    return describe_distribution (draft);
  case SB_DRAFT_SPACE:
  default:
    return g_strdup ("");
  }
}

/* Whether the field means something for the OS that was chosen. */
static gboolean
is_used (SbDraft *draft, SbDraftField field)
{
  SbPlatform platform = sb_draft_get_platform (draft);

  if (field == SB_DRAFT_SPACE)
    return FALSE;
  if (field == SB_DRAFT_CARRIER_URL)
    return platform == SB_PLATFORM_IOS;
  if (field == SB_DRAFT_SERVER_NAME || field == SB_DRAFT_IS_DISCOVERY_SERVER
      || field == SB_DRAFT_AUTO_ENABLE)
    return platform == SB_PLATFORM_WINDOWS;

  return TRUE;
}

/**
 * sb_draft_text_of_all:
 *
 * Returns: (transfer full): the fields, a line each: what is typed into the server's own console
 *   where Signalbox cannot save
 */
char *
sb_draft_text_of_all (SbDraft *draft)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    g_autofree char *value = sb_draft_text_of_field (draft, field);

    if (is_used (draft, field))
      g_string_append_printf (text, "%s: %s\n", sb_words_draft_field (field), value);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
