/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "demo-clock.h"
#include "demo-options.h"
#include "demo-roll.h"
#include "demo-sql.h"

G_BEGIN_DECLS

/* The device spaces. */
#define DEMO_DEFAULT_SPACE G_GINT64_CONSTANT (30001)
#define DEMO_SECOND_SPACE  G_GINT64_CONSTANT (30002)
#define DEMO_THIRD_SPACE   G_GINT64_CONSTANT (30003)

typedef struct {
  DemoOptions *options; /* (owned) */
  DemoSql *sql;         /* (owned) */
  DemoClock *clock;     /* (owned) */
  DemoRoll *roll;       /* (owned) */
  guint64 seed;         /* the database's, which may not be the option's */
  char *user;
  char *password;
  char *set_aside; /* (nullable): where the database of an earlier format is now */
  gint64 kept;     /* monotonic, when the clock was kept last */
  gint64 now;      /* simulated, while a request or an event is dealt with */

  int clock_changes; /* of the database, by keeping the clock */

  /* The last counts, for as long as nothing changes: somebody may be walking over all pages. */
  char *counted; /* (nullable) */
  int counted_changes;
  JsonObject *counted_facets;
  gint64 counted_total;
  char *previewed; /* (nullable): what the table `would` holds */
  int previewed_changes;
} DemoTenant;

/* What fills a new tenant. */
typedef void (*DemoTenantMake) (DemoTenant *tenant);

DemoTenant *demo_tenant_new (DemoOptions *options, DemoTenantMake make, GError **error);
void demo_tenant_free (DemoTenant *self);
gint64 demo_tenant_get_real_now (DemoTenant *self);
char *demo_tenant_get_meta (DemoTenant *self, const char *name);
void demo_tenant_set_meta (DemoTenant *self, const char *name, const char *value);
int demo_tenant_get_changes (DemoTenant *self);
void demo_tenant_keep_clock (DemoTenant *self);
void demo_tenant_keep_clock_now_and_then (DemoTenant *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoTenant, demo_tenant_free)

G_END_DECLS
