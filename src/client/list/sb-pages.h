/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SB_PAGE_STATE_WANTED,
  SB_PAGE_STATE_READING,
  SB_PAGE_STATE_LOADED,
  SB_PAGE_STATE_FAILED,
} SbPageState;

/**
 * SbPageSlot:
 * @number: which page
 * @counts: the list's `loading` is about it
 * @retried: a hole in it was already a reason to read it again
 * @asked: the tick at which one of its rows was asked for last
 * @cancellable: (nullable): while it is read; cancelled when it is forgotten
 *
 * A page that a list has, reads or wants.
 */
typedef struct {
  guint number;
  SbPageState state;
  gboolean counts;
  gboolean retried;
  guint64 asked;
  GCancellable *cancellable;
} SbPageSlot;

/**
 * SbPages:
 *
 * Which pages a list has. Keeps the window bounded.
 */
typedef struct _SbPages SbPages;

SbPages *sb_pages_new (void);
void sb_pages_free (SbPages *self);

SbPageSlot *sb_pages_get (SbPages *self, guint number);
SbPageSlot *sb_pages_want (SbPages *self, guint number, gboolean counts);
void sb_pages_touch (SbPages *self, SbPageSlot *slot);
void sb_pages_forget (SbPages *self, guint number);
/* The collection became smaller: pages from @number on are gone, but for the first one. */
void sb_pages_forget_from (SbPages *self, guint number);
void sb_pages_forget_all (SbPages *self);
GPtrArray *sb_pages_sort (SbPages *self);
GArray *sb_pages_trim (SbPages *self);
gboolean sb_pages_is_loading (SbPages *self);
guint sb_pages_count (SbPages *self, SbPageState state);

G_END_DECLS
