/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sign-in data as people paste them. */

#include "sb-secret.h"

typedef struct {
  const char *typed;
  const char *clean;
} Case;

#define ZERO_WIDTH "\342\200\213"
#define BOM        "\357\273\277"

static void
assert_clean (const Case *cases, gsize n_cases, SbSecret *(*clean) (const char *text))
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autoptr (SbSecret) secret = clean (cases[i].typed);
    g_autoptr (SbSecret) again = clean (sb_secret_peek (secret));

    g_test_message ("%s", cases[i].typed != NULL ? cases[i].typed : "(none)");
    g_assert_cmpstr (sb_secret_peek (secret), ==, cases[i].clean);
    g_assert_true (sb_secret_equal (again, secret));
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

  assert_clean (cases, G_N_ELEMENTS (cases), sb_secret_new_password);
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

  assert_clean (cases, G_N_ELEMENTS (cases), sb_secret_new_token);
}

static void
test_is_token (void)
{
  const struct {
    const char *text;
    gboolean is_token;
  } cases[] = {
    { "abc.def-_~+/=", TRUE },
    { "", FALSE },
    { "t\303\266ken", FALSE },
    { "to ken", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbSecret) secret = sb_secret_new (cases[i].text);

    g_assert_true (sb_secret_is_token (secret) == cases[i].is_token);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/secret/password", test_password);
  g_test_add_func ("/model/secret/token", test_token);
  g_test_add_func ("/model/secret/is-token", test_is_token);

  return g_test_run ();
}
