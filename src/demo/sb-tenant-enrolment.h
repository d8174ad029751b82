/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant.h"

G_BEGIN_DECLS

gboolean
sb_tenant_enrolment_end (SbTenant *tenant, gint64 device, const char *state, const char *waiting);
void sb_tenant_enrolment_erase (SbTenant *tenant, gint64 device);
void sb_tenant_enrolment_repeat (SbTenant *tenant, gint64 device);
void sb_tenant_enrolment_forget (SbTenant *tenant, gint64 device);

G_END_DECLS
