/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-carrier"

#include "config.h"

#include "sb-words.h"

#include <glib/gi18n.h>

/**
 * sb_words_carrier_written:
 *
 * Returns: (transfer full): of how many devices the carrier's list has a row, and why of no others
 */
char *
sb_words_carrier_written (guint n_written, guint n_left_out)
{
  g_autofree char *written = g_strdup_printf (ngettext ("%u device written to the carrier’s list",
                                                        "%u devices written to the carrier’s list",
                                                        n_written),
                                              n_written);
  g_autofree char *others = NULL;

  if (n_left_out == 0)
    return g_steal_pointer (&written);

  others = g_strdup_printf (ngettext ("%u left out: no EID, or a hidden one",
                                      "%u left out: no EID, or a hidden one",
                                      n_left_out),
                            n_left_out);
  /* Translators: "12 devices written to the carrier’s list. 3 left out: no EID, or a hidden one" */
  return g_strdup_printf (_ ("%s. %s"), written, others);
}

/**
 * sb_words_carrier_matched:
 *
 * Returns: (transfer full): how many lines of an answer are about a device
 */
char *
sb_words_carrier_matched (guint n_matched, guint n_lines)
{
  return g_strdup_printf (
    ngettext ("%u of %u line matches a device", "%u of %u lines match a device", n_lines),
    n_matched,
    n_lines);
}

static const char *
get_verdict (const SbCarrierLine *line)
{
  switch (line->verdict) {
  case SB_CARRIER_NO_DEVICE:
    return line->eid != NULL
             ? _ ("No device of this list has this EID. Where EIDs are hidden, it cannot "
                  "be told.")
             : _ ("No device of this list has this ICCID. Where ICCIDs are hidden, it "
                  "cannot be told.");
  case SB_CARRIER_TWICE:
    return _ ("The same number is in a line before.");
  case SB_CARRIER_ROUNDED:
    return _ ("A spreadsheet has rounded this number, and the digits are lost. Ask the carrier for "
              "a file with the EIDs as text.");
  case SB_CARRIER_INVALID:
    return _ ("This is not a valid number: too few digits or too many, or wrong check digits.");
  case SB_CARRIER_EMPTY:
    return _ ("There is no EID or ICCID in this line.");
  case SB_CARRIER_MATCHED:
  default:
    return "";
  }
}

static void
append_line (GString *text, const SbCarrierLine *line)
{
  g_autofree char *number = line->text != NULL ? sb_words_name_in (line->text) : NULL;

  /* Translators: the number of a line in a file */
  g_string_append_printf (text, _ ("Line %u"), line->line);
  if (number != NULL)
    g_string_append_printf (text, ", %s", number);
  if (line->device != NULL) {
    g_autofree char *name = sb_words_name (sb_device_get_label (line->device));

    g_string_append_printf (text, "\n  %s", name);
  } else {
    g_string_append_printf (text, "\n  %s", get_verdict (line));
  }
  if (line->iccid != NULL)
    g_string_append_printf (text, "\n  %s: %s", _ ("ICCID"), line->iccid);
  if (line->state != NULL) {
    g_autofree char *state = sb_words_name_in (line->state);

    /* Translators: what the carrier says of an eSIM profile */
    g_string_append_printf (text, "\n  %s: %s", _ ("State"), state);
  }
  g_string_append_c (text, '\n');
}

/**
 * sb_words_carrier_lines:
 * @lines: (element-type SbCarrierLine): an answer that was matched
 *
 * Returns: (transfer full): what matched nothing and why, and then the others
 */
char *
sb_words_carrier_lines (GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint matched = 0; matched < 2; matched++) {
    for (guint i = 0; i < lines->len; i++) {
      const SbCarrierLine *line = g_ptr_array_index (lines, i);

      if ((line->verdict == SB_CARRIER_MATCHED) == (matched == 1))
        append_line (text, line);
    }
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sb_words_csv_problem:
 *
 * Returns: (transfer full): why a table cannot be read
 */
char *
sb_words_csv_problem (SbCsvProblem problem, guint line)
{
  switch (problem) {
  case SB_CSV_NOT_TEXT:
    return g_strdup (_ ("This file is not text. Save the spreadsheet as CSV first."));
  case SB_CSV_UNFINISHED:
    return g_strdup_printf (_ ("A quotation mark in line %u has no second one"), line);
  case SB_CSV_TOO_LARGE:
    return g_strdup (_ ("This file is too large"));
  case SB_CSV_FINE:
  default:
    return g_strdup (_ ("This file has no column with EIDs or ICCIDs"));
  }
}
