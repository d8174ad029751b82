/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "sb-tenant-reply.h"

G_BEGIN_DECLS

typedef struct {
  char *method;
  char *path;
  GPtrArray *names;  /* of the parameters, in their order: query, then body */
  GPtrArray *values; /* beside the names */
  JsonNode *body;    /* (nullable): when it is JSON */
  char *body_error;  /* (nullable): when it should be JSON and is not */
  gint64 id;         /* the number in the path, 0 when there is none */
  char *if_match;    /* (nullable) */
  char *key;         /* (nullable): Idempotency-Key */
} SbTenantRequest;

/* How many rows come where a request does not say how many, as recorded. */
#define SB_TENANT_USUAL_ROWS  50
#define SB_TENANT_USUAL_FEWER 10 /* devices and users */

typedef struct {
  gint64 start;
  gint64 rows;
} SbTenantPage;

SbTenantRequest *sb_tenant_request_new (SoupServerMessage *message);
void sb_tenant_request_free (SbTenantRequest *self);
const char *sb_tenant_request_get (SbTenantRequest *self, const char *name);
gboolean sb_tenant_request_get_number (SbTenantRequest *self,
                                       const char *name,
                                       gint64 *number,
                                       SbTenantReply *reply);
gboolean sb_tenant_request_get_page (SbTenantRequest *self,
                                     gint64 usual,
                                     gint64 most,
                                     SbTenantPage *page,
                                     SbTenantReply *reply);
GArray *sb_tenant_request_get_ids (SbTenantRequest *self,
                                   const char *name,
                                   gboolean required,
                                   SbTenantReply *reply);
char *sb_tenant_request_get_fingerprint (SbTenantRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenantRequest, sb_tenant_request_free)

G_END_DECLS
