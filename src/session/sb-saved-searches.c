/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-saved-searches"

#include "sb-saved-searches.h"

#include "sb-list-model.h"
#include "sb-search-store.h"

struct _SbSavedSearches {
  GObject parent_instance;

  SbDatabase *database; /* (owned) */
  GPtrArray *searches;  /* (owned) (element-type SbSavedSearch): by their numbers */
};

SB_DEFINE_LIST_MODEL (SbSavedSearches,
                      sb_saved_searches,
                      searches,
                      SB_TYPE_SAVED_SEARCH,
                      (SbSavedSearch *) g_ptr_array_index (self->searches, position))

G_DEFINE_FINAL_TYPE_WITH_CODE (SbSavedSearches,
                               sb_saved_searches,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_saved_searches_list_model_init))

/* The place of a number, or where it would be. */
static guint
find_place (SbSavedSearches *self, gint64 id)
{
  guint place = 0;

  while (place < self->searches->len
         && sb_saved_search_get_id (g_ptr_array_index (self->searches, place)) < id)
    place++;

  return place;
}

static gboolean
take_out (SbSavedSearches *self, gint64 id)
{
  guint place = find_place (self, id);

  if (place == self->searches->len
      || sb_saved_search_get_id (g_ptr_array_index (self->searches, place)) != id)
    return FALSE;

  g_ptr_array_remove_index (self->searches, place);

  return TRUE;
}

/* @search: (transfer full) */
static void
put (SbSavedSearches *self, SbSavedSearch *search)
{
  gint64 id = sb_saved_search_get_id (search);
  gboolean had = take_out (self, id);
  guint place = find_place (self, id);

  g_ptr_array_insert (self->searches, (int) place, search);
  g_list_model_items_changed (G_LIST_MODEL (self), place, had, 1);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbSavedSearches *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) stored = sb_search_store_load_finish (SB_DATABASE (source), result, &error);

  if (stored == NULL) {
    g_task_return_error (task, error);
    return;
  }

  for (guint i = 0; i < stored->len; i++) {
    const SbStoredSearch *search = g_ptr_array_index (stored, i);

    put (self, sb_saved_search_restore (search->id, search->page, search->name, search->body));
  }
  g_task_return_boolean (task, TRUE);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbSavedSearch *search = g_task_get_task_data (task);
  g_autoptr (GVariant) body = sb_saved_search_to_variant (search);
  GError *error = NULL;
  gint64 id = sb_search_store_write_finish (SB_DATABASE (source), result, &error);

  if (id == 0) {
    g_task_return_error (task, error);
    return;
  }

  put (g_task_get_source_object (task),
       sb_saved_search_restore (id,
                                sb_saved_search_get_page (search),
                                sb_saved_search_get_name (search),
                                body));
  g_task_return_boolean (task, TRUE);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbSavedSearches *self = g_task_get_source_object (task);
  gint64 id = sb_saved_search_get_id (g_task_get_task_data (task));
  guint place = find_place (self, id);
  GError *error = NULL;

  if (!sb_search_store_remove_finish (SB_DATABASE (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  if (take_out (self, id))
    g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
  g_task_return_boolean (task, TRUE);
}

static void
sb_saved_searches_dispose (GObject *object)
{
  g_clear_object (&SB_SAVED_SEARCHES (object)->database);

  G_OBJECT_CLASS (sb_saved_searches_parent_class)->dispose (object);
}

static void
sb_saved_searches_finalize (GObject *object)
{
  g_clear_pointer (&SB_SAVED_SEARCHES (object)->searches, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_saved_searches_parent_class)->finalize (object);
}

static void
sb_saved_searches_class_init (SbSavedSearchesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_saved_searches_dispose;
  object_class->finalize = sb_saved_searches_finalize;
}

static void
sb_saved_searches_init (SbSavedSearches *self)
{
  self->searches = g_ptr_array_new_with_free_func (g_object_unref);
}

SbSavedSearches *
sb_saved_searches_new (SbDatabase *database)
{
  SbSavedSearches *self;

  g_return_val_if_fail (SB_IS_DATABASE (database), NULL);

  self = g_object_new (SB_TYPE_SAVED_SEARCHES, NULL);
  self->database = g_object_ref (database);

  return self;
}

/* (transfer full) */
static GTask *
new_task (SbSavedSearches *self,
          gpointer tag,
          SbSavedSearch *search,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (search != NULL)
    g_task_set_task_data (task, g_object_ref (search), g_object_unref);

  return task;
}

void
sb_saved_searches_load_async (SbSavedSearches *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (SB_IS_SAVED_SEARCHES (self));

  sb_search_store_load_async (
    self->database,
    NULL,
    loaded_cb,
    new_task (self, sb_saved_searches_load_async, NULL, callback, user_data));
}

gboolean
sb_saved_searches_load_finish (SbSavedSearches *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SbSavedSearch *
sb_saved_searches_find (SbSavedSearches *self, const char *page, const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (SB_IS_SAVED_SEARCHES (self), NULL);
  g_return_val_if_fail (page != NULL && name != NULL, NULL);

  folded = g_utf8_casefold (name, -1);
  for (guint i = 0; i < self->searches->len; i++) {
    SbSavedSearch *search = g_ptr_array_index (self->searches, i);
    g_autofree char *other = g_utf8_casefold (sb_saved_search_get_name (search), -1);

    if (g_str_equal (sb_saved_search_get_page (search), page) && g_str_equal (other, folded))
      return search;
  }

  return NULL;
}

void
sb_saved_searches_keep_async (SbSavedSearches *self,
                              SbSavedSearch *search,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SbStoredSearch *stored;

  g_return_if_fail (SB_IS_SAVED_SEARCHES (self));
  g_return_if_fail (SB_IS_SAVED_SEARCH (search));

  stored = sb_stored_search_new ();
  stored->id = sb_saved_search_get_id (search);
  stored->page = g_strdup (sb_saved_search_get_page (search));
  stored->name = g_strdup (sb_saved_search_get_name (search));
  stored->body = sb_saved_search_to_variant (search);
  sb_search_store_write_async (
    self->database,
    stored,
    kept_cb,
    new_task (self, sb_saved_searches_keep_async, search, callback, user_data));
}

gboolean
sb_saved_searches_keep_finish (SbSavedSearches *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_saved_searches_remove_async (SbSavedSearches *self,
                                SbSavedSearch *search,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (SB_IS_SAVED_SEARCHES (self));
  g_return_if_fail (SB_IS_SAVED_SEARCH (search));

  sb_search_store_remove_async (
    self->database,
    sb_saved_search_get_id (search),
    removed_cb,
    new_task (self, sb_saved_searches_remove_async, search, callback, user_data));
}

gboolean
sb_saved_searches_remove_finish (SbSavedSearches *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
