/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-device.h"
#include "sb-reach-numbers.h"

typedef struct {
  const char *word;
  gint64 count; /* -1: null */
} Line;

/* What a server says, and what it comes to. */
static const struct {
  gint64 total; /* -1: it does not say */
  gboolean has_facet;
  Line changes[5];
  Line states[3];
  SbReachNumbers expected;
} cases[] = {
  /* As it should be. */
  { 0, TRUE, { { NULL, 0 } }, { { NULL, 0 } }, { .certain = TRUE } },
  { 12,
    TRUE,
    { { "added", 3 }, { "kept", 4 }, { "removed", 5 } },
    { { "not-applicable", 2 }, { "excluded", 1 } },
    { 3, 4, 5, 2, 1, TRUE } },
  { 7, TRUE, { { "kept", 7 } }, { { "not-applicable", 7 } }, { 0, 7, 0, 7, 0, TRUE } },
  /* The total alone. */
  { 7, FALSE, { { NULL, 0 } }, { { NULL, 0 } }, { .added = 7, .certain = TRUE } },
  { 0, FALSE, { { NULL, 0 } }, { { NULL, 0 } }, { .certain = TRUE } },
  /* Nothing, or the facet alone. */
  { -1, FALSE, { { NULL, 0 } }, { { NULL, 0 } }, { .certain = FALSE } },
  { -1, TRUE, { { NULL, 0 } }, { { NULL, 0 } }, { .certain = FALSE } },
  { -1, TRUE, { { "kept", 7 } }, { { NULL, 0 } }, { .kept = 7 } },
  /* No word that we know, with a count or without. */
  { 1, TRUE, { { NULL, 0 } }, { { NULL, 0 } }, { .added = 1 } },
  { 1, TRUE, { { "STAYS", 1 } }, { { NULL, 0 } }, { .added = 1 } },
  { 0, TRUE, { { "STAYS", 9 } }, { { NULL, 0 } }, { .added = 9 } },
  { 0, TRUE, { { "STAYS", 0 } }, { { NULL, 0 } }, { .certain = FALSE } },
  { 1, TRUE, { { "kept", -1 } }, { { NULL, 0 } }, { .added = 1 } },
  { 0, TRUE, { { "kept", -1 } }, { { NULL, 0 } }, { .certain = FALSE } },
  /* The total and the sum differ: the larger one. */
  { 10, TRUE, { { "kept", 7 } }, { { NULL, 0 } }, { .added = 3, .kept = 7 } },
  { 1, TRUE, { { "kept", 7 } }, { { NULL, 0 } }, { .kept = 7 } },
  { 0, TRUE, { { "removed", 7 } }, { { NULL, 0 } }, { .removed = 7 } },
  /* More cannot take it than there are. */
  { 1, TRUE, { { "kept", 1 } }, { { "not-applicable", 2 } }, { .kept = 1, .unable = 2 } },
  { 0, TRUE, { { NULL, 0 } }, { { "excluded", 1 } }, { .excluded = 1 } },
  /* What cannot be added. */
  { 5,
    TRUE,
    { { "added", G_MAXINT64 }, { "kept", G_MAXINT64 }, { "STAYS", G_MAXINT64 } },
    { { "excluded", G_MAXINT64 }, { "not-applicable", G_MAXINT64 } },
    { .added = G_MAXINT64, .kept = G_MAXINT64, .unable = G_MAXINT64, .excluded = G_MAXINT64 } },
};

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (SbPage) page = sb_page_new (none, 0, cases[i].total);
    SbReachNumbers numbers;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    if (cases[i].has_facet)
      sb_page_add_facet (page, SB_REACH_FIELD_CHANGE, NULL, 0);
    for (gsize j = 0; cases[i].changes[j].word != NULL; j++)
      sb_page_add_facet (page,
                         SB_REACH_FIELD_CHANGE,
                         cases[i].changes[j].word,
                         cases[i].changes[j].count);
    for (gsize j = 0; cases[i].states[j].word != NULL; j++)
      sb_page_add_facet (page,
                         SB_REACH_FIELD_STATE,
                         cases[i].states[j].word,
                         cases[i].states[j].count);

    numbers = sb_reach_numbers_read (page);
    g_assert_cmpint (numbers.added, ==, cases[i].expected.added);
    g_assert_cmpint (numbers.kept, ==, cases[i].expected.kept);
    g_assert_cmpint (numbers.removed, ==, cases[i].expected.removed);
    g_assert_cmpint (numbers.unable, ==, cases[i].expected.unable);
    g_assert_cmpint (numbers.excluded, ==, cases[i].expected.excluded);
    g_assert_cmpint (numbers.certain, ==, cases[i].expected.certain);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reach-numbers/read", test_read);

  return g_test_run ();
}
