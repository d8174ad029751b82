/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-roll"

#include "config.h"

#include "demo-roll.h"

#include <string.h>

#include "demo-checkin.h"
#include "demo-words.h"

/* The columns of `device` that have few values. */
static const char *const COLUMNS[] = {
  "dmPartitionId",
  "platformType",
  "windowsDeviceType",
  "prettyModel",
  "platformVersion",
  "registrationState",
  "quarantined",
  "jailbroken",
  "complianceState",
  "currentCarrierNetwork",
  "subscriberCarrierNetwork",
  "has_esim",
};

#define N_COLUMNS G_N_ELEMENTS (COLUMNS)
#define COLUMNS_SQL                                                                                \
  "dmPartitionId, platformType, windowsDeviceType, prettyModel, platformVersion,"                  \
  " registrationState, quarantined, jailbroken, complianceState, currentCarrierNetwork,"           \
  " subscriberCarrierNetwork, has_esim"

/* Of a device, as read: then deviceName, displayName, seen, reachable. */
#define ROW_SQL "SELECT id, " COLUMNS_SQL ", deviceName, displayName, seen, reachable FROM device"

/* In place of what `checkin_next` has. */
#define NOT_COMPUTED  G_MININT64
#define NOT_REACHABLE (G_MININT64 + 1)

/* How many answers to conditions on single devices are kept: each is a byte for each device. */
#define MOST_MATCHES 4

/* With more changes than these it is quicker to ask anew. */
#define MOST_CHANGES 1000

/* Into how many parts, at most, ids and times are cut to find a page. */
#define MOST_PARTS 65536

/* More devices than these are not put in order for one page. */
#define MANY_IN_PART 4096

/* When so many changes wait, those that came twice are dropped. */
#define MANY_CHANGES 65536

/* One combination of what the columns hold. */
typedef struct {
  guint32 words[N_COLUMNS];
  gint64 count;
} Variety;

/* How often a device checked in, as far as that was computed. */
typedef struct {
  gint64 count; /* by itself, where the next time is one of them */
  gint64 seen;  /* simulated */
  DemoPace pace;
} CheckIn;

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
  GArray *varieties;   /* Variety, by number */
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
  GArray *checkins;       /* CheckIn */
  GArray *checkin_last;   /* gint64: ms since 1970 */
  GArray *checkin_next;   /* gint64: simulated; until then the last one holds */
};

static guint
variety_hash (gconstpointer words)
{
  guint hash = 5381;

  for (guint i = 0; i < N_COLUMNS; i++)
    hash = hash * 33 + ((const guint32 *) words)[i];

  return hash;
}

static gboolean
variety_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, N_COLUMNS * sizeof (guint32)) == 0;
}

static void
match_free (gpointer data)
{
  DemoRollMatch *match = data;

  g_free (match->condition);
  g_ptr_array_unref (match->values);
  g_byte_array_unref (match->fits);
  g_free (match);
}

/* So that SQLite can be asked which varieties fit a condition. */
static void
write_variety (DemoRoll *self, guint32 number, sqlite3_stmt *row)
{
  sqlite3_stmt *insert = demo_sql_prepare (
    self->sql,
    "INSERT INTO variety VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  sqlite3_bind_int64 (insert, 1, number);
  for (int i = 0; i < (int) N_COLUMNS; i++)
    sqlite3_bind_value (insert, i + 2, sqlite3_column_value (row, i + 1));
  while (demo_sql_step (insert))
    continue;
}

static guint32
find_variety (DemoRoll *self, sqlite3_stmt *row)
{
  Variety variety = { 0 };
  gpointer number = NULL;

  for (int i = 0; i < (int) N_COLUMNS; i++)
    variety.words[i] = demo_words_get (&self->words, demo_sql_column_text (row, i + 1));

  if (!g_hash_table_lookup_extended (self->known, variety.words, NULL, &number)) {
    number = GUINT_TO_POINTER (self->varieties->len);
    g_array_append_val (self->varieties, variety);
    g_hash_table_insert (self->known, g_memdup2 (variety.words, sizeof variety.words), number);
    write_variety (self, GPOINTER_TO_UINT (number), row);
  }

  return GPOINTER_TO_UINT (number);
}

static void
count (DemoRoll *self, guint32 variety, gint64 more)
{
  g_array_index (self->varieties, Variety, variety).count += more;
}

static void
set_n_devices (DemoRoll *self, guint n)
{
  g_array_set_size (self->ids, n);
  g_array_set_size (self->device_variety, n);
  g_array_set_size (self->device_name, n);
  g_array_set_size (self->device_owner, n);
  g_array_set_size (self->checkins, n);
  g_array_set_size (self->checkin_last, n);
  g_array_set_size (self->checkin_next, n);
}

/* At the place, which is one behind the last for a device that came. */
static void
put (DemoRoll *self, guint place, sqlite3_stmt *row)
{
  guint32 variety = find_variety (self, row);

  if (place == self->ids->len) {
    set_n_devices (self, place + 1);
    for (guint i = 0; i < self->matches->len; i++) {
      DemoRollMatch *match = g_ptr_array_index (self->matches, i);

      g_byte_array_append (match->fits, (const guint8 *) "", 1);
    }
  } else {
    count (self, g_array_index (self->device_variety, guint32, place), -1);
  }

  count (self, variety, 1);
  g_array_index (self->ids, gint64, place) = sqlite3_column_int64 (row, 0);
  g_array_index (self->device_variety, guint32, place) = variety;
  g_array_index (self->device_name, guint32, place) =
    demo_words_get (&self->names, demo_sql_column_text (row, N_COLUMNS + 1));
  g_array_index (self->device_owner, guint32, place) =
    demo_words_get (&self->owners, demo_sql_column_text (row, N_COLUMNS + 2));
  g_array_index (self->checkins, CheckIn, place).seen = sqlite3_column_int64 (row, N_COLUMNS + 3);
  g_array_index (self->checkin_next, gint64, place) = sqlite3_column_int (row, N_COLUMNS + 4) != 0
                                                        ? NOT_COMPUTED
                                                        : NOT_REACHABLE;
}

/* Those that went; ascending. */
static void
drop (DemoRoll *self, GArray *places)
{
  guint kept = 0;
  guint next = 0;

  for (guint i = 0; i < self->ids->len; i++) {
    if (next < places->len && g_array_index (places, guint, next) == i) {
      count (self, g_array_index (self->device_variety, guint32, i), -1);
      next++;
      continue;
    }
    g_array_index (self->ids, gint64, kept) = g_array_index (self->ids, gint64, i);
    g_array_index (self->device_variety, guint32, kept) =
      g_array_index (self->device_variety, guint32, i);
    g_array_index (self->device_name, guint32, kept) =
      g_array_index (self->device_name, guint32, i);
    g_array_index (self->device_owner, guint32, kept) =
      g_array_index (self->device_owner, guint32, i);
    g_array_index (self->checkins, CheckIn, kept) = g_array_index (self->checkins, CheckIn, i);
    g_array_index (self->checkin_last, gint64, kept) =
      g_array_index (self->checkin_last, gint64, i);
    g_array_index (self->checkin_next, gint64, kept) =
      g_array_index (self->checkin_next, gint64, i);
    for (guint j = 0; j < self->matches->len; j++) {
      GByteArray *fits = ((DemoRollMatch *) g_ptr_array_index (self->matches, j))->fits;

      fits->data[kept] = fits->data[i];
    }
    kept++;
  }

  set_n_devices (self, kept);
  for (guint j = 0; j < self->matches->len; j++)
    g_byte_array_set_size (((DemoRollMatch *) g_ptr_array_index (self->matches, j))->fits, kept);
}

static int
compare_ids_cb (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
drop_repeated (GArray *ids)
{
  guint kept = 0;

  g_array_sort (ids, compare_ids_cb);
  for (guint i = 0; i < ids->len; i++)
    if (kept == 0 || g_array_index (ids, gint64, i) != g_array_index (ids, gint64, kept - 1))
      g_array_index (ids, gint64, kept++) = g_array_index (ids, gint64, i);
  g_array_set_size (ids, kept);
}

static void
changed_cb (gpointer user_data, int kind, const char *database, const char *table, sqlite3_int64 id)
{
  DemoRoll *self = user_data;

  if (!self->is_read || !g_str_equal (table, "device"))
    return;

  g_array_append_vals (self->changed, &(gint64){ id }, 1);
  if (self->changed->len > self->many_changes) {
    drop_repeated (self->changed);
    self->many_changes = MAX (MANY_CHANGES, 2 * self->changed->len);
  }
}

/* Whether one device fits what was asked before. */
static void
match_again (DemoRoll *self, guint place)
{
  for (guint i = 0; i < self->matches->len; i++) {
    DemoRollMatch *match = g_ptr_array_index (self->matches, i);
    g_autofree char *sql = g_strdup_printf (
      "SELECT EXISTS (SELECT 1 FROM device d WHERE %s AND d.id = ?)",
      match->condition);

    match->fits->data[place] = demo_sql_int (self->sql,
                                             sql,
                                             demo_texts (match->values),
                                             demo_int (g_array_index (self->ids, gint64, place)))
                               != 0;
  }
}

static void
read_changes (DemoRoll *self)
{
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (guint));

  drop_repeated (self->changed);
  /* It may be taken back. */
  g_array_set_size (self->unsure, 0);
  if (sqlite3_get_autocommit (self->sql->handle) == 0)
    g_array_append_vals (self->unsure, self->changed->data, self->changed->len);
  if (self->changed->len > MOST_CHANGES)
    g_ptr_array_set_size (self->matches, 0);

  for (guint i = 0; i < self->changed->len; i++) {
    gint64 id = g_array_index (self->changed, gint64, i);
    guint place = self->ids->len;
    gboolean known = g_array_binary_search (self->ids, &id, compare_ids_cb, &place);
    sqlite3_stmt *row;

    row = demo_sql_query (self->sql, ROW_SQL " WHERE id = ?", demo_int (id));
    if (demo_sql_step (row)) {
      /* Ids are never given twice, and grow: what is not known comes last. */
      put (self, known ? place : self->ids->len, row);
      match_again (self, known ? place : self->ids->len - 1);
    } else if (known) {
      g_array_append_val (gone, place);
    }
    sqlite3_reset (row);
  }
  g_array_set_size (self->changed, 0);
  if (gone->len > 0)
    drop (self, gone);
}

static void
rolled_back_cb (gpointer user_data)
{
  DemoRoll *self = user_data;

  g_array_append_vals (self->changed, self->unsure->data, self->unsure->len);
}

DemoRoll *
demo_roll_new (DemoSql *sql, DemoClock *clock)
{
  DemoRoll *self = g_new0 (DemoRoll, 1);

  self->sql = sql;
  self->clock = clock;
  self->many_changes = MANY_CHANGES;
  demo_words_init (&self->words);
  demo_words_init (&self->names);
  demo_words_init (&self->owners);
  self->known = g_hash_table_new_full (variety_hash, variety_equal, g_free, NULL);
  self->varieties = g_array_new (FALSE, FALSE, sizeof (Variety));
  self->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->matches = g_ptr_array_new_with_free_func (match_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->device_variety = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->device_name = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->device_owner = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->checkins = g_array_new (FALSE, FALSE, sizeof (CheckIn));
  self->checkin_last = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->checkin_next = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->unsure = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_update_hook (sql->handle, changed_cb, self);
  sqlite3_rollback_hook (sql->handle, rolled_back_cb, self);
  demo_sql_script (sql,
                   "CREATE TEMP TABLE variety (number INTEGER PRIMARY KEY, dmPartitionId INTEGER,"
                   " platformType TEXT, windowsDeviceType TEXT, prettyModel TEXT,"
                   " platformVersion TEXT, registrationState TEXT, quarantined BOOLEAN,"
                   " jailbroken BOOLEAN, complianceState BOOLEAN, currentCarrierNetwork TEXT,"
                   " subscriberCarrierNetwork TEXT, has_esim INTEGER)");

  return self;
}

void
demo_roll_free (DemoRoll *self)
{
  sqlite3_update_hook (self->sql->handle, NULL, NULL);
  sqlite3_rollback_hook (self->sql->handle, NULL, NULL);
  g_clear_pointer (&self->last, match_free);
  g_ptr_array_unref (self->matches);
  g_hash_table_unref (self->known);
  demo_words_clear (&self->words);
  demo_words_clear (&self->names);
  demo_words_clear (&self->owners);
  g_array_unref (self->varieties);
  g_array_unref (self->changed);
  g_array_unref (self->unsure);
  g_array_unref (self->ids);
  g_array_unref (self->device_variety);
  g_array_unref (self->device_name);
  g_array_unref (self->device_owner);
  g_array_unref (self->checkins);
  g_array_unref (self->checkin_last);
  g_array_unref (self->checkin_next);
  g_free (self);
}

/* Reads the fleet the first time, and later what was changed. */
void
demo_roll_refresh (DemoRoll *self)
{
  if (!self->is_read) {
    sqlite3_stmt *rows = demo_sql_query (self->sql, ROW_SQL " ORDER BY id");

    while (demo_sql_step (rows))
      put (self, self->ids->len, rows);
    self->is_read = TRUE;
  }
  if (self->changed->len > 0)
    read_changes (self);
}

static DemoRollMatch *
match_new (const char *condition, GPtrArray *values, gboolean of_varieties, guint n_things)
{
  DemoRollMatch *match = g_new0 (DemoRollMatch, 1);

  match->condition = g_strdup (condition);
  match->values = g_ptr_array_ref (values);
  match->of_varieties = of_varieties;
  match->fits = g_byte_array_sized_new (n_things);
  g_byte_array_set_size (match->fits, n_things);
  memset (match->fits->data, 0, n_things);

  return match;
}

static gboolean
is_same (const DemoRollMatch *match, const char *condition, GPtrArray *values)
{
  if (!g_str_equal (match->condition, condition) || match->values->len != values->len)
    return FALSE;
  for (guint i = 0; i < values->len; i++)
    if (!g_str_equal (g_ptr_array_index (match->values, i), g_ptr_array_index (values, i)))
      return FALSE;

  return TRUE;
}

static DemoRollMatch *
match_devices (DemoRoll *self, const char *condition, GPtrArray *values)
{
  g_autofree char *sql = NULL;
  DemoRollMatch *match;
  sqlite3_stmt *rows;

  for (guint i = 0; i < self->matches->len; i++)
    if (is_same (g_ptr_array_index (self->matches, i), condition, values)) {
      match = g_ptr_array_steal_index (self->matches, i);
      g_ptr_array_insert (self->matches, 0, match);
      return match;
    }

  match = match_new (condition, values, FALSE, self->ids->len);
  sql = g_strdup_printf ("SELECT d.id FROM device d WHERE %s", condition);
  rows = demo_sql_query (self->sql, sql, demo_texts (values));
  while (demo_sql_step (rows)) {
    gint64 id = sqlite3_column_int64 (rows, 0);
    guint place;

    if (g_array_binary_search (self->ids, &id, compare_ids_cb, &place))
      match->fits->data[place] = 1;
  }
  g_ptr_array_insert (self->matches, 0, match);
  if (self->matches->len > MOST_MATCHES)
    g_ptr_array_set_size (self->matches, MOST_MATCHES);

  return match;
}

/* @condition: on `d`, with the @values bound to it. @of_varieties: names nothing of the devices but
 * the columns with few values
 */
DemoRollMatch *
demo_roll_match (DemoRoll *self, const char *condition, GPtrArray *values, gboolean of_varieties)
{
  g_autofree char *sql = NULL;
  sqlite3_stmt *rows;

  demo_roll_refresh (self);
  if (!of_varieties)
    return match_devices (self, condition, values);

  g_clear_pointer (&self->last, match_free);
  self->last = match_new (condition, values, TRUE, self->varieties->len);
  if (g_str_equal (condition, "1")) {
    memset (self->last->fits->data, 1, self->last->fits->len);
    return self->last;
  }

  sql = g_strdup_printf ("SELECT d.number FROM variety d WHERE %s", condition);
  rows = demo_sql_query (self->sql, sql, demo_texts (values));
  while (demo_sql_step (rows))
    self->last->fits->data[sqlite3_column_int64 (rows, 0)] = 1;

  return self->last;
}

static gboolean
fits (DemoRoll *self, DemoRollMatch *match, guint place)
{
  return match->fits
    ->data[match->of_varieties ? g_array_index (self->device_variety, guint32, place) : place];
}

/* (transfer full): of all that fit, ascending. */
GArray *
demo_roll_get_ids (DemoRoll *self, DemoRollMatch *match)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->ids->len; i++)
    if (fits (self, match, i))
      g_array_append_val (ids, g_array_index (self->ids, gint64, i));

  return ids;
}

/* (transfer full): how many devices that fit are of each variety. */
static gint64 *
count_varieties (DemoRoll *self, DemoRollMatch *match)
{
  gint64 *counts = g_new0 (gint64, self->varieties->len + 1);

  if (match->of_varieties) {
    for (guint i = 0; i < match->fits->len; i++)
      if (match->fits->data[i])
        counts[i] = g_array_index (self->varieties, Variety, i).count;
  } else {
    for (guint i = 0; i < self->ids->len; i++)
      if (match->fits->data[i])
        counts[g_array_index (self->device_variety, guint32, i)]++;
  }

  return counts;
}

gint64
demo_roll_count (DemoRoll *self, DemoRollMatch *match)
{
  g_autofree gint64 *counts = count_varieties (self, match);
  gint64 total = 0;

  for (guint i = 0; i < self->varieties->len; i++)
    total += counts[i];

  return total;
}

gint64
demo_roll_count_space (DemoRoll *self, gint64 space)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, space);
  guint32 word = demo_words_get (&self->words, text);
  gint64 total = 0;

  demo_roll_refresh (self);
  for (guint i = 0; i < self->varieties->len; i++) {
    Variety *variety = &g_array_index (self->varieties, Variety, i);

    if (variety->words[0] == word)
      total += variety->count;
  }

  return total;
}

static guint
find_column (const char *column)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (g_str_equal (COLUMNS[i], column))
      return i;

  g_assert_not_reached ();
}

static JsonObject *
get_facet (DemoRoll *self, const gint64 *varieties, const DemoRollFacet *facet)
{
  guint column = find_column (facet->column);
  g_autofree gint64 *counts = g_new0 (gint64, self->words.texts->len);
  JsonObject *object = json_object_new ();

  if (facet->truth) {
    json_object_set_null_member (object, "true");
    json_object_set_null_member (object, "false");
  }
  for (guint i = 0; i < self->varieties->len; i++)
    counts[g_array_index (self->varieties, Variety, i).words[column]] += varieties[i];
  for (guint i = 1; i < self->words.texts->len; i++) {
    const char *text = g_ptr_array_index (self->words.texts, i);

    if (counts[i] > 0)
      json_object_set_int_member (object,
                                  !facet->truth             ? text
                                  : g_str_equal (text, "1") ? "true"
                                                            : "false",
                                  counts[i]);
  }

  return object;
}

/* For each facet how many devices that fit have which value; those without one are left out. */
JsonObject *
demo_roll_get_facets (DemoRoll *self,
                      DemoRollMatch *match,
                      const DemoRollFacet *facets,
                      guint n_facets)
{
  g_autofree gint64 *varieties = count_varieties (self, match);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < n_facets; i++)
    json_object_set_object_member (object, facets[i].name, get_facet (self, varieties, &facets[i]));

  return object;
}

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
  CheckIn *checkin = &g_array_index (self->checkins, CheckIn, place);
  gint64 *next = &g_array_index (self->checkin_next, gint64, place);
  gint64 last = *next;

  if (*next == NOT_REACHABLE)
    *next = G_MAXINT64;
  if (*next == NOT_COMPUTED) {
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
    guint column = find_column (sort->column);
    const guint32 *ranks = demo_words_get_ranks (&self->words);

    key->own_ranks = g_new (guint32, self->varieties->len + 1);
    for (guint i = 0; i < self->varieties->len; i++)
      key->own_ranks[i] = ranks[g_array_index (self->varieties, Variety, i).words[column]];
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
    if (order->has_all || fits (self, match, i)) {
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

    if (fits (self, match, place) && start-- <= 0)
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
      if (order->has_all || fits (self, match, i))
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
    if (order->has_all || fits (self, match, i)) {
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
