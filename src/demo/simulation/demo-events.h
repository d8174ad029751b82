/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

typedef enum {
  DEMO_EVENT_CHECK_IN,
  DEMO_EVENT_ANSWER,
  DEMO_EVENT_DISCOVERY,
  DEMO_EVENT_PLAN,
  DEMO_EVENT_RESET,
  DEMO_EVENT_ENROL,
} DemoEventKind;

void demo_events_add (DemoTenant *tenant,
                      DemoEventKind kind,
                      gint64 delay,
                      gint64 device,
                      gint64 policy,
                      const char *host);
void demo_events_wake (DemoTenant *tenant, gint64 device);
void demo_events_expect (DemoTenant *tenant, gint64 device);
gint64 demo_events_between (DemoTenant *tenant,
                            gint64 subject,
                            const char *purpose,
                            gint64 low,
                            gint64 high);

G_END_DECLS
