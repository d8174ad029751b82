/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-csv.h"

#include <string.h>

#define MAX_ROWS  5
#define MAX_CELLS 5

typedef const char *Row[MAX_CELLS];

/* What is written of one row, byte by byte. */
static void
test_write (void)
{
  static const struct {
    const char *cells[MAX_CELLS];
    const char *csv;
  } rows[] = {
    { { "EID", "IMEI" }, "EID,IMEI\r\n" },
    { { "", "a", "" }, ",a,\r\n" },
    { { "" }, "\"\"\r\n" },
    { { " a ", "b c" }, " a ,b c\r\n" },
    { { "a,b", "a;b", "a\tb" }, "\"a,b\",a;b,a\tb\r\n" },
    { { "13\" wide", "\"" }, "\"13\"\" wide\",\"\"\"\"\r\n" },
    { { "a\r\nb", "a\nb", "a\rb" }, "\"a\r\nb\",\"a\nb\",\"a\rb\"\r\n" },
    { { "Grün", "日本" }, "Grün,日本\r\n" },
    { { "=1+1", "-1", "@SUM(A1)", "+1+1" }, "'=1+1,'-1,'@SUM(A1),'+1+1\r\n" },
    { { "\tx", "\rx" }, "'\tx,\"'\rx\"\r\n" },
    { { "=\"a\"", "=a,b" }, "\"'=\"\"a\"\"\",\"'=a,b\"\r\n" },
    { { "+491701234567", "+", "+49 170", "-5" }, "+491701234567,'+,'+49 170,'-5\r\n" },
    { { "a=b", "1-2", "'=x", "\nx" }, "a=b,1-2,'=x,\"\nx\"\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) csv = g_string_new ("before\r\n");
    gsize n_cells = 0;

    while (n_cells < MAX_CELLS && rows[i].cells[n_cells] != NULL)
      n_cells++;
    sb_csv_append (csv, rows[i].cells, n_cells);
    g_assert_cmpstr (csv->str + strlen ("before\r\n"), ==, rows[i].csv);
  }
}

static void
test_write_none (void)
{
  const char *const cells[] = { "a", NULL, "b" };
  g_autoptr (GString) csv = g_string_new (NULL);

  sb_csv_append (csv, cells, G_N_ELEMENTS (cells));
  g_assert_cmpstr (csv->str, ==, "a,,b\r\n");
}

static void
assert_rows (const char *data, gsize size, const Row *rows)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) read = NULL;
  SbCsvProblem problem = SB_CSV_TOO_LARGE;
  guint line = 9;
  guint n_rows = 0;

  read = sb_csv_read (bytes, &problem, &line);
  g_assert_cmpint (problem, ==, SB_CSV_FINE);
  g_assert_cmpuint (line, ==, 0);
  g_assert_nonnull (read);

  for (; n_rows < MAX_ROWS && rows[n_rows][0] != NULL; n_rows++) {
    SbCsvRow *row;
    guint n_cells = 0;

    g_assert_cmpuint (n_rows, <, read->len);
    row = g_ptr_array_index (read, n_rows);
    for (; n_cells < MAX_CELLS && rows[n_rows][n_cells] != NULL; n_cells++) {
      g_assert_cmpuint (n_cells, <, row->n_cells);
      g_assert_cmpstr (row->cells[n_cells], ==, rows[n_rows][n_cells]);
    }
    g_assert_cmpuint (row->n_cells, ==, n_cells);
    g_assert_null (row->cells[n_cells]);
  }
  g_assert_cmpuint (read->len, ==, n_rows);
}

static void
test_read (void)
{
  static const struct {
    const char *csv;
    Row rows[MAX_ROWS];
  } files[] = {
    { "", { { NULL } } },
    { "\r\n\n\r", { { NULL } } },
    { "a,b\r\nc,d\r\n", { { "a", "b" }, { "c", "d" } } },
    /* Without a last line's end, and with every kind of one. */
    { "a,b\rc\nd", { { "a", "b" }, { "c" }, { "d" } } },
    { "a\r\n\r\nb\r\n", { { "a" }, { "b" } } },
    { ",\r\n,,\r\n", { { "", "" }, { "", "", "" } } },
    { "\"\"\r\na\r\n", { { "" }, { "a" } } },
    { "\"a,b\",\"a\"\"b\",\"a\r\nb\"\r\n", { { "a,b", "a\"b", "a\r\nb" } } },
    /* What is not in the standard, and found. */
    { "a\"b,\"c\"d,\"e\" \r\n", { { "a\"b", "cd", "e " } } },
    { "a;b\r\n1,5;2\r\n", { { "a", "b" }, { "1,5", "2" } } },
    { "a\tb\r\n1,5\t2;3\r\n", { { "a", "b" }, { "1,5", "2;3" } } },
    { "\"a;b;c\",d\r\n", { { "a;b;c", "d" } } },
    { "sep=;\r\na,b;c\r\n", { { "a,b", "c" } } },
    { "SEP=\t\na,b\tc", { { "a,b", "c" } } },
    { "sep=x\r\n", { { "sep=x" } } },
    { "\r\n\r\na;b\r\n", { { "a", "b" } } },
    { "\xef\xbb\xbf"
      "a,b",
      { { "a", "b" } } },
    { "\xef\xbb\xbf"
      "\xff,b",
      { { "\xef\xbf\xbd", "b" } } },
    /* Windows-1252. */
    { "Gr\xfcn;\x80\r\n", { { "Grün", "€" } } },
    /* The apostrophe goes where the writer puts it, and stays elsewhere. */
    { "'=1,'-1,'@a,'\tx,\"'\rx\"\r\n", { { "=1", "-1", "@a", "\tx", "\rx" } } },
    { "'+49,'a,''=a,a'=b,'\r\n", { { "+49", "'a", "''=a", "a'=b", "'" } } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    assert_rows (files[i].csv, strlen (files[i].csv), files[i].rows);
}

/* What some spreadsheets call Unicode text. */
static void
test_read_utf16 (void)
{
  static const char little[] = "\xff\xfe"
                               "a\0\t\0\xfc\0\r\0\n\0"
                               "b\0";
  static const char big[] = "\xfe\xff"
                            "\0a\0\t\0\xfc\0\r\0\n\0b";
  static const Row rows[MAX_ROWS] = { { "a", "ü" }, { "b" } };

  assert_rows (little, sizeof little - 1, rows);
  assert_rows (big, sizeof big - 1, rows);
}

static void
test_lines (void)
{
  const char *csv = "\r\na,\"b\nc\rd\r\ne\"\n\n\rf\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (GPtrArray) rows = NULL;
  SbCsvProblem problem;
  guint line;

  rows = sb_csv_read (bytes, &problem, &line);
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (((SbCsvRow *) g_ptr_array_index (rows, 0))->line, ==, 2);
  g_assert_cmpuint (((SbCsvRow *) g_ptr_array_index (rows, 1))->line, ==, 8);
}

static void
assert_problem (GBytes *bytes, SbCsvProblem expected, guint expected_line)
{
  g_autoptr (GPtrArray) rows = NULL;
  SbCsvProblem problem = SB_CSV_FINE;
  guint line = 0;

  rows = sb_csv_read (bytes, &problem, &line);
  g_assert_null (rows);
  g_assert_cmpint (problem, ==, expected);
  g_assert_cmpuint (line, ==, expected_line);
}

static void
test_problems (void)
{
  static const struct {
    const char *data;
    gsize size;
    SbCsvProblem problem;
    guint line;
  } files[] = {
    { "PK\003\004\0\0,", 7, SB_CSV_NOT_TEXT, 0 },
    { "a,b\0c", 5, SB_CSV_NOT_TEXT, 0 },
    /* Half a character, a surrogate alone, and a NUL. */
    { "\xff\xfe"
      "a\0b",
      5,
      SB_CSV_NOT_TEXT,
      0 },
    { "\xff\xfe\x00\xd8"
      "a\0",
      6,
      SB_CSV_NOT_TEXT,
      0 },
    { "\xff\xfe"
      "a\0\0\0",
      6,
      SB_CSV_NOT_TEXT,
      0 },
    { "a,\"b", 4, SB_CSV_UNFINISHED, 1 },
    { "a\nb,\"c\nd\n\"\"", 11, SB_CSV_UNFINISHED, 2 },
    { "\"", 1, SB_CSV_UNFINISHED, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].data, files[i].size);

    assert_problem (bytes, files[i].problem, files[i].line);
  }
}

static void
test_too_large (void)
{
  g_autofree char *commas = g_strnfill (SB_CSV_MAX_CELLS, ',');
  g_autoptr (GBytes) bytes = g_bytes_new (commas, SB_CSV_MAX_CELLS);

  assert_problem (bytes, SB_CSV_TOO_LARGE, 1);
}

/* Whatever is written comes back, but for an apostrophe that was there before. */
static void
test_way_back (void)
{
  static const char *const pieces[] = { ",", ";", "\t", "\"", "\r", "\n", "=",
                                        "+", "-", "@",  "1",  "a",  "ü",  " " };

  for (guint round = 0; round < 2000; round++) {
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GString) csv = g_string_new (NULL);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GPtrArray) rows = NULL;
    SbCsvRow *row;
    SbCsvProblem problem;
    guint line;

    /* The comma is the separator that there is most of. */
    sb_csv_append (csv, (const char *const[]){ "a", "b", "c", "d" }, 4);
    for (int i = g_test_rand_int_range (1, 6); i > 0; i--) {
      g_autoptr (GString) cell = g_string_new (NULL);

      for (int j = g_test_rand_int_range (0, 6); j > 0; j--)
        g_string_append (cell, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      g_ptr_array_add (cells, g_string_free (g_steal_pointer (&cell), FALSE));
    }
    sb_csv_append (csv, (const char *const *) cells->pdata, cells->len);

    bytes = g_bytes_new (csv->str, csv->len);
    rows = sb_csv_read (bytes, &problem, &line);
    g_assert_nonnull (rows);
    g_assert_cmpuint (rows->len, ==, 2);
    row = g_ptr_array_index (rows, 1);
    g_assert_cmpuint (row->n_cells, ==, cells->len);
    for (guint i = 0; i < cells->len; i++)
      g_assert_cmpstr (row->cells[i], ==, g_ptr_array_index (cells, i));
  }
}

/* Any bytes are rows of valid texts, or a problem. */
static void
test_noise (void)
{
  static const char bytes[] = ",;\t\"'\r\n=\0\xff\xfe\xef\xbb\xbf\xc3"
                              "a1";

  for (guint round = 0; round < 5000; round++) {
    gsize size = (gsize) g_test_rand_int_range (0, 40);
    g_autofree char *data = g_malloc0 (size + 1);
    g_autoptr (GBytes) noise = NULL;
    g_autoptr (GPtrArray) rows = NULL;
    SbCsvProblem problem;
    guint line;

    for (gsize i = 0; i < size; i++)
      data[i] = bytes[g_test_rand_int_range (0, sizeof bytes - 1)];
    /* Without room behind it. */
    noise = g_bytes_new (data, size);
    rows = sb_csv_read (noise, &problem, &line);
    g_assert_true ((rows != NULL) == (problem == SB_CSV_FINE));
    for (guint i = 0; rows != NULL && i < rows->len; i++) {
      SbCsvRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpuint (row->n_cells, >, 0);
      g_assert_cmpuint (row->n_cells, ==, g_strv_length (row->cells));
      for (guint j = 0; j < row->n_cells; j++)
        g_assert_true (g_utf8_validate (row->cells[j], -1, NULL));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/write/none", test_write_none);
  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/read/utf-16", test_read_utf16);
  g_test_add_func ("/csv/read/lines", test_lines);
  g_test_add_func ("/csv/read/problems", test_problems);
  g_test_add_func ("/csv/read/too-large", test_too_large);
  g_test_add_func ("/csv/way-back", test_way_back);
  g_test_add_func ("/csv/noise", test_noise);

  return g_test_run ();
}
