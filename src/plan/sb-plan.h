/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-ask.h"
#include "sb-command.h"
#include "sb-concern.h"

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
 * @concerns: bits of SbConcern; the plan finds them
 * @is_left_out: whether a person has left it out, see [method@Plan.leave_out]
 */
typedef struct {
  const char *device_id;
  const char *configuration_id;
  SbEvidence evidence;
  SbReach *reach;
  SbEligibility eligibility;
  guint concerns;
  gboolean is_left_out;
} SbPlanEntry;

/**
 * SbPlanGroupKind:
 * @SB_PLAN_GROUP_CHANGE: it is done to them, by what the server's preview says of them
 * @SB_PLAN_GROUP_CONCERN: it is done to them, and there is something to know
 * @SB_PLAN_GROUP_CANNOT_TELL: it is done to them, and whether it can be cannot be told, by why
 * @SB_PLAN_GROUP_NOT_ELIGIBLE: it is not done to them, by why
 */
typedef enum {
  SB_PLAN_GROUP_CHANGE,
  SB_PLAN_GROUP_CONCERN,
  SB_PLAN_GROUP_CANNOT_TELL,
  SB_PLAN_GROUP_NOT_ELIGIBLE,
} SbPlanGroupKind;

#define SB_N_PLAN_GROUP_KINDS (SB_PLAN_GROUP_NOT_ELIGIBLE + 1)

/**
 * SbPlanGroup:
 * @kind: what they have in common
 * @change: of CHANGE; UNKNOWN where there is no such preview
 * @concern: of CONCERN
 * @eligibility: of CANNOT_TELL and NOT_ELIGIBLE
 * @n_devices: how many they are
 * @n_left_out: how many of them a person has left out
 *
 * Entries of a plan that have something in common. Each is in one group of CHANGE, CANNOT_TELL or
 * NOT_ELIGIBLE, and in one for each of its concerns.
 */
typedef struct {
  SbPlanGroupKind kind;
  SbReachChange change;
  SbConcern concern;
  SbEligibility eligibility;
  guint n_devices;
  guint n_left_out;
} SbPlanGroup;

/**
 * sb_plan_new_for_verb: (skip)
 * @entries: (element-type SbPlanEntry): what they have is owned by whoever asks
 * @n_devices: how many devices are meant
 * @n_excluded: as for [method@Plan.get_n_excluded]
 * @now: milliseconds since 1970; 0 where that is not known
 *
 * Returns: (transfer full): a plan about devices
 */
SbPlan *
sb_plan_new_for_verb (SbVerb verb, GArray *entries, guint n_devices, guint n_excluded, gint64 now);

/**
 * sb_plan_new_for_ask: (skip)
 * @before: (nullable): the configuration as it is
 * @proposal: (nullable): as it shall be
 * @entries: (nullable) (element-type SbPlanEntry): the devices that are named, as for
 *   sb_plan_new_for_verb()
 * @numbers: how many devices it reaches
 * @now: milliseconds since 1970; 0 where that is not known
 *
 * Returns: (transfer full): a plan about a configuration
 */
SbPlan *sb_plan_new_for_ask (SbAsk ask,
                             SbConfiguration *before,
                             SbConfiguration *proposal,
                             GArray *entries,
                             const SbAskNumbers *numbers,
                             gint64 now);

/**
 * SbPlanProgress:
 * @so_far: what is known of the plan; the same one as before with more entries, or another one
 * @n_read: how many rows were read
 * @total: how many there are, or -1 where that is not known
 *
 * Told while a plan is made.
 */
typedef void (*SbPlanProgress) (SbPlan *so_far, guint n_read, gint64 total, gpointer user_data);

/**
 * sb_plan_add_entries: (skip)
 * @entries: (nullable) (element-type SbPlanEntry): what they have is owned by whoever asks
 *
 * For a plan that is being made.
 */
void sb_plan_add_entries (SbPlan *self, GArray *entries);

/**
 * sb_plan_list_sent_to: (skip)
 *
 * Returns: (transfer full) (element-type SbDevice): the devices that something is sent to, as far
 *   as they are known
 */
GPtrArray *sb_plan_list_sent_to (SbPlan *self);

/**
 * sb_plan_take_old_records: (skip)
 * @old: (element-type SbOldRecord): old records of its devices
 *
 * The devices that have one are told by SB_CONCERN_OLD_RECORD, and one that is not eligible and is
 * an old record itself is so for that reason.
 */
void sb_plan_take_old_records (SbPlan *self, GPtrArray *old);

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
 * Returns: how many entries come to a verdict, and were not left out by a person
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
 * Returns: (nullable) (transfer none): the first entry that comes to a verdict, and was not left
 * out
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
 * Returns: (nullable) (transfer none): what some have in common, the concerns in their order, else
 *   the most first; %NULL past the end. It is valid until an entry is left out.
 */
const SbPlanGroup *sb_plan_get_group (SbPlan *self, SbPlanGroupKind kind, guint index);

/**
 * sb_plan_group_has: (skip)
 *
 * Returns: whether @entry is one of the group
 */
gboolean sb_plan_group_has (const SbPlanGroup *group, const SbPlanEntry *entry);

/**
 * sb_plan_names_devices:
 *
 * Returns: whether what is sent names the devices, so that some can be left out; else the server
 *   decides whom the change reaches
 */
gboolean sb_plan_names_devices (SbPlan *self);

/**
 * sb_plan_leave_out:
 * @leaves_out: whether it is left out from now on
 *
 * A person decides about one entry. What cannot be done is left out anyway.
 */
void sb_plan_leave_out (SbPlan *self, guint index, gboolean leaves_out);

/**
 * sb_plan_leave_group_out: (skip)
 * @group: (nullable): some of the entries; %NULL for all
 *
 * The same for all of a group.
 */
void sb_plan_leave_group_out (SbPlan *self, const SbPlanGroup *group, gboolean leaves_out);

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
 * sb_plan_get_before:
 *
 * Returns: (nullable) (transfer none): the configuration as it is
 */
SbConfiguration *sb_plan_get_before (SbPlan *self);

/**
 * sb_plan_get_proposal:
 *
 * Returns: (nullable) (transfer none): the configuration as it shall be
 */
SbConfiguration *sb_plan_get_proposal (SbPlan *self);

/**
 * sb_plan_get_numbers:
 *
 * Returns: how many devices a change of a configuration reaches; valid as long as the plan
 */
const SbAskNumbers *sb_plan_get_numbers (SbPlan *self);

/**
 * sb_plan_list_entries:
 * @with_unsure: whether with those of which it cannot be told
 *
 * Returns: (transfer container) (element-type SbPlanEntry): those that it is done to
 */
GPtrArray *sb_plan_list_entries (SbPlan *self, gboolean with_unsure);

/**
 * sb_plan_get_pushed:
 * @name: (out) (nullable) (transfer none): what it is called; set where there is one
 *
 * Returns: (nullable) (transfer none): the one configuration that is pushed to all the devices
 */
const char *sb_plan_get_pushed (SbPlan *self, const char **name);

/**
 * sb_plan_create_command:
 * @with_unsure: whether with those of which it cannot be told
 *
 * Returns: (transfer full): what is sent
 */
SbCommand *sb_plan_create_command (SbPlan *self, gboolean with_unsure);

/**
 * sb_plan_create_command_for:
 * @entries: (element-type SbPlanEntry): some of the plan's, about devices
 *
 * Returns: (transfer full): what is sent for these alone
 */
SbCommand *sb_plan_create_command_for (SbPlan *self, GPtrArray *entries);

/**
 * sb_plan_freeze:
 *
 * For a job, whose commands are made later; [method@Plan.create_command] does it by itself.
 *
 * Returns: (transfer full): what the devices are that it read, see [func@frozen_new]
 */
GVariant *sb_plan_freeze (SbPlan *self);

G_END_DECLS
