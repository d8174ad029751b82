/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-page.h"

G_BEGIN_DECLS

/**
 * SbReachNumbers:
 * @added: devices that get the configuration and do not have it yet, and those of which the server
 *   does not say what becomes
 * @kept: devices that have it and keep it
 * @removed: devices that cease to be reached
 * @unable: devices among them that cannot take the configuration, such as ones without an eSIM; 0
 *   where the server does not say
 * @excluded: devices among them that were excluded from it; 0 where the server does not say
 * @certain: whether what the server says fits together, so that none means none
 *
 * How many devices a change of a configuration reaches.
 */
typedef struct {
  gint64 added;
  gint64 kept;
  gint64 removed;
  gint64 unable;
  gint64 excluded;
  gboolean certain;
} SbReachNumbers;

/**
 * sb_reach_numbers_read: (skip)
 * @page: of a preview
 *
 * Where a server contradicts itself, the larger number is the honest one: its total and the sum of
 * its facet are the same, every change in the facet is one that the API has, and each is counted;
 * else it is not certain.
 *
 * Returns: what the server counts
 */
SbReachNumbers sb_reach_numbers_read (SbPage *page);

/**
 * sb_reach_numbers_get_all:
 *
 * Returns: how many devices it is about
 */
gint64 sb_reach_numbers_get_all (const SbReachNumbers *self);

G_END_DECLS
