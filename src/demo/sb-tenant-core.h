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
  gint64 kept; /* monotonic, when the clock was kept last */
  gint64 now;  /* simulated, while a request or an event is dealt with */

  /* The last counts, for as long as nothing changes: somebody may be walking over all pages. */
  char *counted; /* (nullable) */
  int counted_changes;
  JsonObject *counted_facets;
  gint64 counted_total;
} SbTenantCore;

SbTenantCore *sb_tenant_core_new (SbTenantOptions *options, GError **error);
void sb_tenant_core_free (SbTenantCore *self);
gint64 sb_tenant_core_get_real_now (SbTenantCore *self);
char *sb_tenant_core_get_meta (SbTenantCore *self, const char *name);
void sb_tenant_core_set_meta (SbTenantCore *self, const char *name, const char *value);
void sb_tenant_core_keep_clock (SbTenantCore *self);
void sb_tenant_core_keep_clock_now_and_then (SbTenantCore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenantCore, sb_tenant_core_free)

G_END_DECLS
