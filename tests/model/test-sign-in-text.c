/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sign-in data as people paste them. */

#include "sb-sign-in.h"

typedef struct {
  const char *typed;
  const char *clean;
} Case;

#define ZERO_WIDTH "\342\200\213"
#define BOM        "\357\273\277"

static void
assert_clean (const Case *cases, gsize n_cases, char *(*clean) (const char *text))
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autofree char *text = clean (cases[i].typed);
    g_autofree char *again = clean (text);

    g_test_message ("%s", cases[i].typed != NULL ? cases[i].typed : "(none)");
    g_assert_cmpstr (text, ==, cases[i].clean);
    g_assert_cmpstr (again, ==, text);
  }
}

static void
test_password (void)
{
  const Case cases[] = {
    { NULL, "" },
    { "secret", "secret" },
    { "secret\n", "secret" },
    { "\r\nsecret\r\n", "secret" },
    /* These may be part of it. */
    { " secret ", " secret " },
    { "sec ret", "sec ret" },
    { "Bearer secret", "Bearer secret" },
  };

  assert_clean (cases, G_N_ELEMENTS (cases), sb_sign_in_clean_password);
}

static void
test_token (void)
{
  const Case cases[] = {
    { NULL, "" },
    { "abc.def-_~+/=", "abc.def-_~+/=" },
    { " abc\n", "abc" },
    { "Bearer abc", "abc" },
    { "bearer\tabc\n", "abc" },
    { "Authorization: Bearer abc", "abc" },
    { "authorization:bearer abc", "abc" },
    { "abc\n  def\n", "abcdef" },
    { ZERO_WIDTH "Bearer abc" BOM, "abc" },
    { "Bearerabc", "Bearerabc" },
    { "bearer", "bearer" },
  };

  assert_clean (cases, G_N_ELEMENTS (cases), sb_sign_in_clean_token);
}

static void
test_is_token (void)
{
  g_assert_true (sb_sign_in_is_token ("abc.def-_~+/="));
  g_assert_false (sb_sign_in_is_token (""));
  g_assert_false (sb_sign_in_is_token ("t\303\266ken"));
  g_assert_false (sb_sign_in_is_token ("to ken"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/sign-in/password", test_password);
  g_test_add_func ("/model/sign-in/token", test_token);
  g_test_add_func ("/model/sign-in/is-token", test_is_token);

  return g_test_run ();
}
