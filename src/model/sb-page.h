/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-query.h"

G_BEGIN_DECLS

/**
 * SbPage:
 *
 * One page of a collection: immutable records, how many there are in all, and the facets.
 */
#define SB_TYPE_PAGE (sb_page_get_type ())
G_DECLARE_FINAL_TYPE (SbPage, sb_page, SB, PAGE, GObject)

SbPage *sb_page_new (GPtrArray *records, gint64 offset, gint64 total, gint64 unfiltered_total);
void sb_page_set_n_received (SbPage *self, guint n_received);
void sb_page_add_facet (SbPage *self, const char *facet, const char *value, gint64 count);

GPtrArray *sb_page_get_records (SbPage *self);
gint64 sb_page_get_offset (SbPage *self);
guint sb_page_get_n_received (SbPage *self);
gint64 sb_page_get_total (SbPage *self);
gint64 sb_page_get_unfiltered_total (SbPage *self);
gboolean sb_page_has_facet (SbPage *self, const char *facet);
gint64 sb_page_get_facet_count (SbPage *self, const char *facet, const char *value);
GPtrArray *sb_page_get_facet_values (SbPage *self, const char *facet);

G_END_DECLS
