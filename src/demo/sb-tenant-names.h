/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *identifier;
  const char *name;
  const char *maker;
  guint storage; /* GB */
} SbTenantModel;

typedef struct {
  const char *name;
  const char *mcc;
  const char *mnc;
  const char *issuer; /* the ICCID's first digits */
} SbTenantNetwork;

extern const char *const SB_TENANT_FIRST_NAMES[];
extern const char *const SB_TENANT_LAST_NAMES[];
extern const char *const SB_TENANT_SITES[];
extern const char *const SB_TENANT_TEAMS[];
extern const SbTenantNetwork SB_TENANT_NETWORKS[];
extern const guint SB_TENANT_N_NETWORKS;

extern const SbTenantModel SB_TENANT_ESIM_PHONES[];
extern const SbTenantModel SB_TENANT_OLD_PHONES[];
extern const SbTenantModel SB_TENANT_TABLETS[];
extern const SbTenantModel SB_TENANT_MACS[];
extern const SbTenantModel SB_TENANT_ANDROIDS[];
extern const SbTenantModel SB_TENANT_MODEM_PCS[];
extern const SbTenantModel SB_TENANT_PLAIN_PCS[];

G_END_DECLS
