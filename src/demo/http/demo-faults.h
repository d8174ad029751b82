/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  DEMO_FAULT_NONE,
  DEMO_FAULT_STATUS,
  DEMO_FAULT_RETRY_AFTER,
  DEMO_FAULT_UNAVAILABLE,
  DEMO_FAULT_HANG,
  DEMO_FAULT_HANG_AFTER,
  DEMO_FAULT_DROP,
  DEMO_FAULT_DROP_AFTER,
  DEMO_FAULT_SLOW,
  DEMO_FAULT_TRICKLE,
  DEMO_FAULT_TRUNCATE,
  DEMO_FAULT_GARBAGE,
  DEMO_FAULT_MISTYPE,
  DEMO_FAULT_EMPTY,
  DEMO_FAULT_DEEP,
  DEMO_FAULT_HUGE,
  DEMO_FAULT_BOMB,
  DEMO_FAULT_REDIRECT,
} DemoFaultKind;

typedef struct {
  DemoFaultKind kind;
  gint64 number;
  char *text; /* (nullable) */
} DemoFault;

typedef struct _DemoFaults DemoFaults;

DemoFaults *demo_faults_new (char **texts, guint64 seed, GError **error);
void demo_faults_free (DemoFaults *self);
const DemoFault *demo_faults_choose (DemoFaults *self, const char *method, const char *path);
const char *demo_faults_get_help (void);

G_END_DECLS
