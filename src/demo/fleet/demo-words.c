/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-words"

#include "config.h"

#include "demo-words.h"

#include <sqlite3.h>

void
demo_words_init (DemoWords *self)
{
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts = g_ptr_array_new ();
  self->ranks = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_ptr_array_add (self->texts, NULL);
}

void
demo_words_clear (DemoWords *self)
{
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->ranks, g_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
}

guint32
demo_words_get (DemoWords *self, const char *text)
{
  gpointer number = text != NULL ? g_hash_table_lookup (self->numbers, text) : NULL;

  if (text != NULL && number == NULL) {
    char *kept = g_strdup (text);

    number = GUINT_TO_POINTER (self->texts->len);
    g_hash_table_insert (self->numbers, kept, number);
    g_ptr_array_add (self->texts, kept);
  }

  return GPOINTER_TO_UINT (number);
}

/* A word with its beginning as a number in whose order words stand: most of a million are told
 * apart by it.
 */
typedef struct {
  guint64 beginning[2];
  const char *text; /* (nullable) */
  guint32 number;
} Ranked;

static Ranked
begin_word (const char *text, guint32 number)
{
  Ranked word = { .text = text, .number = number };

  for (guint i = 0; text != NULL && i < sizeof word.beginning && text[i] != '\0'; i++)
    word.beginning[i / 8] |= (guint64) (guint8) g_ascii_tolower (text[i]) << (56 - 8 * (i % 8));

  return word;
}

static int
compare_words_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Ranked *first = a;
  const Ranked *second = b;

  for (guint i = 0; i < G_N_ELEMENTS (first->beginning); i++)
    if (first->beginning[i] != second->beginning[i])
      return first->beginning[i] < second->beginning[i] ? -1 : 1;
  if (first->text == NULL || second->text == NULL)
    return (first->text != NULL) - (second->text != NULL);

  return sqlite3_stricmp (first->text, second->text);
}

/* Those that differ in nothing but case have one rank. */
const guint32 *
demo_words_get_ranks (DemoWords *self)
{
  g_autofree Ranked *order = NULL;
  guint n_words = self->texts->len;
  guint32 rank = 0;

  if (self->ranks->len == n_words)
    return (const guint32 *) (gpointer) self->ranks->data;

  order = g_new (Ranked, n_words);
  for (guint i = 0; i < n_words; i++)
    order[i] = begin_word (g_ptr_array_index (self->texts, i), i);
  g_qsort_with_data (order, (int) n_words, sizeof *order, compare_words_cb, NULL);
  g_array_set_size (self->ranks, n_words);
  for (guint i = 0; i < n_words; i++) {
    if (i > 0 && compare_words_cb (&order[i - 1], &order[i], NULL) != 0)
      rank++;
    g_array_index (self->ranks, guint32, order[i].number) = rank;
  }

  return (const guint32 *) (gpointer) self->ranks->data;
}
