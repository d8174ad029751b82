/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-secret.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SbProxy:
 *
 * Who we are at the proxies that the desktop names: a proxy resolver that keeps what the desktop's
 * settings say of user and password, or a person, and answers a proxy's challenge with it, Basic or
 * Digest. It never knows the account's secret.
 */
#define SB_TYPE_PROXY (sb_proxy_get_type ())
G_DECLARE_FINAL_TYPE (SbProxy, sb_proxy, SB, PROXY, GObject)

SbProxy *sb_proxy_dup_default (void);

void sb_proxy_sign_in (SbProxy *self, const char *name, const char *user, SbSecret *password);
char *sb_proxy_dup_name (GSocketConnection *connection);
gboolean sb_proxy_answer (SbProxy *self, const char *name, SoupAuth *auth, gboolean refused);

G_END_DECLS
