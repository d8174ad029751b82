/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-policy.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

/* Whether the device d can take an eSIM configuration, as far as the server knows. */
#define DEMO_APPLICABLE                                                                            \
  "(d.registrationState = 'ACTIVE' AND CASE d.platformType WHEN 'IOS' THEN NOT d.userEnrolled"     \
  " AND d.build >= 13 AND ifnull (d.cellularTechnology, 'Not Present') <> 'Not Present'"           \
  " ELSE d.build >= 22000 AND ifnull (d.euicc_known, 1) END)"

void demo_distribution_fill (DemoTenant *tenant, const DemoPolicy *body);
void demo_distribution_apply (DemoTenant *tenant, gint64 policy);
void demo_distribution_apply_space (DemoTenant *tenant, gint64 space);
void demo_distribution_send_again (DemoTenant *tenant, gint64 policy);

G_END_DECLS
