/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration-actions.h"
#include "sb-device-actions.h"
#include "sb-session.h"
#include "sb-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbMainPage:
 *
 * The root of the main window's navigation: header bar, banner and the three pages. It lives as
 * long as its session is shown.
 */
#define SB_TYPE_MAIN_PAGE (sb_main_page_get_type ())
G_DECLARE_FINAL_TYPE (SbMainPage, sb_main_page, SB, MAIN_PAGE, GtkWidget)

GtkWidget *sb_main_page_new (SbSession *session,
                             SbConfigurationActions *configuration_actions,
                             SbDeviceActions *device_actions);

SbView *sb_main_page_get_visible_view (SbMainPage *self);
void sb_main_page_show (SbMainPage *self, const char *name);
void sb_main_page_open_menu (SbMainPage *self);
void sb_main_page_select_configuration (SbMainPage *self, const char *id);
void sb_main_page_select_activity (SbMainPage *self, gint64 created_at);

G_END_DECLS
