/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"

G_BEGIN_DECLS

/* The answer of push, esimReset and esimResetCancel. */
typedef struct {
  gint64 accepted;
  gint64 rejected;
  JsonArray *list;
} SbTenantRejections;

void sb_tenant_rejections_init (SbTenantRejections *self);
void
sb_tenant_rejections_add (SbTenantRejections *self, gint64 policy, gint64 device, const char *code);
void sb_tenant_rejections_finish (SbTenantRejections *self, SbTenantReply *reply);

G_END_DECLS
