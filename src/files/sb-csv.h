/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tables as text, for spreadsheets: RFC 4180. What is written is read back as it was; what others
 * write is read with patience. */

/**
 * sb_csv_append:
 * @csv: what was written so far
 * @cells: (array length=n_cells): texts in UTF-8; %NULL is an empty one
 * @n_cells: how many
 *
 * Adds a row. A cell that a spreadsheet would take for a formula, since it begins with an equals
 * sign, a plus, a minus, an at sign, a tab or a carriage return, begins with an apostrophe; a plus
 * with digits alone is a phone number.
 */
void sb_csv_append (GString *csv, const char *const *cells, gsize n_cells);

/**
 * SB_CSV_MAX_CELLS:
 *
 * The most cells of a table that is read.
 */
#define SB_CSV_MAX_CELLS 2000000

/**
 * SbCsvProblem:
 * @SB_CSV_FINE: there is none
 * @SB_CSV_NOT_TEXT: it is no text, such as a spreadsheet in its own format
 * @SB_CSV_UNFINISHED: a quotation mark has no second one
 * @SB_CSV_TOO_LARGE: it has more than SB_CSV_MAX_CELLS cells
 *
 * Why a table cannot be read.
 */
typedef enum {
  SB_CSV_FINE,
  SB_CSV_NOT_TEXT,
  SB_CSV_UNFINISHED,
  SB_CSV_TOO_LARGE,
} SbCsvProblem;

/**
 * SbCsvRow:
 * @cells: (array length=n_cells): valid UTF-8
 * @n_cells: how many, at least one
 * @line: the line of the file that it begins in, from 1
 *
 * A row that was read.
 */
typedef struct {
  char **cells;
  guint n_cells;
  guint line;
} SbCsvRow;

/**
 * sb_csv_read:
 * @bytes: a file
 * @problem: (out): why it cannot be read, or SB_CSV_FINE
 * @line: (out): the line in which the problem begins, or 0
 *
 * The separator is the comma, the semicolon or the tab of which the first line has most, or what a
 * line such as "sep=;" says. Lines end with CR, LF or both; empty ones are left out. The text is
 * UTF-8, UTF-16 with a byte order mark, or else Windows-1252. The apostrophe that
 * [func@csv_append] writes is taken off.
 *
 * Returns: (transfer full) (nullable) (element-type SbCsvRow): the rows; %NULL where there is a
 * problem
 */
GPtrArray *sb_csv_read (GBytes *bytes, SbCsvProblem *problem, guint *line);

G_END_DECLS
