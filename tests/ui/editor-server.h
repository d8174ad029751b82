/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/**
 * EditorServer:
 *
 * A server without a network that has what the editor asks for: configuration types, device groups,
 * devices, a preview, and saving. It remembers what was sent.
 */
#define EDITOR_TYPE_SERVER (editor_server_get_type ())
G_DECLARE_FINAL_TYPE (EditorServer, editor_server, EDITOR, SERVER, GObject)

EditorServer *editor_server_new (void);

/* What a preview says of All Devices; of No Devices it says none, of Custom one a target. */
void editor_server_set_reach (EditorServer *self, gint64 added, gint64 kept, gint64 removed);
void editor_server_set_support (EditorServer *self, SbCapability capability, SbSupport support);

/* What the next save fails with, until it is NULL again. */
void editor_server_set_error (EditorServer *self, const GError *error);

/* While held, a save waits for editor_server_release(). */
void editor_server_hold (EditorServer *self);
void editor_server_release (EditorServer *self);

guint editor_server_get_n_sent (EditorServer *self);
SbCommand *editor_server_get_sent (EditorServer *self);

/* (transfer full): an iOS configuration for All Devices. */
SbConfiguration *editor_server_make_configuration (gint64 id, gint64 version, const char *name);

G_END_DECLS
