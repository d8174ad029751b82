/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody wants to know of a device before a change is done to it: a row for each rule. */

#include "sb-concern.h"

#define DAY ((gint64) 24 * 60 * 60 * 1000)
#define NOW (400 * DAY)
#define EID "89034011560010000000000000000121"

typedef enum { NOT_REPORTED, NO_PROFILES, USER_PROFILE_OFF, LIVE_PROFILE } Profiles;

typedef struct {
  const char *what;
  SbImpact impact;
  SbPlatform platform;
  Profiles profiles;
  SbResetState reset; /* UNKNOWN: no state at all, where there are no profiles either */
  gboolean sim_only;  /* its slot has an ICCID, and no EID */
  gboolean slot;      /* its slot has both */
  gboolean old;       /* an old record of it is there */
  int state;          /* of its delivery; -1: none */
  gboolean downloaded;
  gint64 silent_for; /* -1: its last check-in is not reported */
  guint concerns;
} Case;

#define PC      SB_PLATFORM_WINDOWS
#define IOS     SB_PLATFORM_IOS
#define C(name) SB_CONCERN_BIT (SB_CONCERN_##name)
#define SETTLED SB_RESET_NONE

static const Case cases[] = {
  { "reset/live",
    SB_IMPACT_RESET,
    PC,
    LIVE_PROFILE,
    SETTLED,
    .state = -1,
    .concerns = C (LOSES_PLAN) },
  { "reset/off", SB_IMPACT_RESET, PC, USER_PROFILE_OFF, SETTLED, .state = -1 },
  { "reset/none", SB_IMPACT_RESET, PC, NO_PROFILES, SETTLED, .state = -1 },
  { "reset/not-reported", SB_IMPACT_RESET, PC, NOT_REPORTED, .state = -1 },
  { "take-off/live",
    SB_IMPACT_TAKE_OFF,
    PC,
    LIVE_PROFILE,
    SETTLED,
    .state = -1,
    .concerns = C (KEEPS_PLAN) },
  { "take-off/active",
    SB_IMPACT_TAKE_OFF,
    PC,
    NOT_REPORTED,
    .state = SB_DELIVERY_ACTIVE,
    .concerns = C (KEEPS_PLAN) },
  { "take-off/not-reported",
    SB_IMPACT_TAKE_OFF,
    PC,
    NOT_REPORTED,
    .state = SB_DELIVERY_INSTALLED,
    .concerns = C (MAY_KEEP_PLAN) },
  /* What a user added is not in the list: none is certain after a reset alone. */
  { "take-off/none",
    SB_IMPACT_TAKE_OFF,
    PC,
    NO_PROFILES,
    SETTLED,
    .state = -1,
    .concerns = C (MAY_KEEP_PLAN) },
  { "take-off/just-reset", SB_IMPACT_TAKE_OFF, PC, NO_PROFILES, SB_RESET_DONE, .state = -1 },
  { "take-off/slot",
    SB_IMPACT_TAKE_OFF,
    IOS,
    NOT_REPORTED,
    .slot = TRUE,
    .state = -1,
    .concerns = C (KEEPS_PLAN) },
  { "take-off/sim", SB_IMPACT_TAKE_OFF, IOS, NOT_REPORTED, .sim_only = TRUE, .state = -1 },
  { "retire/live",
    SB_IMPACT_RETIRE,
    PC,
    LIVE_PROFILE,
    SETTLED,
    .state = -1,
    .concerns = C (KEEPS_PLAN) },
  { "retire/just-reset", SB_IMPACT_RETIRE, PC, NO_PROFILES, SB_RESET_DONE, .state = -1 },
  { "send/new", SB_IMPACT_SEND, PC, NO_PROFILES, SETTLED, .state = -1 },
  { "send/downloaded",
    SB_IMPACT_SEND,
    PC,
    NO_PROFILES,
    SETTLED,
    .state = SB_DELIVERY_INSTALLED,
    .downloaded = TRUE,
    .concerns = C (DOWNLOADED) },
  /* That it has a plan goes without saying there. */
  { "send/downloaded-live",
    SB_IMPACT_SEND,
    PC,
    LIVE_PROFILE,
    SETTLED,
    .state = SB_DELIVERY_ACTIVE,
    .downloaded = TRUE,
    .concerns = C (DOWNLOADED) },
  { "send/live", SB_IMPACT_SEND, PC, LIVE_PROFILE, SETTLED, .state = -1, .concerns = C (HAS_PLAN) },
  { "send/requested",
    SB_IMPACT_SEND,
    PC,
    NO_PROFILES,
    SB_RESET_REQUESTED,
    .state = -1,
    .concerns = C (RESETTING) },
  { "send/running",
    SB_IMPACT_SEND,
    PC,
    NO_PROFILES,
    SB_RESET_RUNNING,
    .state = -1,
    .concerns = C (RESETTING) },
  { "send/failed", SB_IMPACT_SEND, PC, NO_PROFILES, SB_RESET_FAILED, .state = -1 },
  { "send/silent",
    SB_IMPACT_SEND,
    PC,
    NO_PROFILES,
    SETTLED,
    .state = -1,
    .silent_for = 31 * DAY,
    .concerns = C (SILENT) },
  { "send/quiet", SB_IMPACT_SEND, PC, NO_PROFILES, SETTLED, .state = -1, .silent_for = 30 * DAY },
  { "send/never-heard", SB_IMPACT_SEND, PC, NO_PROFILES, SETTLED, .state = -1, .silent_for = -1 },
  { "send/old-record",
    SB_IMPACT_SEND,
    PC,
    NO_PROFILES,
    SETTLED,
    .state = -1,
    .old = TRUE,
    .concerns = C (OLD_RECORD) },
  /* What is taken away needs no download. */
  { "take-off/old-record",
    SB_IMPACT_TAKE_OFF,
    PC,
    NO_PROFILES,
    SB_RESET_DONE,
    .state = -1,
    .old = TRUE },
  { "none",
    SB_IMPACT_NONE,
    PC,
    LIVE_PROFILE,
    SB_RESET_RUNNING,
    .state = SB_DELIVERY_ACTIVE,
    .downloaded = TRUE,
    .silent_for = 90 * DAY },
};

static SbDevice *
make_device (const Case *row)
{
  SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE, (int) row->platform);
  sb_record_set_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE, SB_REGISTRATION_ACTIVE);
  sb_record_set_string (device, SB_DEVICE_FIELD_OS_BUILD_VERSION, "10.0.22631.1");
  sb_record_set_string (device, SB_DEVICE_FIELD_PLATFORM_VERSION, "17.1");
  if (row->silent_for >= 0)
    sb_record_set_int64 (device, SB_DEVICE_FIELD_LAST_CHECKIN, NOW - row->silent_for);
  if (row->slot || row->sim_only) {
    g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (g_object_unref);
    SbRecord *slot = sb_record_new (SB_TYPE_SUBSCRIPTION);

    sb_record_set_string (slot, SB_SUBSCRIPTION_FIELD_ICCID, "8944500000000000005");
    if (row->slot)
      sb_record_set_string (slot, SB_SUBSCRIPTION_FIELD_EID, EID);
    g_ptr_array_add (slots, sb_record_seal (slot));
    sb_record_set_records (device, SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS, slots);
  }

  return sb_record_seal (device);
}

/* (nullable) */
static SbEsimState *
make_state (const Case *row)
{
  SbRecord *state;
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);

  if (row->profiles == NOT_REPORTED && row->reset == SB_RESET_UNKNOWN)
    return NULL;

  state = sb_record_new (SB_TYPE_ESIM_STATE);
  sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, (int) row->reset);
  if (row->profiles == USER_PROFILE_OFF || row->profiles == LIVE_PROFILE) {
    SbRecord *profile = sb_record_new (SB_TYPE_ESIM_PROFILE);

    sb_record_set_enum (profile, SB_ESIM_PROFILE_FIELD_STATE, SB_PROFILE_INSTALLED);
    sb_record_set_boolean (profile, SB_ESIM_PROFILE_FIELD_ENABLED, row->profiles == LIVE_PROFILE);
    g_ptr_array_add (profiles, sb_record_seal (profile));
  }
  if (row->profiles != NOT_REPORTED)
    sb_record_set_records (state, SB_ESIM_STATE_FIELD_PROFILES, profiles);

  return sb_record_seal (state);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (SbDevice) device = make_device (row);
  g_autoptr (SbEsimState) state = make_state (row);
  g_autoptr (SbRecord) delivery = sb_record_new (SB_TYPE_DELIVERY);
  g_autoptr (SbRecord) reach = sb_record_new (SB_TYPE_REACH);
  SbEvidence evidence = { device, state, NULL, NULL };

  if (row->old)
    evidence.old = device;
  if (row->state >= 0) {
    sb_record_set_enum (delivery, SB_DELIVERY_FIELD_STATE, row->state);
    sb_record_set_boolean (delivery, SB_DELIVERY_FIELD_DOWNLOADED, row->downloaded);
    sb_record_set_enum (reach, SB_REACH_FIELD_STATE, row->state);
    sb_record_set_boolean (reach, SB_REACH_FIELD_DOWNLOADED, row->downloaded);
    evidence.delivery = (SbDelivery *) delivery;
  }

  g_assert_cmphex (sb_concerns_find (row->impact, &evidence, NULL, NOW), ==, row->concerns);
  /* And from the server's preview. */
  evidence.delivery = NULL;
  g_assert_cmphex (sb_concerns_find (row->impact, &evidence, (SbReach *) reach, NOW),
                   ==,
                   row->concerns);
}

/* What the preview says of profiles of which no state was read. */
static void
test_live_count (void)
{
  const Case row = { .platform = PC, .state = -1 };
  g_autoptr (SbDevice) device = make_device (&row);
  g_autoptr (SbRecord) reach = sb_record_new (SB_TYPE_REACH);
  const SbEvidence evidence = { device, NULL, NULL, NULL };

  sb_record_set_int64 (reach, SB_REACH_FIELD_LIVE_PROFILE_COUNT, 0);
  g_assert_cmpint (sb_live_plan_find (&evidence, (SbReach *) reach), ==, SB_LIVE_PLAN_CANNOT_TELL);
  sb_record_set_int64 (reach, SB_REACH_FIELD_LIVE_PROFILE_COUNT, 2);
  g_assert_cmpint (sb_live_plan_find (&evidence, (SbReach *) reach), ==, SB_LIVE_PLAN_SEEN);
}

static void
test_impact (void)
{
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_SAVE, SB_REACH_ADDED, FALSE), ==, SB_IMPACT_SEND);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_SAVE, SB_REACH_KEPT, FALSE), ==, SB_IMPACT_NONE);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_SAVE, SB_REACH_KEPT, TRUE), ==, SB_IMPACT_SEND);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_SAVE, SB_REACH_REMOVED, TRUE), ==, SB_IMPACT_TAKE_OFF);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_UNDO, SB_REACH_REMOVED, FALSE), ==, SB_IMPACT_TAKE_OFF);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_DISABLE, SB_REACH_KEPT, FALSE), ==, SB_IMPACT_TAKE_OFF);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_DELETE, SB_REACH_ADDED, FALSE), ==, SB_IMPACT_TAKE_OFF);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_PUSH, SB_REACH_KEPT, FALSE), ==, SB_IMPACT_SEND);
  g_assert_cmpint (sb_impact_of_ask (SB_ASK_ENABLE, SB_REACH_KEPT, FALSE), ==, SB_IMPACT_SEND);
  g_assert_cmpint (sb_impact_of_verb (SB_VERB_DELETE), ==, SB_IMPACT_NONE);
  g_assert_cmpint (sb_impact_of_verb (SB_VERB_EXCLUDE), ==, SB_IMPACT_TAKE_OFF);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/concern/%s", cases[i].what);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/concern/live-count", test_live_count);
  g_test_add_func ("/concern/impact", test_impact);

  return g_test_run ();
}
