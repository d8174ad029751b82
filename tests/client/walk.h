/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Heart:
 *
 * Beats every ten milliseconds on the main context, and remembers the longest time that it could
 * not. That is how long a window would have been frozen.
 */
typedef struct {
  guint source;
  gint64 last;
  gint64 worst; /* microseconds */
} Heart;

void heart_start (Heart *heart);
void heart_stop (Heart *heart);

/* A window that is frozen for a second is seen to be. */
#define HEART_LIMIT G_USEC_PER_SEC

typedef enum {
  WALK_HEALTHY,   /* page by page, as one scrolls */
  WALK_WHOLE,     /* all of it, as a small collection is read */
  WALK_STOPPED,   /* the server dies in the middle and is started again */
  WALK_HUNG,      /* it stops answering in the middle, and goes on later */
  WALK_TRICKLING, /* its first answers come byte by byte */
  WALK_LIMITED,   /* it often answers 429 */
} WalkKind;

#define WALK_N_KINDS (WALK_LIMITED + 1)

/**
 * Walk:
 *
 * What a walk over every row of a list of devices came to. The server is the demo tenant; the
 * client's clock goes twenty times as fast, so that deadlines and waits pass.
 */
typedef struct {
  guint n_rows;
  gboolean troubled; /* the condition was not fine at some time */
  gint64 duration;   /* microseconds */
  gint64 worst_gap;  /* microseconds */
} Walk;

extern const char *const walk_names[WALK_N_KINDS];

/* @http2: over TLS and HTTP/2, else over plain HTTP */
void walk_run (WalkKind kind, gboolean http2, guint n_devices, Walk *walk);

G_END_DECLS
