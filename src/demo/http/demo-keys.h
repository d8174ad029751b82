/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

/* The Idempotency-Keys of the last 24 hours of real time. */
typedef struct _DemoKeys DemoKeys;

typedef enum {
  DEMO_KEY_NEW,     /* carry out, then demo_keys_finish () */
  DEMO_KEY_REPLAY,  /* *body and *status are the first answer */
  DEMO_KEY_REFUSED, /* the reply tells why */
} DemoKeyState;

DemoKeys *demo_keys_new (DemoTenant *tenant);
void demo_keys_free (DemoKeys *self);
DemoKeyState demo_keys_begin (DemoKeys *self,
                              DemoRequest *request,
                              guint *status,
                              char **body,
                              DemoReply *reply);
void demo_keys_keep (DemoKeys *self, DemoRequest *request, guint status, const char *body);
void demo_keys_finish (DemoKeys *self, DemoRequest *request);

G_END_DECLS
