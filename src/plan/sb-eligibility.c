/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-eligibility"

#include "sb-eligibility.h"

static SbEligibility
judge (SbReason reason, gint64 argument)
{
  return (SbEligibility){ sb_reason_get_verdict (reason), reason, argument };
}

SbVerdict
sb_reason_get_verdict (SbReason reason)
{
  switch (reason) {
  case SB_REASON_NONE:
    return SB_VERDICT_ELIGIBLE;
  case SB_REASON_PLATFORM_NOT_REPORTED:
  case SB_REASON_BUILD_NOT_REPORTED:
  case SB_REASON_EID_NOT_REPORTED:
  case SB_REASON_EID_MASKED:
    return SB_VERDICT_CANNOT_TELL;
  case SB_REASON_NOT_WINDOWS:
  case SB_REASON_OTHER_OS:
  case SB_REASON_WINDOWS_10:
  case SB_REASON_BUILD_TOO_OLD:
  case SB_REASON_NOT_ACTIVE:
  case SB_REASON_RETIRED_OR_WIPED:
  case SB_REASON_OLD_RECORD:
  case SB_REASON_USER_ENROLLED:
  case SB_REASON_NO_ESIM_HARDWARE:
  default:
    return SB_VERDICT_NOT_ELIGIBLE;
  }
}

SbEligibility
sb_eligibility_for_reset (SbDevice *device)
{
  SbPlatform platform;
  SbRegistrationState state;
  guint build;

  g_return_val_if_fail (SB_IS_RECORD (device), judge (SB_REASON_PLATFORM_NOT_REPORTED, 0));

  if (!sb_device_is_known (device, SB_DEVICE_PLATFORM_TYPE))
    return judge (SB_REASON_PLATFORM_NOT_REPORTED, 0);

  platform = sb_device_get_enum (device, SB_DEVICE_PLATFORM_TYPE);
  if (!sb_device_is_windows_pc (device))
    return judge (SB_REASON_NOT_WINDOWS, platform);

  build = sb_device_get_windows_build (device);
  if (build != 0 && build < SB_WINDOWS_11_BUILD)
    return judge (SB_REASON_WINDOWS_10, build);

  state = sb_device_get_enum (device, SB_DEVICE_REGISTRATION_STATE);
  if (!sb_device_is_active (device))
    return judge (SB_REASON_NOT_ACTIVE, state);

  if (build == 0)
    return judge (SB_REASON_BUILD_NOT_REPORTED, 0);

  return judge (SB_REASON_NONE, 0);
}
