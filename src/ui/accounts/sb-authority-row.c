/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-authority-row"

#include "config.h"

#include "sb-authority-row.h"

#include "sb-error.h"
#include "sb-file-chooser.h"

#include <glib/gi18n.h>

struct _SbAuthorityRow {
  AdwActionRow parent_instance;

  char *path; /* (owned) (nullable) */

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

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               escaped != NULL ? escaped
                                               : _ ("The system’s authorities are trusted"));
  gtk_widget_set_visible (self->clear_button, self->path != NULL);
}

static void
refuse (SbAuthorityRow *self, const GError *error)
{
  g_autoptr (GError) useless = sb_error_new (SB_ERROR_AUTHORITY, NULL, "%s", error->message);

  g_signal_emit (self, refused_signal, 0, useless);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAuthorityRow) self = user_data;
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &content, &length, NULL, &error))
    certificate = g_tls_certificate_new_from_pem (content, (gssize) length, &error);
  /* The dialog may be gone. */
  if (self->choose_button == NULL)
    return;

  if (certificate == NULL) {
    refuse (self, error);
    return;
  }

  path = g_file_get_path (G_FILE (source));
  sb_authority_row_set_path (self, path);
  gtk_widget_grab_focus (self->choose_button);
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
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_AUTHORITY_ROW);

  G_OBJECT_CLASS (sb_authority_row_parent_class)->dispose (object);
}

static void
sb_authority_row_finalize (GObject *object)
{
  g_clear_pointer (&SB_AUTHORITY_ROW (object)->path, g_free);

  G_OBJECT_CLASS (sb_authority_row_parent_class)->finalize (object);
}

static void
sb_authority_row_class_init (SbAuthorityRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_authority_row_dispose;
  object_class->finalize = sb_authority_row_finalize;

  refused_signal = g_signal_new ("refused",
                                 G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (
    widget_class,
    "/io/github/signalbox/Signalbox/ui/accounts/sb-authority-row.ui");
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

  g_free (self->path);
  self->path = g_steal_pointer (&copy);
  update (self);
}

void
sb_authority_row_choose (SbAuthorityRow *self, GFile *file)
{
  g_return_if_fail (SB_IS_AUTHORITY_ROW (self));
  g_return_if_fail (G_IS_FILE (file));

  /* What is not a file of this computer has no path. */
  if (g_file_peek_path (file) != NULL)
    g_file_load_contents_async (file, NULL, read_cb, g_object_ref (self));
}
