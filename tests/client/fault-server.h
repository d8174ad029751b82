/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Fault:
 *
 * What a server does with a request that it has read whole.
 */
typedef enum {
  FAULT_REPLY,             /* the text is the reply, head and body */
  FAULT_HANG,              /* nothing, for ever */
  FAULT_TRICKLE,           /* a head, then a byte now and then */
  FAULT_TRUNCATE,          /* half of what Content-Length says */
  FAULT_TRUNCATE_CHUNKED,  /* chunks without an end */
  FAULT_CLOSE,             /* no answer, and the connection is closed */
  FAULT_RESET,             /* no answer, and the connection is reset */
  FAULT_RESET_IN_BODY,     /* reset in the middle of the answer */
  FAULT_OVERSIZED,         /* says that it sends 40 MiB */
  FAULT_OVERSIZED_CHUNKED, /* sends 40 MiB without saying so */
  FAULT_BOMB,              /* 64 MiB of blanks, compressed */
  FAULT_HOLLOW,            /* compressed, and unfolds to nothing for 256 MiB */
  FAULT_FOLDED,            /* the text, compressed */
  FAULT_FOLDED_CUT,        /* the first half of that, and says that it is all */
  FAULT_FOLDED_BROKEN,     /* the text, compressed, and broken in the middle */
  FAULT_FOLDED_WRONG,      /* the text, compressed, with another checksum */
  FAULT_INFORMATIONAL,     /* 102 for ever */
  FAULT_HEAD,              /* a head without an end */
  FAULT_ENDLESS_REFUSAL,   /* 421 with a body without an end */
} Fault;

/**
 * FaultServer:
 *
 * A server of sockets and threads, which shares no code with what it tests. It answers each request
 * with the next planned fault; the last one stays.
 */
typedef struct _FaultServer FaultServer;

FaultServer *fault_server_new (const char *certificate, const char *key);
void fault_server_stop (FaultServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_stop)

/**
 * Http2:
 *
 * What a server with a certificate offers. Whatever is asked over HTTP/2 is refused with its
 * stream, which says that the request was not looked at.
 */
typedef enum {
  HTTP2_NONE,
  HTTP2_TOO, /* beside HTTP/1.1, and rather */
  HTTP2_ALONE,
} Http2;

void fault_server_offer_http2 (FaultServer *self, Http2 http2);

void fault_server_plan (FaultServer *self, Fault fault, const char *text);
void
fault_server_plan_json (FaultServer *self, guint status, const char *headers, const char *json);
void fault_server_forget (FaultServer *self);

const char *fault_server_get_address (FaultServer *self);
guint fault_server_get_n_requests (FaultServer *self);
/* How many MiB of FAULT_OVERSIZED_CHUNKED or FAULT_HOLLOW were taken. */
guint fault_server_get_n_mib (FaultServer *self);
char *fault_server_dup_request (FaultServer *self, guint number);

/* A page without rows, and without anything else. */
#define EMPTY_PAGE                                                                                 \
  "{\"errors\":null,\"result\":{\"searchResults\":[],\"totalCount\":0,\"offset\":0,\"limit\":50,"  \
  "\"queryTime\":1}}"

G_END_DECLS
