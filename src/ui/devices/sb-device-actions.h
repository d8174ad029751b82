/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"
#include "sb-remote-list.h"
#include "sb-selection.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDeviceActions:
 *
 * What can be done to devices: the action group "device" of the main window. What it acts on comes
 * from the page that is shown: the selection of the list, or the device of the details page. An
 * action that cannot be done stays enabled and answers with the reason.
 *
 * `device.check-in`, `.push`, `.exclude`, `.include`, `.reset-esim`, `.cancel-reset`, `.retire`,
 * `.delete`; and for one configuration on the device of the details page, with its id as the
 * target,
 * `.push-configuration`, `.retry-configuration`, `.exclude-configuration`,
 * `.include-configuration`. `.reset-esim-of` takes the identifiers of the devices that are meant,
 * `.reset-then-push` a configuration's identifier and name before them, and `.delete-old-records`
 * those of devices that have old records, or are such.
 */
#define SB_TYPE_DEVICE_ACTIONS (sb_device_actions_get_type ())
G_DECLARE_FINAL_TYPE (SbDeviceActions, sb_device_actions, SB, DEVICE_ACTIONS, GObject)

/* @window is not referenced: it owns the object. */
SbDeviceActions *sb_device_actions_new (GtkWidget *window, SbSession *session);

/**
 * sb_device_actions_get_group:
 *
 * Returns: (transfer none): the actions
 */
GActionGroup *sb_device_actions_get_group (SbDeviceActions *self);

/**
 * sb_device_actions_get_menu:
 *
 * Returns: (transfer none): the menu of a device
 */
GMenuModel *sb_device_actions_get_menu (SbDeviceActions *self);

/* The list acts on its selection while it is shown. Both are (nullable). */
void
sb_device_actions_set_selection (SbDeviceActions *self, SbSelection *selection, SbRemoteList *list);
/* The details page acts on its device while it is shown; @focused is the configuration whose row
 * has the focus, or %NULL. Unset gives the actions back to the list, unless another page has taken
 * them. */
void sb_device_actions_set_device (SbDeviceActions *self,
                                   const SbEvidence *evidence,
                                   const char *focused);
void sb_device_actions_unset_device (SbDeviceActions *self, const char *device_id);

G_END_DECLS
