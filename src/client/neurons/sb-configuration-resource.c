/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-resource"

#include "sb-resource.h"
#include "sb-wire.h"

SbRequest *
sb_configuration_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbCollection collection = sb_query_get_collection (query);
  SbRequest *request = sb_call_new_request (sb_resource_get_call (collection), NULL);

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
