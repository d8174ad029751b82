/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-field.h"
#include "sb-id.h"

G_BEGIN_DECLS

/**
 * SbRecord:
 *
 * The base of everything that a server told us: an immutable snapshot whose fields are declared in
 * one table (see SbField). A value is known, unknown (null, missing or of the wrong type) or
 * masked (hidden by the tenant's privacy profile). Each field is also a readable GObject property.
 *
 * A record is made with [func@Record.new], filled, and sealed; after that it never changes and may
 * be shared between threads.
 */
#define SB_TYPE_RECORD (sb_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (SbRecord, sb_record, SB, RECORD, GObject)

struct _SbRecordClass {
  GObjectClass parent_class;

  /*< private >*/
  const SbField *fields;
  guint n_fields;
};

/**
 * SbValueState:
 * @SB_VALUE_UNKNOWN: not reported, null, or not of the field's type
 * @SB_VALUE_KNOWN: reported
 * @SB_VALUE_MASKED: hidden by the tenant's privacy profile
 */
typedef enum {
  SB_VALUE_UNKNOWN,
  SB_VALUE_KNOWN,
  SB_VALUE_MASKED,
} SbValueState;

/**
 * sb_record_class_set_fields: (skip)
 * @klass: a record class, in its class_init
 * @fields: (array length=n_fields): the table, static
 * @n_fields: the number of fields
 *
 * Gives a record type its fields and installs a property for each.
 */
void sb_record_class_set_fields (SbRecordClass *klass, const SbField *fields, guint n_fields);

/**
 * sb_record_class_get_fields: (skip)
 * @klass: a record class
 * @n_fields: (out): the number of fields
 *
 * Returns: (array length=n_fields) (transfer none): the table
 */
const SbField *sb_record_class_get_fields (SbRecordClass *klass, guint *n_fields);

/**
 * sb_record_new:
 * @type: a type derived from SbRecord
 *
 * Returns: (transfer full): a record whose every field is unknown, to be filled and sealed
 */
gpointer sb_record_new (GType type);

/**
 * sb_record_copy:
 *
 * Returns: (transfer full): an unsealed copy. What the fields refer to is shared.
 */
gpointer sb_record_copy (SbRecord *self);

/**
 * sb_record_complete:
 * @from: another record of the same type
 *
 * Takes from another one what this one does not say.
 *
 * Returns: whether it took anything
 */
gboolean sb_record_complete (SbRecord *self, SbRecord *from);

/**
 * sb_record_seal: (skip)
 * @self: (transfer full) (type SbRecord): a record
 *
 * Ends the filling. From now on the record is immutable.
 *
 * Returns: (transfer full): @self
 */
gpointer sb_record_seal (gpointer self);

/**
 * sb_record_is_sealed:
 *
 * Returns: whether the record is immutable, and so may be shared between threads
 */
gboolean sb_record_is_sealed (SbRecord *self);

/**
 * sb_record_get_fields: (skip)
 * @n_fields: (out): the number of fields
 *
 * Returns: (array length=n_fields) (transfer none): the table of the record's type
 */
const SbField *sb_record_get_fields (SbRecord *self, guint *n_fields);

/**
 * sb_record_get_state:
 *
 * Returns: whether the field is known, unknown, or hidden by the tenant's privacy profile
 */
SbValueState sb_record_get_state (SbRecord *self, guint field);

/**
 * sb_record_is_known:
 *
 * Returns: whether the server said what the field is
 */
gboolean sb_record_is_known (SbRecord *self, guint field);

/**
 * sb_record_is_masked:
 *
 * Returns: whether the tenant's privacy profile hides the field; it is never used to match devices
 */
gboolean sb_record_is_masked (SbRecord *self, guint field);

/**
 * sb_record_get_id:
 *
 * Returns: (nullable) (transfer none): the id; %NULL where it is not known
 */
const char *sb_record_get_id (SbRecord *self, guint field);

/**
 * sb_record_get_int64:
 * @field: an INT64 or TIME field (times in milliseconds since 1970, UTC)
 *
 * Returns: the number, or 0 where it is not known
 */
gint64 sb_record_get_int64 (SbRecord *self, guint field);

/**
 * sb_record_get_boolean:
 *
 * Returns: the value; %FALSE where it is not known, so ask [method@Record.is_known] where that
 *   makes a difference
 */
gboolean sb_record_get_boolean (SbRecord *self, guint field);

/**
 * sb_record_get_enum:
 *
 * Returns: a value of the field's enumeration; 0, which is each enumeration's UNKNOWN, where the
 *   word is missing or is not one that we know. The word itself is then what
 *   [method@Record.get_string] gives.
 */
int sb_record_get_enum (SbRecord *self, guint field);

/**
 * sb_record_get_string:
 * @field: a STRING or VERSION field, an ENUM field (its value's nick, or the server's own word), or
 *   any masked field (what the mask shows)
 *
 * Returns: (nullable) (transfer none): the text
 */
const char *sb_record_get_string (SbRecord *self, guint field);

/**
 * sb_record_get_line:
 * @field: as for [method@Record.get_string]
 *
 * The text as it can be shown, see [func@line_new]. What is compared, searched or sent back is the
 * text itself.
 *
 * Returns: (nullable) (transfer none): one readable line; %NULL where there is nothing to see
 */
const char *sb_record_get_line (SbRecord *self, guint field);

/**
 * sb_record_dup_value:
 * @field: as for [method@Record.get_string]
 *
 * The text for where it is the thing itself that is looked at and copied, such as a URL: on one
 * line, and whole. What shows it cuts it, see %SB_LINE_MAX_VALUE_CHARS.
 *
 * Returns: (nullable) (transfer full): the value; %NULL where there is nothing to see
 */
char *sb_record_dup_value (SbRecord *self, guint field);

/**
 * sb_record_get_strings:
 *
 * Returns: (nullable) (array zero-terminated=1) (transfer none): the list; %NULL where it is not
 *   known, which an empty list is not
 */
const char *const *sb_record_get_strings (SbRecord *self, guint field);

/**
 * sb_record_get_ids:
 * @n_ids: (out): the length
 *
 * Returns: (nullable) (array length=n_ids) (transfer none): the list; %NULL where it is not known
 */
const char *const *sb_record_get_ids (SbRecord *self, guint field, gsize *n_ids);

/**
 * sb_record_get_record: (skip)
 *
 * Returns: (nullable) (transfer none) (type SbRecord): the record
 */
gpointer sb_record_get_record (SbRecord *self, guint field);

/**
 * sb_record_get_records:
 *
 * Returns: (nullable) (transfer none) (element-type SbRecord): the list; %NULL where it is not
 *   known, which an empty list is not
 */
GPtrArray *sb_record_get_records (SbRecord *self, guint field);

/**
 * sb_record_set_unknown:
 *
 * Takes the value away. As with every setter, the record must not be sealed.
 */
void sb_record_set_unknown (SbRecord *self, guint field);

/**
 * sb_record_set_masked:
 * @shown: (nullable): what the server sent in the value's place
 */
void sb_record_set_masked (SbRecord *self, guint field, const char *shown);

/**
 * sb_record_set_id:
 * @id: (nullable): the id; %NULL leaves the field unknown
 */
void sb_record_set_id (SbRecord *self, guint field, const char *id);

/**
 * sb_record_set_int64:
 * @value: for a TIME milliseconds since 1970 (UTC)
 */
void sb_record_set_int64 (SbRecord *self, guint field, gint64 value);

/**
 * sb_record_set_boolean:
 * @value: the value, by which the field becomes known
 */
void sb_record_set_boolean (SbRecord *self, guint field, gboolean value);

/**
 * sb_record_set_enum:
 * @value: a value of the field's enumeration; its nick becomes the field's text
 */
void sb_record_set_enum (SbRecord *self, guint field, int value);

/**
 * sb_record_set_enum_word:
 * @value: a value of the field's enumeration; UNKNOWN where it does not have the word
 * @word: (nullable): a server's own word, which is kept; %NULL leaves the field unknown
 */
void sb_record_set_enum_word (SbRecord *self, guint field, int value, const char *word);

/**
 * sb_record_take:
 * @from: a record of the same type
 *
 * Sets a field to what it is in another record.
 */
void sb_record_take (SbRecord *self, guint field, SbRecord *from);

/**
 * sb_record_set_string:
 * @field: a STRING or VERSION field
 * @value: (nullable): the text; %NULL leaves the field unknown
 */
void sb_record_set_string (SbRecord *self, guint field, const char *value);

/**
 * sb_record_set_strings:
 * @values: (nullable) (array zero-terminated=1): copied; %NULL leaves the field unknown
 */
void sb_record_set_strings (SbRecord *self, guint field, const char *const *values);

/**
 * sb_record_set_ids:
 * @ids: (array length=n_ids) (nullable): the identifiers; may be %NULL where @n_ids is 0
 */
void sb_record_set_ids (SbRecord *self, guint field, const char *const *ids, gsize n_ids);

/**
 * sb_record_set_record: (skip)
 * @record: (nullable) (transfer none): a sealed record; %NULL leaves the field unknown
 */
void sb_record_set_record (SbRecord *self, guint field, gpointer record);

/**
 * sb_record_set_records:
 * @records: (nullable) (transfer none) (element-type SbRecord): sealed records with
 *   g_object_unref() as the array's free function
 */
void sb_record_set_records (SbRecord *self, guint field, GPtrArray *records);

/**
 * sb_record_set_rest: (skip)
 * @rest: (nullable): `"name": value, …`: the members that no field holds and that go back to the
 *   server with the record, as the bytes that came
 * @lossy: whether something that goes back could not be kept as it came
 */
void sb_record_set_rest (SbRecord *self, GBytes *rest, gboolean lossy);

/**
 * sb_record_take_rest: (skip)
 * @from: (nullable): a record of the same type
 *
 * Sets what sb_record_set_rest() sets to what @from has. A copy has it already.
 */
void sb_record_take_rest (SbRecord *self, SbRecord *from);

/**
 * sb_record_get_rest: (skip)
 *
 * Returns: (nullable) (transfer none): the members that no field holds
 */
GBytes *sb_record_get_rest (SbRecord *self);

/**
 * sb_record_is_lossy:
 *
 * Returns: whether writing the record would lose something that the server has: text that is none,
 *   or a value of a field that could not be read
 */
gboolean sb_record_is_lossy (SbRecord *self);

/**
 * sb_record_set_n_repaired: (skip)
 * @n_repaired: how many values of the reply that it is had to be repaired; sealed or not
 */
void sb_record_set_n_repaired (SbRecord *self, guint n_repaired);

/**
 * sb_record_get_n_repaired:
 *
 * Returns: how many values had to be repaired in the reply that the record is; 0 where it is a part
 *   of one
 */
guint sb_record_get_n_repaired (SbRecord *self);

/**
 * sb_record_get_own_id:
 *
 * Returns: (nullable) (transfer none): the first field of the type ID, by which a list knows the
 *   record again; %NULL where there is none
 */
const char *sb_record_get_own_id (SbRecord *self);

/**
 * sb_records_get_ids:
 * @records: (element-type SbRecord): records of one type
 * @field: an ID field of theirs
 *
 * Returns: (transfer full) (element-type utf8): one of [func@ids_new]: the ids in the records'
 * order
 */
GPtrArray *sb_records_get_ids (GPtrArray *records, guint field);

/**
 * sb_record_is_same:
 * @a: (nullable): a record
 * @b: (nullable): another of its type
 *
 * Returns: whether both say the same of a field; one that is missing says nothing
 */
gboolean sb_record_is_same (SbRecord *a, SbRecord *b, guint field);

/**
 * sb_record_equal:
 * @a: (nullable): a record
 * @b: (nullable): another
 *
 * Returns: whether both are of one type, and every field and the rest is the same
 */
gboolean sb_record_equal (SbRecord *a, SbRecord *b);

/*
 * SB_DECLARE_RECORD() declares a record type with readers that take the type itself and its own
 * field enumeration. FIELDS is a table macro that calls its argument as
 * F (SYMBOL, "property-name", TYPE, flags, get_type) for each field.
 */
#define SB_DECLARE_RECORD(Type, prefix, FieldType_)                                                \
  GType prefix##_get_type (void);                                                                  \
  typedef struct _##Type Type;                                                                     \
  typedef struct {                                                                                 \
    SbRecordClass parent_class;                                                                    \
  } Type##Class;                                                                                   \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, g_object_unref)                                             \
  static inline G_GNUC_UNUSED gboolean prefix##_is_known (Type *self, FieldType_ field)            \
  {                                                                                                \
    return sb_record_is_known ((SbRecord *) self, field);                                          \
  }                                                                                                \
  static inline G_GNUC_UNUSED gboolean prefix##_is_masked (Type *self, FieldType_ field)           \
  {                                                                                                \
    return sb_record_is_masked ((SbRecord *) self, field);                                         \
  }                                                                                                \
  static inline G_GNUC_UNUSED const char *prefix##_get_id (Type *self, FieldType_ field)           \
  {                                                                                                \
    return sb_record_get_id ((SbRecord *) self, field);                                            \
  }                                                                                                \
  static inline G_GNUC_UNUSED gint64 prefix##_get_int64 (Type *self, FieldType_ field)             \
  {                                                                                                \
    return sb_record_get_int64 ((SbRecord *) self, field);                                         \
  }                                                                                                \
  static inline G_GNUC_UNUSED gboolean prefix##_get_boolean (Type *self, FieldType_ field)         \
  {                                                                                                \
    return sb_record_get_boolean ((SbRecord *) self, field);                                       \
  }                                                                                                \
  static inline G_GNUC_UNUSED int prefix##_get_enum (Type *self, FieldType_ field)                 \
  {                                                                                                \
    return sb_record_get_enum ((SbRecord *) self, field);                                          \
  }                                                                                                \
  static inline G_GNUC_UNUSED const char *prefix##_get_string (Type *self, FieldType_ field)       \
  {                                                                                                \
    return sb_record_get_string ((SbRecord *) self, field);                                        \
  }                                                                                                \
  static inline G_GNUC_UNUSED const char *prefix##_get_line (Type *self, FieldType_ field)         \
  {                                                                                                \
    return sb_record_get_line ((SbRecord *) self, field);                                          \
  }                                                                                                \
  static inline G_GNUC_UNUSED gpointer prefix##_get_record (Type *self, FieldType_ field)          \
  {                                                                                                \
    return sb_record_get_record ((SbRecord *) self, field);                                        \
  }                                                                                                \
  static inline G_GNUC_UNUSED GPtrArray *prefix##_get_records (Type *self, FieldType_ field)       \
  {                                                                                                \
    return sb_record_get_records ((SbRecord *) self, field);                                       \
  }

/* SB_DEFINE_RECORD() defines what SB_DECLARE_RECORD() declared, from the same table. */
#define SB_RECORD_ROW_(symbol, name, type, flags, get_type)                                        \
  { name, SB_FIELD_##type, flags, get_type },

#define SB_DEFINE_RECORD(Type, prefix, TABLE)                                                      \
  struct _##Type {                                                                                 \
    SbRecord parent_instance;                                                                      \
  };                                                                                               \
  static const SbField prefix##_fields[] = { TABLE (SB_RECORD_ROW_) };                             \
  G_DEFINE_TYPE (Type, prefix, SB_TYPE_RECORD)                                                     \
  static void prefix##_class_init (Type##Class *klass)                                             \
  {                                                                                                \
    sb_record_class_set_fields (SB_RECORD_CLASS (klass),                                           \
                                prefix##_fields,                                                   \
                                G_N_ELEMENTS (prefix##_fields));                                   \
  }                                                                                                \
  static void prefix##_init (Type *self)                                                           \
  {                                                                                                \
  }

G_END_DECLS
