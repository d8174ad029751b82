/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * An id is what a server knows a thing by: a text that says nothing to anybody else. It is compared
 * and given back, never read. %NULL is none, and so is a text with nothing in it.
 *
 * Whoever keeps one shares it: the record, the row, the selection and the draft that name the same
 * thing hold the same text, in whichever thread. One that was only lent may be any text, so ids are
 * compared by what they say.
 */

/**
 * sb_id_new:
 * @id: (nullable): an id
 *
 * Returns: (transfer full) (nullable): the same to keep, released with sb_id_free()
 */
char *sb_id_new (const char *id);

/**
 * sb_id_ref: (skip)
 * @kept: (nullable): one of [func@id_new], that somebody keeps meanwhile
 *
 * As [func@id_new], without looking for it.
 *
 * Returns: (transfer full) (nullable): the same
 */
char *sb_id_ref (const char *kept);

/**
 * sb_id_free:
 * @id: (transfer full) (nullable): one of [func@id_new]
 */
void sb_id_free (char *id);

/**
 * SbId:
 *
 * An id that is kept, for g_autoptr().
 */
typedef char SbId;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbId, sb_id_free)

/**
 * sb_id_set:
 * @kept: (inout) (nullable): one of [func@id_new]
 * @id: (nullable): what takes its place
 *
 * Returns: whether it is another one than before
 */
gboolean sb_id_set (char **kept, const char *id);

/**
 * sb_id_set_kept: (skip)
 * @kept: (inout) (nullable): one of [func@id_new]
 * @id: (nullable): another, that somebody keeps meanwhile
 *
 * Returns: whether it is another one than before
 */
gboolean sb_id_set_kept (char **kept, const char *id);

/**
 * sb_id_equal:
 * @a: (nullable): an id
 * @b: (nullable): another
 *
 * Returns: whether both are the same, or both are none
 */
gboolean sb_id_equal (const char *a, const char *b);

/**
 * sb_ids_new:
 * @ids: (array length=n_ids) (nullable): ids
 * @n_ids: how many
 *
 * Returns: (transfer full) (element-type utf8): the same to keep, each one of [func@id_new]
 */
GPtrArray *sb_ids_new (const char *const *ids, gsize n_ids);

/**
 * sb_ids_add:
 * @self: (element-type utf8): one of [func@ids_new]
 * @id: (nullable): an id; %NULL keeps a place
 */
void sb_ids_add (GPtrArray *self, const char *id);

/**
 * sb_ids_peek:
 * @self: (element-type utf8): one of [func@ids_new]
 * @n_ids: (out) (optional): how many
 *
 * Returns: (array length=n_ids) (transfer none): the ids
 */
const char *const *sb_ids_peek (GPtrArray *self, gsize *n_ids);

/**
 * sb_ids_equal:
 * @a: (element-type utf8): one of [func@ids_new]
 * @b: (element-type utf8): another
 *
 * Returns: whether both have the same ids in the same order
 */
gboolean sb_ids_equal (GPtrArray *a, GPtrArray *b);

/**
 * sb_ids_new_table:
 * @free_value: (nullable): what frees a value
 *
 * Returns: (transfer full): a table by ids, which are kept as [func@id_new] gives them
 */
GHashTable *sb_ids_new_table (GDestroyNotify free_value);

/**
 * sb_ids_new_kept_table: (skip)
 *
 * Returns: (transfer full): the same, in which an id is found by where it is kept: what is looked
 *   for is one of [func@id_new], too
 */
GHashTable *sb_ids_new_kept_table (void);

/**
 * SbIdSet:
 * @ids: (element-type utf8 utf8): what is in it, or the exceptions
 * @all: whether it has all but the exceptions
 *
 * Some ids, or all but some. Each is one of [func@id_new]: of these, the same are one text.
 */
typedef struct {
  GHashTable *ids;
  gboolean all;
} SbIdSet;

/**
 * sb_id_set_init:
 *
 * Empties it, without looking at what is in it.
 */
void sb_id_set_init (SbIdSet *self);

/**
 * sb_id_set_destroy:
 *
 * Frees what is in it.
 */
void sb_id_set_destroy (SbIdSet *self);

/**
 * sb_id_set_contains:
 *
 * Returns: whether the id is in it
 */
gboolean sb_id_set_contains (SbIdSet *self, const char *id);

/**
 * sb_id_set_is_only: (skip)
 *
 * Returns: whether it has this one and no other
 */
gboolean sb_id_set_is_only (SbIdSet *self, const char *id);

/**
 * sb_id_set_get_n_listed: (skip)
 *
 * Returns: how many are in it, or how many exceptions there are
 */
guint sb_id_set_get_n_listed (SbIdSet *self);

/**
 * sb_id_set_list: (skip)
 *
 * Returns: (transfer full) (element-type utf8): the ids, or the exceptions, the shorter ones first,
 *   and in alphabetical order: of numbers that is their own
 */
GPtrArray *sb_id_set_list (SbIdSet *self);

/**
 * sb_id_set_put: (skip)
 * @id: (nullable): an id; %NULL changes nothing
 *
 * Returns: whether anything changed
 */
gboolean sb_id_set_put (SbIdSet *self, const char *id, gboolean contained);

/**
 * sb_id_set_empty: (skip)
 *
 * Returns: whether anything changed
 */
gboolean sb_id_set_empty (SbIdSet *self);

/**
 * sb_id_set_fill: (skip)
 *
 * Returns: whether anything changed
 */
gboolean sb_id_set_fill (SbIdSet *self);

G_END_DECLS
