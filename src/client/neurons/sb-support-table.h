/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-call.h"
#include "sb-clock.h"

G_BEGIN_DECLS

/* After this long a call that was refused is asked for again. In milliseconds. */
#define SB_SUPPORT_ASK_AGAIN (10 * 60 * 1000)

/**
 * SbSupportTable:
 *
 * What a server offers to this account, as far as it is known. What a refusal taught is forgotten
 * after SB_SUPPORT_ASK_AGAIN, and when a person asks again.
 *
 * Signal `changed`: an answer changed.
 */
#define SB_TYPE_SUPPORT_TABLE (sb_support_table_get_type ())
G_DECLARE_FINAL_TYPE (SbSupportTable, sb_support_table, SB, SUPPORT_TABLE, GObject)

SbSupportTable *sb_support_table_new (SbAccount *account, SbClock *clock);

SbSupport sb_support_table_get (SbSupportTable *self, SbCapability capability);
gboolean sb_support_table_uses_own_calls (SbSupportTable *self);
gboolean sb_support_table_has_seen_own_calls (SbSupportTable *self);

void sb_support_table_set_tenant (SbSupportTable *self, SbTenant *tenant);
void sb_support_table_ask_again (SbSupportTable *self);
void sb_support_table_note_envelope (SbSupportTable *self, SbCallKind kind);
void sb_support_table_note_own_calls (SbSupportTable *self);
gboolean sb_support_table_note_not_offered (SbSupportTable *self,
                                            SbCapability capability,
                                            gboolean enveloped);
void sb_support_table_note_forbidden (SbSupportTable *self, SbCapability capability);

G_END_DECLS
