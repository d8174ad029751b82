/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery-resource"

#include "sb-resource.h"

SbRequest *
sb_delivery_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbCollection collection = sb_query_get_collection (query);
  SbRequest *request = sb_call_new_request (sb_resource_get_call (collection),
                                            sb_query_get_parent (query));

  sb_resource_add_page (request, start, rows);
  if (collection == SB_COLLECTION_DELIVERIES) {
    static const char *const parameters[] = { "state", "changedSince" };

    for (gsize i = 0; i < G_N_ELEMENTS (parameters); i++) {
      const char *value = sb_query_get_filter (query, parameters[i]);

      if (value != NULL)
        sb_request_add_query (request, parameters[i], value);
    }
  }

  return request;
}
