/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-authority-row"

#include "config.h"

#include "sb-authority-row.h"

#include "sb-authorities.h"
#include "sb-file-chooser.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

struct _SbAuthorityRow {
  AdwActionRow parent_instance;

  char *account_id; /* (owned) */
  char *path;       /* (owned) (nullable): of the copy */

  GCancellable *keeping; /* (owned) (nullable): while a file that was chosen is read */

  GtkWidget *choose_button;
  GtkWidget *clear_button;
};

G_DEFINE_FINAL_TYPE (SbAuthorityRow, sb_authority_row, ADW_TYPE_ACTION_ROW)

static guint refused_signal;

static void
update (SbAuthorityRow *self)
{
  g_autofree char *name = self->path != NULL ? g_path_get_basename (self->path) : NULL;
  g_autofree char *escaped = name != NULL ? g_markup_escape_text (name, -1) : NULL;
  const char *text = escaped != NULL ? escaped : _ ("The system’s authorities are trusted");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               self->keeping != NULL ? _ ("Reading the file…") : text);
  gtk_widget_set_visible (self->clear_button, self->path != NULL);
}

static void
stop_keeping (SbAuthorityRow *self)
{
  g_cancellable_cancel (self->keeping);
  g_clear_object (&self->keeping);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAuthorityRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sb_authorities_keep_finish (result, &error);

  /* The dialog may be gone, or another file was chosen since. */
  if (self->choose_button == NULL || g_task_get_cancellable (G_TASK (result)) != self->keeping)
    return;

  g_clear_object (&self->keeping);
  if (path != NULL) {
    sb_authority_row_set_path (self, path);
    gtk_widget_grab_focus (self->choose_button);
  } else {
    update (self);
    g_signal_emit (self, refused_signal, 0, error);
  }
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAuthorityRow) self = user_data;
  g_autoptr (GFile) file = sb_choose_file_finish (result);

  if (file != NULL && self->choose_button != NULL)
    sb_authority_row_choose (self, file);
}

static void
choose_cb (SbAuthorityRow *self)
{
  const char *const patterns[] = { "*.pem", "*.crt", "*.cer", NULL };

  g_assert (SB_IS_AUTHORITY_ROW (self));

  sb_choose_file_async (GTK_WIDGET (self),
                        _ ("Private Certificate Authority"),
                        _ ("Certificates"),
                        patterns,
                        chosen_cb,
                        g_object_ref (self));
}

static void
clear_cb (SbAuthorityRow *self)
{
  g_assert (SB_IS_AUTHORITY_ROW (self));

  sb_authority_row_set_path (self, NULL);
  gtk_widget_grab_focus (self->choose_button);
}

static void
sb_authority_row_dispose (GObject *object)
{
  SbAuthorityRow *self = SB_AUTHORITY_ROW (object);

  stop_keeping (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_AUTHORITY_ROW);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (sb_authority_row_parent_class)->dispose (object);
}

static void
sb_authority_row_class_init (SbAuthorityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_authority_row_dispose;

  refused_signal = sb_signal_new (klass, "refused", 1, G_TYPE_ERROR);

  sb_set_template (widget_class, "accounts/sb-authority-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SbAuthorityRow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SbAuthorityRow, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
sb_authority_row_init (SbAuthorityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
sb_authority_row_set_account_id (SbAuthorityRow *self, const char *account_id)
{
  g_autofree char *copy = g_strdup (account_id);

  g_return_if_fail (SB_IS_AUTHORITY_ROW (self));

  g_free (self->account_id);
  self->account_id = g_steal_pointer (&copy);
}

const char *
sb_authority_row_get_path (SbAuthorityRow *self)
{
  g_return_val_if_fail (SB_IS_AUTHORITY_ROW (self), NULL);

  return self->path;
}

void
sb_authority_row_set_path (SbAuthorityRow *self, const char *path)
{
  g_autofree char *copy = g_strdup (path);

  g_return_if_fail (SB_IS_AUTHORITY_ROW (self));

  stop_keeping (self);
  g_free (self->path);
  self->path = g_steal_pointer (&copy);
  update (self);
}

void
sb_authority_row_choose (SbAuthorityRow *self, GFile *file)
{
  g_return_if_fail (SB_IS_AUTHORITY_ROW (self));
  g_return_if_fail (G_IS_FILE (file));

  stop_keeping (self);
  self->keeping = g_cancellable_new ();
  update (self);
  sb_authorities_keep_async (self->account_id, file, self->keeping, kept_cb, g_object_ref (self));
}

gboolean
sb_authority_row_is_reading (SbAuthorityRow *self)
{
  g_return_val_if_fail (SB_IS_AUTHORITY_ROW (self), FALSE);

  return self->keeping != NULL;
}
