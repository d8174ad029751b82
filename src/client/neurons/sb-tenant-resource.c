/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-tenant-resource"

#include "sb-resource.h"

SbRequest *
sb_tenant_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own)
{
  SbRequest *request = sb_call_new_request (SB_CALL_DEVICE_SPACES, NULL);

  sb_resource_add_page (request, start, rows);

  return request;
}
