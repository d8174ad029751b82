/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-plist"

#include "config.h"

#include "demo-plist.h"

#include <libxml/parser.h>
#include <string.h>

static gboolean
is_element (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

/* (nullable): the value after a key of a <dict>. */
static const xmlNode *
find_value (const xmlNode *dict, const char *key)
{
  gboolean found = FALSE;

  for (const xmlNode *node = dict != NULL ? dict->children : NULL; node != NULL;
       node = node->next) {
    if (node->type != XML_ELEMENT_NODE)
      continue;
    if (found)
      return node;
    if (is_element (node, "key")) {
      xmlChar *content = xmlNodeGetContent (node);

      found = content != NULL && strcmp ((const char *) content, key) == 0;
      xmlFree (content);
    }
  }

  return NULL;
}

/* (nullable) */
static char *
read_string (const xmlNode *dict, const char *key)
{
  const xmlNode *node = find_value (dict, key);
  xmlChar *content = node != NULL && is_element (node, "string") ? xmlNodeGetContent (node) : NULL;
  char *text = g_strdup ((const char *) content);

  xmlFree (content);

  return text;
}

/* (nullable): where an iPhone is told to ask for plans, NULL when this is no such command. */
char *
demo_plist_read_carrier_url (const char *text)
{
  xmlDoc *document = xmlReadMemory (text,
                                    (int) strlen (text),
                                    NULL,
                                    NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  const xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  const xmlNode *dict = root != NULL && is_element (root, "plist") ? root->children : NULL;
  const xmlNode *command;
  g_autofree char *type = NULL;
  g_autofree char *uuid = NULL;
  g_autofree char *url = NULL;

  while (dict != NULL && !is_element (dict, "dict"))
    dict = dict->next;
  command = find_value (dict, "Command");
  uuid = read_string (dict, "CommandUUID");
  type = read_string (command, "RequestType");
  url = read_string (command, "eSIMServerURL");
  xmlFreeDoc (document);

  return uuid != NULL && g_strcmp0 (type, "RefreshCellularPlans") == 0 ? g_steal_pointer (&url)
                                                                       : NULL;
}
