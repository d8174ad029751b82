/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-resource"

#include "sb-resource.h"
#include "sb-wire.h"

/* The version that the server must still have. Without one, it refuses. */
static void
add_version (SbRequest *request, SbCommand *command)
{
  gint64 version = sb_command_get_version (command);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);

  if (version != 0)
    sb_request_set_header (request, "If-Match", tag);
}

SbRequest *
sb_configuration_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbCollection collection = sb_query_get_collection (query);
  SbRequest *request = sb_call_new_request (sb_resource_get_call (collection), 0);

  if (collection == SB_COLLECTION_CONFIGURATIONS) {
    sb_resource_add_space (request, sb_query_get_space (query));
    sb_request_add_query (request, "tag", "DEVICE_CONFIGURATION");
  } else if (collection == SB_COLLECTION_REACH) {
    g_autoptr (GBytes) body = sb_wire_write_preview (sb_query_get_proposal (query));

    sb_request_set_json (request, body);
  }
  sb_resource_add_page (request, start, rows);

  return request;
}

SbRequest *
sb_configuration_resource_send (SbCommand *command, SbCallId *id)
{
  SbCommandKind kind = sb_command_get_kind (command);
  gsize n_ids;
  const gint64 *ids = sb_command_get_configuration_ids (command, &n_ids);
  gint64 thing = n_ids > 0 ? ids[0] : 0;
  SbRequest *request;

  if (kind == SB_COMMAND_PUSH) {
    gsize n_device_ids;
    const gint64 *device_ids = sb_command_get_device_ids (command, &n_device_ids);

    *id = SB_CALL_PUSH;
    request = sb_call_new_request (*id, 0);
    sb_request_add_form_ids (request, "ids", ids, n_ids);
    sb_request_add_form_ids (request, "deviceIds", device_ids, n_device_ids);
    return request;
  }

  if (kind == SB_COMMAND_CREATE_CONFIGURATION)
    *id = SB_CALL_CREATE;
  else
    *id = kind == SB_COMMAND_UPDATE_CONFIGURATION ? SB_CALL_UPDATE : SB_CALL_DELETE;

  request = sb_call_new_request (*id, thing);
  if (kind != SB_COMMAND_CREATE_CONFIGURATION)
    add_version (request, command);
  if (kind != SB_COMMAND_DELETE_CONFIGURATION) {
    g_autoptr (GBytes) body = sb_wire_write_configuration (sb_command_get_proposal (command));

    sb_request_set_json (request, body);
  }

  return request;
}
