/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-page-timer.h"
#include "sb-session.h"
#include "sb-stale-notice.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbDetailsPage:
 *
 * What every page about one thing is made of: a header with the way back, a title and a menu of
 * commands; readings of the thing, again and again while it is shown, and more often while
 * something is under way; and what the window asks of a page ([iface@View]). The first fields are
 * for the pages, to be read.
 *
 * What else a page has in its template comes below the header. As with [class@ListPage], the base
 * unparents what is in both templates.
 */
#define SB_TYPE_DETAILS_PAGE (sb_details_page_get_type ())
#define SB_DETAILS_PAGE(object)                                                                    \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), SB_TYPE_DETAILS_PAGE, SbDetailsPage))
#define SB_IS_DETAILS_PAGE(object) (G_TYPE_CHECK_INSTANCE_TYPE ((object), SB_TYPE_DETAILS_PAGE))
#define SB_DETAILS_PAGE_CLASS(klass)                                                               \
  (G_TYPE_CHECK_CLASS_CAST ((klass), SB_TYPE_DETAILS_PAGE, SbDetailsPageClass))
#define SB_DETAILS_PAGE_GET_CLASS(object)                                                          \
  (G_TYPE_INSTANCE_GET_CLASS ((object), SB_TYPE_DETAILS_PAGE, SbDetailsPageClass))

typedef struct {
  GtkWidget parent_instance;

  SbSession *session;        /* (owned) (nullable): until disposed */
  GCancellable *cancellable; /* (owned) (nullable): likewise */
  char *id;                  /* (owned) */
  SbStaleNotice *notice;     /* to be set by the page */
  AdwHeaderBar *header;
  AdwWindowTitle *title;

  /*< private >*/
  guint n_reading;
  SbPageTimer *timer; /* (owned) (nullable) */
  gboolean again;     /* something changed while it was being read */
  GtkWidget *back_button;
  GtkMenuButton *menu_button;
} SbDetailsPage;

/**
 * SbDetailsPageClass:
 * @busy_interval: milliseconds between two readings while something is under way
 * @quiet_interval: the same while nothing is
 * @read: begins to read, each record by [func@details_page_get]
 * @is_under_way: whether something is
 * @change_ended: a change is over
 */
typedef struct {
  GtkWidgetClass parent_class;

  guint busy_interval;
  guint quiet_interval;
  void (*read) (SbDetailsPage *self);
  gboolean (*is_under_way) (SbDetailsPage *self);
  void (*change_ended) (SbDetailsPage *self, SbChange *change);
} SbDetailsPageClass;

GType sb_details_page_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbDetailsPage, g_object_unref)

/* @record: (nullable): what was read; @error: (nullable): why it was not */
typedef void (*SbDetailsFunc) (SbDetailsPage *self, SbRecord *record, const GError *error);

/* Says what a new page is about. @label: what its menu is called */
void sb_details_page_set_up (SbDetailsPage *self,
                             SbSession *session,
                             const char *id,
                             GMenuModel *menu,
                             const char *label);
/* Something is under way by now, or nothing any more: it is read again when that asks for it. */
void sb_details_page_restart_timer (SbDetailsPage *self);
/* Reads all again: lists at once, and single records after those that are being read. */
void sb_details_page_read (SbDetailsPage *self);

/**
 * sb_details_page_get:
 * @part: of the notice
 * @callback: (scope async): not called for a page that has gone, nor for a reading that was
 * cancelled
 *
 * Reads one record of the thing.
 */
void sb_details_page_get (SbDetailsPage *self,
                          guint part,
                          SbCollection collection,
                          const char *space,
                          SbDetailsFunc callback);

G_END_DECLS
