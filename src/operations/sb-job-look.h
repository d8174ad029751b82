/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job-private.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_job_look_async:
 * @with_devices: whether to look as well which devices are not managed any more
 *
 * Reads what there is to see of the devices that a job waits for. What cannot be read is not seen.
 */
void sb_job_look_async (SbServer *server,
                        SbJob *job,
                        gboolean with_devices,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/**
 * sb_job_look_finish:
 *
 * Returns: (transfer full): what was seen
 */
SbJobSight *sb_job_look_finish (GAsyncResult *result);

void sb_job_sight_free (SbJobSight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbJobSight, sb_job_sight_free)

G_END_DECLS
