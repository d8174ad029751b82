/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client-test.h"
#include "fault-server.h"
#include "page-test.h"
#include "sb-account-dialog.h"

G_BEGIN_DECLS

/* The account dialog over a page, and a server that it can try. */
typedef struct {
  PageTest test;
  FaultServer *faults; /* answers as a tenant does, unless the test says otherwise */
  SbConnector *connector;
  GtkWidget *dialog;  /* (nullable): NULL after it closed */
  SbAccount *account; /* (owned) (nullable): what was connected to */
  SbSession *session; /* (owned) (nullable): likewise */
  gboolean send_waiting;
  gboolean removed;
} AccountTest;

#define ACCOUNT_TEST_TENANT "{\"errors\":null,\"result\":{\"defaultDmPartitionId\":1}}"

void account_test_set_up (AccountTest *test, gconstpointer data);
void account_test_tear_down (AccountTest *test, gconstpointer data);
void account_test_open (AccountTest *test, SbAccount *account);
void account_test_type (AccountTest *test, const char *row, const char *text);
const char *account_test_read (AccountTest *test, const char *row);
/* Types everything that a new account takes. */
void account_test_fill (AccountTest *test, const char *password);
void account_test_connect (AccountTest *test);
gboolean account_test_has_focus (AccountTest *test, const char *row);
/* Whether a request was sent with this sign-in. */
gboolean
account_test_was_sent_as (AccountTest *test, guint number, const char *user, const char *password);

G_END_DECLS
