/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record.h"

G_BEGIN_DECLS

/*
 * What the model has, to be written down and read again years later: `a{sv}`, under the names of
 * the tables, in which enumerations are their values' nicks. A field that came later is not there
 * and stays unknown, one that is gone is passed over, and so is a value of another type than its
 * field's: whatever a variant says, nothing is refused and nothing is guessed.
 *
 * Of commands, see [method@Command.to_variant].
 */

/**
 * sb_record_to_variant:
 *
 * Returns: (transfer full): all that the record says, but for how much of a reply had to be
 * repaired
 */
GVariant *sb_record_to_variant (SbRecord *self);

/**
 * sb_record_from_variant: (skip)
 * @type: a type derived from SbRecord
 * @variant: one of [method@Record.to_variant], or anything
 *
 * Returns: (transfer full) (type SbRecord): the record, sealed
 */
gpointer sb_record_from_variant (GType type, GVariant *variant);

/**
 * sb_error_to_variant:
 * @error: one of the domain SB_ERROR
 *
 * Returns: (transfer full): its code, its message and all of its details
 */
GVariant *sb_error_to_variant (const GError *error);

/**
 * sb_error_from_variant:
 * @variant: one of [func@error_to_variant], or anything
 *
 * Returns: (transfer full): the error; SB_ERROR_PROTOCOL where its code is not one that we know
 */
GError *sb_error_from_variant (GVariant *variant);

/**
 * sb_variant_new_text: (skip)
 *
 * Returns: (transfer floating): a text, which is UTF-8 then
 */
GVariant *sb_variant_new_text (const char *text);

/**
 * sb_variant_add_text: (skip)
 * @dict: what is being made
 * @text: (nullable): a text; %NULL adds nothing
 */
void sb_variant_add_text (GVariantDict *dict, const char *name, const char *text);

/**
 * sb_variant_add_ids: (skip)
 * @dict: what is being made
 * @ids: (array length=n_ids): ids
 */
void sb_variant_add_ids (GVariantDict *dict, const char *name, const char *const *ids, gsize n_ids);

G_END_DECLS
