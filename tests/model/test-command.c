/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "number-id.h"
#include "sb-command.h"

/* What a server takes at once of a push. */
#define MAX_IDS 500

static const SbRequestSize size = { 1, MAX_IDS };

#define UUID "5c2a1b9e-0000-4000-8000-000000000007"

static SbConfiguration *
new_configuration (const char *id, gboolean whole)
{
  SbRecord *record = sb_record_new (sb_configuration_get_type ());

  if (id != NULL)
    sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, id);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_UUID, UUID);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "Laptops");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, "3");
  if (whole) {
    g_autoptr (SbRecord) esim = sb_record_seal (sb_record_new (sb_esim_get_type ()));
    g_autoptr (SbRecord)
      distribution = sb_record_seal (sb_record_new (sb_distribution_get_type ()));

    sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, esim);
    sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);
  }

  return sb_record_seal (record);
}

static void
test_create (void)
{
  g_autoptr (SbConfiguration) proposal = new_configuration (0, TRUE);
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, NULL);
  gsize n_ids;

  g_assert_cmpint (sb_command_get_kind (command), ==, SB_COMMAND_CREATE_CONFIGURATION);
  /* However often it is sent, the uuid makes it one configuration. */
  g_assert_cmpstr (sb_command_get_key (command), ==, UUID);
  g_assert_cmpstr (sb_command_get_subject (command), ==, "Laptops");
  g_assert_true (sb_command_get_proposal (command) == proposal);
  g_assert_null (sb_command_get_before (command));
  g_assert_cmpstr (sb_command_get_version (command), ==, NULL);
  sb_command_get_configuration_ids (command, &n_ids);
  g_assert_cmpuint (n_ids, ==, 0);
}

static void
test_update (void)
{
  g_autoptr (SbConfiguration) before = new_configuration ("7", TRUE);
  g_autoptr (SbConfiguration) proposal = new_configuration ("7", TRUE);
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, before);
  gsize n_ids;
  const char *const *ids = sb_command_get_configuration_ids (command, &n_ids);

  g_assert_cmpint (sb_command_get_kind (command), ==, SB_COMMAND_UPDATE_CONFIGURATION);
  g_assert_cmpstr (sb_command_get_version (command), ==, "3");
  g_assert_true (sb_command_get_before (command) == before);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, "7");
}

static void
test_delete_and_undo (void)
{
  g_autoptr (SbConfiguration) before = new_configuration ("7", TRUE);
  g_autoptr (SbConfiguration) poor = new_configuration ("7", FALSE);
  g_autoptr (SbCommand) command = sb_command_new_delete (before);
  g_autoptr (SbCommand) poor_command = sb_command_new_delete (poor);
  g_autoptr (SbCommand) undo = sb_command_new_undo (command);
  SbConfiguration *proposal;

  g_assert_cmpint (sb_command_get_kind (command), ==, SB_COMMAND_DELETE_CONFIGURATION);
  g_assert_cmpstr (sb_command_get_version (command), ==, "3");

  /* The uuid of a deleted configuration is never taken again. */
  proposal = sb_command_get_proposal (undo);
  g_assert_cmpint (sb_command_get_kind (undo), ==, SB_COMMAND_CREATE_CONFIGURATION);
  g_assert_cmpstr (sb_command_get_key (undo), !=, UUID);
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_ID));
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_VERSION));
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "Laptops");

  g_assert_null (sb_command_new_undo (poor_command));
}

static void
test_devices (void)
{
  const char *const devices[] = { "21", "22" };
  const char *const configuration = "7";
  g_autoptr (SbCommand) reset = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, devices, 2);
  g_autoptr (SbCommand) again = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, devices, 2);
  g_autoptr (SbCommand) exclude = sb_command_new_exclude ("21", &configuration, 1);
  g_autoptr (SbCommand) include = sb_command_new_include ("21", &configuration, 1);
  const char *const *ids;
  gsize n_ids;

  ids = sb_command_get_device_ids (reset, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpstr (ids[1], ==, "22");

  /* Asking twice is two resets; sending one command twice is one. */
  g_assert_true (g_uuid_string_is_valid (sb_command_get_key (reset)));
  g_assert_cmpstr (sb_command_get_key (reset), !=, sb_command_get_key (again));

  g_assert_cmpint (sb_command_get_kind (exclude), ==, SB_COMMAND_EXCLUDE);
  g_assert_cmpint (sb_command_get_kind (include), ==, SB_COMMAND_INCLUDE);
  ids = sb_command_get_device_ids (exclude, &n_ids);
  g_assert_cmpstr (ids[0], ==, "21");
  ids = sb_command_get_configuration_ids (exclude, &n_ids);
  g_assert_cmpstr (ids[0], ==, "7");
}

/* Each device is named by one part, and the parts and their keys are the same each time. */
static void
test_parts (void)
{
  g_autoptr (GPtrArray) devices = sb_ids_new (NULL, 0);
  const char *const configuration = "7";
  g_autoptr (SbCommand) command = NULL;
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 next = 1;

  for (gint64 id = 1; id <= 2 * MAX_IDS + 1; id++)
    sb_ids_add (devices, number_id (id));
  command = sb_command_new_push (&configuration, 1, sb_ids_peek (devices, NULL), devices->len);
  g_assert_cmpuint (sb_command_get_n_parts (command, size), ==, 3);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (SbCommand) part = sb_command_get_part (command, size, i);
    g_autoptr (SbCommand) same = sb_command_get_part (command, size, i);
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (part, &n_ids);

    g_assert_cmpuint (n_ids, <=, MAX_IDS);
    for (gsize j = 0; j < n_ids; j++)
      g_assert_cmpstr (ids[j], ==, number_id (next++));

    g_assert_cmpstr (sb_command_get_key (part), ==, sb_command_get_key (same));
    g_assert_true (g_uuid_string_is_valid (sb_command_get_key (part)));
    g_assert_true (g_hash_table_add (keys, g_strdup (sb_command_get_key (part))));
    ids = sb_command_get_configuration_ids (part, &n_ids);
    g_assert_cmpuint (n_ids, ==, 1);
  }
  g_assert_cmpint (next, ==, 2 * MAX_IDS + 2);
}

static void
test_one_part (void)
{
  const char *const configuration = "7";
  const char *const device = "21";
  g_autoptr (SbCommand) command = sb_command_new_push (&configuration, 1, &device, 1);
  g_autoptr (SbCommand) part = sb_command_get_part (command, size, 0);

  g_assert_cmpuint (sb_command_get_n_parts (command, size), ==, 1);
  g_assert_true (part == command);
}

/* One device's configurations: each is a request of its own, with that device. */
static void
test_push_by_configuration (void)
{
  const char *const configurations[] = { "7", "8", "9" };
  const char *const device = "21";
  g_autoptr (SbCommand) command = sb_command_new_push (configurations, 3, &device, 1);

  g_assert_cmpuint (sb_command_get_n_parts (command, size), ==, 3);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (SbCommand) part = sb_command_get_part (command, size, i);
    gsize n_ids;
    const char *const *ids = sb_command_get_configuration_ids (part, &n_ids);

    g_assert_cmpuint (n_ids, ==, 1);
    g_assert_cmpstr (ids[0], ==, configurations[i]);
    ids = sb_command_get_device_ids (part, &n_ids);
    g_assert_cmpuint (n_ids, ==, 1);
    g_assert_cmpstr (ids[0], ==, device);
  }
}

#define assert_refused(expression, condition)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_expect_message ("sb-command", G_LOG_LEVEL_CRITICAL, "*" condition "*");                 \
    g_assert_null (expression);                                                                    \
    g_test_assert_expected_messages ();                                                            \
  }                                                                                                \
  G_STMT_END

/* Whatever reaches devices names each of them, and a push mixes no two configurations' devices. */
static void
test_names_whom_it_reaches (void)
{
  const char *const ids[] = { "7", "8" };

  assert_refused (sb_command_new_push (ids, 1, NULL, 0), "n_device_ids > 0");
  assert_refused (sb_command_new_push (NULL, 0, ids, 1), "n_configuration_ids > 0");
  assert_refused (sb_command_new_push (ids, 2, ids, 2), "n_configuration_ids == 1");
  assert_refused (sb_command_new_exclude ("21", NULL, 0), "n_configuration_ids > 0");
  assert_refused (sb_command_new_include ("21", NULL, 0), "n_configuration_ids > 0");
  for (SbCommandKind kind = SB_COMMAND_ESIM_RESET; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (SbCommand) command = sb_command_new_for_devices (kind, ids, 2);
    gsize n_ids;
    const char *const *named = sb_command_get_device_ids (command, &n_ids);

    g_assert_cmpuint (n_ids, ==, G_N_ELEMENTS (ids));
    for (gsize i = 0; i < n_ids; i++)
      g_assert_cmpstr (named[i], ==, ids[i]);
    assert_refused (sb_command_new_for_devices (kind, NULL, 0), "n_device_ids > 0");
  }
}

static void
test_takes_key (void)
{
  static const gboolean takes[SB_N_COMMAND_KINDS] = {
    [SB_COMMAND_PUSH] = TRUE,
    [SB_COMMAND_EXCLUDE] = TRUE,
    [SB_COMMAND_INCLUDE] = TRUE,
    [SB_COMMAND_ESIM_RESET] = TRUE,
    [SB_COMMAND_ESIM_RESET_CANCEL] = TRUE,
  };

  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++)
    g_assert_cmpint (sb_command_kind_get_info (kind)->takes_key, ==, takes[kind]);
}

/* A line that is missing, or half there, would pass for a kind that creates and names nothing. */
static void
test_every_kind_is_described (void)
{
  gboolean needed[SB_N_CAPABILITIES] = { FALSE };

  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    const SbCommandInfo *info = sb_command_kind_get_info (kind);

    g_test_message ("Kind %u", kind);
    /* No command needs what is for reading, and the first capability is. */
    g_assert_cmpint (info->capability, !=, SB_CAPABILITY_LIST_TYPES);
    needed[info->capability] = TRUE;
    /* It says what it is about: a configuration that it carries, or what it names. */
    g_assert_true (info->saves || info->configurations != SB_NAMES_NONE
                   || info->devices != SB_NAMES_NONE);
    g_assert_false (info->saves && info->destroys);
    g_assert_cmpint (info->taken_back_by, >=, SB_NO_COMMAND);
    g_assert_cmpint (info->taken_back_by, <, SB_N_COMMAND_KINDS);
    /* Only what a creation makes is not there yet, so only it has nothing to name. */
    if (info->taken_back_by == SB_COMMAND_DELETE_CONFIGURATION)
      g_assert_cmpint (info->configurations, ==, SB_NAMES_NONE);
    /* What brings back names the same things, or, being a creation, what is no more. */
    if (info->taken_back_by > SB_COMMAND_CREATE_CONFIGURATION) {
      const SbCommandInfo *back = sb_command_kind_get_info ((SbCommandKind) info->taken_back_by);

      g_assert_cmpint (back->devices, ==, info->devices);
    }
  }

  g_assert_true (needed[SB_CAPABILITY_EXCLUDE] && needed[SB_CAPABILITY_DELETE_DEVICE]);
  g_assert_false (needed[SB_CAPABILITY_PREVIEW] || needed[SB_CAPABILITY_SHOW_ESIM]
                  || needed[SB_CAPABILITY_WATCH_DELIVERIES]
                  || needed[SB_CAPABILITY_SHOW_CONFIGURATION]);
}

/* What a command names is what its line says. */
static void
test_names_what_its_line_says (void)
{
  g_autoptr (SbConfiguration) made = new_configuration (0, TRUE);
  g_autoptr (SbConfiguration) saved = new_configuration ("7", TRUE);
  const char *const ids[] = { "21", "22" };
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean seen[SB_N_COMMAND_KINDS] = { FALSE };

  g_ptr_array_add (commands, sb_command_new_save (made, NULL));
  g_ptr_array_add (commands, sb_command_new_save (saved, saved));
  g_ptr_array_add (commands, sb_command_new_delete (saved));
  g_ptr_array_add (commands, sb_command_new_push (ids, 1, ids, 2));
  g_ptr_array_add (commands, sb_command_new_exclude ("21", ids, 2));
  g_ptr_array_add (commands, sb_command_new_include ("21", ids, 2));
  for (SbCommandKind kind = SB_COMMAND_ESIM_RESET; kind < SB_N_COMMAND_KINDS; kind++)
    g_ptr_array_add (commands, sb_command_new_for_devices (kind, ids, 2));

  for (guint i = 0; i < commands->len; i++) {
    SbCommand *command = g_ptr_array_index (commands, i);
    SbCommandKind kind = sb_command_get_kind (command);
    const SbCommandInfo *info = sb_command_kind_get_info (kind);
    gsize n_configurations;
    gsize n_devices;

    sb_command_get_configuration_ids (command, &n_configurations);
    sb_command_get_device_ids (command, &n_devices);
    seen[kind] = TRUE;
    g_assert_cmpint (info->configurations == SB_NAMES_NONE, ==, n_configurations == 0);
    g_assert_cmpint (info->devices == SB_NAMES_NONE, ==, n_devices == 0);
    g_assert_cmpint (info->saves, ==, sb_command_get_proposal (command) != NULL);
    if (info->configurations == SB_NAMES_ONE)
      g_assert_cmpuint (n_configurations, ==, 1);
    if (info->devices == SB_NAMES_ONE)
      g_assert_cmpuint (n_devices, ==, 1);
  }

  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++)
    g_assert_true (seen[kind]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/command/create", test_create);
  g_test_add_func ("/command/update", test_update);
  g_test_add_func ("/command/delete-and-undo", test_delete_and_undo);
  g_test_add_func ("/command/devices", test_devices);
  g_test_add_func ("/command/parts", test_parts);
  g_test_add_func ("/command/one-part", test_one_part);
  g_test_add_func ("/command/push-by-configuration", test_push_by_configuration);
  g_test_add_func ("/command/names-whom-it-reaches", test_names_whom_it_reaches);
  g_test_add_func ("/command/takes-key", test_takes_key);
  g_test_add_func ("/command/every-kind-is-described", test_every_kind_is_described);
  g_test_add_func ("/command/names-what-its-line-says", test_names_what_its_line_says);

  return g_test_run ();
}
