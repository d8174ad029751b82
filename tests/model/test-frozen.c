/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "number-id.h"
#include "sb-command.h"
#include "sb-frozen.h"

#define ENROLLED G_GINT64_CONSTANT (1795348800000)

/* @uid: (nullable): "*" is a hidden one */
static SbDevice *
new_device (const char *id, gint64 enrolled_at, const char *uid, const char *email)
{
  SbRecord *record = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_id (record, SB_DEVICE_FIELD_ID, id);
  if (enrolled_at != 0)
    sb_record_set_int64 (record, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME, enrolled_at);
  if (g_strcmp0 (uid, "*") == 0)
    sb_record_set_masked (record, SB_DEVICE_FIELD_UID, "*****");
  else if (uid != NULL)
    sb_record_set_string (record, SB_DEVICE_FIELD_UID, uid);
  if (email != NULL)
    sb_record_set_string (record, SB_DEVICE_FIELD_EMAIL_ADDRESS, email);

  return sb_record_seal (record);
}

static GVariant *
freeze (SbDevice *device)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();

  g_ptr_array_add (devices, device);

  return sb_frozen_new (devices);
}

/* Written down, and read again by another process. */
static GVariant *
write_and_read (GVariant *frozen)
{
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (frozen);

  return g_variant_ref_sink (g_variant_new_from_bytes (g_variant_get_type (frozen), bytes, FALSE));
}

static void
test_compare (void)
{
  static const struct {
    gint64 then;
    const char *uid;
    const char *email;
    gint64 now;
    const char *uid_now;
    const char *email_now;
    SbRejectCode code;
  } cases[] = {
    { ENROLLED, "anna", "anna@a.example", ENROLLED, "anna", "anna@a.example", 0 },
    /* A person may have another address. */
    { ENROLLED, "anna", "anna@a.example", ENROLLED, "anna", "anna@b.example", 0 },
    { ENROLLED, "anna", NULL, ENROLLED, "ben", NULL, SB_REJECT_OTHER_USER },
    { ENROLLED, NULL, "anna@a.example", ENROLLED, "ben", "ben@a.example", SB_REJECT_OTHER_USER },
    { ENROLLED, "anna", NULL, ENROLLED + 1, "anna", NULL, SB_REJECT_ENROLLED_ANEW },
    { ENROLLED, "anna", NULL, ENROLLED + 1, "ben", NULL, SB_REJECT_ENROLLED_ANEW },
    /* What is not known, or hidden, tells nothing. */
    { 0, NULL, NULL, ENROLLED, "anna", "anna@a.example", 0 },
    { ENROLLED, "anna", "anna@a.example", 0, NULL, NULL, 0 },
    { ENROLLED, "*", NULL, ENROLLED, "anna", NULL, 0 },
    { ENROLLED, "anna", NULL, ENROLLED, "*", NULL, 0 },
    { ENROLLED, "*", "anna@a.example", ENROLLED, "*", "ben@a.example", SB_REJECT_OTHER_USER },
    /* A clock that was set back is no reason. */
    { ENROLLED, "anna", NULL, ENROLLED - 1, "anna", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbDevice) then = new_device ("7", cases[i].then, cases[i].uid, cases[i].email);
    g_autoptr (SbDevice) now = new_device ("7", cases[i].now, cases[i].uid_now, cases[i].email_now);
    g_autoptr (GVariant) made = freeze (then);
    g_autoptr (GVariant) frozen = write_and_read (made);
    g_autoptr (GHashTable) devices = g_hash_table_new (g_str_hash, g_str_equal);
    g_autoptr (GHashTable) changed = NULL;

    g_hash_table_insert (devices, (gpointer) "7", now);
    changed = sb_frozen_compare (frozen, devices);
    g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (changed, "7")), ==, cases[i].code);
  }
}

static void
test_gone (void)
{
  g_autoptr (SbDevice) then = new_device ("7", ENROLLED, "anna", NULL);
  g_autoptr (GVariant) frozen = freeze (then);
  g_autoptr (GHashTable) devices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) changed = sb_frozen_compare (frozen, devices);
  g_autoptr (GHashTable) nothing = sb_frozen_compare (NULL, devices);

  g_assert_cmpuint (g_hash_table_size (changed), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (changed, "7")),
                    ==,
                    SB_REJECT_UNKNOWN_DEVICE);
  g_assert_cmpuint (g_hash_table_size (nothing), ==, 0);
}

/* A command has what is said of its own devices, in all its parts, and after a restart. */
static void
test_command (void)
{
  static const SbRequestSize size = { 1, 500 };
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree const char **ids = g_new (const char *, 700);
  g_autoptr (GVariant) frozen = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (SbCommand) command = NULL;
  g_autoptr (SbCommand) read = NULL;

  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (devices, new_device (number_id (i + 1), ENROLLED, "anna", NULL));
  for (guint i = 0; i < 700; i++)
    ids[i] = number_id (i + 1);
  frozen = sb_frozen_new (devices);
  command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, 700);
  g_assert_null (sb_command_get_frozen (command));
  sb_command_set_frozen (command, frozen);
  g_assert_cmpuint (g_variant_n_children (sb_command_get_frozen (command)), ==, 700);

  variant = sb_command_to_variant (command);
  read = sb_command_from_variant (variant);
  g_assert_true (g_variant_equal (sb_command_get_frozen (read), sb_command_get_frozen (command)));
  for (guint part = 0; part < 2; part++) {
    g_autoptr (SbCommand) made = sb_command_get_part (read, size, part);

    g_assert_cmpuint (g_variant_n_children (sb_command_get_frozen (made)),
                      ==,
                      part == 0 ? 500 : 200);
  }
}

/* What somebody wrote who knew it otherwise tells nothing, and nothing is refused for it. */
static void
test_foreign (void)
{
  const char *id = "7";
  g_autoptr (GVariant) foreign = g_variant_ref_sink (g_variant_new ("(su)", "7", 3));
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, &id, 1);

  sb_command_set_frozen (command, foreign);
  g_assert_null (sb_command_get_frozen (command));
}

/* The same request for fewer devices, under the same key. */
static void
test_without (void)
{
  static const char *const ids[] = { "1", "2", "3" };
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, 3);
  g_autoptr (GHashTable) dropped = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SbCommand) rest = NULL;
  const char *const *left;
  gsize n_left;

  sb_command_set_space (command, "5");
  g_hash_table_add (dropped, (gpointer) "2");
  rest = sb_command_without (command, dropped);
  left = sb_command_get_device_ids (rest, &n_left);
  g_assert_cmpuint (n_left, ==, 2);
  g_assert_cmpstr (left[0], ==, "1");
  g_assert_cmpstr (left[1], ==, "3");
  g_assert_cmpstr (sb_command_get_key (rest), ==, sb_command_get_key (command));
  g_assert_cmpstr (sb_command_get_space (rest), ==, "5");

  g_hash_table_add (dropped, (gpointer) "1");
  g_hash_table_add (dropped, (gpointer) "3");
  g_assert_null (sb_command_without (command, dropped));
}

/* An edit takes something away where it disables a configuration, or is for fewer. */
static void
test_destroys (void)
{
  static const struct {
    gboolean enabled;
    SbDistributionType type;
    const char *devices[3];
    gboolean enabled_then;
    SbDistributionType type_then;
    const char *devices_then[3];
    gboolean destroys;
  } cases[] = {
    { TRUE, SB_DISTRIBUTION_ALL_DEVICES, { NULL }, TRUE, SB_DISTRIBUTION_ALL_DEVICES, { NULL } },
    { TRUE,
      SB_DISTRIBUTION_ALL_DEVICES,
      { NULL },
      FALSE,
      SB_DISTRIBUTION_ALL_DEVICES,
      { NULL },
      TRUE },
    { FALSE, SB_DISTRIBUTION_NO_DEVICES, { NULL }, TRUE, SB_DISTRIBUTION_ALL_DEVICES, { NULL } },
    { TRUE, SB_DISTRIBUTION_ALL_DEVICES, { NULL }, TRUE, SB_DISTRIBUTION_CUSTOM, { "1" }, TRUE },
    { TRUE, SB_DISTRIBUTION_CUSTOM, { "1" }, TRUE, SB_DISTRIBUTION_ALL_DEVICES, { NULL } },
    { TRUE, SB_DISTRIBUTION_CUSTOM, { "1" }, TRUE, SB_DISTRIBUTION_CUSTOM, { "2", "1" } },
    { TRUE, SB_DISTRIBUTION_CUSTOM, { "1", "2" }, TRUE, SB_DISTRIBUTION_CUSTOM, { "2" }, TRUE },
    { TRUE, SB_DISTRIBUTION_CUSTOM, { "1" }, TRUE, SB_DISTRIBUTION_NO_DEVICES, { NULL }, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SbRecord *configurations[2];
    g_autoptr (SbConfiguration) before = NULL;
    g_autoptr (SbConfiguration) proposal = NULL;
    g_autoptr (SbCommand) command = NULL;

    for (guint j = 0; j < 2; j++) {
      const char *const *devices = j == 0 ? cases[i].devices : cases[i].devices_then;
      g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);

      sb_record_set_enum (distribution,
                          SB_DISTRIBUTION_FIELD_TYPE,
                          (int) (j == 0 ? cases[i].type : cases[i].type_then));
      sb_record_set_ids (distribution,
                         SB_DISTRIBUTION_FIELD_DEVICE_IDS,
                         devices,
                         g_strv_length ((char **) devices));
      configurations[j] = sb_record_new (SB_TYPE_CONFIGURATION);
      sb_record_set_id (configurations[j], SB_CONFIGURATION_FIELD_ID, "7");
      sb_record_set_boolean (configurations[j],
                             SB_CONFIGURATION_FIELD_ENABLED,
                             j == 0 ? cases[i].enabled : cases[i].enabled_then);
      sb_record_set_record (configurations[j],
                            SB_CONFIGURATION_FIELD_DISTRIBUTION,
                            sb_record_seal (distribution));
    }
    before = sb_record_seal (configurations[0]);
    proposal = sb_record_seal (configurations[1]);
    command = sb_command_new_save (proposal, before);
    g_assert_cmpint (sb_command_destroys (command), ==, cases[i].destroys);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/frozen/compare", test_compare);
  g_test_add_func ("/frozen/gone", test_gone);
  g_test_add_func ("/frozen/command", test_command);
  g_test_add_func ("/frozen/foreign", test_foreign);
  g_test_add_func ("/frozen/without", test_without);
  g_test_add_func ("/frozen/destroys", test_destroys);

  return g_test_run ();
}
