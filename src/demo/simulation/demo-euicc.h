/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

/* What a PC answers to SyncML. */
typedef struct {
  int status;      /* of OMA DM: 200, or 404 for a node that the PC does not have */
  char *node;      /* (nullable): that node */
  char *server;    /* (nullable): the download server that was spoken of */
  gboolean added;  /* it is new there, so discovery begins */
  gboolean resets; /* ResetToFactoryState was called */
} DemoEuiccAnswer;

DemoEuiccAnswer *demo_euicc_run (DemoTenant *tenant, gint64 device, const char *syncml);
void demo_euicc_answer_free (DemoEuiccAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoEuiccAnswer, demo_euicc_answer_free)

G_END_DECLS
