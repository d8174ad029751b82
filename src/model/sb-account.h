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
 * authorities are used instead of the system's), `device-space` (a partition's id; 0 is the
 * server's default), `use-unpublished-calls`.
 */
#define SB_TYPE_ACCOUNT (sb_account_get_type ())
G_DECLARE_FINAL_TYPE (SbAccount, sb_account, SB, ACCOUNT, GObject)

SbAccount *sb_account_new (const char *id, gboolean demo);

const char *sb_account_get_id (SbAccount *self);
gboolean sb_account_is_demo (SbAccount *self);
const char *sb_account_get_label (SbAccount *self);
const char *sb_account_get_address (SbAccount *self);
const char *sb_account_get_user_name (SbAccount *self);
SbAuth sb_account_get_auth (SbAccount *self);
const char *sb_account_get_ca_file (SbAccount *self);
gint64 sb_account_get_device_space (SbAccount *self);
gboolean sb_account_get_use_unpublished_calls (SbAccount *self);

void sb_account_set_label (SbAccount *self, const char *label);
void sb_account_set_address (SbAccount *self, const char *address);
void sb_account_set_user_name (SbAccount *self, const char *user_name);
void sb_account_set_auth (SbAccount *self, SbAuth auth);
void sb_account_set_ca_file (SbAccount *self, const char *path);
void sb_account_set_device_space (SbAccount *self, gint64 dm_partition_id);
void sb_account_set_use_unpublished_calls (SbAccount *self, gboolean use);

G_END_DECLS
