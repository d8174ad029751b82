/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-clock.h"
#include "sb-tenant-options.h"
#include "sb-tenant-sql.h"

G_BEGIN_DECLS

typedef struct {
  SbTenantOptions *options; /* (owned) */
  SbTenantSql *sql;         /* (owned) */
  SbTenantClock *clock;     /* (owned) */
  guint64 seed;             /* the database's, which may not be the option's */
  char *user;
  char *password;
  gint64 now; /* simulated, while a request or an event is dealt with */
} SbTenant;

SbTenant *sb_tenant_new (SbTenantOptions *options, GError **error);
void sb_tenant_free (SbTenant *self);
gint64 sb_tenant_get_real_now (SbTenant *self);
char *sb_tenant_get_meta (SbTenant *self, const char *name);
void sb_tenant_set_meta (SbTenant *self, const char *name, const char *value);
void sb_tenant_keep_clock (SbTenant *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenant, sb_tenant_free)

G_END_DECLS
