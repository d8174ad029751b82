/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-tenant"

#include "sb-tenant.h"

SB_DEFINE_RECORD (SbTenant, sb_tenant, SB_TENANT_FIELDS)
SB_DEFINE_RECORD (SbDeviceSpace, sb_device_space, SB_DEVICE_SPACE_FIELDS)
