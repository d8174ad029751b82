/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every fault × every call. Whatever answers in the server's place: the window would not freeze, a
 * change is not sent twice at once and never without its body, and what was carried out is not told
 * as not done, nor the other way round. The server is the demo tenant; the counts are printed.
 *
 * SB_MATRIX=all goes over all of it, else over a part in which each fault and each call comes. */

#define G_LOG_DOMAIN "test-matrix"

#include "client-test.h"
#include "relay.h"
#include "sb-device.h"
#include "sb-operations.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long the main loop may be held: what it computes, which no busy computer makes longer. In
 * microseconds. */
#ifdef __SANITIZE_ADDRESS__
#define STALL (1000 * 1000)
#else
#define STALL (100 * 1000)
#endif

/* Of the combinations, when not all are asked for. It has no divisor in common with the number of
 * calls, or some of them would never come. */
#define STRIDE 15

#define N_DEVICES "4000"
/* Of one change. */
#define N_IDS 2

/* In milliseconds, far below every deadline: what was only just sent arrives before. */
#define LONGEST_STEP 1000

/* How the names of configurations begin that are used once. */
#define PASSING "Passing"

typedef enum {
  CALL_CHANGE,
  CALL_TENANT,
  CALL_QUERY,
  CALL_GET,
} CallKind;

typedef struct {
  CallKind kind;
  int what; /* SbCommandKind or SbCollection */
  const char *name;
} Call;

static const Call calls[] = {
  { CALL_CHANGE, SB_COMMAND_CREATE_CONFIGURATION, "create" },
  { CALL_CHANGE, SB_COMMAND_UPDATE_CONFIGURATION, "update" },
  { CALL_CHANGE, SB_COMMAND_DELETE_CONFIGURATION, "delete" },
  { CALL_CHANGE, SB_COMMAND_PUSH, "push" },
  { CALL_CHANGE, SB_COMMAND_EXCLUDE, "exclude" },
  { CALL_CHANGE, SB_COMMAND_INCLUDE, "include" },
  { CALL_CHANGE, SB_COMMAND_ESIM_RESET, "reset" },
  { CALL_CHANGE, SB_COMMAND_ESIM_RESET_CANCEL, "cancel reset" },
  { CALL_CHANGE, SB_COMMAND_FORCE_CHECKIN, "check-in" },
  { CALL_CHANGE, SB_COMMAND_RETIRE, "retire" },
  { CALL_CHANGE, SB_COMMAND_DELETE_DEVICE, "delete devices" },
  { CALL_TENANT, 0, "tenant" },
  { CALL_QUERY, SB_COLLECTION_DEVICE_SPACES, "spaces" },
  { CALL_QUERY, SB_COLLECTION_CONFIGURATIONS, "configurations" },
  { CALL_QUERY, SB_COLLECTION_CONFIGURATION_TYPES, "configuration types" },
  { CALL_QUERY, SB_COLLECTION_DEVICES, "devices" },
  { CALL_QUERY, SB_COLLECTION_DEVICE_GROUPS, "device groups" },
  { CALL_QUERY, SB_COLLECTION_ACCOUNTS, "users" },
  { CALL_QUERY, SB_COLLECTION_ACCOUNT_GROUPS, "user groups" },
  { CALL_QUERY, SB_COLLECTION_DELIVERIES, "deliveries" },
  { CALL_QUERY, SB_COLLECTION_DEVICE_DELIVERIES, "deliveries of a device" },
  { CALL_QUERY, SB_COLLECTION_ESIM_STATES, "eSIM states" },
  { CALL_QUERY, SB_COLLECTION_REACH, "preview" },
  { CALL_GET, SB_COLLECTION_DEVICES, "device" },
  { CALL_GET, SB_COLLECTION_CONFIGURATIONS, "configuration" },
  { CALL_GET, SB_COLLECTION_ESIM_STATES, "eSIM state" },
};

typedef struct {
  guint n;
  guint n_done;
  guint n_refused;
  guint n_unknown;
  guint n_failed; /* reads */
  guint n_untrue;
  guint n_twice;
  guint n_bare; /* without the body */
  guint n_stalls;
  gint64 longest; /* microseconds of the main thread in one turn */
  gint64 widest;  /* microseconds between two turns */
} Counts;

typedef struct {
  Tenant *tenant;
  Relay *relay;
  SbClock *clock;
  SbServer *direct;  /* without the relay */
  GPtrArray *pcs;    /* ids: devices of which an eSIM reset is taken */
  GPtrArray *others; /* ids: devices to be retired */
  SbConfiguration *configuration;
  guint n_made;
  const char *name; /* of what is tried */
  Counts counts;
} Matrix;

static gint64
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* One turn of the main loop, of a millisecond at most. */
static void
turn (Matrix *matrix)
{
  g_autoptr (GSource) source = g_timeout_source_new (1);
  gint64 cpu = get_cpu ();
  gint64 wall = g_get_monotonic_time ();

  g_source_set_dummy_callback (source);
  g_source_attach (source, NULL);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);

  cpu = get_cpu () - cpu;
  matrix->counts.longest = MAX (matrix->counts.longest, cpu);
  matrix->counts.widest = MAX (matrix->counts.widest, g_get_monotonic_time () - wall);
  if (cpu > STALL)
    matrix->counts.n_stalls++;
}

/* Goes on until @done. While nobody does anything the client's time passes, faster and faster: it
 * waits for something. @server: where the sign-in was refused it is given again. */
static void
pass (Matrix *matrix, SbServer *server, const gboolean *done, SbChange *change)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  double step = 50;
  guint n_events = 0;

  while (change != NULL ? !sb_change_is_over (change) : !*done) {
    turn (matrix);
    if (g_get_monotonic_time () > end)
      g_error ("%s does not end", matrix->name);
    if (sb_condition_get_state (sb_server_get_condition (server)) == SB_CONDITION_SIGN_IN)
      sign_in (server, matrix->tenant->password);

    if (!relay_is_idle (matrix->relay) || relay_get_n_events (matrix->relay) != n_events) {
      n_events = relay_get_n_events (matrix->relay);
      step = 50;
      continue;
    }
    relay_set_time (matrix->relay, sb_clock_get_monotonic (matrix->clock) + (gint64) step);
    sb_clock_advance (matrix->clock, (gint64) step);
    step = MIN (step * 1.25, LONGEST_STEP);
  }
}

/* (transfer full) */
static SbConfiguration *
new_proposal (Matrix *matrix, const char *prefix)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf ("%s %u", prefix, ++matrix->n_made);
  g_autoptr (SbEsim) esim = sb_record_new (SB_TYPE_ESIM);
  g_autoptr (SbDistribution) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  SbConfiguration *configuration = sb_record_new (SB_TYPE_CONFIGURATION);
  SbRecord *record = SB_RECORD (configuration);

  sb_record_set_string (SB_RECORD (esim), SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
  sb_record_set_boolean (SB_RECORD (esim), SB_ESIM_FIELD_IS_DISCOVERY_SERVER, FALSE);
  sb_record_set_boolean (SB_RECORD (esim), SB_ESIM_FIELD_AUTO_ENABLE, TRUE);
  sb_record_set_enum (SB_RECORD (distribution), SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (SB_RECORD (distribution),
                     SB_DISTRIBUTION_FIELD_DEVICE_IDS,
                     sb_ids_peek (matrix->pcs, NULL),
                     MIN (matrix->pcs->len, 4));
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_UUID, uuid);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, name);
  sb_record_set_boolean (record, SB_CONFIGURATION_FIELD_ENABLED, TRUE);
  sb_record_set_id (record, SB_CONFIGURATION_FIELD_SPACE_ID, "30001");
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));

  return sb_record_seal (configuration);
}

/* (transfer full): a configuration that is on the server. */
static SbConfiguration *
create (Matrix *matrix, const char *prefix)
{
  g_autoptr (SbConfiguration) proposal = new_proposal (matrix, prefix);
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, NULL);
  g_autoptr (SbOutcome) outcome = send_command (matrix->direct, command);

  return g_object_ref (sb_record_get_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION));
}

/* A tenant has 400 configurations at most. */
static void
delete_configurations (Matrix *matrix)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_CONFIGURATIONS);
  g_autoptr (SbPage) page = get_page (matrix->direct, query, 0, 500);
  GPtrArray *rows = sb_page_get_records (page);

  for (guint i = 0; i < rows->len; i++) {
    SbConfiguration *configuration = g_ptr_array_index (rows, i);
    const char *name = sb_configuration_get_string (configuration, SB_CONFIGURATION_FIELD_NAME);

    if (g_str_has_prefix (name, PASSING)) {
      g_autoptr (SbCommand) command = sb_command_new_delete (configuration);
      g_autoptr (SbOutcome) outcome = send_command (matrix->direct, command);
    }
  }
}

/* Does it without the relay. Returns how many the server says that it took. */
static gint64
tell_devices (Matrix *matrix, SbCommandKind kind, const char *const *ids, gsize n_ids)
{
  g_autoptr (SbCommand) command = sb_command_new_for_devices (kind, ids, n_ids);
  g_autoptr (SbOutcome) outcome = send_command (matrix->direct, command);

  return sb_record_get_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED);
}

static void
exclude (Matrix *matrix, gboolean excluded)
{
  const char *device = g_ptr_array_index (matrix->pcs, 0);
  const char *id = sb_record_get_own_id (SB_RECORD (matrix->configuration));
  g_autoptr (SbCommand) command = excluded ? sb_command_new_exclude (device, &id, 1)
                                           : sb_command_new_include (device, &id, 1);
  g_autoptr (SbOutcome) outcome = send_command (matrix->direct, command);
}

/* The last ones, which are then used up. */
static void
take_others (Matrix *matrix, const char **ids)
{
  g_assert_cmpuint (matrix->others->len, >=, N_IDS);
  for (guint i = 0; i < N_IDS; i++)
    ids[i] = g_intern_string (g_ptr_array_index (matrix->others, matrix->others->len - 1 - i));
  g_ptr_array_set_size (matrix->others, (int) matrix->others->len - N_IDS);
}

/* (transfer full): what the server can carry out now. */
static SbCommand *
new_command (Matrix *matrix, SbCommandKind kind)
{
  const char *const *pcs = sb_ids_peek (matrix->pcs, NULL);
  const char *id = sb_record_get_own_id (SB_RECORD (matrix->configuration));
  g_autoptr (SbConfiguration) before = NULL;
  g_autoptr (SbConfiguration) proposal = NULL;
  const char *others[N_IDS];

  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    proposal = new_proposal (matrix, PASSING);
    return sb_command_new_save (proposal, NULL);
  case SB_COMMAND_UPDATE_CONFIGURATION: {
    g_autofree char *name = g_strdup_printf (PASSING " %u", ++matrix->n_made);

    before = create (matrix, PASSING);
    proposal = sb_record_copy (SB_RECORD (before));
    sb_record_set_string (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_NAME, name);
    sb_record_seal (proposal);
    return sb_command_new_save (proposal, before);
  }
  case SB_COMMAND_DELETE_CONFIGURATION:
    before = create (matrix, PASSING);
    return sb_command_new_delete (before);
  case SB_COMMAND_PUSH:
    exclude (matrix, FALSE);
    return sb_command_new_push (&id, 1, pcs, N_IDS);
  case SB_COMMAND_EXCLUDE:
    exclude (matrix, FALSE);
    return sb_command_new_exclude (pcs[0], &id, 1);
  case SB_COMMAND_INCLUDE:
    exclude (matrix, TRUE);
    return sb_command_new_include (pcs[0], &id, 1);
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
    tell_devices (matrix,
                  kind == SB_COMMAND_ESIM_RESET ? SB_COMMAND_ESIM_RESET_CANCEL
                                                : SB_COMMAND_ESIM_RESET,
                  pcs,
                  N_IDS);
    return sb_command_new_for_devices (kind, pcs, N_IDS);
  case SB_COMMAND_RETIRE:
    take_others (matrix, others);
    return sb_command_new_for_devices (kind, others, N_IDS);
  case SB_COMMAND_DELETE_DEVICE:
    take_others (matrix, others);
    tell_devices (matrix, SB_COMMAND_RETIRE, others, N_IDS);
    return sb_command_new_for_devices (kind, others, N_IDS);
  case SB_COMMAND_FORCE_CHECKIN:
  default:
    return sb_command_new_for_devices (kind, pcs, N_IDS);
  }
}

static void
complain (const Fault *fault, const Call *call, const char *what)
{
  g_test_message ("%s × %s: %s", call->name, fault->name, what);
}

/* How the requests came. Returns whether the server carried the change out. */
static gboolean
look_at_requests (Matrix *matrix, const Fault *fault, const Call *call)
{
  g_autoptr (GPtrArray) all = relay_steal_seen (matrix->relay);
  gboolean carried_out = FALSE;

  for (guint i = 0; i < all->len; i++) {
    Seen *seen = g_ptr_array_index (all, i);

    carried_out = carried_out || seen->carried_out;
    for (guint j = 0; j < i; j++) {
      Seen *earlier = g_ptr_array_index (all, j);
      gboolean same = g_strcmp0 (seen->line, earlier->line) == 0
                      && g_strcmp0 (seen->key, earlier->key) == 0;

      if (same && g_strcmp0 (seen->body, earlier->body) != 0) {
        matrix->counts.n_bare++;
        complain (fault, call, "sent with another body");
      }
      if (same && seen->time == earlier->time) {
        matrix->counts.n_twice++;
        complain (fault, call, "sent twice at once");
      }
    }
  }

  return carried_out;
}

static gboolean
is_untrue (SbChange *change, gboolean carried_out)
{
  switch (sb_change_get_state (change)) {
  case SB_CHANGE_DONE:
    return !carried_out;
  case SB_CHANGE_REFUSED:
  case SB_CHANGE_CANCELLED:
    return carried_out;
  case SB_CHANGE_UNKNOWN:
    return FALSE;
  case SB_CHANGE_WAITING:
  case SB_CHANGE_SENT:
  case SB_CHANGE_FINDING_OUT:
  default:
    return TRUE;
  }
}

static void
try_change (Matrix *matrix, SbServer *server, const Fault *fault, const Call *call)
{
  g_autoptr (SbCommand) command = new_command (matrix, (SbCommandKind) call->what);
  g_autoptr (SbOperations) operations = sb_operations_new (server, matrix->clock, NULL);
  g_autoptr (SbChange) change = NULL;
  gboolean carried_out;

  relay_arm (matrix->relay, fault, TRUE);
  change = g_object_ref (sb_operations_submit (operations, command));
  pass (matrix, server, NULL, change);
  carried_out = look_at_requests (matrix, fault, call);

  matrix->counts.n_done += sb_change_get_state (change) == SB_CHANGE_DONE;
  matrix->counts.n_refused += sb_change_get_state (change) == SB_CHANGE_REFUSED;
  matrix->counts.n_unknown += sb_change_get_state (change) == SB_CHANGE_UNKNOWN;
  if (sb_change_get_state (change) == SB_CHANGE_UNKNOWN)
    complain (fault, call, "unknown");
  if (is_untrue (change, carried_out)) {
    matrix->counts.n_untrue++;
    complain (fault,
              call,
              carried_out ? "carried out, and told as not done"
                          : "not carried out, and told as done");
  }
  relay_arm (matrix->relay, NULL, FALSE);
}

/* (transfer full) */
static SbQuery *
new_query (Matrix *matrix, SbCollection collection)
{
  SbQuery *query = sb_query_new (collection);

  if (collection == SB_COLLECTION_DELIVERIES)
    sb_query_set_parent (query, sb_record_get_own_id (SB_RECORD (matrix->configuration)));
  if (collection == SB_COLLECTION_DEVICE_DELIVERIES)
    sb_query_set_parent (query, g_ptr_array_index (matrix->pcs, 0));
  if (collection == SB_COLLECTION_ESIM_STATES)
    sb_query_set_device_ids (query, sb_ids_peek (matrix->pcs, NULL), N_IDS);
  if (collection == SB_COLLECTION_REACH) {
    g_autoptr (SbConfiguration) proposal = new_proposal (matrix, PASSING);

    sb_query_set_proposal (query, proposal);
  }

  return query;
}

static void
try_read (Matrix *matrix, SbServer *server, const Fault *fault, const Call *call)
{
  g_autoptr (SbQuery) query = NULL;
  g_auto (Answer) answer = { 0 };

  relay_arm (matrix->relay, fault, FALSE);
  switch (call->kind) {
  case CALL_TENANT:
    ask_tenant (server, NULL, &answer);
    break;
  case CALL_QUERY:
    query = new_query (matrix, (SbCollection) call->what);
    ask_page (server, query, 0, 50, NULL, &answer);
    break;
  case CALL_GET:
    ask_record (server,
                (SbCollection) call->what,
                call->what == SB_COLLECTION_CONFIGURATIONS
                  ? sb_record_get_own_id (SB_RECORD (matrix->configuration))
                  : g_ptr_array_index (matrix->pcs, 0),
                &answer);
    break;
  case CALL_CHANGE:
  default:
    g_assert_not_reached ();
  }
  pass (matrix, server, &answer.done, NULL);

  if (answer.error != NULL) {
    matrix->counts.n_failed++;
    if (answer.error->domain != SB_ERROR) {
      matrix->counts.n_untrue++;
      complain (fault, call, answer.error->message);
    }
  }
  /* A tenant is three requests; a fault is worth a few more. */
  if (relay_get_n_requests (matrix->relay) > 12) {
    matrix->counts.n_twice++;
    complain (fault, call, "asked again and again");
  }
  relay_arm (matrix->relay, NULL, FALSE);
}

static void
try (Matrix *matrix, const Fault *fault, const Call *call)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u",
                                              relay_get_port (matrix->relay));
  Tenant through = { NULL, address, matrix->tenant->user, matrix->tenant->password };
  g_autoptr (SbServer) server = tenant_new_server (&through, NULL, matrix->clock);
  Counts before = matrix->counts;

  if (call->kind == CALL_CHANGE)
    try_change (matrix, server, fault, call);
  else
    try_read (matrix, server, fault, call);
  if (++matrix->counts.n % 200 == 0)
    delete_configurations (matrix);
  if (matrix->counts.n_stalls > before.n_stalls)
    complain (fault, call, "held the main loop");
}

/* Which devices can be reset is the server's to say. */
static void
find_devices (Matrix *matrix)
{
  matrix->pcs = sb_ids_new (NULL, 0);
  matrix->others = sb_ids_new (NULL, 0);

  for (gint64 start = 0; start < atoi (N_DEVICES); start += 500) {
    g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
    g_autoptr (SbPage) page = get_page (matrix->direct, query, start, 500);
    GPtrArray *rows = sb_page_get_records (page);

    for (guint i = 0; i < rows->len; i++) {
      SbRecord *device = g_ptr_array_index (rows, i);
      const char *id = sb_record_get_own_id (device);
      gboolean is_pc = sb_record_get_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE)
                       == SB_PLATFORM_WINDOWS;

      if (sb_record_get_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE) != SB_REGISTRATION_ACTIVE)
        continue;
      if (!is_pc)
        sb_ids_add (matrix->others, id);
      else if (matrix->pcs->len < 4
               && sb_record_get_string (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER) != NULL
               && tell_devices (matrix, SB_COMMAND_ESIM_RESET, &id, 1) == 1) {
        tell_devices (matrix, SB_COMMAND_ESIM_RESET_CANCEL, &id, 1);
        sb_ids_add (matrix->pcs, id);
      }
    }
  }
  g_assert_cmpuint (matrix->pcs->len, ==, 4);
}

static void
set_up (Matrix *matrix, gconstpointer data)
{
  /* Simulated time all but stands: what is asked for stays asked for. */
  static const char *const arguments[] = { "--devices", N_DEVICES, "--speed", "0.001", NULL };

  matrix->tenant = tenant_start (arguments, FALSE);
  matrix->clock = sb_clock_new_manual (1795348800000);
  matrix->direct = tenant_new_server (matrix->tenant, NULL, matrix->clock);
  matrix->relay = relay_new ((guint16) atoi (strrchr (matrix->tenant->address, ':') + 1));
  find_devices (matrix);
  matrix->configuration = create (matrix, "Kept");
}

static void
tear_down (Matrix *matrix, gconstpointer data)
{
  g_clear_object (&matrix->configuration);
  g_ptr_array_unref (matrix->pcs);
  g_ptr_array_unref (matrix->others);
  g_clear_object (&matrix->direct);
  relay_free (matrix->relay);
  loop_settle ();
  g_clear_object (&matrix->clock);
  tenant_stop (matrix->tenant);
}

static void
test_matrix (Matrix *matrix, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = faults_new ();
  const char *only = g_getenv ("SB_MATRIX");
  gboolean all = g_strcmp0 (only, "all") == 0;
  const Counts *counts = &matrix->counts;

  for (guint i = 0; i < faults->len; i++) {
    for (guint j = 0; j < G_N_ELEMENTS (calls); j++) {
      const Fault *fault = g_ptr_array_index (faults, i);
      g_autofree char *name = g_strdup_printf ("%s × %s", calls[j].name, fault->name);

      if (all || (only != NULL && g_pattern_match_simple (only, name))
          || (only == NULL && (i * G_N_ELEMENTS (calls) + j) % STRIDE == 0)) {
        matrix->name = name;
        try (matrix, fault, &calls[j]);
      }
    }
  }

  g_test_message ("%u faults × %u calls, %u tried: changes done %u, refused %u, unknown %u; reads "
                  "given up %u",
                  faults->len,
                  (guint) G_N_ELEMENTS (calls),
                  counts->n,
                  counts->n_done,
                  counts->n_refused,
                  counts->n_unknown,
                  counts->n_failed);
  g_test_message (
    "told untruly %u, sent twice %u, sent without the body %u; longest turn %" G_GINT64_FORMAT
    " ms of computing, %" G_GINT64_FORMAT " ms in all",
    counts->n_untrue,
    counts->n_twice,
    counts->n_bare,
    counts->longest / 1000,
    counts->widest / 1000);

  g_assert_cmpuint (faults->len, >=, 290);
  g_assert_cmpuint (counts->n_untrue, ==, 0);
  g_assert_cmpuint (counts->n_twice, ==, 0);
  g_assert_cmpuint (counts->n_bare, ==, 0);
  g_assert_cmpuint (counts->n_stalls, ==, 0);
  /* That it is not known is never a lie, and never an answer. */
  g_assert_cmpuint (10 * counts->n_unknown, <=, counts->n_done);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/matrix", Matrix, NULL, set_up, test_matrix, tear_down);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
