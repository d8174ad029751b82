/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbConfigurationSource:
 *
 * A page that says which configuration the commands are about: the list's selected one, or the one
 * whose details are shown.
 */
#define SB_TYPE_CONFIGURATION_SOURCE (sb_configuration_source_get_type ())
G_DECLARE_INTERFACE (SbConfigurationSource,
                     sb_configuration_source,
                     SB,
                     CONFIGURATION_SOURCE,
                     GtkWidget)

struct _SbConfigurationSourceInterface {
  GTypeInterface parent_iface;

  SbConfiguration *(*get_configuration) (SbConfigurationSource *self);
  void (*rename) (SbConfigurationSource *self);
};

/* (nullable) (transfer none) */
SbConfiguration *sb_configuration_source_get_configuration (SbConfigurationSource *self);
/* Asks for a new name beside the configuration. */
void sb_configuration_source_rename (SbConfigurationSource *self);

G_END_DECLS
