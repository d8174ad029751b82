/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-search-name"

#include "config.h"

#include "sb-search-name.h"

#include "sb-message.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-validate.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbSearchName {
  GtkWidget parent_instance;

  SbSavedSearches *searches; /* (owned) */
  SbSavedSearch *search;     /* (owned) */
  GtkWidget *widget;         /* (weak) (nullable): where it was asked for */

  GtkWidget *content;
  GtkEditable *entry;
  GtkWidget *problem;
};

G_DEFINE_FINAL_TYPE (SbSearchName, sb_search_name, GTK_TYPE_WIDGET)

/* (transfer full) */
static char *
get_name (SbSearchName *self)
{
  return sb_trim (gtk_editable_get_text (self->entry));
}

/* (transfer full) (nullable): why the name cannot be taken */
static char *
find_problem (SbSearchName *self, const char *name)
{
  g_autoptr (SbProblem) problem = sb_check_name (name);
  SbSavedSearch *other;

  if (problem != NULL)
    return sb_words_problem (problem, SB_DRAFT_FIELD_NAME);

  other = sb_saved_searches_find (self->searches, sb_saved_search_get_page (self->search), name);
  if (other != NULL && sb_saved_search_get_id (other) != sb_saved_search_get_id (self->search))
    return g_strdup (_ ("Another search has this name"));

  return NULL;
}

static void
changed_cb (SbSearchName *self)
{
  g_autofree char *name = get_name (self);
  g_autofree char *problem = find_problem (self, name);

  g_assert (SB_IS_SEARCH_NAME (self));

  /* An entry in which nothing was typed yet is not wrong. */
  sb_set_spoken_text (self->problem, problem != NULL && *name != '\0' ? problem : "");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               problem == NULL ? GTK_ACCESSIBLE_INVALID_FALSE
                                               : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  sb_message_set_can_accept (GTK_WIDGET (self), problem == NULL);
}

static void
map_cb (SbSearchName *self)
{
  g_assert (SB_IS_SEARCH_NAME (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  changed_cb (self);
}

static void
sb_search_name_dispose (GObject *object)
{
  SbSearchName *self = SB_SEARCH_NAME (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_SEARCH_NAME);
  g_clear_object (&self->searches);
  g_clear_object (&self->search);
  g_clear_weak_pointer (&self->widget);

  G_OBJECT_CLASS (sb_search_name_parent_class)->dispose (object);
}

static void
sb_search_name_class_init (SbSearchNameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_search_name_dispose;

  sb_set_template (widget_class, "searches/sb-search-name.ui");
  gtk_widget_class_bind_template_child (widget_class, SbSearchName, content);
  gtk_widget_class_bind_template_child (widget_class, SbSearchName, entry);
  gtk_widget_class_bind_template_child (widget_class, SbSearchName, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, sb_message_accept);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_search_name_init (SbSearchName *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_keep_one_line (self->entry);
  sb_set_entry_label (self->entry, _ ("Name"));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbSearchName) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean kept = sb_saved_searches_keep_finish (SB_SAVED_SEARCHES (source), result, &error);

  if (self->widget == NULL)
    return;

  if (!kept)
    sb_present_error (self->widget, _ ("The search was not saved"), error);
  else if (sb_saved_search_get_id (self->search) == 0)
    sb_present_text_with_action (self->widget,
                                 _ ("The search was saved"),
                                 _ ("_Saved Searches"),
                                 "win.saved-searches",
                                 NULL);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbSearchName) self = user_data;
  g_autofree char *name = get_name (self);
  g_autoptr (SbSavedSearch) named = NULL;

  if (!sb_message_ask_finish (result))
    return;

  named = sb_saved_search_rename (self->search, name);
  sb_saved_searches_keep_async (self->searches, named, kept_cb, g_object_ref (self));
}

void
sb_search_name_ask (GtkWidget *widget,
                    SbSavedSearches *searches,
                    SbSavedSearch *search,
                    const char *words)
{
  SbSearchName *self;
  gboolean is_new;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SAVED_SEARCHES (searches));
  g_return_if_fail (SB_IS_SAVED_SEARCH (search));

  self = g_object_ref_sink (g_object_new (SB_TYPE_SEARCH_NAME, NULL));
  self->searches = g_object_ref (searches);
  self->search = g_object_ref (search);
  g_set_weak_pointer (&self->widget, widget);
  gtk_editable_set_text (self->entry, sb_saved_search_get_name (search));
  is_new = sb_saved_search_get_id (search) == 0;
  sb_message_ask_async (widget,
                        is_new ? _ ("Save Search?") : _ ("Rename Search?"),
                        words,
                        GTK_WIDGET (self),
                        is_new ? _ ("_Save") : _ ("_Rename"),
                        SB_MESSAGE_SUGGESTED,
                        NULL,
                        answered_cb,
                        self);
}
