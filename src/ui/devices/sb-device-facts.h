/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDeviceFacts:
 *
 * Who and what a device is, from a table of its fields: the room for the next field is a line
 * there.
 */
#define SB_TYPE_DEVICE_FACTS (sb_device_facts_get_type ())
G_DECLARE_FINAL_TYPE (SbDeviceFacts, sb_device_facts, SB, DEVICE_FACTS, GtkWidget)

GtkWidget *sb_device_facts_new (void);
/* @space: (nullable): the name of the device's space, where the device itself does not say it */
void
sb_device_facts_set_device (SbDeviceFacts *self, SbDevice *device, const char *space, gint64 now);

G_END_DECLS
