/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/**
 * SbCommandKind:
 *
 * What can be asked of a server that changes something there.
 */
typedef enum {
  SB_COMMAND_CREATE_CONFIGURATION, /* proposal */
  SB_COMMAND_UPDATE_CONFIGURATION, /* proposal with id, version */
  SB_COMMAND_DELETE_CONFIGURATION, /* one configuration id, version */
  SB_COMMAND_PUSH,                 /* configuration ids, optional device ids, key */
  SB_COMMAND_EXCLUDE,              /* one device id, configuration ids, key */
  SB_COMMAND_INCLUDE,              /* one device id, configuration ids, key */
  SB_COMMAND_ESIM_RESET,           /* device ids, key */
  SB_COMMAND_ESIM_RESET_CANCEL,    /* device ids, key */
  SB_COMMAND_FORCE_CHECKIN,        /* device ids */
  SB_COMMAND_RETIRE,               /* device ids */
  SB_COMMAND_DELETE_DEVICE,        /* device ids */
} SbCommandKind;

#define SB_N_COMMAND_KINDS (SB_COMMAND_DELETE_DEVICE + 1)

/* How many ids of one kind a request may name. Source: the API's conventions. */
#define SB_COMMAND_MAX_IDS 500

/**
 * SbCommand:
 *
 * One change to send, complete: whoever holds it can send it again and have the same effect once.
 * Immutable. Its key is made with it: the uuid of a created configuration, the Idempotency-Key of
 * the calls that take one.
 */
#define SB_TYPE_COMMAND (sb_command_get_type ())
G_DECLARE_FINAL_TYPE (SbCommand, sb_command, SB, COMMAND, GObject)

SbCommand *sb_command_new_save (SbConfiguration *proposal, SbConfiguration *before);
SbCommand *sb_command_new_delete (SbConfiguration *before);
SbCommand *sb_command_new_push (const gint64 *configuration_ids,
                                gsize n_configuration_ids,
                                const gint64 *device_ids,
                                gsize n_device_ids);
SbCommand *sb_command_new_exclude (gint64 device_id,
                                   const gint64 *configuration_ids,
                                   gsize n_configuration_ids);
SbCommand *sb_command_new_include (gint64 device_id,
                                   const gint64 *configuration_ids,
                                   gsize n_configuration_ids);
SbCommand *
sb_command_new_for_devices (SbCommandKind kind, const gint64 *device_ids, gsize n_device_ids);
SbCommand *sb_command_new_undo (SbCommand *deletion);

SbCommandKind sb_command_get_kind (SbCommand *self);
SbConfiguration *sb_command_get_proposal (SbCommand *self);
SbConfiguration *sb_command_get_before (SbCommand *self);
gint64 sb_command_get_version (SbCommand *self);
const char *sb_command_get_key (SbCommand *self);
const gint64 *sb_command_get_configuration_ids (SbCommand *self, gsize *n_ids);
const gint64 *sb_command_get_device_ids (SbCommand *self, gsize *n_ids);
const char *sb_command_get_subject (SbCommand *self);
void sb_command_set_subject (SbCommand *self, const char *name);

guint sb_command_get_n_parts (SbCommand *self);
SbCommand *sb_command_get_part (SbCommand *self, guint part);

gboolean sb_command_kind_takes_key (SbCommandKind kind);

/* One device that was refused; the others were accepted. */
#define SB_REJECTION_FIELDS(F)                                                                     \
  F (DEVICE_ID, "device-id", "deviceId", ID, SB_FIELD_PLAIN, NULL)                                 \
  F (POLICY_ID, "policy-id", "policyId", ID, SB_FIELD_PLAIN, NULL)                                 \
  F (CODE, "code", "code", ENUM, SB_FIELD_PLAIN, sb_reject_code_get_type)                          \
  F (MESSAGE, "message", "message", STRING, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_REJECTION_(s, ...) SB_REJECTION_##s,
typedef enum {
  SB_REJECTION_FIELDS (SB_FIELD_SYMBOL_REJECTION_) SB_N_REJECTION_FIELDS
} SbRejectionField;
#define SB_TYPE_REJECTION (sb_rejection_get_type ())
SB_DECLARE_RECORD (SbRejection, sb_rejection, SbRejectionField)

/* What a push, an exclusion or a reset came to. `rejected` has the first 500. For the calls that
 * answer only 1, and for a saved configuration, the fields are not known. */
#define SB_OUTCOME_FIELDS(F)                                                                       \
  F (ACCEPTED, "accepted", "accepted", INT64, SB_FIELD_PLAIN, NULL)                                \
  F (REJECTED_COUNT, "rejected-count", "rejectedCount", INT64, SB_FIELD_PLAIN, NULL)               \
  F (REJECTED, "rejected", "rejected", RECORDS, SB_FIELD_PLAIN, sb_rejection_get_type)             \
  F (CONFIGURATION,                                                                                \
     "configuration",                                                                              \
     "configuration",                                                                              \
     RECORD,                                                                                       \
     SB_FIELD_PLAIN,                                                                               \
     sb_configuration_get_type)

#define SB_FIELD_SYMBOL_OUTCOME_(s, ...) SB_OUTCOME_##s,
typedef enum { SB_OUTCOME_FIELDS (SB_FIELD_SYMBOL_OUTCOME_) SB_N_OUTCOME_FIELDS } SbOutcomeField;
#define SB_TYPE_OUTCOME (sb_outcome_get_type ())
SB_DECLARE_RECORD (SbOutcome, sb_outcome, SbOutcomeField)

G_END_DECLS
