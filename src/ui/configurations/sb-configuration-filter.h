/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbConfigurationFilter:
 *
 * Which of the tenant's configurations are shown: a search in what their rows say, and filters.
 * There are 400 at most, so this computer does it. At first only eSIM configurations are shown.
 *
 * Properties: `active` (boolean, read-only with notify: a search or a filter other than the first
 * one hides rows).
 */
#define SB_TYPE_CONFIGURATION_FILTER (sb_configuration_filter_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationFilter,
                      sb_configuration_filter,
                      SB,
                      CONFIGURATION_FILTER,
                      GtkFilter)

SbConfigurationFilter *sb_configuration_filter_new (void);

void sb_configuration_filter_set_text (SbConfigurationFilter *self, const char *text);
gboolean sb_configuration_filter_is_active (SbConfigurationFilter *self);
void sb_configuration_filter_clear (SbConfigurationFilter *self);

/* (transfer none): actions `type`, `os`, `distribution` and `enabled`, each a string */
GActionGroup *sb_configuration_filter_get_actions (SbConfigurationFilter *self);
/* (transfer full): their menu, with the group's name */
GMenuModel *sb_configuration_filter_create_menu (const char *group_name);
/* (transfer full): the filters in words, or an empty text */
char *sb_configuration_filter_describe (SbConfigurationFilter *self);

G_END_DECLS
