/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-saved-search.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbConfigurationFilter:
 *
 * Which of the tenant's configurations are shown: a search in what their rows say, and filters.
 * There are 400 at most, so this computer does it. At first only eSIM configurations are shown.
 */
#define SB_TYPE_CONFIGURATION_FILTER (sb_configuration_filter_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationFilter,
                      sb_configuration_filter,
                      SB,
                      CONFIGURATION_FILTER,
                      GtkFilter)

/* Its actions `type`, `os`, `distribution` and `enabled`, each a string, go into @actions. */
SbConfigurationFilter *sb_configuration_filter_new (GActionMap *actions);

void sb_configuration_filter_set_text (SbConfigurationFilter *self, const char *text);
/* Whether a search or a filter other than the first one hides rows. */
gboolean sb_configuration_filter_is_active (SbConfigurationFilter *self);
void sb_configuration_filter_clear (SbConfigurationFilter *self);

/* Puts the filters that are on into a search. */
void sb_configuration_filter_save (SbConfigurationFilter *self, SbSavedSearch *search);
/* Filters by what a search filters by. Returns: whether all of it is known; if not, nothing is
 * another than before */
gboolean sb_configuration_filter_restore (SbConfigurationFilter *self, SbSavedSearch *search);

/**
 * sb_configuration_filter_create_menu:
 *
 * Returns: (transfer full): their menu, with the group's name
 */
GMenuModel *sb_configuration_filter_create_menu (const char *group_name);

/* (transfer full) (nullable): the filters in words */
char *sb_configuration_filter_describe (SbConfigurationFilter *self);

G_END_DECLS
