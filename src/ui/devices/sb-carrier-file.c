/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-carrier-file"

#include "config.h"

#include "sb-carrier-file.h"

#include "sb-carrier-list.h"
#include "sb-device-question.h"
#include "sb-device-targets.h"
#include "sb-file-chooser.h"
#include "sb-presenter.h"
#include "sb-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes. An answer about every device of a large fleet has a tenth of that. */
#define MAX_SIZE ((goffset) 64 << 20)

/* What is under way. */
typedef struct {
  GtkWidget *window;         /* (weak) (nullable) */
  SbSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  GPtrArray *devices;        /* (owned) (nullable) (element-type SbDevice) */
  GPtrArray *lines;          /* (owned) (nullable) (element-type SbCarrierLine) */
  GFile *file;               /* (owned) (nullable): where the list is written to */
  GBytes *list;              /* (owned) (nullable): the list */
  guint n_devices;           /* of how many there is a line in it, or that an answer is about */
  char *text;                /* (owned) (nullable): what is said when it is written */
  GBytes *bytes;             /* (owned) (nullable): the answer */
  goffset size;              /* bytes of it that have come */
  SbCsvProblem problem;
  guint line; /* where the problem is */
} Work;

static Work *
work_new (GtkWidget *window, SbSession *session, GCancellable *cancellable)
{
  Work *work = g_new0 (Work, 1);

  g_set_weak_pointer (&work->window, window);
  work->session = g_object_ref (session);
  g_set_object (&work->cancellable, cancellable);

  return work;
}

static void
work_free (Work *work)
{
  g_clear_weak_pointer (&work->window);
  g_clear_object (&work->session);
  g_clear_object (&work->cancellable);
  g_clear_pointer (&work->devices, g_ptr_array_unref);
  g_clear_pointer (&work->lines, g_ptr_array_unref);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  g_clear_pointer (&work->list, g_bytes_unref);
  g_clear_object (&work->file);
  g_free (work->text);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* Whoever looks at another account is told nothing about this one. */
static gboolean
is_closed (Work *work)
{
  return work->window == NULL
         || g_cancellable_is_cancelled (sb_session_get_cancellable (work->session));
}

/* A fleet has many devices, and the window goes on meanwhile.
 * @work: (transfer full): given to @callback */
static void
run_in_thread (Work *work, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, work);

  g_task_set_source_tag (task, run_in_thread);
  g_task_set_task_data (task, work, NULL);
  g_task_run_in_thread (task, func);
}

/* What a disk says is said by GLib in the language of the desktop. */
static void
present_file_error (Work *work, const char *what, const GError *error)
{
  if (!is_closed (work) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sb_present_details (work->window, what, what, error->message);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    present_file_error (work, _ ("The carrier’s list could not be written"), error);
  else if (!is_closed (work))
    sb_present_text (work->window, work->text);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GFile) file = sb_choose_file_finish (result);

  if (file != NULL && !is_closed (work))
    sb_carrier_file_write (work->window, work->session, work->devices, file);
}

static void
tell_progress (Work *work, guint n_read, gint64 total)
{
  g_autofree char *text = sb_words_reading_devices (n_read, total);

  if (!is_closed (work))
    sb_present_progress (work->window, text, SB_DEVICE_QUESTION_STOP);
}

static void
progress_cb (GPtrArray *so_far, gint64 total, gpointer user_data)
{
  tell_progress (user_data, so_far->len, total);
}

static void
collecting_progress_cb (GPtrArray *devices, guint n_read, gint64 total, gpointer user_data)
{
  tell_progress (user_data, n_read, total);
}

static void
present_read_error (Work *work, const GError *error)
{
  if (!is_closed (work))
    sb_present_error (work->window, _ ("The devices could not be read"), error);
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = sb_device_targets_collect_finish (result, &error);

  if (!is_closed (work))
    sb_present_no_text (work->window);
  if (devices == NULL) {
    present_read_error (work, error);
  } else if (!is_closed (work)) {
    sb_carrier_file_choose (work->window, work->session, devices);
  }
}

static void
match (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;

  work->n_devices = sb_carrier_list_match (work->lines, work->devices);
  work->text = sb_words_carrier_lines (work->lines);
  g_task_return_boolean (task, TRUE);
}

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autofree char *text = NULL;

  if (is_closed (work))
    return;

  text = sb_words_carrier_matched (work->n_devices, work->lines->len);
  sb_present_details (work->window, text, _ ("The Carrier’s Answer"), work->text);
}

static void
devices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (!is_closed (work))
    sb_present_no_text (work->window);
  if (rows == NULL) {
    present_read_error (work, error);
    return;
  }
  if (is_closed (work))
    return;

  work->devices = g_ptr_array_ref (rows->records);
  run_in_thread (g_steal_pointer (&work), match, matched_cb);
}

/* @work: (transfer full) */
static void
read_devices (Work *work)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  sb_query_set_space (query, sb_session_get_space (work->session));
  sb_present_progress (work->window, _ ("Reading the devices…"), SB_DEVICE_QUESTION_STOP);
  sb_page_reader_read_all_async (sb_session_get_server (work->session),
                                 query,
                                 progress_cb,
                                 work,
                                 work->cancellable,
                                 devices_cb,
                                 work);
}

static void
parse (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;

  work->lines = sb_carrier_list_read (work->bytes, &work->problem, &work->line);
  g_task_return_boolean (task, TRUE);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autofree char *problem = NULL;

  if (is_closed (work))
    return;

  if (work->lines != NULL && work->lines->len > 0) {
    read_devices (g_steal_pointer (&work));
    return;
  }

  problem = sb_words_csv_problem (work->problem, work->line);
  sb_present_text (work->window, problem);
}

static gboolean
wants_more (const char *contents, goffset size, gpointer user_data)
{
  Work *work = user_data;

  work->size = size;

  return work->size <= MAX_SIZE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  char *contents;
  gsize length;

  if (!g_file_load_partial_contents_finish (G_FILE (source),
                                            result,
                                            &contents,
                                            &length,
                                            NULL,
                                            &error)) {
    present_file_error (work, _ ("The carrier’s answer could not be read"), error);
    return;
  }

  work->bytes = g_bytes_new_take (contents, length);
  if (is_closed (work))
    return;
  if (work->size > MAX_SIZE) {
    problem = sb_words_csv_problem (SB_CSV_TOO_LARGE, 0);
    sb_present_text (work->window, problem);
    return;
  }

  run_in_thread (g_steal_pointer (&work), parse, parsed_cb);
}

static void
answer_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GFile) file = sb_choose_file_finish (result);

  if (file != NULL && !is_closed (work))
    sb_carrier_file_read (work->window, work->session, file, work->cancellable);
}

void
sb_carrier_file_collect (GtkWidget *window,
                         SbSession *session,
                         SbRemoteList *list,
                         gboolean all,
                         GPtrArray *ids,
                         GCancellable *cancellable)
{
  Work *work;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));

  work = work_new (window, session, cancellable);
  sb_device_targets_collect_async (sb_session_get_server (session),
                                   list,
                                   all,
                                   ids,
                                   collecting_progress_cb,
                                   work,
                                   cancellable,
                                   collected_cb,
                                   work);
}

void
sb_carrier_file_choose (GtkWidget *window, SbSession *session, GPtrArray *devices)
{
  Work *work;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));

  work = work_new (window, session, NULL);
  work->devices = g_ptr_array_ref (devices);
  sb_choose_new_file_async (window, _ ("Carrier’s List"), "esim-devices.csv", chosen_cb, work);
}

static void
make_list (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  char *csv = sb_carrier_list_write (work->devices, &work->n_devices);

  work->list = g_bytes_new_take (csv, strlen (csv));
  g_task_return_boolean (task, TRUE);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  GFile *file = work->file;

  if (is_closed (work))
    return;
  if (work->n_devices == 0) {
    sb_present_text (work->window, _ ("None of these devices has an EID that can be seen"));
    return;
  }

  work->text = sb_words_carrier_written (work->n_devices, work->devices->len - work->n_devices);
  g_file_replace_contents_bytes_async (file,
                                       work->list,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE,
                                       NULL,
                                       written_cb,
                                       work);
  g_steal_pointer (&work);
}

void
sb_carrier_file_write (GtkWidget *window, SbSession *session, GPtrArray *devices, GFile *file)
{
  Work *work;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (G_IS_FILE (file));

  work = work_new (window, session, NULL);
  work->devices = g_ptr_array_ref (devices);
  work->file = g_object_ref (file);
  run_in_thread (work, make_list, made_cb);
}

void
sb_carrier_file_ask_answer (GtkWidget *window, SbSession *session, GCancellable *cancellable)
{
  static const char *const patterns[] = { "*.csv", "*.tsv", "*.txt", NULL };

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));

  sb_choose_file_async (window,
                        _ ("The Carrier’s Answer"),
                        _ ("Tables as Text"),
                        patterns,
                        answer_chosen_cb,
                        work_new (window, session, cancellable));
}

void
sb_carrier_file_read (GtkWidget *window, SbSession *session, GFile *file, GCancellable *cancellable)
{
  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (G_IS_FILE (file));

  g_file_load_partial_contents_async (file,
                                      cancellable,
                                      wants_more,
                                      loaded_cb,
                                      work_new (window, session, cancellable));
}
