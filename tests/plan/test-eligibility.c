/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-eligibility.h"

typedef struct {
  const char *platform;
  const char *type;
  const char *build;
  const char *state;
  SbVerdict verdict;
  SbReason reason;
  gint64 argument;
} Case;

#define PC "WINDOWS_PHONE", "WINDOWS_DESKTOP"

static const Case cases[] = {
  { PC, "10.0.22000.1", "ACTIVE", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { PC, "10.0.22631.2861", "ACTIVE", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { PC, "10.0.26100", "ACTIVE", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { "WINDOWS_PHONE", NULL, "10.0.22631.2861", "ACTIVE", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { PC, "10.0.21999.9", "ACTIVE", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_WINDOWS_10, 21999 },
  { PC, "10.0.19045.3693", "ACTIVE", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_WINDOWS_10, 19045 },
  /* It will never be Windows 11 by itself: that comes before what passes. */
  { PC, "10.0.19045.3693", "RETIRED", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_WINDOWS_10, 19045 },
  { PC, NULL, "ACTIVE", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC, "22631", "ACTIVE", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC, "10.0.-1.5", "ACTIVE", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC,
    "10.0.99999999999999999999",
    "ACTIVE",
    SB_VERDICT_CANNOT_TELL,
    SB_REASON_BUILD_NOT_REPORTED,
    0 },
  { PC, "", "ACTIVE", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC, NULL, "WIPED", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_NOT_ACTIVE, SB_REGISTRATION_WIPED },
  { PC,
    "10.0.22631.1",
    "RETIRE_PENDING",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_ACTIVE,
    SB_REGISTRATION_RETIRE_PENDING },
  { PC,
    "10.0.22631.1",
    "HIBERNATING",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_ACTIVE,
    SB_REGISTRATION_UNKNOWN },
  { PC,
    "10.0.22631.1",
    NULL,
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_ACTIVE,
    SB_REGISTRATION_UNKNOWN },
  { "WINDOWS_PHONE",
    "WINDOWS_MOBILE",
    "10.0.22631.1",
    "ACTIVE",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_WINDOWS },
  { "IOS", NULL, NULL, "ACTIVE", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_NOT_WINDOWS, SB_PLATFORM_IOS },
  { "OSX",
    NULL,
    "10.0.22631.1",
    "ACTIVE",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_MACOS },
  { "ANDROID",
    NULL,
    NULL,
    "RETIRED",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_ANDROID },
  { "TIZEN",
    NULL,
    NULL,
    "ACTIVE",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_UNKNOWN },
  { NULL,
    NULL,
    "10.0.22631.1",
    "ACTIVE",
    SB_VERDICT_CANNOT_TELL,
    SB_REASON_PLATFORM_NOT_REPORTED,
    0 },
};

static void
test_reset (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *c = &cases[i];
    g_autoptr (SbRecord) device = sb_record_new (sb_device_get_type ());
    SbEligibility eligibility;

    g_test_message ("%s %s %s %s", c->platform, c->type, c->build, c->state);
    sb_record_set_enum_word (device, SB_DEVICE_PLATFORM_TYPE, c->platform);
    sb_record_set_string (device, SB_DEVICE_WINDOWS_DEVICE_TYPE, c->type);
    sb_record_set_string (device, SB_DEVICE_OS_BUILD_VERSION, c->build);
    sb_record_set_enum_word (device, SB_DEVICE_REGISTRATION_STATE, c->state);
    sb_record_seal (device);

    eligibility = sb_eligibility_for_reset ((SbDevice *) device);
    g_assert_cmpint (eligibility.reason, ==, c->reason);
    g_assert_cmpint (eligibility.verdict, ==, c->verdict);
    g_assert_cmpint (eligibility.argument, ==, c->argument);
  }
}

/* A masked build is no build. */
static void
test_masked (void)
{
  g_autoptr (SbRecord) device = sb_record_new (sb_device_get_type ());
  SbEligibility eligibility;

  sb_record_set_enum (device, SB_DEVICE_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_masked (device, SB_DEVICE_OS_BUILD_VERSION, "*****");
  sb_record_set_enum (device, SB_DEVICE_REGISTRATION_STATE, SB_REGISTRATION_ACTIVE);
  sb_record_seal (device);

  eligibility = sb_eligibility_for_reset ((SbDevice *) device);
  g_assert_cmpint (eligibility.reason, ==, SB_REASON_BUILD_NOT_REPORTED);
}

/* Only what is not reported or masked cannot be told; nothing but NONE is eligible. */
static void
test_verdicts (void)
{
  for (SbReason reason = SB_REASON_NONE; reason < SB_N_REASONS; reason++) {
    gboolean unknown = reason == SB_REASON_PLATFORM_NOT_REPORTED
                       || reason == SB_REASON_BUILD_NOT_REPORTED
                       || reason == SB_REASON_EID_NOT_REPORTED || reason == SB_REASON_EID_MASKED;

    g_assert_cmpint (sb_reason_get_verdict (reason),
                     ==,
                     reason == SB_REASON_NONE ? SB_VERDICT_ELIGIBLE
                     : unknown                ? SB_VERDICT_CANNOT_TELL
                                              : SB_VERDICT_NOT_ELIGIBLE);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/eligibility/reset", test_reset);
  g_test_add_func ("/eligibility/masked", test_masked);
  g_test_add_func ("/eligibility/verdicts", test_verdicts);

  return g_test_run ();
}
