/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-call.h"

G_BEGIN_DECLS

/*
 * What is asked of each resource: a file each. All return (transfer full) a request. @own says
 * whether calls and parameters outside the published API may be used. Nothing here is sent.
 */

/* Tells which call answers a query. */
SbCallId sb_resource_get_call (SbCollection collection);

void sb_resource_add_space (SbRequest *request, const char *space);
void sb_resource_add_page (SbRequest *request, gint64 start, guint rows);
void sb_resource_add_sort (SbRequest *request, SbQuery *query);
void sb_resource_add_filter (SbRequest *request, SbQuery *query, guint field);
char *sb_resource_dup_filter (SbQuery *query);

SbRequest *sb_tenant_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own);
SbRequest *sb_configuration_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own);
SbRequest *sb_device_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own);
SbRequest *sb_target_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own);
SbRequest *sb_delivery_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own);
SbRequest *sb_esim_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own);

SbRequest *
sb_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own, GError **error);
SbRequest *sb_resource_get (SbCollection collection,
                            const char *id,
                            const char *space,
                            SbCallId *call,
                            GError **error);
SbRequestSize sb_resource_get_request_size (SbCommandKind kind);
SbRequest *sb_resource_send (SbCommand *command, SbCallId *id, GError **error);

G_END_DECLS
