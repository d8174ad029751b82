/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-policy-body.h"
#include "sb-tenant-core.h"

G_BEGIN_DECLS

/* Whether the device d can take an eSIM configuration, as far as the server knows. */
#define SB_TENANT_APPLICABLE                                                                       \
  "(d.registrationState = 'ACTIVE' AND CASE d.platformType WHEN 'IOS' THEN NOT d.userEnrolled"     \
  " AND d.build >= 13 AND ifnull (d.cellularTechnology, 'Not Present') <> 'Not Present'"           \
  " ELSE d.build >= 22000 AND ifnull (d.euicc_known, 1) END)"

void sb_tenant_distribution_fill (SbTenantCore *tenant, const SbTenantPolicyBody *body);
void sb_tenant_distribution_apply (SbTenantCore *tenant, gint64 policy);
void sb_tenant_distribution_apply_space (SbTenantCore *tenant, gint64 space);
void sb_tenant_distribution_send_again (SbTenantCore *tenant, gint64 policy);

G_END_DECLS
