/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal, the drafts and the searches keep: as it was, in its order, all of it or
 * nothing. */

#include "journal-help.h"
#include "loop.h"
#include "sb-search-store.h"

#include <string.h>

static SbJournalJob *
get_job (GPtrArray *jobs, guint i)
{
  g_assert_cmpuint (i, <, jobs->len);

  return g_ptr_array_index (jobs, i);
}

static SbJournalStep *
get_step (SbJournalJob *job, guint i)
{
  g_assert_cmpuint (i, <, job->steps->len);

  return g_ptr_array_index (job->steps, i);
}

static void
add_good (SbDatabase *database, SbJournalJob *job)
{
  g_autoptr (GError) error = NULL;

  help_add (database, job, &error);
  g_assert_no_error (error);
}

static void
write_good (SbDatabase *database, SbJournalStep *step, SbJournalResult *result)
{
  g_autoptr (GError) error = NULL;

  help_write_step (database, step, result, &error);
  g_assert_no_error (error);
}

static void
assert_same_variant (GVariant *a, GVariant *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  g_assert_true (a == NULL || g_variant_equal (a, b));
}

static void
assert_same_step (SbJournalStep *a, SbJournalStep *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpint (a->job, ==, b->job);
  g_assert_cmpstr (a->key, ==, b->key);
  g_assert_cmpstr (a->state, ==, b->state);
  g_assert_cmpint (a->first_sent_at, ==, b->first_sent_at);
  g_assert_cmpint (a->ended_at, ==, b->ended_at);
  g_assert_cmpint (a->seen_at, ==, b->seen_at);
  assert_same_variant (a->command, b->command);
  assert_same_variant (a->progress, b->progress);
}

static void
assert_same_job (SbJournalJob *a, SbJournalJob *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpstr (a->server, ==, b->server);
  g_assert_cmpstr (a->tenant, ==, b->tenant);
  g_assert_cmpstr (a->user_name, ==, b->user_name);
  g_assert_cmpstr (a->kind, ==, b->kind);
  assert_same_variant (a->details, b->details);
  g_assert_cmpuint (a->steps->len, ==, b->steps->len);
  for (guint i = 0; i < a->steps->len; i++)
    assert_same_step (get_step (a, i), get_step (b, i));
}

/* (transfer full) */
static SbJournalResult *
new_result (gint64 step, const char *device, const char *configuration, const char *state)
{
  SbJournalResult *result = sb_journal_result_new ();

  result->step = step;
  result->device = g_strdup (device);
  result->configuration = g_strdup (configuration);
  result->state = g_strdup (state);

  return result;
}

/* Everything is there the next time, nothing too, and an empty dictionary is not that. */
static void
test_round_trip (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (3, "round");
  g_autoptr (SbJournalJob) bare = sb_journal_job_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  SbJournalStep *step = sb_journal_step_new ();

  bare->server = g_strdup ("");
  bare->kind = g_strdup ("");
  bare->details = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
  step->state = g_strdup ("Grüße — 'x'; DROP TABLE job; --");
  step->first_sent_at = G_MININT64;
  step->ended_at = G_MAXINT64;
  step->seen_at = 1760000003000;
  g_ptr_array_add (bare->steps, step);
  add_good (database, job);
  add_good (database, bare);
  g_assert_cmpint (job->id, ==, 1);
  g_assert_cmpint (get_step (job, 2)->id, ==, 3);
  g_assert_cmpint (get_step (job, 2)->job, ==, 1);
  g_assert_cmpint (bare->id, ==, 2);
  help_close (database);

  database = sb_database_new (path);
  jobs = help_load (database, 0, 10);
  g_assert_cmpuint (jobs->len, ==, 2);
  assert_same_job (get_job (jobs, 0), bare);
  assert_same_job (get_job (jobs, 1), job);
  g_assert_nonnull (get_job (jobs, 0)->details);
  help_close (database);
  help_delete (path);
}

/* What is said after it was asked is not what is written. */
static void
test_as_it_was (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (1, "first");
  g_autoptr (GPtrArray) results = g_ptr_array_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GError) error = NULL;
  SbJournalStep *step = get_step (job, 0);
  SbJournalResult *result;

  sb_journal_add_async (database, job, loop_keep_result_cb, &added);
  g_free (g_steal_pointer (&step->state));
  step->state = g_strdup ("sent");
  wait_until (added != NULL);
  g_assert_true (sb_journal_add_finish (database, added, &error));
  jobs = help_load (database, 0, 1);
  g_assert_cmpstr (get_step (get_job (jobs, 0), 0)->state, ==, "waiting");

  result = new_result (step->id, "70001", NULL, "done");
  g_ptr_array_add (results, result);
  sb_journal_write_async (database, job->steps, results, loop_keep_result_cb, &written);
  g_free (g_steal_pointer (&step->state));
  step->state = g_strdup ("done");
  sb_journal_result_free (result);
  g_ptr_array_set_size (results, 0);
  wait_until (written != NULL);
  g_assert_true (sb_journal_write_finish (database, written, &error));
  g_clear_pointer (&jobs, g_ptr_array_unref);
  jobs = help_load (database, 0, 1);
  g_assert_cmpstr (get_step (get_job (jobs, 0), 0)->state, ==, "sent");
  found = help_load_results (database, step->id);
  g_assert_cmpuint (found->len, ==, 1);
  help_close (database);
  help_delete (path);
}

static void
test_steps (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (2, "steps");
  g_autoptr (GPtrArray) jobs = NULL;
  SbJournalStep *step;

  add_good (database, job);
  step = get_step (job, 0);
  g_clear_pointer (&step->key, g_free);
  g_free (step->state);
  step->state = g_strdup ("done");
  step->first_sent_at = 1;
  step->ended_at = 2;
  g_clear_pointer (&step->command, g_variant_unref);
  step->progress = g_variant_ref_sink (g_variant_new_parsed ("{'tries': <int64 3>}"));
  write_good (database, step, NULL);

  /* One that comes later is the last. */
  step = sb_journal_step_new ();
  step->job = job->id;
  step->state = g_strdup ("waiting");
  g_ptr_array_add (job->steps, step);
  write_good (database, step, NULL);
  g_assert_cmpint (step->id, ==, 3);

  jobs = help_load (database, 0, 1);
  assert_same_job (get_job (jobs, 0), job);
  help_close (database);
  help_delete (path);
}

static void
test_results (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (2, "results");
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (SbJournalResult) first = NULL;
  g_autoptr (SbJournalResult) second = NULL;
  g_autoptr (SbJournalResult) again = NULL;
  SbJournalResult *found;
  gint64 step;

  add_good (database, job);
  step = get_step (job, 0)->id;
  first = new_result (step, "70002", "7", "waiting");
  second = new_result (step, NULL, "7", "done");
  again = new_result (step, "70002", "7", "refused");
  again->code = g_strdup ("not-active");
  again->message = g_strdup ("Device is retired\n");
  again->at = 1760000000000;
  write_good (database, NULL, first);
  write_good (database, NULL, second);
  write_good (database, get_step (job, 1), again);

  results = help_load_results (database, step);
  g_assert_cmpuint (results->len, ==, 2);
  found = g_ptr_array_index (results, 0);
  g_assert_null (found->device);
  g_assert_cmpstr (found->configuration, ==, "7");
  g_assert_null (found->code);
  found = g_ptr_array_index (results, 1);
  g_assert_cmpint (found->step, ==, step);
  g_assert_cmpstr (found->device, ==, "70002");
  g_assert_cmpstr (found->configuration, ==, "7");
  g_assert_cmpstr (found->state, ==, "refused");
  g_assert_cmpstr (found->code, ==, "not-active");
  g_assert_cmpstr (found->message, ==, "Device is retired\n");
  g_assert_cmpint (found->at, ==, 1760000000000);
  none = help_load_results (database, get_step (job, 1)->id);
  g_assert_cmpuint (none->len, ==, 0);
  help_close (database);
  help_delete (path);
}

/* Page by page, and what is open comes with the first. */
static void
test_load (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GPtrArray) page = NULL;
  gint64 before = 0;
  guint n = 0;

  for (guint i = 1; i <= 100; i++) {
    g_autoptr (SbJournalJob) job = help_new_job (3, "load");

    /* Of 7 and of 20 one step is open. */
    for (guint j = 0; j < 3; j++)
      get_step (job, j)->ended_at = (i == 7 || i == 20) && j == 1 ? 0 : 1760000000000;
    add_good (database, job);
    g_assert_cmpint (job->id, ==, i);
  }

  page = help_load (database, 0, 10);
  g_assert_cmpuint (page->len, ==, 12);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (get_job (page, i)->id, ==, 100 - (gint64) i);
  g_assert_cmpint (get_job (page, 10)->id, ==, 20);
  g_assert_cmpint (get_job (page, 11)->id, ==, 7);
  g_assert_cmpuint (get_job (page, 11)->steps->len, ==, 3);

  /* Those who read on, read everything, each once. */
  before = 91;
  for (;;) {
    g_clear_pointer (&page, g_ptr_array_unref);
    page = help_load (database, before, 10);
    if (page->len == 0)
      break;
    for (guint i = 0; i < page->len; i++)
      g_assert_cmpint (get_job (page, i)->id, ==, before - 1 - (gint64) i);
    n += page->len;
    before -= page->len;
  }
  g_assert_cmpuint (n, ==, 90);

  g_clear_pointer (&page, g_ptr_array_unref);
  page = help_load (database, 0, 0);
  g_assert_cmpuint (page->len, ==, 2);
  help_close (database);
  help_delete (path);
}

/* All of a write or nothing of it, and what failed does not keep the next from being written. */
static void
test_whole (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (2, "whole");
  g_autoptr (SbJournalJob) bad = help_new_job (2, "bad");
  g_autoptr (SbJournalResult) nowhere = new_result (99, "70001", NULL, "done");
  g_autoptr (SbJournalStep) gone = sb_journal_step_new ();
  g_autoptr (SbJournalStep) lost = sb_journal_step_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  SbJournalStep *step;

  add_good (database, job);
  step = get_step (job, 0);
  g_free (step->state);
  step->state = g_strdup ("sent");

  /* A result of no step. */
  g_assert_false (help_write_step (database, step, nowhere, &error));
  help_assert_problem (&error, SB_STORAGE_REFUSED);
  /* A step that is not there, after one that is. */
  gone->id = 99;
  gone->state = g_strdup ("sent");
  {
    g_autoptr (GPtrArray) steps = g_ptr_array_new ();
    g_autoptr (GAsyncResult) result = NULL;

    g_ptr_array_add (steps, step);
    g_ptr_array_add (steps, gone);
    sb_journal_write_async (database, steps, NULL, loop_keep_result_cb, &result);
    wait_until (result != NULL);
    g_assert_false (sb_journal_write_finish (database, result, &error));
    help_assert_problem (&error, SB_STORAGE_REFUSED);
  }
  /* A step of no job. */
  lost->job = 99;
  lost->state = g_strdup ("waiting");
  g_assert_false (help_write_step (database, lost, NULL, &error));
  help_assert_problem (&error, SB_STORAGE_REFUSED);
  g_assert_cmpint (lost->id, ==, 0);
  /* A job whose second step says nothing. */
  g_clear_pointer (&get_step (bad, 1)->state, g_free);
  g_assert_false (help_add (database, bad, &error));
  help_assert_problem (&error, SB_STORAGE_REFUSED);
  g_assert_cmpint (bad->id, ==, 0);
  g_assert_cmpint (get_step (bad, 0)->id, ==, 0);

  jobs = help_load (database, 0, 10);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpstr (get_step (get_job (jobs, 0), 0)->state, ==, "waiting");
  g_clear_pointer (&jobs, g_ptr_array_unref);

  write_good (database, step, NULL);
  jobs = help_load (database, 0, 10);
  g_assert_cmpstr (get_step (get_job (jobs, 0), 0)->state, ==, "sent");
  help_close (database);
  help_delete (path);
}

/* (transfer full) */
static GPtrArray *
load_drafts (SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts;

  sb_draft_store_load_async (database, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  drafts = sb_draft_store_load_finish (database, result, &error);
  g_assert_no_error (error);

  return drafts;
}

static void
write_draft (SbDatabase *database, const char *id, const char *configuration, gint64 kept_at)
{
  g_autoptr (SbStoredDraft) draft = sb_stored_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  draft->id = g_strdup (id);
  draft->purpose = g_strdup ("edit");
  draft->configuration = g_strdup (configuration);
  draft->kept_at = kept_at;
  draft->body = g_variant_ref_sink (g_variant_new_parsed ("{'name': <%s>}", id));
  sb_draft_store_write_async (database, draft, loop_keep_result_cb, &result);
  g_clear_pointer (&draft, sb_stored_draft_free);
  wait_until (result != NULL);
  g_assert_true (sb_draft_store_write_finish (database, result, &error));
  g_assert_no_error (error);
}

static void
remove_draft (SbDatabase *database, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sb_draft_store_remove_async (database, id, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_draft_store_remove_finish (database, result, &error));
  g_assert_no_error (error);
}

static void
test_drafts (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GPtrArray) drafts = NULL;
  SbStoredDraft *draft;
  const char *name;

  write_draft (database, "a", "7", 1);
  write_draft (database, "b", NULL, 2);
  write_draft (database, "c", NULL, 3);
  write_draft (database, "a", "8", 4);
  remove_draft (database, "c");
  remove_draft (database, "none");
  help_close (database);

  database = sb_database_new (path);
  drafts = load_drafts (database);
  g_assert_cmpuint (drafts->len, ==, 2);
  draft = g_ptr_array_index (drafts, 0);
  g_assert_cmpstr (draft->id, ==, "a");
  g_assert_cmpstr (draft->purpose, ==, "edit");
  g_assert_cmpstr (draft->configuration, ==, "8");
  g_assert_cmpint (draft->kept_at, ==, 4);
  g_assert_true (g_variant_lookup (draft->body, "name", "&s", &name));
  g_assert_cmpstr (name, ==, "a");
  draft = g_ptr_array_index (drafts, 1);
  g_assert_cmpstr (draft->id, ==, "b");
  g_assert_null (draft->configuration);
  help_close (database);
  help_delete (path);
}

/* (transfer full) */
static GPtrArray *
load_searches (SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *searches;

  sb_search_store_load_async (database, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  searches = sb_search_store_load_finish (database, result, &error);
  g_assert_no_error (error);

  return searches;
}

static gint64
write_search (SbDatabase *database, gint64 id, const char *name)
{
  SbStoredSearch *search = sb_stored_search_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  search->id = id;
  search->page = g_strdup ("devices");
  search->name = g_strdup (name);
  search->body = g_variant_ref_sink (g_variant_new_parsed ("{'text': <%s>}", name));
  sb_search_store_write_async (database, search, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  id = sb_search_store_write_finish (database, result, &error);
  g_assert_no_error (error);

  return id;
}

static void
remove_search (SbDatabase *database, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sb_search_store_remove_async (database, id, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_search_store_remove_finish (database, result, &error));
  g_assert_no_error (error);
}

/* One that is written again, or comes back, is in its own place; a number is never another's. */
static void
test_searches (void)
{
  static const char *const names[] = { "Ärzte", "Berlin", "New" };
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (GPtrArray) searches = NULL;
  gint64 first = write_search (database, 0, "a");
  gint64 second = write_search (database, 0, "Berlin");
  gint64 last = write_search (database, 0, "c");

  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (write_search (database, first, "Ärzte"), ==, first);
  remove_search (database, second);
  remove_search (database, last);
  remove_search (database, 4711);
  g_assert_cmpint (write_search (database, 0, "New"), >, last);
  g_assert_cmpint (write_search (database, second, "Berlin"), ==, second);
  help_close (database);

  database = sb_database_new (path);
  searches = load_searches (database);
  g_assert_cmpuint (searches->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < searches->len; i++) {
    SbStoredSearch *search = g_ptr_array_index (searches, i);
    const char *text;

    g_assert_cmpstr (search->page, ==, "devices");
    g_assert_cmpstr (search->name, ==, names[i]);
    g_assert_true (g_variant_lookup (search->body, "text", "&s", &text));
    g_assert_cmpstr (text, ==, names[i]);
  }
  help_close (database);
  help_delete (path);
}

/* Nothing is left, and a number that somebody still has is nobody else's. */
static void
test_forget (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (2, "old");
  g_autoptr (SbJournalJob) next = help_new_job (1, "new");
  g_autoptr (SbJournalResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) forgotten = NULL;
  g_autoptr (GError) error = NULL;
  SbJournalStep *step = get_step (job, 0);

  add_good (database, job);
  result = new_result (step->id, "70001", NULL, "done");
  write_good (database, step, result);
  write_draft (database, "a", NULL, 1);
  sb_journal_forget_async (database, loop_keep_result_cb, &forgotten);
  wait_until (forgotten != NULL);
  g_assert_true (sb_journal_forget_finish (database, forgotten, &error));
  g_assert_no_error (error);

  jobs = help_load (database, 0, 10);
  g_assert_cmpuint (jobs->len, ==, 0);
  results = help_load_results (database, step->id);
  g_assert_cmpuint (results->len, ==, 0);
  drafts = load_drafts (database);
  g_assert_cmpuint (drafts->len, ==, 0);

  add_good (database, next);
  g_assert_cmpint (next->id, ==, 2);
  g_assert_cmpint (get_step (next, 0)->id, ==, 3);
  g_assert_false (help_write_step (database, step, NULL, &error));
  help_assert_problem (&error, SB_STORAGE_REFUSED);
  help_close (database);
  help_delete (path);
}

/* 70,000 devices, for which there are that many results, and a command that names them all. */
static void
test_many (void)
{
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (1, "many");
  g_autoptr (GPtrArray)
    results = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_journal_result_free);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  add_good (database, job);
  for (guint i = 0; i < 70000; i++) {
    g_autofree char *device = g_strdup_printf ("%u", 1000000 + i);

    g_variant_builder_add (&builder, "s", device);
    g_ptr_array_add (results, new_result (get_step (job, 0)->id, device, NULL, "waiting"));
  }
  g_clear_pointer (&get_step (job, 0)->command, g_variant_unref);
  get_step (job, 0)->command = g_variant_ref_sink (
    g_variant_new_parsed ("{'device-ids': <%*>}", g_variant_builder_end (&builder)));
  sb_journal_write_async (database, job->steps, results, loop_keep_result_cb, &written);
  wait_until (written != NULL);
  g_assert_true (sb_journal_write_finish (database, written, &error));
  g_assert_no_error (error);

  jobs = help_load (database, 0, 1);
  assert_same_job (get_job (jobs, 0), job);
  found = help_load_results (database, get_step (job, 0)->id);
  g_assert_cmpuint (found->len, ==, 70000);
  for (guint i = 0; i < found->len; i++) {
    g_autofree char *device = g_strdup_printf ("%u", 1000000 + i);

    g_assert_cmpstr (((SbJournalResult *) g_ptr_array_index (found, i))->device, ==, device);
  }
  help_close (database);
  help_delete (path);
}

/* What is open is seen, but for what was not seen for long; what is over is left alone. */
static void
test_see (void)
{
  static const struct {
    gint64 ended_at;
    gint64 seen_at;
    gint64 now;
  } steps[] = { { 0, 999, 999 }, { 0, 1000, 5000 }, { 0, 4000, 5000 }, { 3000, 2000, 2000 } };
  char *path = help_new_path ();
  SbDatabase *database = sb_database_new (path);
  g_autoptr (SbJournalJob) job = help_new_job (G_N_ELEMENTS (steps), "see");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    get_step (job, i)->ended_at = steps[i].ended_at;
    get_step (job, i)->seen_at = steps[i].seen_at;
  }
  add_good (database, job);
  sb_journal_see_async (database, 5000, 1000, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_journal_see_finish (database, result, NULL));

  jobs = help_load (database, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_cmpint (get_step (get_job (jobs, 0), i)->seen_at, ==, steps[i].now);
  help_close (database);
  help_delete (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/round-trip", test_round_trip);
  g_test_add_func ("/journal/as-it-was", test_as_it_was);
  g_test_add_func ("/journal/steps", test_steps);
  g_test_add_func ("/journal/results", test_results);
  g_test_add_func ("/journal/load", test_load);
  g_test_add_func ("/journal/whole", test_whole);
  g_test_add_func ("/journal/drafts", test_drafts);
  g_test_add_func ("/journal/searches", test_searches);
  g_test_add_func ("/journal/forget", test_forget);
  g_test_add_func ("/journal/see", test_see);
  g_test_add_func ("/journal/many", test_many);

  return g_test_run ();
}
