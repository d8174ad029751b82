/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-file"

#include "config.h"

#include "sb-activity-file.h"

#include "sb-activity-export.h"
#include "sb-activity-item.h"
#include "sb-file-chooser.h"
#include "sb-presenter.h"

#include <glib/gi18n.h>

/* What is written between two looks at the main loop. */
#define ITEMS_AT_ONCE 50

typedef struct {
  GtkWidget *page;          /* (weak) (nullable) */
  SbSession *session;       /* (owned) */
  SbActivityFilter *filter; /* (owned) */
  gboolean json;
  GFile *file;              /* (owned) (nullable): until it is chosen */
  GPtrArray *items;         /* (owned) (nullable): what is to be in it */
  SbActivityExport *export; /* (owned) (nullable) */
  guint n_added;
} Export;

static void
export_free (Export *self)
{
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->session);
  g_clear_object (&self->filter);
  g_clear_object (&self->file);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->export, sb_activity_export_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static Export *
export_new (GtkWidget *page, SbSession *session, SbActivityFilter *filter, gboolean json)
{
  Export *self = g_new0 (Export, 1);

  g_set_weak_pointer (&self->page, page);
  self->session = g_object_ref (session);
  self->filter = g_object_ref (filter);
  self->json = json;

  return self;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *failed = _ ("Activity could not be written");

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  if (self->page == NULL)
    return;

  if (error != NULL)
    sb_present_details (self->page, failed, failed, error->message);
  else
    sb_present_text (self->page, _ ("Activity exported"));
}

/* What Activity shows: a job's steps are the job's.
 * (transfer full) (element-type GObject) */
static GPtrArray *
collect (Export *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListModel) all = sb_activity_create_model (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (all, i);

    if (gtk_filter_match (GTK_FILTER (self->filter), item))
      g_ptr_array_add (items, g_steal_pointer (&item));
  }

  return items;
}

static gboolean
add_cb (gpointer user_data)
{
  Export *self = user_data;
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < ITEMS_AT_ONCE && self->n_added < self->items->len; i++)
    sb_activity_export_add (self->export, g_ptr_array_index (self->items, self->n_added++));
  if (self->n_added < self->items->len)
    return G_SOURCE_CONTINUE;

  bytes = sb_activity_export_end (self->export);
  g_file_replace_contents_bytes_async (self->file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE,
                                       NULL,
                                       written_cb,
                                       self);

  return G_SOURCE_REMOVE;
}

static void older_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* @self: (transfer full) */
static void
go_on (Export *self)
{
  SbOperations *operations = sb_session_get_operations (self->session);

  if (sb_operations_get_has_older (operations)) {
    sb_operations_load_older_async (operations,
                                    sb_session_get_cancellable (self->session),
                                    older_loaded_cb,
                                    self);
    return;
  }

  self->items = collect (self);
  self->export = sb_activity_export_new (self->json);
  g_idle_add (add_cb, self);
}

static void
older_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sb_operations_load_older_finish (SB_OPERATIONS (source), result, &error))
    go_on (g_steal_pointer (&self));
  else if (self->page != NULL)
    sb_present_error (self->page, _ ("Activity could not be written"), error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) self = user_data;

  self->file = sb_choose_file_finish (result);
  if (self->file != NULL)
    go_on (g_steal_pointer (&self));
}

void
sb_activity_file_begin (GtkWidget *page,
                        SbSession *session,
                        SbActivityFilter *filter,
                        gboolean json)
{
  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_ACTIVITY_FILTER (filter));

  sb_choose_new_file_async (page,
                            _ ("Export Activity"),
                            json ? "activity.json" : "activity.csv",
                            chosen_cb,
                            export_new (page, session, filter, json));
}

void
sb_activity_file_write (GtkWidget *page,
                        SbSession *session,
                        SbActivityFilter *filter,
                        gboolean json,
                        GFile *file)
{
  Export *self;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (G_IS_FILE (file));

  self = export_new (page, session, filter, json);
  self->file = g_object_ref (file);
  go_on (self);
}
