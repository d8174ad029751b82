/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-ask.h"
#include "sb-command.h"
#include "sb-eligibility.h"
#include "sb-page-reader.h"
#include "sb-remote-list.h"

G_BEGIN_DECLS

/**
 * SbPlan:
 *
 * What a change will do, before it is sent: whom it is for, read and judged one by one, and frozen.
 * What is sent is what was counted. A plan is about devices ([func@Plan.make_async]) or about a
 * configuration ([func@Plan.make_change_async]).
 */
#define SB_TYPE_PLAN (sb_plan_get_type ())
G_DECLARE_FINAL_TYPE (SbPlan, sb_plan, SB, PLAN, GObject)

/**
 * SbPlanTarget:
 * @list: (nullable): the device list that was chosen from
 * @all: whether all that match the list's query are meant, but for @ids
 * @ids: (nullable) (element-type utf8): the devices, or the exceptions
 * @known: what is known of a single device: it is not read again
 * @space: (nullable): the device space of a device that is not in a list
 * @configuration_id: (nullable): the configuration that is pushed, excluded or included; %NULL for
 * every eSIM one
 * @configurations: (nullable): where that is looked up
 *
 * Whom a change of devices is for.
 */
typedef struct {
  SbRemoteList *list;
  gboolean all;
  GPtrArray *ids;
  SbEvidence known;
  const char *space;
  const char *configuration_id;
  SbRemoteList *configurations;
} SbPlanTarget;

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
 * sb_plan_new:
 * @verb: CHECK_IN, RESET or CANCEL_RESET
 * @devices: (element-type SbDevice): the devices
 * @states: (nullable) (element-type utf8 SbEsimState): by the ids of the devices, as far as known
 *
 * Returns: (transfer full): the plan for devices that were read already
 */
SbPlan *sb_plan_new (SbVerb verb, GPtrArray *devices, GHashTable *states);

/**
 * sb_plan_make_async:
 * @progress: (nullable) (scope forever): told how many of the list's devices were read
 *
 * Reads whom a change is for: the devices, for a push, a retry, an exclusion and its end the
 * configurations of the single one, and what they reported of their eSIM. A device that is gone is
 * left out. Where several devices are meant by what is for one, [method@Plan.get_n_devices] says so
 * and there are no entries.
 *
 * Errors are SB_ERROR, those of a read that could not be finished among them. A state that cannot
 * be read is not known.
 */
void sb_plan_make_async (SbServer *server,
                         SbVerb verb,
                         const SbPlanTarget *target,
                         SbPageReaderProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/**
 * sb_plan_make_change_async:
 * @ask: what is to be done
 * @before: the configuration as it is
 * @proposal: (nullable): as it shall be; %NULL where it is pushed or deleted
 *
 * Counts the devices that a change of a configuration reaches. The server's preview is asked; where
 * it is not offered, the configuration's own counts have to do. Where they contradict each other,
 * the larger number is told; where no number can be trusted, that it cannot be told, and why. Where
 * devices are named in the question (PUSH, DISABLE, DELETE), all of them are read, and are the
 * plan's entries.
 *
 * Errors: a push, which is sent to those that are named, fails where they cannot be read.
 */
void sb_plan_make_change_async (SbServer *server,
                                SbAsk ask,
                                SbConfiguration *before,
                                SbConfiguration *proposal,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * sb_plan_make_finish:
 *
 * Returns: (transfer full): the plan
 */
SbPlan *sb_plan_make_finish (GAsyncResult *result, GError **error);

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

G_END_DECLS
