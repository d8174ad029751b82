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
 * SbPayloadFlags:
 * @SB_PAYLOAD_PLAIN: as it is sent
 * @SB_PAYLOAD_MARK_DERIVED: with the comment "derived" at the top, to be shown to a person
 */
typedef enum {
  SB_PAYLOAD_PLAIN = 0,
  SB_PAYLOAD_MARK_DERIVED = 1 << 0,
} SbPayloadFlags;

char *sb_payload_windows_new_add (SbEsim *esim, guint build, SbPayloadFlags flags);
char *sb_payload_windows_new_remove (SbEsim *esim, SbPayloadFlags flags);
char *sb_payload_windows_new_retry (SbEsim *esim, guint build, SbPayloadFlags flags);
char *sb_payload_windows_new_reset (SbPayloadFlags flags);
char *sb_payload_windows_new_status (SbEsim *esim, SbPayloadFlags flags);

G_END_DECLS
