/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-session.h"
#include "ui-find.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a test of a page stands on: a session on a server without a network, a clock that stands
 * still until it is moved, and a window. The window takes the actions that pages ask it for and
 * remembers them. */
typedef struct {
  FakeServer *server;
  SbClock *clock;
  SbSession *session;
  GtkWidget *window;
  char *shown_configuration; /* one of sb_id_new(), as the next two */
  char *shown_device;
  char *reset_device;
} PageTest;

void page_test_set_up (PageTest *test, gconstpointer data);
void page_test_tear_down (PageTest *test, gconstpointer data);

/* @widget: (transfer floating): the window's content, shown and waited for */
void page_test_show (PageTest *test, GtkWidget *widget);
/* Closes the window, if it is open. */
void page_test_close (PageTest *test);
/* Presses a key as a keyboard does, by its name in X, such as "Delete" or "ctrl+e". */
void page_test_press (PageTest *test, const char *keys);
/* Reads what the session's pages share, and waits for it. */
void page_test_load (PageTest *test);

/* Every visible button, entry, switch and list below @widget has a name for assistive technology.
 */
void page_test_assert_named (GtkWidget *widget);

G_END_DECLS
