/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-reach-numbers"

#include "sb-reach-numbers.h"

#include "sb-count.h"
#include "sb-device.h"

/* Adds one value of the facet to what it is about. */
static void
add_change (SbReachNumbers *self, const char *value, gint64 count)
{
  switch ((SbReachChange) sb_enum_find (sb_reach_change_get_type (), value)) {
  case SB_REACH_KEPT:
    self->kept = sb_count_add (self->kept, count);
    break;
  case SB_REACH_REMOVED:
    self->removed = sb_count_add (self->removed, count);
    break;
  case SB_REACH_ADDED:
    self->added = sb_count_add (self->added, count);
    break;
  case SB_REACH_UNKNOWN:
  default:
    self->added = sb_count_add (self->added, count);
    self->certain = FALSE;
    break;
  }
}

static gint64
count_state (SbPage *page, SbDeliveryState state)
{
  return sb_page_get_facet_count (page,
                                  SB_REACH_FIELD_STATE,
                                  sb_enum_get_nick (sb_delivery_state_get_type (), (int) state));
}

SbReachNumbers
sb_reach_numbers_read (SbPage *page)
{
  SbReachNumbers self = { .certain = TRUE };
  g_autoptr (GPtrArray) values = NULL;
  gint64 total;
  gint64 sum;

  g_return_val_if_fail (SB_IS_PAGE (page), self);

  values = sb_page_get_facet_values (page, SB_REACH_FIELD_CHANGE);
  for (guint i = 0; i < values->len; i++) {
    const char *value = g_ptr_array_index (values, i);

    if (sb_page_is_facet_counted (page, SB_REACH_FIELD_CHANGE, value))
      add_change (&self, value, sb_page_get_facet_count (page, SB_REACH_FIELD_CHANGE, value));
    else
      self.certain = FALSE;
  }

  total = sb_page_get_total (page);
  sum = sb_reach_numbers_get_all (&self);
  if (total < 0 || (total != sum && sb_page_has_facet (page, SB_REACH_FIELD_CHANGE)))
    self.certain = FALSE;
  if (total > sum)
    self.added = sb_count_add (self.added, total - sum);

  self.unable = count_state (page, SB_DELIVERY_NOT_APPLICABLE);
  self.excluded = count_state (page, SB_DELIVERY_EXCLUDED);
  if (sb_count_add (self.unable, self.excluded) > sb_reach_numbers_get_all (&self))
    self.certain = FALSE;

  return self;
}

gint64
sb_reach_numbers_get_all (const SbReachNumbers *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sb_count_add (sb_count_add (self->added, self->kept), self->removed);
}
