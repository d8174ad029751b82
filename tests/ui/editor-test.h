/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-editor-dialog.h"
#include "ui-find.h"

G_BEGIN_DECLS

/* What a test of the editor stands on: a session on a server without a network, a clock that stands
 * still until it is moved, and a main window. */
typedef struct {
  FakeServer *server;
  SbClock *clock;
  SbSession *session;
  GtkWidget *window;
  GtkWidget *dialog; /* (nullable): NULL after it closed */
  char *saved_id;    /* one of sb_id_new() */
} EditorTest;

void editor_test_set_up (EditorTest *test, gconstpointer data);
void editor_test_set_up_real_time (EditorTest *test, gconstpointer data);
void editor_test_tear_down (EditorTest *test, gconstpointer data);

/* @dialog: (transfer none): shown above the main window */
void editor_test_open (EditorTest *test, GtkWidget *dialog);
void editor_test_close (EditorTest *test);

/* The visible row that says what is wrong, or NULL. */
GtkWidget *editor_test_find_problem (EditorTest *test);
void editor_test_type (EditorTest *test, const char *row, const char *text);
void editor_test_choose (EditorTest *test, const char *row);

void editor_test_act (EditorTest *test, const char *action);
GtkWidget *editor_test_get_page (EditorTest *test);
SbDraft *editor_test_get_draft (EditorTest *test);
/* Add, up to the fields. */
void editor_test_open_fields (EditorTest *test);
/* An iOS configuration, complete, on the distribution page. */
void editor_test_open_distribution (EditorTest *test);
/* (transfer full): an iOS configuration for All Devices that the server has, with the id 5. */
SbConfiguration *
editor_test_put_configuration (EditorTest *test, const char *version, const char *name);
SbDistributionType editor_test_get_sent_distribution (EditorTest *test);

G_END_DECLS
