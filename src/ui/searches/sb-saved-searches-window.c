/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-saved-searches-window"

#include "config.h"

#include "sb-saved-searches-window.h"

#include "sb-actions.h"
#include "sb-presenter.h"
#include "sb-search-name.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbSavedSearchesWindow {
  AdwWindow parent_instance;

  SbSavedSearches *searches; /* (owned) (nullable): until disposed */
  GListModel *shown;         /* (owned) (nullable): those of the page */
  SbDescribeSearch describe;
  GObject *describer;     /* (weak) (nullable) */
  SbSavedSearch *deleted; /* (owned) (nullable): the last one, which can be had back */
  gint64 wanted;          /* the search whose row is to have the focus once it is there; or 0 */

  AdwWindowTitle *heading;
  GtkListBox *list;
  GtkLabel *empty_label;
};

G_DEFINE_FINAL_TYPE (SbSavedSearchesWindow, sb_saved_searches_window, ADW_TYPE_WINDOW)

enum { PICKED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* (transfer full) (nullable): what a row, or a part of it, is about */
static SbSavedSearch *
get_search (SbSavedSearchesWindow *self, GtkWidget *part)
{
  GtkWidget *row = part != NULL ? gtk_widget_get_ancestor (part, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL
           ? g_list_model_get_item (self->shown,
                                    (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)))
           : NULL;
}

/* (transfer full) */
static char *
describe (SbSavedSearchesWindow *self, SbSavedSearch *search, char **problem)
{
  return self->describer != NULL ? self->describe (search, problem, self->describer)
                                 : g_strdup ("");
}

static void
row_activated_cb (SbSavedSearchesWindow *self, GtkListBoxRow *row)
{
  g_autoptr (SbSavedSearchesWindow) held = g_object_ref (self);
  g_autoptr (SbSavedSearch) search = get_search (self, GTK_WIDGET (row));

  g_assert (SB_IS_SAVED_SEARCHES_WINDOW (self));

  if (search == NULL)
    return;

  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (held, signals[PICKED], 0, search);
}

/* @search: (nullable) */
static void
ask_name (SbSavedSearchesWindow *self, SbSavedSearch *search)
{
  g_autofree char *problem = NULL;
  g_autofree char *words = NULL;

  if (search == NULL)
    return;

  words = describe (self, search, &problem);
  self->wanted = sb_saved_search_get_id (search);
  sb_search_name_ask (GTK_WIDGET (self->list), self->searches, search, words);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbSavedSearchesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean removed = sb_saved_searches_remove_finish (SB_SAVED_SEARCHES (source), result, &error);

  if (self->searches == NULL)
    return;

  if (removed)
    sb_present_text_with_action (GTK_WIDGET (self->list),
                                 _ ("The search was deleted"),
                                 _ ("_Undo"),
                                 "undo.last",
                                 NULL);
  else
    sb_present_error (GTK_WIDGET (self->list), _ ("The search was not deleted"), error);
}

/* The row goes, and the focus to the one beside it.
 * @search: (nullable) */
static void
delete_search (SbSavedSearchesWindow *self, SbSavedSearch *search)
{
  g_autoptr (SbSavedSearch) beside = NULL;
  guint n_searches = g_list_model_get_n_items (self->shown);

  if (search == NULL)
    return;

  for (guint i = 0; i < n_searches; i++) {
    g_autoptr (SbSavedSearch) other = g_list_model_get_item (self->shown, i);

    if (other == search)
      beside = g_list_model_get_item (self->shown, i + 1 < n_searches ? i + 1 : i - 1);
  }
  self->wanted = beside != NULL ? sb_saved_search_get_id (beside) : 0;
  g_set_object (&self->deleted, search);
  sb_saved_searches_remove_async (self->searches, search, removed_cb, g_object_ref (self));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbSavedSearchesWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sb_saved_searches_keep_finish (SB_SAVED_SEARCHES (source), result, &error)
      && self->searches != NULL)
    sb_present_error (GTK_WIDGET (self->list), _ ("The search was not saved"), error);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbSavedSearchesWindow *self = SB_SAVED_SEARCHES_WINDOW (widget);
  g_autoptr (SbSavedSearch) deleted = g_steal_pointer (&self->deleted);

  if (deleted == NULL)
    return;

  self->wanted = sb_saved_search_get_id (deleted);
  sb_saved_searches_keep_async (self->searches, deleted, restored_cb, g_object_ref (self));
}

/* Of the row that has the focus. */
static void
rename_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbSavedSearchesWindow *self = SB_SAVED_SEARCHES_WINDOW (widget);
  g_autoptr (SbSavedSearch)
    search = get_search (self, gtk_widget_get_focus_child (GTK_WIDGET (self->list)));

  ask_name (self, search);
}

static void
delete_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbSavedSearchesWindow *self = SB_SAVED_SEARCHES_WINDOW (widget);
  g_autoptr (SbSavedSearch)
    search = get_search (self, gtk_widget_get_focus_child (GTK_WIDGET (self->list)));

  delete_search (self, search);
}

static void
rename_clicked_cb (GtkWidget *button, SbSavedSearchesWindow *self)
{
  g_autoptr (SbSavedSearch) search = get_search (self, button);

  g_assert (SB_IS_SAVED_SEARCHES_WINDOW (self));

  ask_name (self, search);
}

static void
delete_clicked_cb (GtkWidget *button, SbSavedSearchesWindow *self)
{
  g_autoptr (SbSavedSearch) search = get_search (self, button);

  g_assert (SB_IS_SAVED_SEARCHES_WINDOW (self));

  delete_search (self, search);
}

/* @label: (transfer full): what it is called */
static void
add_button (SbSavedSearchesWindow *self,
            GtkWidget *row,
            const char *icon,
            const char *action,
            char *label,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *owned_label = label;
  g_autofree char *tooltip = sb_actions_describe (action);

  sb_set_label (button, label);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  SbSavedSearchesWindow *self = user_data;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = sb_words_name (sb_saved_search_get_name (item));
  g_autofree char *inside = sb_words_name_in (sb_saved_search_get_name (item));
  g_autofree char *problem = NULL;
  g_autofree char *words = describe (self, item, &problem);
  g_autofree char *text = problem != NULL ? g_strdup_printf ("%s\n%s", words, problem)
                                          : g_strdup (words);
  /* Translators: the name of a saved search, and what it shows; for screen readers */
  g_autofree char *spoken = g_strdup_printf (_ ("Search “%s”, %s"), inside, text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), problem == NULL);
  sb_set_label (row, spoken);

  add_button (self,
              row,
              "document-edit-symbolic",
              "saved-search.rename",
              /* Translators: %s is the name of a saved search */
              g_strdup_printf (_ ("Rename Search “%s”"), inside),
              G_CALLBACK (rename_clicked_cb));
  add_button (self,
              row,
              "user-trash-symbolic",
              "saved-search.delete",
              /* Translators: %s is the name of a saved search */
              g_strdup_printf (_ ("Delete Search “%s”"), inside),
              G_CALLBACK (delete_clicked_cb));

  return row;
}

/* After the list has its rows. */
static void
shown_changed_cb (SbSavedSearchesWindow *self)
{
  g_assert (SB_IS_SAVED_SEARCHES_WINDOW (self));

  for (guint i = 0; self->wanted != 0 && i < g_list_model_get_n_items (self->shown); i++) {
    g_autoptr (SbSavedSearch) search = g_list_model_get_item (self->shown, i);
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

    if (sb_saved_search_get_id (search) == self->wanted && row != NULL)
      gtk_widget_grab_focus (GTK_WIDGET (row));
  }
}

static gboolean
is_of_page_cb (gpointer item, gpointer user_data)
{
  return g_str_equal (sb_saved_search_get_page (item), user_data);
}

static void
sb_saved_searches_window_dispose (GObject *object)
{
  SbSavedSearchesWindow *self = SB_SAVED_SEARCHES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_SAVED_SEARCHES_WINDOW);
  g_clear_object (&self->shown);
  g_clear_object (&self->searches);
  g_clear_object (&self->deleted);
  g_clear_weak_pointer (&self->describer);

  G_OBJECT_CLASS (sb_saved_searches_window_parent_class)->dispose (object);
}

static void
sb_saved_searches_window_class_init (SbSavedSearchesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SB_TYPE_PRESENTER);

  G_OBJECT_CLASS (klass)->dispose = sb_saved_searches_window_dispose;

  signals[PICKED] = sb_signal_new (klass, "picked", 1, SB_TYPE_SAVED_SEARCH);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  sb_set_template (widget_class, "searches/sb-saved-searches-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SbSavedSearchesWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, SbSavedSearchesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SbSavedSearchesWindow, empty_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "saved-search.rename", NULL, rename_action_cb);
  gtk_widget_class_install_action (widget_class, "saved-search.delete", NULL, delete_action_cb);
  gtk_widget_class_install_action (widget_class, "undo.last", NULL, undo_cb);
}

static void
sb_saved_searches_window_init (SbSavedSearchesWindow *self)
{
  g_autofree char *save = sb_actions_describe ("win.save-search");
  g_autofree char *empty = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  sb_actions_add_list_keys (GTK_WIDGET (self->list), "saved-search");
  /* Translators: %s is a command with its key, such as "Save Search… (Ctrl+S)" */
  empty = g_strdup_printf (_ ("None was saved yet. Search or filter, then choose %s."), save);
  gtk_label_set_label (self->empty_label, empty);
}

SbSavedSearchesWindow *
sb_saved_searches_window_new (GtkWindow *parent,
                              SbSavedSearches *searches,
                              const char *page,
                              const char *title,
                              SbDescribeSearch describe_search,
                              gpointer user_data)
{
  SbSavedSearchesWindow *self;
  GtkListBoxRow *first;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (SB_IS_SAVED_SEARCHES (searches), NULL);
  g_return_val_if_fail (page != NULL && title != NULL, NULL);

  self = g_object_new (SB_TYPE_SAVED_SEARCHES_WINDOW, "transient-for", parent, NULL);
  self->searches = g_object_ref (searches);
  self->describe = describe_search;
  g_set_weak_pointer (&self->describer, G_OBJECT (user_data));
  adw_window_title_set_subtitle (self->heading, title);
  self->shown = G_LIST_MODEL (gtk_filter_list_model_new (
    g_object_ref (G_LIST_MODEL (searches)),
    GTK_FILTER (gtk_custom_filter_new (is_of_page_cb, g_strdup (page), g_free))));
  sb_saved_searches_window_update (self);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));

  return self;
}

void
sb_saved_searches_window_update (SbSavedSearchesWindow *self)
{
  g_autoptr (SbSavedSearch) focused = NULL;

  g_return_if_fail (SB_IS_SAVED_SEARCHES_WINDOW (self));

  focused = get_search (self, gtk_widget_get_focus_child (GTK_WIDGET (self->list)));
  if (focused != NULL)
    self->wanted = sb_saved_search_get_id (focused);
  /* The list hears of what changes first. */
  g_signal_handlers_disconnect_by_func (self->shown, shown_changed_cb, self);
  gtk_list_box_bind_model (self->list, self->shown, create_row_cb, self, NULL);
  sb_connect (self->shown, "items-changed", shown_changed_cb, self);
  shown_changed_cb (self);
}
