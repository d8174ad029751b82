/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/* Private to the payloads: libxml2 with GLib's manners. It escapes what is written into it, but
 * would write characters that XML cannot hold as they are: ask sb_xml_can_hold() first. */
typedef xmlDoc SbXml;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbXml, xmlFreeDoc)

gboolean sb_xml_can_hold (const char *text);
xmlNode *sb_xml_add (xmlNode *parent, const char *name, const char *text);
char *sb_xml_to_string (SbXml *document);

G_END_DECLS
