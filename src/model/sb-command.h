/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/**
 * SbCapability:
 * @SB_CAPABILITY_LIST_TYPES: list the types that a configuration can be of
 * @SB_CAPABILITY_SHOW_CONFIGURATION: tell of a configuration how it is set and whom it is for
 * @SB_CAPABILITY_CREATE_CONFIGURATION: add one
 * @SB_CAPABILITY_UPDATE_CONFIGURATION: edit one
 * @SB_CAPABILITY_DELETE_CONFIGURATION: delete one
 * @SB_CAPABILITY_DISTRIBUTE_TO_DEVICE_GROUPS: distribute it to device groups
 * @SB_CAPABILITY_DISTRIBUTE_TO_DEVICES: to single devices
 * @SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNT_GROUPS: to user groups
 * @SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNTS: to single users
 * @SB_CAPABILITY_PREVIEW: say beforehand whom a change of a configuration reaches
 * @SB_CAPABILITY_WATCH_DELIVERIES: tell what became of it, device by device
 * @SB_CAPABILITY_PUSH: send it again
 * @SB_CAPABILITY_EXCLUDE: leave a device out, and take it in again
 * @SB_CAPABILITY_SHOW_ESIM: tell what a device reported of its eSIM
 * @SB_CAPABILITY_RESET_ESIM: reset an eSIM, and take that back
 * @SB_CAPABILITY_CHECK_IN: have a device check in now
 * @SB_CAPABILITY_RETIRE: retire a device
 * @SB_CAPABILITY_DELETE_DEVICE: delete the record of a device
 *
 * What can be done with a server that offers it; how many calls that takes is the server's.
 */
typedef enum {
  SB_CAPABILITY_LIST_TYPES,
  SB_CAPABILITY_SHOW_CONFIGURATION,
  SB_CAPABILITY_CREATE_CONFIGURATION,
  SB_CAPABILITY_UPDATE_CONFIGURATION,
  SB_CAPABILITY_DELETE_CONFIGURATION,
  SB_CAPABILITY_DISTRIBUTE_TO_DEVICE_GROUPS,
  SB_CAPABILITY_DISTRIBUTE_TO_DEVICES,
  SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNT_GROUPS,
  SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNTS,
  SB_CAPABILITY_PREVIEW,
  SB_CAPABILITY_WATCH_DELIVERIES,
  SB_CAPABILITY_PUSH,
  SB_CAPABILITY_EXCLUDE,
  SB_CAPABILITY_SHOW_ESIM,
  SB_CAPABILITY_RESET_ESIM,
  SB_CAPABILITY_CHECK_IN,
  SB_CAPABILITY_RETIRE,
  SB_CAPABILITY_DELETE_DEVICE,
} SbCapability;

#define SB_N_CAPABILITIES (SB_CAPABILITY_DELETE_DEVICE + 1)

/**
 * SbCommandKind:
 *
 * What can be asked of a server that changes something there.
 */
typedef enum {
  SB_COMMAND_CREATE_CONFIGURATION,
  SB_COMMAND_UPDATE_CONFIGURATION,
  SB_COMMAND_DELETE_CONFIGURATION,
  SB_COMMAND_PUSH,
  SB_COMMAND_EXCLUDE,
  SB_COMMAND_INCLUDE,
  SB_COMMAND_ESIM_RESET,
  SB_COMMAND_ESIM_RESET_CANCEL,
  SB_COMMAND_FORCE_CHECKIN,
  SB_COMMAND_RETIRE,
  SB_COMMAND_DELETE_DEVICE,
} SbCommandKind;

#define SB_N_COMMAND_KINDS (SB_COMMAND_DELETE_DEVICE + 1)
#define SB_NO_COMMAND      (-1)

/**
 * SbNames:
 *
 * How many configurations or devices a command names.
 */
typedef enum {
  SB_NAMES_NONE,
  SB_NAMES_ONE,
  SB_NAMES_SOME, /* at least one */
} SbNames;

/**
 * SbCommandInfo:
 * @nick: what it is called where it is written down
 * @capability: what the server must offer
 * @configurations: how many configurations it names
 * @devices: how many devices it names
 * @saves: whether it carries a configuration, which becomes what it says
 * @takes_key: whether the same request under the same key has its effect once
 * @destroys: whether it takes something away that sending it anew does not bring back
 * @ends_devices: whether its devices leave the counts of every configuration
 * @is_judged_again: whether its devices are read and judged again right before it is sent
 * @taken_back_by: the SbCommandKind that takes it back, or SB_NO_COMMAND
 *
 * A line of the one table that says what each kind of command is. How a server is told of it is the
 * server's, its words are in ui/words.
 */
typedef struct {
  const char *nick;
  SbCapability capability;
  SbNames configurations;
  SbNames devices;
  gboolean saves;
  gboolean takes_key;
  gboolean destroys;
  gboolean ends_devices;
  gboolean is_judged_again;
  int taken_back_by;
} SbCommandInfo;

/**
 * sb_command_kind_get_info: (skip)
 *
 * Returns: (transfer none): what a kind of command is
 */
const SbCommandInfo *sb_command_kind_get_info (SbCommandKind kind);

/**
 * sb_command_kind_find:
 * @nick: (nullable): a text
 *
 * Returns: the SbCommandKind that has it as its nick, or SB_NO_COMMAND
 */
int sb_command_kind_find (const char *nick);

/**
 * SbRequestSize:
 * @configurations: how many configurations a request names at most
 * @devices: how many devices it names at most
 *
 * What a server takes at once.
 */
typedef struct {
  guint configurations;
  guint devices;
} SbRequestSize;

/**
 * SbCommand:
 *
 * One change to send, complete: whoever holds it can send it again and have the same effect once.
 * Immutable. Its key is made with it: the uuid of a created configuration, the key of the calls
 * that take one.
 */
#define SB_TYPE_COMMAND (sb_command_get_type ())
G_DECLARE_FINAL_TYPE (SbCommand, sb_command, SB, COMMAND, GObject)

/**
 * sb_command_new_save:
 * @proposal: what the configuration shall be; with an id it is changed, without one it is created,
 *   and then its uuid, which it must have, is the key
 * @before: (nullable): what it was when the edit began; its version goes to the server
 *
 * Returns: (transfer full): the command
 */
SbCommand *sb_command_new_save (SbConfiguration *proposal, SbConfiguration *before);

/**
 * sb_command_new_delete:
 * @before: the configuration as it is shown; its version goes to the server
 *
 * Returns: (transfer full): the command
 */
SbCommand *sb_command_new_delete (SbConfiguration *before);

/**
 * sb_command_new_push:
 * @configuration_ids: (array length=n_configuration_ids): what to push
 * @device_ids: (array length=n_device_ids): to which devices, exactly those that the question
 * showed
 *
 * One configuration to its devices, or the configurations of one device. A push always names both:
 * which devices a distribution reaches may be others by the time it is sent.
 *
 * Returns: (transfer full): the command
 */
SbCommand *sb_command_new_push (const char *const *configuration_ids,
                                gsize n_configuration_ids,
                                const char *const *device_ids,
                                gsize n_device_ids);

/**
 * sb_command_new_exclude:
 * @configuration_ids: (array length=n_configuration_ids): at least one
 *
 * Returns: (transfer full): a command that takes configurations from one device
 */
SbCommand *sb_command_new_exclude (const char *device_id,
                                   const char *const *configuration_ids,
                                   gsize n_configuration_ids);

/**
 * sb_command_new_include:
 * @configuration_ids: (array length=n_configuration_ids): at least one
 *
 * Returns: (transfer full): a command that ends an exclusion
 */
SbCommand *sb_command_new_include (const char *device_id,
                                   const char *const *configuration_ids,
                                   gsize n_configuration_ids);

/**
 * sb_command_new_for_devices:
 * @kind: one that names devices alone
 * @device_ids: (array length=n_device_ids): the devices, exactly those that the preview showed
 *
 * Returns: (transfer full): the command
 */
SbCommand *
sb_command_new_for_devices (SbCommandKind kind, const char *const *device_ids, gsize n_device_ids);

/**
 * sb_command_new_undo:
 * @deletion: a command that deleted a configuration
 *
 * The configuration that was deleted, as it was, under a new uuid: the uuid of a deleted
 * configuration is never taken again. It has a new id on the server, and what was said of single
 * devices (exclusions) is gone with the old one.
 *
 * Returns: (transfer full) (nullable): the command; %NULL where it is not known what the
 *   configuration said, as on a server that offers the published calls alone
 */
SbCommand *sb_command_new_undo (SbCommand *deletion);

/**
 * sb_command_to_variant:
 *
 * Returns: (transfer full): all that the command says, as `a{sv}`
 */
GVariant *sb_command_to_variant (SbCommand *self);

/**
 * sb_command_from_variant:
 * @variant: one of [method@Command.to_variant], or anything
 *
 * Returns: (transfer full) (nullable): the same command, under the same key; %NULL where it is not
 *   whole, or of a kind that we do not know: what cannot be read is not sent
 */
SbCommand *sb_command_from_variant (GVariant *variant);

/**
 * sb_command_get_kind:
 *
 * Returns: what the command does
 */
SbCommandKind sb_command_get_kind (SbCommand *self);

/**
 * sb_command_get_proposal:
 *
 * Returns: (nullable) (transfer none): what is saved
 */
SbConfiguration *sb_command_get_proposal (SbCommand *self);

/**
 * sb_command_get_before:
 *
 * Returns: (nullable) (transfer none): what it was before
 */
SbConfiguration *sb_command_get_before (SbCommand *self);

/**
 * sb_command_get_version:
 *
 * Returns: (nullable) (transfer none): the version that the server must still have
 */
const char *sb_command_get_version (SbCommand *self);

/**
 * sb_command_get_key:
 *
 * Returns: (transfer none): the uuid of a created configuration, else the key
 */
const char *sb_command_get_key (SbCommand *self);

/**
 * sb_command_get_configuration_ids:
 * @n_ids: (out): how many
 *
 * Returns: (array length=n_ids) (transfer none): the configurations
 */
const char *const *sb_command_get_configuration_ids (SbCommand *self, gsize *n_ids);

/**
 * sb_command_get_device_ids:
 * @n_ids: (out): how many
 *
 * Returns: (array length=n_ids) (transfer none): the devices
 */
const char *const *sb_command_get_device_ids (SbCommand *self, gsize *n_ids);

/**
 * sb_command_get_subject:
 *
 * Returns: (nullable) (transfer none): the name of the configuration or of the one device
 */
const char *sb_command_get_subject (SbCommand *self);

/**
 * sb_command_set_subject:
 * @name: (nullable): what to call it where the change is shown
 *
 * To be called before the command is given away.
 */
void sb_command_set_subject (SbCommand *self, const char *name);

/**
 * sb_command_get_space:
 *
 * Returns: (nullable) (transfer none): the device space in which its devices were seen
 */
const char *sb_command_get_space (SbCommand *self);

/**
 * sb_command_set_space:
 * @space: (nullable): the device space that was shown when it was asked for; %NULL for all
 *
 * To be called before the command is given away. Whichever space is shown when it is found out what
 * became of it: its devices are looked for in this one.
 */
void sb_command_set_space (SbCommand *self, const char *space);

/**
 * sb_command_get_frozen:
 *
 * Returns: (nullable) (transfer none): what its devices were when a person was asked, see
 *   [func@frozen_new]; %NULL where nobody knows
 */
GVariant *sb_command_get_frozen (SbCommand *self);

/**
 * sb_command_set_frozen:
 * @frozen: (nullable): one of [func@frozen_new], which may tell of other devices as well
 *
 * To be called before the command is given away. What is sent later is sent only to those of its
 * devices that are still what they were.
 */
void sb_command_set_frozen (SbCommand *self, GVariant *frozen);

/**
 * sb_command_destroys:
 *
 * Returns: whether it takes something away that sending it anew does not bring back, or, of an
 *   edit, takes the configuration off devices
 */
gboolean sb_command_destroys (SbCommand *self);

/**
 * sb_command_without:
 * @device_ids: (element-type utf8 utf8): a set of devices
 *
 * Returns: (transfer full) (nullable): the same, under the same key, for its other devices alone;
 *   %NULL where there are none
 */
SbCommand *sb_command_without (SbCommand *self, GHashTable *device_ids);

/**
 * sb_command_get_undoes:
 *
 * Returns: (nullable) (transfer none): the key of the change that it takes back
 */
const char *sb_command_get_undoes (SbCommand *self);

/**
 * sb_command_set_undoes:
 * @key: (nullable): of the change that it takes back
 *
 * To be called before the command is given away.
 */
void sb_command_set_undoes (SbCommand *self, const char *key);

/**
 * sb_command_take_key:
 * @from: the command that this one takes the place of
 *
 * To be called before the command is given away.
 */
void sb_command_take_key (SbCommand *self, SbCommand *from);

/**
 * sb_command_get_n_parts:
 * @size: what the server takes at once of the command's kind
 *
 * Returns: how many requests the command takes
 */
guint sb_command_get_n_parts (SbCommand *self, SbRequestSize size);

/**
 * sb_command_get_part:
 * @size: as for [method@Command.get_n_parts]
 * @part: from 0 to one less than that
 *
 * A part is a command that fits into one request. What it names and its key follow from the whole
 * command and the size alone: whoever holds them can send each part again, under the same key,
 * today or after a restart. The only part of a small command is the command itself.
 *
 * Returns: (transfer full): the part
 */
SbCommand *sb_command_get_part (SbCommand *self, SbRequestSize size, guint part);

/* One device that was refused; the others were accepted. */
#define SB_REJECTION_FIELDS(F)                                                                     \
  F (DEVICE_ID, "device-id", ID, SB_FIELD_PLAIN, NULL)                                             \
  F (CONFIGURATION_ID, "configuration-id", ID, SB_FIELD_PLAIN, NULL)                               \
  F (CODE, "code", ENUM, SB_FIELD_PLAIN, sb_reject_code_get_type)                                  \
  F (MESSAGE, "message", STRING, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_REJECTION_(s, ...) SB_REJECTION_FIELD_##s,
typedef enum {
  SB_REJECTION_FIELDS (SB_FIELD_SYMBOL_REJECTION_) SB_N_REJECTION_FIELDS
} SbRejectionField;
#define SB_TYPE_REJECTION (sb_rejection_get_type ())
SB_DECLARE_RECORD (SbRejection, sb_rejection, SbRejectionField)

/* What a push, an exclusion or a reset came to. `rejected` has the first 500. For the calls that
 * answer only 1, and for a saved configuration, the fields are not known. A server answers a
 * request, and so says nothing of `unknown-count` and `not-sent-count`: they are ours, of a change
 * that took more than one request, or of which an answer was lost. */
#define SB_OUTCOME_FIELDS(F)                                                                       \
  F (ACCEPTED, "accepted", INT64, SB_FIELD_PLAIN, NULL)                                            \
  F (REJECTED_COUNT, "rejected-count", INT64, SB_FIELD_PLAIN, NULL)                                \
  F (UNKNOWN_COUNT, "unknown-count", INT64, SB_FIELD_PLAIN, NULL)                                  \
  F (NOT_SENT_COUNT, "not-sent-count", INT64, SB_FIELD_PLAIN, NULL)                                \
  F (REJECTED, "rejected", RECORDS, SB_FIELD_PLAIN, sb_rejection_get_type)                         \
  F (CONFIGURATION, "configuration", RECORD, SB_FIELD_PLAIN, sb_configuration_get_type)

#define SB_FIELD_SYMBOL_OUTCOME_(s, ...) SB_OUTCOME_FIELD_##s,
typedef enum { SB_OUTCOME_FIELDS (SB_FIELD_SYMBOL_OUTCOME_) SB_N_OUTCOME_FIELDS } SbOutcomeField;
#define SB_TYPE_OUTCOME (sb_outcome_get_type ())
SB_DECLARE_RECORD (SbOutcome, sb_outcome, SbOutcomeField)

/**
 * sb_outcome_index_rejected:
 * @self: (nullable): an outcome
 *
 * Returns: (transfer full) (element-type utf8 SbRejection): what was rejected, by its device; both
 *   are valid as long as @self
 */
GHashTable *sb_outcome_index_rejected (SbOutcome *self);

G_END_DECLS
