/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-old-record-question"

#include "config.h"

#include "sb-old-record-question.h"

#include "sb-device-question.h"
#include "sb-device-targets.h"
#include "sb-frozen.h"
#include "sb-presenter.h"
#include "sb-reset-question.h"
#include "sb-submit.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Pixels: of a record with three lines, and of the list at most. */
#define ROW_HEIGHT      92
#define MAX_LIST_HEIGHT 320

/* What is being found out, and asked then. */
typedef struct {
  GtkWidget *window;         /* (weak) (nullable) */
  SbSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *ids;            /* (owned) (element-type utf8) */
  GPtrArray *devices; /* (owned) (nullable) (element-type SbDevice): of them, and newer ones */
  GPtrArray *old;     /* (owned) (nullable) (element-type SbOldRecord) */
} Work;

static void
work_free (Work *work)
{
  g_clear_weak_pointer (&work->window);
  g_clear_object (&work->session);
  g_clear_object (&work->cancellable);
  g_clear_pointer (&work->ids, g_ptr_array_unref);
  g_clear_pointer (&work->devices, g_ptr_array_unref);
  g_clear_pointer (&work->old, g_ptr_array_unref);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* Whether to go on. */
static gboolean
check (Work *work, const GError *error)
{
  if (work->window == NULL || g_cancellable_is_cancelled (work->cancellable))
    return FALSE;
  if (error == NULL)
    return TRUE;

  sb_present_error (work->window, _ ("The old records could not be read"), error);

  return FALSE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GVariant) frozen = NULL;
  g_autoptr (SbCommand) command = NULL;
  const SbOldRecord *first = g_ptr_array_index (work->old, 0);

  if (!sb_message_ask_finish (result) || work->window == NULL)
    return;

  for (guint i = 0; i < work->old->len; i++) {
    const SbOldRecord *old = g_ptr_array_index (work->old, i);

    sb_ids_add (ids, sb_device_get_id (old->record, SB_DEVICE_FIELD_ID));
    g_ptr_array_add (records, old->record);
  }
  frozen = sb_frozen_new (records);
  command =
    sb_command_new_for_devices (SB_COMMAND_DELETE_DEVICE, sb_ids_peek (ids, NULL), ids->len);
  sb_command_set_frozen (command, frozen);
  if (ids->len == 1)
    sb_command_set_subject (command, sb_device_get_label (first->record));
  sb_submit (work->window, work->session, command);
}

static GtkWidget *
create_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = subtitle != NULL ? g_strdup_printf ("%s. %s", title, subtitle)
                                           : g_strdup (title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  sb_set_label (row, name);

  return row;
}

/* (transfer floating) */
static GtkWidget *
create_list (GPtrArray *old, gint64 now)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  sb_set_label (list, _ ("Old records"));
  for (guint i = 0; i < MIN (old->len, SB_MAX_ROWS); i++) {
    const SbOldRecord *record = g_ptr_array_index (old, i);
    g_autofree char *title = sb_words_old_record (record, now);
    g_autofree char *subtitle = sb_words_newer_record (record, now);

    gtk_list_box_append (GTK_LIST_BOX (list), create_row (title, subtitle));
  }
  if (old->len > SB_MAX_ROWS) {
    g_autofree char *more = sb_words_n_more (old->len - SB_MAX_ROWS);

    gtk_list_box_append (GTK_LIST_BOX (list), create_row (more, NULL));
  }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller),
                                              MIN ((int) old->len * ROW_HEIGHT, MAX_LIST_HEIGHT));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);

  return scroller;
}

/* @work: (transfer full) */
static void
ask (Work *work)
{
  const SbOldRecord *first = g_ptr_array_index (work->old, 0);
  g_autofree char *name = sb_words_name_in (sb_device_get_label (first->record));
  g_autofree char *heading = work->old->len == 1
                               /* Translators: the name of a device */
                               ? g_strdup_printf (_ ("Delete the Old Record “%s”?"), name)
                               : g_strdup_printf (ngettext ("Delete %u Old Record?",
                                                            "Delete %u Old Records?",
                                                            work->old->len),
                                                  work->old->len);
  GtkWidget *extra = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *window = work->window;
  SbSession *session = work->session;

  gtk_box_append (GTK_BOX (extra),
                  create_list (work->old, sb_clock_get_now (sb_session_get_clock (session))));
  gtk_box_append (GTK_BOX (extra), sb_reset_question_new (work->old->len, 0));
  sb_message_ask_async (
    window,
    heading,
    ngettext ("The device was enrolled again and is managed under its newer record, which stays. "
              "The server forgets the old one, and what was sent to it. Nothing happens on the "
              "device, and this cannot be undone.",
              "The devices were enrolled again and are managed under their newer records, which "
              "stay. The server forgets the old ones, and what was sent to them. Nothing happens "
              "on the devices, and this cannot be undone.",
              work->old->len),
    extra,
    _ ("_Delete"),
    SB_MESSAGE_DESTRUCTIVE,
    sb_session_get_cancellable (session),
    answered_cb,
    work);
}

static gboolean
is_meant (Work *work, SbDevice *device)
{
  for (guint i = 0; i < work->ids->len; i++) {
    if (sb_id_equal (sb_device_get_id (device, SB_DEVICE_FIELD_ID),
                     g_ptr_array_index (work->ids, i)))
      return TRUE;
  }

  return FALSE;
}

static void
records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sb_old_records_read_finish (result, &error);

  if (!check (work, error))
    return;

  sb_present_no_text (work->window);
  work->old = sb_old_records_match (records, work->devices);
  for (guint i = work->old->len; i > 0; i--) {
    const SbOldRecord *old = g_ptr_array_index (work->old, i - 1);

    if (!is_meant (work, old->record) && !is_meant (work, old->newer))
      g_ptr_array_remove_index (work->old, i - 1);
  }

  if (work->old->len > 0)
    ask (g_steal_pointer (&work));
  else
    sb_present_text (work->window,
                     ngettext ("This device has no old record",
                               "None of these devices has an old record",
                               work->ids->len));
}

static void
newer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) newer = sb_old_records_read_same_finish (result, &error);
  GCancellable *cancellable = work->cancellable;

  if (!check (work, error))
    return;

  g_ptr_array_extend_and_steal (work->devices, g_steal_pointer (&newer));
  sb_old_records_read_async (SB_SERVER (source), cancellable, records_cb, g_steal_pointer (&work));
}

static void
devices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) old = g_ptr_array_new ();
  SbServer *server = sb_session_get_server (work->session);
  GCancellable *cancellable = work->cancellable;

  work->devices = sb_device_targets_collect_finish (result, &error);
  if (!check (work, error))
    return;

  for (guint i = 0; i < work->devices->len; i++) {
    SbDevice *device = g_ptr_array_index (work->devices, i);

    if (sb_old_records_is_deletable (device))
      g_ptr_array_add (old, device);
  }
  sb_old_records_read_same_async (server, old, cancellable, newer_cb, g_steal_pointer (&work));
}

GCancellable *
sb_old_record_question_begin (GtkWidget *window, SbSession *session, GPtrArray *ids)
{
  GCancellable *cancellable = sb_submit_begin (window, session);
  Work *work = g_new0 (Work, 1);

  g_set_weak_pointer (&work->window, window);
  work->session = g_object_ref (session);
  work->cancellable = g_object_ref (cancellable);
  work->ids = g_ptr_array_ref (ids);
  sb_present_progress (window, _ ("Reading the old records…"), SB_DEVICE_QUESTION_STOP);
  sb_device_targets_collect_async (sb_session_get_server (session),
                                   NULL,
                                   FALSE,
                                   ids,
                                   NULL,
                                   NULL,
                                   cancellable,
                                   devices_cb,
                                   work);

  return cancellable;
}
