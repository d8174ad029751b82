/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant-core.h"

G_BEGIN_DECLS

typedef void (*SbTenantHandler) (SbTenantCore *tenant,
                                 SbTenantRequest *request,
                                 SbTenantReply *reply);

typedef enum {
  SB_TENANT_PUBLISHED, /* in the vendor's guide, P */
  SB_TENANT_SEEN,      /* in public clients only, C */
  SB_TENANT_OWN,       /* Signalbox's own, S */
} SbTenantCallKind;

typedef struct {
  SbTenantCallKind kind;
  const char *method;
  const char *path; /* # stands for a number */
  SbTenantHandler handler;
  const char *permission; /* (nullable) */
  gboolean needs_key;     /* the Idempotency-Key header */
} SbTenantRoute;

const SbTenantRoute *sb_tenant_route_find (const char *method,
                                           const char *path,
                                           gboolean published_only,
                                           SbTenantReply *reply);

G_END_DECLS
