/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-esim-resource"

#include "sb-delivery.h"
#include "sb-resource.h"

SbRequest *
sb_esim_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbRequest *request = sb_call_new_request (SB_CALL_ESIM_STATES, NULL);
  gsize n_ids;
  const char *const *ids = sb_query_get_device_ids (query, &n_ids);

  sb_resource_add_space (request, sb_query_get_space (query));
  sb_request_add_query_ids (request, "deviceIds", ids, n_ids);
  sb_resource_add_filter (request, query, SB_ESIM_STATE_FIELD_RESET_STATE);
  sb_resource_add_page (request, start, rows);

  return request;
}
