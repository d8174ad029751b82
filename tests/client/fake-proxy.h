/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who may go through. */
#define FAKE_PROXY_USER     "ann"
#define FAKE_PROXY_PASSWORD "open:sesame"

/* A proxy of sockets and threads. It answers what asks it for a tunnel to elsewhere.example.com. */
typedef struct {
  GSocketService *service;
  guint16 port;
  guint16 server_port;   /* where each tunnel ends, whatever was asked for */
  const char *challenge; /* (nullable): of 407, unless it is answered */
  guint status;          /* where it is not 0: what it says to everything */
  gboolean closes;       /* the connection, with each refusal */
  int n_answered;        /* atomic: how often with who we are */
  int holds;             /* atomic: while it is not 0, who says something wrong is not answered */
} FakeProxy;

/* Before anything else: the desktop says that everything goes through one proxy. */
void fake_proxy_init (void);

/* @server: the address where tunnels end
 * @secret: what stands before the host in the proxy's address */
void fake_proxy_start (FakeProxy *proxy, const char *server, const char *secret);
void fake_proxy_stop (FakeProxy *proxy);

/* The next question for a proxy holds the thread that it is asked in. */
void fake_proxy_hold_look_up (void);
int fake_proxy_get_n_held (void);
void fake_proxy_release_look_ups (void);

G_END_DECLS
