/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reset leaves Installed, and how a device is taken out of a configuration. */

#include "fake-records.h"
#include "sb-take-out.h"

#include <string.h>

typedef struct {
  const char *what;
  SbDistributionType type;
  const char *groups;
  const char *devices;
  const char *users;
  const char *assigned_by; /* (nullable): nicks; not reported */
  gboolean is_edit;
  const char *left; /* (nullable): what the list names then; NULL is No Devices */
} Case;

#define CUSTOM SB_DISTRIBUTION_CUSTOM

static const Case cases[] = {
  { "named", CUSTOM, "", "41 42 43", "", "device", TRUE, "41 43" },
  { "named-alone", CUSTOM, "", "42", "", "device", TRUE, NULL },
  { "named-beside-a-group", CUSTOM, "7", "42", "", "device", TRUE, "" },
  { "not-reported", CUSTOM, "", "42 43", "", NULL, TRUE, "43" },
  { "not-reported-beside-a-group", CUSTOM, "7", "42 43", "", NULL, FALSE, NULL },
  { "not-reported-beside-a-user", CUSTOM, "", "42 43", "9", NULL, FALSE, NULL },
  { "by-group", CUSTOM, "7", "", "", "device-group", FALSE, NULL },
  { "by-both", CUSTOM, "7", "42", "", "device device-group", FALSE, NULL },
  { "by-user", CUSTOM, "", "42", "9", "user device", FALSE, NULL },
  { "by-what-is-not-known", CUSTOM, "", "42 43", "", "unknown", FALSE, NULL },
  { "not-named", CUSTOM, "", "41", "", "device", FALSE, NULL },
  { "all", SB_DISTRIBUTION_ALL_DEVICES, "", "", "", "all-devices", FALSE, NULL },
  { "all-and-a-list", SB_DISTRIBUTION_ALL_DEVICES, "", "42", "", "device", FALSE, NULL },
};

static void
set_ids (SbRecord *record, guint field, const char *ids)
{
  g_auto (GStrv) parts = g_strsplit (ids, " ", 0);
  guint n_ids = ids[0] != '\0' ? g_strv_length (parts) : 0;

  sb_record_set_ids (record, field, (const char *const *) parts, n_ids);
}

static SbConfiguration *
make_configuration (const Case *at)
{
  SbConfiguration *configuration = fake_make_configuration ("7", "Roaming", SB_PLATFORM_WINDOWS);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, (int) at->type);
  set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, at->groups);
  set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, at->devices);
  set_ids (distribution, SB_DISTRIBUTION_FIELD_ACCOUNT_IDS, at->users);
  set_ids (distribution, SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS, "");
  sb_record_set_record (SB_RECORD (configuration),
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_record_seal (distribution));

  return sb_record_seal (SB_RECORD (configuration));
}

static SbDelivery *
make_delivery (const Case *at)
{
  SbDelivery *delivery = fake_make_delivery ("42", SB_DELIVERY_INSTALLED, SB_PLATFORM_WINDOWS);
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) nicks = g_strsplit (at->assigned_by != NULL ? at->assigned_by : "", " ", 0);

  for (guint i = 0; at->assigned_by != NULL && nicks[i] != NULL; i++) {
    SbRecord *way = sb_record_new (SB_TYPE_ASSIGNMENT);

    sb_record_set_enum_word (way,
                             SB_ASSIGNMENT_FIELD_TYPE,
                             sb_enum_find (sb_assignment_type_get_type (), nicks[i]),
                             nicks[i]);
    g_ptr_array_add (ways, sb_record_seal (way));
  }
  if (at->assigned_by != NULL)
    sb_record_set_records (SB_RECORD (delivery), SB_DELIVERY_FIELD_ASSIGNED_BY, ways);

  return sb_record_seal (SB_RECORD (delivery));
}

static void
test_case (gconstpointer data)
{
  const Case *at = data;
  g_autoptr (SbDevice) device = fake_make_device ("42", "PC-42", SB_PLATFORM_WINDOWS, NULL);
  g_autoptr (SbConfiguration) configuration = make_configuration (at);
  g_autoptr (SbDelivery) delivery = make_delivery (at);
  const SbEvidence evidence = { .device = device,
                                .delivery = delivery,
                                .configuration = configuration };
  g_autoptr (SbConfiguration) proposal = sb_take_out_propose (&evidence);
  SbDistribution *distribution;
  g_autoptr (GString) left = g_string_new (NULL);
  const char *const *ids;
  gsize n_ids;

  g_assert_true ((proposal != NULL) == at->is_edit);
  if (!at->is_edit)
    return;

  distribution = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  g_assert_cmpint (sb_distribution_get_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE),
                   ==,
                   at->left != NULL ? SB_DISTRIBUTION_CUSTOM : SB_DISTRIBUTION_NO_DEVICES);
  ids = sb_record_get_ids (SB_RECORD (distribution), SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);
  for (gsize i = 0; i < n_ids; i++)
    g_string_append_printf (left, "%s%s", i > 0 ? " " : "", ids[i]);
  g_assert_cmpstr (left->str, ==, at->left != NULL ? at->left : "");
  /* Nothing else is another. */
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "Roaming");
  g_assert_true (sb_configuration_get_boolean (proposal, SB_CONFIGURATION_FIELD_ENABLED));
}

typedef struct {
  const char *what;
  SbDeliveryState delivery;
  gboolean downloaded;
  SbResetState reset;
  gint64 installed_at;
  gint64 finished_at;
  gboolean is_left;
} Left;

static const Left lefts[] = {
  { "left", SB_DELIVERY_INSTALLED, FALSE, SB_RESET_DONE, 10, 20, TRUE },
  { "no-times", SB_DELIVERY_INSTALLED, FALSE, SB_RESET_DONE, 0, 0, TRUE },
  { "pushed-again", SB_DELIVERY_INSTALLED, FALSE, SB_RESET_DONE, 30, 20, FALSE },
  { "downloaded-again", SB_DELIVERY_INSTALLED, TRUE, SB_RESET_DONE, 10, 20, FALSE },
  { "active", SB_DELIVERY_ACTIVE, TRUE, SB_RESET_DONE, 10, 20, FALSE },
  { "waiting", SB_DELIVERY_INSTALLED, FALSE, SB_RESET_REQUESTED, 10, 0, FALSE },
  { "failed", SB_DELIVERY_INSTALLED, FALSE, SB_RESET_FAILED, 10, 20, FALSE },
  { "excluded", SB_DELIVERY_EXCLUDED, FALSE, SB_RESET_DONE, 10, 20, FALSE },
};

static void
test_left (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lefts); i++) {
    const Left *at = &lefts[i];
    g_autoptr (SbDelivery) delivery = fake_make_delivery ("42", at->delivery, SB_PLATFORM_WINDOWS);
    g_autoptr (SbRecord) state = sb_record_new (SB_TYPE_ESIM_STATE);
    const SbEvidence evidence = { .delivery = delivery, .state = (SbEsimState *) state };

    g_test_message ("%s", at->what);
    sb_record_set_enum (SB_RECORD (delivery),
                        SB_DELIVERY_FIELD_CONFIGURATION_TYPE,
                        SB_SUBJECT_ESIM);
    sb_record_set_boolean (SB_RECORD (delivery), SB_DELIVERY_FIELD_DOWNLOADED, at->downloaded);
    sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, (int) at->reset);
    if (at->installed_at != 0)
      sb_record_set_int64 (SB_RECORD (delivery), SB_DELIVERY_FIELD_INSTALLED_AT, at->installed_at);
    if (at->finished_at != 0)
      sb_record_set_int64 (state, SB_ESIM_STATE_FIELD_RESET_FINISHED_AT, at->finished_at);
    g_assert_true (sb_take_out_is_left (&evidence) == at->is_left);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/take-out/", cases[i].what, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/take-out/left", test_left);

  return g_test_run ();
}
