/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-wire-write"

#include "sb-wire.h"

#include "sb-names.h"

#include <json-glib/json-glib.h>

static void
add_text (JsonBuilder *builder, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

/* A text that is no number goes as it is, and the server refuses it. */
static void
add_number (JsonBuilder *builder, const char *digits)
{
  gint64 number;

  if (g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, &number, NULL))
    json_builder_add_int_value (builder, number);
  else
    add_text (builder, digits);
}

static void
add_ids (JsonBuilder *builder, const char *const *ids, gsize n_ids)
{
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_ids; i++)
    add_number (builder, ids[i]);
  json_builder_end_array (builder);
}

static void
add_value (JsonBuilder *builder, SbRecord *record, guint index, const SbName *name)
{
  const char *const *ids;
  gsize n_ids;

  switch (name->field->type) {
  case SB_FIELD_ID:
    add_number (builder, sb_record_get_id (record, index));
    break;
  case SB_FIELD_VERSION:
    add_number (builder, sb_record_get_string (record, index));
    break;
  case SB_FIELD_STRING:
    add_text (builder, sb_record_get_string (record, index));
    break;
  case SB_FIELD_ENUM:
    add_text (builder,
              sb_name_get_word (name,
                                sb_record_get_enum (record, index),
                                sb_record_get_string (record, index)));
    break;
  case SB_FIELD_BOOLEAN:
    json_builder_add_boolean_value (builder, sb_record_get_boolean (record, index));
    break;
  case SB_FIELD_IDS:
    ids = sb_record_get_ids (record, index, &n_ids);
    add_ids (builder, ids, n_ids);
    break;
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
    json_builder_add_int_value (builder, sb_record_get_int64 (record, index));
    break;
  case SB_FIELD_STRINGS:
  case SB_FIELD_RECORD:
  case SB_FIELD_RECORDS:
    g_assert_not_reached ();
  }
}

/* Adds a member where the field is known or masked. */
static void
add_field (JsonBuilder *builder, SbRecord *record, guint index)
{
  const SbName *name = &sb_names_get (G_OBJECT_TYPE (record))[index];

  switch (sb_record_get_state (record, index)) {
  case SB_VALUE_KNOWN:
    json_builder_set_member_name (builder, name->name);
    add_value (builder, record, index, name);
    break;
  case SB_VALUE_MASKED:
    json_builder_set_member_name (builder, name->name);
    add_text (builder, sb_record_get_string (record, index));
    break;
  case SB_VALUE_UNKNOWN:
  default:
    break;
  }
}

/* Ends an object with what of it we do not know, as it came. @builder: (transfer full) */
static char *
close_with_rest (JsonBuilder *builder, SbRecord *record)
{
  g_autoptr (JsonBuilder) owned = builder;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GBytes *rest = record != NULL ? sb_record_get_rest (record) : NULL;
  GString *object;
  gsize length;
  const char *data;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  if (rest == NULL)
    return g_steal_pointer (&text);

  data = g_bytes_get_data (rest, &length);
  object = g_string_new_len (text, (gssize) strlen (text) - 1);
  if (object->len > 1)
    g_string_append_c (object, ',');
  g_string_append_len (object, data, (gssize) length);
  g_string_append_c (object, '}');

  return g_string_free (object, FALSE);
}

static JsonBuilder *
new_object (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);

  return builder;
}

/* (transfer full) (nullable): what is not known is not written, but for what is on or off. Of
 * another platform, what the server has goes back. */
static char *
write_esim (SbConfiguration *proposal)
{
  int platform = sb_configuration_get_enum (proposal, SB_CONFIGURATION_FIELD_PLATFORM_TYPE);
  SbRecord *esim = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_ESIM);
  SbFieldFlags other = platform == SB_PLATFORM_IOS       ? SB_FIELD_FOR_WINDOWS
                       : platform == SB_PLATFORM_WINDOWS ? SB_FIELD_FOR_IOS
                                                         : SB_FIELD_PLAIN;
  JsonBuilder *builder;
  const SbName *names = sb_names_get (SB_TYPE_ESIM);

  if (esim == NULL)
    return NULL;

  builder = new_object ();
  for (guint i = 0; names[i].name != NULL; i++) {
    if ((names[i].field->flags & other) != 0)
      continue;
    if (names[i].field->type == SB_FIELD_BOOLEAN && other != SB_FIELD_PLAIN) {
      json_builder_set_member_name (builder, names[i].name);
      json_builder_add_boolean_value (builder, sb_record_get_boolean (esim, i));
    } else {
      add_field (builder, esim, i);
    }
  }

  return close_with_rest (builder, esim);
}

/* A missing distribution means none. A type that we do not know goes back as it came. */
static char *
write_distribution (SbConfiguration *proposal)
{
  SbRecord *distribution = sb_configuration_get_record (proposal,
                                                        SB_CONFIGURATION_FIELD_DISTRIBUTION);
  SbDistributionType type = sb_configuration_get_distribution_type (proposal);
  gboolean known = distribution != NULL
                   && sb_record_is_known (distribution, SB_DISTRIBUTION_FIELD_TYPE);
  const SbName *names = sb_names_get (SB_TYPE_DISTRIBUTION);
  JsonBuilder *builder = new_object ();

  json_builder_set_member_name (builder, names[SB_DISTRIBUTION_FIELD_TYPE].name);
  if (known)
    add_value (builder,
               distribution,
               SB_DISTRIBUTION_FIELD_TYPE,
               &names[SB_DISTRIBUTION_FIELD_TYPE]);
  else
    add_text (builder, names[SB_DISTRIBUTION_FIELD_TYPE].words[SB_DISTRIBUTION_NO_DEVICES]);
  for (guint i = SB_DISTRIBUTION_FIELD_TYPE + 1; i < SB_N_DISTRIBUTION_FIELDS; i++) {
    gsize n_ids = 0;
    const char *const *ids = known && type != SB_DISTRIBUTION_ALL_DEVICES
                                 && type != SB_DISTRIBUTION_NO_DEVICES
                               ? sb_record_get_ids (distribution, i, &n_ids)
                               : NULL;

    json_builder_set_member_name (builder, names[i].name);
    add_ids (builder, ids, n_ids);
  }

  return close_with_rest (builder, distribution);
}

static void
append_member (GString *object, const char *name, const char *value)
{
  g_string_append_printf (object, ",\"%s\":%s", name, value);
}

/* What is added is an eSIM configuration, whether it says so or not. */
static void
add_saved (JsonBuilder *builder, SbRecord *record, guint index)
{
  const SbName *name = &sb_names_get (SB_TYPE_CONFIGURATION)[index];

  if (index == SB_CONFIGURATION_FIELD_TYPE
      && !sb_configuration_is_esim ((SbConfiguration *) record)) {
    json_builder_set_member_name (builder, name->name);
    add_text (builder, name->words[SB_SUBJECT_ESIM]);
  } else {
    add_field (builder, record, index);
  }
}

static GBytes *
write_proposal (SbConfiguration *proposal, gboolean with_id)
{
  JsonBuilder *builder = new_object ();
  SbRecord *record = SB_RECORD (proposal);
  const SbName *names = sb_names_get (SB_TYPE_CONFIGURATION);
  g_autofree char *esim = write_esim (proposal);
  g_autofree char *distribution = write_distribution (proposal);
  g_autofree char *text = NULL;
  GString *object;

  if (with_id)
    add_field (builder, record, SB_CONFIGURATION_FIELD_ID);
  for (guint i = 0; names[i].name != NULL; i++) {
    if (sb_name_is_saved (&names[i]) && names[i].field->type != SB_FIELD_RECORD)
      add_saved (builder, record, i);
  }
  text = close_with_rest (builder, record);

  object = g_string_new_len (text, (gssize) strlen (text) - 1);
  if (esim != NULL && !g_str_equal (esim, "{}"))
    append_member (object, "esim", esim);
  append_member (object, "distribution", distribution);
  g_string_append_c (object, '}');

  return g_string_free_to_bytes (object);
}

GBytes *
sb_wire_write_configuration (SbConfiguration *proposal)
{
  g_return_val_if_fail (proposal != NULL, NULL);

  return write_proposal (proposal, FALSE);
}

GBytes *
sb_wire_write_preview (SbConfiguration *proposal)
{
  g_return_val_if_fail (proposal != NULL, NULL);

  return write_proposal (proposal, TRUE);
}
