/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-xml"

#include "sb-xml.h"

/**
 * sb_xml_can_hold:
 * @text: (nullable): a text
 *
 * Returns: whether @text is UTF-8 of nothing but the characters of XML 1.0
 */
gboolean
sb_xml_can_hold (const char *text)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
      return FALSE;
  }

  return TRUE;
}

/**
 * sb_xml_add:
 * @parent: (transfer none): the element that gets another
 * @text: (nullable): what the other holds
 *
 * Returns: (transfer none): the new element, in its parent's namespace
 */
xmlNode *
sb_xml_add (xmlNode *parent, const char *name, const char *text)
{
  /* xmlNewChild() would take entities in the text for what they stand for. */
  return xmlNewTextChild (parent, NULL, BAD_CAST name, BAD_CAST text);
}

/**
 * sb_xml_to_string:
 *
 * Returns: (transfer full): the document in UTF-8, indented, with its declaration
 */
char *
sb_xml_to_string (SbXml *document)
{
  xmlChar *bytes = NULL;
  char *text;
  int size = 0;

  xmlDocDumpFormatMemoryEnc (document, &bytes, &size, "UTF-8", 1);
  text = g_strndup ((const char *) bytes, (gsize) size);
  xmlFree (bytes);

  return text;
}
