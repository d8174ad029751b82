/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-preview"

#include "fake-preview.h"

#include "sb-delivery.h"
#include "sb-device.h"

#define FIRST_ID 700000

/* The last of those that a test did not put have the plans. */
static SbRecord *
make_row (const FakePreview *self, gint64 position, gint64 total)
{
  g_autofree char *name = g_strdup_printf ("Reached %" G_GINT64_FORMAT, position);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, FIRST_ID + position);
  gint64 from_end = total - position;
  SbRecord *reach = sb_record_new (SB_TYPE_REACH);
  g_autoptr (SbDevice) device = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_id (reach, SB_REACH_FIELD_DEVICE_ID, id);
  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_DEVICE_NAME, name);
  sb_record_set_record (reach, SB_REACH_FIELD_DEVICE, sb_record_seal (SB_RECORD (device)));
  sb_record_set_enum (reach,
                      SB_REACH_FIELD_STATE,
                      from_end <= self->active ? SB_DELIVERY_ACTIVE : SB_DELIVERY_INSTALLED);
  sb_record_set_boolean (reach, SB_REACH_FIELD_DOWNLOADED, from_end <= self->downloaded);

  return reach;
}

static SbReachChange
get_change (const FakePreview *self, gint64 position, gint64 added)
{
  if (position < added)
    return SB_REACH_ADDED;

  return position < added + self->kept ? SB_REACH_KEPT : SB_REACH_REMOVED;
}

SbPage *
fake_preview_read (const FakePreview *self,
                   SbConfiguration *proposal,
                   GPtrArray *put,
                   gint64 n_put,
                   gint64 start,
                   guint rows,
                   gboolean silent)
{
  SbRecord *distribution = sb_configuration_get_record (proposal,
                                                        SB_CONFIGURATION_FIELD_DISTRIBUTION);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 added = 0;
  gint64 total;
  SbPage *page;

  if (sb_configuration_get_distribution_type (proposal) == SB_DISTRIBUTION_ALL_DEVICES)
    added = self->added;
  for (guint field = SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS; field < SB_N_DISTRIBUTION_FIELDS;
       field++) {
    gsize n_ids;

    sb_record_get_ids (distribution, field, &n_ids);
    added += (gint64) n_ids;
  }
  total = added + self->kept + self->removed;

  for (gint64 i = start; i < MIN (start + rows, total); i++) {
    SbRecord *reach = i < n_put ? sb_record_copy (g_ptr_array_index (put, i - start))
                                : make_row (self, i, total);

    if (!sb_record_is_known (reach, SB_REACH_FIELD_CHANGE))
      sb_record_set_enum (reach, SB_REACH_FIELD_CHANGE, (int) get_change (self, i, added));
    g_ptr_array_add (records, sb_record_seal (reach));
  }

  page = sb_page_new (records, start, silent ? -1 : total);
  if (silent)
    return page;

  sb_page_add_facet (page, SB_REACH_FIELD_CHANGE, "added", added);
  sb_page_add_facet (page, SB_REACH_FIELD_CHANGE, "kept", self->kept);
  sb_page_add_facet (page, SB_REACH_FIELD_CHANGE, "removed", self->removed);
  sb_page_add_facet (page, SB_REACH_FIELD_STATE, "active", self->active);
  sb_page_add_facet (page, SB_REACH_FIELD_DOWNLOADED, "true", self->downloaded);

  return page;
}
