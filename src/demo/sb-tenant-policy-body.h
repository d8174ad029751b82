/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant-core.h"

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
} SbTenantPolicyBody;

SbTenantPolicyBody *
sb_tenant_policy_body_read (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply);
gboolean
sb_tenant_policy_body_check (SbTenantCore *tenant, SbTenantPolicyBody *self, SbTenantReply *reply);
char *sb_tenant_policy_body_read_uuid (SbTenantRequest *request);
char *sb_tenant_policy_body_get_url_host (const char *url);
void sb_tenant_policy_body_free (SbTenantPolicyBody *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenantPolicyBody, sb_tenant_policy_body_free)

G_END_DECLS
