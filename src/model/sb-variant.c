/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-variant"

#include "sb-variant.h"

#include "sb-draft.h"
#include "sb-enums.h"
#include "sb-error.h"

/* No field has such names. */
#define KEY_REST  ":rest"
#define KEY_LOSSY ":lossy"

/* What stands in a masked value's place. */
#define TYPE_MASKED G_VARIANT_TYPE ("ms")
/* An enumeration's value by its nick, and the server's own word for it. */
#define TYPE_WORD    G_VARIANT_TYPE ("(ss)")
#define TYPE_RECORDS G_VARIANT_TYPE ("aa{sv}")
/* A field error: an SbDraftField by its property or nothing, then name, code and message. */
#define TYPE_FIELDS G_VARIANT_TYPE ("a(msmsmsms)")

static const char *const error_nicks[SB_N_ERRORS] = {
  [SB_ERROR_CANCELLED] = "cancelled",
  [SB_ERROR_OFFLINE] = "offline",
  [SB_ERROR_TLS] = "tls",
  [SB_ERROR_UNAUTHORIZED] = "unauthorized",
  [SB_ERROR_FORBIDDEN] = "forbidden",
  [SB_ERROR_NOT_FOUND] = "not-found",
  [SB_ERROR_NAME_TAKEN] = "name-taken",
  [SB_ERROR_CHANGED_ELSEWHERE] = "changed-elsewhere",
  [SB_ERROR_KEY_REUSED] = "key-reused",
  [SB_ERROR_IN_PROGRESS] = "in-progress",
  [SB_ERROR_DELETED] = "deleted",
  [SB_ERROR_INVALID] = "invalid",
  [SB_ERROR_RATE_LIMITED] = "rate-limited",
  [SB_ERROR_UNAVAILABLE] = "unavailable",
  [SB_ERROR_PROTOCOL] = "protocol",
  [SB_ERROR_UNSUPPORTED] = "unsupported",
  [SB_ERROR_DEADLINE] = "deadline",
  [SB_ERROR_KEYRING] = "keyring",
  [SB_ERROR_STORAGE] = "storage",
  [SB_ERROR_AUTHORITY] = "authority",
  [SB_ERROR_TOO_LARGE] = "too-large",
  [SB_ERROR_INCOMPLETE] = "incomplete",
  [SB_ERROR_LOSSY] = "lossy",
  [SB_ERROR_OVERDUE] = "overdue",
  [SB_ERROR_PROXY] = "proxy",
  [SB_ERROR_INTERRUPTED] = "interrupted",
  [SB_ERROR_EXPIRED] = "expired",
  [SB_ERROR_RESTED] = "rested",
  [SB_ERROR_CHANGED_HANDS] = "changed-hands",
};

static const char *const network_nicks[] = {
  [SB_NETWORK_OTHER] = "other",
  [SB_NETWORK_NO_SUCH_NAME] = "no-such-name",
  [SB_NETWORK_REFUSED] = "refused",
  [SB_NETWORK_NOT_TLS] = "not-tls",
  [SB_NETWORK_ASKS_CERTIFICATE] = "asks-certificate",
};

static const char *const keyring_nicks[] = {
  [SB_KEYRING_FAILED] = "failed",
  [SB_KEYRING_LOCKED] = "locked",
  [SB_KEYRING_ABSENT] = "absent",
  [SB_KEYRING_EMPTY] = "empty",
};

static const char *const authority_nicks[] = {
  [SB_AUTHORITY_UNREADABLE] = "unreadable",
  [SB_AUTHORITY_NOTHING] = "nothing",
  [SB_AUTHORITY_BUNDLE] = "bundle",
  [SB_AUTHORITY_PKCS12] = "pkcs12",
  [SB_AUTHORITY_KEY] = "key",
};

static const char *const storage_nicks[] = {
  [SB_STORAGE_REFUSED] = "refused",     [SB_STORAGE_FULL] = "full",
  [SB_STORAGE_READ_ONLY] = "read-only", [SB_STORAGE_FOREIGN] = "foreign",
  [SB_STORAGE_NEWER] = "newer",         [SB_STORAGE_BROKEN] = "broken",
  [SB_STORAGE_IN_USE] = "in-use",
};

typedef enum { DETAIL_UINT, DETAIL_INT64, DETAIL_BOOLEAN, DETAIL_TEXT, DETAIL_NICK } DetailType;

/* The members of SbErrorDetails that are plain. */
static const struct {
  const char *name;
  DetailType type;
  gsize offset;
  const char *const *nicks;
  guint n_nicks;
} plain_details[] = {
#define DETAIL(name, type, member)                                                                 \
  {                                                                                                \
    name, DETAIL_##type, G_STRUCT_OFFSET (SbErrorDetails, member)                                  \
  }
#define NICK_DETAIL(name, member, nicks)                                                           \
  {                                                                                                \
    name, DETAIL_NICK, G_STRUCT_OFFSET (SbErrorDetails, member), nicks, G_N_ELEMENTS (nicks)       \
  }
  DETAIL ("http-status", UINT, http_status),
  DETAIL ("server-code", TEXT, server_code),
  DETAIL ("server-message", TEXT, server_message),
  DETAIL ("permission", TEXT, permission),
  DETAIL ("proxy", TEXT, proxy),
  DETAIL ("wants-sign-in", BOOLEAN, wants_sign_in),
  DETAIL ("retry-at", INT64, retry_at),
  DETAIL ("tls-flags", UINT, tls_flags),
  DETAIL ("maybe-done", BOOLEAN, maybe_done),
  DETAIL ("enveloped", BOOLEAN, enveloped),
  DETAIL ("with-token", BOOLEAN, with_token),
  NICK_DETAIL ("network-problem", network_problem, network_nicks),
  NICK_DETAIL ("keyring-problem", keyring_problem, keyring_nicks),
  NICK_DETAIL ("authority-problem", authority_problem, authority_nicks),
  NICK_DETAIL ("storage-problem", storage_problem, storage_nicks),
};

/* They are read and written as numbers. */
G_STATIC_ASSERT (sizeof (SbStorageProblem) == sizeof (guint));

/* Returns -1 where it is none of them. */
static int
find_nick (const char *const *nicks, guint n_nicks, const char *nick)
{
  for (guint i = 0; i < n_nicks; i++) {
    if (g_strcmp0 (nicks[i], nick) == 0)
      return (int) i;
  }

  return -1;
}

/* (transfer floating) */
static GVariant *
new_maybe_text (const char *text)
{
  return g_variant_new_maybe (G_VARIANT_TYPE_STRING,
                              text != NULL ? sb_variant_new_text (text) : NULL);
}

/* (transfer floating) */
static GVariant *
new_texts (const char *const *texts, gsize n_texts)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; i < n_texts; i++)
    g_variant_builder_add_value (&builder, sb_variant_new_text (texts[i] != NULL ? texts[i] : ""));

  return g_variant_builder_end (&builder);
}

/* (transfer floating) */
static GVariant *
new_enum (SbRecord *record, guint index, const SbField *field)
{
  const char *word = sb_record_get_string (record, index);
  const char *nick = sb_enum_get_nick (field->get_type (), sb_record_get_enum (record, index));

  if (g_str_equal (word, nick))
    return g_variant_new_string (nick);

  return g_variant_new ("(s@s)", nick, sb_variant_new_text (word));
}

/* (transfer floating) */
static GVariant *
new_records (GPtrArray *records)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, TYPE_RECORDS);
  for (guint i = 0; i < records->len; i++) {
    g_autoptr (GVariant) record = sb_record_to_variant (g_ptr_array_index (records, i));

    g_variant_builder_add_value (&builder, record);
  }

  return g_variant_builder_end (&builder);
}

/* (transfer floating): what a field is known to be */
static GVariant *
new_value (SbRecord *record, guint index, const SbField *field)
{
  const char *const *texts;
  gsize n_texts;

  switch (field->type) {
  case SB_FIELD_ID:
    return sb_variant_new_text (sb_record_get_id (record, index));
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
    return sb_variant_new_text (sb_record_get_string (record, index));
  case SB_FIELD_BOOLEAN:
    return g_variant_new_boolean (sb_record_get_boolean (record, index));
  case SB_FIELD_ENUM:
    return new_enum (record, index, field);
  case SB_FIELD_STRINGS:
    texts = sb_record_get_strings (record, index);
    return new_texts (texts, g_strv_length ((char **) texts));
  case SB_FIELD_IDS:
    texts = sb_record_get_ids (record, index, &n_texts);
    return new_texts (texts, n_texts);
  case SB_FIELD_RECORD:
    return sb_record_to_variant (sb_record_get_record (record, index));
  case SB_FIELD_RECORDS:
    return new_records (sb_record_get_records (record, index));
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  default:
    return g_variant_new_int64 (sb_record_get_int64 (record, index));
  }
}

static void
read_enum (SbRecord *record, guint index, const SbField *field, GVariant *value)
{
  const char *nick;
  const char *word;
  int number;

  if (g_variant_is_of_type (value, TYPE_WORD)) {
    g_variant_get (value, "(&s&s)", &nick, &word);
    sb_record_set_enum_word (record, index, sb_enum_find (field->get_type (), nick), word);
  } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
    nick = g_variant_get_string (value, NULL);
    number = sb_enum_find (field->get_type (), nick);
    if (g_str_equal (nick, sb_enum_get_nick (field->get_type (), number)))
      sb_record_set_enum (record, index, number);
    else
      sb_record_set_enum_word (record, index, number, nick);
  }
}

static void
read_texts (SbRecord *record, guint index, const SbField *field, GVariant *value)
{
  g_autofree const char **texts = NULL;
  gsize n_texts;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return;

  texts = g_variant_get_strv (value, &n_texts);
  if (field->type == SB_FIELD_IDS)
    sb_record_set_ids (record, index, texts, n_texts);
  else
    sb_record_set_strings (record, index, texts);
}

static void
read_record (SbRecord *record, guint index, const SbField *field, GVariant *value)
{
  g_autoptr (SbRecord) inner = NULL;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return;

  inner = sb_record_from_variant (field->get_type (), value);
  sb_record_set_record (record, index, inner);
}

static void
read_records (SbRecord *record, guint index, const SbField *field, GVariant *value)
{
  g_autoptr (GPtrArray) records = NULL;
  gsize n_records;

  if (!g_variant_is_of_type (value, TYPE_RECORDS))
    return;

  n_records = g_variant_n_children (value);
  records = g_ptr_array_new_full ((guint) n_records, g_object_unref);
  for (gsize i = 0; i < n_records; i++) {
    g_autoptr (GVariant) inner = g_variant_get_child_value (value, i);

    g_ptr_array_add (records, sb_record_from_variant (field->get_type (), inner));
  }
  sb_record_set_records (record, index, records);
}

static void
read_value (SbRecord *record, guint index, const SbField *field, GVariant *value)
{
  const char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
                       ? g_variant_get_string (value, NULL)
                       : NULL;

  if (g_variant_is_of_type (value, TYPE_MASKED)) {
    g_variant_get (value, "m&s", &text);
    sb_record_set_masked (record, index, text);
    return;
  }

  switch (field->type) {
  case SB_FIELD_ID:
    sb_record_set_id (record, index, text);
    break;
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
    sb_record_set_string (record, index, text);
    break;
  case SB_FIELD_BOOLEAN:
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
      sb_record_set_boolean (record, index, g_variant_get_boolean (value));
    break;
  case SB_FIELD_ENUM:
    read_enum (record, index, field, value);
    break;
  case SB_FIELD_STRINGS:
  case SB_FIELD_IDS:
    read_texts (record, index, field, value);
    break;
  case SB_FIELD_RECORD:
    read_record (record, index, field, value);
    break;
  case SB_FIELD_RECORDS:
    read_records (record, index, field, value);
    break;
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  default:
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
      sb_record_set_int64 (record, index, g_variant_get_int64 (value));
    break;
  }
}

/* (transfer full) (nullable) */
static GBytes *
read_rest (GVariant *dict)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, KEY_REST, G_VARIANT_TYPE_BYTESTRING);

  return value != NULL ? g_variant_get_data_as_bytes (value) : NULL;
}

GVariant *
sb_record_to_variant (SbRecord *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const SbField *fields;
  guint n_fields;

  g_return_val_if_fail (SB_IS_RECORD (self), NULL);

  fields = sb_record_get_fields (self, &n_fields);
  for (guint i = 0; i < n_fields; i++) {
    SbValueState state = sb_record_get_state (self, i);

    if (state == SB_VALUE_UNKNOWN)
      continue;
    g_variant_builder_add (&builder,
                           "{sv}",
                           fields[i].name,
                           state == SB_VALUE_KNOWN
                             ? new_value (self, i, &fields[i])
                             : new_maybe_text (sb_record_get_string (self, i)));
  }
  if (sb_record_get_rest (self) != NULL)
    g_variant_builder_add (
      &builder,
      "{sv}",
      KEY_REST,
      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, sb_record_get_rest (self), TRUE));
  if (sb_record_is_lossy (self))
    g_variant_builder_add (&builder, "{sv}", KEY_LOSSY, g_variant_new_boolean (TRUE));

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

gpointer
sb_record_from_variant (GType type, GVariant *variant)
{
  SbRecord *record = sb_record_new (type);
  g_autoptr (GBytes) rest = NULL;
  const SbField *fields;
  guint n_fields;
  gboolean lossy = FALSE;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (variant != NULL, NULL);

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    return sb_record_seal (record);

  fields = sb_record_get_fields (record, &n_fields);
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value)) {
    for (guint i = 0; i < n_fields; i++) {
      if (g_str_equal (fields[i].name, name))
        read_value (record, i, &fields[i], value);
    }
  }
  rest = read_rest (variant);
  g_variant_lookup (variant, KEY_LOSSY, "b", &lossy);
  sb_record_set_rest (record, rest, lossy);

  return sb_record_seal (record);
}

static void
add_detail (GVariantDict *dict, const SbErrorDetails *details, gsize i)
{
  const char *name = plain_details[i].name;
  gconstpointer member = G_STRUCT_MEMBER_P (details, plain_details[i].offset);
  const gint64 *time = member;
  const guint *number = member;
  const char *const *text = member;

  switch (plain_details[i].type) {
  case DETAIL_INT64:
    if (*time != 0)
      g_variant_dict_insert (dict, name, "x", *time);
    break;
  case DETAIL_BOOLEAN:
    if (*number != 0)
      g_variant_dict_insert (dict, name, "b", TRUE);
    break;
  case DETAIL_TEXT:
    sb_variant_add_text (dict, name, *text);
    break;
  case DETAIL_NICK:
    if (*number != 0 && *number < plain_details[i].n_nicks)
      g_variant_dict_insert (dict, name, "s", plain_details[i].nicks[*number]);
    break;
  case DETAIL_UINT:
  default:
    if (*number != 0)
      g_variant_dict_insert (dict, name, "u", *number);
    break;
  }
}

/* What it sets belongs to @dict. */
static void
read_detail (GVariant *dict, SbErrorDetails *details, gsize i)
{
  const char *name = plain_details[i].name;
  gpointer member = G_STRUCT_MEMBER_P (details, plain_details[i].offset);
  const char *nick;
  int number;

  switch (plain_details[i].type) {
  case DETAIL_INT64:
    g_variant_lookup (dict, name, "x", member);
    break;
  case DETAIL_BOOLEAN:
    g_variant_lookup (dict, name, "b", member);
    break;
  case DETAIL_TEXT:
    g_variant_lookup (dict, name, "&s", member);
    break;
  case DETAIL_NICK:
    if (g_variant_lookup (dict, name, "&s", &nick)) {
      number = find_nick (plain_details[i].nicks, plain_details[i].n_nicks, nick);
      *(guint *) member = (guint) MAX (number, 0);
    }
    break;
  case DETAIL_UINT:
  default:
    g_variant_lookup (dict, name, "u", member);
    break;
  }
}

/* (transfer floating) */
static GVariant *
new_field_errors (GPtrArray *field_errors)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, TYPE_FIELDS);
  for (guint i = 0; i < field_errors->len; i++) {
    const SbFieldError *field = g_ptr_array_index (field_errors, i);
    gboolean known = field->field >= 0 && field->field < SB_N_DRAFT_FIELDS;

    g_variant_builder_add (
      &builder,
      "(@ms@ms@ms@ms)",
      new_maybe_text (known ? sb_draft_field_get_property (field->field) : NULL),
      new_maybe_text (field->name),
      new_maybe_text (field->code),
      new_maybe_text (field->message));
  }

  return g_variant_builder_end (&builder);
}

static int
find_draft_field (const char *property)
{
  for (SbDraftField field = 0; property != NULL && field < SB_N_DRAFT_FIELDS; field++) {
    if (g_str_equal (sb_draft_field_get_property (field), property))
      return (int) field;
  }

  return -1;
}

/* (transfer full) (nullable) (element-type SbFieldError) */
static GPtrArray *
read_field_errors (GVariant *dict)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, "field-errors", TYPE_FIELDS);
  const char *property;
  const char *name;
  const char *code;
  const char *message;
  GVariantIter iter;
  GPtrArray *field_errors;

  if (value == NULL)
    return NULL;

  field_errors = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(m&sm&sm&sm&s)", &property, &name, &code, &message))
    g_ptr_array_add (field_errors,
                     sb_field_error_new (find_draft_field (property), name, code, message));

  return field_errors;
}

GVariant *
sb_error_to_variant (const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);
  GVariantDict dict;

  g_return_val_if_fail (details != NULL, NULL);
  g_return_val_if_fail (error->code >= 0 && error->code < SB_N_ERRORS, NULL);

  g_variant_dict_init (&dict, NULL);
  sb_variant_add_text (&dict, "code", error_nicks[error->code]);
  sb_variant_add_text (&dict, "message", error->message);
  for (gsize i = 0; i < G_N_ELEMENTS (plain_details); i++)
    add_detail (&dict, details, i);
  if (details->field_errors != NULL)
    g_variant_dict_insert_value (&dict, "field-errors", new_field_errors (details->field_errors));
  if (details->current != NULL
      && G_TYPE_CHECK_INSTANCE_TYPE (details->current, SB_TYPE_CONFIGURATION)) {
    g_autoptr (GVariant) current = sb_record_to_variant (SB_RECORD (details->current));

    g_variant_dict_insert_value (&dict, "current", current);
  }

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

GError *
sb_error_from_variant (GVariant *variant)
{
  g_autoptr (GVariant) current = NULL;
  g_autoptr (GPtrArray) field_errors = NULL;
  g_autoptr (GObject) configuration = NULL;
  SbErrorDetails details = { 0 };
  const char *nick = NULL;
  const char *message = "";
  int code;

  g_return_val_if_fail (variant != NULL, NULL);

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    return sb_error_new (SB_ERROR_PROTOCOL, NULL, "An error that cannot be read");

  g_variant_lookup (variant, "code", "&s", &nick);
  g_variant_lookup (variant, "message", "&s", &message);
  code = find_nick (error_nicks, SB_N_ERRORS, nick);
  for (gsize i = 0; i < G_N_ELEMENTS (plain_details); i++)
    read_detail (variant, &details, i);
  details.field_errors = field_errors = read_field_errors (variant);
  current = g_variant_lookup_value (variant, "current", G_VARIANT_TYPE_VARDICT);
  if (current != NULL)
    details.current = configuration = sb_record_from_variant (SB_TYPE_CONFIGURATION, current);

  return sb_error_new (code >= 0 ? (SbError) code : SB_ERROR_PROTOCOL, &details, "%s", message);
}

GVariant *
sb_variant_new_text (const char *text)
{
  return g_utf8_validate (text, -1, NULL)
           ? g_variant_new_string (text)
           : g_variant_new_take_string (g_utf8_make_valid (text, -1));
}

void
sb_variant_add_text (GVariantDict *dict, const char *name, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert_value (dict, name, sb_variant_new_text (text));
}

void
sb_variant_add_ids (GVariantDict *dict, const char *name, const char *const *ids, gsize n_ids)
{
  g_variant_dict_insert_value (dict, name, new_texts (ids, n_ids));
}
