/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-resource"

#include "sb-resource.h"

SbRequest *
sb_device_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbRequest *request = sb_call_new_request (SB_CALL_DEVICES, NULL);
  g_autofree char *filter = sb_resource_dup_filter (query);

  sb_resource_add_space (request, sb_query_get_space (query));
  if (sb_query_get_text (query) != NULL)
    sb_request_add_query (request, "q", sb_query_get_text (query));
  if (filter != NULL)
    sb_request_add_query (request, "fq", filter);
  sb_resource_add_page (request, start, rows);
  sb_resource_add_sort (request, query);

  return request;
}
