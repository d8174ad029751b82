/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-list-export"

#include "config.h"

#include "sb-list-export.h"

#include "sb-csv.h"
#include "sb-file-chooser.h"
#include "sb-page-reader.h"
#include "sb-presenter.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* Rows that are written between two looks at the main loop. */
#define ROWS_AT_ONCE 500

/* What ends the reading, for the toast that says how far it is: the group of actions of the window.
 */
#define GROUP "list-export"

/* What is under way. */
typedef struct {
  GtkWidget *page;           /* (weak) (nullable) */
  SbSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading */
  const SbColumn *columns;
  guint n_columns;
  GPtrArray *records; /* (owned) (nullable) (element-type SbRecord) */
  GFile *file;        /* (owned) (nullable) */
  GString *csv;       /* (owned) (nullable) */
  guint n_written;
} Export;

static Export *
export_new (GtkWidget *page, SbSession *session, const SbColumn *columns, guint n_columns)
{
  Export *self = g_new0 (Export, 1);

  g_set_weak_pointer (&self->page, page);
  self->session = g_object_ref (session);
  self->columns = columns;
  self->n_columns = n_columns;

  return self;
}

static void
export_free (Export *self)
{
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_object (&self->file);
  if (self->csv != NULL)
    g_string_free (self->csv, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static gboolean
is_closed (Export *self)
{
  return self->page == NULL
         || g_cancellable_is_cancelled (sb_session_get_cancellable (self->session));
}

/* (transfer full): how long ago something was says nothing in a file */
static char *
get_cell (const SbColumn *column, SbRecord *record)
{
  if (column->sort_field != 0 && sb_record_is_masked (record, column->sort_field))
    return g_strdup ("");
  if (column->get_time != NULL)
    return column->get_time (record) != 0 ? sb_words_time_exact (column->get_time (record))
                                          : g_strdup ("");

  return column->get_text (record);
}

static void
append_row (Export *self, SbRecord *record)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (cells,
                     record != NULL ? get_cell (&self->columns[i], record)
                                    : g_strdup (_ (self->columns[i].title)));
  sb_csv_append (self->csv, (const char *const *) cells->pdata, cells->len);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *failed = _ ("The list could not be written");

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    if (!is_closed (self))
      sb_present_details (self->page, failed, failed, error->message);
    return;
  }
  if (is_closed (self))
    return;

  text = g_strdup_printf (
    ngettext ("List exported: %u row", "List exported: %u rows", self->n_written),
    self->n_written);
  sb_present_text (self->page, text);
}

static gboolean
write_cb (gpointer user_data)
{
  Export *self = user_data;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  for (guint i = 0; i < ROWS_AT_ONCE && self->n_written < self->records->len; i++)
    append_row (self, g_ptr_array_index (self->records, self->n_written++));
  if (self->n_written < self->records->len)
    return G_SOURCE_CONTINUE;

  length = self->csv->len;
  bytes = g_bytes_new_take (g_string_free (g_steal_pointer (&self->csv), FALSE), length);
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

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) self = user_data;
  g_autoptr (GFile) file = sb_choose_file_finish (result);

  if (file != NULL && !is_closed (self))
    sb_list_export_write (self->page,
                          self->session,
                          self->records,
                          self->columns,
                          self->n_columns,
                          file);
}

/* @self: (transfer full) */
static void
choose (Export *self)
{
  sb_choose_new_file_async (self->page, _ ("Export List"), "list.csv", chosen_cb, self);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
offer_stop (Export *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (self->page));
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) stop = g_simple_action_new ("stop", NULL);

  g_signal_connect_object (stop, "activate", G_CALLBACK (stop_cb), self->cancellable, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (stop));
  gtk_widget_insert_action_group (window, GROUP, G_ACTION_GROUP (group));
}

static void
progress_cb (GPtrArray *so_far, gint64 total, gpointer user_data)
{
  Export *self = user_data;
  g_autofree char *text = sb_words_reading_list (so_far->len, total);

  if (!is_closed (self))
    sb_present_progress (self->page, text, GROUP ".stop");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (is_closed (self))
    return;

  sb_present_no_text (self->page);
  if (rows == NULL) {
    sb_present_error (self->page, _ ("The list could not be read"), error);
    return;
  }

  self->records = g_ptr_array_ref (rows->records);
  choose (g_steal_pointer (&self));
}

/* Where this computer filters and sorts, it has read all. */
static void
take (Export *self, GListModel *visible)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (visible); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (visible, i);
    SbRecord *record = sb_row_get_snapshot (row);

    if (record != NULL)
      g_ptr_array_add (self->records, g_object_ref (record));
  }
}

void
sb_list_export_begin (GtkWidget *page,
                      SbSession *session,
                      SbRemoteList *list,
                      GListModel *visible,
                      const SbColumn *columns,
                      guint n_columns,
                      GCancellable *cancellable)
{
  SbServer *server;
  SbQuery *query;
  gint64 total;
  Export *self;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (SB_IS_SESSION (session));

  query = sb_remote_list_get_query (list);
  if (query == NULL || !sb_remote_list_get_loaded (list)) {
    sb_present_text (page, _ ("The list is still being read"));
    return;
  }

  self = export_new (page, session, columns, n_columns);
  if (visible != G_LIST_MODEL (list)) {
    take (self, visible);
    choose (self);
    return;
  }

  server = sb_session_get_server (session);
  total = sb_remote_list_get_total (list);
  g_set_object (&self->cancellable, cancellable);
  offer_stop (self);
  sb_present_progress (page, _ ("Reading the list…"), GROUP ".stop");
  if (total > 0 && total <= SB_PAGE_READER_MAX_ROWS
      && sb_server_get_paging (server, sb_query_get_collection (query)).random_access)
    sb_page_reader_read_range_async (server,
                                     query,
                                     0,
                                     (guint) total,
                                     progress_cb,
                                     self,
                                     self->cancellable,
                                     read_cb,
                                     self);
  else
    sb_page_reader_read_all_async (server,
                                   query,
                                   progress_cb,
                                   self,
                                   self->cancellable,
                                   read_cb,
                                   self);
}

void
sb_list_export_write (GtkWidget *page,
                      SbSession *session,
                      GPtrArray *records,
                      const SbColumn *columns,
                      guint n_columns,
                      GFile *file)
{
  Export *self;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (G_IS_FILE (file));

  self = export_new (page, session, columns, n_columns);
  self->records = g_ptr_array_ref (records);
  self->file = g_object_ref (file);
  self->csv = g_string_new (NULL);
  append_row (self, NULL);
  g_idle_add (write_cb, self);
}
