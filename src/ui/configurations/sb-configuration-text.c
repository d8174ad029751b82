/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-text"

#include "config.h"

#include "sb-configuration-text.h"

#include "sb-words.h"

#include <glib/gi18n.h>

static void
add_line (GString *text, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", title, value);
}

static void
add_value (GString *text, const char *title, gpointer record, guint field)
{
  g_autofree char *value = sb_record_dup_value (record, field);

  add_line (text, title, value);
}

static void
add_names (GString *text,
           SbDistributionNames *names,
           SbDistributionNamesField field,
           const char *title)
{
  GPtrArray *targets = sb_distribution_names_get_records (names, field);

  for (guint i = 0; targets != NULL && i < targets->len; i++)
    add_line (text, title, sb_target_get_label (g_ptr_array_index (targets, i)));
}

static const char *
words_boolean (gboolean value)
{
  return value ? _ ("Yes") : _ ("No");
}

char *
sb_configuration_text_describe (SbConfiguration *configuration)
{
  GString *text;
  SbPlatform platform;
  SbDistributionNames *names;
  g_autofree char *distribution = NULL;

  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);

  text = g_string_new (NULL);
  platform = (SbPlatform) sb_configuration_get_enum (configuration,
                                                     SB_CONFIGURATION_FIELD_PLATFORM_TYPE);
  distribution = sb_words_distribution_of (configuration);

  add_value (text, _ ("Name"), configuration, SB_CONFIGURATION_FIELD_NAME);
  add_value (text, _ ("Description"), configuration, SB_CONFIGURATION_FIELD_DESCRIPTION);
  if (platform != SB_PLATFORM_UNKNOWN)
    add_line (text, _ ("OS"), sb_words_platform (platform));
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    guint index;
    SbRecord *esim = sb_draft_field_find (field, configuration, &index);

    if (!sb_draft_field_is_setting (field) || esim == NULL)
      continue;
    if (sb_draft_field_get_info (field)->type == SB_FIELD_STRING)
      add_value (text, sb_words_draft_field (field), esim, index);
    else if (sb_draft_field_is_for (field, platform))
      add_line (text,
                sb_words_draft_field (field),
                words_boolean (sb_record_get_boolean (esim, index)));
  }
  add_line (
    text,
    _ ("Enable this configuration"),
    words_boolean (sb_configuration_get_boolean (configuration, SB_CONFIGURATION_FIELD_ENABLED)));
  add_line (text, _ ("Distribution"), distribution);

  names = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION_NAMES);
  if (names != NULL) {
    add_names (text, names, SB_DISTRIBUTION_NAMES_FIELD_DEVICE_GROUPS, _ ("Device group"));
    add_names (text, names, SB_DISTRIBUTION_NAMES_FIELD_DEVICES, _ ("Device"));
    add_names (text, names, SB_DISTRIBUTION_NAMES_FIELD_ACCOUNT_GROUPS, _ ("User group"));
    add_names (text, names, SB_DISTRIBUTION_NAMES_FIELD_ACCOUNTS, _ ("User"));
  }
  add_value (text, "UUID", configuration, SB_CONFIGURATION_FIELD_UUID);

  return g_string_free (text, FALSE);
}
