/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  guint port;     /* 0: any that is free */
  char *database; /* (nullable): in memory */
  guint devices;
  guint64 seed;
  double speed;          /* simulated minutes in a real second */
  char *tls_certificate; /* (nullable) */
  char *tls_key;         /* (nullable) */
  gboolean published_only;
  GHashTable *permissions; /* (nullable): everything is allowed */
  GHashTable *mask;        /* names of device fields, maybe none */
  guint rate_limit;        /* requests a minute, 0: no limit */
  guint latency;           /* ms */
  char **faults;           /* (nullable) */
} DemoOptions;

DemoOptions *demo_options_parse (char ***arguments, const char *more_help, GError **error);
void demo_options_free (DemoOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoOptions, demo_options_free)

G_END_DECLS
