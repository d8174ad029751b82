/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keyrings that cannot be used. libsecret keeps the one that it found: each is for a process of its
 * own, and ends with it. */

/* A session bus with nobody on it. Returns its address. */
const char *keyring_start_bus (void);
/* A session bus with a service whose keyring was never opened: it is there, its objects are not. */
void keyring_start_locked (void);

G_END_DECLS
