/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "demo-reply.h"
#include "demo-request.h"

G_BEGIN_DECLS

/* The part of a statement after WHERE, and the texts to bind to it. */
typedef struct {
  GString *sql;
  GPtrArray *values;
  gboolean of_varieties; /* names nothing of the devices but what a variety has */
} DemoQuery;

typedef enum {
  DEMO_FIELD_TEXT,
  DEMO_FIELD_NUMBER,
  DEMO_FIELD_TRUTH, /* takes true and false */
} DemoFieldType;

enum {
  DEMO_FIELD_FILTER = 1 << 0,
  DEMO_FIELD_SORT = 1 << 1,
  DEMO_FIELD_OWN = 1 << 2, /* Signalbox's own wish: others do not know it */
  DEMO_FIELD_FEW = 1 << 3, /* has few values, see DemoRoll */
};

/* What the rows of a list can be filtered and sorted by. A table ends with an empty line, and has
 * an `id` that can be sorted by. */
typedef struct {
  const char *name;
  const char *column;
  DemoFieldType type;
  guint uses;
} DemoField;

typedef struct {
  const DemoField *field;
  gboolean descending;
} DemoSort;

DemoQuery *demo_query_new (void);
void demo_query_free (DemoQuery *self);
void demo_query_add (DemoQuery *self, const char *condition, const char *value);
void demo_query_add_search (DemoQuery *self, const char *text, const char *const *columns);
GArray *demo_query_get_sorts (DemoRequest *request, const DemoField *fields, DemoReply *reply);
char *demo_query_get_order (DemoRequest *request,
                            const DemoField *fields,
                            const char *usual,
                            DemoReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoQuery, demo_query_free)

G_END_DECLS
