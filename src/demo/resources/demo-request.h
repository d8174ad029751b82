/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "demo-reply.h"

G_BEGIN_DECLS

typedef struct {
  char *method;
  char *path;
  GPtrArray *names;  /* of the parameters, in their order: query, then body */
  GPtrArray *values; /* beside the names */
  char *malformed;   /* (nullable): the first parameter that cannot be read; none after it is */
  JsonNode *body;    /* (nullable): when it is JSON */
  char *body_error;  /* (nullable): when it should be JSON and is not */
  gint64 id;         /* the number in the path, 0 when there is none */
  char *if_match;    /* (nullable) */
  char *key;         /* (nullable): Idempotency-Key */
} DemoRequest;

/* How many rows come where a request does not say how many, as recorded. */
#define DEMO_USUAL_ROWS  50
#define DEMO_USUAL_FEWER 10 /* devices and users */

typedef struct {
  gint64 start;
  gint64 rows;
} DemoPage;

void demo_request_free (DemoRequest *self);
const char *demo_request_get (DemoRequest *self, const char *name);
gboolean
demo_request_get_number (DemoRequest *self, const char *name, gint64 *number, DemoReply *reply);
gboolean demo_request_get_page (DemoRequest *self,
                                gint64 usual,
                                gint64 most,
                                DemoPage *page,
                                DemoReply *reply);
GArray *
demo_request_get_ids (DemoRequest *self, const char *name, gboolean required, DemoReply *reply);
char *demo_request_get_fingerprint (DemoRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoRequest, demo_request_free)

G_END_DECLS
