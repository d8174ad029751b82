/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"
#include "sb-server.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbEsimSection:
 *
 * What a device reports of its eSIM: the reset and how it stands, eSIM profiles, and the servers it
 * was told to ask. Reset eSIM to factory state is always there; where it cannot be done it is
 * insensitive and says why.
 */
#define SB_TYPE_ESIM_SECTION (sb_esim_section_get_type ())
G_DECLARE_FINAL_TYPE (SbEsimSection, sb_esim_section, SB, ESIM_SECTION, GtkWidget)

GtkWidget *sb_esim_section_new (SbServer *server);

/* What is known of the device, which says what can be done about its eSIM. */
void sb_esim_section_set_evidence (SbEsimSection *self, const SbEvidence *evidence);
/* @state: (nullable): not read yet; @error: (nullable): why it could not be read.
 * @n_left: how many eSIM configurations a reset has left Installed, without what they had
 * downloaded */
void sb_esim_section_set_state (SbEsimSection *self,
                                SbEsimState *state,
                                const GError *error,
                                guint n_left,
                                gint64 now);

G_END_DECLS
