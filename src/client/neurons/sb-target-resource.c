/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-target-resource"

#include "sb-resource.h"

/* Device groups, users and user groups. */
SbRequest *
sb_target_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbCollection collection = sb_query_get_collection (query);
  gboolean groups = collection == SB_COLLECTION_DEVICE_GROUPS;
  SbRequest *request = sb_call_new_request (sb_resource_get_call (collection), NULL);

  if (groups)
    sb_resource_add_space (request, sb_query_get_space (query));
  sb_resource_add_page (request, start, rows);
  sb_resource_add_sort (request, query);
  /* No guide says that device groups can be searched: whoever lists them filters what comes. */
  if (sb_query_get_text (query) != NULL && (own || !groups))
    sb_request_add_query (request, "q", sb_query_get_text (query));

  return request;
}
