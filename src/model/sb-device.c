/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device"

#include "sb-device.h"

SB_DEFINE_RECORD (SbSubscription, sb_subscription, SB_SUBSCRIPTION_FIELDS)
SB_DEFINE_RECORD (SbGroupRef, sb_group_ref, SB_GROUP_REF_FIELDS)
SB_DEFINE_RECORD (SbDevice, sb_device, SB_DEVICE_FIELDS)
SB_DEFINE_RECORD (SbReach, sb_reach, SB_REACH_FIELDS)
