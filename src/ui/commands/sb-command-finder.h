/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbCommandFinder:
 *
 * Finds a command by what it is called, or by what other tools call it, and carries it out where
 * the focus was: type, Up and Down, Return. What cannot be done now answers with its reason, as it
 * does from its key.
 */
#define SB_TYPE_COMMAND_FINDER (sb_command_finder_get_type ())
G_DECLARE_FINAL_TYPE (SbCommandFinder, sb_command_finder, SB, COMMAND_FINDER, AdwWindow)

/* (transfer none): over @parent, whose commands it finds */
GtkWidget *sb_command_finder_new (GtkWindow *parent);

G_END_DECLS
