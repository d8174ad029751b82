/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-export"

#include "sb-activity-export.h"

#include "sb-csv.h"
#include "sb-json-text.h"
#include "sb-variant.h"

typedef enum {
  ASKED_AT,
  ENDED_AT,
  USER,
  KIND,
  SUBJECT,
  CONFIGURATIONS,
  DEVICE,
  STATE,
  REFUSED,
  ERROR,
  MESSAGE,
  KEY,
  N_COLUMNS,
} Column;

static const char *const titles[N_COLUMNS] = {
  [ASKED_AT] = "asked_at", [ENDED_AT] = "ended_at", [USER] = "user",
  [KIND] = "kind",         [SUBJECT] = "subject",   [CONFIGURATIONS] = "configurations",
  [DEVICE] = "device",     [STATE] = "state",       [REFUSED] = "refused",
  [ERROR] = "error",       [MESSAGE] = "message",   [KEY] = "key",
};

static const char *const states[] = {
  [SB_CHANGE_WAITING] = "waiting",         [SB_CHANGE_SENT] = "sent",
  [SB_CHANGE_FINDING_OUT] = "finding-out", [SB_CHANGE_DONE] = "done",
  [SB_CHANGE_REFUSED] = "refused",         [SB_CHANGE_CANCELLED] = "cancelled",
  [SB_CHANGE_UNKNOWN] = "unknown",
};

/* (transfer full) (nullable) */
static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc (time / 1000) : NULL;

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static void
append_change (GString *csv, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  gsize n_devices;
  gsize n_configurations;
  const char *const *devices = sb_command_get_device_ids (command, &n_devices);
  const char *const *configurations = sb_command_get_configuration_ids (command, &n_configurations);
  g_autoptr (GHashTable) refused = sb_outcome_index_rejected (sb_change_get_outcome (change));
  g_autoptr (GVariant) error = sb_change_get_error (change) != NULL
                                 ? sb_error_to_variant (sb_change_get_error (change))
                                 : NULL;
  g_autofree char *asked_at = format_time (sb_change_get_created_at (change));
  g_autofree char *ended_at = format_time (sb_change_get_ended_at (change));
  g_autoptr (GString) joined = g_string_new (NULL);
  const char *cells[N_COLUMNS] = { NULL };

  for (gsize i = 0; i < n_configurations; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", configurations[i]);
  cells[ASKED_AT] = asked_at;
  cells[ENDED_AT] = ended_at;
  cells[USER] = sb_change_get_user_name (change);
  cells[KIND] = sb_command_kind_get_info (sb_command_get_kind (command))->nick;
  cells[SUBJECT] = sb_command_get_subject (command);
  cells[CONFIGURATIONS] = joined->str;
  cells[STATE] = states[sb_change_get_state (change)];
  cells[KEY] = sb_command_get_key (command);
  if (error != NULL) {
    g_variant_lookup (error, "code", "&s", &cells[ERROR]);
    cells[MESSAGE] = sb_change_get_error (change)->message;
  }

  for (gsize i = 0; i < MAX (n_devices, 1); i++) {
    SbRejection *rejection = n_devices > 0 ? g_hash_table_lookup (refused, devices[i]) : NULL;

    cells[DEVICE] = n_devices > 0 ? devices[i] : NULL;
    cells[REFUSED] = rejection != NULL
                       ? sb_rejection_get_string (rejection, SB_REJECTION_FIELD_CODE)
                       : NULL;
    sb_csv_append (csv, cells, N_COLUMNS);
  }
}

static gboolean
is_over (const SbJobDevice *device)
{
  return device->state >= SB_JOB_DONE;
}

/* (nullable): why, where it does not wait for a request under this key */
static const char *
get_code (const SbJobDevice *device)
{
  return is_over (device) ? device->code : NULL;
}

/* A device of a job is in it once, with what became of it: what was sent for it is the job's. */
static void
append_job (GString *csv, SbJob *job)
{
  g_autofree char *asked_at = format_time (sb_job_get_created_at (job));
  const char *cells[N_COLUMNS] = { NULL };

  cells[ASKED_AT] = asked_at;
  cells[USER] = sb_job_get_user_name (job);
  cells[KIND] = sb_job_kind_get_nick (sb_job_get_kind (job));
  cells[SUBJECT] = sb_job_get_subject (job);
  cells[CONFIGURATIONS] = sb_job_get_configuration_id (job);
  for (guint i = 0; i < sb_job_get_n_devices (job); i++) {
    const SbJobDevice *device = sb_job_get_device (job, i);
    g_autofree char *ended_at = is_over (device) ? format_time (device->at) : NULL;

    cells[ENDED_AT] = ended_at;
    cells[DEVICE] = device->id;
    cells[STATE] = sb_job_state_get_nick (device->state);
    cells[REFUSED] = get_code (device);
    cells[MESSAGE] = device->message;
    sb_csv_append (csv, cells, N_COLUMNS);
  }
}

/* (transfer floating) */
static GVariant *
describe (SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  g_autofree char *asked_at = format_time (sb_change_get_created_at (change));
  g_autofree char *ended_at = format_time (sb_change_get_ended_at (change));
  g_autoptr (GVariant) asked = sb_command_to_variant (command);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  sb_variant_add_text (&dict, "asked-at", asked_at);
  sb_variant_add_text (&dict, "ended-at", ended_at);
  sb_variant_add_text (&dict, "user", sb_change_get_user_name (change));
  sb_variant_add_text (&dict, "state", states[sb_change_get_state (change)]);
  g_variant_dict_insert_value (&dict, "command", asked);
  if (sb_change_get_outcome (change) != NULL) {
    g_autoptr (GVariant)
      outcome = sb_record_to_variant (SB_RECORD (sb_change_get_outcome (change)));

    g_variant_dict_insert_value (&dict, "outcome", outcome);
  }
  if (sb_change_get_error (change) != NULL) {
    g_autoptr (GVariant) error = sb_error_to_variant (sb_change_get_error (change));

    g_variant_dict_insert_value (&dict, "error", error);
  }

  return g_variant_dict_end (&dict);
}

/* (transfer floating) */
static GVariant *
describe_job (SbJob *job)
{
  g_autofree char *asked_at = format_time (sb_job_get_created_at (job));
  g_auto (GVariantBuilder) devices = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GVariantDict dict;

  for (guint i = 0; i < sb_job_get_n_devices (job); i++) {
    const SbJobDevice *device = sb_job_get_device (job, i);
    g_autofree char *at = format_time (device->at);
    GVariantDict one;

    g_variant_dict_init (&one, NULL);
    sb_variant_add_text (&one, "device-id", device->id);
    sb_variant_add_text (&one, "name", device->name);
    sb_variant_add_text (&one, "state", sb_job_state_get_nick (device->state));
    sb_variant_add_text (&one, "code", get_code (device));
    sb_variant_add_text (&one, "message", device->message);
    sb_variant_add_text (&one, "since", at);
    g_variant_builder_add_value (&devices, g_variant_dict_end (&one));
  }

  g_variant_dict_init (&dict, NULL);
  sb_variant_add_text (&dict, "asked-at", asked_at);
  sb_variant_add_text (&dict, "user", sb_job_get_user_name (job));
  sb_variant_add_text (&dict, "kind", sb_job_kind_get_nick (sb_job_get_kind (job)));
  sb_variant_add_text (&dict, "subject", sb_job_get_subject (job));
  sb_variant_add_text (&dict, "configuration-id", sb_job_get_configuration_id (job));
  g_variant_dict_insert_value (&dict, "devices", g_variant_builder_end (&devices));

  return g_variant_dict_end (&dict);
}

struct _SbActivityExport {
  GString *text; /* (owned) */
  gboolean json;
  guint n_items;
};

SbActivityExport *
sb_activity_export_new (gboolean json)
{
  SbActivityExport *self = g_new0 (SbActivityExport, 1);

  self->text = g_string_new (json ? "[" : NULL);
  self->json = json;
  if (!json)
    sb_csv_append (self->text, titles, N_COLUMNS);

  return self;
}

void
sb_activity_export_free (SbActivityExport *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
sb_activity_export_add (SbActivityExport *self, gpointer item)
{
  g_return_if_fail (SB_IS_CHANGE (item) || SB_IS_JOB (item));

  if (self->json) {
    g_autoptr (GVariant)
      value = g_variant_ref_sink (SB_IS_JOB (item) ? describe_job (item) : describe (item));

    g_string_append (self->text, self->n_items > 0 ? ",\n" : "\n");
    sb_json_text_append (self->text, value);
  } else if (SB_IS_JOB (item)) {
    append_job (self->text, item);
  } else {
    append_change (self->text, item);
  }
  self->n_items++;
}

GBytes *
sb_activity_export_end (SbActivityExport *self)
{
  if (self->json)
    g_string_append (self->text, "\n]\n");

  return g_bytes_new (self->text->str, self->text->len);
}
