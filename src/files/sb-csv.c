/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-csv"

#include "sb-csv.h"

#include <string.h>

/* What a spreadsheet takes for the beginning of a formula. */
#define FORMULA "=+-@\t\r"

/* What a cell may be separated by; the first wins where there are as many. */
#define SEPARATORS ",;\t"

#define DIGITS "0123456789"

/* What is being read. */
typedef struct {
  const char *at;
  char separator;
  guint line;
  guint n_cells; /* of all rows */
} Reader;

static gboolean
begins_formula (const char *text)
{
  return *text != '\0' && strchr (FORMULA, *text) != NULL;
}

static gboolean
is_phone_number (const char *text)
{
  return *text == '+' && text[1] != '\0' && text[1 + strspn (text + 1, DIGITS)] == '\0';
}

static void
append_cell (GString *csv, const char *text, gboolean quoted)
{
  gboolean guarded = begins_formula (text) && !is_phone_number (text);

  if (!quoted && strpbrk (text, "\",\r\n") == NULL) {
    g_string_append_printf (csv, "%s%s", guarded ? "'" : "", text);
    return;
  }

  g_string_append (csv, guarded ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *p);
  }
  g_string_append_c (csv, '"');
}

/* (transfer full) (nullable): what a file says, whatever wrote it */
static char *
decode (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    text = g_convert (data, (gssize) size, "UTF-8", "UTF-16", NULL, &length, NULL);
  else if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    text = g_utf8_make_valid (data + 3, (gssize) (length = size - 3));
  else if (size == 0 || g_utf8_validate_len (data, size, NULL))
    text = g_strndup (data != NULL ? data : "", length = size);
  else if (memchr (data, '\0', size) == NULL)
    text = g_convert_with_fallback (data,
                                    (gssize) size,
                                    "UTF-8",
                                    "WINDOWS-1252",
                                    "?",
                                    NULL,
                                    &length,
                                    NULL);

  /* A character that is none: what has it was no text. */
  return text != NULL && memchr (text, '\0', length) == NULL ? g_steal_pointer (&text) : NULL;
}

static gboolean
ends_line (char c)
{
  return c == '\r' || c == '\n' || c == '\0';
}

static void
skip_line_end (Reader *reader)
{
  if (*reader->at == '\0')
    return;

  reader->at += reader->at[0] == '\r' && reader->at[1] == '\n' ? 2 : 1;
  reader->line++;
}

/* Which separator the first line has most of, outside of quotation marks. */
static char
guess_separator (const char *text)
{
  gsize counts[sizeof SEPARATORS - 1] = { 0 };
  gboolean quoted = FALSE;
  gsize best = 0;

  for (const char *p = text; *p != '\0' && (quoted || !ends_line (*p)); p++) {
    const char *separator = strchr (SEPARATORS, *p);

    if (*p == '"')
      quoted = !quoted;
    else if (!quoted && separator != NULL)
      counts[separator - SEPARATORS]++;
  }

  for (gsize i = 1; i < G_N_ELEMENTS (counts); i++) {
    if (counts[i] > counts[best])
      best = i;
  }

  return SEPARATORS[best];
}

static void
begin (Reader *reader)
{
  while (*reader->at != '\0' && ends_line (*reader->at))
    skip_line_end (reader);

  if (g_ascii_strncasecmp (reader->at, "sep=", 4) == 0 && reader->at[4] != '\0'
      && strchr (SEPARATORS, reader->at[4]) != NULL && ends_line (reader->at[5])) {
    reader->separator = reader->at[4];
    reader->at += 5;
    skip_line_end (reader);
  } else {
    reader->separator = guess_separator (reader->at);
  }
}

/* Reads what is between two quotation marks. Returns whether there is a second one. */
static gboolean
read_quoted (Reader *reader, GString *cell)
{
  for (reader->at++; *reader->at != '\0'; reader->at++) {
    if (*reader->at == '"' && *++reader->at != '"')
      return TRUE;
    if (*reader->at == '\n' || (*reader->at == '\r' && reader->at[1] != '\n'))
      reader->line++;
    g_string_append_c (cell, *reader->at);
  }

  return FALSE;
}

/* (transfer full) (nullable): NULL where a quotation mark has no second one */
static char *
read_cell (Reader *reader)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *end;

  if (*reader->at == '"' && !read_quoted (reader, cell))
    return NULL;

  /* Without one, or what others write after the second one. */
  for (end = reader->at; !ends_line (*end) && *end != reader->separator; end++)
    ;
  g_string_append_len (cell, reader->at, end - reader->at);
  reader->at = end;

  if (cell->str[0] == '\'' && begins_formula (cell->str + 1))
    g_string_erase (cell, 0, 1);

  return g_string_free (g_steal_pointer (&cell), FALSE);
}

static void
row_free (gpointer data)
{
  SbCsvRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

/* (transfer full) (nullable): NULL where there is a problem */
static SbCsvRow *
read_row (Reader *reader, SbCsvProblem *problem, guint *line)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  SbCsvRow *row;

  *line = reader->line;
  for (;; reader->at++) {
    guint begun = reader->line;
    char *cell = read_cell (reader);

    if (cell == NULL || ++reader->n_cells > SB_CSV_MAX_CELLS) {
      *problem = cell == NULL ? SB_CSV_UNFINISHED : SB_CSV_TOO_LARGE;
      *line = begun;
      g_free (cell);
      return NULL;
    }
    g_ptr_array_add (cells, cell);
    if (ends_line (*reader->at))
      break;
  }
  skip_line_end (reader);

  row = g_new0 (SbCsvRow, 1);
  row->line = *line;
  row->n_cells = cells->len;
  g_ptr_array_add (cells, NULL);
  row->cells = (char **) g_ptr_array_free (g_steal_pointer (&cells), FALSE);

  return row;
}

void
sb_csv_append (GString *csv, const char *const *cells, gsize n_cells)
{
  g_return_if_fail (csv != NULL);

  for (gsize i = 0; i < n_cells; i++) {
    const char *text = cells[i] != NULL ? cells[i] : "";

    if (i > 0)
      g_string_append_c (csv, ',');
    /* A row of one empty cell is none without marks. */
    append_cell (csv, text, n_cells == 1 && *text == '\0');
  }
  g_string_append (csv, "\r\n");
}

GPtrArray *
sb_csv_read (GBytes *bytes, SbCsvProblem *problem, guint *line)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autofree char *text = NULL;
  Reader reader = { .line = 1 };

  g_return_val_if_fail (bytes != NULL, NULL);

  *problem = SB_CSV_FINE;
  *line = 0;
  text = decode (bytes);
  if (text == NULL) {
    *problem = SB_CSV_NOT_TEXT;
    return NULL;
  }

  reader.at = text;
  begin (&reader);
  while (*reader.at != '\0') {
    SbCsvRow *row;

    if (ends_line (*reader.at)) {
      skip_line_end (&reader);
      continue;
    }
    row = read_row (&reader, problem, line);
    if (row == NULL)
      return NULL;
    g_ptr_array_add (rows, row);
  }
  *line = 0;

  return g_steal_pointer (&rows);
}
