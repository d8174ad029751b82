/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbPreviewItem:
 *
 * One entry of a plan, as a list shows it.
 */
#define SB_TYPE_PREVIEW_ITEM (sb_preview_item_get_type ())
G_DECLARE_FINAL_TYPE (SbPreviewItem, sb_preview_item, SB, PREVIEW_ITEM, GObject)

/**
 * sb_preview_item_get_index:
 *
 * Returns: which entry of the plan it is
 */
guint sb_preview_item_get_index (SbPreviewItem *self);

/**
 * SbPreviewList:
 *
 * The entries of a group of a plan that have a text somewhere, as a GListModel of
 * [class@PreviewItem]. The items are made when they are looked at.
 */
#define SB_TYPE_PREVIEW_LIST (sb_preview_list_get_type ())
G_DECLARE_FINAL_TYPE (SbPreviewList, sb_preview_list, SB, PREVIEW_LIST, GObject)

/**
 * sb_preview_list_new:
 *
 * Returns: (transfer full): the group's entries, by what the devices are called
 */
SbPreviewList *sb_preview_list_new (SbPlan *plan, const SbPlanGroup *group);

/**
 * sb_preview_list_search:
 * @text: what is looked for; nothing where it is empty
 */
void sb_preview_list_search (SbPreviewList *self, const char *text);

G_END_DECLS
