/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"

G_BEGIN_DECLS

/**
 * SbAccountStore:
 *
 * The accounts that this computer remembers: a GListModel of [class@Account], in the order in which
 * they were added. They are kept in GSettings, without their secrets. The demo account is made by
 * who starts the demo tenant and is never among them, but it can be the current one.
 *
 * Properties: `current-id` (string, nullable, read-write with notify: the account that was used
 * last; SB_ACCOUNT_DEMO_ID for the demo).
 */
#define SB_TYPE_ACCOUNT_STORE (sb_account_store_get_type ())
G_DECLARE_FINAL_TYPE (SbAccountStore, sb_account_store, SB, ACCOUNT_STORE, GObject)

SbAccountStore *sb_account_store_new (void);

SbAccount *sb_account_store_find (SbAccountStore *self, const char *id);
void sb_account_store_add (SbAccountStore *self, SbAccount *account);
void sb_account_store_save (SbAccountStore *self, SbAccount *account);
void sb_account_store_remove (SbAccountStore *self, SbAccount *account);

const char *sb_account_store_get_current_id (SbAccountStore *self);
void sb_account_store_set_current_id (SbAccountStore *self, const char *id);
SbAccount *sb_account_store_get_current (SbAccountStore *self);

G_END_DECLS
