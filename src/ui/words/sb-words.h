/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-address.h"
#include "sb-carrier-list.h"
#include "sb-change.h"
#include "sb-configuration.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-draft.h"
#include "sb-eligibility.h"
#include "sb-old-records.h"
#include "sb-problem.h"
#include "sb-server.h"
#include "sb-space-proof.h"

G_BEGIN_DECLS

/*
 * Every sentence for a person: model and error codes in, translated text out. Nothing else in the
 * program makes a sentence of a code. One file a subject; const char * results are static,
 * char * results are (transfer full).
 */

/* sb-words-error.c */
const char *sb_words_error_title (const GError *error);
char *sb_words_error_advice (const GError *error);
char *sb_words_error_advice_here (const GError *error);
char *sb_words_error_details (const GError *error);
char *sb_words_set_aside (const char *path);
char *sb_words_stale (const GError *error, gint64 read_at, gint64 now);
char *sb_words_secret (const GError *error);
const char *sb_words_condition (const GError *error);
char *sb_words_capability (SbServer *server, SbCapability capability);

/* sb-words-name.c */
char *sb_words_name (const char *name);
char *sb_words_isolate (const char *text);
char *sb_words_name_in (const char *name);
char *sb_words_names (GPtrArray *names);
char *sb_words_id (const char *id);

/* sb-words-time.c; times in milliseconds since 1970, 0 is not known */
char *sb_words_time (gint64 time, gint64 now);
char *sb_words_time_exact (gint64 time);
char *sb_words_time_of_day (gint64 time, gint64 now);
char *sb_words_wait (gint64 milliseconds);

/* sb-words-configuration.c */
const char *sb_words_platform (SbPlatform platform);
char *sb_words_platform_of_device (SbDevice *device);
const char *sb_words_distribution (SbDistributionType type);
char *sb_words_distribution_of (SbConfiguration *configuration);
char *sb_words_delivery_summary (SbConfiguration *configuration);
char *sb_words_carrier_of (SbConfiguration *configuration);
char *sb_words_changed_by (SbConfiguration *configuration, gint64 now);
const char *sb_words_read_only (SbConfiguration *configuration);

/* sb-words-problem.c */
char *sb_words_problem (const SbProblem *problem, SbDraftField field);
const char *sb_words_draft_field (SbDraftField field);
const char *sb_words_address (SbAddressProblem problem);

/* sb-words-draft.c */
char *sb_words_draft_value (SbDraft *draft, SbDraftField field);
char *sb_words_draft_all (SbDraft *draft);

/* sb-words-delivery.c */
const char *sb_words_delivery_state (SbDeliveryState state, SbPlatform platform);
const char *sb_words_delivery_definition (SbDeliveryState state, SbPlatform platform);
const char *sb_words_delivery_installed_at (SbDelivery *delivery);
char *sb_words_delivery_explained (const SbEvidence *evidence);
char *sb_words_delivery_error (SbDelivery *delivery);
char *sb_words_delivery_advice (const SbEvidence *evidence);
char *sb_words_assigned_by (SbDelivery *delivery);
const char *sb_words_reject (SbRejectCode code);

/* sb-words-device.c */
char *sb_words_registration_state (SbDevice *device);
char *sb_words_old_record (const SbOldRecord *old, gint64 now);
char *sb_words_newer_record (const SbOldRecord *old, gint64 now);
const char *sb_words_same (const SbOldRecord *old);
char *sb_words_old_record_mark (GPtrArray *old, SbDevice *device);
char *sb_words_registration_word (const char *word);
const char *sb_words_compliance (gboolean compliant);
char *sb_words_eligibility (const SbEligibility *eligibility);
char *sb_words_cannot (SbServer *server, SbVerb verb, const SbEvidence *evidence);
const char *sb_words_reset_state (SbResetState state);
const char *sb_words_discovery_state (SbDiscoveryState state);
char *sb_words_esim_profile (SbEsimProfile *profile);
char *sb_words_esim_presence (SbDevice *device);
const char *sb_words_not_reported (SbRecord *record, guint field);

/* sb-words-change.c */
char *sb_words_change_title (SbChange *change);
char *sb_words_change_state (SbChange *change);
char *sb_words_change_details (SbChange *change);

/* sb-words-count.c */
char *sb_words_n_devices (gint64 n);
char *sb_words_n_targets (SbTargetKind kind, gint64 n);
char *sb_words_n_members (gint64 n);
char *sb_words_n_more (gulong n);
char *sb_words_reading_devices (gint64 n_read, gint64 total);
char *sb_words_reading_list (gint64 n_read, gint64 total);
const char *sb_words_space_proof (SbProof proof);

/* sb-words-carrier.c */
char *sb_words_carrier_written (guint n_written, guint n_left_out);
char *sb_words_carrier_matched (guint n_matched, guint n_lines);
char *sb_words_carrier_lines (GPtrArray *lines);
char *sb_words_csv_problem (SbCsvProblem problem, guint line);

/* sb-words-odd.c */
char *sb_words_odd (SbCondition *condition);

G_END_DECLS
