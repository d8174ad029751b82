/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sb-tenant-faults.h"

G_BEGIN_DECLS

void sb_tenant_mischief_break (SoupServerMessage *message);
gboolean sb_tenant_mischief_is_before (const SbTenantFault *fault);
void sb_tenant_mischief_play (SoupServerMessage *message,
                              const SbTenantFault *fault,
                              const char *body,
                              gboolean held);

G_END_DECLS
