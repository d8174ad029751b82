/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-source"

#include "sb-configuration-source.h"

G_DEFINE_INTERFACE (SbConfigurationSource, sb_configuration_source, GTK_TYPE_WIDGET)

static void
sb_configuration_source_default_init (SbConfigurationSourceInterface *iface)
{
}

SbConfiguration *
sb_configuration_source_get_configuration (SbConfigurationSource *self)
{
  g_return_val_if_fail (SB_IS_CONFIGURATION_SOURCE (self), NULL);

  return SB_CONFIGURATION_SOURCE_GET_IFACE (self)->get_configuration (self);
}

void
sb_configuration_source_rename (SbConfigurationSource *self)
{
  g_return_if_fail (SB_IS_CONFIGURATION_SOURCE (self));

  SB_CONFIGURATION_SOURCE_GET_IFACE (self)->rename (self);
}
