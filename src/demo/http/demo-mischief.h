/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "demo-faults.h"

G_BEGIN_DECLS

void demo_mischief_break (SoupServerMessage *message);
gboolean demo_mischief_is_before (const DemoFault *fault);
void demo_mischief_play (SoupServerMessage *message,
                         const DemoFault *fault,
                         const char *body,
                         gboolean held);

G_END_DECLS
