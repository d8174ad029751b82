/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

typedef enum {
  SB_TENANT_EVENT_CHECK_IN,
  SB_TENANT_EVENT_ANSWER,
  SB_TENANT_EVENT_DISCOVERY,
  SB_TENANT_EVENT_PLAN,
  SB_TENANT_EVENT_RESET,
  SB_TENANT_EVENT_ENROL,
} SbTenantEventKind;

void sb_tenant_simulation_advance (SbTenantCore *tenant);
void sb_tenant_simulation_advance_to (SbTenantCore *tenant, gint64 now);
void sb_tenant_simulation_schedule (SbTenantCore *tenant);
void sb_tenant_simulation_stop (SbTenantCore *tenant);
void sb_tenant_simulation_add (SbTenantCore *tenant,
                               SbTenantEventKind kind,
                               gint64 delay,
                               gint64 device,
                               gint64 policy,
                               const char *host);
void sb_tenant_simulation_wake (SbTenantCore *tenant, gint64 device);
void sb_tenant_simulation_expect (SbTenantCore *tenant, gint64 device);
gint64 sb_tenant_simulation_between (SbTenantCore *tenant,
                                     gint64 subject,
                                     const char *purpose,
                                     gint64 low,
                                     gint64 high);

G_END_DECLS
