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
 */
#define SB_TYPE_ACCOUNT_STORE (sb_account_store_get_type ())
G_DECLARE_FINAL_TYPE (SbAccountStore, sb_account_store, SB, ACCOUNT_STORE, GObject)

/**
 * sb_account_store_new:
 *
 * Returns: (transfer full): the accounts that are remembered
 */
SbAccountStore *sb_account_store_new (void);

/**
 * sb_account_store_find:
 * @id: (nullable): an account's id
 *
 * Returns: (nullable) (transfer none): the account
 */
SbAccount *sb_account_store_find (SbAccountStore *self, const char *id);

/**
 * sb_account_store_add:
 * @account: one that is not the demo's, with a uuid as its id
 *
 * Remembers an account.
 */
void sb_account_store_add (SbAccountStore *self, SbAccount *account);

/**
 * sb_account_store_save:
 * @account: one of the store's, which was changed, or another one with its id, which takes its
 *   place
 *
 * Writes down what the account says now.
 */
void sb_account_store_save (SbAccountStore *self, SbAccount *account);

/**
 * sb_account_store_remove:
 * @account: one of the store's
 *
 * Forgets an account. Its secret is [func@secrets_clear_async]'s.
 */
void sb_account_store_remove (SbAccountStore *self, SbAccount *account);

/**
 * sb_account_store_get_current_id:
 *
 * Returns: (nullable) (transfer none): the id of the account that was used last; SB_ACCOUNT_DEMO_ID
 *   for the demo
 */
const char *sb_account_store_get_current_id (SbAccountStore *self);

/**
 * sb_account_store_set_current_id:
 * @id: (nullable): an account's id, or SB_ACCOUNT_DEMO_ID
 */
void sb_account_store_set_current_id (SbAccountStore *self, const char *id);

/**
 * sb_account_store_get_current:
 *
 * Returns: (nullable) (transfer none): the account that was used last; %NULL where there was none,
 *   it is gone, or it was the demo
 */
SbAccount *sb_account_store_get_current (SbAccountStore *self);

G_END_DECLS
