/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"
#include "sb-remote-list.h"

G_BEGIN_DECLS

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
 * @now: milliseconds since 1970; 0 where that is not known
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
  gint64 now;
} SbPlanTarget;

/**
 * sb_plan_new:
 * @verb: one that is done to devices
 * @devices: (element-type SbDevice): the devices
 * @states: (nullable) (element-type utf8 SbEsimState): by the ids of the devices, as far as known
 * @now: milliseconds since 1970; 0 where that is not known
 *
 * Returns: (transfer full): the plan for devices that were read already
 */
SbPlan *sb_plan_new (SbVerb verb, GPtrArray *devices, GHashTable *states, gint64 now);

/**
 * sb_plan_make_async:
 * @progress: (nullable) (scope forever): told how far it is, and what the devices come to that were
 *   read; not what they reported of their eSIM
 *
 * Reads whom a change is for: the devices, for a push, a retry, an exclusion and its end the
 * configurations of the single one, and what they reported of their eSIM. A device that is gone is
 * left out. One configuration can be pushed to several devices. Where several are meant by what is
 * for one, [method@Plan.get_n_devices] says so and there are no entries.
 *
 * Errors are SB_ERROR, those of a read that could not be finished among them. A state that cannot
 * be read is not known.
 */
void sb_plan_make_async (SbServer *server,
                         SbVerb verb,
                         const SbPlanTarget *target,
                         SbPlanProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/**
 * sb_plan_make_finish:
 *
 * Returns: (transfer full): the plan
 */
SbPlan *sb_plan_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
