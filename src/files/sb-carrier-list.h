/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-csv.h"
#include "sb-device.h"

G_BEGIN_DECLS

/* What a carrier is told of devices, so that it prepares eSIM profiles for them, and what it
 * answers. Both are tables. */

/**
 * sb_carrier_list_write:
 * @devices: (element-type SbDevice): the devices
 * @n_written: (out): of how many there is a row
 *
 * Writes EID, IMEI, serial number and model of each device. One whose EID is not reported, is
 * hidden by a privacy profile, or has wrong check digits is left out: there is nothing that a
 * carrier could do for it. What else is hidden or not reported is an empty cell.
 *
 * Returns: (transfer full): CSV
 */
char *sb_carrier_list_write (GPtrArray *devices, guint *n_written);

/**
 * SbCarrierVerdict:
 * @SB_CARRIER_MATCHED: it is about a device that is known
 * @SB_CARRIER_NO_DEVICE: no device that is known has this EID or ICCID
 * @SB_CARRIER_TWICE: a line before has the same EID or ICCID
 * @SB_CARRIER_ROUNDED: a spreadsheet made a number with fewer digits of it, such as 8.9E+31: what
 *   it was cannot be told any more
 * @SB_CARRIER_INVALID: it is no EID: too few digits or too many, or wrong check digits
 * @SB_CARRIER_EMPTY: it names no device at all
 *
 * What became of a line of an answer.
 */
typedef enum {
  SB_CARRIER_MATCHED,
  SB_CARRIER_NO_DEVICE,
  SB_CARRIER_TWICE,
  SB_CARRIER_ROUNDED,
  SB_CARRIER_INVALID,
  SB_CARRIER_EMPTY,
} SbCarrierVerdict;

/**
 * SbCarrierLine:
 * @line: where it is in the file, from 1
 * @text: (nullable): the EID or ICCID as it was written
 * @eid: (nullable): its 32 digits; %NULL where it is none
 * @iccid: (nullable): its digits
 * @state: (nullable): the carrier's word
 * @verdict: what became of it; SB_CARRIER_NO_DEVICE until it is matched
 * @device: (nullable): the device that it is about
 *
 * A line of an answer.
 */
typedef struct {
  guint line;
  char *text;
  char *eid;
  char *iccid;
  char *state;
  SbCarrierVerdict verdict;
  SbDevice *device;
} SbCarrierLine;

/**
 * sb_carrier_list_read:
 * @bytes: a file
 * @problem: (out): why it cannot be read, or SB_CSV_FINE
 * @line: (out): the line in which the problem begins, or 0
 *
 * Columns are known by the names that carriers give them, in the first row; where it has none of
 * them, by what is in them. An answer without an EID or an ICCID in any column has no lines.
 *
 * Returns: (transfer full) (nullable) (element-type SbCarrierLine): the lines; %NULL where there is
 *   a problem
 */
GPtrArray *sb_carrier_list_read (GBytes *bytes, SbCsvProblem *problem, guint *line);

/**
 * sb_carrier_list_match:
 * @lines: (element-type SbCarrierLine): of [func@carrier_list_read]
 * @devices: (element-type SbDevice): every device that is known
 *
 * Finds the device of each line: by its EID, or where the line has none by the ICCID of a SIM slot.
 *
 * Returns: how many lines have one
 */
guint sb_carrier_list_match (GPtrArray *lines, GPtrArray *devices);

G_END_DECLS
