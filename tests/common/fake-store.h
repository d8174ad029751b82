/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-page.h"

G_BEGIN_DECLS

/* What a FakeServer holds: rows of each collection, and what a change makes of them. */
typedef struct _FakeStore FakeStore;

FakeStore *fake_store_new (void);
void fake_store_free (FakeStore *self);

/* @record: (transfer full) (nullable): NULL is made when it is asked for. */
void fake_store_insert (FakeStore *self,
                        SbCollection collection,
                        guint position,
                        const char *id,
                        SbRecord *record);
void fake_store_put (FakeStore *self, SbCollection collection, SbRecord *record);
void fake_store_remove (FakeStore *self, SbCollection collection, const char *id);
void fake_store_clear (FakeStore *self, SbCollection collection);
/* (nullable) (transfer none): a record that was put. */
gpointer fake_store_find (FakeStore *self, SbCollection collection, const char *id);
/* (nullable) (transfer full): also of a row that has its id alone */
gpointer fake_store_dup (FakeStore *self, SbCollection collection, const char *id);
gboolean fake_store_has (FakeStore *self, SbCollection collection, const char *id);

void fake_store_set_name (FakeStore *self, const char *name);
void fake_store_set_searched (FakeStore *self, SbCollection collection, gboolean searched);
void fake_store_set_silent (FakeStore *self, gboolean silent);
void fake_store_set_page_size (FakeStore *self, gsize size);
void fake_store_set_endless (FakeStore *self, gboolean endless);
void fake_store_set_total (FakeStore *self, gint64 total);
void fake_store_add_facet (FakeStore *self, guint field, const char *value, gint64 count);
void fake_store_clear_facets (FakeStore *self);
void fake_store_set_reach (FakeStore *self, gint64 added, gint64 kept, gint64 removed);
void fake_store_set_plans (FakeStore *self, gint64 active, gint64 downloaded);
SbRecord *fake_store_make_record (FakeStore *self, SbCollection collection, const char *id);

/* (transfer full): a part of what a query finds; of a preview, what it counts. */
SbPage *fake_store_read (FakeStore *self, SbQuery *query, gint64 start, guint rows);

/* (transfer full): what comes of a change, carried out as the API says. */
SbOutcome *fake_store_change (FakeStore *self, SbCommand *command, GError **error);
guint fake_store_get_n_done (FakeStore *self);

G_END_DECLS
