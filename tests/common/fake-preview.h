/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-page.h"

G_BEGIN_DECLS

/* What the preview of a configuration counts. */
typedef struct {
  gint64 added; /* of All Devices; of Custom it adds one device a target */
  gint64 kept;
  gint64 removed;
  gint64 active; /* of them all */
  gint64 downloaded;
} FakePreview;

/* (transfer full): a page of a preview. Its rows are those that a test put, then as many more as
 * make up its counts.
 * @put: (element-type SbReach): those of the page that a test put; @n_put are there in all
 * @silent: whether it leaves out what it counts */
SbPage *fake_preview_read (const FakePreview *self,
                           SbConfiguration *proposal,
                           GPtrArray *put,
                           gint64 n_put,
                           gint64 start,
                           guint rows,
                           gboolean silent);

G_END_DECLS
