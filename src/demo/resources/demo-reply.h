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
} DemoReply;

DemoReply *demo_reply_new (void);
void demo_reply_free (DemoReply *self);
gboolean demo_reply_is_failed (DemoReply *self);
void demo_reply_fail (DemoReply *self, guint status, const char *code, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
void demo_reply_fail_field (DemoReply *self,
                            guint status,
                            const char *field,
                            const char *code,
                            const char *format,
                            ...) G_GNUC_PRINTF (5, 6);
void demo_reply_take_object (DemoReply *self, JsonObject *result);
void demo_reply_set_done (DemoReply *self);
void demo_reply_take_list (DemoReply *self,
                           JsonArray *rows,
                           gint64 total,
                           gint64 start,
                           gint64 limit,
                           JsonObject *facets);
char *demo_reply_to_text (DemoReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoReply, demo_reply_free)

G_END_DECLS
