/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FaultKind:
 *
 * What stands between us and the server does with one request.
 */
typedef enum {
  FAULT_ANSWER,        /* the bytes, and the connection is closed */
  FAULT_HANG,          /* nothing */
  FAULT_CLOSE,         /* closes the connection */
  FAULT_RESET,         /* resets it */
  FAULT_RESET_IN_BODY, /* the bytes, then resets it */
  FAULT_HANG_IN_BODY,  /* the bytes, then nothing */
  FAULT_TRICKLE,       /* the bytes, then a blank now and then */
  FAULT_ENDLESS,       /* the bytes, and the end of them again and again */
} FaultKind;

/**
 * Fault:
 * @after: whether the server had carried the request out before
 */
typedef struct {
  char *name; /* (owned) */
  FaultKind kind;
  GBytes *bytes;  /* (owned) */
  GBytes *repeat; /* (owned) (nullable): of what is endless */
  gboolean after;
} Fault;

/* (transfer full) (element-type Fault): all that there are. */
GPtrArray *faults_new (void);

G_END_DECLS
