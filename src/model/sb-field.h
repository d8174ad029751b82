/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SbFieldType:
 * @SB_FIELD_ID: an id, see sb_id_new()
 * @SB_FIELD_VERSION: what a server tells one state of a thing from another by: a text that is
 * compared and given back, never read
 * @SB_FIELD_STRING: text
 * @SB_FIELD_INT64: a 64-bit count
 * @SB_FIELD_TIME: milliseconds since 1970, UTC
 * @SB_FIELD_BOOLEAN: true, false or not known
 * @SB_FIELD_ENUM: a value of a registered enumeration; an unknown word is kept as text
 * @SB_FIELD_STRINGS: a list of texts
 * @SB_FIELD_IDS: a list of ids
 * @SB_FIELD_RECORD: another record
 * @SB_FIELD_RECORDS: a list of records of one type
 *
 * What a field of a record holds. The type decides how it is read, shown and compared.
 */
typedef enum {
  SB_FIELD_ID,
  SB_FIELD_VERSION,
  SB_FIELD_STRING,
  SB_FIELD_INT64,
  SB_FIELD_TIME,
  SB_FIELD_BOOLEAN,
  SB_FIELD_ENUM,
  SB_FIELD_STRINGS,
  SB_FIELD_IDS,
  SB_FIELD_RECORD,
  SB_FIELD_RECORDS,
} SbFieldType;

/**
 * SbFieldFlags:
 * @SB_FIELD_MASKABLE: a tenant's privacy profile can hide the value; a hidden value is never used
 *   to match devices
 * @SB_FIELD_SAVED: it goes to the server with what is saved, and comes back with what is restored
 * @SB_FIELD_EDITED: a person can change it; it is saved, compared, and carried over where what is
 *   edited was changed meanwhile
 * @SB_FIELD_REACHES: a change of it reaches devices
 * @SB_FIELD_FOR_IOS: it means something on iOS and iPadOS, and on no other system that is not named
 * @SB_FIELD_FOR_WINDOWS: the same of Windows
 */
typedef enum {
  SB_FIELD_PLAIN = 0,
  SB_FIELD_MASKABLE = 1 << 0,
  SB_FIELD_SAVED = 1 << 1,
  SB_FIELD_EDITED = 1 << 2,
  SB_FIELD_REACHES = 1 << 3,
  SB_FIELD_FOR_IOS = 1 << 4,
  SB_FIELD_FOR_WINDOWS = 1 << 5,
} SbFieldFlags;

/**
 * SbField:
 * @name: the GObject property, such as `device-name`
 * @type: what it holds
 * @flags: what can be done with it
 * @get_type: (nullable): the enumeration or record type of an ENUM, RECORD or RECORDS field
 *
 * A line of a record type's table. The table is the only place where a field is declared:
 * properties, JSON and columns come from it. What a server calls a field is in its folder of
 * client/.
 */
typedef struct {
  const char *name;
  SbFieldType type;
  SbFieldFlags flags;
  GType (*get_type) (void);
} SbField;

G_END_DECLS
