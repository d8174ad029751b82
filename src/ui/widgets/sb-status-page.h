/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbStatusPage:
 *
 * Says what is so, where there is nothing else to show, and scrolls where it is too high. It looks
 * as libadwaita's, in which what scrolls takes the focus and cannot be named, and one of the two
 * texts is markup.
 *
 * Properties `icon-name`, `title` and `description`: texts; `content`: a widget below them.
 */
#define SB_TYPE_STATUS_PAGE (sb_status_page_get_type ())
G_DECLARE_FINAL_TYPE (SbStatusPage, sb_status_page, SB, STATUS_PAGE, AdwBin)

G_END_DECLS
