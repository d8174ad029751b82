/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-columns.h"
#include "sb-list-stack.h"
#include "sb-page-timer.h"
#include "sb-selection.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * SbListPageInfo:
 * @get_columns: (transfer none): a static table
 * @get_subtitle: the second line of a narrow list
 * @actions: (nullable): the name by which the actions of the view menu are known in the window;
 *   without one, there is no such menu
 * @keys: (nullable): whose keys of [func@actions_add_list_keys] the list has
 * @open: the action by which a row is opened, with its id as the target
 * @interval: milliseconds after which the list is read again while it is shown, or 0
 * @single: whether one row is selected at most
 * @searches: (nullable): by which name the page's searches are saved; without one, none are
 *
 * What a page is, beside what it does.
 */
typedef struct {
  const SbColumn *(*get_columns) (guint *n_columns);
  char *(*get_subtitle) (gpointer snapshot);
  const char *actions;
  const char *keys;
  const char *open;
  guint interval;
  gboolean single;
  const char *searches;
} SbListPageInfo;

/**
 * SbListPage:
 *
 * What every page that is a list is made of: a search and a line that says what is filtered, the
 * list with its columns or why there is none, the menu of its rows, its keys, and what the window
 * asks of a page ([iface@View]). The first fields are for the pages, to be read.
 *
 * What else a page has in its template comes after what is here. Neither template is disposed of by
 * gtk_widget_dispose_template(), which on GTK 4.8 knows that of the last class alone: the base
 * unparents what is in both.
 */
#define SB_TYPE_LIST_PAGE       (sb_list_page_get_type ())
#define SB_LIST_PAGE(object)    (G_TYPE_CHECK_INSTANCE_CAST ((object), SB_TYPE_LIST_PAGE, SbListPage))
#define SB_IS_LIST_PAGE(object) (G_TYPE_CHECK_INSTANCE_TYPE ((object), SB_TYPE_LIST_PAGE))
#define SB_LIST_PAGE_CLASS(klass)                                                                  \
  (G_TYPE_CHECK_CLASS_CAST ((klass), SB_TYPE_LIST_PAGE, SbListPageClass))
#define SB_LIST_PAGE_GET_CLASS(object)                                                             \
  (G_TYPE_INSTANCE_GET_CLASS ((object), SB_TYPE_LIST_PAGE, SbListPageClass))

typedef struct {
  GtkWidget parent_instance;

  SbSession *session;          /* (owned) (nullable): until disposed */
  SbRemoteList *list;          /* (owned) (nullable): likewise */
  GListModel *visible;         /* (owned): the list, or what a filter leaves of it */
  SbSelection *selection;      /* (owned): of what is visible */
  GSimpleActionGroup *actions; /* (owned): of the view menu */
  GMenuModel *menu;            /* (owned) (nullable): the view menu */
  GtkColumnView *view;
  SbColumnLayout *layout; /* (owned) (nullable): of the view; until disposed */
  GtkSearchBar *search_bar;
  GtkEditable *search_entry; /* (nullable): until disposed */
  SbListStack *stack;
  GtkWidget *row_menu; /* (nullable): until disposed */

  /*< private >*/
  SbPageTimer *timer;      /* (owned) (nullable) */
  GCancellable *exporting; /* (owned) (nullable): of the reading */
  char *label;             /* (owned) (nullable): what the list is called */
  GtkWidget *scroller;
  GtkRevealer *filter_revealer;
  GtkLabel *filter_label;
} SbListPage;

/**
 * SbListPageClass:
 * @info: what it is
 * @filter: the text of the search is another one
 * @clear: forgets every filter; the text of the search is empty already
 * @get_mark: (nullable): what else is to be said of a row, short; (nullable) (transfer full)
 * @save_filters: (nullable): puts the filters that are on into a search; only where the page's
 *   searches are saved, as are the next two
 * @restore_filters: (nullable): filters by what a search filters by
 * @describe_filters: (nullable): the filters of a search in words; (nullable) (transfer full).
 *   @problem: (nullable) (transfer full): why it cannot be shown
 */
typedef struct {
  GtkWidgetClass parent_class;

  const SbListPageInfo *info;
  void (*filter) (SbListPage *self);
  void (*clear) (SbListPage *self);
  char *(*get_mark) (SbListPage *self, gpointer snapshot);
  void (*save_filters) (SbListPage *self, SbSavedSearch *search);
  void (*restore_filters) (SbListPage *self, SbSavedSearch *search);
  char *(*describe_filters) (SbListPage *self, SbSavedSearch *search, char **problem);
} SbListPageClass;

GType sb_list_page_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbListPage, g_object_unref)

/* Gives a new page its list. @visible: @list, or what is left of it where this computer filters;
 * @label: what it is called */
void sb_list_page_set_list (SbListPage *self,
                            SbSession *session,
                            SbRemoteList *list,
                            GListModel *visible,
                            const char *label);
/* Gives it a search. @hint: what the search looks at */
void sb_list_page_set_search (SbListPage *self, const char *label, const char *hint);
/* @filters: (nullable): what the view menu begins with; @rows: the menu of the selected rows */
void sb_list_page_set_menus (SbListPage *self, GMenuModel *filters, GMenuModel *rows);
/* @words: (nullable): which filters hide rows; @filtered: whether they or the search may */
void sb_list_page_set_filtered (SbListPage *self, gboolean filtered, const char *words);
/* Empties the search and forgets the filters. */
void sb_list_page_clear (SbListPage *self);

G_END_DECLS
