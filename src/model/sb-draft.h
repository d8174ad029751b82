/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"
#include "sb-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbDraftField:
 *
 * The fields of a draft, in the order in which the editor shows them and in which the first problem
 * is looked for.
 */
typedef enum {
  SB_DRAFT_NAME,
  SB_DRAFT_DESCRIPTION,
  SB_DRAFT_OS,
  SB_DRAFT_CARRIER_URL,
  SB_DRAFT_SERVER_NAME,
  SB_DRAFT_IS_DISCOVERY_SERVER,
  SB_DRAFT_AUTO_ENABLE,
  SB_DRAFT_SPACE,
  SB_DRAFT_ENABLED,
  SB_DRAFT_DISTRIBUTION,
} SbDraftField;

#define SB_N_DRAFT_FIELDS (SB_DRAFT_DISTRIBUTION + 1)

/**
 * SbTargetKind:
 *
 * What a Custom distribution can name, in the order of the picker.
 */
typedef enum {
  SB_TARGET_KIND_DEVICE_GROUP,
  SB_TARGET_KIND_DEVICE,
  SB_TARGET_KIND_ACCOUNT_GROUP,
  SB_TARGET_KIND_ACCOUNT,
} SbTargetKind;

#define SB_N_TARGET_KINDS (SB_TARGET_KIND_ACCOUNT + 1)

/**
 * SbDraft:
 *
 * An eSIM configuration being written: the only mutable object of the model. What was typed for one
 * OS is kept while the other is looked at, and so are the targets while the distribution is not
 * Custom. It validates itself, at every change: when a problem is shown is the view's affair.
 *
 * Properties, all read-write with explicit notify: `name`, `description`, `carrier-url`,
 * `server-name` (strings, never NULL), `platform` (SbPlatform: IOS or WINDOWS, UNKNOWN until one is
 * chosen), `is-discovery-server`, `auto-enable`, `enabled` (booleans), `distribution`
 * (SbDistributionType), `space` (int64).
 *
 * Signal `changed`: something of it changed.
 */
#define SB_TYPE_DRAFT (sb_draft_get_type ())
G_DECLARE_FINAL_TYPE (SbDraft, sb_draft, SB, DRAFT, GObject)

SbDraft *sb_draft_new (gint64 space);
SbDraft *sb_draft_new_edit (SbConfiguration *configuration);
SbDraft *sb_draft_new_duplicate (SbConfiguration *configuration, const char *name);

const char *sb_draft_get_uuid (SbDraft *self);
SbConfiguration *sb_draft_get_original (SbDraft *self);
const char *sb_draft_get_policy_type (SbDraft *self);
gboolean sb_draft_is_changed (SbDraft *self);

const char *sb_draft_get_name (SbDraft *self);
void sb_draft_set_name (SbDraft *self, const char *name);
const char *sb_draft_get_description (SbDraft *self);
void sb_draft_set_description (SbDraft *self, const char *description);
SbPlatform sb_draft_get_platform (SbDraft *self);
void sb_draft_set_platform (SbDraft *self, SbPlatform platform);
const char *sb_draft_get_carrier_url (SbDraft *self);
void sb_draft_set_carrier_url (SbDraft *self, const char *url);
const char *sb_draft_get_server_name (SbDraft *self);
void sb_draft_set_server_name (SbDraft *self, const char *host);
gboolean sb_draft_get_is_discovery_server (SbDraft *self);
void sb_draft_set_is_discovery_server (SbDraft *self, gboolean is_discovery_server);
gboolean sb_draft_get_auto_enable (SbDraft *self);
void sb_draft_set_auto_enable (SbDraft *self, gboolean auto_enable);
gboolean sb_draft_get_enabled (SbDraft *self);
void sb_draft_set_enabled (SbDraft *self, gboolean enabled);
SbDistributionType sb_draft_get_distribution (SbDraft *self);
void sb_draft_set_distribution (SbDraft *self, SbDistributionType distribution);
gint64 sb_draft_get_space (SbDraft *self);
void sb_draft_set_space (SbDraft *self, gint64 space);

GListModel *sb_draft_get_targets (SbDraft *self, SbTargetKind kind);
gboolean sb_draft_has_target (SbDraft *self, SbTargetKind kind, gint64 id);
void sb_draft_add_target (SbDraft *self, SbTargetKind kind, SbTarget *target);
void sb_draft_remove_target (SbDraft *self, SbTargetKind kind, gint64 id);

const SbProblem *sb_draft_get_problem (SbDraft *self, SbDraftField field);
void sb_draft_set_server_problem (SbDraft *self, SbDraftField field, const SbProblem *problem);
gboolean
sb_draft_find_first_error (SbDraft *self, SbDraftField from, SbDraftField to, SbDraftField *field);

SbConfiguration *sb_draft_to_configuration (SbDraft *self);

G_END_DECLS
