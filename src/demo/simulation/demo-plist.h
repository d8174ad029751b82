/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *demo_plist_read_carrier_url (const char *text);

G_END_DECLS
