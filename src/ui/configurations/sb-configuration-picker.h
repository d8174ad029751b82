/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbConfigurationPicker:
 *
 * Which configuration is pushed: those that can be, by their names. Typing searches, Return takes
 * the first one that is found, Escape goes back.
 *
 * Signal `picked`: one was taken, by its id; the window is gone then.
 */
#define SB_TYPE_CONFIGURATION_PICKER (sb_configuration_picker_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationPicker,
                      sb_configuration_picker,
                      SB,
                      CONFIGURATION_PICKER,
                      AdwWindow)

/**
 * sb_configuration_picker_list:
 * @platform: the system of the devices, or UNKNOWN where they have not all the same
 *
 * Returns: (transfer full) (element-type SbConfiguration): the eSIM configurations that can be
 *   pushed to such devices, as far as it can be told without asking
 */
GPtrArray *sb_configuration_picker_list (SbSession *session, SbPlatform platform);

/**
 * sb_configuration_picker_new:
 * @parent: the window that it belongs to
 * @configurations: (element-type SbConfiguration): what can be taken
 *
 * Returns: (transfer none): it, to be presented
 */
SbConfigurationPicker *sb_configuration_picker_new (GtkWindow *parent, GPtrArray *configurations);

G_END_DECLS
