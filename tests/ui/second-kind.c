/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "second-kind"

#include "second-kind.h"

#include "fake-authorizer.h"
#include "sb-sign-in.h"
#include "second-server.h"

static SbAuthorizer *
make_authorizer (SbAccount *account, SbSecret *secret, SbSecret *refused)
{
  return SB_AUTHORIZER (fake_authorizer_new (secret != NULL ? sb_secret_peek (secret) : ""));
}

static SbServer *
make_second_server (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock)
{
  SecondServer *server = second_server_new (authorizer, clock);

  second_service_set_token (second_server_get_service (server), SECOND_TOKEN);

  return SB_SERVER (server);
}

const SbServerKind second_kinds[] = {
  { .name = SB_ACCOUNT_KIND_DEFAULT,
    .title = "Reference Server",
    .auths = 1 << SB_AUTH_BASIC | 1 << SB_AUTH_BEARER,
    .has_unpublished_calls = TRUE,
    .make_authorizer = sb_sign_in_new,
    .make_server = sb_neurons_new },
  { .name = SECOND_KIND,
    .title = SECOND_TITLE,
    .auths = 1 << SB_AUTH_BEARER,
    .make_authorizer = make_authorizer,
    .make_server = make_second_server },
  { .name = NULL },
};
