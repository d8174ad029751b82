/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

/* Who works with the demo tenant. */
#define DEMO_ADMINISTRATOR G_GINT64_CONSTANT (50003)

/* A configuration that is to be written down. The lists of ids are JSON, as the database has them.
 */
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
} DemoPolicy;

char *demo_policy_get_url_host (const char *url);
gint64 demo_policy_insert (DemoTenant *tenant, const DemoPolicy *policy);
void demo_policy_free (DemoPolicy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoPolicy, demo_policy_free)

G_END_DECLS
