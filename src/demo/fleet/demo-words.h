/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts that come again and again, by numbers. The text of number 0 is NULL. */
typedef struct {
  GHashTable *numbers; /* text → number */
  GPtrArray *texts;    /* by number; owned by the table */
  GArray *ranks;       /* by number: its place in the order of SQLite's NOCASE */
} DemoWords;

void demo_words_init (DemoWords *self);
void demo_words_clear (DemoWords *self);
guint32 demo_words_get (DemoWords *self, const char *text);
const guint32 *demo_words_get_ranks (DemoWords *self);

G_END_DECLS
