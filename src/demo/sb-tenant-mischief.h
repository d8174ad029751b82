/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sb-tenant-faults.h"

G_BEGIN_DECLS

gboolean sb_tenant_mischief_is_before (const SbTenantFault *fault);
void
sb_tenant_mischief_play (SoupServerMessage *message, const SbTenantFault *fault, const char *body);
void sb_tenant_mischief_hold (SoupServerMessage *message);
void sb_tenant_mischief_release (SoupServerMessage *message);

G_END_DECLS
