/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-rejections"

#include "config.h"

#include "demo-rejections.h"

#define MOST_LISTED 500

static const struct {
  const char *code;
  const char *message;
} MESSAGES[] = {
  { "NOT_WINDOWS_11", "Only PCs with Windows 11 can do this" },
  { "NO_EUICC", "The device has no eSIM" },
  { "NOT_ACTIVE", "The device is not active" },
  { "RESET_PENDING", "An eSIM reset waits for the device" },
  { "RESET_RUNNING", "An eSIM reset is running" },
  { "EXCLUDED", "The device is excluded from the configuration" },
  { "NOT_DISTRIBUTED", "The configuration is not distributed to the device" },
  { "DISABLED", "The configuration is disabled" },
  { "UNKNOWN_DEVICE", "There is no such device" },
  { "FORBIDDEN", "User enrollment does not allow this" },
};

void
demo_rejections_init (DemoRejections *self)
{
  self->accepted = 0;
  self->rejected = 0;
  self->list = json_array_new ();
}

/* `policy` is 0 where none is concerned. */
void
demo_rejections_add (DemoRejections *self, gint64 policy, gint64 device, const char *code)
{
  JsonObject *row;

  if (self->rejected++ >= MOST_LISTED)
    return;

  row = json_object_new ();
  if (policy > 0)
    json_object_set_int_member (row, "policyId", policy);
  else
    json_object_set_null_member (row, "policyId");
  json_object_set_int_member (row, "deviceId", device);
  json_object_set_string_member (row, "code", code);
  for (guint i = 0; i < G_N_ELEMENTS (MESSAGES); i++)
    if (g_strcmp0 (MESSAGES[i].code, code) == 0)
      json_object_set_string_member (row, "message", MESSAGES[i].message);
  json_array_add_object_element (self->list, row);
}

void
demo_rejections_finish (DemoRejections *self, DemoReply *reply)
{
  JsonObject *result = json_object_new ();

  json_object_set_int_member (result, "accepted", self->accepted);
  json_object_set_int_member (result, "rejectedCount", self->rejected);
  json_object_set_array_member (result, "rejected", g_steal_pointer (&self->list));
  demo_reply_take_object (reply, result);
}
