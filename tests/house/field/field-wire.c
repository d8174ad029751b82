/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Of a field that was added to a copy: typed, checked, sent as JSON, read back, compared, carried
 * over and restored. */

#define G_LOG_DOMAIN "field-wire"

#include "sb-same.h"
#include "sb-wire.h"

#include <string.h>

static SbDraft *
new_draft (const char *code)
{
  SbDraft *draft = sb_draft_new ("1001");

  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Laptops");
  sb_draft_set_platform (draft, SB_PLATFORM_WINDOWS);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_SERVER_NAME, "smdp.example.com");
  sb_draft_set_text (draft, SB_DRAFT_FIELD_CONFIRMATION_CODE, code);

  return draft;
}

/* What the server makes of it, and says. */
static SbConfiguration *
save (SbDraft *draft)
{
  g_autoptr (SbConfiguration) proposal = sb_draft_to_configuration (draft);
  g_autoptr (GBytes) body = sb_wire_write_configuration (proposal);
  const char *sent = g_bytes_get_data (body, NULL);
  g_autofree char *reply = g_strdup_printf ("{\"result\":{\"id\":7,\"version\":3,%.*s}",
                                            (int) g_bytes_get_size (body) - 1,
                                            sent + 1);
  g_autoptr (GBytes) bytes = g_bytes_new (reply, strlen (reply));
  g_autoptr (GError) error = NULL;
  gpointer record = sb_wire_read_record (sb_configuration_get_type (), bytes, &error);

  g_assert_nonnull (strstr (sent, "\"confirmationCode\":"));
  g_assert_no_error (error);

  return record;
}

static const char *
get_code (SbConfiguration *configuration)
{
  return sb_esim_get_string (
    sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_ESIM),
    SB_ESIM_FIELD_CONFIRMATION_CODE);
}

static void
test_typed_and_checked (void)
{
  g_autoptr (SbDraft) draft = new_draft ("12x");
  const SbProblem *problem = sb_draft_get_problem (draft, SB_DRAFT_FIELD_CONFIRMATION_CODE);
  g_autofree char *typed = NULL;

  g_assert_nonnull (problem);
  g_assert_cmpint (problem->severity, ==, SB_SEVERITY_ERROR);
  g_assert_true (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_SPACE, NULL));

  g_object_set (draft, "confirmation-code", "1234", NULL);
  g_assert_null (sb_draft_get_problem (draft, SB_DRAFT_FIELD_CONFIRMATION_CODE));
  g_assert_false (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_SPACE, NULL));
  g_object_get (draft, "confirmation-code", &typed, NULL);
  g_assert_cmpstr (typed, ==, "1234");

  /* It means nothing on an iPhone. */
  sb_draft_set_text (draft, SB_DRAFT_FIELD_CONFIRMATION_CODE, "12x");
  sb_draft_set_platform (draft, SB_PLATFORM_IOS);
  g_assert_null (sb_draft_get_problem (draft, SB_DRAFT_FIELD_CONFIRMATION_CODE));
}

static void
test_sent_and_read (void)
{
  g_autoptr (SbDraft) draft = new_draft (" 1234 ");
  g_autoptr (SbConfiguration) saved = save (draft);
  g_autoptr (SbDraft) again = sb_draft_new_edit (saved);

  g_assert_cmpstr (get_code (saved), ==, "1234");
  g_assert_cmpstr (sb_draft_get_text (again, SB_DRAFT_FIELD_CONFIRMATION_CODE), ==, "1234");
  g_assert_false (sb_draft_is_changed (again));
}

static void
test_compared_and_carried_over (void)
{
  g_autoptr (SbDraft) draft = new_draft ("1234");
  g_autoptr (SbConfiguration) before = save (draft);
  g_autoptr (SbDraft) mine = sb_draft_new_edit (before);
  g_autoptr (SbDraft) theirs = sb_draft_new_edit (before);
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbConfiguration) onto = NULL;
  g_autoptr (SbCommand) command = NULL;
  g_autoptr (SbCommand) rebased = NULL;
  g_autoptr (SbCommand) deletion = NULL;
  g_autoptr (SbCommand) undo = NULL;

  sb_draft_set_text (mine, SB_DRAFT_FIELD_CONFIRMATION_CODE, "5678");
  sb_draft_set_text (theirs, SB_DRAFT_FIELD_NAME, "All laptops");
  proposal = sb_draft_to_configuration (mine);
  onto = save (theirs);
  g_assert_false (sb_same_field (before, proposal, SB_DRAFT_FIELD_CONFIRMATION_CODE));
  g_assert_true (sb_same_field (before, onto, SB_DRAFT_FIELD_CONFIRMATION_CODE));
  g_assert_false (sb_same_configuration (proposal, before));

  command = sb_command_new_save (proposal, before);
  rebased = sb_same_rebase (command, onto);
  g_assert_cmpstr (get_code (sb_command_get_proposal (rebased)), ==, "5678");
  g_assert_cmpstr (
    sb_configuration_get_string (sb_command_get_proposal (rebased), SB_CONFIGURATION_FIELD_NAME),
    ==,
    "All laptops");

  deletion = sb_command_new_delete (before);
  undo = sb_command_new_undo (deletion);
  g_assert_cmpstr (get_code (sb_command_get_proposal (undo)), ==, "1234");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field/typed-and-checked", test_typed_and_checked);
  g_test_add_func ("/field/sent-and-read", test_sent_and_read);
  g_test_add_func ("/field/compared-and-carried-over", test_compared_and_carried_over);

  return g_test_run ();
}
