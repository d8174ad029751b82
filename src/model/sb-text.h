/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people type and paste, before anybody asks what it means. Each returns (transfer full)
 * valid UTF-8, also of a text that is not. */

/**
 * sb_text_is_blank:
 *
 * Returns: whether nobody sees it: white space, a control or a format character (Cf), such as what
 *   copying from a web page or a spreadsheet leaves around a text
 */
gboolean sb_text_is_blank (gunichar c);

/**
 * sb_trim:
 * @text: (nullable): a text
 *
 * Returns: (transfer full): the text without blank characters around it
 */
char *sb_trim (const char *text);

/**
 * sb_text_to_one_line:
 * @text: what is put into a field of one line
 * @length: its length in bytes, or -1
 *
 * Returns: (transfer full): the text with a space for each line break and each tab
 */
char *sb_text_to_one_line (const char *text, gssize length);

/**
 * sb_text_fold_digits:
 *
 * Returns: (transfer full): the text with the digits of every script as those of ASCII
 */
char *sb_text_fold_digits (const char *text);

/**
 * sb_text_to_plain:
 * @text: (nullable): an address as a web page, a letter or a chat shows it
 *
 * Returns: (transfer full): the text with typographic hyphens, slashes and dots as those of ASCII,
 *   and without the quotation marks, brackets and commas around it
 */
char *sb_text_to_plain (const char *text);

/**
 * sb_text_unescape:
 *
 * Returns: (transfer full): the text with its percent-encoded bytes decoded, as far as they are
 *   well formed
 */
char *sb_text_unescape (const char *text);

/**
 * sb_text_skip_number_name:
 * @text: a number as exports and labels write it, such as "EID: 8904…"
 * @name: (nullable): which one; %NULL for any
 *
 * A name that only begins so, such as "EID-7", is none.
 *
 * Returns: (nullable) (transfer none): the number, empty where nothing follows its name; %NULL
 * where its name does not stand before it
 */
const char *sb_text_skip_number_name (const char *text, const char *name);

/**
 * sb_text_to_search:
 * @text: (nullable): what a person types to find a device
 *
 * Servers compare numbers as they have them: an EID or IMEI as exports and labels write it is found
 * by its digits alone.
 *
 * Returns: (transfer full): what to search for; empty where there is nothing
 */
char *sb_text_to_search (const char *text);

G_END_DECLS
