/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "demo-clock.h"
#include "demo-sql.h"

G_BEGIN_DECLS

/* The roll of the fleet: of each device what lists are counted, filtered and sorted by, in memory.
 * It follows the table `device` by itself. A fleet of a million devices comes in few varieties, as
 * far as the columns with few values go: counts are kept for these, and a condition on these
 * columns alone is asked of them in place of the devices.
 */
typedef struct _DemoRoll DemoRoll;

/* The columns of `device` that have few values. */
enum {
  DEMO_ROLL_SPACE,
  DEMO_ROLL_PLATFORM_TYPE,
  DEMO_ROLL_WINDOWS_DEVICE_TYPE,
  DEMO_ROLL_PRETTY_MODEL,
  DEMO_ROLL_PLATFORM_VERSION,
  DEMO_ROLL_REGISTRATION_STATE,
  DEMO_ROLL_QUARANTINED,
  DEMO_ROLL_JAILBROKEN,
  DEMO_ROLL_COMPLIANCE_STATE,
  DEMO_ROLL_CURRENT_CARRIER,
  DEMO_ROLL_SUBSCRIBER_CARRIER,
  DEMO_ROLL_HAS_ESIM,
  DEMO_ROLL_N_COLUMNS
};

/* Of a device, as it stands in the table. */
typedef struct {
  gint64 id;
  const char *texts[DEMO_ROLL_N_COLUMNS]; /* (nullable) each; of a truth value 0 or 1 */
  const char *device_name;
  const char *display_name;
  gint64 seen; /* simulated */
  gboolean reachable;
} DemoRollDevice;

typedef struct {
  const char *name;
  const char *column; /* of a variety */
  gboolean truth;     /* both values are sent; null where there is none of them */
} DemoRollFacet;

/* What fits a condition. Belongs to the roll, and holds until the roll is asked for another. */
typedef struct _DemoRollMatch DemoRollMatch;

DemoRoll *demo_roll_new (DemoSql *sql, DemoClock *clock);
void demo_roll_free (DemoRoll *self);
void demo_roll_add (DemoRoll *self, const DemoRollDevice *device);
void demo_roll_refresh (DemoRoll *self);
DemoRollMatch *
demo_roll_match (DemoRoll *self, const char *condition, GPtrArray *values, gboolean of_varieties);
GArray *demo_roll_get_ids (DemoRoll *self, DemoRollMatch *match);
gint64 demo_roll_count (DemoRoll *self, DemoRollMatch *match);
gint64 demo_roll_count_space (DemoRoll *self, gint64 space);
JsonObject *demo_roll_get_facets (DemoRoll *self,
                                  DemoRollMatch *match,
                                  const DemoRollFacet *facets,
                                  guint n_facets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoRoll, demo_roll_free)

G_END_DECLS
