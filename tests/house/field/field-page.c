/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Of a field that was added to a copy: what a person sees of it. */

#define G_LOG_DOMAIN "field-page"

#include "editor-test.h"

#include "sb-conflict-page.h"
#include "sb-distribution-page.h"
#include "sb-problem-row.h"
#include "sb-ui.h"

static void
test_page (EditorTest *test, gconstpointer data)
{
  GtkWidget *problem;

  editor_test_open_fields (test);
  editor_test_choose (test, "iOS/iPadOS");
  g_assert_null (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Confirmation Code"));

  editor_test_choose (test, "Windows");
  editor_test_type (test, "Name", "Laptops");
  editor_test_type (test, "Server Name", "smdp.example.com");
  editor_test_type (test, "Confirmation Code", "12x");
  g_assert_cmpstr (
    sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_CONFIRMATION_CODE),
    ==,
    "12x");

  /* It is said, and where. */
  editor_test_act (test, "editor.next");
  problem = editor_test_find_problem (test);
  g_assert_nonnull (problem);
  g_assert_nonnull (sb_problem_row_get_text (SB_PROBLEM_ROW (problem)));
  g_assert_true (ui_has_focus (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Confirmation Code")));

  editor_test_type (test, "Confirmation Code", "1234");
  editor_test_act (test, "editor.next");
  g_assert_true (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
}

static SbConfiguration *
new_configuration (const char *code)
{
  g_autoptr (SbDraft) draft = sb_draft_new (NULL);

  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Laptops");
  sb_draft_set_platform (draft, SB_PLATFORM_WINDOWS);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_CONFIRMATION_CODE, code);

  return sb_draft_to_configuration (draft);
}

/* Somebody else was faster. */
static void
test_conflict (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = new_configuration ("1111");
  g_autoptr (SbConfiguration) theirs = new_configuration ("3333");
  g_autoptr (SbDraft) mine = sb_draft_new_edit (before);
  GtkWidget *page;

  sb_draft_set_text (mine, SB_DRAFT_FIELD_CONFIRMATION_CODE, "2222");
  page = sb_conflict_page_new (mine, theirs, 0);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (test->window), page);

  g_assert_true (ui_says (page, "Confirmation Code"));
  g_assert_true (ui_says (page, "1111"));
  g_assert_true (ui_says (page, "2222"));
  g_assert_true (ui_says (page, "3333"));
  g_assert_false (ui_says (page, "Server Name"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  g_test_add ("/field/page",
              EditorTest,
              NULL,
              editor_test_set_up,
              test_page,
              editor_test_tear_down);
  g_test_add ("/field/conflict",
              EditorTest,
              NULL,
              editor_test_set_up,
              test_conflict,
              editor_test_tear_down);

  return g_test_run ();
}
