/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SB_LINE_MAX_CHARS:
 *
 * The most characters of a line. Longer texts are laid out for seconds.
 */
#define SB_LINE_MAX_CHARS 200

/**
 * SB_LINE_MAX_VALUE_CHARS:
 *
 * The most characters of a line that is looked at as itself, such as a URL, beside a way to copy
 * the whole.
 */
#define SB_LINE_MAX_VALUE_CHARS 300

/**
 * sb_line_is:
 * @text: (nullable): any UTF-8
 *
 * Returns: whether the text is one readable line as it is; see [func@line_new]
 */
gboolean sb_line_is (const char *text);

/**
 * sb_line_new:
 * @text: (nullable): any UTF-8
 * @max_chars: the most characters, usually [const@LINE_MAX_CHARS]
 *
 * What somebody else wrote, as one line that can be shown anywhere: line breaks, tabs and other
 * white space become one space, at both ends none; control and format characters, which turn the
 * direction of the text around it (U+202E) or cannot be seen, are left out; what is longer is cut
 * and ends in "…". Joiners stay, since letters and emoji need them.
 *
 * Returns: (nullable) (transfer full): the line; %NULL where there is nothing to see
 */
char *sb_line_new (const char *text, guint max_chars);

G_END_DECLS
