/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-take-out"

#include "sb-take-out.h"

gboolean
sb_take_out_is_left (const SbEvidence *evidence)
{
  SbDelivery *delivery = evidence->delivery;
  SbEsimState *state = evidence->state;

  if (delivery == NULL || state == NULL || !sb_delivery_is_esim (delivery)
      || sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE) != SB_DELIVERY_INSTALLED
      || sb_delivery_get_boolean (delivery, SB_DELIVERY_FIELD_DOWNLOADED)
      || sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE) != SB_RESET_DONE)
    return FALSE;

  /* Pushed again since, it is on its way. */
  return !sb_delivery_is_known (delivery, SB_DELIVERY_FIELD_INSTALLED_AT)
         || !sb_esim_state_is_known (state, SB_ESIM_STATE_FIELD_RESET_FINISHED_AT)
         || sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_INSTALLED_AT)
              <= sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_RESET_FINISHED_AT);
}

static gsize
count_others (SbDistribution *distribution)
{
  static const SbDistributionField others[] = {
    SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS,
    SB_DISTRIBUTION_FIELD_ACCOUNT_IDS,
    SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS,
  };
  gsize n_others = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    gsize n_ids;

    sb_record_get_ids (SB_RECORD (distribution), others[i], &n_ids);
    n_others += n_ids;
  }

  return n_others;
}

/* Whether the list that names it is all that it has the configuration by. */
static gboolean
is_by_list_alone (SbDelivery *delivery, SbDistribution *distribution)
{
  GPtrArray *ways = delivery != NULL
                      ? sb_delivery_get_records (delivery, SB_DELIVERY_FIELD_ASSIGNED_BY)
                      : NULL;

  if (ways == NULL || ways->len == 0)
    return count_others (distribution) == 0;

  for (guint i = 0; i < ways->len; i++) {
    if (sb_assignment_get_enum (g_ptr_array_index (ways, i), SB_ASSIGNMENT_FIELD_TYPE)
        != SB_ASSIGNMENT_DEVICE)
      return FALSE;
  }

  return TRUE;
}

/* @without: what the list does not name any more
 * Returns: (transfer full) (element-type utf8) (nullable): the others; %NULL where it did not name
 *   it */
static GPtrArray *
list_others (SbDistribution *distribution, const char *without)
{
  g_autoptr (GPtrArray) left = sb_ids_new (NULL, 0);
  gsize n_ids;
  const char *const *ids =
    sb_record_get_ids (SB_RECORD (distribution), SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    if (!sb_id_equal (ids[i], without))
      sb_ids_add (left, ids[i]);
  }

  return left->len < n_ids ? g_steal_pointer (&left) : NULL;
}

SbConfiguration *
sb_take_out_propose (const SbEvidence *evidence)
{
  const char *id = evidence->device != NULL
                     ? sb_device_get_id (evidence->device, SB_DEVICE_FIELD_ID)
                     : NULL;
  SbDistribution *distribution =
    evidence->configuration != NULL
      ? sb_configuration_get_record (evidence->configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION)
      : NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (SbRecord) others = NULL;
  SbRecord *proposal;
  gsize n_left;
  const char *const *ids;

  if (id == NULL || distribution == NULL
      || sb_distribution_get_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE)
           != SB_DISTRIBUTION_CUSTOM
      || !is_by_list_alone (evidence->delivery, distribution))
    return NULL;

  left = list_others (distribution, id);
  if (left == NULL)
    return NULL;

  others = sb_record_copy (SB_RECORD (distribution));
  ids = sb_ids_peek (left, &n_left);
  sb_record_set_ids (others, SB_DISTRIBUTION_FIELD_DEVICE_IDS, ids, n_left);
  /* A list of nobody is none. */
  if (n_left == 0 && count_others (distribution) == 0)
    sb_record_set_enum (others, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_NO_DEVICES);
  proposal = sb_record_copy (SB_RECORD (evidence->configuration));
  sb_record_set_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (others));

  return sb_record_seal (proposal);
}
