/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-device-actions"

#include "config.h"

#include "demo-device-actions.h"

#include "demo-enrolment.h"
#include "demo-events.h"

static char *
get_state (DemoTenant *tenant, gint64 device)
{
  return demo_sql_text (tenant->sql,
                        "SELECT registrationState FROM device WHERE id = ?",
                        demo_int (device));
}

/* (nullable): the devices named in the request, all of which there are. */
static GArray *
get_devices (DemoTenant *tenant,
             DemoRequest *request,
             const char *name,
             guint status,
             DemoReply *reply)
{
  g_autoptr (GArray) devices = demo_request_get_ids (request, name, TRUE, reply);
  g_autoptr (GString) unknown = g_string_new (NULL);

  for (guint i = 0; devices != NULL && i < devices->len; i++) {
    g_autofree char *state = get_state (tenant, g_array_index (devices, gint64, i));

    if (state == NULL)
      g_string_append_printf (unknown,
                              "%s%" G_GINT64_FORMAT,
                              unknown->len > 0 ? ", " : "",
                              g_array_index (devices, gint64, i));
  }
  if (unknown->len > 0) {
    demo_reply_fail_field (reply, status, name, "NotFound", "There is no device %s", unknown->str);
    return NULL;
  }

  return g_steal_pointer (&devices);
}

/* A check-in takes a GUID in place of an id. */
static void
translate_guids (DemoTenant *tenant, DemoRequest *request)
{
  for (guint i = 0; i < request->names->len; i++) {
    const char *value = g_ptr_array_index (request->values, i);
    gint64 id;

    if (g_strcmp0 (g_ptr_array_index (request->names, i), "ids") != 0
        || !g_uuid_string_is_valid (value))
      continue;
    id = demo_sql_int (tenant->sql,
                       "SELECT id FROM device WHERE guid = ? COLLATE NOCASE",
                       demo_text (value));
    if (id != 0) {
      g_free (request->values->pdata[i]);
      request->values->pdata[i] = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    }
  }
}

void
demo_device_actions_check_in (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (GArray) devices = NULL;

  translate_guids (tenant, request);
  devices = get_devices (tenant, request, "ids", 400, reply);
  if (devices == NULL)
    return;
  for (guint i = 0; i < devices->len; i++)
    demo_events_wake (tenant, g_array_index (devices, gint64, i));
  demo_reply_set_done (reply);
}

void
demo_device_actions_retire (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (GArray) devices = get_devices (tenant, request, "ids", 400, reply);

  if (devices == NULL)
    return;
  for (guint i = 0; i < devices->len; i++)
    demo_enrolment_end (tenant, g_array_index (devices, gint64, i), "RETIRED", "RETIRE_PENDING");
  demo_reply_set_done (reply);
}

/* Makes old records. The device comes back as a new one. */
void
demo_device_actions_wipe (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (GArray) devices = get_devices (tenant, request, "ids", 400, reply);

  if (devices == NULL)
    return;
  for (guint i = 0; i < devices->len; i++)
    if (demo_enrolment_end (tenant, g_array_index (devices, gint64, i), "WIPED", "WIPE_PENDING"))
      demo_enrolment_erase (tenant, g_array_index (devices, gint64, i));
  demo_reply_set_done (reply);
}

void
demo_device_actions_delete (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  static const char *const STATES[] = { "RETIRED",
                                        "RETIRE_PENDING",
                                        "WIPED",
                                        "WIPE_PENDING",
                                        NULL };
  g_autoptr (GArray) devices = get_devices (tenant, request, "deviceIds", 404, reply);
  g_autoptr (GString) wrong = g_string_new (NULL);

  if (devices == NULL)
    return;

  for (guint i = 0; i < devices->len; i++) {
    g_autofree char *state = get_state (tenant, g_array_index (devices, gint64, i));

    if (!g_strv_contains (STATES, state))
      g_string_append_printf (wrong,
                              "%s%" G_GINT64_FORMAT,
                              wrong->len > 0 ? ", " : "",
                              g_array_index (devices, gint64, i));
  }
  if (wrong->len > 0) {
    demo_reply_fail_field (
      reply,
      400,
      "deviceIds",
      "State",
      "must be RETIRED, RETIRE_PENDING, WIPED or WIPE_PENDING; these are not: %s",
      wrong->str);
    return;
  }

  for (guint i = 0; i < devices->len; i++)
    demo_enrolment_forget (tenant, g_array_index (devices, gint64, i));
  demo_reply_set_done (reply);
}
