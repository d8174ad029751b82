/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-server-factory"

#include "sb-server-factory.h"

#include "sb-neurons.h"

SbServer *
sb_server_factory_make (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);

  switch (sb_account_get_kind (account)) {
  case SB_SERVER_KIND_NEURONS:
  default:
    return sb_neurons_new (account, authorizer, clock);
  }
}
