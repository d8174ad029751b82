/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "walk"

#include "walk.h"

#include "client-test.h"

#include "sb-device.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define SPEED 20

const char *const walk_names[WALK_N_KINDS] = { "healthy", "whole",     "stopped",
                                               "hung",    "trickling", "limited" };

typedef struct {
  WalkKind kind;
  gboolean http2;
  Tenant *tenant; /* (nullable): while it is dead */
  char *database;
  char *port;
  SbClock *clock;
  SbServer *server;
  SbRemoteList *list;
  guint position; /* the row that is waited for */
  gboolean broken;
  gboolean mended;
} Walker;

static gboolean
beat_cb (gpointer user_data)
{
  Heart *heart = user_data;
  gint64 now = g_get_monotonic_time ();

  heart->worst = MAX (heart->worst, now - heart->last);
  heart->last = now;

  return G_SOURCE_CONTINUE;
}

void
heart_start (Heart *heart)
{
  heart->worst = 0;
  heart->last = g_get_monotonic_time ();
  heart->source = g_timeout_add (10, beat_cb, heart);
}

void
heart_stop (Heart *heart)
{
  beat_cb (heart);
  g_clear_handle_id (&heart->source, g_source_remove);
}

static Tenant *
start (Walker *walker, guint n_devices)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *certificate = walker->http2 ? certificate_path ("good.pem") : NULL;
  g_autofree char *key = walker->http2 ? certificate_path ("good.key") : NULL;
  g_autofree char *devices = g_strdup_printf ("%u", n_devices);

  g_ptr_array_add (arguments, (gpointer) "--devices");
  g_ptr_array_add (arguments, devices);
  g_ptr_array_add (arguments, (gpointer) "--database");
  g_ptr_array_add (arguments, walker->database);
  g_ptr_array_add (arguments, (gpointer) "--port");
  g_ptr_array_add (arguments, walker->port);
  if (walker->kind == WALK_TRICKLING) {
    g_ptr_array_add (arguments, (gpointer) "--fault");
    g_ptr_array_add (arguments, (gpointer) "GET /api/v1/device trickle=20 first3");
  }
  if (walker->kind == WALK_LIMITED) {
    g_ptr_array_add (arguments, (gpointer) "--fault");
    g_ptr_array_add (arguments, (gpointer) "GET /api/v1/device retry-after=5 0.4");
  }
  if (walker->http2) {
    g_ptr_array_add (arguments, (gpointer) "--tls-certificate");
    g_ptr_array_add (arguments, certificate);
    g_ptr_array_add (arguments, (gpointer) "--tls-key");
    g_ptr_array_add (arguments, key);
  }
  g_ptr_array_add (arguments, NULL);

  return tenant_start ((const char *const *) arguments->pdata, walker->http2);
}

static gboolean
is_troubled (Walker *walker)
{
  return sb_condition_get_state (sb_server_get_condition (walker->server)) != SB_CONDITION_FINE;
}

static void
break_it (Walker *walker)
{
  walker->broken = TRUE;
  if (walker->kind == WALK_STOPPED)
    g_clear_pointer (&walker->tenant, tenant_stop);
  else if (walker->kind == WALK_HUNG)
    g_subprocess_send_signal (walker->tenant->process, SIGSTOP);
}

static void
mend_it (Walker *walker, guint n_devices)
{
  walker->mended = TRUE;
  if (walker->kind == WALK_STOPPED)
    walker->tenant = start (walker, n_devices);
  else if (walker->kind == WALK_HUNG)
    g_subprocess_send_signal (walker->tenant->process, SIGCONT);
}

/* Looks at the next row that is not there yet, as a view that scrolls does. Returns whether that
 * was the last. */
static gboolean
step (Walker *walker)
{
  GListModel *model = G_LIST_MODEL (walker->list);
  guint n = g_list_model_get_n_items (model);

  if (!sb_remote_list_get_loaded (walker->list))
    return FALSE;

  while (walker->position < n) {
    g_autoptr (SbRow) row = g_list_model_get_item (model, walker->position);

    g_assert_false (sb_row_get_failed (row));
    if (sb_row_get_id (row) == 0)
      return FALSE;
    walker->position++;
  }

  return TRUE;
}

void
walk_run (WalkKind kind, gboolean http2, guint n_devices, Walk *walk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("signalbox-walk-XXXXXX", &error);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autofree char *authority = http2 ? certificate_path ("authority.pem") : NULL;
  Walker walker = { .kind = kind, .http2 = http2 };
  Heart heart;
  gint64 began;
  gint64 last;
  gboolean faulty = kind == WALK_STOPPED || kind == WALK_HUNG;

  g_assert_no_error (error);
  walker.database = g_build_filename (folder, "tenant.db", NULL);
  walker.port = g_strdup_printf ("%u", pick_port ());
  walker.tenant = start (&walker, n_devices);
  walker.clock = sb_clock_new_manual (1790000000000);
  walker.server = tenant_new_server (walker.tenant, authority, walker.clock);
  walker.list = sb_remote_list_new (walker.server,
                                    kind == WALK_WHOLE ? SB_REMOTE_LIST_WHOLE
                                                       : SB_REMOTE_LIST_PAGED);

  *walk = (Walk){ 0 };
  heart_start (&heart);
  began = g_get_monotonic_time ();
  last = began;
  sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, FALSE);
  sb_remote_list_set_query (walker.list, query);

  while (!step (&walker)) {
    gint64 now;

    g_assert_no_error (sb_remote_list_get_error (walker.list));
    loop_turn ();
    now = g_get_monotonic_time ();
    g_assert_cmpint (now - began, <, 90 * G_USEC_PER_SEC);
    sb_clock_advance (walker.clock, (now - last) * SPEED / 1000);
    last = now - (now - last) * SPEED % 1000 / SPEED;

    walk->troubled = walk->troubled || is_troubled (&walker);
    if (faulty && !walker.broken && walker.position > n_devices / 4)
      break_it (&walker);
    if (faulty && walker.broken && !walker.mended && is_troubled (&walker)) {
      /* Starting a server takes its time, which is not the client's. */
      heart_stop (&heart);
      walk->worst_gap = MAX (walk->worst_gap, heart.worst);
      mend_it (&walker, n_devices);
      heart_start (&heart);
      last = g_get_monotonic_time ();
    }
  }

  heart_stop (&heart);
  walk->worst_gap = MAX (walk->worst_gap, heart.worst);
  walk->duration = g_get_monotonic_time () - began;
  walk->n_rows = walker.position;

  g_clear_object (&walker.list);
  g_clear_object (&walker.server);
  loop_turn ();
  g_clear_object (&walker.clock);
  tenant_stop (walker.tenant);
  g_unlink (walker.database);
  g_free (walker.database);
  g_free (walker.port);
  g_rmdir (folder);
}
