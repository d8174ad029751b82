/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-record"

#include "sb-record.h"

#include "sb-enums.h"
#include "sb-line.h"

#include <string.h>

/* What one field holds. Which member of the union counts, the field's type says; a zeroed value is
 * an unknown one. */
typedef struct {
  SbValueState state;
  gboolean has_line; /* behind the NUL of `text` stands the same as one readable line */
  union {
    gint64 number;    /* int64, time, boolean, enum */
    gpointer pointer; /* (owned): see kinds */
  };
  char *text; /* (nullable): a string, a version, an enumeration's word as sent, or what a mask
                 shows */
} Value;

typedef struct {
  Value *values;
  GBytes *rest; /* (owned) (nullable): members that no field holds, as they came */
  gboolean lossy;
  guint n_repaired;
  gboolean sealed;
} SbRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SbRecord, sb_record, G_TYPE_OBJECT)

static gboolean
records_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++) {
    if (!sb_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  }

  return TRUE;
}

/* What a pointer is. Copies of a value share it, but for strings. */
static const struct {
  gpointer (*ref) (gpointer);
  void (*unref) (gpointer);
  gboolean (*equal) (gconstpointer, gconstpointer);
} kinds[] = {
  [SB_FIELD_ID] = { (gpointer (*) (gpointer)) sb_id_ref,
                    (void (*) (gpointer)) sb_id_free,
                    (gboolean (*) (gconstpointer, gconstpointer)) sb_id_equal },
  [SB_FIELD_STRINGS] = { (gpointer (*) (gpointer)) g_strdupv,
                         (void (*) (gpointer)) g_strfreev,
                         (gboolean (*) (gconstpointer, gconstpointer)) g_strv_equal },
  [SB_FIELD_IDS] = { (gpointer (*) (gpointer)) g_ptr_array_ref,
                     (void (*) (gpointer)) g_ptr_array_unref,
                     (gboolean (*) (gconstpointer, gconstpointer)) sb_ids_equal },
  [SB_FIELD_RECORD] = { (gpointer (*) (gpointer)) g_object_ref,
                        g_object_unref,
                        (gboolean (*) (gconstpointer, gconstpointer)) sb_record_equal },
  [SB_FIELD_RECORDS] = { (gpointer (*) (gpointer)) g_ptr_array_ref,
                         (void (*) (gpointer)) g_ptr_array_unref,
                         (gboolean (*) (gconstpointer, gconstpointer)) records_equal },
};

static gboolean
is_pointer (SbFieldType type)
{
  return type < G_N_ELEMENTS (kinds) && kinds[type].ref != NULL;
}

/* Few texts are not a line already: only these take more memory. */
static void
value_set_text (Value *self, const char *text)
{
  g_clear_pointer (&self->text, g_free);
  self->has_line = text != NULL && !sb_line_is (text);

  if (self->has_line) {
    g_autofree char *line = sb_line_new (text, SB_LINE_MAX_CHARS);
    gsize length = strlen (text) + 1;

    self->text = g_malloc (length + (line != NULL ? strlen (line) : 0) + 1);
    memcpy (self->text, text, length);
    strcpy (self->text + length, line != NULL ? line : "");
  } else {
    self->text = g_strdup (text);
  }
}

/* (nullable) (transfer none) */
static const char *
value_get_line (const Value *self)
{
  const char *line = self->text;

  if (self->has_line)
    line += strlen (line) + 1;

  return line != NULL && *line != '\0' ? line : NULL;
}

static void
value_clear (Value *self, SbFieldType type)
{
  if (is_pointer (type))
    g_clear_pointer (&self->pointer, kinds[type].unref);
  else
    self->number = 0;
  value_set_text (self, NULL);
  self->state = SB_VALUE_UNKNOWN;
}

/* @with: (transfer full): made before what @self held is freed, which it may be made of */
static void
value_replace (Value *self, SbFieldType type, const Value *with)
{
  value_clear (self, type);
  *self = *with;
}

/* Into @copy, which holds nothing yet. */
static void
value_copy (const Value *self, Value *copy, SbFieldType type)
{
  *copy = *self;
  copy->text = NULL;
  value_set_text (copy, self->text);
  if (self->state == SB_VALUE_KNOWN && is_pointer (type))
    copy->pointer = kinds[type].ref (self->pointer);
}

static gboolean
value_equal (const Value *a, const Value *b, SbFieldType type)
{
  if (a->state != b->state || g_strcmp0 (a->text, b->text) != 0)
    return FALSE;
  if (a->state != SB_VALUE_KNOWN)
    return TRUE;

  return is_pointer (type) ? kinds[type].equal (a->pointer, b->pointer) : a->number == b->number;
}

static void
value_to_gvalue (const Value *self, SbFieldType type, GValue *gvalue)
{
  switch (type) {
  case SB_FIELD_BOOLEAN:
    g_value_set_boolean (gvalue, self->number != 0);
    break;
  case SB_FIELD_ENUM:
    g_value_set_enum (gvalue, (int) self->number);
    break;
  case SB_FIELD_ID:
    g_value_set_string (gvalue, self->pointer);
    break;
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
    g_value_set_string (gvalue, self->text);
    break;
  case SB_FIELD_STRINGS:
    g_value_set_boxed (gvalue, self->pointer);
    break;
  case SB_FIELD_IDS:
    g_value_set_boxed (gvalue, self->pointer);
    break;
  case SB_FIELD_RECORD:
    g_value_set_object (gvalue, self->pointer);
    break;
  case SB_FIELD_RECORDS:
    g_value_set_boxed (gvalue, self->pointer);
    break;
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  default:
    g_value_set_int64 (gvalue, self->number);
    break;
  }
}

/* (transfer full): the property of a field. */
static GParamSpec *
new_param_spec (const SbField *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  switch (field->type) {
  case SB_FIELD_BOOLEAN:
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
  case SB_FIELD_ENUM:
    return g_param_spec_enum (field->name, NULL, NULL, field->get_type (), 0, flags);
  case SB_FIELD_ID:
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
    return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
  case SB_FIELD_STRINGS:
    return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);
  case SB_FIELD_RECORD:
    return g_param_spec_object (field->name, NULL, NULL, field->get_type (), flags);
  case SB_FIELD_IDS:
  case SB_FIELD_RECORDS:
    return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  default:
    return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  }
}

static Value *
get_value (SbRecord *self, guint field)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  return &priv->values[field];
}

static const SbField *
get_field (SbRecord *self, guint field)
{
  SbRecordClass *klass = SB_RECORD_GET_CLASS (self);

  g_assert (field < klass->n_fields);

  return &klass->fields[field];
}

/* Returns NULL, with a critical message, where @field is not one of @types: a mistake in the
 * program, never in what a server sent. */
static Value *
check_value (SbRecord *self, guint field, guint types)
{
  g_return_val_if_fail (SB_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < SB_RECORD_GET_CLASS (self)->n_fields, NULL);
  g_return_val_if_fail ((types & (1u << get_field (self, field)->type)) != 0, NULL);

  return get_value (self, field);
}

static Value *
check_settable (SbRecord *self, guint field, guint types)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);
  Value *value = check_value (self, field, types);

  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (!priv->sealed, NULL);

  return value;
}

#define TYPE_BIT(type) (1u << SB_FIELD_##type)
#define NUMBER_TYPES   (TYPE_BIT (INT64) | TYPE_BIT (TIME))
#define ALL_TYPES      (~0u)

static void
sb_record_constructed (GObject *object)
{
  SbRecord *self = SB_RECORD (object);
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  G_OBJECT_CLASS (sb_record_parent_class)->constructed (object);

  priv->values = g_new0 (Value, SB_RECORD_GET_CLASS (self)->n_fields);
}

static void
sb_record_finalize (GObject *object)
{
  SbRecord *self = SB_RECORD (object);
  SbRecordPrivate *priv = sb_record_get_instance_private (self);
  SbRecordClass *klass = SB_RECORD_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    value_clear (&priv->values[i], klass->fields[i].type);
  g_clear_pointer (&priv->values, g_free);
  g_clear_pointer (&priv->rest, g_bytes_unref);

  G_OBJECT_CLASS (sb_record_parent_class)->finalize (object);
}

static void
sb_record_get_property (GObject *object, guint prop_id, GValue *gvalue, GParamSpec *pspec)
{
  SbRecord *self = SB_RECORD (object);
  guint field = prop_id - 1;

  value_to_gvalue (get_value (self, field), get_field (self, field)->type, gvalue);
}

static void
sb_record_class_init (SbRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sb_record_constructed;
  object_class->finalize = sb_record_finalize;
}

static void
sb_record_init (SbRecord *self)
{
}

void
sb_record_class_set_fields (SbRecordClass *klass, const SbField *fields, guint n_fields)
{
  g_return_if_fail (SB_IS_RECORD_CLASS (klass));
  g_return_if_fail (klass->fields == NULL);

  /* GObject clears the reader in each derived class before its class_init. */
  G_OBJECT_CLASS (klass)->get_property = sb_record_get_property;
  klass->fields = fields;
  klass->n_fields = n_fields;

  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (G_OBJECT_CLASS (klass), i + 1, new_param_spec (&fields[i]));
}

const SbField *
sb_record_class_get_fields (SbRecordClass *klass, guint *n_fields)
{
  g_return_val_if_fail (SB_IS_RECORD_CLASS (klass), NULL);

  *n_fields = klass->n_fields;

  return klass->fields;
}

gpointer
sb_record_new (GType type)
{
  g_return_val_if_fail (g_type_is_a (type, SB_TYPE_RECORD), NULL);

  return g_object_new (type, NULL);
}

gpointer
sb_record_copy (SbRecord *self)
{
  SbRecordClass *klass;
  SbRecord *copy;

  g_return_val_if_fail (SB_IS_RECORD (self), NULL);

  klass = SB_RECORD_GET_CLASS (self);
  copy = sb_record_new (G_OBJECT_TYPE (self));

  for (guint i = 0; i < klass->n_fields; i++)
    value_copy (get_value (self, i), get_value (copy, i), klass->fields[i].type);
  sb_record_take_rest (copy, self);

  return copy;
}

gboolean
sb_record_complete (SbRecord *self, SbRecord *from)
{
  SbRecordPrivate *priv;
  gboolean took = FALSE;

  g_return_val_if_fail (SB_IS_RECORD (self), FALSE);
  g_return_val_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (from, G_OBJECT_TYPE (self)), FALSE);

  priv = sb_record_get_instance_private (self);
  g_return_val_if_fail (!priv->sealed, FALSE);

  for (guint i = 0; i < SB_RECORD_GET_CLASS (self)->n_fields; i++) {
    Value *value = get_value (self, i);

    if (value->state != SB_VALUE_UNKNOWN || get_value (from, i)->state == SB_VALUE_UNKNOWN)
      continue;
    value_copy (get_value (from, i), value, get_field (self, i)->type);
    took = TRUE;
  }
  if (priv->rest == NULL)
    sb_record_take_rest (self, from);

  return took;
}

gpointer
sb_record_seal (gpointer self)
{
  SbRecordPrivate *priv;

  g_return_val_if_fail (SB_IS_RECORD (self), NULL);

  priv = sb_record_get_instance_private (self);
  priv->sealed = TRUE;

  return self;
}

gboolean
sb_record_is_sealed (SbRecord *self)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  g_return_val_if_fail (SB_IS_RECORD (self), FALSE);

  return priv->sealed;
}

const SbField *
sb_record_get_fields (SbRecord *self, guint *n_fields)
{
  g_return_val_if_fail (SB_IS_RECORD (self), NULL);

  return sb_record_class_get_fields (SB_RECORD_GET_CLASS (self), n_fields);
}

SbValueState
sb_record_get_state (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, ALL_TYPES);

  return value != NULL ? value->state : SB_VALUE_UNKNOWN;
}

gboolean
sb_record_is_known (SbRecord *self, guint field)
{
  return sb_record_get_state (self, field) == SB_VALUE_KNOWN;
}

gboolean
sb_record_is_masked (SbRecord *self, guint field)
{
  return sb_record_get_state (self, field) == SB_VALUE_MASKED;
}

const char *
sb_record_get_id (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, TYPE_BIT (ID));

  return value != NULL && value->state == SB_VALUE_KNOWN ? value->pointer : NULL;
}

gint64
sb_record_get_int64 (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, NUMBER_TYPES);

  return value != NULL ? value->number : 0;
}

gboolean
sb_record_get_boolean (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, TYPE_BIT (BOOLEAN));

  return value != NULL && value->number != 0;
}

int
sb_record_get_enum (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, TYPE_BIT (ENUM));

  return value != NULL ? (int) value->number : 0;
}

const char *
sb_record_get_string (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, ALL_TYPES);

  return value != NULL ? value->text : NULL;
}

const char *
sb_record_get_line (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, ALL_TYPES);

  return value != NULL ? value_get_line (value) : NULL;
}

char *
sb_record_dup_value (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, ALL_TYPES);

  return value != NULL ? sb_line_new (value->text, G_MAXUINT) : NULL;
}

const char *const *
sb_record_get_strings (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, TYPE_BIT (STRINGS));

  return value != NULL ? value->pointer : NULL;
}

const char *const *
sb_record_get_ids (SbRecord *self, guint field, gsize *n_ids)
{
  Value *value = check_value (self, field, TYPE_BIT (IDS));

  *n_ids = 0;

  return value != NULL && value->pointer != NULL ? sb_ids_peek (value->pointer, n_ids) : NULL;
}

gpointer
sb_record_get_record (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, TYPE_BIT (RECORD));

  return value != NULL ? value->pointer : NULL;
}

GPtrArray *
sb_record_get_records (SbRecord *self, guint field)
{
  Value *value = check_value (self, field, TYPE_BIT (RECORDS));

  return value != NULL ? value->pointer : NULL;
}

/* @pointer: (transfer full) (nullable): unknown where it is NULL */
static void
set_pointer (Value *value, SbFieldType type, gpointer pointer)
{
  value_replace (
    value,
    type,
    &(Value){ .state = pointer != NULL ? SB_VALUE_KNOWN : SB_VALUE_UNKNOWN, .pointer = pointer });
}

/* @text: (nullable): what else the value says */
static void
set_plain (Value *value, gint64 number, const char *text)
{
  Value known = { .state = SB_VALUE_KNOWN, .number = number };

  value_set_text (&known, text);
  value_replace (value, SB_FIELD_INT64, &known);
}

void
sb_record_set_unknown (SbRecord *self, guint field)
{
  Value *value = check_settable (self, field, ALL_TYPES);

  if (value != NULL)
    value_clear (value, get_field (self, field)->type);
}

void
sb_record_set_masked (SbRecord *self, guint field, const char *shown)
{
  Value *value = check_settable (self, field, ALL_TYPES);

  if (value != NULL) {
    Value masked = { .state = SB_VALUE_MASKED };

    value_set_text (&masked, shown);
    value_replace (value, get_field (self, field)->type, &masked);
  }
}

void
sb_record_set_id (SbRecord *self, guint field, const char *id)
{
  Value *value = check_settable (self, field, TYPE_BIT (ID));

  if (value != NULL)
    set_pointer (value, SB_FIELD_ID, sb_id_new (id));
}

void
sb_record_set_int64 (SbRecord *self, guint field, gint64 number)
{
  Value *value = check_settable (self, field, NUMBER_TYPES);

  if (value != NULL)
    set_plain (value, number, NULL);
}

void
sb_record_set_boolean (SbRecord *self, guint field, gboolean boolean)
{
  Value *value = check_settable (self, field, TYPE_BIT (BOOLEAN));

  if (value != NULL)
    set_plain (value, boolean ? 1 : 0, NULL);
}

void
sb_record_set_enum (SbRecord *self, guint field, int number)
{
  Value *value = check_settable (self, field, TYPE_BIT (ENUM));

  if (value != NULL)
    set_plain (value, number, sb_enum_get_nick (get_field (self, field)->get_type (), number));
}

void
sb_record_set_enum_word (SbRecord *self, guint field, int number, const char *word)
{
  Value *value = check_settable (self, field, TYPE_BIT (ENUM));

  if (value != NULL && word != NULL)
    set_plain (value, number, word);
  else if (value != NULL)
    value_clear (value, SB_FIELD_ENUM);
}

void
sb_record_take (SbRecord *self, guint field, SbRecord *from)
{
  Value *value;

  g_return_if_fail (G_OBJECT_TYPE (self) == G_OBJECT_TYPE (from));

  value = check_settable (self, field, ALL_TYPES);
  if (value != NULL) {
    const SbFieldType type = get_field (self, field)->type;
    Value copy;

    value_copy (get_value (from, field), &copy, type);
    value_replace (value, type, &copy);
  }
}

void
sb_record_set_string (SbRecord *self, guint field, const char *text)
{
  Value *value = check_settable (self, field, TYPE_BIT (STRING) | TYPE_BIT (VERSION));

  if (value != NULL && text != NULL)
    set_plain (value, 0, text);
  else if (value != NULL)
    value_clear (value, SB_FIELD_STRING);
}

void
sb_record_set_strings (SbRecord *self, guint field, const char *const *values)
{
  Value *value = check_settable (self, field, TYPE_BIT (STRINGS));

  if (value != NULL)
    set_pointer (value, SB_FIELD_STRINGS, g_strdupv ((char **) values));
}

void
sb_record_set_ids (SbRecord *self, guint field, const char *const *ids, gsize n_ids)
{
  Value *value = check_settable (self, field, TYPE_BIT (IDS));

  if (value != NULL)
    set_pointer (value, SB_FIELD_IDS, sb_ids_new (ids, n_ids));
}

void
sb_record_set_record (SbRecord *self, guint field, gpointer record)
{
  Value *value = check_settable (self, field, TYPE_BIT (RECORD));

  g_return_if_fail (record == NULL || sb_record_is_sealed (record));

  if (value != NULL)
    set_pointer (value, SB_FIELD_RECORD, record != NULL ? g_object_ref (record) : NULL);
}

void
sb_record_set_records (SbRecord *self, guint field, GPtrArray *records)
{
  Value *value = check_settable (self, field, TYPE_BIT (RECORDS));

  if (value != NULL)
    set_pointer (value, SB_FIELD_RECORDS, records != NULL ? g_ptr_array_ref (records) : NULL);
}

void
sb_record_set_rest (SbRecord *self, GBytes *rest, gboolean lossy)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  g_return_if_fail (SB_IS_RECORD (self));
  g_return_if_fail (!priv->sealed);

  if (rest != NULL)
    g_bytes_ref (rest);
  g_clear_pointer (&priv->rest, g_bytes_unref);
  priv->rest = rest;
  priv->lossy = lossy;
}

void
sb_record_take_rest (SbRecord *self, SbRecord *from)
{
  SbRecordPrivate *priv;

  if (from == NULL)
    return;

  g_return_if_fail (SB_IS_RECORD (from));
  g_return_if_fail (G_OBJECT_TYPE (self) == G_OBJECT_TYPE (from));

  priv = sb_record_get_instance_private (from);
  sb_record_set_rest (self, priv->rest, priv->lossy);
}

GBytes *
sb_record_get_rest (SbRecord *self)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  g_return_val_if_fail (SB_IS_RECORD (self), NULL);

  return priv->rest;
}

gboolean
sb_record_is_lossy (SbRecord *self)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  g_return_val_if_fail (SB_IS_RECORD (self), FALSE);

  return priv->lossy;
}

void
sb_record_set_n_repaired (SbRecord *self, guint n_repaired)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  g_return_if_fail (SB_IS_RECORD (self));

  priv->n_repaired = n_repaired;
}

guint
sb_record_get_n_repaired (SbRecord *self)
{
  SbRecordPrivate *priv = sb_record_get_instance_private (self);

  g_return_val_if_fail (SB_IS_RECORD (self), 0);

  return priv->n_repaired;
}

const char *
sb_record_get_own_id (SbRecord *self)
{
  SbRecordClass *klass;

  g_return_val_if_fail (SB_IS_RECORD (self), NULL);

  klass = SB_RECORD_GET_CLASS (self);
  for (guint i = 0; i < klass->n_fields; i++) {
    if (klass->fields[i].type == SB_FIELD_ID)
      return sb_record_get_id (self, i);
  }

  return NULL;
}

GPtrArray *
sb_records_get_ids (GPtrArray *records, guint field)
{
  GPtrArray *ids = sb_ids_new (NULL, 0);

  for (guint i = 0; i < records->len; i++)
    sb_ids_add (ids, sb_record_get_id (g_ptr_array_index (records, i), field));

  return ids;
}

static gboolean
same_rest (SbRecord *a, SbRecord *b)
{
  SbRecordPrivate *priv_a = sb_record_get_instance_private (a);
  SbRecordPrivate *priv_b = sb_record_get_instance_private (b);

  if (priv_a->lossy != priv_b->lossy || (priv_a->rest == NULL) != (priv_b->rest == NULL))
    return FALSE;

  return priv_a->rest == NULL || g_bytes_equal (priv_a->rest, priv_b->rest);
}

gboolean
sb_record_is_same (SbRecord *a, SbRecord *b, guint field)
{
  static const Value nothing = { 0 };

  return a == b
         || value_equal (a != NULL ? get_value (a, field) : &nothing,
                         b != NULL ? get_value (b, field) : &nothing,
                         get_field (a != NULL ? a : b, field)->type);
}

gboolean
sb_record_equal (SbRecord *a, SbRecord *b)
{
  SbRecordClass *klass;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return FALSE;

  klass = SB_RECORD_GET_CLASS (a);
  for (guint i = 0; i < klass->n_fields; i++) {
    if (!sb_record_is_same (a, b, i))
      return FALSE;
  }

  return same_rest (a, b);
}
