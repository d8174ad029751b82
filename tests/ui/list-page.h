/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page-test.h"
#include "sb-configuration-actions.h"
#include "sb-delivery.h"
#include "sb-list-stack.h"
#include "sb-selection.h"
#include "sb-undo.h"

G_BEGIN_DECLS

/* What tests of the page of configurations stand on. */
typedef struct {
  SbConfigurationActions *actions;
  SbUndo *undo;
  GtkWidget *page;
  GtkColumnView *view;
  SbSelection *selection;
  SbListStack *stack;
} ListPage;

void list_page_open (PageTest *test, ListPage *page);
/* Nothing keeps the actions then. */
void list_page_close (PageTest *test, ListPage *page);

/* A Windows configuration on the server, and what the server has in the list. */
void list_page_put (PageTest *test, const char *id, const char *name);
/* A device that the preview of any configuration has. */
void list_page_put_reach (PageTest *test,
                          const char *id,
                          const char *name,
                          SbDeliveryState state,
                          gboolean downloaded);
void list_page_refresh (PageTest *test);

/* The actions that a page of configurations is given, in the test's window. */
SbConfigurationActions *list_page_new_actions (PageTest *test);

G_END_DECLS
