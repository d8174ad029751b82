/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the program ends when it cannot go on. Who started it reads this: see README.md. */
typedef enum {
  SB_TENANT_EXIT_OTHER = 1,   /* an option, a port, a certificate */
  SB_TENANT_EXIT_USELESS,     /* the database is not one of this version, or damaged */
  SB_TENANT_EXIT_FULL,        /* the disk is full */
  SB_TENANT_EXIT_NOT_ALLOWED, /* the disk refuses otherwise */
  SB_TENANT_EXIT_TAKEN,       /* another one uses the database */
} SbTenantExit;

/* @error: why the database cannot be used */
SbTenantExit sb_tenant_exit_get_status (const GError *error);

G_END_DECLS
