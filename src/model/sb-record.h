/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-field.h"

G_BEGIN_DECLS

/**
 * SbRecord:
 *
 * The base of everything that a server told us: an immutable snapshot whose fields are declared in
 * one table (see [struct@Field]). A value is known, unknown (null, missing or of the wrong type) or
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

void sb_record_class_set_fields (SbRecordClass *klass, const SbField *fields, guint n_fields);
const SbField *sb_record_class_get_fields (SbRecordClass *klass, guint *n_fields);

gpointer sb_record_new (GType type);
gpointer sb_record_copy (SbRecord *self);
gpointer sb_record_seal (gpointer self);
gboolean sb_record_is_sealed (SbRecord *self);

const SbField *sb_record_get_fields (SbRecord *self, guint *n_fields);
int sb_record_find_field (SbRecord *self, const char *name);

SbValueState sb_record_get_state (SbRecord *self, guint field);
gboolean sb_record_is_known (SbRecord *self, guint field);
gboolean sb_record_is_masked (SbRecord *self, guint field);
gint64 sb_record_get_int64 (SbRecord *self, guint field);
gboolean sb_record_get_boolean (SbRecord *self, guint field);
int sb_record_get_enum (SbRecord *self, guint field);
const char *sb_record_get_string (SbRecord *self, guint field);
const char *const *sb_record_get_strings (SbRecord *self, guint field);
const gint64 *sb_record_get_ids (SbRecord *self, guint field, gsize *n_ids);
gpointer sb_record_get_record (SbRecord *self, guint field);
GPtrArray *sb_record_get_records (SbRecord *self, guint field);

void sb_record_set_unknown (SbRecord *self, guint field);
void sb_record_set_masked (SbRecord *self, guint field, const char *shown);
void sb_record_set_int64 (SbRecord *self, guint field, gint64 value);
void sb_record_set_boolean (SbRecord *self, guint field, gboolean value);
void sb_record_set_enum (SbRecord *self, guint field, int value);
void sb_record_set_enum_word (SbRecord *self, guint field, const char *word);
void sb_record_set_string (SbRecord *self, guint field, const char *value);
void sb_record_set_strings (SbRecord *self, guint field, const char *const *values);
void sb_record_set_ids (SbRecord *self, guint field, const gint64 *ids, gsize n_ids);
void sb_record_set_record (SbRecord *self, guint field, gpointer record);
void sb_record_set_records (SbRecord *self, guint field, GPtrArray *records);

gint64 sb_record_get_id (SbRecord *self);
gboolean sb_record_equal (SbRecord *a, SbRecord *b);

/*
 * SB_DECLARE_RECORD() declares a record type with readers that take the type itself and its own
 * field enumeration. FIELDS is a table macro that calls its argument as
 * F (SYMBOL, "property-name", "wireName", TYPE, flags, get_type) for each field.
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
  static inline G_GNUC_UNUSED gpointer prefix##_get_record (Type *self, FieldType_ field)          \
  {                                                                                                \
    return sb_record_get_record ((SbRecord *) self, field);                                        \
  }                                                                                                \
  static inline G_GNUC_UNUSED GPtrArray *prefix##_get_records (Type *self, FieldType_ field)       \
  {                                                                                                \
    return sb_record_get_records ((SbRecord *) self, field);                                       \
  }

/* SB_DEFINE_RECORD() defines what SB_DECLARE_RECORD() declared, from the same table. */
#define SB_RECORD_ROW_(symbol, name, wire, type, flags, get_type)                                  \
  { name, wire, SB_FIELD_##type, flags, get_type },

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
