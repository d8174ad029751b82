/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Some ids, or all but some. */
typedef struct {
  GHashTable *ids; /* (owned) (element-type gint64): what is in it, or the exceptions */
  gboolean all;
} SbIdSet;

void sb_id_set_init (SbIdSet *self);
void sb_id_set_destroy (SbIdSet *self);

gboolean sb_id_set_contains (SbIdSet *self, gint64 id);
/* Whether it has this one and no other. */
gboolean sb_id_set_is_only (SbIdSet *self, gint64 id);
guint sb_id_set_get_n_listed (SbIdSet *self);
/* (transfer full) (element-type gint64): the ids, or the exceptions, in ascending order */
GArray *sb_id_set_list (SbIdSet *self);

/* These return whether anything changed. */
gboolean sb_id_set_put (SbIdSet *self, gint64 id, gboolean contained);
gboolean sb_id_set_empty (SbIdSet *self);
gboolean sb_id_set_fill (SbIdSet *self);

G_END_DECLS
