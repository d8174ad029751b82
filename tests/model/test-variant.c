/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written down is read again as it was, and whatever is read instead breaks nothing. The
 * seed of what is random is printed; --seed gives it again. */

#include "sb-variant.h"

#include "sb-command.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-draft.h"
#include "sb-error.h"
#include "sb-tenant.h"

#include <string.h>

typedef GType (*GetType) (void);

static const GetType get_types[] = {
  sb_person_get_type,
  sb_esim_get_type,
  sb_distribution_get_type,
  sb_target_get_type,
  sb_distribution_names_get_type,
  sb_delivery_counts_get_type,
  sb_configuration_get_type,
  sb_configuration_type_get_type,
  sb_subscription_get_type,
  sb_group_ref_get_type,
  sb_device_get_type,
  sb_reach_get_type,
  sb_assignment_get_type,
  sb_delivery_get_type,
  sb_download_server_get_type,
  sb_esim_profile_get_type,
  sb_esim_state_get_type,
  sb_tenant_get_type,
  sb_device_space_get_type,
  sb_rejection_get_type,
  sb_outcome_get_type,
};

/* (transfer none): some text, which may be none, long, or not one line */
static const char *
pick_text (void)
{
  static const char *const texts[] = {
    "",
    "Laptops",
    "smdp.example.com",
    "one\ntwo\t\u202ethree",
    "Grüße — 日本 🛰",
    ":rest",
    "9223372036854775807",
    "active",
    "NOT_A_NICK",
    "a long text, a long text, a long text, a long text, a long text, a long text, a long text, "
    "a long text, a long text, a long text, a long text, a long text, a long text, a long text, "
    "a long text, a long text, a long text, a long text, a long text, a long text, a long text",
  };

  return texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
}

static gboolean
toss (void)
{
  return g_test_rand_int_range (0, 2) == 0;
}

/* (transfer full) */
static char **
new_texts (gsize *n_texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  *n_texts = (gsize) g_test_rand_int_range (0, 5);
  for (gsize i = 0; i < *n_texts; i++)
    g_strv_builder_add (builder, pick_text ());

  return g_strv_builder_end (builder);
}

static gint64
pick_number (void)
{
  static const gint64 numbers[] = { 0, 1, -1, 1760000000000, G_MAXINT64, G_MININT64 };

  return numbers[g_test_rand_int_range (0, G_N_ELEMENTS (numbers))];
}

static SbRecord *new_random (GType type);

static void
set_known (SbRecord *record, guint index, const SbField *field)
{
  g_auto (GStrv) texts = NULL;
  gsize n_texts;

  switch (field->type) {
  case SB_FIELD_ID:
    sb_record_set_id (record, index, pick_text ());
    break;
  case SB_FIELD_VERSION:
  case SB_FIELD_STRING:
    sb_record_set_string (record, index, pick_text ());
    break;
  case SB_FIELD_BOOLEAN:
    sb_record_set_boolean (record, index, toss ());
    break;
  case SB_FIELD_ENUM: {
    g_autoptr (GEnumClass) klass = g_type_class_ref (field->get_type ());
    int value = klass->values[g_test_rand_int_range (0, (gint32) klass->n_values)].value;

    if (toss ())
      sb_record_set_enum (record, index, value);
    else
      sb_record_set_enum_word (record, index, value, pick_text ());
    break;
  }
  case SB_FIELD_STRINGS:
    texts = new_texts (&n_texts);
    sb_record_set_strings (record, index, (const char *const *) texts);
    break;
  case SB_FIELD_IDS:
    texts = new_texts (&n_texts);
    sb_record_set_ids (record, index, (const char *const *) texts, n_texts);
    break;
  case SB_FIELD_RECORD: {
    g_autoptr (SbRecord) inner = new_random (field->get_type ());

    sb_record_set_record (record, index, inner);
    break;
  }
  case SB_FIELD_RECORDS: {
    g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

    for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
      g_ptr_array_add (records, new_random (field->get_type ()));
    sb_record_set_records (record, index, records);
    break;
  }
  case SB_FIELD_INT64:
  case SB_FIELD_TIME:
  default:
    sb_record_set_int64 (record, index, pick_number ());
    break;
  }
}

/* (transfer full): with anything in each field of its table, sealed */
static SbRecord *
new_random (GType type)
{
  SbRecord *record = sb_record_new (type);
  const SbField *fields;
  guint n_fields;

  fields = sb_record_get_fields (record, &n_fields);
  for (guint i = 0; i < n_fields; i++) {
    int state = g_test_rand_int_range (0, 8);

    if (state == 0)
      sb_record_set_masked (record, i, toss () ? pick_text () : NULL);
    else if (state > 1)
      set_known (record, i, &fields[i]);
  }
  if (toss ()) {
    const char *text = pick_text ();
    g_autoptr (GBytes) rest = g_bytes_new (text, strlen (text));

    sb_record_set_rest (record, toss () ? rest : NULL, toss ());
  }

  return sb_record_seal (record);
}

/* (transfer full): the same as it comes from a disk */
static GVariant *
write_and_read (GVariant *variant)
{
  g_autoptr (GBytes)
    bytes = g_bytes_new (g_variant_get_data (variant), g_variant_get_size (variant));

  g_assert_false (g_variant_is_floating (variant));

  return g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
}

/* Every type of the model is here. */
static void
test_types (void)
{
  g_autofree GType *children = NULL;
  guint n_children;

  for (gsize i = 0; i < G_N_ELEMENTS (get_types); i++) {
    g_autoptr (GTypeClass) klass = g_type_class_ref (get_types[i]());

    g_assert_nonnull (klass);
  }
  children = g_type_children (SB_TYPE_RECORD, &n_children);
  g_assert_cmpuint (n_children, ==, G_N_ELEMENTS (get_types));
}

static void
test_records (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (get_types); i++) {
    for (guint turn = 0; turn < 100; turn++) {
      g_autoptr (SbRecord) record = new_random (get_types[i]());
      g_autoptr (GVariant) variant = sb_record_to_variant (record);
      g_autoptr (GVariant) read = write_and_read (variant);
      g_autoptr (SbRecord) again = sb_record_from_variant (get_types[i](), read);
      guint n_fields;

      g_assert_true (g_variant_is_normal_form (read));
      g_assert_true (sb_record_is_sealed (again));
      g_assert_true (sb_record_equal (record, again));
      sb_record_get_fields (record, &n_fields);
      for (guint field = 0; field < n_fields; field++)
        g_assert_cmpstr (sb_record_get_line (record, field), ==, sb_record_get_line (again, field));
    }
  }
}

/* What nobody says is unknown, and an empty list is not that. */
static void
test_states (void)
{
  g_autoptr (SbRecord) record = sb_record_new (sb_device_get_type ());
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (SbRecord) again = NULL;

  sb_record_set_id (record, SB_DEVICE_FIELD_ID, "70001");
  sb_record_set_masked (record, SB_DEVICE_FIELD_IMEI, "*****");
  sb_record_set_masked (record, SB_DEVICE_FIELD_ICCID, NULL);
  sb_record_set_records (record, SB_DEVICE_FIELD_GROUPS, none);
  sb_record_set_enum_word (record,
                           SB_DEVICE_FIELD_REGISTRATION_STATE,
                           SB_REGISTRATION_UNKNOWN,
                           "ON_LOAN");
  variant = sb_record_to_variant (sb_record_seal (record));
  g_assert_cmpuint (g_variant_n_children (variant), ==, 5);

  again = sb_record_from_variant (sb_device_get_type (), variant);
  g_assert_cmpstr (sb_record_get_own_id (again), ==, "70001");
  g_assert_true (sb_record_is_masked (again, SB_DEVICE_FIELD_IMEI));
  g_assert_cmpstr (sb_record_get_string (again, SB_DEVICE_FIELD_IMEI), ==, "*****");
  g_assert_true (sb_record_is_masked (again, SB_DEVICE_FIELD_ICCID));
  g_assert_null (sb_record_get_string (again, SB_DEVICE_FIELD_ICCID));
  g_assert_nonnull (sb_record_get_records (again, SB_DEVICE_FIELD_GROUPS));
  g_assert_null (sb_record_get_records (again, SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS));
  g_assert_cmpint (sb_record_get_enum (again, SB_DEVICE_FIELD_REGISTRATION_STATE),
                   ==,
                   SB_REGISTRATION_UNKNOWN);
  g_assert_cmpstr (sb_record_get_string (again, SB_DEVICE_FIELD_REGISTRATION_STATE), ==, "ON_LOAN");
  g_assert_cmpint (sb_record_get_state (again, SB_DEVICE_FIELD_UDID), ==, SB_VALUE_UNKNOWN);
}

/* A field that is gone, one that came, one of another type, a word of a later version. */
static void
test_other_versions (void)
{
  g_autoptr (GVariant)
    variant = g_variant_ref_sink (g_variant_new_parsed ("{'name': <'Laptops'>, 'gone': <'x'>,"
                                                        " 'enabled': <'yes'>, 'id': <int64 7>,"
                                                        " 'actions': <[int64 1]>, 'esim': <'text'>,"
                                                        " 'platform-type': <'toaster'>,"
                                                        " 'modified-at': <1.5>, ':rest': <'x'>}"));
  g_autoptr (SbRecord) record = sb_record_from_variant (SB_TYPE_CONFIGURATION, variant);
  g_autoptr (GVariant) text = g_variant_ref_sink (g_variant_new_string ("x"));
  g_autoptr (SbRecord) empty = sb_record_from_variant (SB_TYPE_CONFIGURATION, text);
  guint n_fields;

  sb_record_get_fields (record, &n_fields);
  for (guint i = 0; i < n_fields; i++) {
    gboolean known = i == SB_CONFIGURATION_FIELD_NAME || i == SB_CONFIGURATION_FIELD_PLATFORM_TYPE;

    g_assert_cmpint (sb_record_is_known (record, i), ==, known);
    g_assert_false (sb_record_is_known (empty, i));
  }
  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE),
                   ==,
                   "toaster");
  g_assert_cmpint (sb_record_get_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE), ==, 0);
  g_assert_null (sb_record_get_rest (record));
  g_assert_true (sb_record_is_sealed (empty));
}

/* Text that is none is made one: what is written can always be read. */
static void
test_no_text (void)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_STORAGE, NULL, "/home/caf\xe9: no");
  g_autoptr (GVariant) variant = sb_error_to_variant (error);
  g_autoptr (GError) again = sb_error_from_variant (variant);

  g_assert_true (g_variant_is_normal_form (variant));
  g_assert_cmpstr (again->message, ==, "/home/caf\uFFFD: no");
}

/* (transfer full): known well enough to be saved and deleted */
static SbConfiguration *
new_configuration (const char *id)
{
  g_autoptr (SbRecord) random = new_random (SB_TYPE_CONFIGURATION);
  SbRecord *record = sb_record_copy (random);

  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, id);
  sb_record_set_string (record,
                        SB_CONFIGURATION_FIELD_UUID,
                        "5c2a1b9e-0000-4000-8000-000000000007");

  return sb_record_seal (record);
}

/* (transfer full): a command of a kind, with anything in it */
static SbCommand *
new_command (SbCommandKind kind)
{
  const char *const many[] = { "70001", "a/b", "9223372036854775807" };
  gsize n = (gsize) g_test_rand_int_range (1, 4);
  g_autoptr (SbConfiguration) before = new_configuration ("7");
  g_autoptr (SbConfiguration)
    proposal = new_configuration (kind == SB_COMMAND_CREATE_CONFIGURATION ? NULL : "7");

  switch ((int) kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    return sb_command_new_save (proposal, NULL);
  case SB_COMMAND_UPDATE_CONFIGURATION:
    return sb_command_new_save (proposal, toss () ? before : NULL);
  case SB_COMMAND_DELETE_CONFIGURATION:
    return sb_command_new_delete (before);
  case SB_COMMAND_PUSH:
    return toss () ? sb_command_new_push (many, n, many, 1)
                   : sb_command_new_push (many, 1, many, n);
  case SB_COMMAND_EXCLUDE:
    return sb_command_new_exclude ("70001", many, n);
  case SB_COMMAND_INCLUDE:
    return sb_command_new_include ("70001", many, n);
  default:
    return sb_command_new_for_devices (kind, many, n);
  }
}

static void
assert_same_ids (const char *const *a, gsize n_a, const char *const *b, gsize n_b)
{
  g_assert_cmpuint (n_a, ==, n_b);
  for (gsize i = 0; i < n_a; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
}

static void
assert_same_command (SbCommand *a, SbCommand *b)
{
  const char *const *ids_a;
  const char *const *ids_b;
  gsize n_a;
  gsize n_b;

  g_assert_cmpint (sb_command_get_kind (a), ==, sb_command_get_kind (b));
  g_assert_cmpstr (sb_command_get_key (a), ==, sb_command_get_key (b));
  g_assert_cmpstr (sb_command_get_subject (a), ==, sb_command_get_subject (b));
  g_assert_cmpstr (sb_command_get_space (a), ==, sb_command_get_space (b));
  g_assert_cmpstr (sb_command_get_undoes (a), ==, sb_command_get_undoes (b));
  g_assert_cmpstr (sb_command_get_version (a), ==, sb_command_get_version (b));
  g_assert_true (sb_record_equal ((SbRecord *) sb_command_get_proposal (a),
                                  (SbRecord *) sb_command_get_proposal (b)));
  g_assert_true (sb_record_equal ((SbRecord *) sb_command_get_before (a),
                                  (SbRecord *) sb_command_get_before (b)));
  ids_a = sb_command_get_configuration_ids (a, &n_a);
  ids_b = sb_command_get_configuration_ids (b, &n_b);
  assert_same_ids (ids_a, n_a, ids_b, n_b);
  ids_a = sb_command_get_device_ids (a, &n_a);
  ids_b = sb_command_get_device_ids (b, &n_b);
  assert_same_ids (ids_a, n_a, ids_b, n_b);
}

/* The same is sent again, in the same parts, each under the same key. */
static void
test_commands (void)
{
  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_assert_cmpint (sb_command_kind_find (sb_command_kind_get_info (kind)->nick), ==, kind);
    for (guint turn = 0; turn < 50; turn++) {
      g_autoptr (SbCommand) command = new_command (kind);
      g_autoptr (GVariant) variant = NULL;
      g_autoptr (GVariant) read = NULL;
      g_autoptr (SbCommand) again = NULL;
      const SbRequestSize size = { 1, 1 };

      if (toss ())
        sb_command_set_subject (command, pick_text ());
      if (toss ())
        sb_command_set_space (command, pick_text ());
      if (toss ())
        sb_command_set_undoes (command, "5c2a1b9e-0000-4000-8000-000000000009");
      variant = sb_command_to_variant (command);
      read = write_and_read (variant);
      again = sb_command_from_variant (read);
      g_assert_nonnull (again);
      assert_same_command (command, again);

      g_assert_cmpuint (sb_command_get_n_parts (command, size),
                        ==,
                        sb_command_get_n_parts (again, size));
      for (guint i = 0; i < sb_command_get_n_parts (command, size); i++) {
        g_autoptr (SbCommand) part = sb_command_get_part (command, size, i);
        g_autoptr (SbCommand) part_again = sb_command_get_part (again, size, i);

        assert_same_command (part, part_again);
      }
    }
  }
  g_assert_cmpint (sb_command_kind_find ("no-such-kind"), ==, SB_NO_COMMAND);
  g_assert_cmpint (sb_command_kind_find (NULL), ==, SB_NO_COMMAND);
}

/* What is not whole is not sent. */
static void
test_not_whole (void)
{
  static const char *const texts[] = {
    "{}",
    "{'kind': <'retire'>}",
    "{'kind': <'retire'>, 'key': <'k'>}",
    "{'kind': <'retire'>, 'key': <'k'>, 'device-ids': <@as []>}",
    "{'kind': <'retire'>, 'key': <'k'>, 'device-ids': <['']>}",
    "{'kind': <'retire'>, 'key': <'k'>, 'device-ids': <['7', '']>}",
    "{'kind': <'retire'>, 'key': <'k'>, 'device-ids': <'7'>}",
    "{'kind': <'retire'>, 'key': <''>, 'device-ids': <['7']>}",
    "{'kind': <'retire'>, 'key': <int64 7>, 'device-ids': <['7']>}",
    "{'kind': <'retire'>, 'key': <'k'>, 'device-ids': <['7']>, 'configuration-ids': <['1']>}",
    "{'kind': <'explode'>, 'key': <'k'>, 'device-ids': <['7']>}",
    "{'kind': <'push'>, 'key': <'k'>, 'device-ids': <['7']>}",
    "{'kind': <'push'>, 'key': <'k'>, 'device-ids': <['7', '8']>, 'configuration-ids': <['1', "
    "'2']>}",
    "{'kind': <'exclude'>, 'key': <'k'>, 'device-ids': <['7', '8']>, 'configuration-ids': <['1']>}",
    "{'kind': <'delete-configuration'>, 'key': <'k'>, 'configuration-ids': <['1']>}",
    "{'kind': <'update-configuration'>, 'key': <'k'>, 'configuration-ids': <['1']>}",
    "{'kind': <'create-configuration'>, 'key': <'k'>}",
    "{'kind': <'create-configuration'>, 'key': <'k'>, 'proposal': <'x'>}",
    "('retire', 7)",
  };
  g_autoptr (GVariant) good = g_variant_ref_sink (
    g_variant_new_parsed ("{'kind': <'retire'>, 'key': <'k'>, 'device-ids': <['7']>}"));
  g_autoptr (SbCommand) command = sb_command_from_variant (good);

  g_assert_nonnull (command);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GVariant) variant =
      g_variant_parse (i == 0 ? G_VARIANT_TYPE_VARDICT : NULL, texts[i], NULL, NULL, NULL);

    g_assert_nonnull (variant);
    g_assert_null (sb_command_from_variant (variant));
  }
}

/* (transfer full): an error with anything in its details */
static GError *
new_error (SbError code)
{
  g_autoptr (GPtrArray)
    fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  g_autoptr (SbRecord) current = new_random (SB_TYPE_CONFIGURATION);
  SbErrorDetails details = {
    .http_status = toss () ? 412 : 0,
    .server_code = toss () ? (char *) pick_text () : NULL,
    .server_message = toss () ? (char *) pick_text () : NULL,
    .permission = toss () ? (char *) pick_text () : NULL,
    .proxy = toss () ? (char *) "proxy.example.com:3128" : NULL,
    .wants_sign_in = toss (),
    .retry_at = pick_number (),
    .tls_flags = toss () ? G_MAXUINT : 0,
    .field_errors = toss () ? fields : NULL,
    .current = toss () ? G_OBJECT (current) : NULL,
    .maybe_done = toss (),
    .enveloped = toss (),
    .with_token = toss (),
    .network_problem = (SbNetworkProblem) g_test_rand_int_range (0,
                                                                 SB_NETWORK_ASKS_CERTIFICATE + 1),
    .keyring_problem = (SbKeyringProblem) g_test_rand_int_range (0, SB_KEYRING_EMPTY + 1),
    .authority_problem = (SbAuthorityProblem) g_test_rand_int_range (0, SB_AUTHORITY_KEY + 1),
    .storage_problem = (SbStorageProblem) g_test_rand_int_range (0, SB_STORAGE_IN_USE + 1),
  };

  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    g_ptr_array_add (fields,
                     sb_field_error_new (g_test_rand_int_range (-1, SB_N_DRAFT_FIELDS),
                                         toss () ? pick_text () : NULL,
                                         toss () ? pick_text () : NULL,
                                         toss () ? pick_text () : NULL));

  return sb_error_new (code, &details, "%s", pick_text ());
}

static void
assert_same_error (const GError *a, const GError *b)
{
  const SbErrorDetails *first = sb_error_get_details (a);
  const SbErrorDetails *second = sb_error_get_details (b);

  g_assert_cmpint (a->code, ==, b->code);
  g_assert_cmpstr (a->message, ==, b->message);
  g_assert_cmpuint (first->http_status, ==, second->http_status);
  g_assert_cmpstr (first->server_code, ==, second->server_code);
  g_assert_cmpstr (first->server_message, ==, second->server_message);
  g_assert_cmpstr (first->permission, ==, second->permission);
  g_assert_cmpstr (first->proxy, ==, second->proxy);
  g_assert_cmpint (first->wants_sign_in, ==, second->wants_sign_in);
  g_assert_cmpint (first->retry_at, ==, second->retry_at);
  g_assert_cmpuint (first->tls_flags, ==, second->tls_flags);
  g_assert_cmpint (first->maybe_done, ==, second->maybe_done);
  g_assert_cmpint (first->enveloped, ==, second->enveloped);
  g_assert_cmpint (first->with_token, ==, second->with_token);
  g_assert_cmpint (first->network_problem, ==, second->network_problem);
  g_assert_cmpint (first->keyring_problem, ==, second->keyring_problem);
  g_assert_cmpint (first->authority_problem, ==, second->authority_problem);
  g_assert_cmpint (first->storage_problem, ==, second->storage_problem);
  g_assert_true (sb_record_equal ((SbRecord *) first->current, (SbRecord *) second->current));
  g_assert_true ((first->field_errors == NULL) == (second->field_errors == NULL));
  for (guint i = 0; first->field_errors != NULL && i < first->field_errors->len; i++) {
    const SbFieldError *field = g_ptr_array_index (first->field_errors, i);
    const SbFieldError *again = g_ptr_array_index (second->field_errors, i);

    g_assert_cmpuint (first->field_errors->len, ==, second->field_errors->len);
    g_assert_cmpint (field->field, ==, again->field);
    g_assert_cmpstr (field->name, ==, again->name);
    g_assert_cmpstr (field->code, ==, again->code);
    g_assert_cmpstr (field->message, ==, again->message);
  }
}

static void
test_errors (void)
{
  for (int code = 0; code < SB_N_ERRORS; code++) {
    for (guint turn = 0; turn < 30; turn++) {
      g_autoptr (GError) error = new_error ((SbError) code);
      g_autoptr (GVariant) variant = sb_error_to_variant (error);
      g_autoptr (GVariant) read = write_and_read (variant);
      g_autoptr (GError) again = sb_error_from_variant (read);

      g_assert_error (again, SB_ERROR, code);
      assert_same_error (error, again);
    }
  }
}

static void
test_unknown_error (void)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (
    g_variant_new_parsed ("{'code': <'of-a-later-version'>, 'message': <'it said so'>,"
                          " 'storage-problem': <'melted'>, 'http-status': <'none'>}"));
  g_autoptr (GVariant) text = g_variant_ref_sink (g_variant_new_string ("x"));
  g_autoptr (GError) error = sb_error_from_variant (variant);
  g_autoptr (GError) other = sb_error_from_variant (text);

  g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  g_assert_cmpstr (error->message, ==, "it said so");
  g_assert_cmpint (sb_error_get_storage_problem (error), ==, SB_STORAGE_REFUSED);
  g_assert_cmpuint (sb_error_get_http_status (error), ==, 0);
  g_assert_error (other, SB_ERROR, SB_ERROR_PROTOCOL);
}

/* Reads something as everything, and writes what came of it. */
static void
read_as_everything (GVariant *variant)
{
  g_autoptr (SbCommand) command = sb_command_from_variant (variant);
  g_autoptr (GError) error = sb_error_from_variant (variant);
  g_autoptr (GVariant) error_again = sb_error_to_variant (error);

  g_assert_nonnull (error_again);
  if (command != NULL) {
    g_autoptr (GVariant) again = sb_command_to_variant (command);
    g_autoptr (SbCommand) same = sb_command_from_variant (again);

    assert_same_command (command, same);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (get_types); i++) {
    g_autoptr (SbRecord) record = sb_record_from_variant (get_types[i](), variant);
    g_autoptr (GVariant) again = sb_record_to_variant (record);
    g_autoptr (SbRecord) same = sb_record_from_variant (get_types[i](), again);

    g_assert_true (sb_record_is_sealed (record));
    g_assert_true (sb_record_equal (record, same));
  }
}

/* (transfer full): something good, as bytes */
static GBytes *
new_good (void)
{
  g_autoptr (GVariant) variant = NULL;

  switch (g_test_rand_int_range (0, 3)) {
  case 0: {
    g_autoptr (SbCommand)
      command = new_command ((SbCommandKind) g_test_rand_int_range (0, SB_N_COMMAND_KINDS));

    variant = sb_command_to_variant (command);
    break;
  }
  case 1: {
    g_autoptr (GError) error = new_error ((SbError) g_test_rand_int_range (0, SB_N_ERRORS));

    variant = sb_error_to_variant (error);
    break;
  }
  default: {
    g_autoptr (SbRecord)
      record = new_random (get_types[g_test_rand_int_range (0, G_N_ELEMENTS (get_types))]());

    variant = sb_record_to_variant (record);
    break;
  }
  }

  return g_bytes_new (g_variant_get_data (variant), g_variant_get_size (variant));
}

/* Bytes that are others, missing, too many or from nowhere. */
static void
test_hostile_bytes (void)
{
  for (guint turn = 0; turn < 300; turn++) {
    g_autoptr (GBytes) good = new_good ();
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GVariant) variant = NULL;
    gsize size = g_bytes_get_size (good);
    gsize room = size + 64;
    g_autofree guint8 *bad = g_malloc0 (room);
    int n_changes = g_test_rand_int_range (0, 20);

    if (size > 0)
      memcpy (bad, g_bytes_get_data (good, NULL), size);
    if (turn % 4 == 0)
      size = (gsize) g_test_rand_int_range (0, (gint32) room);
    for (int i = 0; size > 0 && i < n_changes; i++)
      bad[g_test_rand_int_range (0, (gint32) size)] = (guint8) g_test_rand_int ();
    /* The offsets are at the end. */
    for (int i = 0; size > 8 && i < n_changes / 4; i++)
      bad[size - 1 - (gsize) g_test_rand_int_range (0, 8)] = (guint8) g_test_rand_int ();
    bytes = g_bytes_new (bad, size);
    variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
    read_as_everything (variant);
  }
}

/* (transfer floating): a value of any type, which may hold others */
static GVariant *
new_any (guint depth)
{
  GVariantBuilder builder;

  switch (g_test_rand_int_range (0, depth > 0 ? 12 : 8)) {
  case 0:
    return g_variant_new_string (pick_text ());
  case 1:
    return g_variant_new_int64 (pick_number ());
  case 2:
    return g_variant_new_boolean (toss ());
  case 3:
    return g_variant_new ("ms", toss () ? pick_text () : NULL);
  case 4:
    return g_variant_new ("(ss)", pick_text (), pick_text ());
  case 5:
    return g_variant_new_double (1.5);
  case 6:
    return g_variant_new_bytestring (pick_text ());
  case 7:
    return g_variant_new_uint32 ((guint32) g_test_rand_int ());
  case 8:
    return g_variant_new_variant (new_any (depth - 1));
  case 9:
    g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
    for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
      g_variant_builder_add (&builder, "s", pick_text ());
    return g_variant_builder_end (&builder);
  case 10:
    return g_variant_new_array (G_VARIANT_TYPE_VARDICT, NULL, 0);
  default:
    g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&builder, "{sv}", pick_text (), new_any (depth - 1));
    return g_variant_builder_end (&builder);
  }
}

/* The right names, with whatever there can be. */
static void
test_hostile_values (void)
{
  static const char *const names[] = {
    ":rest",    ":lossy",          "kind",         "key",         "device-ids",
    "proposal", "before",          "space",        "undoes",      "code",
    "message",  "current",         "field-errors", "http-status", "retry-at",
    "proxy",    "storage-problem", "tls-flags",    "subject",     "configuration-ids"
  };

  for (guint turn = 0; turn < 50; turn++) {
    GVariantDict dict;
    g_autoptr (GVariant) variant = NULL;

    g_variant_dict_init (&dict, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      g_variant_dict_insert_value (&dict, names[i], new_any (3));
    for (gsize i = 0; i < G_N_ELEMENTS (get_types); i++) {
      g_autoptr (SbRecordClass) klass = g_type_class_ref (get_types[i]());
      guint n_fields;
      const SbField *fields = sb_record_class_get_fields (klass, &n_fields);

      for (guint field = 0; field < n_fields; field++)
        g_variant_dict_insert_value (&dict, fields[field].name, new_any (3));
    }
    if (toss ())
      g_variant_dict_insert (&dict, "kind", "s", "retire");
    variant = g_variant_ref_sink (g_variant_dict_end (&dict));
    read_as_everything (variant);
  }
}

/* A distribution of all there is, and what is deeper than anything of ours. */
static void
test_huge (void)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SbCommand) command = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (SbCommand) again = NULL;
  g_autoptr (GVariant) deep = g_variant_ref_sink (g_variant_new_string ("x"));

  for (guint i = 0; i < 70000; i++)
    g_ptr_array_add (ids, g_strdup_printf ("%u", 1000000 + i));
  command =
    sb_command_new_for_devices (SB_COMMAND_RETIRE, (const char *const *) ids->pdata, ids->len);
  variant = sb_command_to_variant (command);
  again = sb_command_from_variant (variant);
  assert_same_command (command, again);

  for (guint i = 0; i < 60; i++) {
    GVariant *inner = g_variant_ref_sink (
      g_variant_new_parsed ("{'esim': <%v>, 'current': <'x'>}", deep));

    g_clear_pointer (&deep, g_variant_unref);
    deep = inner;
  }
  read_as_everything (deep);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/variant/types", test_types);
  g_test_add_func ("/variant/records", test_records);
  g_test_add_func ("/variant/states", test_states);
  g_test_add_func ("/variant/other-versions", test_other_versions);
  g_test_add_func ("/variant/no-text", test_no_text);
  g_test_add_func ("/variant/commands", test_commands);
  g_test_add_func ("/variant/not-whole", test_not_whole);
  g_test_add_func ("/variant/errors", test_errors);
  g_test_add_func ("/variant/unknown-error", test_unknown_error);
  g_test_add_func ("/variant/hostile-bytes", test_hostile_bytes);
  g_test_add_func ("/variant/hostile-values", test_hostile_values);
  g_test_add_func ("/variant/huge", test_huge);

  return g_test_run ();
}
