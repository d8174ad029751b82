/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *identifier;
  const char *name;
  const char *maker;
  guint storage; /* GB */
} DemoModel;

typedef struct {
  const char *name;
  const char *mcc;
  const char *mnc;
  const char *issuer; /* the ICCID's first digits */
} DemoNetwork;

extern const char *const DEMO_FIRST_NAMES[];
extern const char *const DEMO_LAST_NAMES[];
extern const char *const DEMO_SITES[];
extern const char *const DEMO_TEAMS[];
extern const DemoNetwork DEMO_NETWORKS[];
extern const guint DEMO_N_NETWORKS;

extern const DemoModel DEMO_ESIM_PHONES[];
extern const DemoModel DEMO_OLD_PHONES[];
extern const DemoModel DEMO_TABLETS[];
extern const DemoModel DEMO_MACS[];
extern const DemoModel DEMO_ANDROIDS[];
extern const DemoModel DEMO_MODEM_PCS[];
extern const DemoModel DEMO_PLAIN_PCS[];

G_END_DECLS
