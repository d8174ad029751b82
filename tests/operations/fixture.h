/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-server.h"
#include "loop.h"
#include "sb-device.h"
#include "sb-operations.h"

G_BEGIN_DECLS

/* What the tests of operations begin with: a server, a clock that stands, and operations. */

typedef struct {
  SbClock *clock;
  FakeServer *server;
  SbOperations *operations;
} Fixture;

#define fixture_add(path, func)                                                                    \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/* Lets time go on until the change is over. Returns how long that took, in milliseconds. */
gint64 fixture_finish (Fixture *fixture, SbChange *change);

/* (transfer full): a Windows configuration; with 0 it is new and has a uuid alone. */
SbConfiguration *fixture_new_configuration (const char *id, const char *version, const char *name);
/* (transfer full): the same under another name. */
SbConfiguration *fixture_rename (SbConfiguration *configuration, const char *name);
/* Puts a device on the server, or in the place of what is there. */
void fixture_add_device (Fixture *fixture, const char *id, SbRegistrationState registration);
/* (transfer full): a command of this kind; what it needs is put on the server. */
SbCommand *fixture_new_command (Fixture *fixture, SbCommandKind kind);
/* (transfer full): a reset of the devices 1 to @n_devices. */
SbCommand *fixture_new_reset (guint n_devices);

G_END_DECLS
