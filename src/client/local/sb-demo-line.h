/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbDemoLine:
 * @address: the base address, on this computer
 * @user: who signs in
 * @password: with what
 * @space: the default device space
 * @set_aside: (nullable): where the file of an earlier version is now
 *
 * What the demo tenant prints when it listens.
 */
typedef struct {
  char *address;
  char *user;
  SbSecret *password;
  char *set_aside;
  char *space;
} SbDemoLine;

/* In bytes. So short a text cannot be nested so deeply that its parser is at its end. */
#define SB_DEMO_LINE_MAX 4096

/**
 * sb_demo_line_read: (skip)
 * @text: {"baseUrl", "user", "password", "dmPartitionId"}, maybe "setAside"; no more than
 *   SB_DEMO_LINE_MAX bytes
 *
 * Returns: (transfer full): what the line says; on failure %NULL, with SB_ERROR_PROTOCOL
 */
SbDemoLine *sb_demo_line_read (const char *text, gsize length, GError **error);

/**
 * sb_demo_line_free:
 * @self: (transfer full): a line
 */
void sb_demo_line_free (SbDemoLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbDemoLine, sb_demo_line_free)

G_END_DECLS
