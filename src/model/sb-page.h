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

/**
 * sb_page_new:
 * @records: (transfer none) (element-type SbRecord): sealed records
 * @offset: the position of the first one in the collection
 * @total: how many rows the query has, or -1 where the server does not say
 *
 * Returns: (transfer full): the page
 */
SbPage *sb_page_new (GPtrArray *records, gint64 offset, gint64 total);

/**
 * sb_page_set_n_received:
 * @n_received: how many rows the server sent, with those that were dropped as unusable or double;
 *   at first as many as there are records
 */
void sb_page_set_n_received (SbPage *self, guint n_received);

/**
 * sb_page_set_next:
 * @next: (nullable): see [method@Page.get_next]
 */
void sb_page_set_next (SbPage *self, const char *next);

/**
 * sb_page_set_n_unusable:
 * @n_unusable: how many of the rows that the server sent have no usable id
 */
void sb_page_set_n_unusable (SbPage *self, guint n_unusable);

/**
 * sb_page_set_n_repaired:
 * @n_repaired: how many values of the reply had to be repaired
 */
void sb_page_set_n_repaired (SbPage *self, guint n_repaired);

/**
 * sb_page_set_size:
 * @size: how many bytes the server sent for it
 *
 * For whoever reads a page.
 */
void sb_page_set_size (SbPage *self, gsize size);

/**
 * sb_page_add_facet:
 * @field: a field, or %SB_DEVICE_HAS_ESIM
 * @value: (nullable): a value of it, see [method@Query.set_filter]; %NULL for a facet without one
 * @count: how many rows have it; -1 where the server does not say
 */
void sb_page_add_facet (SbPage *self, guint field, const char *value, gint64 count);

/**
 * sb_page_set_sort_refused:
 * @refused: whether the server refused to sort by what the query says: the rows are in the order of
 *   their ids instead
 */
void sb_page_set_sort_refused (SbPage *self, gboolean refused);

/**
 * sb_page_get_sort_refused:
 *
 * Returns: whether the rows are in the order of their ids, and not in the one that was asked for
 */
gboolean sb_page_get_sort_refused (SbPage *self);

/**
 * sb_page_get_records:
 *
 * Returns: (transfer none) (element-type SbRecord): the rows
 */
GPtrArray *sb_page_get_records (SbPage *self);

/**
 * sb_page_get_offset:
 *
 * Returns: the position of the first row in the collection; 0 where pages are not asked for by it
 */
gint64 sb_page_get_offset (SbPage *self);

/**
 * sb_page_get_n_received:
 *
 * Returns: how many rows the server sent; the next page starts after them. 0 ends a long read,
 *   whatever the total says
 */
guint sb_page_get_n_received (SbPage *self);

/**
 * sb_page_get_next:
 *
 * Returns: (nullable) (transfer none): where the next page begins, as the server alone understands
 *   it, also where this one has no row; %NULL at the end, and where pages are asked for by position
 */
const char *sb_page_get_next (SbPage *self);

/**
 * sb_page_get_n_unusable:
 *
 * Returns: how many of the rows that the server sent have no usable id: they are not among the
 *   records, since nothing could be done with them
 */
guint sb_page_get_n_unusable (SbPage *self);

/**
 * sb_page_get_n_repaired:
 *
 * Returns: how many values of the reply were not text or not numbers as the API has them, and had
 *   to be repaired
 */
guint sb_page_get_n_repaired (SbPage *self);

/**
 * sb_page_get_size:
 *
 * Returns: how many bytes the server sent for it
 */
gsize sb_page_get_size (SbPage *self);

/**
 * sb_page_get_total:
 *
 * Returns: how many rows the query has, never less than what came; -1 where the server does not
 * say, and a long read ends at the page with nothing on it
 */
gint64 sb_page_get_total (SbPage *self);

/**
 * sb_page_has_facet:
 *
 * Returns: whether the server sent the facet at all; where it did not, the filter is not offered
 */
gboolean sb_page_has_facet (SbPage *self, guint field);

/**
 * sb_page_get_facet_count:
 *
 * Returns: how many rows have @value; 0 where it is not listed, or not counted
 */
gint64 sb_page_get_facet_count (SbPage *self, guint field, const char *value);

/**
 * sb_page_is_facet_counted:
 *
 * Returns: whether the server says how many rows have @value; it may list one without
 */
gboolean sb_page_is_facet_counted (SbPage *self, guint field, const char *value);

/**
 * sb_page_has_facet_value:
 *
 * Returns: whether the facet lists @value, with a count or without
 */
gboolean sb_page_has_facet_value (SbPage *self, guint field, const char *value);

/**
 * sb_page_get_facet_values:
 *
 * Returns: (transfer full) (element-type utf8): the values of the facet in alphabetical order
 */
GPtrArray *sb_page_get_facet_values (SbPage *self, guint field);

G_END_DECLS
