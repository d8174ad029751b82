/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"

G_BEGIN_DECLS

/* The answer of push, esimReset and esimResetCancel. */
typedef struct {
  gint64 accepted;
  gint64 rejected;
  JsonArray *list;
} DemoRejections;

void demo_rejections_init (DemoRejections *self);
void demo_rejections_add (DemoRejections *self, gint64 policy, gint64 device, const char *code);
void demo_rejections_finish (DemoRejections *self, DemoReply *reply);

G_END_DECLS
