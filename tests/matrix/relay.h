/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "faults.h"

G_BEGIN_DECLS

/**
 * Relay:
 *
 * Stands between a client and a server, in threads of its own, and shares no code with what it
 * tests. It passes every request on but one, with which it does what a fault says; and it writes
 * down what was sent and what the server really did.
 */
typedef struct _Relay Relay;

/**
 * Seen:
 * @carried_out: whether the server said that it did
 * @time: the reading of the clock when it came; see relay_set_time()
 *
 * A request that is not a GET.
 */
typedef struct {
  char *line; /* (owned): method and path */
  char *key;  /* (owned) (nullable): Idempotency-Key */
  char *body; /* (owned) */
  gboolean carried_out;
  gint64 time;
} Seen;

Relay *relay_new (guint16 port);
void relay_free (Relay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

guint16 relay_get_port (Relay *self);

/* Lets go of whoever it holds, and does this with the next request, or the next that is not a GET.
 * @fault: (nullable) */
void relay_arm (Relay *self, const Fault *fault, gboolean write);
/* The client's clock, to tell at which moment a request came. */
void relay_set_time (Relay *self, gint64 time);

/* Changes with each thing that happens. */
guint relay_get_n_events (Relay *self);
guint relay_get_n_requests (Relay *self);
/* Nobody is being answered, but who is held. */
gboolean relay_is_idle (Relay *self);
/* (transfer full) (element-type Seen): what came since it was armed. */
GPtrArray *relay_steal_seen (Relay *self);

G_END_DECLS
