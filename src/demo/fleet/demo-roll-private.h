/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the roll share, and nobody else. */

#include "demo-checkin.h"
#include "demo-roll.h"
#include "demo-words.h"

G_BEGIN_DECLS

/* In place of what `checkin_next` has. */
#define DEMO_ROLL_NOT_COMPUTED  G_MININT64
#define DEMO_ROLL_NOT_REACHABLE (G_MININT64 + 1)

/* One combination of what the columns hold. */
typedef struct {
  guint32 words[DEMO_ROLL_N_COLUMNS];
  gint64 count;
} DemoRollVariety;

/* How often a device checked in, as far as that was computed. */
typedef struct {
  gint64 count; /* by itself, where the next time is one of them */
  gint64 seen;  /* simulated */
  DemoPace pace;
} DemoRollCheckIn;

struct _DemoRollMatch {
  char *condition;
  GPtrArray *values;
  gboolean of_varieties;
  GByteArray *fits; /* by variety, or by device */
};

struct _DemoRoll {
  DemoSql *sql;
  DemoClock *clock;
  DemoWords words; /* of the varieties */
  DemoWords names;
  DemoWords owners;
  GHashTable *known;   /* the words of a variety → its number */
  GArray *varieties;   /* DemoRollVariety, by number */
  GArray *changed;     /* gint64: ids of devices that came, went or were changed */
  GArray *unsure;      /* gint64: of these, those read in a transaction that goes on */
  GPtrArray *matches;  /* DemoRollMatch, of devices, newest first */
  DemoRollMatch *last; /* of varieties */
  guint many_changes;
  gboolean is_read;

  /* By device, in the order of their ids. */
  GArray *ids;            /* gint64 */
  GArray *device_variety; /* guint32 */
  GArray *device_name;    /* guint32 */
  GArray *device_owner;   /* guint32 */
  GArray *checkins;       /* DemoRollCheckIn */
  GArray *checkin_last;   /* gint64: ms since 1970 */
  GArray *checkin_next;   /* gint64: simulated; until then the last one holds */
};

static inline gboolean
demo_roll_fits (DemoRoll *self, DemoRollMatch *match, guint place)
{
  return match->fits
    ->data[match->of_varieties ? g_array_index (self->device_variety, guint32, place) : place];
}

guint demo_roll_find_column (const char *column);

G_END_DECLS
