/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-tenant"

#include "config.h"

#include "demo-tenant.h"

#include "demo-checkin.h"
#include "demo-roll-page.h"
#include "demo-schema.h"

/* 22 signs of 64 are 132 bits: guessing is hopeless even without a limit on tries. */
#define PASSWORD_LENGTH 22

/* µs */
#define KEEP_EVERY G_USEC_PER_SEC

#define USER "administrator@corp.example.com"

static char *
make_password (void)
{
  static const char SIGNS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  GString *password = g_string_new (NULL);

  /* GLib seeds these from the system's random source; they never come from --seed. */
  while (password->len < PASSWORD_LENGTH) {
    g_autofree char *uuid = g_uuid_string_random ();
    guint8 bits = (guint8) (g_ascii_xdigit_value (uuid[0]) << 4 | g_ascii_xdigit_value (uuid[1]));

    g_string_append_c (password, SIGNS[bits & 63]);
  }

  return g_string_free (password, FALSE);
}

/* Opens the database, and makes its tables where it is new. One of an earlier format is set aside.
 */
static gboolean
open_database (DemoTenant *self, GError **error)
{
  const char *path = self->options->database;
  gint64 version;

  self->sql = demo_sql_open (path, error);
  if (self->sql == NULL)
    return FALSE;

  version = demo_sql_int (self->sql, "PRAGMA user_version");
  if (version > 0 && version < DEMO_SCHEMA_VERSION && self->set_aside == NULL) {
    self->set_aside = demo_sql_set_aside (g_steal_pointer (&self->sql), path, version, error);
    return self->set_aside != NULL && open_database (self, error);
  }
  if (version == 0 && demo_sql_int (self->sql, "SELECT count (*) FROM sqlite_schema") == 0) {
    demo_sql_script (self->sql, DEMO_SCHEMA);
    return TRUE;
  }
  if (version == DEMO_SCHEMA_VERSION)
    return TRUE;

  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_DATA,
                       "The database was made by a later version of this program");
  return FALSE;
}

static void
load_clock (DemoTenant *self)
{
  sqlite3_stmt *rows = demo_sql_query (self->sql,
                                       "SELECT simulated, real, factor FROM stretch ORDER BY id");

  while (demo_sql_step (rows))
    demo_clock_add_stretch (self->clock,
                            sqlite3_column_int64 (rows, 0),
                            sqlite3_column_int64 (rows, 1),
                            sqlite3_column_double (rows, 2));
}

static void
add_stretch (DemoTenant *self, gint64 simulated, double factor)
{
  gint64 real = g_get_real_time () / 1000;

  demo_clock_add_stretch (self->clock, simulated, real, factor);
  demo_sql_run (self->sql,
                "INSERT INTO stretch (simulated, real, factor) VALUES (?, ?, ?)",
                demo_int (simulated),
                demo_int (real),
                demo_real (factor));
}

static void
create (DemoTenant *self, DemoTenantMake make)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, self->options->seed);
  g_autofree char *password = make_password ();

  demo_tenant_set_meta (self, "seed", seed);
  demo_tenant_set_meta (self, "user", USER);
  demo_tenant_set_meta (self, "password", password);
  demo_tenant_set_meta (self, "clock", "0");

  /* While the fleet and its past are made the clock stands at 0. */
  self->seed = self->options->seed;
  add_stretch (self, 0, self->options->speed * 60.0);
  make (self);
}

/* demo_checkin (id, reachable, seen): when the device last checked in, by itself or otherwise, as a
 * real time.
 */
static void
checkin_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  DemoTenant *tenant = sqlite3_user_data (context);
  gint64 last = sqlite3_value_int64 (values[2]);

  if (sqlite3_value_int (values[1]) != 0)
    last = MAX (last,
                demo_checkin_get_last (tenant->seed, sqlite3_value_int64 (values[0]), tenant->now));

  sqlite3_result_int64 (context, demo_clock_to_real (tenant->clock, last));
}

/* demo_count (space): how many devices it has. */
static void
count_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  DemoTenant *tenant = sqlite3_user_data (context);

  sqlite3_result_int64 (context,
                        demo_roll_count_space (tenant->roll, sqlite3_value_int64 (values[0])));
}

DemoTenant *
demo_tenant_new (DemoOptions *options, DemoTenantMake make, GError **error)
{
  g_autoptr (DemoTenant) self = g_new0 (DemoTenant, 1);
  g_autofree char *kept = NULL;
  g_autofree char *seed = NULL;

  self->options = options;
  self->clock = demo_clock_new ();
  if (!open_database (self, error))
    return NULL;

  sqlite3_create_function (self->sql->handle,
                           "demo_checkin",
                           3,
                           SQLITE_UTF8,
                           self,
                           checkin_cb,
                           NULL,
                           NULL);
  sqlite3_create_function (self->sql->handle,
                           "demo_count",
                           1,
                           SQLITE_UTF8,
                           self,
                           count_cb,
                           NULL,
                           NULL);
  self->roll = demo_roll_new (self->sql, self->clock);
  demo_sql_script (self->sql, "BEGIN IMMEDIATE");
  kept = demo_tenant_get_meta (self, "clock");
  if (kept == NULL) {
    create (self, make);
  } else {
    seed = demo_tenant_get_meta (self, "seed");
    self->seed = g_ascii_strtoull (seed, NULL, 10);
    load_clock (self);
    add_stretch (self, g_ascii_strtoll (kept, NULL, 10), options->speed * 60.0);
  }
  demo_sql_script (self->sql, "COMMIT");
  /* Not while a file is filled for the first time: everything would be written twice. */
  demo_sql_script (self->sql, "PRAGMA journal_mode = WAL");

  self->user = demo_tenant_get_meta (self, "user");
  self->password = demo_tenant_get_meta (self, "password");
  /* A large fleet took its time to make. */
  demo_sql_run (self->sql,
                "UPDATE stretch SET real = ? WHERE id = (SELECT max (id) FROM stretch)",
                demo_int (demo_clock_start (self->clock)));
  /* To a time that no request is before: what is due may still have to happen. */
  demo_roll_prepare_pages (
    self->roll,
    self->seed,
    demo_sql_int (self->sql,
                  "SELECT min (?1, ifnull ((SELECT min (due) FROM event), ?1))",
                  demo_int (demo_clock_get_now (self->clock))));

  return g_steal_pointer (&self);
}

void
demo_tenant_free (DemoTenant *self)
{
  g_clear_pointer (&self->roll, demo_roll_free);
  g_clear_pointer (&self->sql, demo_sql_close);
  g_clear_pointer (&self->clock, demo_clock_free);
  g_clear_pointer (&self->options, demo_options_free);
  g_free (self->user);
  g_free (self->password);
  g_free (self->set_aside);
  g_free (self->counted);
  g_free (self->previewed);
  g_clear_pointer (&self->counted_facets, json_object_unref);
  g_free (self);
}

/* Milliseconds since 1970, at the simulated time that is being dealt with. */
gint64
demo_tenant_get_real_now (DemoTenant *self)
{
  return demo_clock_to_real (self->clock, self->now);
}

char *
demo_tenant_get_meta (DemoTenant *self, const char *name)
{
  return demo_sql_text (self->sql, "SELECT value FROM meta WHERE name = ?", demo_text (name));
}

void
demo_tenant_set_meta (DemoTenant *self, const char *name, const char *value)
{
  demo_sql_run (self->sql,
                "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
                demo_text (name),
                demo_text (value));
}

/* How many rows were changed so far, but for the clock. */
int
demo_tenant_get_changes (DemoTenant *self)
{
  return sqlite3_total_changes (self->sql->handle) - self->clock_changes;
}

void
demo_tenant_keep_clock (DemoTenant *self)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, demo_clock_get_now (self->clock));
  int before = sqlite3_total_changes (self->sql->handle);

  demo_tenant_set_meta (self, "clock", now);
  self->clock_changes += sqlite3_total_changes (self->sql->handle) - before;
  self->kept = g_get_monotonic_time ();
}

/* So that a program that is killed while it is only read goes on where it was. */
void
demo_tenant_keep_clock_now_and_then (DemoTenant *self)
{
  if (self->options->database != NULL && g_get_monotonic_time () - self->kept >= KEEP_EVERY)
    demo_tenant_keep_clock (self);
}
