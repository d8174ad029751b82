/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"
#include "sb-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SB_FIELD_SYMBOL_DRAFT_(s, ...) SB_DRAFT_FIELD_##s,

/**
 * SbDraftField:
 *
 * The fields of a draft, in the order in which the editor shows them and in which the first problem
 * is looked for. Each is a field of the configuration or of its eSIM settings, whose tables say
 * what it is.
 */
typedef enum {
  SB_DRAFT_FIELD_NAME,
  SB_DRAFT_FIELD_DESCRIPTION,
  SB_DRAFT_FIELD_OS,
  SB_ESIM_FIELDS (SB_FIELD_SYMBOL_DRAFT_) SB_DRAFT_FIELD_SPACE,
  SB_DRAFT_FIELD_ENABLED,
  SB_DRAFT_FIELD_DISTRIBUTION,
  SB_N_DRAFT_FIELDS,
} SbDraftField;

/**
 * sb_draft_field_get_info: (skip)
 *
 * Returns: (transfer none): the line of the configuration's table, or of its eSIM settings', that
 *   declares the field
 */
const SbField *sb_draft_field_get_info (SbDraftField field);

/**
 * sb_draft_field_get_property:
 *
 * Returns: (transfer none): the draft's property, such as "carrier-url"
 */
const char *sb_draft_field_get_property (SbDraftField field);

/**
 * sb_draft_field_is_setting:
 *
 * Returns: whether the field is one of the eSIM settings
 */
gboolean sb_draft_field_is_setting (SbDraftField field);

/**
 * sb_draft_field_is_for:
 *
 * Returns: whether the field means something on @platform
 */
gboolean sb_draft_field_is_for (SbDraftField field, SbPlatform platform);

/**
 * sb_draft_field_find: (skip)
 * @configuration: a configuration
 * @index: (out): which field of the record it is
 *
 * Returns: (transfer none) (nullable) (type SbRecord): the record that holds the field: the
 *   configuration, or its eSIM settings where the server told them
 */
gpointer sb_draft_field_find (SbDraftField field, SbConfiguration *configuration, guint *index);

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
 * Properties, all read-write with explicit notify: one for each field, of the type and under the
 * name that its table says (strings are never NULL), but for `platform` (SbPlatform: IOS or
 * WINDOWS, UNKNOWN until one is chosen), `distribution` (SbDistributionType) and `space` (string;
 * empty is none).
 *
 * Signal `changed`: something of it changed.
 */
#define SB_TYPE_DRAFT (sb_draft_get_type ())
G_DECLARE_FINAL_TYPE (SbDraft, sb_draft, SB, DRAFT, GObject)

/**
 * sb_draft_new:
 * @space: the device space that it is for, or %NULL where one is to be chosen
 *
 * Returns: (transfer full): an empty draft: enabled, distributed to no devices, no OS chosen
 */
SbDraft *sb_draft_new (const char *space);

/**
 * sb_draft_new_edit:
 * @configuration: what is to be changed, as the server last sent it
 *
 * Where the server did not say how the configuration is distributed, the draft does not guess: its
 * distribution is UNKNOWN, which is an error until one is chosen.
 *
 * Returns: (transfer full): the draft
 */
SbDraft *sb_draft_new_edit (SbConfiguration *configuration);

/**
 * sb_draft_new_duplicate:
 * @configuration: what is to be had once more
 * @name: the new one's name
 *
 * The new one has a uuid of its own and begins at No Devices, so that duplicating reaches nobody;
 * what the old one's Custom names is there when Custom is chosen.
 *
 * Returns: (transfer full): the draft
 */
SbDraft *sb_draft_new_duplicate (SbConfiguration *configuration, const char *name);

/**
 * sb_draft_new_again:
 * @draft: of a configuration that is not there any more
 *
 * Returns: (transfer full): the same as a new configuration, with a uuid of its own
 */
SbDraft *sb_draft_new_again (SbDraft *draft);

/**
 * sb_draft_new_as_begun: (skip)
 *
 * Returns: (transfer full): what @draft said when it began, and nothing else of it
 */
SbDraft *sb_draft_new_as_begun (SbDraft *draft);

/**
 * sb_draft_begin: (skip)
 * @original: (nullable): what is being edited
 * @source: (nullable): the id of what is edited or duplicated
 * @uuid: (nullable): its uuid, where it has one already
 * @type_word: (nullable): the server's own word for its type
 *
 * What it says now is how it began: from here on something is changed or not.
 */
void sb_draft_begin (SbDraft *self,
                     SbConfiguration *original,
                     const char *source,
                     const char *uuid,
                     const char *type_word);

/**
 * sb_draft_get_original:
 *
 * Returns: (nullable) (transfer none): the configuration that is being edited
 */
SbConfiguration *sb_draft_get_original (SbDraft *self);

/**
 * sb_draft_get_source:
 *
 * Returns: (nullable) (transfer none): the id of the configuration that is edited or duplicated
 */
const char *sb_draft_get_source (SbDraft *self);

/**
 * SbDraftPurpose:
 * @SB_DRAFT_PURPOSE_ADD: a new configuration
 * @SB_DRAFT_PURPOSE_EDIT: one that is there is changed
 * @SB_DRAFT_PURPOSE_DUPLICATE: a new one that began as one that is there
 */
typedef enum {
  SB_DRAFT_PURPOSE_ADD,
  SB_DRAFT_PURPOSE_EDIT,
  SB_DRAFT_PURPOSE_DUPLICATE,
} SbDraftPurpose;

/**
 * sb_draft_get_purpose:
 *
 * Returns: what comes of it
 */
SbDraftPurpose sb_draft_get_purpose (SbDraft *self);

/**
 * sb_draft_set_original:
 * @configuration: what the server has by now: a save made it, but not all of what was typed
 *
 * What was typed stays, and is an edit of this from here on.
 */
void sb_draft_set_original (SbDraft *self, SbConfiguration *configuration);

/**
 * sb_draft_is_changed:
 *
 * Returns: whether anything differs from how the draft began, the other OS's fields and the targets
 *   included: it would be lost
 */
gboolean sb_draft_is_changed (SbDraft *self);

/**
 * sb_draft_get_text:
 * @field: one that is a text
 *
 * Returns: (transfer none): the text as typed, never %NULL
 */
const char *sb_draft_get_text (SbDraft *self, SbDraftField field);

/**
 * sb_draft_set_text:
 * @field: one that is a text
 * @text: (nullable): the text as typed; %NULL is empty
 */
void sb_draft_set_text (SbDraft *self, SbDraftField field, const char *text);

/**
 * sb_draft_get_boolean:
 * @field: one that is on or off
 *
 * Returns: whether it is on
 */
gboolean sb_draft_get_boolean (SbDraft *self, SbDraftField field);

/**
 * sb_draft_get_platform:
 *
 * Returns: SB_PLATFORM_IOS, SB_PLATFORM_WINDOWS, or SB_PLATFORM_UNKNOWN until one is chosen
 */
SbPlatform sb_draft_get_platform (SbDraft *self);

/**
 * sb_draft_set_platform:
 * @platform: the OS; what was typed for the other one is kept
 */
void sb_draft_set_platform (SbDraft *self, SbPlatform platform);

/**
 * sb_draft_get_distribution:
 *
 * Returns: the distribution; UNKNOWN where the server did not tell it and none was chosen
 */
SbDistributionType sb_draft_get_distribution (SbDraft *self);

/**
 * sb_draft_set_distribution:
 * @distribution: the distribution; the targets are kept whatever it is
 */
void sb_draft_set_distribution (SbDraft *self, SbDistributionType distribution);

/**
 * sb_draft_get_targets:
 *
 * Returns: (transfer none): a list of SbTarget, which changes as targets are added and removed. It
 *   is kept while the distribution is not Custom.
 */
GListModel *sb_draft_get_targets (SbDraft *self, SbTargetKind kind);

/**
 * sb_draft_has_target:
 *
 * Returns: whether a target of @kind with this identifier is there
 */
gboolean sb_draft_has_target (SbDraft *self, SbTargetKind kind, const char *id);

/**
 * sb_draft_add_target:
 * @target: (transfer none): a sealed target; does nothing where its identifier is there already
 */
void sb_draft_add_target (SbDraft *self, SbTargetKind kind, SbTarget *target);

/**
 * sb_draft_remove_target:
 *
 * Does nothing where there is no target with this identifier.
 */
void sb_draft_remove_target (SbDraft *self, SbTargetKind kind, const char *id);

/**
 * sb_draft_get_problem:
 *
 * Returns: (nullable) (transfer none): what is wrong with a field, valid until the draft changes:
 *   our own errors first, then what the server said about the value that is still there, then our
 *   warnings. %NULL for a field of the OS that is not chosen.
 */
const SbProblem *sb_draft_get_problem (SbDraft *self, SbDraftField field);

/**
 * sb_draft_set_server_problem:
 * @problem: (nullable): what the server said about the field's value; copied. It goes away when the
 *   field changes.
 */
void sb_draft_set_server_problem (SbDraft *self, SbDraftField field, const SbProblem *problem);

/**
 * sb_draft_find_first_error:
 * @from: the first field to look at
 * @to: the last field to look at
 * @field: (out) (optional): the field with the error; left alone where there is none
 *
 * Returns: whether a field from @from to @to has an error; warnings do not count
 */
gboolean
sb_draft_find_first_error (SbDraft *self, SbDraftField from, SbDraftField to, SbDraftField *field);

/**
 * sb_draft_to_configuration:
 *
 * What to send, or to ask a preview for. A value that is not valid is in it as it was typed: the
 * server will say so too.
 *
 * Returns: (transfer full): a sealed configuration; with the id and version of the original where
 *   one is being edited
 */
SbConfiguration *sb_draft_to_configuration (SbDraft *self);

G_END_DECLS
