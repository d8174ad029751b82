/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-journal"

#include "sb-journal.h"

#include "sb-database-private.h"

/* What is written: as it was when that was asked for. */
typedef struct {
  SbJournalJob *job;         /* (owned) (nullable): whoever asked has it, too */
  SbJournalJob *written_job; /* (owned) (nullable) */
  GPtrArray *steps;          /* (owned) (element-type SbJournalStep): whoever asked has them, too */
  GPtrArray *written_steps;  /* (owned) (element-type SbJournalStep) */
  GPtrArray *results;        /* (owned) (nullable) (element-type SbJournalResult) */
} Writing;

/* What is read. */
typedef struct {
  gint64 id; /* of the job before which, or of the step of which */
  guint n;
  GPtrArray *found; /* (owned) */
} Reading;

static SbJournalStep *
copy_step (const SbJournalStep *self)
{
  SbJournalStep *copy = sb_journal_step_new ();

  *copy = *self;
  copy->key = g_strdup (self->key);
  copy->state = g_strdup (self->state);
  if (self->command != NULL)
    g_variant_ref (self->command);
  if (self->progress != NULL)
    g_variant_ref (self->progress);

  return copy;
}

static SbJournalJob *
copy_job (const SbJournalJob *self)
{
  SbJournalJob *copy = sb_journal_job_new ();

  copy->created_at = self->created_at;
  copy->server = g_strdup (self->server);
  copy->tenant = g_strdup (self->tenant);
  copy->user_name = g_strdup (self->user_name);
  copy->kind = g_strdup (self->kind);
  copy->details = self->details != NULL ? g_variant_ref (self->details) : NULL;

  return copy;
}

static SbJournalResult *
copy_result (const SbJournalResult *self)
{
  SbJournalResult *copy = sb_journal_result_new ();

  *copy = *self;
  copy->device = g_strdup (self->device);
  copy->configuration = g_strdup (self->configuration);
  copy->state = g_strdup (self->state);
  copy->code = g_strdup (self->code);
  copy->message = g_strdup (self->message);

  return copy;
}

static gpointer
copy_step_cb (gconstpointer step, gpointer user_data)
{
  return copy_step (step);
}

static gpointer
ref_step_cb (gconstpointer step, gpointer user_data)
{
  return sb_journal_step_ref ((SbJournalStep *) step);
}

static gpointer
copy_result_cb (gconstpointer result, gpointer user_data)
{
  return copy_result (result);
}

static GPtrArray *
copy_array (GPtrArray *array, GCopyFunc copy, GDestroyNotify free_element)
{
  GPtrArray *result = g_ptr_array_copy (array, copy, NULL);

  g_ptr_array_set_free_func (result, free_element);

  return result;
}

static Writing *
writing_new (SbJournalJob *job, GPtrArray *steps, GPtrArray *results)
{
  Writing *writing = g_new0 (Writing, 1);

  if (job != NULL) {
    writing->job = sb_journal_job_ref (job);
    writing->written_job = copy_job (job);
  }
  writing->steps = copy_array (steps, ref_step_cb, (GDestroyNotify) sb_journal_step_unref);
  writing->written_steps = copy_array (steps, copy_step_cb, (GDestroyNotify) sb_journal_step_unref);
  if (results != NULL)
    writing->results =
      copy_array (results, copy_result_cb, (GDestroyNotify) sb_journal_result_free);

  return writing;
}

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_clear_pointer (&writing->job, sb_journal_job_unref);
  g_clear_pointer (&writing->written_job, sb_journal_job_unref);
  g_clear_pointer (&writing->steps, g_ptr_array_unref);
  g_clear_pointer (&writing->written_steps, g_ptr_array_unref);
  g_clear_pointer (&writing->results, g_ptr_array_unref);
  g_free (writing);
}

static Reading *
reading_new (gint64 id, guint n, GDestroyNotify free_found)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->id = id;
  reading->n = n;
  reading->found = g_ptr_array_new_with_free_func (free_found);

  return reading;
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->found, g_ptr_array_unref);
  g_free (reading);
}

static void
insert_job (SbSql *sql, SbJournalJob *job)
{
  sb_sql_run (sql,
              "INSERT INTO job (created_at, server, tenant, user_name, kind, details)"
              " VALUES (?, ?, ?, ?, ?, ?)",
              sb_sql_int (job->created_at),
              sb_sql_text (job->server),
              sb_sql_text (job->tenant),
              sb_sql_text (job->user_name),
              sb_sql_text (job->kind),
              sb_sql_variant (job->details));
  job->id = sb_sql_get_last_id (sql);
}

static void
insert_step (SbSql *sql, SbJournalStep *step)
{
  sb_sql_run (sql,
              "INSERT INTO step (job, position, key, state, first_sent_at, ended_at, command,"
              " progress, seen_at) SELECT ?1, (SELECT count(*) FROM step WHERE job = ?1), ?2, ?3,"
              " ?4, ?5, ?6, ?7, ?8",
              sb_sql_int (step->job),
              sb_sql_text (step->key),
              sb_sql_text (step->state),
              sb_sql_int (step->first_sent_at),
              sb_sql_int (step->ended_at),
              sb_sql_variant (step->command),
              sb_sql_variant (step->progress),
              sb_sql_int (step->seen_at));
  step->id = sb_sql_get_last_id (sql);
}

static void
update_step (SbSql *sql, SbJournalStep *step)
{
  if (sb_sql_run (sql,
                  "UPDATE step SET key = ?, state = ?, first_sent_at = ?, ended_at = ?,"
                  " command = ?, progress = ?, seen_at = ? WHERE id = ?",
                  sb_sql_text (step->key),
                  sb_sql_text (step->state),
                  sb_sql_int (step->first_sent_at),
                  sb_sql_int (step->ended_at),
                  sb_sql_variant (step->command),
                  sb_sql_variant (step->progress),
                  sb_sql_int (step->seen_at),
                  sb_sql_int (step->id))
      != 1)
    sb_sql_fail (sql, "A step is not there any more");
}

static void
put_result (SbSql *sql, SbJournalResult *result)
{
  sb_sql_run (sql,
              "INSERT OR REPLACE INTO result (step, device, configuration, state, code, message,"
              " at) VALUES (?, ?, ?, ?, ?, ?, ?)",
              sb_sql_int (result->step),
              sb_sql_text (result->device != NULL ? result->device : ""),
              sb_sql_text (result->configuration != NULL ? result->configuration : ""),
              sb_sql_text (result->state),
              sb_sql_text (result->code),
              sb_sql_text (result->message),
              sb_sql_int (result->at));
}

static void
write_work (SbSql *sql, gpointer data)
{
  Writing *writing = data;

  if (writing->written_job != NULL)
    insert_job (sql, writing->written_job);
  for (guint i = 0; i < writing->written_steps->len; i++) {
    SbJournalStep *step = g_ptr_array_index (writing->written_steps, i);

    if (writing->written_job != NULL)
      step->job = writing->written_job->id;
    if (step->id == 0)
      insert_step (sql, step);
    else
      update_step (sql, step);
  }
  for (guint i = 0; writing->results != NULL && i < writing->results->len; i++)
    put_result (sql, g_ptr_array_index (writing->results, i));
}

/* Tells whoever asked the numbers of what was written. */
static gboolean
finish_writing (GAsyncResult *result, GError **error)
{
  Writing *writing = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (writing->job != NULL)
    writing->job->id = writing->written_job->id;
  for (guint i = 0; i < writing->steps->len; i++) {
    SbJournalStep *step = g_ptr_array_index (writing->steps, i);
    const SbJournalStep *written = g_ptr_array_index (writing->written_steps, i);

    step->id = written->id;
    step->job = written->job;
  }

  return TRUE;
}

static void
read_steps (SbSql *sql, SbJournalJob *job)
{
  SbSqlRows *rows = sb_sql_query (sql,
                                  "SELECT id, key, state, first_sent_at, ended_at, command,"
                                  " progress, seen_at FROM step WHERE job = ? ORDER BY position",
                                  sb_sql_int (job->id));

  while (sb_sql_next (sql, rows)) {
    SbJournalStep *step = sb_journal_step_new ();

    step->id = sb_sql_get_int (rows, 0);
    step->job = job->id;
    step->key = sb_sql_dup_text (rows, 1);
    step->state = sb_sql_dup_text (rows, 2);
    step->first_sent_at = sb_sql_get_int (rows, 3);
    step->ended_at = sb_sql_get_int (rows, 4);
    step->command = sb_sql_dup_variant (rows, 5);
    step->progress = sb_sql_dup_variant (rows, 6);
    step->seen_at = sb_sql_get_int (rows, 7);
    g_ptr_array_add (job->steps, step);
  }
}

static void
load_work (SbSql *sql, gpointer data)
{
  Reading *reading = data;
  SbSqlRows *rows = sb_sql_query (
    sql,
    "SELECT id, created_at, server, tenant, user_name, kind, details FROM job"
    " WHERE id IN (SELECT id FROM job WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC"
    " LIMIT ?2)"
    " OR (?1 = 0 AND id IN (SELECT job FROM step WHERE ended_at = 0))"
    " ORDER BY id DESC",
    sb_sql_int (reading->id),
    sb_sql_int (reading->n));

  while (sb_sql_next (sql, rows)) {
    SbJournalJob *job = sb_journal_job_new ();

    job->id = sb_sql_get_int (rows, 0);
    job->created_at = sb_sql_get_int (rows, 1);
    job->server = sb_sql_dup_text (rows, 2);
    job->tenant = sb_sql_dup_text (rows, 3);
    job->user_name = sb_sql_dup_text (rows, 4);
    job->kind = sb_sql_dup_text (rows, 5);
    job->details = sb_sql_dup_variant (rows, 6);
    g_ptr_array_add (reading->found, job);
  }

  for (guint i = 0; i < reading->found->len; i++)
    read_steps (sql, g_ptr_array_index (reading->found, i));
}

/* (transfer full) (nullable): what a result does not name is empty in its table. */
static char *
dup_name (SbSqlRows *rows, int column)
{
  g_autofree char *name = sb_sql_dup_text (rows, column);

  return name != NULL && *name != '\0' ? g_steal_pointer (&name) : NULL;
}

static void
load_results_work (SbSql *sql, gpointer data)
{
  Reading *reading = data;
  SbSqlRows *rows = sb_sql_query (sql,
                                  "SELECT device, configuration, state, code, message, at"
                                  " FROM result WHERE step = ? ORDER BY device, configuration",
                                  sb_sql_int (reading->id));

  while (sb_sql_next (sql, rows)) {
    SbJournalResult *result = sb_journal_result_new ();

    result->step = reading->id;
    result->device = dup_name (rows, 0);
    result->configuration = dup_name (rows, 1);
    result->state = sb_sql_dup_text (rows, 2);
    result->code = sb_sql_dup_text (rows, 3);
    result->message = sb_sql_dup_text (rows, 4);
    result->at = sb_sql_get_int (rows, 5);
    g_ptr_array_add (reading->found, result);
  }
}

/* (transfer full) (nullable) */
static GPtrArray *
finish_reading (GAsyncResult *result, GError **error)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_ptr_array_ref (reading->found)
                                                           : NULL;
}

typedef struct {
  gint64 now;
  gint64 since;
} Seeing;

static void
see_work (SbSql *sql, gpointer data)
{
  const Seeing *seeing = data;

  sb_sql_run (sql,
              "UPDATE step SET seen_at = ? WHERE ended_at = 0 AND seen_at >= ?",
              sb_sql_int (seeing->now),
              sb_sql_int (seeing->since));
}

static void
forget_work (SbSql *sql, gpointer data)
{
  sb_sql_run_with (sql, "DELETE FROM result", NULL, 0);
  sb_sql_run_with (sql, "DELETE FROM step", NULL, 0);
  sb_sql_run_with (sql, "DELETE FROM job", NULL, 0);
  sb_sql_run_with (sql, "DELETE FROM draft", NULL, 0);
  sb_sql_run_with (sql, "DELETE FROM search", NULL, 0);
}

SbJournalStep *
sb_journal_step_new (void)
{
  return g_atomic_rc_box_new0 (SbJournalStep);
}

SbJournalStep *
sb_journal_step_ref (SbJournalStep *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_step (gpointer data)
{
  SbJournalStep *self = data;

  g_free (self->key);
  g_free (self->state);
  g_clear_pointer (&self->command, g_variant_unref);
  g_clear_pointer (&self->progress, g_variant_unref);
}

void
sb_journal_step_unref (SbJournalStep *self)
{
  g_atomic_rc_box_release_full (self, clear_step);
}

SbJournalJob *
sb_journal_job_new (void)
{
  SbJournalJob *self = g_atomic_rc_box_new0 (SbJournalJob);

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_journal_step_unref);

  return self;
}

SbJournalJob *
sb_journal_job_ref (SbJournalJob *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_job (gpointer data)
{
  SbJournalJob *self = data;

  g_free (self->server);
  g_free (self->tenant);
  g_free (self->user_name);
  g_free (self->kind);
  g_clear_pointer (&self->details, g_variant_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
}

void
sb_journal_job_unref (SbJournalJob *self)
{
  g_atomic_rc_box_release_full (self, clear_job);
}

SbJournalResult *
sb_journal_result_new (void)
{
  return g_new0 (SbJournalResult, 1);
}

void
sb_journal_result_free (SbJournalResult *self)
{
  g_free (self->device);
  g_free (self->configuration);
  g_free (self->state);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

void
sb_journal_add_async (SbDatabase *database,
                      SbJournalJob *job,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));
  g_return_if_fail (job != NULL);
  g_return_if_fail (job->id == 0);
  g_return_if_fail (job->steps->len > 0);

  sb_database_run (database,
                   sb_journal_add_async,
                   write_work,
                   writing_new (job, job->steps, NULL),
                   writing_free,
                   NULL,
                   callback,
                   user_data);
}

gboolean
sb_journal_add_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_journal_add_async), FALSE);

  return finish_writing (result, error);
}

void
sb_journal_write_async (SbDatabase *database,
                        GPtrArray *steps,
                        GPtrArray *results,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));
  g_return_if_fail (steps != NULL);

  sb_database_run (database,
                   sb_journal_write_async,
                   write_work,
                   writing_new (NULL, steps, results),
                   writing_free,
                   NULL,
                   callback,
                   user_data);
}

gboolean
sb_journal_write_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_journal_write_async), FALSE);

  return finish_writing (result, error);
}

void
sb_journal_see_async (SbDatabase *database,
                      gint64 now,
                      gint64 since,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  const Seeing seeing = { now, since };

  g_return_if_fail (SB_IS_DATABASE (database));

  sb_database_run (database,
                   sb_journal_see_async,
                   see_work,
                   g_memdup2 (&seeing, sizeof seeing),
                   g_free,
                   NULL,
                   callback,
                   user_data);
}

gboolean
sb_journal_see_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_journal_see_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_journal_load_async (SbDatabase *database,
                       gint64 before,
                       guint n,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));

  sb_database_run (database,
                   sb_journal_load_async,
                   load_work,
                   reading_new (before, n, (GDestroyNotify) sb_journal_job_unref),
                   reading_free,
                   cancellable,
                   callback,
                   user_data);
}

GPtrArray *
sb_journal_load_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_journal_load_async), NULL);

  return finish_reading (result, error);
}

void
sb_journal_load_results_async (SbDatabase *database,
                               gint64 step,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));

  sb_database_run (database,
                   sb_journal_load_results_async,
                   load_results_work,
                   reading_new (step, 0, (GDestroyNotify) sb_journal_result_free),
                   reading_free,
                   cancellable,
                   callback,
                   user_data);
}

GPtrArray *
sb_journal_load_results_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_journal_load_results_async), NULL);

  return finish_reading (result, error);
}

void
sb_journal_forget_async (SbDatabase *database, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SB_IS_DATABASE (database));

  sb_database_run (database,
                   sb_journal_forget_async,
                   forget_work,
                   NULL,
                   NULL,
                   NULL,
                   callback,
                   user_data);
}

gboolean
sb_journal_forget_finish (SbDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SB_IS_DATABASE (database), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_journal_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
