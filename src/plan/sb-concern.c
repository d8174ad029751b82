/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-concern"

#include "sb-concern.h"

static gboolean
has_live_slot (SbDevice *device)
{
  GPtrArray *slots = device == NULL ? NULL : sb_device_get_slots (device);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    SbSubscription *slot = g_ptr_array_index (slots, i);

    /* A physical SIM has an ICCID, too. */
    if (sb_subscription_is_known (slot, SB_SUBSCRIPTION_FIELD_EID)
        && sb_subscription_is_known (slot, SB_SUBSCRIPTION_FIELD_ICCID))
      return TRUE;
  }

  return FALSE;
}

static gboolean
has_live_profile (SbEsimState *state)
{
  GPtrArray *profiles = state == NULL
                          ? NULL
                          : sb_esim_state_get_records (state, SB_ESIM_STATE_FIELD_PROFILES);

  for (guint i = 0; profiles != NULL && i < profiles->len; i++) {
    SbEsimProfile *profile = g_ptr_array_index (profiles, i);

    if (sb_esim_profile_get_enum (profile, SB_ESIM_PROFILE_FIELD_STATE) == SB_PROFILE_INSTALLED
        && sb_esim_profile_get_boolean (profile, SB_ESIM_PROFILE_FIELD_ENABLED))
      return TRUE;
  }

  return FALSE;
}

static SbDeliveryState
get_state (const SbEvidence *evidence, SbReach *reach)
{
  if (reach != NULL)
    return (SbDeliveryState) sb_reach_get_enum (reach, SB_REACH_FIELD_STATE);
  if (evidence->delivery != NULL)
    return (SbDeliveryState) sb_delivery_get_enum (evidence->delivery, SB_DELIVERY_FIELD_STATE);

  return SB_DELIVERY_UNKNOWN;
}

/* A reset deletes what a user added, too. */
static gboolean
was_just_reset (SbEsimState *state)
{
  GPtrArray *profiles;

  if (state == NULL || !sb_esim_state_is_known (state, SB_ESIM_STATE_FIELD_PROFILES)
      || sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE) != SB_RESET_DONE)
    return FALSE;

  profiles = sb_esim_state_get_records (state, SB_ESIM_STATE_FIELD_PROFILES);

  return profiles == NULL || profiles->len == 0;
}

SbLivePlan
sb_live_plan_find (const SbEvidence *evidence, SbReach *reach)
{
  const SbEligibility reset = sb_eligibility_judge (SB_VERB_RESET, evidence);

  if (get_state (evidence, reach) == SB_DELIVERY_ACTIVE || has_live_profile (evidence->state)
      || has_live_slot (evidence->device)
      || (reach != NULL && sb_reach_get_int64 (reach, SB_REACH_FIELD_LIVE_PROFILE_COUNT) > 0))
    return SB_LIVE_PLAN_SEEN;

  if (reset.reason == SB_REASON_NO_ESIM_HARDWARE || reset.reason == SB_REASON_NO_ESIM_OR_HOME
      || (evidence->device != NULL
          && sb_device_get_esim_presence (evidence->device) == SB_ESIM_ABSENT)
      || was_just_reset (evidence->state))
    return SB_LIVE_PLAN_NONE;

  return SB_LIVE_PLAN_CANNOT_TELL;
}

SbImpact
sb_impact_of_verb (SbVerb verb)
{
  static const SbImpact impacts[SB_N_VERBS] = {
    [SB_VERB_PUSH] = SB_IMPACT_SEND,        [SB_VERB_RETRY] = SB_IMPACT_SEND,
    [SB_VERB_EXCLUDE] = SB_IMPACT_TAKE_OFF, [SB_VERB_INCLUDE] = SB_IMPACT_SEND,
    [SB_VERB_RESET] = SB_IMPACT_RESET,      [SB_VERB_RETIRE] = SB_IMPACT_RETIRE,
  };

  g_return_val_if_fail (verb < SB_N_VERBS, SB_IMPACT_NONE);

  return impacts[verb];
}

SbImpact
sb_impact_of_ask (SbAsk ask, SbReachChange change, gboolean resends)
{
  if (ask == SB_ASK_DISABLE || ask == SB_ASK_DELETE || change == SB_REACH_REMOVED)
    return SB_IMPACT_TAKE_OFF;
  /* What a device has already, and keeps, is sent again where that is what was asked for. */
  if (change == SB_REACH_KEPT && (ask == SB_ASK_SAVE || ask == SB_ASK_UNDO) && !resends)
    return SB_IMPACT_NONE;

  return SB_IMPACT_SEND;
}

static gboolean
has_downloaded (const SbEvidence *evidence, SbReach *reach)
{
  if (reach != NULL)
    return sb_reach_get_boolean (reach, SB_REACH_FIELD_DOWNLOADED);

  return evidence->delivery != NULL
         && sb_delivery_get_boolean (evidence->delivery, SB_DELIVERY_FIELD_DOWNLOADED);
}

static gboolean
is_resetting (const SbEvidence *evidence)
{
  int reset = evidence->state == NULL
                ? SB_RESET_UNKNOWN
                : sb_esim_state_get_enum (evidence->state, SB_ESIM_STATE_FIELD_RESET_STATE);

  return reset == SB_RESET_REQUESTED || reset == SB_RESET_RUNNING;
}

static gboolean
is_silent (SbDevice *device, gint64 now)
{
  return device != NULL && now > 0 && sb_device_is_known (device, SB_DEVICE_FIELD_LAST_CHECKIN)
         && now - sb_device_get_int64 (device, SB_DEVICE_FIELD_LAST_CHECKIN)
              > (gint64) SB_SILENT_DAYS * 24 * 60 * 60 * 1000;
}

guint
sb_concerns_find (SbImpact impact, const SbEvidence *evidence, SbReach *reach, gint64 now)
{
  const gboolean sends = impact == SB_IMPACT_SEND;
  const gboolean leaves = impact == SB_IMPACT_TAKE_OFF || impact == SB_IMPACT_RETIRE;
  SbLivePlan live;
  guint concerns = 0;

  if (impact == SB_IMPACT_NONE)
    return 0;

  live = sb_live_plan_find (evidence, reach);
  if (sends && evidence->old != NULL)
    concerns |= SB_CONCERN_BIT (SB_CONCERN_OLD_RECORD);
  if (impact == SB_IMPACT_RESET && live == SB_LIVE_PLAN_SEEN)
    concerns |= SB_CONCERN_BIT (SB_CONCERN_LOSES_PLAN);
  if (leaves && live == SB_LIVE_PLAN_SEEN)
    concerns |= SB_CONCERN_BIT (SB_CONCERN_KEEPS_PLAN);
  if (leaves && live == SB_LIVE_PLAN_CANNOT_TELL)
    concerns |= SB_CONCERN_BIT (SB_CONCERN_MAY_KEEP_PLAN);
  if (sends && has_downloaded (evidence, reach))
    concerns |= SB_CONCERN_BIT (SB_CONCERN_DOWNLOADED);
  else if (sends && live == SB_LIVE_PLAN_SEEN)
    concerns |= SB_CONCERN_BIT (SB_CONCERN_HAS_PLAN);
  if (sends && is_resetting (evidence))
    concerns |= SB_CONCERN_BIT (SB_CONCERN_RESETTING);
  if (is_silent (evidence->device, now))
    concerns |= SB_CONCERN_BIT (SB_CONCERN_SILENT);

  return concerns;
}
