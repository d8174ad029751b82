/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"
#include "sb-database.h"

G_BEGIN_DECLS

/* Operations that are written down, and another process that goes on with them. A process that was
 * killed leaves its file and the log beside it: they are copied while it has them open. */

#define DURABLE_ADDRESS "https://mdm.example.com"

typedef struct {
  Fixture now;
  char *folder;
  SbDatabase *database;
  /* Another process, later */
  Fixture later;
  SbDatabase *later_database;
} Durable;

#define durable_add(path, func, data)                                                              \
  g_test_add (path, Durable, data, durable_set_up, func, durable_tear_down)

void durable_set_up (Durable *durable, gconstpointer data);
void durable_tear_down (Durable *durable, gconstpointer data);

void durable_close_database (SbDatabase *database);
/* Whether the disk takes nothing more. */
void durable_set_full (gboolean is_full);
/* The process dies now, and another one begins after @delay milliseconds. */
void durable_die (Durable *durable, gint64 delay);
/* (transfer none): of the later process. */
SbChange *durable_get_change (Durable *durable, guint position);
void durable_go_on (Durable *durable, const char *address, const char *tenant);
void durable_finish_later (Durable *durable);
void durable_finish (Durable *durable, SbChange *change);

G_END_DECLS
