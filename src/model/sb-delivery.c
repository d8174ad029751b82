/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery"

#include "sb-delivery.h"

SB_DEFINE_RECORD (SbAssignment, sb_assignment, SB_ASSIGNMENT_FIELDS)
SB_DEFINE_RECORD (SbDelivery, sb_delivery, SB_DELIVERY_FIELDS)
SB_DEFINE_RECORD (SbDownloadServer, sb_download_server, SB_DOWNLOAD_SERVER_FIELDS)
SB_DEFINE_RECORD (SbEsimProfile, sb_esim_profile, SB_ESIM_PROFILE_FIELDS)
SB_DEFINE_RECORD (SbEsimState, sb_esim_state, SB_ESIM_STATE_FIELDS)

gboolean
sb_delivery_is_esim (SbDelivery *self)
{
  return sb_delivery_get_enum (self, SB_DELIVERY_FIELD_CONFIGURATION_TYPE) == SB_SUBJECT_ESIM;
}

gboolean
sb_delivery_is_excluded (SbDelivery *self)
{
  return sb_delivery_get_boolean (self, SB_DELIVERY_FIELD_EXCLUDED)
         || sb_delivery_get_enum (self, SB_DELIVERY_FIELD_STATE) == SB_DELIVERY_EXCLUDED;
}

gboolean
sb_esim_state_is_reset_before (SbEsimState *self, gint64 at)
{
  return sb_esim_state_is_known (self, SB_ESIM_STATE_FIELD_RESET_REQUESTED_AT)
         && sb_esim_state_get_int64 (self, SB_ESIM_STATE_FIELD_RESET_REQUESTED_AT) < at;
}
