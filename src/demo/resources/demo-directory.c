/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a tenant is made of beside devices and configurations: spaces, users, groups. */

#define G_LOG_DOMAIN "demo-directory"

#include "config.h"

#include "demo-directory.h"

#include "demo-filter.h"
#include "demo-permissions.h"
#include "demo-row.h"

/* Calls that are backed by groups return no more, whatever is asked. */
#define MOST_GROUPS 50

#define BOTH (DEMO_FIELD_FILTER | DEMO_FIELD_SORT)

/* Says what is wrong with them, or reads fq= and sortFields. (nullable): what follows ORDER BY. */
static char *
read_question (DemoTenant *tenant,
               DemoQuery *query,
               DemoRequest *request,
               const DemoField *fields,
               const char *usual,
               DemoReply *reply)
{
  const char *filter = demo_request_get (request, "fq");

  if (filter != NULL
      && !demo_filter_add (query, fields, filter, tenant->options->published_only, reply))
    return NULL;

  return demo_query_get_order (request, fields, usual, reply);
}

static void
list_rows (DemoTenant *tenant,
           DemoQuery *query,
           const char *columns,
           const char *table,
           const char *order,
           const DemoPage *page,
           DemoReply *reply)
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
  gint64 total = demo_sql_int (tenant->sql, count, demo_texts (query->values));
  sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                        select,
                                        demo_texts (query->values),
                                        demo_int (page->rows),
                                        demo_int (page->start));

  while (demo_sql_step (found))
    json_array_add_object_element (rows, demo_row_read (found, NULL));
  demo_reply_take_list (reply, rows, total, page->start, page->rows, NULL);
}

void
demo_directory_get_metadata (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  JsonObject *metadata = json_object_new ();

  json_object_set_int_member (metadata, "defaultDmPartitionId", DEMO_DEFAULT_SPACE);
  json_object_set_array_member (
    metadata,
    "dmPermissionList",
    demo_permissions_list (tenant->options->permissions, tenant->options->published_only));
  json_object_set_array_member (metadata, "cmPermissionList", json_array_new ());
  demo_reply_take_object (reply, metadata);
}

void
demo_directory_list_spaces (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (DemoQuery) query = demo_query_new ();
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, 0, &page, reply))
    return;

  list_rows (tenant,
             query,
             "s.id, s.name, s.description, s.defaultPartition, s.priority,"
             "demo_count (s.id) AS deviceCount,"
             "(SELECT count (*) FROM policy WHERE dmPartitionId = s.id AND NOT deleted)"
             " AS configurationCount,"
             "(SELECT count (*) FROM rule_group WHERE dmPartitionId = s.id) AS deviceGroupCount",
             "space s",
             "s.priority",
             &page,
             reply);
}

void
demo_directory_list_accounts (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  static const char *const COLUMNS[] = { "a.displayName", "a.emailAddress", NULL };
  static const DemoField FIELDS[] = {
    { "id", "a.id", DEMO_FIELD_NUMBER, BOTH },
    { "uid", "a.uid", DEMO_FIELD_TEXT, BOTH },
    { "emailAddress", "a.emailAddress", DEMO_FIELD_TEXT, BOTH },
    { "displayName", "a.displayName", DEMO_FIELD_TEXT, DEMO_FIELD_SORT },
    { NULL },
  };
  g_autoptr (DemoQuery) query = demo_query_new ();
  g_autofree char *order = NULL;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_FEWER, 0, &page, reply)
      || (order =
            read_question (tenant, query, request, FIELDS, "a.displayName COLLATE NOCASE", reply))
           == NULL)
    return;

  demo_query_add_search (query, demo_request_get (request, "q"), COLUMNS);
  list_rows (tenant,
             query,
             "a.id, a.displayName, a.firstName, a.lastName, a.emailAddress, a.uid",
             "account a",
             order,
             &page,
             reply);
}

void
demo_directory_list_account_groups (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  static const char *const COLUMNS[] = { "g.name", NULL };
  static const DemoField FIELDS[] = {
    { "id", "g.id", DEMO_FIELD_NUMBER, BOTH },
    { "name", "g.name", DEMO_FIELD_TEXT, BOTH },
    { NULL },
  };
  g_autoptr (DemoQuery) query = demo_query_new ();
  g_autofree char *order = NULL;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, MOST_GROUPS, &page, reply)
      || (order = read_question (tenant, query, request, FIELDS, "g.name COLLATE NOCASE", reply))
           == NULL)
    return;

  demo_query_add_search (query, demo_request_get (request, "q"), COLUMNS);
  list_rows (tenant,
             query,
             "g.id, g.name, g.description,"
             "g.member_count AS memberCount,"
             "g.countLastUpdatedAt",
             "account_group g",
             order,
             &page,
             reply);
}

void
demo_directory_list_groups (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  static const char *const COLUMNS[] = { "g.name", NULL };
  static const DemoField FIELDS[] = {
    { "id", "g.id", DEMO_FIELD_NUMBER, BOTH },
    { "name", "g.name", DEMO_FIELD_TEXT, BOTH },
    { NULL },
  };
  g_autoptr (DemoQuery) query = demo_query_new ();
  g_autofree char *order = NULL;
  gint64 space = 0;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, MOST_GROUPS, &page, reply)
      || !demo_directory_get_space (tenant, request, &space, reply)
      || (order = read_question (tenant, query, request, FIELDS, "g.name COLLATE NOCASE", reply))
           == NULL)
    return;

  if (space != 0)
    demo_query_add (query, "g.dmPartitionId = ?", demo_request_get (request, "dmPartitionId"));
  /* Searching groups is Signalbox's own wish: others ignore it. */
  if (!tenant->options->published_only)
    demo_query_add_search (query, demo_request_get (request, "q"), COLUMNS);
  list_rows (tenant,
             query,
             "g.id, g.name, g.description, 'DEVICE' AS type, g.systemName, g.mutable,"
             "g.membershipStatic,"
             "iif (g.countLastUpdatedAt IS NULL, 0, g.member_count) AS memberCount,"
             "g.countLastUpdatedAt,"
             "g.definition",
             "rule_group g",
             order,
             &page,
             reply);
}

/* The space that is asked for, 0 for all of them. FALSE: the reply tells what is wrong. */
gboolean
demo_directory_get_space (DemoTenant *tenant, DemoRequest *request, gint64 *space, DemoReply *reply)
{
  *space = 0;
  if (!demo_request_get_number (request, "dmPartitionId", space, reply))
    return FALSE;

  if (*space != 0
      && demo_sql_int (tenant->sql, "SELECT id FROM space WHERE id = ?", demo_int (*space)) == 0) {
    demo_reply_fail_field (reply,
                           400,
                           "dmPartitionId",
                           "NotFound",
                           "There is no such device space");
    return FALSE;
  }

  return TRUE;
}
