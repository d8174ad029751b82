/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device.h"

G_BEGIN_DECLS

/**
 * sb_identity_is_eid:
 * @text: (nullable): what may be an EID
 *
 * Returns: whether these are the 32 digits of an EID, and its check digits are right. Source: GSMA
 *   SGP.29, ISO/IEC 7064 MOD 97-10
 */
gboolean sb_identity_is_eid (const char *text);

/**
 * sb_identity_is_imei:
 * @text: (nullable): what may be an IMEI
 *
 * Returns: whether these are the 15 digits of an IMEI, and its check digit is right. Source: 3GPP
 *   TS 23.003, ISO/IEC 7812 (Luhn)
 */
gboolean sb_identity_is_imei (const char *text);

/**
 * sb_identity_dup:
 * @device: a device's record
 * @field: SERIAL_NUMBER, UDID, IMEI, IMEI2 or ESIM_IDENTIFIER
 *
 * What a value says of which device it is, so that two records can be told to be of one: without
 * the spaces and hyphens that people put in, and in capitals. What a privacy profile hides proves
 * nothing, nor does what a maker left in its place, what is shorter than five characters or one
 * character alone, or a number with a wrong check digit.
 *
 * Returns: (nullable) (transfer full): the value to compare; %NULL where it proves nothing
 */
char *sb_identity_dup (SbDevice *device, SbDeviceField field);

G_END_DECLS
