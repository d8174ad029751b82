/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  guint status;
  JsonNode *result; /* (nullable) */
  JsonArray *global_errors;
  JsonArray *field_errors;
  char *etag;        /* (nullable) */
  char *allow;       /* (nullable): the methods that a path takes */
  guint retry_after; /* seconds, 0: not sent */
} SbTenantReply;

SbTenantReply *sb_tenant_reply_new (void);
void sb_tenant_reply_free (SbTenantReply *self);
gboolean sb_tenant_reply_is_failed (SbTenantReply *self);
void
sb_tenant_reply_fail (SbTenantReply *self, guint status, const char *code, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
void sb_tenant_reply_fail_field (SbTenantReply *self,
                                 guint status,
                                 const char *field,
                                 const char *code,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (5, 6);
void sb_tenant_reply_take_object (SbTenantReply *self, JsonObject *result);
void sb_tenant_reply_set_done (SbTenantReply *self);
void sb_tenant_reply_take_list (SbTenantReply *self,
                                JsonArray *rows,
                                gint64 total,
                                gint64 start,
                                gint64 limit,
                                JsonObject *facets);
char *sb_tenant_reply_to_text (SbTenantReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenantReply, sb_tenant_reply_free)

G_END_DECLS
