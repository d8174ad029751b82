/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the program ends when it cannot go on. Who started it reads this: see README.md. */
typedef enum {
  DEMO_EXIT_OTHER = 1,   /* an option, a port, a certificate */
  DEMO_EXIT_USELESS,     /* the database is not one of this version, or damaged */
  DEMO_EXIT_FULL,        /* the disk is full */
  DEMO_EXIT_NOT_ALLOWED, /* the disk refuses otherwise */
  DEMO_EXIT_TAKEN,       /* another one uses the database */
} DemoExit;

/* @error: why the database cannot be used */
DemoExit demo_exit_get_status (const GError *error);

G_END_DECLS
