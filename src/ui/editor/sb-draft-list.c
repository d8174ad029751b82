/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft-list"

#include "config.h"

#include "sb-draft-list.h"

#include "sb-actions.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbDraftList {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *list;

  SbDrafts *drafts; /* (owned) (nullable) */
  SbClock *clock;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SbDraftList, sb_draft_list, GTK_TYPE_WIDGET)

enum { OPENED, DISCARDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_being_saved (SbDraftList *self, SbDraft *draft)
{
  SbChange *change = sb_drafts_get_change (self->drafts, draft);

  return change != NULL && !sb_change_is_over (change);
}

/* (nullable) (transfer full): what became of the last attempt to save it */
static char *
describe_change (SbDraftList *self, SbDraft *draft)
{
  SbChange *change = sb_drafts_get_change (self->drafts, draft);

  if (change == NULL)
    return NULL;
  if (!sb_change_is_over (change))
    return g_strdup (_ ("Being saved…"));
  if (sb_change_get_state (change) == SB_CHANGE_UNKNOWN)
    return g_strdup (_ ("It is not known whether this was saved: look for it in the list first"));
  if (sb_change_get_state (change) == SB_CHANGE_REFUSED)
    /* Translators: %s is why, such as “You may not do this” */
    return g_strdup_printf (_ ("Not saved: %s"),
                            sb_words_error_title (sb_change_get_error (change)));

  return NULL;
}

/* (transfer full): what it was begun for */
static char *
describe_purpose (SbDraftList *self, SbDraft *draft)
{
  SbConfiguration *original = sb_draft_get_original (draft);
  const char *name = original != NULL
                       ? sb_configuration_get_line (original, SB_CONFIGURATION_FIELD_NAME)
                       : NULL;

  g_autofree char *inside = sb_words_name_in (name);

  if (name != NULL)
    /* Translators: %s is the name of a configuration */
    return g_strdup_printf (_ ("Edit of “%s”"), inside);
  if (original != NULL)
    return g_strdup (_ ("Edit"));
  if (sb_draft_get_purpose (draft) == SB_DRAFT_PURPOSE_DUPLICATE)
    return g_strdup (_ ("Duplicate"));

  return g_strdup (_ ("New configuration"));
}

/* (transfer full): what it is, of which OS, and since when */
static char *
describe (SbDraftList *self, SbDraft *draft)
{
  SbPlatform platform = sb_draft_get_platform (draft);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *purpose = describe_purpose (self, draft);
  g_autofree char *change = describe_change (self, draft);
  g_autofree char *time = sb_words_time (sb_drafts_get_kept_at (self->drafts, draft),
                                         sb_clock_get_now (self->clock));

  g_string_append (text, purpose);
  if (platform != SB_PLATFORM_UNKNOWN)
    g_string_append_printf (text, " · %s", sb_words_platform (platform));
  g_string_append_printf (text, " · %s", time);
  if (change != NULL)
    g_string_append_printf (text, "\n%s", change);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full) */
static char *
get_name (SbDraft *draft)
{
  return sb_words_name (sb_draft_get_text (draft, SB_DRAFT_FIELD_NAME));
}

/* The row goes, and the focus to the one beside it. */
static void
discard (SbDraftList *self, int index)
{
  g_autoptr (SbDraft) draft = NULL;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index + 1);

  draft = g_list_model_get_item (G_LIST_MODEL (self->drafts), (guint) MAX (index, 0));
  if (draft == NULL || is_being_saved (self, draft))
    return;

  if (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));

  sb_drafts_discard (self->drafts, draft);
  g_signal_emit (self, signals[DISCARDED], 0, draft);
}

static void
discard_clicked_cb (GtkWidget *button, SbDraftList *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  g_assert (SB_IS_DRAFT_LIST (self));

  if (row != NULL)
    discard (self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

/* Delete, on the row that has the focus. */
static void
discard_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbDraftList *self = SB_DRAFT_LIST (widget);
  GtkWidget *row = gtk_widget_get_focus_child (self->list);

  if (row != NULL)
    discard (self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static void
row_activated_cb (SbDraftList *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);
  g_autoptr (SbDraft) draft = NULL;

  g_assert (SB_IS_DRAFT_LIST (self));

  draft = g_list_model_get_item (G_LIST_MODEL (self->drafts), index);
  if (draft != NULL && !is_being_saved (self, draft))
    g_signal_emit (self, signals[OPENED], 0, draft);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  SbDraftList *self = user_data;
  SbDraft *draft = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = get_name (draft);
  g_autofree char *text = describe (self, draft);
  g_autofree char *tooltip = sb_actions_describe ("draft.discard");
  g_autofree char *label = NULL;
  g_autofree char *spoken = NULL;
  gboolean being_saved = is_being_saved (self, draft);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !being_saved);
  /* Translators: the name of a draft, and what it is; for screen readers */
  spoken = g_strdup_printf (_ ("Draft “%s”, %s"), name, text);
  sb_set_label (row, spoken);

  /* Translators: %s is the name of a draft */
  label = g_strdup_printf (_ ("Discard Draft “%s”"), name);
  sb_set_label (button, label);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, !being_saved);
  g_signal_connect_object (button, "clicked", G_CALLBACK (discard_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
update_visible (SbDraftList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          g_list_model_get_n_items (G_LIST_MODEL (self->drafts)) > 0);
}

static void
sb_draft_list_dispose (GObject *object)
{
  SbDraftList *self = SB_DRAFT_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_DRAFT_LIST);
  g_clear_object (&self->drafts);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sb_draft_list_parent_class)->dispose (object);
}

static void
sb_draft_list_class_init (SbDraftListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_draft_list_dispose;

  signals[OPENED] = sb_signal_new (klass, "opened", 1, SB_TYPE_DRAFT);
  signals[DISCARDED] = sb_signal_new (klass, "discarded", 1, SB_TYPE_DRAFT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  sb_set_template (widget_class, "editor/sb-draft-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDraftList, box);
  gtk_widget_class_bind_template_child (widget_class, SbDraftList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "draft.discard", NULL, discard_action_cb);
}

static void
sb_draft_list_init (SbDraftList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_actions_add_list_keys (self->list, "draft");
}

void
sb_draft_list_set_drafts (SbDraftList *self, SbDrafts *drafts, SbClock *clock)
{
  g_return_if_fail (SB_IS_DRAFT_LIST (self));
  g_return_if_fail (SB_IS_DRAFTS (drafts));
  g_return_if_fail (SB_IS_CLOCK (clock));

  g_set_object (&self->drafts, drafts);
  g_set_object (&self->clock, clock);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list),
                           G_LIST_MODEL (drafts),
                           create_row_cb,
                           self,
                           NULL);
  sb_connect (drafts, "items-changed", update_visible, self);
  update_visible (self);
}
