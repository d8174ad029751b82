/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-ask.h"
#include "sb-command.h"
#include "sb-eligibility.h"

G_BEGIN_DECLS

/**
 * SbPlan:
 *
 * What a change will do, before it is sent: whom it is for, read and judged one by one, and frozen.
 * What is sent is what was counted. A plan is about devices ([func@Plan.make_async]) or
 * about a configuration ([func@Plan.make_change_async]).
 */
#define SB_TYPE_PLAN (sb_plan_get_type ())
G_DECLARE_FINAL_TYPE (SbPlan, sb_plan, SB, PLAN, GObject)

/**
 * SbPlanEntry:
 * @device_id: (nullable): the device, where a server names it
 * @configuration_id: (nullable): the configuration that is meant
 * @evidence: what it was judged by
 * @reach: (nullable): what the server's preview says of it
 * @eligibility: whether the change can be done to it, and why not
 */
typedef struct {
  const char *device_id;
  const char *configuration_id;
  SbEvidence evidence;
  SbReach *reach;
  SbEligibility eligibility;
} SbPlanEntry;

/**
 * SbPlanGroup:
 * @eligibility: why they are left out
 * @n_devices: how many
 */
typedef struct {
  SbEligibility eligibility;
  guint n_devices;
} SbPlanGroup;

/**
 * sb_plan_new_for_verb: (skip)
 * @entries: (element-type SbPlanEntry): what they have is owned by whoever asks
 * @n_devices: how many devices are meant
 * @n_excluded: as for [method@Plan.get_n_excluded]
 *
 * Returns: (transfer full): a plan about devices
 */
SbPlan *sb_plan_new_for_verb (SbVerb verb, GArray *entries, guint n_devices, guint n_excluded);

/**
 * sb_plan_new_for_ask: (skip)
 * @before: (nullable): the configuration as it is
 * @proposal: (nullable): as it shall be
 * @entries: (nullable) (element-type SbPlanEntry): the devices that are named, as for
 *   sb_plan_new_for_verb()
 * @numbers: how many devices it reaches
 *
 * Returns: (transfer full): a plan about a configuration
 */
SbPlan *sb_plan_new_for_ask (SbAsk ask,
                             SbConfiguration *before,
                             SbConfiguration *proposal,
                             GArray *entries,
                             const SbAskNumbers *numbers);

/**
 * sb_plan_get_verb:
 *
 * Returns: what is to be done
 */
SbVerb sb_plan_get_verb (SbPlan *self);

/**
 * sb_plan_get_n_devices:
 *
 * Returns: how many devices are meant; some may be left out
 */
guint sb_plan_get_n_devices (SbPlan *self);

/**
 * sb_plan_count:
 *
 * Returns: how many entries come to a verdict
 */
guint sb_plan_count (SbPlan *self, SbVerdict verdict);

/**
 * sb_plan_get_entry:
 *
 * Returns: (nullable) (transfer none): an entry; %NULL past the end
 */
const SbPlanEntry *sb_plan_get_entry (SbPlan *self, guint index);

/**
 * sb_plan_find:
 *
 * Returns: (nullable) (transfer none): the first entry that comes to a verdict
 */
const SbPlanEntry *sb_plan_find (SbPlan *self, SbVerdict verdict);

/**
 * sb_plan_entry_get_label:
 *
 * Returns: (nullable) (transfer none): what the device is called
 */
const char *sb_plan_entry_get_label (const SbPlanEntry *entry);

/**
 * sb_plan_get_group:
 *
 * Returns: (nullable) (transfer none): why some are left out, the most first; %NULL past the end
 */
const SbPlanGroup *sb_plan_get_group (SbPlan *self, guint index);

/**
 * sb_plan_get_n_excluded:
 *
 * Returns: eSIM configurations that could have been meant, but that the device is excluded from
 */
guint sb_plan_get_n_excluded (SbPlan *self);

/**
 * sb_plan_get_ask:
 *
 * Returns: what is to be done to a configuration
 */
SbAsk sb_plan_get_ask (SbPlan *self);

/**
 * sb_plan_get_subject:
 *
 * Returns: (nullable) (transfer none): the configuration that is asked about; %NULL for a plan
 * about devices
 */
SbConfiguration *sb_plan_get_subject (SbPlan *self);

/**
 * sb_plan_get_numbers:
 *
 * Returns: how many devices a change of a configuration reaches; valid as long as the plan
 */
const SbAskNumbers *sb_plan_get_numbers (SbPlan *self);

/**
 * sb_plan_list_to_reset:
 *
 * Returns: (transfer full) (element-type SbReach): whose eSIM is to be reset first: before a push
 *   those that have downloaded from there already, before a configuration is disabled or deleted
 *   those that keep an active plan
 */
GPtrArray *sb_plan_list_to_reset (SbPlan *self);

/**
 * sb_plan_create_command:
 * @with_unsure: whether with those of which it cannot be told
 *
 * Returns: (transfer full): what is sent
 */
SbCommand *sb_plan_create_command (SbPlan *self, gboolean with_unsure);

/**
 * sb_plan_freeze:
 *
 * For a job, whose commands are made later; [method@Plan.create_command] does it by itself.
 *
 * Returns: (transfer full): what the devices are that it read, see [func@frozen_new]
 */
GVariant *sb_plan_freeze (SbPlan *self);

G_END_DECLS
