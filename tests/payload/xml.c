/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "xml.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <string.h>

char *
xml_get_string (const char *document, const char *xpath)
{
  xmlDoc *doc = xmlReadMemory (document,
                               (int) strlen (document),
                               NULL,
                               NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlXPathContext *context;
  xmlXPathObject *object;
  xmlChar *text;
  char *string;

  g_assert_nonnull (doc);
  context = xmlXPathNewContext (doc);
  xmlXPathRegisterNs (context, BAD_CAST "s", BAD_CAST "SYNCML:SYNCML1.2");
  xmlXPathRegisterNs (context, BAD_CAST "m", BAD_CAST "syncml:metinf");

  object = xmlXPathEvalExpression (BAD_CAST xpath, context);
  g_assert_nonnull (object);
  text = xmlXPathCastToString (object);
  string = g_strdup ((const char *) text);

  xmlFree (text);
  xmlXPathFreeObject (object);
  xmlXPathFreeContext (context);
  xmlFreeDoc (doc);

  return string;
}
