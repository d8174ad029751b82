/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a change of a configuration is asked about is decided by what a server counts. One that
 * contradicts itself, or says nothing, does not make it go unasked. */

#define G_LOG_DOMAIN "test-affected"

#include "client-test.h"
#include "fault-server.h"
#include "sb-configuration.h"
#include "sb-plan-change.h"
#include "sb-words-ask.h"

#define START 1790000000000

/* The configuration's own counts: unknown where a number is UNTOLD. */
#define UNTOLD (-7)

typedef struct {
  gint64 total;
  gint64 installed;
  gint64 others; /* of each other step */
} Counts;

static const Counts none_told = { UNTOLD, UNTOLD, UNTOLD };

typedef enum { CUSTOM, NOBODY } Reach;

#define PAGE(rows, total, facets)                                                                  \
  "{\"errors\":null,\"result\":{\"searchResults\":[" rows "],\"totalCount\":" total                \
  ",\"facetedResults\":" facets ",\"offset\":0,\"limit\":500}}"
#define ENVELOPE                                                                                   \
  "{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\",\"message\":\"policy.read\"}]}}"

#define ROW(id, change, state)                                                                     \
  "{\"deviceId\":" id ",\"change\":" change ",\"state\":" state ",\"excluded\":false}"

/* What a server says, and how many devices the question is about: 0 is not asked about, -1 cannot
 * be told. */
static const struct {
  const char *name;
  SbAsk ask;
  guint status;
  const char *reply;
  Counts counts;
  Reach before;
  Reach proposal;
  gint64 devices;
} cases[] = {
  /* Nobody, for certain. */
  { "delete/none", SB_ASK_DELETE, 200, PAGE ("", "0", "{}"), { 0, 0, 0 }, CUSTOM, CUSTOM, 0 },
  { "delete/unable",
    SB_ASK_DELETE,
    200,
    PAGE (ROW ("1", "\"REMOVED\"", "\"NOT_APPLICABLE\""), "1", "{}"),
    { 1, 0, 0 },
    CUSTOM,
    CUSTOM,
    1 },
  { "enable/none", SB_ASK_ENABLE, 200, PAGE ("", "0", "{}"), none_told, CUSTOM, CUSTOM, 0 },
  { "undo/none", SB_ASK_UNDO, 200, PAGE ("", "0", "{}"), none_told, CUSTOM, CUSTOM, 0 },
  /* As it should be. */
  { "delete/two",
    SB_ASK_DELETE,
    200,
    PAGE (ROW ("1", "\"REMOVED\"", "\"ACTIVE\"") "," ROW ("2", "\"REMOVED\"", "\"SENT\""),
          "2",
          "{\"CHANGE\":{\"REMOVED\":2}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    2 },
  /* Rows that do not say what becomes of them, in words that we know. */
  { "delete/no-change",
    SB_ASK_DELETE,
    200,
    PAGE (ROW ("1", "null", "\"ACTIVE\""), "1", "{}"),
    none_told,
    CUSTOM,
    CUSTOM,
    1 },
  { "delete/odd-change",
    SB_ASK_DELETE,
    200,
    PAGE (ROW ("1", "\"GOES\"", "\"ACTIVE\""), "1", "{\"CHANGE\":{\"GOES\":1}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    1 },
  { "delete/kept",
    SB_ASK_DELETE,
    200,
    PAGE (ROW ("1", "\"KEPT\"", "\"ACTIVE\""), "1", "{\"CHANGE\":{\"KEPT\":1}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    1 },
  { "disable/kept",
    SB_ASK_DISABLE,
    200,
    PAGE (ROW ("1", "\"KEPT\"", "\"ACTIVE\""), "1", "{}"),
    none_told,
    CUSTOM,
    CUSTOM,
    1 },
  /* Rows that cannot be named. */
  { "delete/without-id",
    SB_ASK_DELETE,
    200,
    PAGE (ROW ("null", "\"REMOVED\"", "\"ACTIVE\""), "1", "{}"),
    none_told,
    CUSTOM,
    CUSTOM,
    1 },
  /* The configuration says otherwise. */
  { "delete/counts-say-more",
    SB_ASK_DELETE,
    200,
    PAGE ("", "0", "{}"),
    { 9, 4, 1 },
    CUSTOM,
    CUSTOM,
    8 },
  { "disable/total-says-more",
    SB_ASK_DISABLE,
    200,
    PAGE ("", "0", "{}"),
    { 9, 0, 0 },
    CUSTOM,
    CUSTOM,
    9 },
  /* Counted, and not named. */
  { "enable/total-1",
    SB_ASK_ENABLE,
    200,
    PAGE (ROW ("1", "\"GOES\"", "\"PENDING\""), "1", "{\"CHANGE\":{\"GOES\":1}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    1 },
  { "restore/total-1",
    SB_ASK_RESTORE,
    200,
    PAGE (ROW ("1", "null", "null"), "1", "{\"CHANGE\":{}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    1 },
  { "undo/sum",
    SB_ASK_UNDO,
    200,
    PAGE ("", "0", "{\"CHANGE\":{\"ADDED\":3}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    3 },
  { "undo/not-counted",
    SB_ASK_UNDO,
    200,
    PAGE ("", "0", "{\"CHANGE\":{\"ADDED\":null}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    -1 },
  { "undo/unable-of-nobody",
    SB_ASK_UNDO,
    200,
    PAGE ("", "0", "{\"CHANGE\":{},\"STATE\":{\"NOT_APPLICABLE\":2}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    -1 },
  { "enable/largest",
    SB_ASK_ENABLE,
    200,
    PAGE ("", "0", "{\"CHANGE\":{\"ADDED\":9223372036854775807,\"KEPT\":9223372036854775807}}"),
    none_told,
    CUSTOM,
    CUSTOM,
    G_MAXINT64 },
  /* Refused, or without sense: it cannot be told, and it is not guessed. */
  { "delete/forbidden", SB_ASK_DELETE, 403, ENVELOPE, { 9, 4, 1 }, CUSTOM, CUSTOM, -1 },
  { "disable/forbidden", SB_ASK_DISABLE, 403, ENVELOPE, { 9, 4, 1 }, CUSTOM, CUSTOM, -1 },
  { "undo/forbidden", SB_ASK_UNDO, 403, ENVELOPE, none_told, CUSTOM, CUSTOM, -1 },
  { "delete/gateway", SB_ASK_DELETE, 400, "<html>", none_told, CUSTOM, CUSTOM, -1 },
  { "delete/no-sense", SB_ASK_DELETE, 200, "<html>", none_told, CUSTOM, CUSTOM, -1 },
  { "restore/no-sense", SB_ASK_RESTORE, 200, "[]", none_told, CUSTOM, CUSTOM, -1 },
  /* Without a preview the configuration's own counts have to do. */
  { "delete/no-preview", SB_ASK_DELETE, 405, ENVELOPE, { 9, 4, 1 }, CUSTOM, CUSTOM, 8 },
  { "delete/no-preview/none", SB_ASK_DELETE, 405, ENVELOPE, { 0, 0, 0 }, CUSTOM, CUSTOM, 0 },
  { "delete/no-preview/untold", SB_ASK_DELETE, 405, ENVELOPE, none_told, CUSTOM, CUSTOM, -1 },
  { "delete/no-preview/published",
    SB_ASK_DELETE,
    405,
    ENVELOPE,
    { 0, UNTOLD, UNTOLD },
    CUSTOM,
    CUSTOM,
    -1 },
  { "delete/no-preview/partly",
    SB_ASK_DELETE,
    405,
    ENVELOPE,
    { UNTOLD, 0, UNTOLD },
    CUSTOM,
    CUSTOM,
    -1 },
  { "delete/no-preview/negative", SB_ASK_DELETE, 405, ENVELOPE, { -4, -4, 0 }, CUSTOM, CUSTOM, -1 },
  { "delete/no-preview/largest",
    SB_ASK_DELETE,
    405,
    ENVELOPE,
    { 9, G_MAXINT64, G_MAXINT64 },
    CUSTOM,
    CUSTOM,
    G_MAXINT64 },
  { "delete/no-preview/nobody", SB_ASK_DELETE, 405, ENVELOPE, none_told, NOBODY, CUSTOM, 0 },
  { "undo/no-preview/to-nobody", SB_ASK_UNDO, 405, ENVELOPE, none_told, CUSTOM, NOBODY, -1 },
  { "undo/no-preview/from-nobody", SB_ASK_UNDO, 405, ENVELOPE, none_told, NOBODY, CUSTOM, -1 },
  { "undo/no-preview/nobody", SB_ASK_UNDO, 405, ENVELOPE, none_told, NOBODY, NOBODY, 0 },
};

static void
set_number (SbRecord *record, guint field, gint64 number)
{
  if (number != UNTOLD)
    sb_record_set_int64 (record, field, number);
}

static SbConfiguration *
new_configuration (const Counts *counts, Reach reach)
{
  SbRecord *record = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  g_autoptr (SbRecord) own = sb_record_new (SB_TYPE_DELIVERY_COUNTS);
  const char *const id = "4";

  sb_record_set_enum (distribution,
                      SB_DISTRIBUTION_FIELD_TYPE,
                      reach == NOBODY ? SB_DISTRIBUTION_NO_DEVICES : SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, &id, 1);
  set_number (own, SB_DELIVERY_COUNTS_FIELD_INSTALLED, counts->installed);
  set_number (own, SB_DELIVERY_COUNTS_FIELD_PENDING, counts->others);
  set_number (own, SB_DELIVERY_COUNTS_FIELD_SENT, counts->others);
  set_number (own, SB_DELIVERY_COUNTS_FIELD_ACTIVE, counts->others);
  set_number (own, SB_DELIVERY_COUNTS_FIELD_ERROR, counts->others);
  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, "7");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "Plan");
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));
  set_number (record, SB_CONFIGURATION_FIELD_TOTAL_DEVICE_COUNT, counts->total);
  if (counts->installed != UNTOLD || counts->others != UNTOLD)
    sb_record_set_record (record, SB_CONFIGURATION_FIELD_DEVICE_COUNTS, sb_record_seal (own));

  return sb_record_seal (record);
}

static void
test_count (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbConfiguration) before = new_configuration (&cases[i].counts, cases[i].before);
  g_autoptr (SbConfiguration) proposal = new_configuration (&none_told, cases[i].proposal);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  const SbAskNumbers *numbers;

  fault_server_plan_json (faults, cases[i].status, NULL, cases[i].reply);
  sb_plan_make_change_async (server,
                             cases[i].ask,
                             before,
                             proposal,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             loop_keep_result_cb,
                             &result);
  wait_until (result != NULL);
  plan = sb_plan_make_change_finish (result, &error);
  g_assert_no_error (error);
  numbers = sb_plan_get_numbers (plan);
  g_assert_cmpint (numbers->devices, ==, cases[i].devices);
  g_assert_cmpint (
    numbers->reason != NULL,
    ==,
    cases[i].devices < 0
      && (cases[i].status == 403 || cases[i].status == 400 || *cases[i].reply != '{'));

  body = sb_words_ask_body (cases[i].ask, SB_PLATFORM_WINDOWS, numbers);
  if (cases[i].devices < 0)
    g_assert_nonnull (strstr (body, "cannot be told"));
  if (numbers->reason != NULL)
    g_assert_nonnull (strstr (body, "cannot be told: "));
}

#define NONE  0, 0, 0, 0
#define SENDS "_Distribute"
#define SAVES "_Save"

/* The question before a save: what a server says of it, and what is asked. */
static const struct {
  const char *name;
  gboolean is_new;
  Reach before;
  Reach proposal;
  guint status;
  const char *reply;
  gint64 devices;
  gint64 added;
  gint64 kept;
  gint64 removed;
  gint64 unable;
  const char *accept;
  const char *heading; /* (nullable): what is in it; NULL where nothing is asked */
  const char *body;
} saves[] = {
  /* It is not even counted. */
  { "new/nobody", TRUE, NOBODY, NOBODY, 0, NULL, 0, NONE, SAVES, NULL, NULL },
  { "new/none", TRUE, NOBODY, CUSTOM, 200, PAGE ("", "0", "{}"), 0, NONE, SAVES, NULL, NULL },
  { "new/some",
    TRUE,
    NOBODY,
    CUSTOM,
    200,
    PAGE ("", "75", "{\"CHANGE\":{\"ADDED\":75},\"STATE\":{\"NOT_APPLICABLE\":17}}"),
    75,
    75,
    0,
    0,
    17,
    SENDS,
    "to 75 Devices?",
    "It goes to 75 Windows PCs.\n17 of these devices cannot take it" },
  /* Who cannot take it is told, and is no reason not to ask. */
  { "new/all-unable",
    TRUE,
    NOBODY,
    CUSTOM,
    200,
    PAGE ("", "2", "{\"CHANGE\":{\"ADDED\":2},\"STATE\":{\"NOT_APPLICABLE\":2}}"),
    2,
    2,
    0,
    0,
    2,
    SENDS,
    "to 2 Devices?",
    "2 of these devices cannot take it" },
  { "edit/kept",
    FALSE,
    CUSTOM,
    CUSTOM,
    200,
    PAGE ("", "3", "{\"CHANGE\":{\"KEPT\":3}}"),
    3,
    0,
    3,
    0,
    0,
    SAVES,
    "for 3 Devices?",
    "3 devices are reached as before" },
  { "edit/taken-away",
    FALSE,
    CUSTOM,
    NOBODY,
    200,
    PAGE ("", "3", "{\"CHANGE\":{\"REMOVED\":3}}"),
    3,
    0,
    0,
    3,
    0,
    SAVES,
    "Away From 3 Devices?",
    "stay live until their eSIM is reset" },
  { "edit/all-three",
    FALSE,
    CUSTOM,
    CUSTOM,
    200,
    PAGE ("", "6", "{\"CHANGE\":{\"ADDED\":1,\"KEPT\":2,\"REMOVED\":3}}"),
    6,
    1,
    2,
    3,
    0,
    SENDS,
    "for 6 Devices?",
    "It goes to 1 Windows PC.\n2 devices are reached" },
  { "edit/total-says-more",
    FALSE,
    CUSTOM,
    CUSTOM,
    200,
    PAGE ("", "9", "{\"CHANGE\":{\"KEPT\":2}}"),
    9,
    7,
    2,
    0,
    0,
    SENDS,
    "for 9 Devices?",
    "It goes to 7 Windows PCs." },
  /* None is not believed where it may be any. */
  { "edit/not-counted",
    FALSE,
    CUSTOM,
    CUSTOM,
    200,
    PAGE ("", "0", "{\"CHANGE\":{\"ADDED\":null}}"),
    -1,
    NONE,
    SENDS,
    "Distribute “",
    "cannot be told: " },
  { "edit/forbidden",
    FALSE,
    CUSTOM,
    CUSTOM,
    403,
    ENVELOPE,
    -1,
    NONE,
    SENDS,
    "Distribute “",
    "cannot be told: " },
  { "edit/no-sense",
    FALSE,
    CUSTOM,
    CUSTOM,
    200,
    "<html>",
    -1,
    NONE,
    SENDS,
    "Distribute “",
    "cannot be told: " },
  { "edit/no-preview",
    FALSE,
    CUSTOM,
    CUSTOM,
    405,
    ENVELOPE,
    -1,
    NONE,
    SENDS,
    "Distribute “",
    "cannot be told on this server" },
  { "new/no-preview",
    TRUE,
    NOBODY,
    CUSTOM,
    405,
    ENVELOPE,
    -1,
    NONE,
    SENDS,
    "Distribute “",
    "cannot be told on this server" },
  { "edit/no-preview/nobody", FALSE, NOBODY, NOBODY, 405, ENVELOPE, 0, NONE, SAVES, NULL, NULL },
  { "new/no-preview/nobody", TRUE, NOBODY, NOBODY, 405, ENVELOPE, 0, NONE, SAVES, NULL, NULL },
};

static void
test_save (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbConfiguration) before = new_configuration (&none_told, saves[i].before);
  g_autoptr (SbConfiguration) proposal = new_configuration (&none_told, saves[i].proposal);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (SbCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  const SbAskNumbers *numbers;

  if (saves[i].is_new) {
    g_autoptr (SbRecord) made = sb_record_copy (SB_RECORD (proposal));

    sb_record_set_unknown (made, SB_CONFIGURATION_FIELD_ID);
    sb_record_set_string (made,
                          SB_CONFIGURATION_FIELD_UUID,
                          "5c2a1b9e-0000-4000-8000-000000000007");
    g_set_object (&proposal, sb_record_seal (made));
  }
  if (saves[i].reply != NULL)
    fault_server_plan_json (faults, saves[i].status, NULL, saves[i].reply);
  sb_plan_make_change_async (server,
                             SB_ASK_SAVE,
                             saves[i].is_new ? NULL : before,
                             proposal,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             loop_keep_result_cb,
                             &result);
  wait_until (result != NULL);
  plan = sb_plan_make_change_finish (result, &error);
  g_assert_no_error (error);
  numbers = sb_plan_get_numbers (plan);
  g_assert_cmpint (numbers->devices, ==, saves[i].devices);
  g_assert_cmpint (numbers->reach.added, ==, saves[i].added);
  g_assert_cmpint (numbers->reach.kept, ==, saves[i].kept);
  g_assert_cmpint (numbers->reach.removed, ==, saves[i].removed);
  g_assert_cmpint (numbers->reach.unable, ==, saves[i].unable);
  if (saves[i].reply == NULL)
    g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 0);

  /* What is asked about is what shall be, and what is sent. */
  g_assert_true (sb_plan_get_subject (plan) == proposal);
  command = sb_plan_create_command (plan, TRUE);
  g_assert_cmpint (sb_command_get_kind (command),
                   ==,
                   saves[i].is_new ? SB_COMMAND_CREATE_CONFIGURATION
                                   : SB_COMMAND_UPDATE_CONFIGURATION);
  g_assert_true (sb_command_get_proposal (command) == proposal);

  if (saves[i].heading == NULL)
    return;
  heading = sb_words_ask_heading (SB_ASK_SAVE, "Plan", numbers);
  body = sb_words_ask_body (SB_ASK_SAVE, SB_PLATFORM_WINDOWS, numbers);
  g_assert_nonnull (strstr (heading, saves[i].heading));
  g_assert_nonnull (strstr (body, saves[i].body));
  g_assert_cmpstr (sb_words_ask_accept (SB_ASK_SAVE, numbers), ==, saves[i].accept);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/affected/", cases[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_count);
  }

  for (guint i = 0; i < G_N_ELEMENTS (saves); i++) {
    g_autofree char *path = g_strconcat ("/affected/save/", saves[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_save);
  }

  return g_test_run ();
}
