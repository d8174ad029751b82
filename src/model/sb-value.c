/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-value"

#include "sb-value.h"

#include "sb-id.h"
#include "sb-line.h"

#include <string.h>

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

/* Few texts are not a line already: only these take more memory. */
void
sb_value_set_text (SbValue *self, const char *text)
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
const char *
sb_value_get_line (const SbValue *self)
{
  const char *line = self->text;

  if (self->has_line)
    line += strlen (line) + 1;

  return line != NULL && *line != '\0' ? line : NULL;
}

void
sb_value_clear (SbValue *self, SbFieldType type)
{
  switch (type) {
  case SB_FIELD_ID:
    g_clear_pointer (&self->id, sb_id_free);
    break;
  case SB_FIELD_STRINGS:
    g_clear_pointer (&self->strings, g_strfreev);
    break;
  case SB_FIELD_IDS:
    g_clear_pointer (&self->ids, g_ptr_array_unref);
    break;
  case SB_FIELD_RECORD:
    g_clear_object (&self->record);
    break;
  case SB_FIELD_RECORDS:
    g_clear_pointer (&self->records, g_ptr_array_unref);
    break;
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  case SB_FIELD_BOOLEAN:
  case SB_FIELD_ENUM:
  default:
    self->number = 0;
    break;
  }
  sb_value_set_text (self, NULL);
  self->state = SB_VALUE_UNKNOWN;
}

/* Into @copy, which holds nothing yet. What the value refers to is shared. */
void
sb_value_copy (const SbValue *self, SbValue *copy, SbFieldType type)
{
  *copy = *self;
  copy->text = NULL;
  sb_value_set_text (copy, self->text);

  if (self->state != SB_VALUE_KNOWN)
    return;

  switch (type) {
  case SB_FIELD_ID:
    copy->id = sb_id_ref (self->id);
    break;
  case SB_FIELD_STRINGS:
    copy->strings = g_strdupv (self->strings);
    break;
  case SB_FIELD_IDS:
    copy->ids = g_ptr_array_ref (self->ids);
    break;
  case SB_FIELD_RECORD:
    copy->record = g_object_ref (self->record);
    break;
  case SB_FIELD_RECORDS:
    copy->records = g_ptr_array_ref (self->records);
    break;
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  case SB_FIELD_BOOLEAN:
  case SB_FIELD_ENUM:
  default:
    break;
  }
}

gboolean
sb_value_equal (const SbValue *a, const SbValue *b, SbFieldType type)
{
  if (a->state != b->state || g_strcmp0 (a->text, b->text) != 0)
    return FALSE;

  if (a->state != SB_VALUE_KNOWN)
    return TRUE;

  switch (type) {
  case SB_FIELD_ID:
    return sb_id_equal (a->id, b->id);
  case SB_FIELD_STRINGS:
    return g_strv_equal ((const char *const *) a->strings, (const char *const *) b->strings);
  case SB_FIELD_IDS:
    return sb_ids_equal (a->ids, b->ids);
  case SB_FIELD_RECORD:
    return sb_record_equal (a->record, b->record);
  case SB_FIELD_RECORDS:
    return records_equal (a->records, b->records);
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  case SB_FIELD_BOOLEAN:
  case SB_FIELD_ENUM:
  default:
    return a->number == b->number;
  }
}

void
sb_value_to_gvalue (const SbValue *self, SbFieldType type, GValue *gvalue)
{
  switch (type) {
  case SB_FIELD_BOOLEAN:
    g_value_set_boolean (gvalue, self->number != 0);
    break;
  case SB_FIELD_ENUM:
    g_value_set_enum (gvalue, (int) self->number);
    break;
  case SB_FIELD_ID:
    g_value_set_string (gvalue, self->id);
    break;
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
    g_value_set_string (gvalue, self->text);
    break;
  case SB_FIELD_STRINGS:
    g_value_set_boxed (gvalue, self->strings);
    break;
  case SB_FIELD_IDS:
    g_value_set_boxed (gvalue, self->ids);
    break;
  case SB_FIELD_RECORD:
    g_value_set_object (gvalue, self->record);
    break;
  case SB_FIELD_RECORDS:
    g_value_set_boxed (gvalue, self->records);
    break;
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  default:
    g_value_set_int64 (gvalue, self->number);
    break;
  }
}

/* (transfer full): the property of a field. */
GParamSpec *
sb_value_new_param_spec (const SbField *field)
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
