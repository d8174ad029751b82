/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record.h"

G_BEGIN_DECLS

/* What `forbidden` has of a capability. */
#define SB_CAPABILITY_BIT(capability) (G_GINT64_CONSTANT (1) << (capability))

/* The tenant. `forbidden` is what of SbCapability this user lacks the permission for; what is not
 * known of it is allowed until the server refuses it. */
#define SB_TENANT_FIELDS(F)                                                                        \
  F (DEFAULT_SPACE_ID, "default-space-id", ID, SB_FIELD_PLAIN, NULL)                               \
  F (FORBIDDEN, "forbidden", INT64, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_TENANT_(s, ...) SB_TENANT_FIELD_##s,
typedef enum { SB_TENANT_FIELDS (SB_FIELD_SYMBOL_TENANT_) SB_N_TENANT_FIELDS } SbTenantField;
#define SB_TYPE_TENANT (sb_tenant_get_type ())
SB_DECLARE_RECORD (SbTenant, sb_tenant, SbTenantField)

/* A device space. */
#define SB_DEVICE_SPACE_FIELDS(F)                                                                  \
  F (ID, "id", ID, SB_FIELD_PLAIN, NULL)                                                           \
  F (NAME, "name", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (DESCRIPTION, "description", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (IS_DEFAULT, "is-default", BOOLEAN, SB_FIELD_PLAIN, NULL)                                      \
  F (PRIORITY, "priority", INT64, SB_FIELD_PLAIN, NULL)                                            \
  F (DEVICE_COUNT, "device-count", INT64, SB_FIELD_PLAIN, NULL)                                    \
  F (CONFIGURATION_COUNT, "configuration-count", INT64, SB_FIELD_PLAIN, NULL)                      \
  F (DEVICE_GROUP_COUNT, "device-group-count", INT64, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_DEVICE_SPACE_(s, ...) SB_DEVICE_SPACE_FIELD_##s,
typedef enum {
  SB_DEVICE_SPACE_FIELDS (SB_FIELD_SYMBOL_DEVICE_SPACE_) SB_N_DEVICE_SPACE_FIELDS
} SbDeviceSpaceField;
#define SB_TYPE_DEVICE_SPACE (sb_device_space_get_type ())
SB_DECLARE_RECORD (SbDeviceSpace, sb_device_space, SbDeviceSpaceField)

G_END_DECLS
