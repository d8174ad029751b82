/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One reader for every record type, driven by the type's table. Record types nest in each other to
 * a depth that the tables fix, so a reply cannot make this recurse further.
 */

#define G_LOG_DOMAIN "sb-read"

#include "sb-read.h"

#include "sb-configuration.h"
#include "sb-delivery.h"
#include "sb-names.h"
#include "sb-tenant.h"

#include <string.h>

/* The first millisecond of the year 10000, which GDateTime and people no longer read. */
#define TIME_END G_GINT64_CONSTANT (253402300800000)

/* In bytes. No form takes more, and lists that showed it would stand still. */
#define TEXT_MAX 16384

/* What a privacy profile puts in a value's place: asterisks alone, or some before what is left. */
static gboolean
is_masked (const SbName *name, const char *text)
{
  return (name->field->flags & SB_FIELD_MASKABLE) != 0 && strstr (text, "***") != NULL;
}

/* A row may name a key of the server's own, as in "device__p_imei", in place of its value. */
static gboolean
is_key (const char *text)
{
  return g_str_has_prefix (text, "device__p_");
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
is_absent_word (const char *text)
{
  return g_ascii_strcasecmp (text, "Not Present") == 0 || g_ascii_strcasecmp (text, "UNKNOWN") == 0
         || g_ascii_strcasecmp (text, "null") == 0 || is_blank (text);
}

static char *
dup_text (JsonNode *node)
{
  g_autofree char *text = sb_node_to_text (node);

  return text != NULL && strlen (text) <= TEXT_MAX ? g_steal_pointer (&text) : NULL;
}

static void
read_id (SbRecord *record, guint index, JsonNode *node)
{
  g_autofree char *id = sb_node_to_id (node);

  sb_record_set_id (record, index, id);
}

/* A number as well, but for what it says: it is only compared. */
static void
read_version (SbRecord *record, guint index, JsonNode *node)
{
  gint64 number;

  if (sb_node_to_int64 (node, &number)) {
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

    sb_record_set_string (record, index, text);
  }
}

static void
read_text (SbRecord *record, guint index, const SbName *name, JsonNode *node)
{
  g_autofree char *text = dup_text (node);

  if (text == NULL || is_key (text))
    return;

  if (is_masked (name, text))
    sb_record_set_masked (record, index, text);
  else if (!name->absent_words || !is_absent_word (text))
    sb_record_set_string (record, index, text);
}

static void
read_enum (SbRecord *record, guint index, const SbName *name, JsonNode *node)
{
  g_autofree char *word = dup_text (node);
  int value;

  if (word == NULL || is_key (word) || is_absent_word (word))
    return;

  value = sb_name_find_value (name, word);
  /* The code of a refusal is told as it came, beside what it means. */
  if (g_str_equal (name->words[value], word) && name->field->get_type != sb_reject_code_get_type)
    sb_record_set_enum (record, index, value);
  else
    sb_record_set_enum_word (record, index, value, word);
}

static void
read_number (SbRecord *record, guint index, const SbField *field, JsonNode *node)
{
  gint64 number;

  if (!sb_node_to_int64 (node, &number))
    return;
  if (field->type == SB_FIELD_TIME && (number <= 0 || number >= TIME_END))
    return;

  sb_record_set_int64 (record, index, number);
}

static void
read_boolean (SbRecord *record, guint index, JsonNode *node)
{
  gboolean value;

  if (sb_node_to_boolean (node, &value))
    sb_record_set_boolean (record, index, value);
}

static void
read_strings (SbRecord *record, guint index, JsonArray *array)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    char *text = dup_text (json_array_get_element (array, i));

    if (text != NULL)
      g_ptr_array_add (texts, text);
  }
  g_ptr_array_add (texts, NULL);

  sb_record_set_strings (record, index, (const char *const *) texts->pdata);
}

static void
read_ids (SbRecord *record, guint index, JsonArray *array)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *id = sb_node_to_id (json_array_get_element (array, i));

    if (id != NULL)
      sb_ids_add (ids, id);
  }

  sb_record_set_ids (record, index, sb_ids_peek (ids, NULL), ids->len);
}

/* (nullable) */
static JsonNode *
find_member (JsonObject *object, const SbName *name)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (!name->any_case || json_object_has_member (object, name->name))
    return json_object_get_member (object, name->name);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node)) {
    if (g_ascii_strcasecmp (member, name->name) == 0)
      return node;
  }

  return NULL;
}

static gboolean
has_any_field (SbRecord *record, JsonObject *object)
{
  const SbName *names = sb_names_get (G_OBJECT_TYPE (record));

  for (guint i = 0; names[i].name != NULL; i++) {
    if (find_member (object, &names[i]) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* A list that has something, and nothing that we know, says nothing: it is not an empty one. */
static void
read_records (SbRecord *record, guint index, const SbField *field, JsonArray *array)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean understood = json_array_get_length (array) == 0;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *object = sb_node_get_object (json_array_get_element (array, i));
    SbRecord *element = object != NULL ? sb_read_record (field->get_type (), object, NULL, NULL)
                                       : NULL;

    if (element == NULL)
      continue;
    understood = understood || has_any_field (element, object);
    g_ptr_array_add (records, element);
  }

  if (understood)
    sb_record_set_records (record, index, records);
}

static void
read_nested (SbRecord *record,
             guint index,
             const SbName *name,
             JsonObject *object,
             const SbDocument *document,
             const SbRaw *raw)
{
  SbRaw inside = { NULL, NULL };
  g_autoptr (SbRecord) nested = NULL;

  if (raw != NULL)
    inside = sb_raw_get_member (raw, name->name);
  nested =
    sb_read_record (name->field->get_type (), object, document, raw != NULL ? &inside : NULL);
  sb_record_set_record (record, index, nested);
}

static void
read_field (SbRecord *record, guint index, const SbName *name, JsonNode *node)
{
  const SbField *field = name->field;
  JsonArray *array = sb_node_get_array (node);

  switch (field->type) {
  case SB_FIELD_ID:
    read_id (record, index, node);
    break;
  case SB_FIELD_VERSION:
    read_version (record, index, node);
    break;
  case SB_FIELD_STRING:
    read_text (record, index, name, node);
    break;
  case SB_FIELD_ENUM:
    read_enum (record, index, name, node);
    break;
  case SB_FIELD_BOOLEAN:
    read_boolean (record, index, node);
    break;
  case SB_FIELD_STRINGS:
    if (array != NULL)
      read_strings (record, index, array);
    break;
  case SB_FIELD_IDS:
    if (array != NULL)
      read_ids (record, index, array);
    break;
  case SB_FIELD_RECORDS:
    if (array != NULL)
      read_records (record, index, field, array);
    break;
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  case SB_FIELD_RECORD:
  default:
    read_number (record, index, field, node);
    break;
  }
}

/* One member says it all, as in "OMA_DM 404". */
static void
split_reset_error (SbRecord *record)
{
  const char *text = sb_record_get_string (record, SB_ESIM_STATE_FIELD_RESET_ERROR);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", 3);
  int domain;
  gint64 code;

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_signed (parts[1], 10, G_MININT64, G_MAXINT64, &code, NULL))
    return;

  domain = sb_name_find_value (
    sb_names_get_one (SB_TYPE_ESIM_STATE, SB_ESIM_STATE_FIELD_RESET_ERROR_DOMAIN),
    parts[0]);
  if (domain != SB_ERROR_DOMAIN_UNKNOWN) {
    sb_record_set_enum (record, SB_ESIM_STATE_FIELD_RESET_ERROR_DOMAIN, domain);
    sb_record_set_int64 (record, SB_ESIM_STATE_FIELD_RESET_ERROR_CODE, code);
  }
}

static gboolean
has_word (JsonArray *array, const char *word)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), word) == 0)
      return TRUE;
  }

  return FALSE;
}

/* What no list has is forbidden. Lists without any of the names that no guide knows say nothing
 * about them. */
static void
read_permissions (SbRecord *tenant, JsonObject *object)
{
  const SbName *name = sb_names_get_one (SB_TYPE_TENANT, SB_TENANT_FIELD_FORBIDDEN);
  JsonArray *listed = sb_node_get_array (sb_object_get (object, name->name));
  JsonArray *more = sb_node_get_array (sb_object_get (object, "cmPermissionList"));
  gint64 published = 0;
  gint64 own = 0;
  gboolean lists_own = FALSE;

  sb_record_set_unknown (tenant, SB_TENANT_FIELD_FORBIDDEN);
  if (listed == NULL)
    return;

  for (SbCapability i = 0; i < SB_N_CAPABILITIES; i++) {
    const SbPermission *permission = sb_names_get_permission (i);

    if (permission->name == NULL)
      continue;
    if (has_word (listed, permission->name) || has_word (more, permission->name))
      lists_own = lists_own || !permission->published;
    else if (permission->published)
      published |= SB_CAPABILITY_BIT (i);
    else
      own |= SB_CAPABILITY_BIT (i);
  }
  sb_record_set_int64 (tenant, SB_TENANT_FIELD_FORBIDDEN, lists_own ? published | own : published);
}

/* What goes back to the server when a configuration is edited. */
static gboolean
goes_back (GType type)
{
  return type == SB_TYPE_CONFIGURATION || type == SB_TYPE_ESIM || type == SB_TYPE_DISTRIBUTION;
}

/* Members that only the server sets. Those that have a field are not in the body that we write. */
static gboolean
is_read_only (GType type, const SbRaw *name)
{
  static const char *const names[] = {
    "dmPartitionDistributionType", "configurationMutable", "distributionMutable", "deletable",
    "clonedFromDefaultSpace",      "systemDefault",        "dmPartitionName",     "policyRuleType",
  };

  for (gsize i = 0; type == SB_TYPE_CONFIGURATION && i < G_N_ELEMENTS (names); i++) {
    if (sb_raw_is_name (name, names[i]))
      return TRUE;
  }

  return FALSE;
}

/* Returns the field's index; -1 where it is none of ours. */
static int
find_field (SbRecord *record, const SbRaw *name)
{
  const SbName *names = sb_names_get (G_OBJECT_TYPE (record));

  for (int i = 0; names[i].name != NULL; i++) {
    if (sb_raw_is_name (name, names[i].name))
      return i;
  }

  return -1;
}

/* Whether an edit sends the field. */
static gboolean
is_written (SbRecord *record, guint index)
{
  return G_OBJECT_TYPE (record) != SB_TYPE_CONFIGURATION
         || sb_name_is_saved (&sb_names_get (SB_TYPE_CONFIGURATION)[index]);
}

/* Whether an edit would write a field without what the server has in it. */
static gboolean
is_field_lost (SbRecord *record, guint index, const SbField *field, JsonNode *node)
{
  g_autofree char *text = sb_node_to_text (node);
  JsonArray *array = sb_node_get_array (node);
  gsize n_ids = 0;

  if (!sb_record_is_known (record, index))
    return text == NULL || !is_absent_word (text);
  if (field->type != SB_FIELD_IDS)
    return FALSE;

  sb_record_get_ids (record, index, &n_ids);

  return n_ids != json_array_get_length (array);
}

static gboolean
has_lost_field (SbRecord *record, JsonObject *object)
{
  const SbName *names = sb_names_get (G_OBJECT_TYPE (record));

  for (guint i = 0; names[i].name != NULL; i++) {
    JsonNode *node = is_written (record, i) ? sb_object_get (object, names[i].name) : NULL;

    if (node != NULL && is_field_lost (record, i, names[i].field, node))
      return TRUE;
  }

  return FALSE;
}

/* What the record's fields do not hold, as it came. What had to be repaired cannot go back, in a
 * field as little as elsewhere. */
static void
keep_rest (SbRecord *record, JsonObject *object, const SbDocument *document, const SbRaw *raw)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  gboolean lossy = has_lost_field (record, object);
  SbRaw inside = sb_raw_open (raw);
  SbRaw name;
  SbRaw value;

  while (sb_raw_next_member (&inside, &name, &value)) {
    int field = find_field (record, &name);

    if (field >= 0 ? !is_written (record, (guint) field)
                   : is_read_only (G_OBJECT_TYPE (record), &name))
      continue;
    if (sb_raw_is_bad (document, &name, &value)) {
      lossy = TRUE;
      continue;
    }
    if (field >= 0)
      continue;
    if (rest->len > 0)
      g_string_append_c (rest, ',');
    g_string_append_len (rest, name.at, value.end - name.at);
  }

  if (rest->len > 0)
    bytes = g_bytes_new (rest->str, rest->len);
  sb_record_set_rest (record, bytes, lossy);
}

/**
 * sb_read_record:
 * @type: a record type
 * @object: any object
 * @document: (nullable): what @object is of
 * @raw: (nullable): the bytes of @object in @document; where they are given, the record keeps what
 *   goes back to the server with it
 *
 * Returns: (transfer full): a sealed record with what @object has of its fields
 */
SbRecord *
sb_read_record (GType type, JsonObject *object, const SbDocument *document, const SbRaw *raw)
{
  SbRecord *record = sb_record_new (type);
  const SbName *names = sb_names_get (type);

  if (!goes_back (type))
    raw = NULL;

  for (guint i = 0; names[i].name != NULL; i++) {
    JsonNode *node = names[i].is_flat ? NULL : find_member (object, &names[i]);

    if (names[i].is_flat)
      read_nested (record, i, &names[i], object, document, NULL);
    if (node == NULL || JSON_NODE_HOLDS_NULL (node))
      continue;
    if (names[i].field->type != SB_FIELD_RECORD)
      read_field (record, i, &names[i], node);
    else if (sb_node_get_object (node) != NULL)
      read_nested (record, i, &names[i], sb_node_get_object (node), document, raw);
  }

  if (type == SB_TYPE_ESIM_STATE)
    split_reset_error (record);
  if (type == SB_TYPE_TENANT)
    read_permissions (record, object);
  if (raw != NULL)
    keep_rest (record, object, document, raw);

  return sb_record_seal (record);
}
