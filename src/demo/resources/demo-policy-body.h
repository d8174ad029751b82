/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

/* A configuration as a client sends it. The lists of ids are JSON, as the database has them. */
typedef struct {
  gint64 id; /* 0: it does not exist yet */
  char *uuid;
  gint64 space;
  char *name;
  char *description;
  char *type;
  char *platform;
  gboolean enabled;
  char *carrier_url;
  char *server_name;
  gboolean is_discovery_server;
  gboolean auto_enable;
  char *host; /* (nullable): of the URL, or the server's name, in lower case */
  char *distribution;
  char *device_groups;
  char *devices;
  char *accounts;
  char *account_groups;
} DemoPolicyBody;

DemoPolicyBody *demo_policy_body_read (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
gboolean demo_policy_body_check (DemoTenant *tenant, DemoPolicyBody *self, DemoReply *reply);
char *demo_policy_body_read_uuid (DemoRequest *request);
char *demo_policy_body_get_url_host (const char *url);
void demo_policy_body_free (DemoPolicyBody *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoPolicyBody, demo_policy_body_free)

G_END_DECLS
