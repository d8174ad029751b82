/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/*
 * What a Windows PC is sent: SyncML for the eUICCs CSP (Microsoft, "eUICCs CSP" and its DDF file).
 * The nodes, their types and their builds are Microsoft's. No sample of SyncML for this CSP is
 * published: the commands, the Atomic around them and the use of "Default" for the active eUICC are
 * derived from the CSP's description. Show them as derived.
 */

/**
 * sb_payload_windows_new_add:
 * @esim: what a configuration for Windows says
 * @build: the PC's build, such as 22631, or 0 where it is not known
 *
 * Adds the server, at which the PC begins a discovery. IsDiscoveryServer is said only to a build
 * that knows it (22621, Windows 11 22H2); without it a server is an SM-DP+. Adding a server that is
 * there already starts nothing: see sb_payload_windows_new_retry().
 *
 * Returns: (transfer full) (nullable): the SyncML; %NULL where the server's name is not valid, or
 *   the build is before Windows 11 (22000)
 */
char *sb_payload_windows_new_add (SbEsim *esim, guint build);

/**
 * sb_payload_windows_new_remove:
 *
 * Removes the server. eSIM profiles that came from it stay.
 *
 * Returns: (transfer full) (nullable): the SyncML; %NULL where the server's name is not valid
 */
char *sb_payload_windows_new_remove (SbEsim *esim);

/**
 * sb_payload_windows_new_retry:
 * @build: as in sb_payload_windows_new_add()
 *
 * Removes the server and adds it again, so that discovery runs once more. The removal stands
 * outside the Atomic: where there is no such server, it fails and the rest is still done.
 *
 * Returns: (transfer full) (nullable): the SyncML, or %NULL as in sb_payload_windows_new_add()
 */
char *sb_payload_windows_new_retry (SbEsim *esim, guint build);

/**
 * sb_payload_windows_new_reset:
 *
 * Erases every eSIM profile of the active eUICC, those that a person added too.
 *
 * Returns: (transfer full): the SyncML
 */
char *sb_payload_windows_new_reset (void);

G_END_DECLS
