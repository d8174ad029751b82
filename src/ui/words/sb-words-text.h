/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What words are put together with. */

/* A singular and a plural that ngettext () gets later. */
#ifndef __GI_SCANNER__
#define NP_(one, many)                                                                             \
  {                                                                                                \
    one, many                                                                                      \
  }
#endif

/**
 * sb_words_pick:
 * @texts: in the order of an enumeration, each marked by N_ ()
 * @value: of the enumeration
 *
 * Returns: (transfer none): the text, to be translated; the first one where there is none
 */
#define sb_words_pick(texts, value) sb_words_pick_one (texts, G_N_ELEMENTS (texts), (value))
const char *sb_words_pick_one (const char *const *texts, gsize n_texts, guint value);

/**
 * sb_words_fill:
 * @format: one of a table's, whose arguments the compiler does not see
 *
 * Returns: (transfer full): it with its arguments
 */
char *sb_words_fill (const char *format, ...);

/**
 * sb_words_add:
 * @text: what is there
 * @separator: what stands between two
 * @more: (nullable): what comes; nothing where it is empty
 */
void sb_words_add (GString *text, const char *separator, const char *more);

/* The same with (transfer full) @more. */
void sb_words_add_own (GString *text, const char *separator, char *more);

G_END_DECLS
