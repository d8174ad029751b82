/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-carrier-list"

#include "sb-carrier-list.h"

#include "sb-identity.h"
#include "sb-text.h"

#include <string.h>

#define DIGITS "0123456789"

/* A spreadsheet keeps as many digits of a number, and writes zeros for the others. */
#define SPREADSHEET_DIGITS 15

/* An ICCID has 18 to 20 digits and begins with those of telecommunication: ITU-T E.118. */
#define ICCID_PREFIX     "89"
#define ICCID_MIN_LENGTH 18
#define ICCID_MAX_LENGTH 20

typedef enum { COLUMN_EID, COLUMN_ICCID, COLUMN_STATE, N_COLUMNS } Column;

/* What carriers call the columns, in small letters and digits alone. */
static const struct {
  const char *name;
  Column column;
} names[] = {
  { "eid", COLUMN_EID },
  { "eidnumber", COLUMN_EID },
  { "eidcode", COLUMN_EID },
  { "esimid", COLUMN_EID },
  { "esimidentifier", COLUMN_EID },
  { "esimeid", COLUMN_EID },
  { "euicc", COLUMN_EID },
  { "euiccid", COLUMN_EID },
  { "deviceeid", COLUMN_EID },
  { "iccid", COLUMN_ICCID },
  { "icc", COLUMN_ICCID },
  { "iccidnumber", COLUMN_ICCID },
  { "profileiccid", COLUMN_ICCID },
  { "sim", COLUMN_ICCID },
  { "simid", COLUMN_ICCID },
  { "simnumber", COLUMN_ICCID },
  { "simcardnumber", COLUMN_ICCID },
  { "ssn", COLUMN_ICCID },
  { "state", COLUMN_STATE },
  { "status", COLUMN_STATE },
  { "result", COLUMN_STATE },
  { "orderstatus", COLUMN_STATE },
  { "profilestate", COLUMN_STATE },
  { "profilestatus", COLUMN_STATE },
  { "activationstatus", COLUMN_STATE },
  { "simstatus", COLUMN_STATE },
  { "esimstatus", COLUMN_STATE },
};

/* (transfer full): a known value without the blanks and hyphens in it, empty where it is not */
static char *
dup_number (SbDevice *device, SbDeviceField field)
{
  const char *text = sb_device_is_known (device, field) ? sb_device_get_string (device, field)
                                                        : NULL;
  g_autoptr (GString) number = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!sb_text_is_blank (c) && c != '-')
      g_string_append_unichar (number, c);
  }

  return g_string_free (g_steal_pointer (&number), FALSE);
}

static const char *
get_known (SbDevice *device, SbDeviceField field)
{
  return sb_device_is_known (device, field) ? sb_device_get_line (device, field) : NULL;
}

/* (transfer full) (nullable): NULL where it is none that a carrier could take */
static char *
dup_eid (SbDevice *device)
{
  g_autofree char *eid = sb_device_dup_eid (device);

  return sb_identity_is_eid (eid) ? g_steal_pointer (&eid) : NULL;
}

/* (transfer full): what a cell says, without what keeps spreadsheets from rounding it */
static char *
strip_cell (const char *cell)
{
  g_autofree char *trimmed = sb_trim (cell);
  char *text = trimmed;
  gsize length;

  if (*text == '\'')
    text++;
  length = strlen (text);
  if (length > 3 && g_str_has_prefix (text, "=\"") && text[length - 1] == '"') {
    text[length - 1] = '\0';
    text += 2;
  }

  return sb_trim (text);
}

/* (transfer full): the digits, where there is nothing else but what stands between them or before
 * them; else empty */
static char *
dup_digits (const char *text, const char *name)
{
  g_autofree char *folded = sb_text_fold_digits (text);
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *number = sb_text_skip_number_name (folded, name);

  for (const char *p = number != NULL ? number : folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (sb_text_is_blank (c) || c == '-')
      continue;
    if (!g_ascii_isdigit (*p))
      return g_strdup ("");
    g_string_append_c (digits, *p);
  }

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* Whether a spreadsheet took it for a number: 8.9E+31, 8,9E+31, or as many digits as it keeps and
 * zeros for the others. */
static gboolean
is_rounded (const char *text, const char *digits)
{
  const char *p = text + strspn (text, DIGITS);

  if (strlen (digits) > SPREADSHEET_DIGITS)
    return digits[SPREADSHEET_DIGITS + strspn (digits + SPREADSHEET_DIGITS, "0")] == '\0';

  if (p == text)
    return FALSE;
  if (*p == '.' || *p == ',')
    p += 1 + strspn (p + 1, DIGITS);
  if (g_ascii_tolower (*p) != 'e')
    return FALSE;
  p++;
  if (*p == '+')
    p++;

  return *p != '\0' && p[strspn (p, DIGITS)] == '\0';
}

static gboolean
is_iccid (const char *digits)
{
  gsize length = strlen (digits);

  return g_str_has_prefix (digits, ICCID_PREFIX) && length >= ICCID_MIN_LENGTH
         && length <= ICCID_MAX_LENGTH;
}

static void
find_by_name (const SbCsvRow *row, int columns[N_COLUMNS])
{
  for (guint i = 0; i < row->n_cells; i++) {
    g_autoptr (GString) name = g_string_new (NULL);

    for (const char *p = row->cells[i]; *p != '\0'; p++) {
      if (g_ascii_isalnum (*p))
        g_string_append_c (name, g_ascii_tolower (*p));
    }
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++) {
      if (g_str_equal (names[j].name, name->str) && columns[names[j].column] < 0)
        columns[names[j].column] = (int) i;
    }
  }
}

/* Where nothing is called by a name that is known. */
static void
find_by_content (const SbCsvRow *row, int columns[N_COLUMNS])
{
  for (guint i = 0; i < row->n_cells; i++) {
    g_autofree char *text = strip_cell (row->cells[i]);
    g_autofree char *digits = dup_digits (text, NULL);
    Column column = COLUMN_STATE;

    if (is_iccid (digits))
      column = COLUMN_ICCID;
    else if (sb_identity_is_eid (digits) || is_rounded (text, digits))
      column = COLUMN_EID;
    else if (*digits != '\0' || *text == '\0')
      continue;
    if (columns[column] < 0)
      columns[column] = (int) i;
  }
}

/* (transfer full): empty where the row has no such cell */
static char *
dup_cell (const SbCsvRow *row, int column)
{
  return column >= 0 && (guint) column < row->n_cells ? strip_cell (row->cells[column])
                                                      : g_strdup ("");
}

static char *
none_if_empty (char *text)
{
  if (*text != '\0')
    return text;

  g_free (text);

  return NULL;
}

static void
line_free (gpointer data)
{
  SbCarrierLine *line = data;

  g_free (line->text);
  g_free (line->eid);
  g_free (line->iccid);
  g_free (line->state);
  g_clear_object (&line->device);
  g_free (line);
}

/* (transfer full) */
static SbCarrierLine *
read_line (const SbCsvRow *row, const int columns[N_COLUMNS])
{
  SbCarrierLine *line = g_new0 (SbCarrierLine, 1);
  g_autofree char *eid = dup_cell (row, columns[COLUMN_EID]);
  g_autofree char *iccid = dup_cell (row, columns[COLUMN_ICCID]);
  g_autofree char *eid_digits = dup_digits (eid, "EID");
  g_autofree char *iccid_digits = dup_digits (iccid, "ICCID");
  gboolean rounded;

  line->line = row->line;
  line->state = none_if_empty (dup_cell (row, columns[COLUMN_STATE]));
  line->text = none_if_empty (g_strdup (*eid != '\0' ? eid : iccid));
  rounded = is_rounded (iccid, iccid_digits);
  if (is_iccid (iccid_digits) && !rounded)
    line->iccid = g_steal_pointer (&iccid_digits);

  if (sb_identity_is_eid (eid_digits)) {
    line->eid = g_steal_pointer (&eid_digits);
    line->verdict = SB_CARRIER_NO_DEVICE;
  } else if (*eid != '\0') {
    line->verdict = is_rounded (eid, eid_digits) ? SB_CARRIER_ROUNDED : SB_CARRIER_INVALID;
  } else if (line->iccid != NULL) {
    line->verdict = SB_CARRIER_NO_DEVICE;
  } else if (*iccid != '\0') {
    line->verdict = rounded ? SB_CARRIER_ROUNDED : SB_CARRIER_INVALID;
  } else {
    line->verdict = SB_CARRIER_EMPTY;
  }

  return line;
}

static void
put (GHashTable *devices, char *number, SbDevice *device)
{
  if (number != NULL && *number != '\0')
    g_hash_table_insert (devices, number, device);
  else
    g_free (number);
}

/* The devices by their EIDs and by the ICCIDs of their slots. Neither can be taken for the other:
 * they have not as many digits. (transfer full) */
static GHashTable *
index_devices (GPtrArray *devices)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < devices->len; i++) {
    SbDevice *device = g_ptr_array_index (devices, i);
    GPtrArray *slots = sb_device_get_slots (device);

    put (index, dup_eid (device), device);
    put (index, dup_number (device, SB_DEVICE_FIELD_ICCID), device);
    for (guint j = 0; slots != NULL && j < slots->len; j++) {
      SbSubscription *slot = g_ptr_array_index (slots, j);

      if (sb_subscription_is_known (slot, SB_SUBSCRIPTION_FIELD_ICCID))
        put (index,
             dup_digits (sb_subscription_get_string (slot, SB_SUBSCRIPTION_FIELD_ICCID), "ICCID"),
             device);
      if (sb_subscription_is_known (slot, SB_SUBSCRIPTION_FIELD_EID))
        put (index,
             dup_digits (sb_subscription_get_string (slot, SB_SUBSCRIPTION_FIELD_EID), "EID"),
             device);
    }
  }

  return index;
}

char *
sb_carrier_list_write (GPtrArray *devices, guint *n_written)
{
  static const char *const header[] = { "EID", "IMEI", "Serial Number", "Model" };
  g_autoptr (GString) csv = g_string_new (NULL);

  g_return_val_if_fail (devices != NULL, NULL);

  *n_written = 0;
  sb_csv_append (csv, header, G_N_ELEMENTS (header));
  for (guint i = 0; i < devices->len; i++) {
    SbDevice *device = g_ptr_array_index (devices, i);
    g_autofree char *eid = dup_eid (device);
    g_autofree char *imei = dup_number (device, SB_DEVICE_FIELD_IMEI);
    const char *model = get_known (device, SB_DEVICE_FIELD_PRETTY_MODEL);
    const char *cells[] = { eid,
                            imei,
                            get_known (device, SB_DEVICE_FIELD_SERIAL_NUMBER),
                            model != NULL ? model
                                          : get_known (device, SB_DEVICE_FIELD_DEVICE_MODEL) };

    if (eid == NULL)
      continue;
    sb_csv_append (csv, cells, G_N_ELEMENTS (cells));
    (*n_written)++;
  }

  return g_string_free (g_steal_pointer (&csv), FALSE);
}

GPtrArray *
sb_carrier_list_read (GBytes *bytes, SbCsvProblem *problem, guint *line)
{
  g_autoptr (GPtrArray) rows = sb_csv_read (bytes, problem, line);
  g_autoptr (GPtrArray) lines = NULL;
  int columns[N_COLUMNS] = { -1, -1, -1 };
  guint first = 1;

  if (rows == NULL)
    return NULL;

  lines = g_ptr_array_new_with_free_func (line_free);
  if (rows->len == 0)
    return g_steal_pointer (&lines);

  find_by_name (g_ptr_array_index (rows, 0), columns);
  if (columns[COLUMN_EID] < 0 && columns[COLUMN_ICCID] < 0) {
    columns[COLUMN_STATE] = -1;
    find_by_content (g_ptr_array_index (rows, 0), columns);
    first = 0;
  }
  if (columns[COLUMN_EID] < 0 && columns[COLUMN_ICCID] < 0)
    return g_steal_pointer (&lines);

  for (guint i = first; i < rows->len; i++)
    g_ptr_array_add (lines, read_line (g_ptr_array_index (rows, i), columns));

  return g_steal_pointer (&lines);
}

guint
sb_carrier_list_match (GPtrArray *lines, GPtrArray *devices)
{
  g_autoptr (GHashTable) index = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_matched = 0;

  g_return_val_if_fail (lines != NULL && devices != NULL, 0);

  index = index_devices (devices);
  for (guint i = 0; i < lines->len; i++) {
    SbCarrierLine *line = g_ptr_array_index (lines, i);
    char *number = line->eid != NULL ? line->eid : line->iccid;

    if (line->verdict != SB_CARRIER_NO_DEVICE)
      continue;
    if (!g_hash_table_add (seen, number)) {
      line->verdict = SB_CARRIER_TWICE;
      continue;
    }
    g_set_object (&line->device, g_hash_table_lookup (index, number));
    if (line->device != NULL) {
      line->verdict = SB_CARRIER_MATCHED;
      n_matched++;
    }
  }

  return n_matched;
}
