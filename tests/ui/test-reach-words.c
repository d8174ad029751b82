/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-words-reach.h"

#include <string.h>

typedef struct {
  gint64 n_added;
  gint64 n_kept;
  gint64 n_removed;
  gint64 n_unable;
  const char *line;
} Case;

static const Case cases[] = {
  { 0, 0, 0, 0, "Reaches no devices" },
  { 1, 0, 0, 0, "Reaches 1 device" },
  { 75, 0, 0, 0, "Reaches 75 devices" },
  { 75, 0, 0, 17, "Reaches 75 devices; 17 cannot take it" },
  { 0, 12, 0, 0, "Reaches 12 devices, as before" },
  { 2, 10, 0, 0, "Reaches 12 devices: 2 added" },
  { 2, 10, 3, 1, "Reaches 12 devices: 2 added, 3 cease to be reached; 1 cannot take it" },
};

static void
test_line (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line = sb_words_reach_line (cases[i].n_added,
                                                 cases[i].n_kept,
                                                 cases[i].n_removed,
                                                 cases[i].n_unable);

    g_assert_cmpstr (line, ==, cases[i].line);
  }
}

/* A number of devices that is larger than what will come of it would not be honest. */
static void
test_question_says_who_cannot (void)
{
  g_autofree char *all = sb_words_reach_question (SB_PLATFORM_IOS, 75, 0, 0, 0);
  g_autofree char *some = sb_words_reach_question (SB_PLATFORM_IOS, 75, 0, 0, 17);

  g_assert_cmpstr (all, ==, "It goes to 75 iPhones and iPads.");
  g_assert_cmpstr (some,
                   ==,
                   "It goes to 75 iPhones and iPads.\n"
                   "17 of these devices cannot take it, for example for want of an eSIM.");
}

static void
test_question_says_what_stays (void)
{
  g_autofree char *text = sb_words_reach_question (SB_PLATFORM_WINDOWS, 0, 0, 1, 0);

  g_assert_nonnull (strstr (text, "stays live until its eSIM is reset"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/reach/line", test_line);
  g_test_add_func ("/words/reach/question-says-who-cannot", test_question_says_who_cannot);
  g_test_add_func ("/words/reach/question-says-what-stays", test_question_says_what_stays);

  return g_test_run ();
}
