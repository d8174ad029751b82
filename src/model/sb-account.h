/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SB_AUTH_BASIC,
  SB_AUTH_BEARER,
} SbAuth;

GType sb_auth_get_type (void);
#define SB_TYPE_AUTH (sb_auth_get_type ())

/* What kind of server an account has that does not say. */
#define SB_ACCOUNT_KIND_DEFAULT "neurons"

/* The id of the demo tenant's account, of which there is one. */
#define SB_ACCOUNT_DEMO_ID "demo"

/**
 * SbAccount:
 *
 * A server and who we are there. The secret is not part of it: it is in the keyring, and given to
 * the client when it connects.
 *
 * Properties: `id` (a uuid, or SB_ACCOUNT_DEMO_ID; construct-only), `demo` (construct-only: the
 * demo tenant of this computer), `label`, `address` (the base address, such as
 * "https://mdm.example.com"), `user-name`, `auth` (SbAuth), `ca-file` (nullable: a path; its
 * authorities are used instead of the system's), `device-space` (its id; none is the
 * server's default), `kind`, `use-unpublished-calls`.
 */
#define SB_TYPE_ACCOUNT (sb_account_get_type ())
G_DECLARE_FINAL_TYPE (SbAccount, sb_account, SB, ACCOUNT, GObject)

/**
 * sb_account_new:
 * @id: (nullable): a uuid; %NULL makes a new one
 * @demo: whether this is the demo tenant of this computer
 *
 * Returns: (transfer full): the account
 */
SbAccount *sb_account_new (const char *id, gboolean demo);

/**
 * sb_account_get_id:
 *
 * Returns: (transfer none): a uuid, or SB_ACCOUNT_DEMO_ID
 */
const char *sb_account_get_id (SbAccount *self);

/**
 * sb_account_is_demo:
 *
 * Returns: whether it is the demo tenant of this computer, which may be sent every call
 */
gboolean sb_account_is_demo (SbAccount *self);

/**
 * sb_account_get_label:
 *
 * Returns: (nullable) (transfer none): what to call it, where a person gave it a name
 */
const char *sb_account_get_label (SbAccount *self);

/**
 * sb_account_get_address:
 *
 * Returns: (nullable) (transfer none): the base address, such as "https://mdm.example.com"
 */
const char *sb_account_get_address (SbAccount *self);

/**
 * sb_account_get_user_name:
 *
 * Returns: (nullable) (transfer none): the user of Basic; a token needs none
 */
const char *sb_account_get_user_name (SbAccount *self);

/**
 * sb_account_get_auth:
 *
 * Returns: how we say who we are
 */
SbAuth sb_account_get_auth (SbAccount *self);

/**
 * sb_account_get_kind:
 *
 * Returns: (transfer none): what kind of server it is, by its name in the table of kinds
 */
const char *sb_account_get_kind (SbAccount *self);

/**
 * sb_account_get_ca_file:
 *
 * Returns: (nullable) (transfer none): the path of a file of certificates, to be used instead of
 *   the system's authorities
 */
const char *sb_account_get_ca_file (SbAccount *self);

/**
 * sb_account_get_device_space:
 *
 * Returns: (nullable) (transfer none): the id of the device space that is worked in; %NULL is the
 *   server's default
 */
const char *sb_account_get_device_space (SbAccount *self);

/**
 * sb_account_get_use_unpublished_calls:
 *
 * Returns: whether calls outside the published API may be sent
 */
gboolean sb_account_get_use_unpublished_calls (SbAccount *self);

/**
 * sb_account_is_same_sign_in:
 *
 * Returns: whether both are the same user of the same server, who says who it is in the same way;
 *   what the one may do is what the other may, and only the secret may be another
 */
gboolean sb_account_is_same_sign_in (SbAccount *self, SbAccount *other);

/**
 * sb_account_set_label:
 * @label: (nullable): a name
 */
void sb_account_set_label (SbAccount *self, const char *label);

/**
 * sb_account_set_address:
 * @address: (nullable): a base address as sb_address_normalize() gives it; the next call goes
 *   there
 */
void sb_account_set_address (SbAccount *self, const char *address);

/**
 * sb_account_set_user_name:
 * @user_name: (nullable): the user of Basic
 */
void sb_account_set_user_name (SbAccount *self, const char *user_name);

/**
 * sb_account_set_kind:
 * @kind: what kind of server it is; it counts for clients that are made later
 */
void sb_account_set_kind (SbAccount *self, const char *kind);

/**
 * sb_account_set_auth:
 * @auth: how to say who we are; the secret is a password or a token accordingly
 */
void sb_account_set_auth (SbAccount *self, SbAuth auth);

/**
 * sb_account_set_ca_file:
 * @path: (nullable): a file of certificates in PEM, see [func@authorities_keep_async]; %NULL means
 * the system's authorities
 */
void sb_account_set_ca_file (SbAccount *self, const char *path);

/**
 * sb_account_set_device_space:
 * @id: (nullable): the id of a device space; %NULL is the server's default
 */
void sb_account_set_device_space (SbAccount *self, const char *id);

/**
 * sb_account_set_use_unpublished_calls:
 * @use: whether calls outside the published API may be sent; off for a new account
 */
void sb_account_set_use_unpublished_calls (SbAccount *self, gboolean use);

G_END_DECLS
