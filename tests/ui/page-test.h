/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page-server.h"
#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a test of a page stands on: a session on a server without a network, a clock that stands
 * still until it is moved, and a window. The window takes the actions that pages ask it for and
 * remembers them. */
typedef struct {
  PageServer *server;
  SbClock *clock;
  SbSession *session;
  GtkWidget *window;
  gint64 shown_configuration;
  gint64 shown_device;
  gint64 reset_device;
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

/* The first widget of a type below @root, or NULL. */
GtkWidget *page_test_find (GtkWidget *root, GType type);
/* The first button below @root with this label, its mnemonic included, or NULL. */
GtkWidget *page_test_find_button (GtkWidget *root, const char *label);
/* The first visible row below @root with this title, or NULL. */
GtkWidget *page_test_find_row (GtkWidget *root, const char *title);
/* Whether some visible label, entry or cell below @root contains @text. */
gboolean page_test_says (GtkWidget *root, const char *text);
/* The question over the window, or NULL. */
GtkWidget *page_test_find_question (PageTest *test);
/* Presses a button of the question, by its label with the mnemonic. */
void page_test_answer (PageTest *test, const char *label);

/* Every visible button, entry, switch and list below @widget has a name for assistive technology.
 */
void page_test_assert_named (GtkWidget *widget);

void page_test_run_loop (void);
void page_test_settle (void);

/* An iteration of the main loop at a time, for ten seconds at most. */
#define page_wait(condition)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                               \
    while (!(condition)) {                                                                         \
      if (g_get_monotonic_time () > deadline)                                                      \
        g_error ("%s:%d: waited for %s", __FILE__, __LINE__, #condition);                          \
      page_test_run_loop ();                                                                       \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
