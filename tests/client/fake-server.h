/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/**
 * FakeServer:
 *
 * A server without a network, for tests of what stands above SbServer. It answers queries from a
 * list of ids, in the next turn of the main loop or, while it is held, when the test says so. It
 * counts what it was asked. Everything is offered unless the test says otherwise.
 */
#define FAKE_TYPE_SERVER (fake_server_get_type ())
G_DECLARE_FINAL_TYPE (FakeServer, fake_server, FAKE, SERVER, GObject)

FakeServer *fake_server_new (void);

/* The collection: one record an id, in this order, made by fake_server_make_record(). */
void fake_server_set_ids (FakeServer *self, const gint64 *ids, guint n_ids);
void fake_server_set_range (FakeServer *self, gint64 first, guint n_ids);
void fake_server_insert (FakeServer *self, guint position, gint64 id);
void fake_server_remove (FakeServer *self, guint position);

/* What the records' names begin with: changing it changes every snapshot. */
void fake_server_set_name (FakeServer *self, const char *name);

/* The most rows that it sends at once, whatever is asked. */
void fake_server_set_max_rows (FakeServer *self, guint max_rows);

/* What the next queries fail with, until it is NULL again. */
void fake_server_set_error (FakeServer *self, const GError *error);

/* While held, queries wait for fake_server_release(). */
void fake_server_hold (FakeServer *self);
void fake_server_release (FakeServer *self);

void fake_server_set_support (FakeServer *self, SbCapability capability, SbSupport support);

guint fake_server_get_n_queries (FakeServer *self);
guint fake_server_get_n_waiting (FakeServer *self);
guint fake_server_get_n_cancelled (FakeServer *self);
SbQuery *fake_server_get_last_query (FakeServer *self);

SbRecord *fake_server_make_record (FakeServer *self, SbCollection collection, gint64 id);

G_END_DECLS
