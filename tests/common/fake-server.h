/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/* What it takes at once. */
#define FAKE_SERVER_MAX_ROWS 500
#define FAKE_SERVER_MAX_IDS  500

/**
 * FakeServer:
 *
 * A server without a network, for every test of what stands above SbServer. Its collections hold
 * what a test puts into them; a change is carried out on them as the API says, uuids, versions and
 * keys included, and answered in the next turn of the main loop, unless the test or its script says
 * otherwise. It counts what it was asked and what it carried out: a change that is carried out
 * twice counts twice. Everything is offered unless the test says otherwise.
 */
#define FAKE_TYPE_SERVER (fake_server_get_type ())
G_DECLARE_FINAL_TYPE (FakeServer, fake_server, FAKE, SERVER, GObject)

FakeServer *fake_server_new (void);
/* In place of the system's. */
void fake_server_set_clock (FakeServer *self, SbClock *clock);

/* What it holds. @record: (transfer full); takes the place of the one with its id. */
void fake_server_put (FakeServer *self, SbCollection collection, gpointer record);
void fake_server_remove (FakeServer *self, SbCollection collection, const char *id);
/* (nullable) (transfer none) */
gpointer fake_server_find (FakeServer *self, SbCollection collection, const char *id);

/* Rows by their ids alone, in this order. Their records are made when they are asked for, by
 * fake_server_make_record(), so that there may be many. */
void fake_server_set_ids (FakeServer *self,
                          SbCollection collection,
                          const char *const *ids,
                          guint n_ids);
void fake_server_set_range (FakeServer *self, SbCollection collection, gint64 first, guint n_ids);
void fake_server_insert (FakeServer *self, SbCollection collection, guint position, const char *id);
/* What the names of such rows begin with: changing it changes every snapshot. */
void fake_server_set_name (FakeServer *self, const char *name);
/* (transfer full): a record of the collection's type with the id and a name. */
SbRecord *fake_server_make_record (FakeServer *self, SbCollection collection, const char *id);

/* The most rows that it sends at once, whatever is asked. */
void fake_server_set_max_rows (FakeServer *self, guint max_rows);
/* Whether it leaves out how many rows there are in all, and what a preview counts. */
void fake_server_set_silent (FakeServer *self, gboolean silent);
/* Whether each page has to be asked for by what the one before it said, and only the first says how
 * many rows there are. After each page comes an empty one, where there are gaps. */
void fake_server_set_sequential (FakeServer *self, gboolean sequential, gboolean gaps);
/* What was said of where the next pages begin is no longer known. */
void fake_server_forget_tokens (FakeServer *self);
/* How large it says that each of its pages was. */
void fake_server_set_page_size (FakeServer *self, gsize size);
/* Whether its rows never end. */
void fake_server_set_endless (FakeServer *self, gboolean endless);
/* What it says in place of how many there are; -1 is the truth. */
void fake_server_set_total (FakeServer *self, gint64 total);
/* Whether it searches a collection by text; it ignores the text otherwise, as servers may. */
void fake_server_set_searched (FakeServer *self, SbCollection collection, gboolean searched);
/* A facet that every page of devices has. */
void fake_server_add_facet (FakeServer *self, guint field, const char *value, gint64 count);
void fake_server_clear_facets (FakeServer *self);
/* What a preview counts. @added: of All Devices; of Custom it adds one device a target. */
void fake_server_set_reach (FakeServer *self, gint64 added, gint64 kept, gint64 removed);
/* How many of them have an active plan, and how many downloaded this one already. */
void fake_server_set_plans (FakeServer *self, gint64 active, gint64 downloaded);
void fake_server_set_support (FakeServer *self, SbCapability capability, SbSupport support);

/* What the next reads or changes fail with, until it is NULL again. */
void fake_server_set_read_error (FakeServer *self, const GError *error);
void fake_server_set_send_error (FakeServer *self, const GError *error);
/* What changes that are carried out are answered with; NULL is what comes of them. */
void fake_server_set_outcome (FakeServer *self, SbOutcome *outcome);

/* The script: what becomes of the next change, line by line. A lost one was carried out or not. */
void fake_server_will_answer (FakeServer *self);
void fake_server_will_lose (FakeServer *self, gboolean carried_out);
void fake_server_will_fail (FakeServer *self, SbError code, gint64 retry_at);
/* Something in between answers with a page of its own, carried out or not. */
void fake_server_will_answer_bare (FakeServer *self,
                                   SbError code,
                                   guint http_status,
                                   gboolean carried_out);
/* What becomes of each change after the script has ended. */
void fake_server_always_lose (FakeServer *self);
/* What the next read fails with, line by line. */
void fake_server_will_fail_read (FakeServer *self, SbError code);
void fake_server_will_fail_read_bare (FakeServer *self, SbError code, guint http_status);

/* (nullable): called before each query is answered, so that what it holds can change between two
 * pages. */
typedef void (*FakeServerFunc) (FakeServer *self, SbQuery *query, gint64 start, gpointer user_data);
void fake_server_set_before_query (FakeServer *self, FakeServerFunc func, gpointer user_data);

/* While held, queries, reads of single records or changes wait for fake_server_release(). */
void fake_server_hold_queries (FakeServer *self);
void fake_server_hold_things (FakeServer *self);
void fake_server_hold_changes (FakeServer *self);
void fake_server_release (FakeServer *self);

guint fake_server_get_n_queries (FakeServer *self, SbCollection collection);
/* Queries and single records, of all collections, but for those that were cancelled before. */
guint fake_server_get_n_reads (FakeServer *self);
guint fake_server_get_n_waiting (FakeServer *self);
guint fake_server_get_n_cancelled (FakeServer *self);
/* The device space in which a single record was looked for last. */
const char *fake_server_get_read_space (FakeServer *self);
guint fake_server_get_n_sent (FakeServer *self);
guint fake_server_get_n_done (FakeServer *self);
/* (nullable): the last query of a collection. */
SbQuery *fake_server_get_query (FakeServer *self, SbCollection collection);
SbCommand *fake_server_get_sent (FakeServer *self, guint position);
/* (nullable): the last one. */
SbCommand *fake_server_get_last_sent (FakeServer *self);

G_END_DECLS
