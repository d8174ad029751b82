/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed and not saved: when it is kept, for what it is offered again, and what becomes of
 * it when it is sent. */

#define G_LOG_DOMAIN "test-drafts"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-session.h"

typedef struct {
  FakeServer *server;
  SbClock *clock;
  SbSession *session;
  SbDrafts *drafts;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  fixture->server = fake_server_new ();
  fixture->clock = sb_clock_new_manual (1000);
  fixture->session = sb_session_new (account, SB_SERVER (fixture->server), fixture->clock);
  fixture->drafts = sb_session_get_drafts (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sb_session_close (fixture->session);
  loop_settle ();
  g_assert_finalize_object (fixture->session);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->server);
}

static SbConfiguration *
new_configuration (const char *id)
{
  return sb_record_seal (SB_RECORD (fake_make_configuration (id, "Sales", SB_PLATFORM_WINDOWS)));
}

/* (transfer full): with something typed into it */
static SbDraft *
type (SbDraft *draft, const char *text)
{
  sb_draft_set_text (draft, SB_DRAFT_FIELD_DESCRIPTION, text);

  return draft;
}

static void
assert_kept (Fixture *fixture, SbDraft *first, SbDraft *second)
{
  SbDraft *expected[] = { first, second, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (SbDraft) draft = g_list_model_get_item (G_LIST_MODEL (fixture->drafts), i);

    g_assert_true (draft == expected[i]);
    if (draft == NULL)
      break;
  }
}

/* What differs from how it began, the last one first, and once. */
static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbDraft) first = sb_draft_new (NULL);
  g_autoptr (SbDraft) second = type (sb_draft_new (NULL), "b");

  g_assert_false (sb_drafts_keep (fixture->drafts, first, 1));
  assert_kept (fixture, NULL, NULL);
  type (first, "a");
  g_assert_true (sb_drafts_keep (fixture->drafts, first, 2));
  g_assert_true (sb_drafts_keep (fixture->drafts, second, 3));
  assert_kept (fixture, second, first);
  g_assert_true (sb_drafts_keep (fixture->drafts, first, 4));
  assert_kept (fixture, first, second);
  g_assert_cmpint (sb_drafts_get_kept_at (fixture->drafts, first), ==, 4);

  /* What was typed was taken back again. */
  type (first, "");
  g_assert_false (sb_drafts_keep (fixture->drafts, first, 5));
  assert_kept (fixture, second, NULL);
  g_assert_cmpint (sb_drafts_get_kept_at (fixture->drafts, first), ==, 0);
}

/* An edit finds an older edit of the same configuration, a duplicate an older duplicate; a new one
 * nothing. */
static void
test_find_other (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) here = new_configuration ("7");
  g_autoptr (SbConfiguration) elsewhere = new_configuration ("8");
  g_autoptr (SbDraft) added = type (sb_draft_new (NULL), "a");
  g_autoptr (SbDraft) other_added = sb_draft_new (NULL);
  g_autoptr (SbDraft) edit = type (sb_draft_new_edit (here), "b");
  g_autoptr (SbDraft) duplicate = type (sb_draft_new_duplicate (here, "Copy"), "c");
  g_autoptr (SbDraft) other_edit = sb_draft_new_edit (here);
  g_autoptr (SbDraft) other_duplicate = sb_draft_new_duplicate (here, "Copy");
  g_autoptr (SbDraft) edit_elsewhere = sb_draft_new_edit (elsewhere);

  g_assert_true (sb_drafts_keep (fixture->drafts, added, 1));
  g_assert_true (sb_drafts_keep (fixture->drafts, edit, 1));
  g_assert_true (sb_drafts_keep (fixture->drafts, duplicate, 1));
  g_assert_null (sb_drafts_find_other (fixture->drafts, other_added));
  g_assert_null (sb_drafts_find_other (fixture->drafts, edit));
  g_assert_null (sb_drafts_find_other (fixture->drafts, edit_elsewhere));
  g_assert_true (sb_drafts_find_other (fixture->drafts, other_edit) == edit);
  g_assert_true (sb_drafts_find_other (fixture->drafts, other_duplicate) == duplicate);

  sb_drafts_discard (fixture->drafts, edit);
  g_assert_null (sb_drafts_find_other (fixture->drafts, other_edit));
  sb_drafts_restore (fixture->drafts);
  g_assert_true (sb_drafts_find_other (fixture->drafts, other_edit) == edit);
}

/* The one that was discarded last can be had back, once. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbDraft) first = type (sb_draft_new (NULL), "a");
  g_autoptr (SbDraft) second = type (sb_draft_new (NULL), "b");

  sb_drafts_keep (fixture->drafts, first, 1);
  sb_drafts_keep (fixture->drafts, second, 2);
  sb_drafts_discard (fixture->drafts, first);
  sb_drafts_discard (fixture->drafts, second);
  assert_kept (fixture, NULL, NULL);
  sb_drafts_restore (fixture->drafts);
  sb_drafts_restore (fixture->drafts);
  assert_kept (fixture, second, NULL);
  g_assert_cmpint (sb_drafts_get_kept_at (fixture->drafts, second), ==, 2);
}

/* A draft that was closed while it was sent. What was saved goes; what was not stays. */
static void
test_sent (Fixture *fixture, gconstpointer data)
{
  gboolean refuse = data != NULL;
  g_autoptr (SbConfiguration) here = new_configuration ("7");
  g_autoptr (SbDraft) draft = NULL;
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbCommand) command = NULL;
  SbChange *change;

  fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (here));
  draft = type (sb_draft_new_edit (here), "b");
  proposal = sb_draft_to_configuration (draft);
  command = sb_command_new_save (proposal, here);
  if (refuse)
    fake_server_will_fail (fixture->server, SB_ERROR_FORBIDDEN, 0);
  change = sb_session_submit (fixture->session, command);
  sb_drafts_watch (fixture->drafts, draft, change);
  g_assert_true (sb_drafts_keep (fixture->drafts, draft, 1));
  g_assert_true (sb_drafts_get_change (fixture->drafts, draft) == change);
  wait_until (sb_change_is_over (change));
  assert_kept (fixture, refuse ? draft : NULL, NULL);
  g_assert_true (sb_drafts_get_change (fixture->drafts, draft) == (refuse ? change : NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test) g_test_add ("/drafts/" path, Fixture, data, set_up, test, tear_down)
  ADD ("keep", NULL, test_keep);
  ADD ("find-other", NULL, test_find_other);
  ADD ("restore", NULL, test_restore);
  ADD ("sent/saved", NULL, test_sent);
  ADD ("sent/refused", "refused", test_sent);

  return g_test_run ();
}
