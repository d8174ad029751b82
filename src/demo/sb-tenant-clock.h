/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SB_TENANT_MINUTE (G_GINT64_CONSTANT (60000))
#define SB_TENANT_DAY    (24 * 60 * SB_TENANT_MINUTE)

typedef struct _SbTenantClock SbTenantClock;

SbTenantClock *sb_tenant_clock_new (void);
void sb_tenant_clock_free (SbTenantClock *self);
void
sb_tenant_clock_add_stretch (SbTenantClock *self, gint64 simulated, gint64 real, double factor);
gint64 sb_tenant_clock_start (SbTenantClock *self);
gint64 sb_tenant_clock_get_now (SbTenantClock *self);
gint64 sb_tenant_clock_to_real (SbTenantClock *self, gint64 simulated);
gint64 sb_tenant_clock_until (SbTenantClock *self, gint64 simulated);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenantClock, sb_tenant_clock_free)

G_END_DECLS
