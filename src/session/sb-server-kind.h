/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbServerKind: (skip)
 * @name: what the settings of an account call it
 * @title: the product, as its maker calls it
 * @auths: the ways to sign in, a bit for each SbAuth
 * @has_unpublished_calls: whether its client makes calls that its maker does not describe, where an
 *   account wants them
 * @make_authorizer: makes what has the account's secret: the one that was typed or taken last, if
 *   any, and never the one that the server refused last
 * @make_server: makes the client of an account; nothing is sent before the first call
 *
 * A kind of MDM server, and what an account of it is made into.
 */
typedef struct {
  const char *name;
  const char *title;
  guint auths;
  gboolean has_unpublished_calls;
  SbAuthorizer *(*make_authorizer) (SbAccount *account, SbSecret *secret, SbSecret *refused);
  SbServer *(*make_server) (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock);
} SbServerKind;

/* Every kind that is known, and one without a name. */
extern const SbServerKind sb_server_kinds[];

/**
 * sb_server_kind_find: (skip)
 * @kinds: a table as sb_server_kinds
 * @name: what is looked for
 *
 * Returns: (transfer none): the kind of that name, or else the first
 */
const SbServerKind *sb_server_kind_find (const SbServerKind *kinds, const char *name);

G_END_DECLS
