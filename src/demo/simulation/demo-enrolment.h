/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

gboolean
demo_enrolment_end (DemoTenant *tenant, gint64 device, const char *state, const char *waiting);
void demo_enrolment_erase (DemoTenant *tenant, gint64 device);
void demo_enrolment_repeat (DemoTenant *tenant, gint64 device);
void demo_enrolment_forget (DemoTenant *tenant, gint64 device);

G_END_DECLS
