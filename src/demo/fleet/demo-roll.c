/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-roll"

#include "config.h"

#include "demo-roll.h"

#include <string.h>

#include "demo-roll-private.h"

static const char *const COLUMNS[DEMO_ROLL_N_COLUMNS] = {
  [DEMO_ROLL_SPACE] = "dmPartitionId",
  [DEMO_ROLL_PLATFORM_TYPE] = "platformType",
  [DEMO_ROLL_WINDOWS_DEVICE_TYPE] = "windowsDeviceType",
  [DEMO_ROLL_PRETTY_MODEL] = "prettyModel",
  [DEMO_ROLL_PLATFORM_VERSION] = "platformVersion",
  [DEMO_ROLL_REGISTRATION_STATE] = "registrationState",
  [DEMO_ROLL_QUARANTINED] = "quarantined",
  [DEMO_ROLL_JAILBROKEN] = "jailbroken",
  [DEMO_ROLL_COMPLIANCE_STATE] = "complianceState",
  [DEMO_ROLL_CURRENT_CARRIER] = "currentCarrierNetwork",
  [DEMO_ROLL_SUBSCRIBER_CARRIER] = "subscriberCarrierNetwork",
  [DEMO_ROLL_HAS_ESIM] = "has_esim",
};

/* In their order. */
#define COLUMNS_SQL                                                                                \
  "dmPartitionId, platformType, windowsDeviceType, prettyModel, platformVersion,"                  \
  " registrationState, quarantined, jailbroken, complianceState, currentCarrierNetwork,"           \
  " subscriberCarrierNetwork, has_esim"

/* Of a device, as read: then deviceName, displayName, seen, reachable. */
#define ROW_SQL "SELECT id, " COLUMNS_SQL ", deviceName, displayName, seen, reachable FROM device"

/* How many answers to conditions on single devices are kept: each is a byte for each device. */
#define MOST_MATCHES 4

/* With more changes than these it is quicker to ask anew. */
#define MOST_CHANGES 1000

/* When so many changes wait, those that came twice are dropped. */
#define MANY_CHANGES 65536

static guint
variety_hash (gconstpointer words)
{
  guint hash = 5381;

  for (guint i = 0; i < DEMO_ROLL_N_COLUMNS; i++)
    hash = hash * 33 + ((const guint32 *) words)[i];

  return hash;
}

static gboolean
variety_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, DEMO_ROLL_N_COLUMNS * sizeof (guint32)) == 0;
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
write_variety (DemoRoll *self, guint32 number, const char *const *texts)
{
  GPtrArray values = { (gpointer *) texts, DEMO_ROLL_N_COLUMNS };

  demo_sql_run (self->sql,
                "INSERT INTO variety VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                demo_int (number),
                demo_texts (&values));
}

static guint32
find_variety (DemoRoll *self, const char *const *texts)
{
  DemoRollVariety variety = { 0 };
  gpointer number = NULL;

  for (guint i = 0; i < DEMO_ROLL_N_COLUMNS; i++)
    variety.words[i] = demo_words_get (&self->words, texts[i]);

  if (!g_hash_table_lookup_extended (self->known, variety.words, NULL, &number)) {
    number = GUINT_TO_POINTER (self->varieties->len);
    g_array_append_val (self->varieties, variety);
    g_hash_table_insert (self->known, g_memdup2 (variety.words, sizeof variety.words), number);
    write_variety (self, GPOINTER_TO_UINT (number), texts);
  }

  return GPOINTER_TO_UINT (number);
}

static void
count (DemoRoll *self, guint32 variety, gint64 more)
{
  g_array_index (self->varieties, DemoRollVariety, variety).count += more;
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
put (DemoRoll *self, guint place, const DemoRollDevice *device)
{
  guint32 variety = find_variety (self, device->texts);

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
  g_array_index (self->ids, gint64, place) = device->id;
  g_array_index (self->device_variety, guint32, place) = variety;
  g_array_index (self->device_name, guint32, place) = demo_words_get (&self->names,
                                                                      device->device_name);
  g_array_index (self->device_owner, guint32, place) = demo_words_get (&self->owners,
                                                                       device->display_name);
  g_array_index (self->checkins, DemoRollCheckIn, place).seen = device->seen;
  g_array_index (self->checkin_next, gint64, place) = device->reachable ? DEMO_ROLL_NOT_COMPUTED
                                                                        : DEMO_ROLL_NOT_REACHABLE;
}

static void
put_row (DemoRoll *self, guint place, sqlite3_stmt *row)
{
  DemoRollDevice device = { .id = sqlite3_column_int64 (row, 0),
                            .seen = sqlite3_column_int64 (row, DEMO_ROLL_N_COLUMNS + 3),
                            .reachable = sqlite3_column_int (row, DEMO_ROLL_N_COLUMNS + 4) != 0 };

  for (int i = 0; i < (int) DEMO_ROLL_N_COLUMNS; i++)
    device.texts[i] = demo_sql_column_text (row, i + 1);
  device.device_name = demo_sql_column_text (row, DEMO_ROLL_N_COLUMNS + 1);
  device.display_name = demo_sql_column_text (row, DEMO_ROLL_N_COLUMNS + 2);
  put (self, place, &device);
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
    g_array_index (self->checkins, DemoRollCheckIn, kept) =
      g_array_index (self->checkins, DemoRollCheckIn, i);
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
  /* It was told already: ids grow. */
  if (kind == SQLITE_INSERT && self->ids->len > 0
      && g_array_index (self->ids, gint64, self->ids->len - 1) >= id)
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
      put_row (self, known ? place : self->ids->len, row);
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
  self->varieties = g_array_new (FALSE, FALSE, sizeof (DemoRollVariety));
  self->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->matches = g_ptr_array_new_with_free_func (match_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->device_variety = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->device_name = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->device_owner = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->checkins = g_array_new (FALSE, FALSE, sizeof (DemoRollCheckIn));
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

/* A device that is about to be written down, in the order of their ids: so that the table of a
 * fleet that was just made need not be read.
 */
void
demo_roll_add (DemoRoll *self, const DemoRollDevice *device)
{
  self->is_read = TRUE;
  put (self, self->ids->len, device);
}

/* Reads the fleet the first time, and later what was changed. */
void
demo_roll_refresh (DemoRoll *self)
{
  if (!self->is_read) {
    sqlite3_stmt *rows = demo_sql_query (self->sql, ROW_SQL " ORDER BY id");

    while (demo_sql_step (rows))
      put_row (self, self->ids->len, rows);
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

/* (transfer full): of all that fit, ascending. */
GArray *
demo_roll_get_ids (DemoRoll *self, DemoRollMatch *match)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->ids->len; i++)
    if (demo_roll_fits (self, match, i))
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
        counts[i] = g_array_index (self->varieties, DemoRollVariety, i).count;
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
    DemoRollVariety *variety = &g_array_index (self->varieties, DemoRollVariety, i);

    if (variety->words[0] == word)
      total += variety->count;
  }

  return total;
}

static JsonObject *
get_facet (DemoRoll *self, const gint64 *varieties, const DemoRollFacet *facet)
{
  guint column = demo_roll_find_column (facet->column);
  g_autofree gint64 *counts = g_new0 (gint64, self->words.texts->len);
  JsonObject *object = json_object_new ();

  if (facet->truth) {
    json_object_set_null_member (object, "true");
    json_object_set_null_member (object, "false");
  }
  for (guint i = 0; i < self->varieties->len; i++)
    counts[g_array_index (self->varieties, DemoRollVariety, i).words[column]] += varieties[i];
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

/* Of a variety. */
guint
demo_roll_find_column (const char *column)
{
  for (guint i = 0; i < DEMO_ROLL_N_COLUMNS; i++)
    if (g_str_equal (COLUMNS[i], column))
      return i;

  g_assert_not_reached ();
}
