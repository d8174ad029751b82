/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-syncml"

#include "config.h"

#include "demo-syncml.h"

#include <libxml/parser.h>
#include <string.h>

#define NAMESPACE  "SYNCML:SYNCML1.2"
#define MOST_KNOWN 64

static void
command_free (gpointer data)
{
  DemoSyncmlCommand *command = data;

  g_free (command->verb);
  g_free (command->uri);
  g_free (command->data);
  g_free (command);
}

static gboolean
is_element (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && node->ns != NULL
         && strcmp ((const char *) node->ns->href, NAMESPACE) == 0
         && strcmp ((const char *) node->name, name) == 0;
}

/* (nullable) */
static const xmlNode *
find_child (const xmlNode *node, const char *name)
{
  for (const xmlNode *child = node != NULL ? node->children : NULL; child != NULL;
       child = child->next)
    if (is_element (child, name))
      return child;

  return NULL;
}

/* (nullable) */
static char *
read_text (const xmlNode *node)
{
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  char *text = g_strdup ((const char *) content);

  xmlFree (content);

  return text;
}

static void
read_commands (const xmlNode *parent, GPtrArray *commands)
{
  for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
    const xmlNode *item = find_child (node, "Item");
    const xmlNode *uri = find_child (find_child (item, "Target"), "LocURI");
    DemoSyncmlCommand *command;

    if (is_element (node, "Atomic")) {
      read_commands (node, commands);
      continue;
    }
    /* Also Final, CmdID and the space between: no item, no command. */
    if (uri == NULL)
      continue;

    command = g_new0 (DemoSyncmlCommand, 1);
    command->verb = g_strdup ((const char *) node->name);
    command->uri = read_text (uri);
    command->data = read_text (find_child (item, "Data"));
    g_ptr_array_add (commands, command);
  }
}

/* (nullable): it is not SyncML. The commands in their order, those of an Atomic among them. What
 * many devices are sent is read once.
 */
GPtrArray *
demo_syncml_read (const char *text)
{
  static GHashTable *known = NULL;
  GPtrArray *commands;
  xmlDoc *document;
  xmlNode *root;

  if (text == NULL)
    return NULL;
  if (known == NULL)
    known =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  commands = g_hash_table_lookup (known, text);
  if (commands != NULL)
    return g_ptr_array_ref (commands);

  document = xmlReadMemory (text,
                            (int) strlen (text),
                            NULL,
                            NULL,
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  if (root != NULL && is_element (root, "SyncBody")) {
    commands = g_ptr_array_new_with_free_func (command_free);
    read_commands (root, commands);
    if (g_hash_table_size (known) == MOST_KNOWN)
      g_hash_table_remove_all (known);
    g_hash_table_insert (known, g_strdup (text), g_ptr_array_ref (commands));
  }
  xmlFreeDoc (document);

  return commands;
}
