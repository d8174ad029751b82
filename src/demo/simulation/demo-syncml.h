/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One command of SyncML, as a PC understands it. */
typedef struct {
  char *verb; /* Add, Delete, Exec, Get, … */
  char *uri;
  char *data; /* (nullable) */
} DemoSyncmlCommand;

GPtrArray *demo_syncml_read (const char *text);

G_END_DECLS
