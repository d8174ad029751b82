/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"
#include "sb-session.h"

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

  /* (nullable) (transfer none) */
  SbConfiguration *(*get_configuration) (SbConfigurationSource *self);
  /* Asks for a new name beside the configuration. */
  void (*rename) (SbConfigurationSource *self);
};

/**
 * SbConfigurationActions:
 *
 * The action group "configuration" of a window: open, edit, duplicate, rename, toggle-enabled,
 * push, delete and copy, about the configuration of the page that is shown; and reopen-draft. They
 * are always enabled: what cannot be done is answered with the reason.
 */
#define SB_TYPE_CONFIGURATION_ACTIONS (sb_configuration_actions_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationActions,
                      sb_configuration_actions,
                      SB,
                      CONFIGURATION_ACTIONS,
                      GObject)

SbConfigurationActions *sb_configuration_actions_new (GtkWidget *window, SbSession *session);

GActionGroup *sb_configuration_actions_get_group (SbConfigurationActions *self);

/* The page that is shown now, and that it no longer is. */
void
sb_configuration_actions_set_source (SbConfigurationActions *self, SbConfigurationSource *source);
void
sb_configuration_actions_unset_source (SbConfigurationActions *self, SbConfigurationSource *source);

/* Opens the editor on a new configuration. */
void sb_configuration_actions_add (SbConfigurationActions *self);
void
sb_configuration_actions_rename (SbConfigurationActions *self, const char *id, const char *name);

/**
 * sb_configuration_actions_create_menu:
 *
 * Returns: (transfer full): the menu of a configuration
 */
GMenuModel *sb_configuration_actions_create_menu (gboolean with_open);

G_END_DECLS
