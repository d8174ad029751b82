/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-payload-apple"

#include "sb-payload-apple.h"

#include "sb-validate.h"
#include "sb-xml.h"

static xmlNode *
add_pair (xmlNode *dict, const char *key, const char *type, const char *value)
{
  sb_xml_add (dict, "key", key);

  return sb_xml_add (dict, type, value);
}

char *
sb_payload_apple_new_refresh_cellular_plans (SbConfiguration *configuration,
                                             const char *command_uuid)
{
  g_autoptr (SbXml) document = NULL;
  g_autofree char *url = NULL;
  SbEsim *esim;
  xmlNode *root;
  xmlNode *dict;
  xmlNode *command;

  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);
  g_return_val_if_fail (command_uuid != NULL, NULL);

  esim = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_ESIM);
  if (esim == NULL || !sb_xml_can_hold (command_uuid))
    return NULL;

  url = sb_normalize_carrier_url (sb_esim_get_string (esim, SB_ESIM_FIELD_CARRIER_URL));
  if (url == NULL)
    return NULL;

  document = xmlNewDoc (BAD_CAST "1.0");
  xmlCreateIntSubset (document,
                      BAD_CAST "plist",
                      BAD_CAST "-//Apple//DTD PLIST 1.0//EN",
                      BAD_CAST "http://www.apple.com/DTDs/PropertyList-1.0.dtd");
  root = xmlNewDocNode (document, NULL, BAD_CAST "plist", NULL);
  xmlNewProp (root, BAD_CAST "version", BAD_CAST "1.0");
  xmlDocSetRootElement (document, root);

  dict = sb_xml_add (root, "dict", NULL);
  command = add_pair (dict, "Command", "dict", NULL);
  add_pair (command, "RequestType", "string", "RefreshCellularPlans");
  add_pair (command, "eSIMServerURL", "string", url);
  add_pair (dict, "CommandUUID", "string", command_uuid);

  return sb_xml_to_string (document);
}
