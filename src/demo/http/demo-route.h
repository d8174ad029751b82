/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

typedef void (*DemoHandler) (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);

typedef enum {
  DEMO_PUBLISHED, /* in the vendor's guide, P */
  DEMO_SEEN,      /* in public clients only, C */
  DEMO_OWN,       /* Signalbox's own, S */
} DemoCallKind;

typedef struct {
  DemoCallKind kind;
  const char *method;
  const char *path; /* # stands for a number */
  DemoHandler handler;
  const char *permission; /* (nullable) */
  gboolean needs_key;     /* the Idempotency-Key header */
} DemoRoute;

const DemoRoute *
demo_route_find (const char *method, const char *path, gboolean published_only, DemoReply *reply);

G_END_DECLS
