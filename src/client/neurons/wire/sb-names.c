/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the server calls the fields of the model's records, the values of its enumerations and the
 * permissions: the only place that says so. A name is the property's with a capital in place of
 * each dash, a word the nick in capitals, where nothing else is said here.
 */

#define G_LOG_DOMAIN "sb-names"

#include "sb-names.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-draft.h"
#include "sb-query.h"
#include "sb-tenant.h"

#include <string.h>

static const struct {
  GType (*get_type) (void);
  int value;
  const char *word;
} words[] = {
  { sb_platform_get_type, SB_PLATFORM_MACOS, "OSX" },
  { sb_platform_get_type, SB_PLATFORM_WINDOWS, "WINDOWS_PHONE" },
  { sb_subject_get_type, SB_SUBJECT_ESIM, "ESIM" },
};

static const struct {
  GType (*get_type) (void);
  guint field;
  const char *name;
} names_of_fields[] = {
  { sb_configuration_get_type, SB_CONFIGURATION_FIELD_SPACE_ID, "dmPartitionId" },
  { sb_configuration_get_type, SB_CONFIGURATION_FIELD_TYPE, "policyType" },
  { sb_configuration_type_get_type, SB_CONFIGURATION_TYPE_FIELD_TYPE, "policyType" },
  { sb_delivery_get_type, SB_DELIVERY_FIELD_CONFIGURATION_ID, "policyId" },
  { sb_delivery_get_type, SB_DELIVERY_FIELD_CONFIGURATION_TYPE, "policyType" },
  { sb_device_get_type, SB_DEVICE_FIELD_SPACE_ID, "dmPartitionId" },
  { sb_device_get_type, SB_DEVICE_FIELD_SPACE_NAME, "dmPartitionName" },
  { sb_device_space_get_type, SB_DEVICE_SPACE_FIELD_IS_DEFAULT, "defaultPartition" },
  { sb_rejection_get_type, SB_REJECTION_FIELD_CONFIGURATION_ID, "policyId" },
  { sb_tenant_get_type, SB_TENANT_FIELD_DEFAULT_SPACE_ID, "defaultDmPartitionId" },
  { sb_tenant_get_type, SB_TENANT_FIELD_FORBIDDEN, "dmPermissionList" },
};

/* Source: the API's conventions. */
static const SbPermission permissions[SB_N_CAPABILITIES] = {
  [SB_CAPABILITY_CREATE_CONFIGURATION] = { "policy.create", FALSE },
  [SB_CAPABILITY_UPDATE_CONFIGURATION] = { "policy.update", FALSE },
  [SB_CAPABILITY_DELETE_CONFIGURATION] = { "policy.delete", FALSE },
  [SB_CAPABILITY_PUSH] = { "device.push.profile", TRUE },
  [SB_CAPABILITY_EXCLUDE] = { "device.exclude.profile", FALSE },
  [SB_CAPABILITY_RESET_ESIM] = { "device.esim.reset", FALSE },
  [SB_CAPABILITY_CHECK_IN] = { "device.force.checkin", TRUE },
  [SB_CAPABILITY_RETIRE] = { "device.retire", TRUE },
  [SB_CAPABILITY_DELETE_DEVICE] = { "device.delete", TRUE },
};

/* No row has it. */
static const SbField has_esim_field = { "has-esim", SB_FIELD_BOOLEAN, SB_FIELD_PLAIN, NULL };
static const SbName has_esim = { .name = "hasEsim", .field = &has_esim_field };

static char *
make_name (const char *property)
{
  GString *name = g_string_new (NULL);

  for (const char *at = property; *at != '\0'; at++)
    g_string_append_c (name, *at == '-' ? g_ascii_toupper (*++at) : *at);

  return g_string_free (name, FALSE);
}

static char *
make_word (const char *nick)
{
  return g_strdelimit (g_ascii_strup (nick, -1), "-", '_');
}

static char **
make_words (GType type)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  char **made = g_new0 (char *, klass->n_values + 1);

  for (guint i = 0; i < klass->n_values; i++)
    made[klass->values[i].value] = make_word (klass->values[i].value_nick);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (words[i].get_type () == type) {
      g_free (made[words[i].value]);
      made[words[i].value] = g_strdup (words[i].word);
    }
  }

  return made;
}

/* (transfer full) */
static char *
make_field_name (GType type, guint field, const char *property)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names_of_fields); i++) {
    if (names_of_fields[i].get_type () == type && names_of_fields[i].field == field)
      return g_strdup (names_of_fields[i].name);
  }

  /* Counts are named by the states that they count. */
  return type == SB_TYPE_DELIVERY_COUNTS ? make_word (property) : make_name (property);
}

static gboolean
has_absent_words (GType type, guint field)
{
  if (type == SB_TYPE_DEVICE)
    return field != SB_DEVICE_FIELD_DEVICE_NAME && field != SB_DEVICE_FIELD_ENTITY_NAME
           && field != SB_DEVICE_FIELD_DISPLAY_NAME;

  return type == SB_TYPE_SUBSCRIPTION || type == SB_TYPE_REACH
         || (type == SB_TYPE_DELIVERY && field == SB_DELIVERY_FIELD_ICCID)
         || (type == SB_TYPE_ESIM_PROFILE && field == SB_ESIM_PROFILE_FIELD_ICCID)
         || (type == SB_TYPE_ESIM_STATE && field == SB_ESIM_STATE_FIELD_EID);
}

static SbName *
make_names (GType type)
{
  g_autoptr (SbRecordClass) klass = g_type_class_ref (type);
  guint n_fields;
  const SbField *fields = sb_record_class_get_fields (klass, &n_fields);
  SbName *names = g_new0 (SbName, n_fields + 1);

  for (guint i = 0; i < n_fields; i++) {
    SbName *name = &names[i];

    name->field = &fields[i];
    name->name = make_field_name (type, i, name->field->name);
    name->words = name->field->type == SB_FIELD_ENUM ? make_words (name->field->get_type ()) : NULL;
    name->any_case = type == SB_TYPE_SUBSCRIPTION;
    name->is_flat = type == SB_TYPE_REACH && i == SB_REACH_FIELD_DEVICE;
    name->absent_words = has_absent_words (type, i);
  }

  return names;
}

const SbPermission *
sb_names_get_permission (SbCapability capability)
{
  return &permissions[capability];
}

/**
 * sb_names_get: (skip)
 *
 * Returns: (transfer none): the names of a record type's fields in the order of its table, and one
 *   that is none
 */
const SbName *
sb_names_get (GType type)
{
  static GMutex mutex;
  static GHashTable *tables;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  SbName *names;

  if (tables == NULL)
    tables = g_hash_table_new (NULL, NULL);

  names = g_hash_table_lookup (tables, GSIZE_TO_POINTER (type));
  if (names == NULL) {
    names = make_names (type);
    g_hash_table_insert (tables, GSIZE_TO_POINTER (type), names);
  }

  return names;
}

/* Returns: the name of what a query sorts or filters by */
const SbName *
sb_names_get_one (GType type, guint field)
{
  return type == SB_TYPE_DEVICE && field == SB_DEVICE_HAS_ESIM ? &has_esim
                                                               : &sb_names_get (type)[field];
}

/* Returns: the field of that name, in any case; -1 where there is none */
int
sb_names_find (GType type, const char *name)
{
  const SbName *names = sb_names_get (type);

  for (int i = 0; names[i].name != NULL; i++) {
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      return i;
  }

  return type == SB_TYPE_DEVICE && g_ascii_strcasecmp (has_esim.name, name) == 0
           ? SB_DEVICE_HAS_ESIM
           : -1;
}

static gboolean
is_called (GType type, const SbField *field, const char *name)
{
  for (const SbName *own = sb_names_get (type); own->name != NULL; own++) {
    if (own->field == field)
      return g_str_equal (own->name, name);
  }

  return FALSE;
}

/* Returns: the SbDraftField of a name such as "esim.carrierUrl"; -1 where it is none. A part of the
 * distribution is named like "distribution.deviceIds". */
int
sb_names_find_draft_field (const char *name)
{
  const char *dot = strrchr (name, '.');

  if (g_str_has_prefix (name, "distribution"))
    return SB_DRAFT_FIELD_DISTRIBUTION;

  if (dot != NULL)
    name = dot + 1;
  for (SbDraftField i = 0; i < SB_N_DRAFT_FIELDS; i++) {
    if (is_called (SB_TYPE_CONFIGURATION, sb_draft_field_get_info (i), name)
        || is_called (SB_TYPE_ESIM, sb_draft_field_get_info (i), name))
      return (int) i;
  }

  return -1;
}

/* Whether it goes to the server with what is saved. */
gboolean
sb_name_is_saved (const SbName *self)
{
  return (self->field->flags & (SB_FIELD_SAVED | SB_FIELD_EDITED)) != 0;
}

/* Returns: the value of an enumeration that has the word, or 0, which is UNKNOWN. What the server
 * calls its type of eSIM configurations is not published: any that contains ESIM counts as one. */
int
sb_name_find_value (const SbName *self, const char *word)
{
  g_autofree char *upper = NULL;

  for (int i = 1; self->words[i] != NULL; i++) {
    if (g_str_equal (self->words[i], word))
      return i;
  }
  if (self->field->get_type != sb_subject_get_type)
    return 0;

  upper = g_ascii_strup (word, -1);

  return strstr (upper, "ESIM") != NULL ? SB_SUBJECT_ESIM : 0;
}

/* Returns: the word for what a record has in the field: @text is the value's nick, or the server's
 * own word */
const char *
sb_name_get_word (const SbName *self, int value, const char *text)
{
  return g_strcmp0 (text, sb_enum_get_nick (self->field->get_type (), value)) == 0
           ? self->words[value]
           : text;
}

/* (transfer full): how a value that a query filters by is sent */
char *
sb_name_dup_filter (const SbName *self, const char *value)
{
  if (g_str_equal (value, SB_QUERY_NOT_REPORTED))
    return g_strdup ("UNKNOWN");

  return g_strdup (
    self->words == NULL
      ? value
      : sb_name_get_word (self, sb_enum_find (self->field->get_type (), value), value));
}

/* (transfer full): what a query filters by for a value that a facet lists */
char *
sb_name_dup_value (const SbName *self, const char *facet)
{
  int value = self->words != NULL ? sb_name_find_value (self, facet) : 0;

  if (g_str_equal (facet, "UNKNOWN"))
    return g_strdup (SB_QUERY_NOT_REPORTED);
  if (value != 0)
    return g_strdup (sb_enum_get_nick (self->field->get_type (), value));
  if (self->field->type == SB_FIELD_BOOLEAN)
    return g_ascii_strdown (facet, -1);

  return g_strdup (facet);
}
