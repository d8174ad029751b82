/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-neurons.h"

G_BEGIN_DECLS

/* An authorizer whose secret a test sets. It answers at once, unless it is held, and renews a
 * secret that was refused by itself where it has one to do so with. */
#define FAKE_TYPE_AUTHORIZER (fake_authorizer_get_type ())
G_DECLARE_FINAL_TYPE (FakeAuthorizer, fake_authorizer, FAKE, AUTHORIZER, GObject)

FakeAuthorizer *fake_authorizer_new (const char *secret);

void fake_authorizer_set_secret (FakeAuthorizer *self, const char *secret);
/* @secret: (nullable): what it has as soon as the other was refused */
void fake_authorizer_set_next (FakeAuthorizer *self, const char *secret);
/* @error: (nullable): instead of a secret */
void fake_authorizer_set_error (FakeAuthorizer *self, const GError *error);
void fake_authorizer_hold (FakeAuthorizer *self);
void fake_authorizer_let_go (FakeAuthorizer *self);
guint fake_authorizer_get_n_asked (FakeAuthorizer *self);
/* (nullable) (transfer none): the last one */
const char *fake_authorizer_get_refused (FakeAuthorizer *self);
guint fake_authorizer_get_n_refused (FakeAuthorizer *self);

/* A client of the reference server that knows the secret; and one that was refused gets another. */
SbServer *make_server (SbAccount *account, const char *secret, SbClock *clock);
void sign_in (SbServer *server, const char *secret);

G_END_DECLS
