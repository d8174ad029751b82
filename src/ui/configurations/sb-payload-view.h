/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbPayloadView:
 *
 * What each device is sent of a configuration, as it is being written: a property list or SyncML,
 * or what is wrong with the draft. It follows the draft.
 */
#define SB_TYPE_PAYLOAD_VIEW (sb_payload_view_get_type ())
G_DECLARE_FINAL_TYPE (SbPayloadView, sb_payload_view, SB, PAYLOAD_VIEW, AdwPreferencesGroup)

/* @draft: (nullable): NULL shows nothing */
void sb_payload_view_set_draft (SbPayloadView *self, SbDraft *draft);

G_END_DECLS
