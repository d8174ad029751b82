/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-hindrance"

#include "sb-hindrance.h"

static SbHindrance
find_of_push (SbConfiguration *configuration)
{
  if (!sb_configuration_get_boolean (configuration, SB_CONFIGURATION_FIELD_ENABLED))
    return SB_HINDRANCE_NOT_ENABLED;
  if (sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION)
      && sb_configuration_get_distribution_type (configuration) == SB_DISTRIBUTION_NO_DEVICES)
    return SB_HINDRANCE_NO_DEVICES;

  return SB_HINDRANCE_NONE;
}

SbHindrance
sb_hindrance_find (SbServer *server,
                   int kind,
                   SbConfiguration *configuration,
                   SbCapability *capability)
{
  gboolean pushes = kind == SB_COMMAND_PUSH;
  gboolean writes = kind != SB_NO_COMMAND && !pushes;

  g_return_val_if_fail (SB_IS_SERVER (server), SB_HINDRANCE_NOT_OFFERED);

  /* Other types are of no concern to an eSIM tool, whatever would be done with them; an inherited
   * eSIM configuration can be duplicated and pushed. */
  if (!sb_configuration_is_esim (configuration)
      || (writes && sb_configuration_is_read_only (configuration)))
    return SB_HINDRANCE_NO_CHANGES;
  if (kind == SB_NO_COMMAND)
    return SB_HINDRANCE_NONE;

  *capability = sb_command_kind_get_info ((SbCommandKind) kind)->capability;
  /* A push names its devices, and the preview is what tells which they are. */
  if (pushes && sb_server_get_support (server, *capability) == SB_SUPPORT_OFFERED)
    *capability = SB_CAPABILITY_PREVIEW;
  if (sb_server_get_support (server, *capability) != SB_SUPPORT_OFFERED)
    return SB_HINDRANCE_NOT_OFFERED;

  if (pushes)
    return find_of_push (configuration);
  if (!sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_VERSION))
    return SB_HINDRANCE_NOT_ENOUGH;
  if (kind == SB_COMMAND_UPDATE_CONFIGURATION && sb_configuration_is_lossy (configuration))
    return SB_HINDRANCE_LOSSY;

  return SB_HINDRANCE_NONE;
}
