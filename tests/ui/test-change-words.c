/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-change-words"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-change-private.h"
#include "sb-words.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1760000000000))

static const char *const ids[] = { "11", "12", "13" };

static SbCommand *
make_command (SbCommandKind kind)
{
  g_autoptr (SbConfiguration)
    configuration = sb_record_seal (fake_make_configuration ("5", "Roaming", SB_PLATFORM_WINDOWS));

  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    return sb_command_new_save (configuration, NULL);
  case SB_COMMAND_UPDATE_CONFIGURATION:
    return sb_command_new_save (configuration, configuration);
  case SB_COMMAND_DELETE_CONFIGURATION:
    return sb_command_new_delete (configuration);
  case SB_COMMAND_PUSH:
    return sb_command_new_push (ids, 1, ids, 3);
  case SB_COMMAND_EXCLUDE:
    return sb_command_new_exclude (ids[0], ids, 1);
  case SB_COMMAND_INCLUDE:
    return sb_command_new_include (ids[0], ids, 1);
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
  case SB_COMMAND_FORCE_CHECKIN:
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
  default:
    return sb_command_new_for_devices (kind, ids, 3);
  }
}

static SbOutcome *
make_outcome (gint64 accepted, gint64 rejected, SbRejectCode code)
{
  SbRecord *outcome = sb_record_new (SB_TYPE_OUTCOME);
  g_autoptr (GPtrArray) rejections = g_ptr_array_new_with_free_func (g_object_unref);

  for (gint64 i = 0; i < rejected; i++) {
    SbRecord *rejection = sb_record_new (SB_TYPE_REJECTION);

    sb_record_set_id (rejection, SB_REJECTION_FIELD_DEVICE_ID, number_id (11 + i));
    sb_record_set_enum_word (rejection,
                             SB_REJECTION_FIELD_CODE,
                             (int) code,
                             code == SB_REJECT_NO_EUICC ? "NO_EUICC" : "OTHER");
    g_ptr_array_add (rejections, sb_record_seal (rejection));
  }
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED, accepted);
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT, rejected);
  sb_record_set_records (outcome, SB_OUTCOME_FIELD_REJECTED, rejections);

  return sb_record_seal (outcome);
}

static SbChange *
make_change (SbCommandKind kind, SbChangeState state, SbOutcome *outcome, const GError *error)
{
  g_autoptr (SbCommand) command = make_command (kind);
  SbChange *change = sb_change_new (command, "greta", NOW);

  g_autoptr (SbStep) step = sb_step_new (command);

  step->state = state;
  step->n_parts = 1;
  if (state != SB_CHANGE_WAITING && state != SB_CHANGE_SENT)
    step->error = error != NULL ? g_error_copy (error) : NULL;
  if (state >= SB_CHANGE_DONE) {
    g_set_object (&step->outcome, outcome);
    step->n_parts_sent = 1;
    step->ended_at = NOW + 2000;
  }
  sb_change_set_step (change, step);

  return change;
}

static void
assert_whole_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_null (strchr (text, '%'));
  g_assert_null (strstr (text, "(null)"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

/* Every kind has its words in every state. */
static void
test_all (void)
{
  const SbErrorDetails lost = { .maybe_done = TRUE };
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, &lost, "lost");

  for (int kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (int state = SB_CHANGE_WAITING; state <= SB_CHANGE_UNKNOWN; state++) {
      g_autoptr (SbChange) change = make_change (
        (SbCommandKind) kind,
        (SbChangeState) state,
        NULL,
        state == SB_CHANGE_FINDING_OUT || state == SB_CHANGE_REFUSED || state == SB_CHANGE_UNKNOWN
          ? error
          : NULL);
      g_autofree char *title = sb_words_change_title (change);
      g_autofree char *words = sb_words_change_state (change);
      g_autofree char *details = sb_words_change_details (change);

      assert_whole_sentence (title);
      assert_whole_sentence (words);
      assert_whole_sentence (details);
      g_assert_nonnull (strstr (details, title));
      g_assert_nonnull (strstr (details, words));
      g_assert_nonnull (strstr (details, "By: greta"));
      g_assert_cmpint (sb_change_is_whole (change), ==, state == SB_CHANGE_DONE);
      g_assert_true (g_hash_table_add (seen, g_steal_pointer (&words)));
    }
  }
}

#define assert_state(change, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *stated = sb_words_change_state (change);                                      \
    g_assert_cmpstr (stated, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
test_titles (void)
{
  g_autoptr (SbChange)
    check_in = make_change (SB_COMMAND_FORCE_CHECKIN, SB_CHANGE_DONE, NULL, NULL);
  g_autoptr (SbChange)
    deletion = make_change (SB_COMMAND_DELETE_CONFIGURATION, SB_CHANGE_DONE, NULL, NULL);
  g_autofree char *many = sb_words_change_title (check_in);
  g_autofree char *named = sb_words_change_title (deletion);

  g_assert_cmpstr (many, ==, "Force Check-in: 3 devices");
  g_assert_cmpstr (named, ==, "Delete configuration “Roaming”");
  assert_state (deletion, "“Roaming” deleted");
}

/* Some devices were refused; or the only one was, with the reason. */
static void
test_rejected (void)
{
  g_autoptr (SbOutcome) some = make_outcome (2, 1, SB_REJECT_NO_EUICC);
  g_autoptr (SbOutcome) only = make_outcome (0, 1, SB_REJECT_RESET_PENDING);
  g_autoptr (SbChange) partly = make_change (SB_COMMAND_ESIM_RESET, SB_CHANGE_DONE, some, NULL);
  g_autoptr (SbChange) refused = make_change (SB_COMMAND_ESIM_RESET, SB_CHANGE_DONE, only, NULL);
  g_autofree char *details = sb_words_change_details (partly);
  g_autofree char *words = sb_words_change_state (refused);

  assert_state (partly, "Reset eSIM to factory state: 2 accepted, 1 refused");
  g_assert_false (sb_change_is_whole (partly));
  g_assert_nonnull (strstr (details, "Device 11: "));
  g_assert_nonnull (strstr (details, "(NO_EUICC)"));
  g_assert_true (g_str_has_prefix (words, "Reset eSIM to factory state refused: "));
  g_assert_nonnull (strstr (words, sb_words_reject (SB_REJECT_RESET_PENDING)));
}

/* Long after its answer was lost, another reset is seen on the device. */
static void
test_replaced (void)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_EXPIRED, NULL, "too late");
  g_autoptr (SbOutcome) only = make_outcome (0, 1, SB_REJECT_REPLACED);
  g_autoptr (SbOutcome) some = make_outcome (2, 2, SB_REJECT_REPLACED);
  g_autoptr (SbChange) one = make_change (SB_COMMAND_ESIM_RESET, SB_CHANGE_UNKNOWN, only, error);
  g_autoptr (SbChange) few = make_change (SB_COMMAND_ESIM_RESET, SB_CHANGE_UNKNOWN, some, error);
  g_autofree char *details = sb_words_change_details (few);

  assert_state (one, "Reset eSIM to factory state: Somebody else’s reset took its place");
  assert_state (few,
                "Reset eSIM to factory state stopped partway: 2 accepted, 2 refused (The server "
                "does not know the request any more)");
  g_assert_nonnull (strstr (details, "Device 12: Somebody else’s reset took its place"));
  g_assert_false (sb_change_is_whole (one));
}

/* (transfer full): four numbers */
static SbOutcome *
make_numbers (gint64 accepted, gint64 rejected, gint64 unknown, gint64 not_sent)
{
  g_autoptr (SbOutcome) outcome = make_outcome (accepted, 0, SB_REJECT_UNKNOWN);
  SbRecord *numbers = sb_record_copy ((SbRecord *) outcome);

  sb_record_set_int64 (numbers, SB_OUTCOME_FIELD_REJECTED_COUNT, rejected);
  sb_record_set_int64 (numbers, SB_OUTCOME_FIELD_UNKNOWN_COUNT, unknown);
  sb_record_set_int64 (numbers, SB_OUTCOME_FIELD_NOT_SENT_COUNT, not_sent);

  return sb_record_seal (numbers);
}

/* It took several requests, and an error ended it after some: each number is what it is. */
static void
test_partway (void)
{
  static const struct {
    SbChangeState state;
    gint64 numbers[4];
    const char *words;
    const char *details;
  } cases[] = {
    { SB_CHANGE_DONE, { 500, 0, 0, 203 }, "500 accepted, 203 not sent", "Not sent: 203" },
    { SB_CHANGE_DONE, { 500, 203, 0, 0 }, "500 accepted, 203 refused", "Refused: 203" },
    { SB_CHANGE_DONE,
      { 499, 501, 0, 203 },
      "499 accepted, 501 refused, 203 not sent",
      "Accepted: 499" },
    { SB_CHANGE_UNKNOWN,
      { 500, 0, 500, 203 },
      "500 accepted, 500 not known, 203 not sent",
      "Not known: 500" },
    { SB_CHANGE_UNKNOWN,
      { 0, 0, 500, 703 },
      "0 accepted, 500 not known, 703 not sent",
      "Not sent: 703" },
    { SB_CHANGE_UNKNOWN, { 3, 0, 1, 0 }, "3 accepted, 1 not known", "Not known: 1" },
  };
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "gone");
  g_autoptr (SbChange) bare = make_change (SB_COMMAND_FORCE_CHECKIN, SB_CHANGE_DONE, NULL, error);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const gint64 *numbers = cases[i].numbers;
    g_autoptr (SbOutcome) outcome = make_numbers (numbers[0], numbers[1], numbers[2], numbers[3]);
    g_autoptr (SbChange)
      change = make_change (SB_COMMAND_ESIM_RESET, cases[i].state, outcome, error);
    g_autofree char *expected = g_strdup_printf (
      "Reset eSIM to factory state stopped partway: %s (The server cannot be reached)",
      cases[i].words);
    g_autofree char *details = sb_words_change_details (change);

    assert_state (change, expected);
    g_assert_false (sb_change_is_whole (change));
    g_assert_nonnull (strstr (details, cases[i].details));
    g_assert_nonnull (strstr (details, "gone"));
  }

  assert_state (bare, "Force Check-in stopped partway: The server cannot be reached");
  g_assert_false (sb_change_is_whole (bare));
}

/* Nothing of it is known: the number alone would say no more. */
static void
test_unknown (void)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "gone");
  g_autoptr (SbOutcome) outcome = make_numbers (0, 0, 200, 0);
  g_autoptr (SbChange)
    change = make_change (SB_COMMAND_ESIM_RESET, SB_CHANGE_UNKNOWN, outcome, error);

  assert_state (change, "It is not known whether this was done");
}

static void
test_finding_out (void)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "gone");
  g_autoptr (SbChange)
    change = make_change (SB_COMMAND_ESIM_RESET, SB_CHANGE_FINDING_OUT, NULL, error);
  g_autofree char *details = sb_words_change_details (change);

  assert_state (change, "Finding out what became of it (The server cannot be reached)");
  g_assert_nonnull (strstr (details, "State: Finding out"));
  g_assert_nonnull (strstr (details, "gone"));
}

static void
test_refused (void)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_NAME_TAKEN, NULL, "taken");
  g_autoptr (SbChange)
    change = make_change (SB_COMMAND_CREATE_CONFIGURATION, SB_CHANGE_REFUSED, NULL, error);

  assert_state (change, "Not done: The name is already taken");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change-words/all", test_all);
  g_test_add_func ("/change-words/titles", test_titles);
  g_test_add_func ("/change-words/rejected", test_rejected);
  g_test_add_func ("/change-words/replaced", test_replaced);
  g_test_add_func ("/change-words/partway", test_partway);
  g_test_add_func ("/change-words/unknown", test_unknown);
  g_test_add_func ("/change-words/finding-out", test_finding_out);
  g_test_add_func ("/change-words/refused", test_refused);

  return g_test_run ();
}
