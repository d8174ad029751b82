/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a tenant is made of beside devices and configurations: spaces, users, groups. */

#define G_LOG_DOMAIN "sb-tenant-directory"

#include "config.h"

#include "sb-tenant-directory.h"

#include "sb-tenant-filter.h"
#include "sb-tenant-fleet.h"
#include "sb-tenant-permissions.h"

/* Calls that are backed by groups return no more, whatever is asked. */
#define MOST_GROUPS 50

#define BOTH (SB_TENANT_FIELD_FILTER | SB_TENANT_FIELD_SORT)

/* Says what is wrong with them, or reads fq= and sortFields. (nullable): what follows ORDER BY. */
static char *
read_question (SbTenantCore *tenant,
               SbTenantQuery *query,
               SbTenantRequest *request,
               const SbTenantField *fields,
               const char *usual,
               SbTenantReply *reply)
{
  const char *filter = sb_tenant_request_get (request, "fq");

  if (filter != NULL
      && !sb_tenant_filter_add (query, fields, filter, tenant->options->published_only, reply))
    return NULL;

  return sb_tenant_query_get_order (request, fields, usual, reply);
}

static void
list_rows (SbTenantCore *tenant,
           SbTenantQuery *query,
           const char *columns,
           const char *table,
           const char *order,
           const SbTenantPage *page,
           SbTenantReply *reply)
{
  g_autofree char *count =
    g_strdup_printf ("SELECT count (*) FROM %s WHERE %s", table, query->sql->str);
  g_autofree char *select = g_strdup_printf (
    "SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT ? OFFSET ?",
    columns,
    table,
    query->sql->str,
    order);
  JsonArray *rows = json_array_new ();
  gint64 total = sb_tenant_sql_int (tenant->sql, count, "v", query->values);
  sqlite3_stmt *found =
    sb_tenant_sql_query (tenant->sql, select, "vii", query->values, page->rows, page->start);

  while (sb_tenant_sql_step (found))
    json_array_add_object_element (rows, sb_tenant_sql_column_row (found, NULL));
  sb_tenant_reply_take_list (reply, rows, total, page->start, page->rows, NULL);
}

void
sb_tenant_directory_get_metadata (SbTenantCore *tenant,
                                  SbTenantRequest *request,
                                  SbTenantReply *reply)
{
  JsonObject *metadata = json_object_new ();

  json_object_set_int_member (metadata, "defaultDmPartitionId", SB_TENANT_DEFAULT_SPACE);
  json_object_set_array_member (
    metadata,
    "dmPermissionList",
    sb_tenant_permissions_list (tenant->options->permissions, tenant->options->published_only));
  json_object_set_array_member (metadata, "cmPermissionList", json_array_new ());
  sb_tenant_reply_take_object (reply, metadata);
}

void
sb_tenant_directory_list_spaces (SbTenantCore *tenant,
                                 SbTenantRequest *request,
                                 SbTenantReply *reply)
{
  g_autoptr (SbTenantQuery) query = sb_tenant_query_new ();
  SbTenantPage page;

  if (!sb_tenant_request_get_page (request, SB_TENANT_USUAL_ROWS, 0, &page, reply))
    return;

  list_rows (tenant,
             query,
             "s.id, s.name, s.description, s.defaultPartition, s.priority,"
             "(SELECT count (*) FROM device WHERE dmPartitionId = s.id) AS deviceCount,"
             "(SELECT count (*) FROM policy WHERE dmPartitionId = s.id AND NOT deleted)"
             " AS configurationCount,"
             "(SELECT count (*) FROM rule_group WHERE dmPartitionId = s.id) AS deviceGroupCount",
             "space s",
             "s.priority",
             &page,
             reply);
}

void
sb_tenant_directory_list_accounts (SbTenantCore *tenant,
                                   SbTenantRequest *request,
                                   SbTenantReply *reply)
{
  static const char *const COLUMNS[] = { "a.displayName", "a.emailAddress", NULL };
  static const SbTenantField FIELDS[] = {
    { "id", "a.id", SB_TENANT_FIELD_NUMBER, BOTH },
    { "uid", "a.uid", SB_TENANT_FIELD_TEXT, BOTH },
    { "emailAddress", "a.emailAddress", SB_TENANT_FIELD_TEXT, BOTH },
    { "displayName", "a.displayName", SB_TENANT_FIELD_TEXT, SB_TENANT_FIELD_SORT },
    { NULL },
  };
  g_autoptr (SbTenantQuery) query = sb_tenant_query_new ();
  g_autofree char *order = NULL;
  SbTenantPage page;

  if (!sb_tenant_request_get_page (request, SB_TENANT_USUAL_FEWER, 0, &page, reply)
      || (order =
            read_question (tenant, query, request, FIELDS, "a.displayName COLLATE NOCASE", reply))
           == NULL)
    return;

  sb_tenant_query_add_search (query, sb_tenant_request_get (request, "q"), COLUMNS);
  list_rows (tenant,
             query,
             "a.id, a.displayName, a.firstName, a.lastName, a.emailAddress, a.uid",
             "account a",
             order,
             &page,
             reply);
}

void
sb_tenant_directory_list_account_groups (SbTenantCore *tenant,
                                         SbTenantRequest *request,
                                         SbTenantReply *reply)
{
  static const char *const COLUMNS[] = { "g.name", NULL };
  static const SbTenantField FIELDS[] = {
    { "id", "g.id", SB_TENANT_FIELD_NUMBER, BOTH },
    { "name", "g.name", SB_TENANT_FIELD_TEXT, BOTH },
    { NULL },
  };
  g_autoptr (SbTenantQuery) query = sb_tenant_query_new ();
  g_autofree char *order = NULL;
  SbTenantPage page;

  if (!sb_tenant_request_get_page (request, SB_TENANT_USUAL_ROWS, MOST_GROUPS, &page, reply)
      || (order = read_question (tenant, query, request, FIELDS, "g.name COLLATE NOCASE", reply))
           == NULL)
    return;

  sb_tenant_query_add_search (query, sb_tenant_request_get (request, "q"), COLUMNS);
  list_rows (tenant,
             query,
             "g.id, g.name, g.description,"
             "(SELECT count (*) FROM account_group_member WHERE group_id = g.id) AS memberCount,"
             "g.countLastUpdatedAt",
             "account_group g",
             order,
             &page,
             reply);
}

void
sb_tenant_directory_list_groups (SbTenantCore *tenant,
                                 SbTenantRequest *request,
                                 SbTenantReply *reply)
{
  static const char *const COLUMNS[] = { "g.name", NULL };
  static const SbTenantField FIELDS[] = {
    { "id", "g.id", SB_TENANT_FIELD_NUMBER, BOTH },
    { "name", "g.name", SB_TENANT_FIELD_TEXT, BOTH },
    { NULL },
  };
  g_autoptr (SbTenantQuery) query = sb_tenant_query_new ();
  g_autofree char *order = NULL;
  gint64 space = 0;
  SbTenantPage page;

  if (!sb_tenant_request_get_page (request, SB_TENANT_USUAL_ROWS, MOST_GROUPS, &page, reply)
      || !sb_tenant_directory_get_space (tenant, request, &space, reply)
      || (order = read_question (tenant, query, request, FIELDS, "g.name COLLATE NOCASE", reply))
           == NULL)
    return;

  if (space != 0)
    sb_tenant_query_add (query,
                         "g.dmPartitionId = ?",
                         sb_tenant_request_get (request, "dmPartitionId"));
  /* Searching groups is Signalbox's own wish: others ignore it. */
  if (!tenant->options->published_only)
    sb_tenant_query_add_search (query, sb_tenant_request_get (request, "q"), COLUMNS);
  list_rows (tenant,
             query,
             "g.id, g.name, g.description, 'DEVICE' AS type, g.systemName, g.mutable,"
             "g.membershipStatic,"
             "iif (g.countLastUpdatedAt IS NULL, 0, (SELECT count (*) FROM rule_group_member"
             " WHERE group_id = g.id)) AS memberCount, g.countLastUpdatedAt,"
             "g.definition",
             "rule_group g",
             order,
             &page,
             reply);
}

/* The space that is asked for, 0 for all of them. FALSE: the reply tells what is wrong. */
gboolean
sb_tenant_directory_get_space (SbTenantCore *tenant,
                               SbTenantRequest *request,
                               gint64 *space,
                               SbTenantReply *reply)
{
  *space = 0;
  if (!sb_tenant_request_get_number (request, "dmPartitionId", space, reply))
    return FALSE;

  if (*space != 0
      && sb_tenant_sql_int (tenant->sql, "SELECT id FROM space WHERE id = ?", "i", *space) == 0) {
    sb_tenant_reply_fail_field (reply,
                                400,
                                "dmPartitionId",
                                "NotFound",
                                "There is no such device space");
    return FALSE;
  }

  return TRUE;
}
