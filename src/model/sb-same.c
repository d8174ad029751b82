/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether two configurations say the same, and what one says that the other does not. A server
 * writes things its own way: an empty text comes back as null, a list in another order, a missing
 * distribution as NO_DEVICES. */

#define G_LOG_DOMAIN "sb-same"

#include "sb-same.h"

static gboolean
same_text (gpointer a, gpointer b, guint field)
{
  const char *text_a = a != NULL ? sb_record_get_string (a, field) : NULL;
  const char *text_b = b != NULL ? sb_record_get_string (b, field) : NULL;

  return g_str_equal (text_a != NULL ? text_a : "", text_b != NULL ? text_b : "");
}

static gboolean
same_boolean (gpointer a, gpointer b, guint field)
{
  gboolean is_a = a != NULL && sb_record_get_boolean (a, field);
  gboolean is_b = b != NULL && sb_record_get_boolean (b, field);

  return is_a == is_b;
}

static GHashTable *
new_set (gpointer record, guint field)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_ids = 0;
  const char *const *ids = record != NULL ? sb_record_get_ids (record, field, &n_ids) : NULL;

  for (gsize i = 0; i < n_ids; i++)
    g_hash_table_add (set, (gpointer) ids[i]);

  return set;
}

static gboolean
same_ids (gpointer a, gpointer b, guint field)
{
  g_autoptr (GHashTable) set_a = new_set (a, field);
  g_autoptr (GHashTable) set_b = new_set (b, field);
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (set_a) != g_hash_table_size (set_b))
    return FALSE;

  g_hash_table_iter_init (&iter, set_a);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (!g_hash_table_contains (set_b, id))
      return FALSE;
  }

  return TRUE;
}

static SbDistributionType
get_distribution_type (SbConfiguration *self)
{
  SbDistributionType type = sb_configuration_get_distribution_type (self);

  return type != SB_DISTRIBUTION_UNKNOWN ? type : SB_DISTRIBUTION_NO_DEVICES;
}

static gboolean
same_distribution (SbConfiguration *a, SbConfiguration *b)
{
  SbDistribution *names_a = sb_configuration_get_record (a, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  SbDistribution *names_b = sb_configuration_get_record (b, SB_CONFIGURATION_FIELD_DISTRIBUTION);

  if (get_distribution_type (a) != get_distribution_type (b))
    return FALSE;
  /* Only a Custom distribution names anything. */
  if (get_distribution_type (a) != SB_DISTRIBUTION_CUSTOM)
    return TRUE;

  return same_ids (names_a, names_b, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS)
         && same_ids (names_a, names_b, SB_DISTRIBUTION_FIELD_DEVICE_IDS)
         && same_ids (names_a, names_b, SB_DISTRIBUTION_FIELD_ACCOUNT_IDS)
         && same_ids (names_a, names_b, SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS);
}

/* A field that means nothing on the OS of either is not looked at. */
static gboolean
is_looked_at (SbDraftField field, SbConfiguration *a, SbConfiguration *b)
{
  SbPlatform os_a = sb_configuration_get_enum (a, SB_CONFIGURATION_FIELD_PLATFORM_TYPE);
  SbPlatform os_b = sb_configuration_get_enum (b, SB_CONFIGURATION_FIELD_PLATFORM_TYPE);

  return (sb_draft_field_get_info (field)->flags & SB_FIELD_EDITED) != 0
         && (sb_draft_field_is_for (field, os_a) || sb_draft_field_is_for (field, os_b)
             || (os_a == SB_PLATFORM_UNKNOWN && os_b == SB_PLATFORM_UNKNOWN));
}

gboolean
sb_same_field (SbConfiguration *a, SbConfiguration *b, SbDraftField field)
{
  guint index;
  SbRecord *record_a = sb_draft_field_find (field, a, &index);
  SbRecord *record_b = sb_draft_field_find (field, b, &index);

  if (!is_looked_at (field, a, b))
    return TRUE;
  if (field == SB_DRAFT_FIELD_DISTRIBUTION)
    return same_distribution (a, b);

  switch ((int) sb_draft_field_get_info (field)->type) {
  case SB_FIELD_STRING:
    return same_text (record_a, record_b, index);
  case SB_FIELD_BOOLEAN:
    return same_boolean (record_a, record_b, index);
  case SB_FIELD_ENUM:
    return sb_record_get_enum (record_a, index) == sb_record_get_enum (record_b, index);
  case SB_FIELD_IDS:
    return same_ids (record_a, record_b, index);
  default:
    return sb_record_is_same (record_a, record_b, index);
  }
}

/* The devices that the question counted are those of the distribution as it was asked about: it is
 * taken whole, or not at all. */
static void
take_distribution (SbConfiguration *proposal, SbRecord *to)
{
  SbRecord *wanted = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  g_autoptr (SbRecord) distribution = NULL;

  if (wanted == NULL)
    return;

  distribution = sb_record_copy (sb_record_get_record (to, SB_CONFIGURATION_FIELD_DISTRIBUTION));
  for (guint i = 0; i < SB_N_DISTRIBUTION_FIELDS; i++)
    sb_record_take (distribution, i, wanted);
  sb_record_set_record (to, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));
}

gboolean
sb_same_configuration (SbConfiguration *sent, SbConfiguration *found)
{
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (!sb_same_field (sent, found, field))
      return FALSE;
  }

  return TRUE;
}

/* (transfer full): @onto with what @proposal says otherwise than @before does */
static SbConfiguration *
carry_over (SbConfiguration *before, SbConfiguration *proposal, SbConfiguration *onto)
{
  SbRecord *result = sb_record_copy (SB_RECORD (onto));
  g_autoptr (SbRecord)
    esim = sb_record_copy (sb_configuration_get_record (onto, SB_CONFIGURATION_FIELD_ESIM));

  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    guint index;
    SbRecord *from = sb_draft_field_find (field, proposal, &index);

    if (from == NULL || sb_same_field (before, proposal, field))
      continue;
    if (field == SB_DRAFT_FIELD_DISTRIBUTION)
      take_distribution (proposal, result);
    else
      sb_record_take (sb_draft_field_is_setting (field) ? esim : result, index, from);
  }
  sb_record_set_record (result, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));

  return sb_record_seal (result);
}

SbCommand *
sb_same_rebase (SbCommand *command, SbConfiguration *onto)
{
  SbConfiguration *before = sb_command_get_before (command);
  SbConfiguration *proposal = sb_command_get_proposal (command);
  g_autoptr (SbConfiguration) rebased = NULL;
  SbCommand *again;

  if (!sb_configuration_is_known (onto, SB_CONFIGURATION_FIELD_VERSION)
      || !sb_configuration_is_known (onto, SB_CONFIGURATION_FIELD_ESIM)
      || !sb_configuration_is_known (onto, SB_CONFIGURATION_FIELD_DISTRIBUTION))
    return NULL;
  if (proposal == NULL) {
    again = sb_command_new_delete (onto);
    sb_command_take_key (again, command);
    return again;
  }

  rebased = carry_over (before, proposal, onto);
  again = sb_command_new_save (rebased, onto);
  sb_command_take_key (again, command);

  return again;
}

SbCommand *
sb_same_join (SbCommand *edit, SbConfiguration *current)
{
  SbConfiguration *before = sb_command_get_before (edit);
  SbConfiguration *proposal = sb_command_get_proposal (edit);

  if (before == NULL || proposal == NULL)
    return NULL;

  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (sb_same_field (before, proposal, field) || sb_same_field (proposal, current, field))
      continue;
    if (!sb_same_field (before, current, field)
        || (sb_draft_field_get_info (field)->flags & SB_FIELD_REACHES) != 0)
      return NULL;
  }

  return sb_same_rebase (edit, current);
}
