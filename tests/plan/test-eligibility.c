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

#define PC  "windows", "windows-desktop"
#define EID "89034011560010000000000000000121"

static const Case cases[] = {
  { PC, "10.0.22000.1", "active", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { PC, "10.0.22631.2861", "active", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { PC, "10.0.26100", "active", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { "windows", NULL, "10.0.22631.2861", "active", SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 },
  { PC, "10.0.21999.9", "active", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_WINDOWS_10, 21999 },
  { PC, "10.0.19045.3693", "active", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_WINDOWS_10, 19045 },
  /* It will never be Windows 11 by itself: that comes before what passes. */
  { PC, "10.0.19045.3693", "retired", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_WINDOWS_10, 19045 },
  { PC, NULL, "active", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC, "22631", "active", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC, "10.0.-1.5", "active", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC,
    "10.0.99999999999999999999",
    "active",
    SB_VERDICT_CANNOT_TELL,
    SB_REASON_BUILD_NOT_REPORTED,
    0 },
  { PC, "", "active", SB_VERDICT_CANNOT_TELL, SB_REASON_BUILD_NOT_REPORTED, 0 },
  { PC, NULL, "wiped", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_NOT_ACTIVE, SB_REGISTRATION_WIPED },
  { PC,
    "10.0.22631.1",
    "retire-pending",
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
  { "windows",
    "windows-mobile",
    "10.0.22631.1",
    "active",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_WINDOWS },
  { "ios", NULL, NULL, "active", SB_VERDICT_NOT_ELIGIBLE, SB_REASON_NOT_WINDOWS, SB_PLATFORM_IOS },
  { "macos",
    NULL,
    "10.0.22631.1",
    "active",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_MACOS },
  { "android",
    NULL,
    NULL,
    "retired",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_ANDROID },
  { "TIZEN",
    NULL,
    NULL,
    "active",
    SB_VERDICT_NOT_ELIGIBLE,
    SB_REASON_NOT_WINDOWS,
    SB_PLATFORM_UNKNOWN },
  { NULL,
    NULL,
    "10.0.22631.1",
    "active",
    SB_VERDICT_CANNOT_TELL,
    SB_REASON_PLATFORM_NOT_REPORTED,
    0 },
};

/* @word: (nullable): a nick, or a server's own word */
static void
set_word (SbRecord *record, guint field, const char *word)
{
  guint n_fields;
  GType type = sb_record_get_fields (record, &n_fields)[field].get_type ();

  sb_record_set_enum_word (record, field, sb_enum_find (type, word), word);
}

static void
test_reset (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *c = &cases[i];
    g_autoptr (SbRecord) device = sb_record_new (sb_device_get_type ());
    SbEligibility eligibility;

    g_test_message ("%s %s %s %s", c->platform, c->type, c->build, c->state);
    set_word (device, SB_DEVICE_FIELD_PLATFORM_TYPE, c->platform);
    set_word (device, SB_DEVICE_FIELD_WINDOWS_DEVICE_TYPE, c->type);
    sb_record_set_string (device, SB_DEVICE_FIELD_OS_BUILD_VERSION, c->build);
    set_word (device, SB_DEVICE_FIELD_REGISTRATION_STATE, c->state);
    sb_record_set_string (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER, EID);
    sb_record_seal (device);

    eligibility = sb_eligibility_judge (SB_VERB_RESET,
                                        &(SbEvidence){ .device = (SbDevice *) device });
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

  sb_record_set_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_masked (device, SB_DEVICE_FIELD_OS_BUILD_VERSION, "*****");
  sb_record_set_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE, SB_REGISTRATION_ACTIVE);
  sb_record_seal (device);

  eligibility = sb_eligibility_judge (SB_VERB_RESET,
                                      &(SbEvidence){ .device = (SbDevice *) device });
  g_assert_cmpint (eligibility.reason, ==, SB_REASON_BUILD_NOT_REPORTED);
}

/* Only what is not reported or masked cannot be told; nothing but NONE is eligible. */
static void
test_verdicts (void)
{
  for (SbReason reason = SB_REASON_NONE; reason < SB_N_REASONS; reason++) {
    gboolean unknown = reason == SB_REASON_PLATFORM_NOT_REPORTED
                       || reason == SB_REASON_BUILD_NOT_REPORTED
                       || reason == SB_REASON_IOS_NOT_REPORTED
                       || reason == SB_REASON_NO_ESIM_SETTINGS
                       || reason == SB_REASON_EID_NOT_REPORTED || reason == SB_REASON_EID_MASKED;

    g_assert_cmpint (sb_reason_get_verdict (reason),
                     ==,
                     reason == SB_REASON_NONE ? SB_VERDICT_ELIGIBLE
                     : unknown                ? SB_VERDICT_CANNOT_TELL
                                              : SB_VERDICT_NOT_ELIGIBLE);
  }
}

/* Everything that is known, as a server sends it; NULL and 0 are not reported. */
typedef struct {
  const char *what;
  SbVerb verb;
  SbReason reason;
  /* the device */
  const char *platform;
  const char *version; /* the build of a PC, else of iOS */
  const char *eid;     /* "*" is masked */
  const char *edition;
  const char *registration;
  gboolean user_enrolled;
  gboolean has_slots; /* reported, and none has an EID */
  /* its eSIM */
  const char *reset;
  const char *reset_domain;
  gint64 reset_code;
  const char *state_eid;
  /* the delivery */
  const char *delivery;
  const char *domain;
  gint64 code;
  gboolean excluded;
  const char *policy_type;
  /* the configuration */
  const char *configuration;
  gboolean discovery;
} Rule;

#define NEW     .platform = "windows", .version = "10.0.22631.1", .registration = "active"
#define OLD     .platform = "windows", .version = "10.0.19045.1", .registration = "active"
#define FIRST   .platform = "windows", .version = "10.0.22000.1", .registration = "active"
#define IPHONE  .platform = "ios", .version = "17.6", .registration = "active"
#define HAS     .eid = EID
#define UNKNOWN .domain = "oma-dm", .code = 404, .delivery = "error"
#define WINDOWS .configuration = "windows"
#define APPLE   .configuration = "ios"

static const Rule rules[] = {
  /* What is as it should be. */
  { "push", SB_VERB_PUSH, SB_REASON_NONE, NEW, HAS, WINDOWS, .delivery = "installed" },
  { "retry",
    SB_VERB_RETRY,
    SB_REASON_NONE,
    NEW,
    HAS,
    .delivery = "error",
    .code = 7,
    .domain = "euicc-profile" },
  { "iphone", SB_VERB_PUSH, SB_REASON_NONE, IPHONE, HAS, APPLE, .delivery = "sent" },
  { "exclude", SB_VERB_EXCLUDE, SB_REASON_NONE, NEW, HAS, .delivery = "installed" },
  { "include",
    SB_VERB_INCLUDE,
    SB_REASON_NONE,
    NEW,
    HAS,
    .delivery = "excluded",
    .excluded = TRUE },
  { "reset", SB_VERB_RESET, SB_REASON_NONE, NEW, HAS, .reset = "done" },
  { "check in", SB_VERB_CHECK_IN, SB_REASON_NONE, .platform = "macos", .registration = "active" },
  { "take back", SB_VERB_CANCEL_RESET, SB_REASON_NONE, NEW, HAS, .reset = "requested" },
  /* No eSIM hardware: the PC answers that it does not know the settings. */
  { "no hardware, retry",
    SB_VERB_RETRY,
    SB_REASON_NO_ESIM_HARDWARE,
    NEW,
    UNKNOWN,
    WINDOWS,
    .edition = "Windows 11 Pro" },
  { "no hardware, push",
    SB_VERB_PUSH,
    SB_REASON_NO_ESIM_HARDWARE,
    NEW,
    UNKNOWN,
    WINDOWS,
    .edition = "Pro" },
  { "no hardware, reset",
    SB_VERB_RESET,
    SB_REASON_NO_ESIM_HARDWARE,
    NEW,
    UNKNOWN,
    WINDOWS,
    .edition = "Pro" },
  { "no hardware, by its reset",
    SB_VERB_RESET,
    SB_REASON_NO_ESIM_HARDWARE,
    NEW,
    .reset = "failed",
    .reset_domain = "oma-dm",
    .reset_code = 404,
    .edition = "Pro" },
  { "no hardware, optional",
    SB_VERB_RETRY,
    SB_REASON_NO_ESIM_HARDWARE,
    NEW,
    WINDOWS,
    .edition = "Pro",
    .domain = "oma-dm",
    .code = 406,
    .delivery = "error" },
  { "edition not reported", SB_VERB_RETRY, SB_REASON_NO_ESIM_OR_HOME, NEW, UNKNOWN, WINDOWS },
  { "build not reported",
    SB_VERB_RETRY,
    SB_REASON_NO_ESIM_SETTINGS,
    .platform = "windows",
    .registration = "active",
    UNKNOWN },
  { "it has an EID all the same", SB_VERB_RETRY, SB_REASON_NONE, NEW, HAS, UNKNOWN, WINDOWS },
  { "its eSIM reported one",
    SB_VERB_RETRY,
    SB_REASON_NONE,
    NEW,
    UNKNOWN,
    WINDOWS,
    .state_eid = EID },
  { "not applicable",
    SB_VERB_PUSH,
    SB_REASON_NO_ESIM_HARDWARE,
    NEW,
    WINDOWS,
    .delivery = "not-applicable" },
  { "not applicable, reset",
    SB_VERB_RESET,
    SB_REASON_NO_ESIM_HARDWARE,
    NEW,
    WINDOWS,
    .delivery = "not-applicable" },
  { "not applicable, masked",
    SB_VERB_PUSH,
    SB_REASON_NOT_APPLICABLE,
    NEW,
    .eid = "*",
    WINDOWS,
    .delivery = "not-applicable" },
  { "not applicable, old",
    SB_VERB_PUSH,
    SB_REASON_WINDOWS_10,
    OLD,
    WINDOWS,
    .delivery = "not-applicable" },
  { "iphone without",
    SB_VERB_PUSH,
    SB_REASON_NO_ESIM_HARDWARE,
    IPHONE,
    .has_slots = TRUE,
    APPLE,
    .delivery = "pending" },
  { "iphone says so",
    SB_VERB_RETRY,
    SB_REASON_NO_ESIM_HARDWARE,
    IPHONE,
    HAS,
    APPLE,
    .domain = "apple-mdm",
    .code = 36002,
    .delivery = "error" },
  /* Windows Home. */
  { "home", SB_VERB_RESET, SB_REASON_WINDOWS_HOME, NEW, HAS, .edition = "Windows 11 Home" },
  { "home, push", SB_VERB_PUSH, SB_REASON_WINDOWS_HOME, NEW, HAS, .edition = "HOME" },
  { "home, as Windows says",
    SB_VERB_RETRY,
    SB_REASON_WINDOWS_HOME,
    NEW,
    UNKNOWN,
    WINDOWS,
    .edition = "CoreSingleLanguage" },
  /* Builds. */
  { "old", SB_VERB_PUSH, SB_REASON_WINDOWS_10, OLD, HAS, WINDOWS },
  { "old, and it answered", SB_VERB_RETRY, SB_REASON_WINDOWS_10, OLD, UNKNOWN, WINDOWS },
  { "discovery server",
    SB_VERB_PUSH,
    SB_REASON_NO_DISCOVERY_SERVERS,
    FIRST,
    HAS,
    WINDOWS,
    .discovery = TRUE },
  { "discovery server, and it answered",
    SB_VERB_RETRY,
    SB_REASON_NO_DISCOVERY_SERVERS,
    FIRST,
    UNKNOWN,
    WINDOWS,
    .discovery = TRUE },
  { "that says nothing of a reset",
    SB_VERB_RESET,
    SB_REASON_EID_NOT_REPORTED,
    FIRST,
    UNKNOWN,
    WINDOWS,
    .discovery = TRUE },
  { "discovery server, new enough",
    SB_VERB_PUSH,
    SB_REASON_NONE,
    NEW,
    HAS,
    WINDOWS,
    .discovery = TRUE },
  { "no build",
    SB_VERB_PUSH,
    SB_REASON_BUILD_NOT_REPORTED,
    .platform = "windows",
    .registration = "active",
    HAS,
    WINDOWS },
  /* What cannot be told is not "no". */
  { "EID not reported", SB_VERB_PUSH, SB_REASON_EID_NOT_REPORTED, NEW, WINDOWS },
  { "EID not reported, reset", SB_VERB_RESET, SB_REASON_EID_NOT_REPORTED, NEW },
  { "EID masked", SB_VERB_PUSH, SB_REASON_EID_MASKED, NEW, .eid = "*" },
  { "EID masked, iphone", SB_VERB_PUSH, SB_REASON_EID_MASKED, IPHONE, .eid = "*" },
  { "iOS 13 reports none",
    SB_VERB_PUSH,
    SB_REASON_EID_NOT_REPORTED,
    .platform = "ios",
    .version = "13.7",
    .registration = "active",
    APPLE },
  { "no version",
    SB_VERB_PUSH,
    SB_REASON_IOS_NOT_REPORTED,
    .platform = "ios",
    .registration = "active",
    HAS },
  { "no platform", SB_VERB_PUSH, SB_REASON_PLATFORM_NOT_REPORTED, .registration = "active" },
  /* Apple. */
  { "iOS 12",
    SB_VERB_PUSH,
    SB_REASON_IOS_TOO_OLD,
    .platform = "ios",
    .version = "12.5",
    .registration = "active",
    HAS },
  { "user-enrolled", SB_VERB_PUSH, SB_REASON_USER_ENROLLED, IPHONE, HAS, .user_enrolled = TRUE },
  { "user-enrolled, retry",
    SB_VERB_RETRY,
    SB_REASON_USER_ENROLLED,
    IPHONE,
    HAS,
    .user_enrolled = TRUE,
    .delivery = "error" },
  { "no reset on it", SB_VERB_RESET, SB_REASON_NOT_WINDOWS, IPHONE, HAS },
  { "other OS", SB_VERB_PUSH, SB_REASON_OTHER_OS, IPHONE, HAS, WINDOWS },
  { "other OS, Mac",
    SB_VERB_PUSH,
    SB_REASON_OTHER_OS,
    .platform = "macos",
    .registration = "active" },
  /* Registration. */
  { "retired, push",
    SB_VERB_PUSH,
    SB_REASON_NOT_ACTIVE,
    .platform = "windows",
    .version = "10.0.22631.1",
    .registration = "retired",
    HAS },
  { "wiped, reset",
    SB_VERB_RESET,
    SB_REASON_NOT_ACTIVE,
    .platform = "windows",
    .version = "10.0.22631.1",
    .registration = "wipe-pending",
    HAS },
  { "unknown, check in",
    SB_VERB_CHECK_IN,
    SB_REASON_NOT_ACTIVE,
    .platform = "ios",
    .registration = "HIBERNATING" },
  { "retired can be excluded",
    SB_VERB_EXCLUDE,
    SB_REASON_NONE,
    .platform = "ios",
    .registration = "retired",
    .delivery = "installed" },
  /* A reset under way. */
  { "push waits", SB_VERB_PUSH, SB_REASON_RESET_PENDING, NEW, HAS, WINDOWS, .reset = "requested" },
  { "retry waits",
    SB_VERB_RETRY,
    SB_REASON_RESET_RUNNING,
    NEW,
    HAS,
    WINDOWS,
    .delivery = "error",
    .reset = "running" },
  { "include does not",
    SB_VERB_INCLUDE,
    SB_REASON_NONE,
    NEW,
    HAS,
    WINDOWS,
    .excluded = TRUE,
    .delivery = "excluded",
    .reset = "requested" },
  { "reset waits", SB_VERB_RESET, SB_REASON_RESET_PENDING, NEW, HAS, .reset = "requested" },
  { "reset runs", SB_VERB_RESET, SB_REASON_RESET_RUNNING, NEW, HAS, .reset = "running" },
  { "too late to take back",
    SB_VERB_CANCEL_RESET,
    SB_REASON_RESET_RUNNING,
    NEW,
    .reset = "running" },
  { "nothing to take back",
    SB_VERB_CANCEL_RESET,
    SB_REASON_NO_RESET_PENDING,
    NEW,
    .reset = "done" },
  { "nothing ever", SB_VERB_CANCEL_RESET, SB_REASON_NOT_WINDOWS, IPHONE },
  /* A record is deleted where nothing manages the device any more. */
  { "delete, retired",
    SB_VERB_DELETE,
    SB_REASON_NONE,
    .platform = "ios",
    .registration = "retired" },
  { "delete, retire waits", SB_VERB_DELETE, SB_REASON_NONE, .registration = "retire-pending" },
  { "delete, wiped", SB_VERB_DELETE, SB_REASON_NONE, .registration = "wiped" },
  { "delete, wipe waits", SB_VERB_DELETE, SB_REASON_NONE, .registration = "wipe-pending" },
  { "delete, active", SB_VERB_DELETE, SB_REASON_MANAGED, NEW },
  { "delete, wipe sent", SB_VERB_DELETE, SB_REASON_MANAGED, .registration = "wipe-sent" },
  { "delete, new word", SB_VERB_DELETE, SB_REASON_MANAGED, .registration = "frozen" },
  { "delete, not reported", SB_VERB_DELETE, SB_REASON_MANAGED, .platform = "ios" },
  /* Exclusion and other types. */
  { "excluded, push",
    SB_VERB_PUSH,
    SB_REASON_EXCLUDED,
    NEW,
    HAS,
    .excluded = TRUE,
    .delivery = "removing" },
  { "excluded, exclude", SB_VERB_EXCLUDE, SB_REASON_EXCLUDED, NEW, HAS, .delivery = "excluded" },
  { "not excluded", SB_VERB_INCLUDE, SB_REASON_NOT_EXCLUDED, NEW, HAS, .delivery = "sent" },
  { "another type",
    SB_VERB_PUSH,
    SB_REASON_NOT_ESIM,
    NEW,
    HAS,
    .delivery = "error",
    .policy_type = "WIFI" },
};

/* (transfer full) */
static SbRecord *
make_device (const Rule *rule)
{
  SbRecord *device = sb_record_new (SB_TYPE_DEVICE);
  gboolean ios = g_strcmp0 (rule->platform, "ios") == 0;

  set_word (device, SB_DEVICE_FIELD_PLATFORM_TYPE, rule->platform);
  sb_record_set_string (device,
                        ios ? SB_DEVICE_FIELD_PLATFORM_VERSION : SB_DEVICE_FIELD_OS_BUILD_VERSION,
                        rule->version);
  set_word (device, SB_DEVICE_FIELD_REGISTRATION_STATE, rule->registration);
  if (g_strcmp0 (rule->eid, "*") == 0)
    sb_record_set_masked (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER, "*****");
  else
    sb_record_set_string (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER, rule->eid);
  sb_record_set_string (device, SB_DEVICE_FIELD_OS_EDITION, rule->edition);
  sb_record_set_boolean (device, SB_DEVICE_FIELD_USER_ENROLLED, rule->user_enrolled);
  if (rule->has_slots) {
    g_autoptr (SbRecord) slot = sb_record_new (SB_TYPE_SUBSCRIPTION);
    g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (g_object_unref);

    sb_record_set_string (slot, SB_SUBSCRIPTION_FIELD_ICCID, "8944000000000000001");
    g_ptr_array_add (slots, g_object_ref (sb_record_seal (slot)));
    sb_record_set_records (device, SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS, slots);
  }

  return sb_record_seal (device);
}

/* (transfer full) */
static SbRecord *
make_state (const Rule *rule)
{
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

  set_word (state, SB_ESIM_STATE_FIELD_RESET_STATE, rule->reset);
  set_word (state, SB_ESIM_STATE_FIELD_RESET_ERROR_DOMAIN, rule->reset_domain);
  sb_record_set_int64 (state, SB_ESIM_STATE_FIELD_RESET_ERROR_CODE, rule->reset_code);
  sb_record_set_string (state, SB_ESIM_STATE_FIELD_EID, rule->state_eid);

  return sb_record_seal (state);
}

/* (transfer full) */
static SbRecord *
make_delivery (const Rule *rule)
{
  SbRecord *delivery = sb_record_new (SB_TYPE_DELIVERY);

  set_word (delivery, SB_DELIVERY_FIELD_PLATFORM_TYPE, rule->platform);
  set_word (delivery, SB_DELIVERY_FIELD_STATE, rule->delivery);
  set_word (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN, rule->domain);
  if (rule->code != 0)
    sb_record_set_int64 (delivery, SB_DELIVERY_FIELD_ERROR_CODE, rule->code);
  sb_record_set_boolean (delivery, SB_DELIVERY_FIELD_EXCLUDED, rule->excluded);
  set_word (delivery,
            SB_DELIVERY_FIELD_CONFIGURATION_TYPE,
            rule->policy_type != NULL ? rule->policy_type : "esim-settings");

  return sb_record_seal (delivery);
}

/* (transfer full) */
static SbRecord *
make_configuration (const Rule *rule)
{
  SbRecord *configuration = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbRecord) esim = sb_record_new (SB_TYPE_ESIM);

  sb_record_set_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER, rule->discovery);
  set_word (configuration, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, rule->configuration);
  sb_record_set_record (configuration, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));

  return sb_record_seal (configuration);
}

static void
test_rules (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    const Rule *rule = &rules[i];
    g_autoptr (SbRecord) device = make_device (rule);
    g_autoptr (SbRecord) state = make_state (rule);
    g_autoptr (SbRecord) delivery = rule->delivery != NULL ? make_delivery (rule) : NULL;
    g_autoptr (SbRecord) configuration = rule->configuration != NULL ? make_configuration (rule)
                                                                     : NULL;
    const SbEvidence evidence = { .device = (SbDevice *) device,
                                  .state = (SbEsimState *) state,
                                  .delivery = (SbDelivery *) delivery,
                                  .configuration = (SbConfiguration *) configuration };
    SbEligibility eligibility = sb_eligibility_judge (rule->verb, &evidence);

    if (eligibility.reason != rule->reason)
      g_error ("%s: reason %u instead of %u", rule->what, eligibility.reason, rule->reason);
    g_assert_cmpint (eligibility.verdict, ==, sb_reason_get_verdict (rule->reason));
  }
}

/* Of what is not known at all, nothing is said to be impossible, but to include again, and to
 * delete: a state that is not known is never acted on. */
static void
test_nothing_known (void)
{
  const SbEvidence nothing = { 0 };

  for (SbVerb verb = 0; verb < SB_N_VERBS; verb++) {
    SbEligibility eligibility = sb_eligibility_judge (verb, &nothing);

    if (verb != SB_VERB_INCLUDE && verb != SB_VERB_DELETE)
      g_assert_cmpint (eligibility.verdict, !=, SB_VERDICT_NOT_ELIGIBLE);
  }
}

/* What the device itself would do, it does under its newer record. What is done to the old record
 * alone is done. */
static void
test_old_record (void)
{
  g_autoptr (SbRecord) device = sb_record_new (SB_TYPE_DEVICE);
  g_autoptr (SbRecord) newer = sb_record_new (SB_TYPE_DEVICE);
  const SbEvidence evidence = { .device = (SbDevice *) device, .newer = (SbDevice *) newer };

  set_word (device, SB_DEVICE_FIELD_PLATFORM_TYPE, "windows");
  set_word (device, SB_DEVICE_FIELD_REGISTRATION_STATE, "wiped");
  /* Even what it will never be comes after it. */
  sb_record_set_string (device, SB_DEVICE_FIELD_OS_BUILD_VERSION, "10.0.19045.3693");
  sb_record_seal (device);
  sb_record_seal (newer);

  for (SbVerb verb = 0; verb < SB_N_VERBS; verb++) {
    SbEligibility eligibility = sb_eligibility_judge (verb, &evidence);

    if (verb == SB_VERB_DELETE || verb == SB_VERB_EXCLUDE || verb == SB_VERB_CANCEL_RESET)
      g_assert_cmpint (eligibility.reason, !=, SB_REASON_OLD_RECORD);
    else
      g_assert_cmpint (eligibility.reason, ==, SB_REASON_OLD_RECORD);
  }
  g_assert_cmpint (sb_eligibility_judge (SB_VERB_DELETE, &evidence).verdict,
                   ==,
                   SB_VERDICT_ELIGIBLE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/eligibility/reset", test_reset);
  g_test_add_func ("/eligibility/masked", test_masked);
  g_test_add_func ("/eligibility/verdicts", test_verdicts);
  g_test_add_func ("/eligibility/rules", test_rules);
  g_test_add_func ("/eligibility/nothing-known", test_nothing_known);
  g_test_add_func ("/eligibility/old-record", test_old_record);

  return g_test_run ();
}
