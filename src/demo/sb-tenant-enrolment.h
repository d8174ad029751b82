/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

gboolean sb_tenant_enrolment_end (SbTenantCore *tenant,
                                  gint64 device,
                                  const char *state,
                                  const char *waiting);
void sb_tenant_enrolment_erase (SbTenantCore *tenant, gint64 device);
void sb_tenant_enrolment_repeat (SbTenantCore *tenant, gint64 device);
void sb_tenant_enrolment_forget (SbTenantCore *tenant, gint64 device);

G_END_DECLS
