/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-server-kind"

#include "sb-server-kind.h"

#include "sb-neurons.h"
#include "sb-sign-in.h"

const SbServerKind sb_server_kinds[] = {
  { SB_ACCOUNT_KIND_DEFAULT, "Ivanti Neurons for MDM", sb_sign_in_new, sb_neurons_new },
  { NULL, NULL, NULL, NULL },
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
