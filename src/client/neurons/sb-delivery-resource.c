/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery-resource"

#include "sb-delivery.h"
#include "sb-resource.h"

SbRequest *
sb_delivery_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbCollection collection = sb_query_get_collection (query);
  SbRequest *request = sb_call_new_request (sb_resource_get_call (collection),
                                            sb_query_get_parent (query));

  sb_resource_add_page (request, start, rows);
  if (collection == SB_COLLECTION_DELIVERIES)
    sb_resource_add_filter (request, query, SB_DELIVERY_FIELD_STATE);

  return request;
}
