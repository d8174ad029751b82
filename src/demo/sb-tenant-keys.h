/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant-core.h"

G_BEGIN_DECLS

/* The Idempotency-Keys of the last 24 hours of real time. */
typedef struct _SbTenantKeys SbTenantKeys;

typedef enum {
  SB_TENANT_KEY_NEW,     /* carry out, then sb_tenant_keys_finish () */
  SB_TENANT_KEY_REPLAY,  /* *body and *status are the first answer */
  SB_TENANT_KEY_REFUSED, /* the reply tells why */
} SbTenantKeyState;

SbTenantKeys *sb_tenant_keys_new (SbTenantCore *tenant);
void sb_tenant_keys_free (SbTenantKeys *self);
SbTenantKeyState sb_tenant_keys_begin (SbTenantKeys *self,
                                       SbTenantRequest *request,
                                       guint *status,
                                       char **body,
                                       SbTenantReply *reply);
void
sb_tenant_keys_keep (SbTenantKeys *self, SbTenantRequest *request, guint status, const char *body);
void sb_tenant_keys_finish (SbTenantKeys *self, SbTenantRequest *request);

G_END_DECLS
