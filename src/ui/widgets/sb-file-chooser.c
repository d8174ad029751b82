/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-file-chooser"

#include "config.h"

#include "sb-file-chooser.h"

#include <glib/gi18n.h>

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  g_task_return_pointer (task, file, g_object_unref);
  /* A native dialog is not owned by its parent: this was the reference of its constructor. */
  g_clear_object (&dialog);
}

/* Nobody answers any more. */
static void
parent_gone_cb (GtkNativeDialog *dialog)
{
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

/* @task: (transfer full) */
static void
show (GtkFileChooserNative *dialog, GTask *task)
{
  GtkWindow *parent = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (dialog));

  if (parent != NULL)
    g_signal_connect_object (parent,
                             "destroy",
                             G_CALLBACK (parent_gone_cb),
                             dialog,
                             G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GtkFileChooserNative *
new_dialog (GtkWidget *parent, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  return gtk_file_chooser_native_new (title,
                                      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                      action,
                                      accept,
                                      _ ("_Cancel"));
}

void
sb_choose_file_async (GtkWidget *parent,
                      const char *title,
                      const char *filter_name,
                      const char *const *patterns,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GtkFileChooserNative *dialog;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sb_choose_file_async);

  gtk_file_filter_set_name (filter, filter_name);
  for (gsize i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");

  dialog = new_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  show (dialog, task);
}

void
sb_choose_new_file_async (GtkWidget *parent,
                          const char *title,
                          const char *name,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GtkFileChooserNative *dialog =
    new_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"));
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sb_choose_new_file_async);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, task);
}

GFile *
sb_choose_file_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
