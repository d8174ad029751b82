/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * PageServer:
 *
 * A server without a network whose collections hold whatever records a test puts into them. It
 * remembers the commands that were sent, and answers them in the next turn of the main loop.
 */
#define PAGE_TYPE_SERVER (page_server_get_type ())
G_DECLARE_FINAL_TYPE (PageServer, page_server, PAGE, SERVER, GObject)

PageServer *page_server_new (void);

/* @record: (transfer full); takes the place of the one with its id. */
void page_server_put (PageServer *self, SbCollection collection, gpointer record);
void page_server_remove (PageServer *self, SbCollection collection, gint64 id);

/* What a preview says. */
void page_server_set_reach (PageServer *self,
                            const char *change,
                            gint64 devices,
                            gint64 active,
                            gint64 downloaded);
/* A facet that every page of devices has. */
void page_server_add_facet (PageServer *self, const char *facet, const char *value, gint64 count);
void page_server_clear_facets (PageServer *self);
/* The last query of a collection, or NULL. */
SbQuery *page_server_get_query (PageServer *self, SbCollection collection);
/* What the next commands are answered with; NULL is an outcome without anything in it. */
void page_server_set_outcome (PageServer *self, SbOutcome *outcome);
void page_server_set_send_error (PageServer *self, const GError *error);
void page_server_set_support (PageServer *self, SbCapability capability, SbSupport support);

/* What the next queries fail with, until it is NULL again. */
void page_server_set_error (PageServer *self, const GError *error);
/* While held, queries wait. */
void page_server_hold (PageServer *self);
void page_server_release (PageServer *self);

guint page_server_get_n_queries (PageServer *self, SbCollection collection);
guint page_server_get_n_sent (PageServer *self);
SbCommand *page_server_get_sent (PageServer *self);

/* (transfer full): unsealed records with what a page shows. */
SbDevice *page_make_device (gint64 id, const char *name, SbPlatform platform, const char *build);
SbConfiguration *page_make_configuration (gint64 id, const char *name, SbPlatform platform);
SbDelivery *page_make_delivery (gint64 device_id, SbDeliveryState state, SbPlatform platform);
/* (transfer full): sealed counts, in the order of the ladder and what is beside it. */
SbDeliveryCounts *page_make_counts (const gint64 counts[8]);

G_END_DECLS
