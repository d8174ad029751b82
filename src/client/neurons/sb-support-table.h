/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-call.h"

G_BEGIN_DECLS

/**
 * SbSupportTable:
 *
 * What a server offers to this account, as far as it is known.
 *
 * Signal `changed`: an answer changed.
 */
#define SB_TYPE_SUPPORT_TABLE (sb_support_table_get_type ())
G_DECLARE_FINAL_TYPE (SbSupportTable, sb_support_table, SB, SUPPORT_TABLE, GObject)

SbSupportTable *sb_support_table_new (SbAccount *account);

SbSupport sb_support_table_get (SbSupportTable *self, SbCapability capability);
const char *sb_support_table_get_permission (SbSupportTable *self, SbCapability capability);
gboolean sb_support_table_uses_own_calls (SbSupportTable *self);
gboolean sb_support_table_has_seen_own_calls (SbSupportTable *self);

void sb_support_table_set_tenant (SbSupportTable *self, SbTenant *tenant);
void sb_support_table_note_own_calls (SbSupportTable *self);
void sb_support_table_note_not_offered (SbSupportTable *self, SbCapability capability);
void sb_support_table_note_forbidden (SbSupportTable *self,
                                      SbCapability capability,
                                      const char *permission);

G_END_DECLS
