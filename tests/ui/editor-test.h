/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "editor-server.h"
#include "sb-editor-dialog.h"

G_BEGIN_DECLS

/* What a test of the editor stands on: a session on a server without a network, a clock that stands
 * still until it is moved, and a main window. */
typedef struct {
  EditorServer *server;
  SbClock *clock;
  SbSession *session;
  GtkWidget *window;
  GtkWidget *dialog; /* (nullable): NULL after it closed */
  gint64 saved_id;
} EditorTest;

void editor_test_set_up (EditorTest *test, gconstpointer data);
void editor_test_set_up_real_time (EditorTest *test, gconstpointer data);
void editor_test_tear_down (EditorTest *test, gconstpointer data);

/* @dialog: (transfer none): shown above the main window */
void editor_test_open (EditorTest *test, GtkWidget *dialog);
void editor_test_close (EditorTest *test);

/* The visible widget in @root of a type, by the name it is shown with (without its underline). */
GtkWidget *editor_test_find (GtkWidget *root, GType type, const char *name);
GtkWidget *editor_test_find_button (GtkWidget *root, const char *label);
/* The visible row that says what is wrong, or NULL. */
GtkWidget *editor_test_find_problem (EditorTest *test);
/* The question over the dialog, or NULL. */
GtkWidget *editor_test_find_question (EditorTest *test);
/* Whether some visible label contains @text. */
gboolean editor_test_says (GtkWidget *root, const char *text);
/* Whether the focus is in @widget. */
gboolean editor_test_has_focus (GtkWidget *widget);

void editor_test_type (EditorTest *test, const char *row, const char *text);
void editor_test_choose (EditorTest *test, const char *row);
void editor_test_run_loop (void);

void editor_test_act (EditorTest *test, const char *action);
GtkWidget *editor_test_get_page (EditorTest *test);
SbDraft *editor_test_get_draft (EditorTest *test);
/* Add, up to the fields. */
void editor_test_open_fields (EditorTest *test);
/* An iOS configuration, complete, on the distribution page. */
void editor_test_open_distribution (EditorTest *test);
/* Waits for the question and presses one of its buttons. */
void editor_test_answer (EditorTest *test, const char *button);
SbDistributionType editor_test_get_sent_distribution (EditorTest *test);

/* An iteration of the main loop at a time, for ten seconds at most. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                               \
    while (!(condition)) {                                                                         \
      if (g_get_monotonic_time () > deadline)                                                      \
        g_error ("%s:%d: waited for %s", __FILE__, __LINE__, #condition);                          \
      editor_test_run_loop ();                                                                     \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
