/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "demo-request.h"

G_BEGIN_DECLS

DemoRequest *demo_message_read (SoupServerMessage *message);

G_END_DECLS
