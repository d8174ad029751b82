/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-activation-code.h"
#include "sb-text.h"

#define EID "89034011560010000000000000000121"

static void
test_code_fields (void)
{
  const char *text = "LPA:1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815$1.3.6.1$1";
  g_autoptr (SbActivationCode) full = sb_activation_code_parse (text);
  g_autoptr (SbActivationCode) bare = sb_activation_code_parse ("1$smdp.example.com$");

  g_assert_cmpstr (full->address, ==, "smdp.example.com");
  g_assert_cmpstr (full->matching_id, ==, "04386-AGYFT-A74Y8-3F815");
  g_assert_cmpstr (full->oid, ==, "1.3.6.1");
  g_assert_true (full->confirmation_code_required);

  g_assert_cmpstr (bare->address, ==, "smdp.example.com");
  g_assert_null (bare->matching_id);
  g_assert_null (bare->oid);
  g_assert_false (bare->confirmation_code_required);

  {
    g_autoptr (SbActivationCode)
      spaced = sb_activation_code_parse ("LPA: 1 $ smdp.example.com $ X-1 $ 1.3.6 $ 0");

    g_assert_cmpstr (spaced->matching_id, ==, "X-1");
    g_assert_cmpstr (spaced->oid, ==, "1.3.6");
    g_assert_false (spaced->confirmation_code_required);
  }

  g_assert_null (sb_activation_code_parse ("1$SMDP.EXAMPLE.COM"));
  g_assert_null (sb_activation_code_parse (""));
}

/* A code is found wherever it stands, and nowhere else. */
static void
test_code_found (void)
{
  static const struct {
    const char *text;
    const char *code;
  } texts[] = {
    { "1$smdp.example.com$T", "1$smdp.example.com$T" },
    { "LPA:1$", "1$" },
    { "x=LPA%3a1%24smdp.example.com%24T-1%24%241&y", "1$smdp.example.com$T-1$$1" },
    { "https://x.example/?a=b&c=lPa:1$smdp.example.com$T#f", "1$smdp.example.com$T" },
    { "https://x.example/LPA:1$smdp.example.com$T", "1$smdp.example.com$T" },
    { "Scan “LPA:1$smdp.example.com$T” now", "1$smdp.example.com$T”" },
    { "LPA: 1 $smdp.example.com$ T $ 1.3.6 later", "1$smdp.example.com$T$1.3.6" },
    { "https://x.example/?a=%4C%50%41%3A%31%24%24", "1$$" },
    { "https://esim.example.com/", NULL },
    { "https://esim.example.com/?price=1$2", NULL },
    { "https://esim.example.com/?p=21$a.b$", NULL },
    { "ALPA:1$smdp$T", NULL },
    { "LPA", NULL },
    { "%", NULL },
    { "%00", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *code = sb_activation_code_find (texts[i].text);

    g_assert_cmpstr (code, ==, texts[i].code);
  }
}

/* What is typed to find a device. */
static void
test_search (void)
{
  static const struct {
    const char *text;
    const char *search;
  } texts[] = {
    { "EID" EID, EID },
    { "eid: 8904 4011 1122", "890440111122" },
    { "EID8904", "8904" },
    { " 8903 4011 5600 1000 0000 0000 0000 0121\n", EID },
    { "35-209900-176148-1", "352099001761481" },
    { "35 209900 176148 1", "352099001761481" },
    { "35\xe2\x80\x91"
      "209900\xe2\x80\x91"
      "176148\xe2\x80\x91"
      "1",
      "352099001761481" },
    { "IMEI: 35-209900-176148-1", "352099001761481" },
    { "ICCID 8944 1012 3456 7890 1237", "89441012345678901237" },
    { "\xe2\x80\x8b"
      "352099001761481\xe2\x80\x8b",
      "352099001761481" },
    { "2026-11-28", "2026-11-28" },
    { "12 34", "12 34" },
    { "Eider", "Eider" },
    { "DESKTOP-35209900176148", "DESKTOP-35209900176148" },
    { "+49 170 1234567890", "+49 170 1234567890" },
    { "EID", "EID" },
    { "EID-7", "EID-7" },
    { "EIDs", "EIDs" },
    { "IMEI # 352099001761481", "352099001761481" },
    { " \xc2\xad ", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *search = sb_text_to_search (texts[i].text);

    g_assert_cmpstr (search, ==, texts[i].search);
  }
}

static void
test_text (void)
{
  g_autofree char *line = sb_text_to_one_line ("a\r\nb\tc\xe2\x80\xa8"
                                               "d\n",
                                               -1);
  g_autofree char *part = sb_text_to_one_line ("a\nbc", 3);
  g_autofree char *digits = sb_text_fold_digits ("١٢ 3 ４५");
  g_autofree char *trimmed = sb_trim ("\xc2\xad\xe2\x81\xa9 Sales\xe2\x80\x8d \xf3\xa0\x81\xbf");

  g_assert_cmpstr (line, ==, "a b c d ");
  g_assert_cmpstr (part, ==, "a b");
  g_assert_cmpstr (digits, ==, "12 3 45");
  g_assert_cmpstr (trimmed, ==, "Sales");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/code-fields", test_code_fields);
  g_test_add_func ("/text/code-found", test_code_found);
  g_test_add_func ("/text/search", test_search);
  g_test_add_func ("/text/plain", test_text);

  return g_test_run ();
}
