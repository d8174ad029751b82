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
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);
  gsize n_ids = 0;
  const gint64 *ids = record != NULL ? sb_record_get_ids (record, field, &n_ids) : NULL;

  for (gsize i = 0; i < n_ids; i++)
    g_hash_table_add (set, (gpointer) &ids[i]);

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
  SbDistribution *names_a = sb_configuration_get_record (a, SB_CONFIGURATION_DISTRIBUTION);
  SbDistribution *names_b = sb_configuration_get_record (b, SB_CONFIGURATION_DISTRIBUTION);

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

static gboolean
same_esim (SbConfiguration *a, SbConfiguration *b)
{
  SbEsim *esim_a = sb_configuration_get_record (a, SB_CONFIGURATION_ESIM);
  SbEsim *esim_b = sb_configuration_get_record (b, SB_CONFIGURATION_ESIM);

  if (sb_configuration_get_enum (a, SB_CONFIGURATION_PLATFORM_TYPE) == SB_PLATFORM_IOS)
    return same_text (esim_a, esim_b, SB_ESIM_CARRIER_URL);

  return same_text (esim_a, esim_b, SB_ESIM_SERVER_NAME)
         && same_boolean (esim_a, esim_b, SB_ESIM_IS_DISCOVERY_SERVER)
         && same_boolean (esim_a, esim_b, SB_ESIM_AUTO_ENABLE);
}

/* Texts and booleans of @to that @proposal says otherwise than @before does. */
static void
take_text (gpointer before, gpointer proposal, guint field, SbRecord *to)
{
  if (!same_text (before, proposal, field))
    sb_record_set_string (to, field, sb_record_get_string (proposal, field));
}

static void
take_boolean (gpointer before, gpointer proposal, guint field, SbRecord *to)
{
  if (!same_boolean (before, proposal, field))
    sb_record_set_boolean (to, field, sb_record_get_boolean (proposal, field));
}

static void
take_esim (SbConfiguration *before, SbConfiguration *proposal, SbRecord *to)
{
  SbRecord *esim_before = sb_configuration_get_record (before, SB_CONFIGURATION_ESIM);
  SbRecord *esim_proposal = sb_configuration_get_record (proposal, SB_CONFIGURATION_ESIM);
  g_autoptr (SbRecord) esim = NULL;

  if (esim_proposal == NULL)
    return;

  esim = sb_record_copy (sb_record_get_record (to, SB_CONFIGURATION_ESIM));
  take_text (esim_before, esim_proposal, SB_ESIM_CARRIER_URL, esim);
  take_text (esim_before, esim_proposal, SB_ESIM_SERVER_NAME, esim);
  take_boolean (esim_before, esim_proposal, SB_ESIM_IS_DISCOVERY_SERVER, esim);
  take_boolean (esim_before, esim_proposal, SB_ESIM_AUTO_ENABLE, esim);
  sb_record_set_record (to, SB_CONFIGURATION_ESIM, sb_record_seal (esim));
}

/* The devices that the question counted are those of the distribution as it was asked about: it is
 * taken whole, or not at all. */
static void
take_distribution (SbConfiguration *before, SbConfiguration *proposal, SbRecord *to)
{
  static const SbDistributionField lists[] = {
    SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS,
    SB_DISTRIBUTION_FIELD_DEVICE_IDS,
    SB_DISTRIBUTION_FIELD_ACCOUNT_IDS,
    SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS,
  };
  SbRecord *wanted = sb_configuration_get_record (proposal, SB_CONFIGURATION_DISTRIBUTION);
  g_autoptr (SbRecord) distribution = NULL;

  if (wanted == NULL || same_distribution (before, proposal))
    return;

  distribution = sb_record_copy (sb_record_get_record (to, SB_CONFIGURATION_DISTRIBUTION));
  sb_record_set_enum_word (distribution,
                           SB_DISTRIBUTION_FIELD_TYPE,
                           sb_record_get_string (wanted, SB_DISTRIBUTION_FIELD_TYPE));
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    gsize n_ids = 0;
    const gint64 *ids = sb_record_get_ids (wanted, lists[i], &n_ids);

    if (sb_record_is_known (wanted, lists[i]))
      sb_record_set_ids (distribution, lists[i], ids, n_ids);
    else
      sb_record_set_unknown (distribution, lists[i]);
  }
  sb_record_set_record (to, SB_CONFIGURATION_DISTRIBUTION, sb_record_seal (distribution));
}

/**
 * sb_same_configuration:
 * @sent: what the configuration was to be
 * @found: what the server says that it is
 *
 * Returns: whether everything that a person can set is the same
 */
gboolean
sb_same_configuration (SbConfiguration *sent, SbConfiguration *found)
{
  return same_text (sent, found, SB_CONFIGURATION_NAME)
         && same_text (sent, found, SB_CONFIGURATION_DESCRIPTION)
         && same_boolean (sent, found, SB_CONFIGURATION_ENABLED)
         && sb_configuration_get_enum (sent, SB_CONFIGURATION_PLATFORM_TYPE)
              == sb_configuration_get_enum (found, SB_CONFIGURATION_PLATFORM_TYPE)
         && same_esim (sent, found) && same_distribution (sent, found);
}

/**
 * sb_same_rebase:
 * @command: an edit or a deletion of a configuration
 * @onto: what the server holds meanwhile
 *
 * What an edit does not change stays as the server says it is. It is the same change all the same,
 * and keeps its key.
 *
 * Returns: (transfer full) (nullable): the command as if it had been made up from @onto; %NULL
 *   where @onto leaves something out, which would be taken away if it were sent back
 */
SbCommand *
sb_same_rebase (SbCommand *command, SbConfiguration *onto)
{
  SbConfiguration *before = sb_command_get_before (command);
  SbConfiguration *proposal = sb_command_get_proposal (command);
  g_autoptr (SbRecord) rebased = NULL;
  SbCommand *again;

  if (!sb_configuration_is_known (onto, SB_CONFIGURATION_VERSION)
      || !sb_configuration_is_known (onto, SB_CONFIGURATION_ESIM)
      || !sb_configuration_is_known (onto, SB_CONFIGURATION_DISTRIBUTION))
    return NULL;
  if (proposal == NULL) {
    again = sb_command_new_delete (onto);
    sb_command_take_key (again, command);
    return again;
  }

  rebased = sb_record_copy (SB_RECORD (onto));
  take_text (before, proposal, SB_CONFIGURATION_NAME, rebased);
  take_text (before, proposal, SB_CONFIGURATION_DESCRIPTION, rebased);
  take_boolean (before, proposal, SB_CONFIGURATION_ENABLED, rebased);
  take_esim (before, proposal, rebased);
  take_distribution (before, proposal, rebased);
  sb_record_seal (rebased);
  again = sb_command_new_save ((SbConfiguration *) rebased, onto);
  sb_command_take_key (again, command);

  return again;
}
