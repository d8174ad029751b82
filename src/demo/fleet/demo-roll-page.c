/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The roll in order: a page of it is found by counting what stands before it. */

#define G_LOG_DOMAIN "demo-roll-page"

#include "config.h"

#include "demo-roll-page.h"

#include <string.h>

#include "demo-roll-private.h"

/* Into how many parts, at most, ids and times are cut to find a page. */
#define MOST_PARTS 65536

/* More devices than these are not put in order for one page. */
#define MANY_IN_PART 4096

/* What devices are sorted by: the rank of one of few words, or a number. */
typedef struct {
  gboolean descending;
  const guint32 *words; /* (nullable): by device */
  const guint32 *ranks; /* by word */
  guint n_ranks;
  guint32 *own_ranks;    /* (owned) (nullable) */
  const gint64 *numbers; /* (nullable): by device */
} Key;

static inline gint64
key_get (const Key *self, guint place)
{
  return self->numbers != NULL ? self->numbers[place] : self->ranks[self->words[place]];
}

/* The next one is known from the one before. */
static void
go_on (DemoRoll *self, guint place, guint64 seed, gint64 now)
{
  DemoRollCheckIn *checkin = &g_array_index (self->checkins, DemoRollCheckIn, place);
  gint64 *next = &g_array_index (self->checkin_next, gint64, place);
  gint64 last = *next;

  if (*next == DEMO_ROLL_NOT_REACHABLE)
    *next = G_MAXINT64;
  if (*next == DEMO_ROLL_NOT_COMPUTED) {
    checkin->pace = demo_checkin_get_pace (seed, g_array_index (self->ids, gint64, place));
    checkin->count = demo_checkin_get_last_count (&checkin->pace, now) - 1;
    *next = demo_checkin_get_time (&checkin->pace, checkin->count + 1);
  }
  while (*next <= now) {
    last = *next;
    checkin->count++;
    *next = demo_checkin_get_time (&checkin->pace, checkin->count + 1);
  }
  g_array_index (self->checkin_last, gint64, place) =
    demo_clock_to_real (self->clock, MAX (last, checkin->seen));
}

/* Brings the check-ins to the simulated time. */
static void
check_in (DemoRoll *self, guint64 seed, gint64 now)
{
  for (guint i = 0; i < self->checkin_next->len; i++)
    if (g_array_index (self->checkin_next, gint64, i) <= now)
      go_on (self, i, seed, now);
}

static void
key_init (DemoRoll *self, Key *key, const DemoRollSort *sort, guint64 seed, gint64 now)
{
  *key = (Key){ .descending = sort->descending };

  if (g_str_equal (sort->column, "id")) {
    key->numbers = (const gint64 *) (gpointer) self->ids->data;
  } else if (g_str_equal (sort->column, "lastCheckin")) {
    check_in (self, seed, now);
    key->numbers = (const gint64 *) (gpointer) self->checkin_last->data;
  } else if (g_str_equal (sort->column, "deviceName")) {
    key->words = (const guint32 *) (gpointer) self->device_name->data;
    key->ranks = demo_words_get_ranks (&self->names);
    key->n_ranks = self->names.texts->len;
  } else if (g_str_equal (sort->column, "displayName")) {
    key->words = (const guint32 *) (gpointer) self->device_owner->data;
    key->ranks = demo_words_get_ranks (&self->owners);
    key->n_ranks = self->owners.texts->len;
  } else {
    guint column = demo_roll_find_column (sort->column);
    const guint32 *ranks = demo_words_get_ranks (&self->words);

    key->own_ranks = g_new (guint32, self->varieties->len + 1);
    for (guint i = 0; i < self->varieties->len; i++)
      key->own_ranks[i] = ranks[g_array_index (self->varieties, DemoRollVariety, i).words[column]];
    key->words = (const guint32 *) (gpointer) self->device_variety->data;
    key->ranks = key->own_ranks;
    key->n_ranks = self->words.texts->len;
  }
}

typedef struct {
  const Key *keys;
  guint n_keys;
  gboolean has_all; /* every device fits: none is asked whether it does */
} Order;

static int
compare_places_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  for (guint i = 0; i < order->n_keys; i++) {
    gint64 x = key_get (&order->keys[i], first);
    gint64 y = key_get (&order->keys[i], second);

    if (x != y)
      return (x < y) == order->keys[i].descending ? 1 : -1;
  }

  /* In the order of their ids. */
  return (first > second) - (first < second);
}

/* The parts into which the values of a key are cut, in their order. */
typedef struct {
  gint64 lowest;
  guint shift; /* each holds 1 << shift values */
  guint n_parts;
} Parts;

static Parts
cut (DemoRoll *self, DemoRollMatch *match, const Order *order)
{
  const Key *key = &order->keys[0];
  Parts parts = { G_MAXINT64, 0, 1 };
  gint64 highest = G_MININT64;

  if (key->words != NULL)
    return (Parts){ 0, 0, key->n_ranks };

  for (guint i = 0; i < self->ids->len; i++)
    if (order->has_all || demo_roll_fits (self, match, i)) {
      gint64 value = key_get (key, i);

      parts.lowest = MIN (parts.lowest, value);
      highest = MAX (highest, value);
    }
  if (highest >= parts.lowest) {
    while ((highest - parts.lowest) >> parts.shift >= MOST_PARTS)
      parts.shift++;
    parts.n_parts = (guint) ((highest - parts.lowest) >> parts.shift) + 1;
  }

  return parts;
}

/* A part in which too many stand to be put in order, cut into parts itself. */
static Parts
cut_again (const Parts *parts, const Key *key, guint part)
{
  gint64 number = key->descending ? parts->n_parts - 1 - part : part;
  guint shift = parts->shift > 16 ? parts->shift - 16 : 0;

  return (Parts){ parts->lowest + (number << parts->shift), shift, 1u << (parts->shift - shift) };
}

/* Behind the last part: not among them. */
static guint
get_part (const Parts *parts, const Key *key, guint place)
{
  gint64 part = (key_get (key, place) - parts->lowest) >> parts->shift;

  if (part < 0 || part >= parts->n_parts)
    return parts->n_parts;

  return (guint) (key->descending ? parts->n_parts - 1 - part : part);
}

/* (transfer full): in the order of the ids nothing is to be sorted, and maybe not passed over. */
static GArray *
collect_by_id (DemoRoll *self, DemoRollMatch *match, const Order *order, gint64 start, gint64 rows)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 n_devices = self->ids->len;
  gint64 first = 0;

  if (order->has_all) {
    first = MIN (start, n_devices);
    start = 0;
  }
  for (gint64 i = first; i < n_devices && (gint64) places->len < rows; i++) {
    guint place = (guint) (order->keys[0].descending ? n_devices - 1 - i : i);

    if (demo_roll_fits (self, match, place) && start-- <= 0)
      g_array_append_val (places, place);
  }

  return places;
}

/* (transfer full): the places of what stands on the page, and *before of what stands before it in
 * the same part. Nothing else is put in order: only the parts that are on the page are.
 */
static GArray *
collect (DemoRoll *self,
         DemoRollMatch *match,
         const Order *order,
         gint64 start,
         gint64 rows,
         gint64 *before)
{
  const Key *key = &order->keys[0];
  Parts parts = cut (self, match, order);
  g_autofree guint32 *counts = NULL;
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 passed = 0;
  guint first;
  guint last;
  /* Where a part holds one value, what is in it stands in the order of the ids already. */
  gboolean in_order;

  while (TRUE) {
    counts = g_new0 (guint32, parts.n_parts + 1);
    for (guint i = 0; i < self->ids->len; i++)
      if (order->has_all || demo_roll_fits (self, match, i))
        counts[get_part (&parts, key, i)]++;
    for (first = 0; first < parts.n_parts && passed + counts[first] <= start; first++)
      passed += counts[first];
    if (first == parts.n_parts || parts.shift == 0 || counts[first] < MANY_IN_PART
        || passed + counts[first] < start + rows)
      break;
    parts = cut_again (&parts, key, first);
    g_clear_pointer (&counts, g_free);
  }
  *before = start - passed;
  for (last = first; last < parts.n_parts && passed + counts[last] < start + rows; last++)
    passed += counts[last];
  in_order = order->n_keys == 1 && parts.shift == 0;

  memset (counts, 0, (parts.n_parts + 1) * sizeof *counts);
  for (guint i = 0; i < self->ids->len; i++)
    if (order->has_all || demo_roll_fits (self, match, i)) {
      guint part = get_part (&parts, key, i);
      gint64 number;

      if (part < first || part > last || part == parts.n_parts)
        continue;
      number = counts[part]++;
      if (in_order
          && (number < (part == first ? *before : 0)
              || number >= rows + (part == first ? *before : 0)))
        continue;
      g_array_append_val (places, i);
    }
  if (in_order)
    *before = 0;

  return places;
}

/* What the first page of each order would take long for. */
void
demo_roll_prepare_pages (DemoRoll *self, guint64 seed, gint64 now)
{
  demo_roll_refresh (self);
  demo_words_get_ranks (&self->names);
  demo_words_get_ranks (&self->owners);
  check_in (self, seed, now);
}

/* (transfer full): the ids of the devices that fit and stand on the page. */
GArray *
demo_roll_get_page (DemoRoll *self,
                    DemoRollMatch *match,
                    const DemoRollSort *sorts,
                    guint n_sorts,
                    guint64 seed,
                    gint64 now,
                    gint64 start,
                    gint64 rows)
{
  g_autofree Key *keys = g_new0 (Key, n_sorts);
  Order order = { keys, n_sorts, demo_roll_count (self, match) == self->ids->len };
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) places = NULL;
  gint64 before = 0;

  for (guint i = 0; i < n_sorts; i++)
    key_init (self, &keys[i], &sorts[i], seed, now);
  if (g_str_equal (sorts[0].column, "id"))
    places = collect_by_id (self, match, &order, start, rows);
  else
    places = collect (self, match, &order, start, rows, &before);
  g_array_sort_with_data (places, compare_places_cb, &order);
  for (gint64 i = before; i < before + rows && i < (gint64) places->len; i++)
    g_array_append_val (ids, g_array_index (self->ids, gint64, g_array_index (places, guint, i)));
  for (guint i = 0; i < n_sorts; i++)
    g_free (keys[i].own_ranks);

  return ids;
}
