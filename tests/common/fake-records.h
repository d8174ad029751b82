/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"
#include "sb-delivery.h"
#include "sb-device.h"

G_BEGIN_DECLS

/* Records with what a page shows. All are (transfer full), and unsealed, so that a test can add to
 * them, but for the counts. */

/* An active device; one of which the build is known has an eSIM. */
SbDevice *
fake_make_device (const char *id, const char *name, SbPlatform platform, const char *build);
/* An enabled one for All Devices, in its third version. */
SbConfiguration *fake_make_configuration (const char *id, const char *name, SbPlatform platform);
SbDelivery *fake_make_delivery (const char *device_id, SbDeliveryState state, SbPlatform platform);
/* Sealed counts, in the order of the ladder and what is beside it. */
SbDeliveryCounts *fake_make_counts (const gint64 counts[8]);

G_END_DECLS
