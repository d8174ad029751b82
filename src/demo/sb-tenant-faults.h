/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SB_TENANT_FAULT_NONE,
  SB_TENANT_FAULT_STATUS,
  SB_TENANT_FAULT_RETRY_AFTER,
  SB_TENANT_FAULT_UNAVAILABLE,
  SB_TENANT_FAULT_HANG,
  SB_TENANT_FAULT_HANG_AFTER,
  SB_TENANT_FAULT_DROP,
  SB_TENANT_FAULT_DROP_AFTER,
  SB_TENANT_FAULT_SLOW,
  SB_TENANT_FAULT_TRICKLE,
  SB_TENANT_FAULT_TRUNCATE,
  SB_TENANT_FAULT_GARBAGE,
  SB_TENANT_FAULT_MISTYPE,
  SB_TENANT_FAULT_EMPTY,
  SB_TENANT_FAULT_DEEP,
  SB_TENANT_FAULT_HUGE,
  SB_TENANT_FAULT_BOMB,
  SB_TENANT_FAULT_REDIRECT,
} SbTenantFaultKind;

typedef struct {
  SbTenantFaultKind kind;
  gint64 number;
  char *text; /* (nullable) */
} SbTenantFault;

typedef struct _SbTenantFaults SbTenantFaults;

SbTenantFaults *sb_tenant_faults_new (char **texts, guint64 seed, GError **error);
void sb_tenant_faults_free (SbTenantFaults *self);
const SbTenantFault *
sb_tenant_faults_choose (SbTenantFaults *self, const char *method, const char *path);
const char *sb_tenant_faults_get_help (void);

G_END_DECLS
