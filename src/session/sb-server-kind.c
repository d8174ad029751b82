/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-server-kind"

#include "sb-server-kind.h"

#include "sb-neurons.h"
#include "sb-sign-in.h"

const SbServerKind sb_server_kinds[] = {
  { .name = SB_ACCOUNT_KIND_DEFAULT,
    .title = "Ivanti Neurons for MDM",
    .auths = 1 << SB_AUTH_BASIC | 1 << SB_AUTH_BEARER,
    .has_unpublished_calls = TRUE,
    .make_authorizer = sb_sign_in_new,
    .make_server = sb_neurons_new },
  { .name = NULL },
};

const SbServerKind *
sb_server_kind_find (const SbServerKind *kinds, const char *name)
{
  for (const SbServerKind *kind = kinds; kind->name != NULL; kind++) {
    if (g_str_equal (kind->name, name))
      return kind;
  }

  return kinds;
}
