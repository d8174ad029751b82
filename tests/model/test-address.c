/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-address.h"

typedef struct {
  const char *typed;
  SbAddressProblem problem;
  const char *normalized;
} Case;

static const Case cases[] = {
  { NULL, SB_ADDRESS_EMPTY, NULL },
  { "  ", SB_ADDRESS_EMPTY, NULL },
  { "mdm.example.com", SB_ADDRESS_FINE, "https://mdm.example.com" },
  { " https://mdm.example.com/ ", SB_ADDRESS_FINE, "https://mdm.example.com" },
  { "https://mdm.example.com:8443", SB_ADDRESS_FINE, "https://mdm.example.com:8443" },
  { "\xe2\x80\x8bhttps://mdm.example.com\xc2\xad", SB_ADDRESS_FINE, "https://mdm.example.com" },
  /* The password goes to this one, not to "strasse". */
  { "https://straße.example", SB_ADDRESS_FINE, "https://xn--strae-oqa.example" },
  { "https://mdm.example.com\xe2\x80\x9d", SB_ADDRESS_MALFORMED, NULL },
  { "mdm.example.com:8443", SB_ADDRESS_FINE, "https://mdm.example.com:8443" },
  { "http://mdm.example.com", SB_ADDRESS_NOT_HTTPS, NULL },
  { "http://127.0.0.1:8080", SB_ADDRESS_FINE, "http://127.0.0.1:8080" },
  { "http://localhost:8080", SB_ADDRESS_FINE, "http://localhost:8080" },
  { "http://[::1]:8080", SB_ADDRESS_FINE, "http://[::1]:8080" },
  { "http://127.0.0.1.example.com", SB_ADDRESS_NOT_HTTPS, NULL },
  { "http://localhost.example.com", SB_ADDRESS_NOT_HTTPS, NULL },
  { "ftp://mdm.example.com", SB_ADDRESS_NOT_HTTPS, NULL },
  { "https://", SB_ADDRESS_MALFORMED, NULL },
  /* As it is copied from a browser, or from a document. */
  { "https://mdm.example.com/index.html#!/devices", SB_ADDRESS_FINE, "https://mdm.example.com" },
  { "https://mdm.example.com:8443/path/", SB_ADDRESS_FINE, "https://mdm.example.com:8443" },
  { "mdm.example.com/?a=b", SB_ADDRESS_FINE, "https://mdm.example.com" },
  { "https://mdm.exam\342\200\213ple.com\342\200\216", SB_ADDRESS_FINE, "https://mdm.example.com" },
  { "\357\273\277mdm.example.com\302\240\n", SB_ADDRESS_FINE, "https://mdm.example.com" },
  { "http://mdm.example.com/127.0.0.1", SB_ADDRESS_NOT_HTTPS, NULL },
  { "https://user:secret@mdm.example.com", SB_ADDRESS_MALFORMED, NULL },
  { "https://mdm example.com", SB_ADDRESS_MALFORMED, NULL },
  { "https://mdm.example.com:0", SB_ADDRESS_MALFORMED, NULL },
  { "https://mdm.example.com:99999", SB_ADDRESS_MALFORMED, NULL },
};

static void
test_check (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *normalized = sb_address_normalize (cases[i].typed);

    g_test_message ("%s", cases[i].typed != NULL ? cases[i].typed : "(none)");
    g_assert_cmpint (sb_address_check (cases[i].typed), ==, cases[i].problem);
    g_assert_cmpstr (normalized, ==, cases[i].normalized);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/address/check", test_check);

  return g_test_run ();
}
