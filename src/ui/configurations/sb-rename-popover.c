/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-rename-popover"

#include "sb-rename-popover.h"

#include "sb-validate.h"
#include "sb-words.h"

struct _SbRenamePopover {
  GtkPopover parent_instance;

  gint64 id;
  char *name; /* (owned): the one that it had */

  GtkEntry *entry;
  GtkLabel *problem;
  GtkWidget *rename_button;
};

G_DEFINE_FINAL_TYPE (SbRenamePopover, sb_rename_popover, GTK_TYPE_POPOVER)

enum { RENAMED, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
get_name (SbRenamePopover *self)
{
  return g_strstrip (g_strdup (sb_rename_popover_get_text (self)));
}

static void
changed_cb (SbRenamePopover *self)
{
  g_autofree char *name = get_name (self);
  g_autoptr (SbProblem) problem = sb_check_name (name);
  g_autofree char *words = problem == NULL ? NULL : sb_words_problem (problem, SB_DRAFT_NAME);
  gboolean same = g_strcmp0 (name, self->name) == 0;

  g_assert (SB_IS_RENAME_POPOVER (self));

  gtk_label_set_label (self->problem, words == NULL ? "" : words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
  gtk_widget_set_sensitive (self->rename_button, problem == NULL && !same);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               problem == NULL ? GTK_ACCESSIBLE_INVALID_FALSE
                                               : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
accept_cb (SbRenamePopover *self)
{
  g_assert (SB_IS_RENAME_POPOVER (self));

  sb_rename_popover_accept (self);
}

static void
sb_rename_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SB_TYPE_RENAME_POPOVER);

  G_OBJECT_CLASS (sb_rename_popover_parent_class)->dispose (object);
}

static void
sb_rename_popover_finalize (GObject *object)
{
  SbRenamePopover *self = SB_RENAME_POPOVER (object);

  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sb_rename_popover_parent_class)->finalize (object);
}

static void
sb_rename_popover_class_init (SbRenamePopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_rename_popover_dispose;
  object_class->finalize = sb_rename_popover_finalize;

  signals[RENAMED] = g_signal_new ("renamed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   2,
                                   G_TYPE_INT64,
                                   G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class,
    "/io/github/signalbox/Signalbox/ui/configurations/sb-rename-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SbRenamePopover, entry);
  gtk_widget_class_bind_template_child (widget_class, SbRenamePopover, problem);
  gtk_widget_class_bind_template_child (widget_class, SbRenamePopover, rename_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
sb_rename_popover_init (SbRenamePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sb_rename_popover_new:
 *
 * Returns: (transfer floating): a popover to be given a parent
 */
GtkWidget *
sb_rename_popover_new (void)
{
  return g_object_new (SB_TYPE_RENAME_POPOVER, NULL);
}

/**
 * sb_rename_popover_ask:
 * @place: (nullable): where in its parent it points
 */
void
sb_rename_popover_ask (SbRenamePopover *self,
                       SbConfiguration *configuration,
                       const GdkRectangle *place)
{
  g_return_if_fail (SB_IS_RENAME_POPOVER (self));
  g_return_if_fail (SB_IS_RECORD (configuration));

  self->id = sb_configuration_get_int64 (configuration, SB_CONFIGURATION_ID);
  g_free (self->name);
  self->name = g_strdup (sb_configuration_get_string (configuration, SB_CONFIGURATION_NAME));

  sb_rename_popover_set_text (self, self->name == NULL ? "" : self->name);
  changed_cb (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), place);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

const char *
sb_rename_popover_get_text (SbRenamePopover *self)
{
  g_return_val_if_fail (SB_IS_RENAME_POPOVER (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
sb_rename_popover_set_text (SbRenamePopover *self, const char *text)
{
  g_return_if_fail (SB_IS_RENAME_POPOVER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * sb_rename_popover_accept:
 *
 * Takes the name, where it is valid and another one than before, and closes.
 */
void
sb_rename_popover_accept (SbRenamePopover *self)
{
  g_autofree char *name = NULL;

  g_return_if_fail (SB_IS_RENAME_POPOVER (self));

  if (!gtk_widget_get_sensitive (self->rename_button))
    return;

  name = get_name (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[RENAMED], 0, self->id, name);
}
