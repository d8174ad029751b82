/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What of Activity is shown: by how it ended, and by words of what is seen of it. */

typedef enum {
  SB_ACTIVITY_ALL,
  SB_ACTIVITY_OPEN,
  SB_ACTIVITY_DONE,
  SB_ACTIVITY_NOT_DONE, /* or not for all devices, or it is not known */
} SbActivityShown;

#define SB_TYPE_ACTIVITY_FILTER (sb_activity_filter_get_type ())
G_DECLARE_FINAL_TYPE (SbActivityFilter, sb_activity_filter, SB, ACTIVITY_FILTER, GtkFilter)

SbActivityFilter *sb_activity_filter_new (void);
void sb_activity_filter_set_shown (SbActivityFilter *self, SbActivityShown shown);
void sb_activity_filter_set_text (SbActivityFilter *self, const char *text);
/* Whether anything is left out. */
gboolean sb_activity_filter_is_set (SbActivityFilter *self);

G_END_DECLS
