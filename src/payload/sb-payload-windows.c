/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-payload-windows"

#include "sb-payload-windows.h"

#include "sb-device.h"
#include "sb-validate.h"
#include "sb-xml.h"

/* "Default" is the active eUICC's other name; its own is the EID, or something made of it. */
#define EUICC "./Device/Vendor/MSFT/eUICCs/Default"

typedef struct {
  SbXml *document; /* (owned) */
  xmlNode *body;
  guint last_id;
} Builder;

static void
builder_init (Builder *self)
{
  xmlNs *ns;

  self->document = xmlNewDoc (BAD_CAST "1.0");
  self->body = xmlNewDocNode (self->document, NULL, BAD_CAST "SyncBody", NULL);
  ns = xmlNewNs (self->body, BAD_CAST "SYNCML:SYNCML1.2", NULL);
  xmlSetNs (self->body, ns);
  xmlDocSetRootElement (self->document, self->body);
  self->last_id = 0;
}

static char *
builder_end (Builder *self)
{
  g_autoptr (SbXml) document = g_steal_pointer (&self->document);

  sb_xml_add (self->body, "Final", NULL);

  return sb_xml_to_string (document);
}

/* A command with the next number, such as <Get>. */
static xmlNode *
add_command (Builder *self, xmlNode *parent, const char *name)
{
  g_autofree char *id = g_strdup_printf ("%u", ++self->last_id);
  xmlNode *command = sb_xml_add (parent, name, NULL);

  sb_xml_add (command, "CmdID", id);

  return command;
}

static void
add_item (xmlNode *command, const char *uri, const char *format, const char *data)
{
  xmlNode *item = sb_xml_add (command, "Item", NULL);
  xmlNode *target = sb_xml_add (item, "Target", NULL);

  sb_xml_add (target, "LocURI", uri);

  if (format != NULL) {
    xmlNode *meta = sb_xml_add (item, "Meta", NULL);
    xmlNode *element = sb_xml_add (meta, "Format", format);

    xmlSetNs (element, xmlNewNs (element, BAD_CAST "syncml:metinf", NULL));
  }
  if (data != NULL)
    sb_xml_add (item, "Data", data);
}

/* The node of the configuration's server. A name that is not a plain host name could be read as a
 * path to another node: there is none then. */
static char *
new_server_uri (SbEsim *esim)
{
  g_autofree char *host = sb_normalize_server_name (
    sb_esim_get_string (esim, SB_ESIM_FIELD_SERVER_NAME));

  return host != NULL ? g_strconcat (EUICC "/DownloadServers/", host, NULL) : NULL;
}

static void
add_boolean (Builder *self, xmlNode *parent, const char *server, const char *node, gboolean value)
{
  g_autofree char *uri = g_strconcat (server, "/", node, NULL);

  add_item (add_command (self, parent, "Add"), uri, "bool", value ? "true" : "false");
}

static void
add_server (Builder *self, SbEsim *esim, const char *uri, guint build)
{
  xmlNode *atomic = add_command (self, self->body, "Atomic");

  add_item (add_command (self, atomic, "Add"), uri, "node", NULL);
  add_boolean (self,
               atomic,
               uri,
               "AutoEnable",
               sb_esim_get_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE));
  if (build >= SB_WINDOWS_22H2_BUILD)
    add_boolean (self,
                 atomic,
                 uri,
                 "IsDiscoveryServer",
                 sb_esim_get_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER));
}

/* (transfer full) (nullable): removes the configuration's server, adds it, or both */
static char *
new_for_server (SbEsim *esim, gboolean removes, gboolean adds, guint build)
{
  g_autofree char *uri = new_server_uri (esim);
  Builder builder;

  /* Download servers came with Windows 11. */
  if (uri == NULL || (build != 0 && build < SB_WINDOWS_11_BUILD))
    return NULL;

  builder_init (&builder);
  if (removes)
    add_item (add_command (&builder, builder.body, "Delete"), uri, NULL, NULL);
  if (adds)
    add_server (&builder, esim, uri, build);

  return builder_end (&builder);
}

char *
sb_payload_windows_new_add (SbEsim *esim, guint build)
{
  g_return_val_if_fail (SB_IS_RECORD (esim), NULL);

  return new_for_server (esim, FALSE, TRUE, build);
}

char *
sb_payload_windows_new_remove (SbEsim *esim)
{
  g_return_val_if_fail (SB_IS_RECORD (esim), NULL);

  return new_for_server (esim, TRUE, FALSE, 0);
}

char *
sb_payload_windows_new_retry (SbEsim *esim, guint build)
{
  g_return_val_if_fail (SB_IS_RECORD (esim), NULL);

  return new_for_server (esim, TRUE, TRUE, build);
}

char *
sb_payload_windows_new_reset (void)
{
  Builder builder;

  builder_init (&builder);
  add_item (add_command (&builder, builder.body, "Exec"),
            EUICC "/Actions/ResetToFactoryState",
            NULL,
            NULL);

  return builder_end (&builder);
}
