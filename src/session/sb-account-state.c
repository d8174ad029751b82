/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-account-state"

#include "sb-account-state.h"

#include "sb-journal.h"

struct _SbAccountState {
  GObject parent_instance;

  SbClock *clock;            /* (owned) */
  SbDatabase *database;      /* (owned) */
  SbOperations *operations;  /* (owned) */
  SbJobs *jobs;              /* (owned) */
  SbSavedSearches *searches; /* (owned) */
  GHashTable *drafts;        /* (owned): server and user to SbDrafts */
  GPtrArray *opening;        /* (owned) (nullable) (element-type GTask): while it is read */
  gboolean has_operations;   /* they were read, and are not again */
  gboolean has_jobs;
  gboolean open;
};

G_DEFINE_FINAL_TYPE (SbAccountState, sb_account_state, G_TYPE_OBJECT)

/* A demo tenant is the same one at every address. */
static char *
make_drafts_key (SbAccount *account)
{
  const char *address = sb_account_get_address (account);
  const char *user = sb_account_get_user_name (account);

  if (sb_account_is_demo (account))
    return g_strdup ("");

  return g_strdup_printf ("%s\n%s", address != NULL ? address : "", user != NULL ? user : "");
}

static SbDrafts *
ensure_drafts (SbAccountState *self, const char *key)
{
  SbDrafts *drafts = g_hash_table_lookup (self->drafts, key);

  if (drafts == NULL) {
    drafts = sb_drafts_new ();
    sb_drafts_set_database (drafts, self->database, self->clock, key);
    g_hash_table_insert (self->drafts, g_strdup (key), drafts);
  }

  return drafts;
}

/* @error: (nullable) */
static void
end_opening (SbAccountState *self, const GError *error)
{
  g_autoptr (GPtrArray) opening = g_steal_pointer (&self->opening);

  self->open = error == NULL;
  for (guint i = 0; i < opening->len; i++) {
    if (self->open)
      g_task_return_boolean (g_ptr_array_index (opening, i), TRUE);
    else
      g_task_return_error (g_ptr_array_index (opening, i), g_error_copy (error));
  }
}

/* Last: what became of a draft that was sent is among the changes. */
static void
drafts_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountState) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stored = sb_draft_store_load_finish (SB_DATABASE (source), result, &error);

  for (guint i = 0; stored != NULL && i < stored->len; i++) {
    const SbStoredDraft *draft = g_ptr_array_index (stored, i);

    sb_drafts_take (ensure_drafts (self, sb_drafts_get_owner (draft)), draft, self->operations);
  }
  end_opening (self, error);
}

static void
searches_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountState) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sb_saved_searches_load_finish (SB_SAVED_SEARCHES (source), result, &error))
    sb_draft_store_load_async (self->database, NULL, drafts_loaded_cb, g_object_ref (self));
  else
    end_opening (self, error);
}

static void
jobs_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountState) self = user_data;
  g_autoptr (GError) error = NULL;

  self->has_jobs = sb_jobs_load_finish (SB_JOBS (source), result, &error);
  if (self->has_jobs)
    sb_saved_searches_load_async (self->searches, searches_loaded_cb, g_object_ref (self));
  else
    end_opening (self, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountState) self = user_data;
  g_autoptr (GError) error = NULL;

  self->has_operations = sb_operations_load_finish (SB_OPERATIONS (source), result, &error);
  if (self->has_operations)
    sb_jobs_load_async (self->jobs, self->database, jobs_loaded_cb, g_object_ref (self));
  else
    end_opening (self, error);
}

static void
sb_account_state_dispose (GObject *object)
{
  SbAccountState *self = SB_ACCOUNT_STATE (object);

  g_clear_object (&self->searches);
  g_clear_object (&self->jobs);
  g_clear_object (&self->operations);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_object (&self->database);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sb_account_state_parent_class)->dispose (object);
}

static void
sb_account_state_class_init (SbAccountStateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_account_state_dispose;
}

static void
sb_account_state_init (SbAccountState *self)
{
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

SbAccountState *
sb_account_state_new (SbAccount *account, SbClock *clock)
{
  SbAccountState *self;

  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_ACCOUNT_STATE, NULL);
  self->clock = g_object_ref (clock);
  self->database = sb_database_new_for_account (account);
  self->operations = sb_operations_new (NULL, clock, NULL);
  self->jobs = sb_jobs_new (self->operations, clock);
  self->searches = sb_saved_searches_new (self->database);

  return self;
}

void
sb_account_state_open_async (SbAccountState *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SB_IS_ACCOUNT_STATE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_account_state_open_async);
  if (self->open) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  if (self->opening != NULL) {
    g_ptr_array_add (self->opening, g_steal_pointer (&task));
    return;
  }

  self->opening = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->opening, g_steal_pointer (&task));
  /* Where it failed half way, it goes on from there. */
  if (self->has_jobs)
    sb_saved_searches_load_async (self->searches, searches_loaded_cb, g_object_ref (self));
  else if (self->has_operations)
    sb_jobs_load_async (self->jobs, self->database, jobs_loaded_cb, g_object_ref (self));
  else
    sb_operations_load_async (self->operations, self->database, loaded_cb, g_object_ref (self));
}

gboolean
sb_account_state_open_finish (SbAccountState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SbOperations *
sb_account_state_get_operations (SbAccountState *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT_STATE (self), NULL);

  return self->operations;
}

SbJobs *
sb_account_state_get_jobs (SbAccountState *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT_STATE (self), NULL);

  return self->jobs;
}

gboolean
sb_account_state_is_unfinished (SbAccountState *self)
{
  GListModel *changes;

  g_return_val_if_fail (SB_IS_ACCOUNT_STATE (self), FALSE);

  changes = G_LIST_MODEL (self->operations);
  for (guint i = 0; i < g_list_model_get_n_items (changes); i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i);

    if (!sb_change_is_over (change))
      return TRUE;
  }

  return sb_jobs_count_waiting (self->jobs) > 0;
}

SbDrafts *
sb_account_state_get_drafts (SbAccountState *self, SbAccount *account)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (SB_IS_ACCOUNT_STATE (self), NULL);
  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);

  key = make_drafts_key (account);

  return ensure_drafts (self, key);
}

SbSavedSearches *
sb_account_state_get_searches (SbAccountState *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT_STATE (self), NULL);

  return self->searches;
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  sb_database_close_finish (SB_DATABASE (source), result);
  g_task_return_boolean (task, TRUE);
}

void
sb_account_state_close_async (SbAccountState *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  GHashTableIter iter;
  gpointer drafts;

  g_return_if_fail (SB_IS_ACCOUNT_STATE (self));

  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, NULL, &drafts))
    sb_drafts_flush (drafts);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_account_state_close_async);
  sb_database_close_async (self->database, closed_cb, task);
}

void
sb_account_state_close_finish (SbAccountState *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sb_database_delete_finish (SB_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Nothing of it is sent any more, and nobody waits for it. */
static void
abandon (SbAccountState *self)
{
  sb_jobs_abandon (self->jobs);
  sb_operations_abandon (self->operations);
}

void
sb_account_state_delete_async (SbAccountState *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_ACCOUNT_STATE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_account_state_delete_async);
  abandon (self);
  sb_database_delete_async (self->database, deleted_cb, task);
}

gboolean
sb_account_state_delete_finish (SbAccountState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean was_opened = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;

  if (!sb_journal_forget_finish (SB_DATABASE (source), result, &error))
    g_task_return_error (task, error);
  else if (was_opened)
    sb_database_close_async (SB_DATABASE (source), closed_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

void
sb_account_state_forget_async (SbAccountState *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_ACCOUNT_STATE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_account_state_forget_async);
  abandon (self);
  g_task_set_task_data (task, GINT_TO_POINTER (self->open || self->opening != NULL), NULL);
  sb_journal_forget_async (self->database, forgotten_cb, task);
}

gboolean
sb_account_state_forget_finish (SbAccountState *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
