/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-validate.h"

typedef SbProblem *(*Check) (const char *text);
typedef char *(*Normalize) (const char *text);

typedef struct {
  const char *text;
  SbProblemCode code;   /* NONE: no problem */
  const char *argument; /* the problem's, for a problem */
  const char *normal;   /* what is sent; NULL for an error */
} Case;

#define LABEL_63 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"
#define LABEL_64 LABEL_63 "l"

static const Case server_names[] = {
  { "smdp.example.com", SB_PROBLEM_NONE, NULL, "smdp.example.com" },
  { "  SMDP.Example.COM\n", SB_PROBLEM_NONE, NULL, "smdp.example.com" },
  { "\xe2\x80\x8bsmdp.example.com\xc2\xa0", SB_PROBLEM_NONE, NULL, "smdp.example.com" },
  { "smdp.example.com.", SB_PROBLEM_NONE, NULL, "smdp.example.com" },
  { "lpa.ds.gsma.com", SB_PROBLEM_NONE, NULL, "lpa.ds.gsma.com" },
  { "prod.smds.rsp.goog", SB_PROBLEM_NONE, NULL, "prod.smds.rsp.goog" },
  { "1.smdp.example.com", SB_PROBLEM_NONE, NULL, "1.smdp.example.com" },
  { "r3---sn.example.com", SB_PROBLEM_NONE, NULL, "r3---sn.example.com" },
  { "bücher.example", SB_PROBLEM_NONE, NULL, "xn--bcher-kva.example" },
  { "BÜCHER.example", SB_PROBLEM_NONE, NULL, "xn--bcher-kva.example" },
  { "пример.рф", SB_PROBLEM_NONE, NULL, "xn--e1afmkfd.xn--p1ai" },
  { "smdp。example。com", SB_PROBLEM_NONE, NULL, "smdp.example.com" },
  { "XN--bcher-kva.example", SB_PROBLEM_NONE, NULL, "xn--bcher-kva.example" },
  { LABEL_63 ".example", SB_PROBLEM_NONE, NULL, LABEL_63 ".example" },
  { "", SB_PROBLEM_EMPTY, NULL, NULL },
  { " \t\n", SB_PROBLEM_EMPTY, NULL, NULL },
  { "smdp", SB_PROBLEM_HOST_NOT_QUALIFIED, NULL, NULL },
  { "localhost.", SB_PROBLEM_HOST_NOT_QUALIFIED, NULL, NULL },
  { "https://smdp.example.com/path?x", SB_PROBLEM_HOST_IS_URL, "smdp.example.com", NULL },
  { "https://smdp.example.com", SB_PROBLEM_HOST_IS_URL, "smdp.example.com", NULL },
  { "HTTP://user:pw@SMDP.example.com:443", SB_PROBLEM_HOST_IS_URL, "smdp.example.com", NULL },
  { "https://", SB_PROBLEM_HOST_IS_URL, NULL, NULL },
  { "https://10.0.0.1/", SB_PROBLEM_HOST_IS_URL, NULL, NULL },
  { "LPA:1$smdp.example.com$TOKEN", SB_PROBLEM_HOST_IS_ACTIVATION_CODE, "smdp.example.com", NULL },
  { "lpa:1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815$$1",
    SB_PROBLEM_HOST_IS_ACTIVATION_CODE,
    "smdp.example.com",
    NULL },
  { "1$smdp.example.com$", SB_PROBLEM_HOST_IS_ACTIVATION_CODE, "smdp.example.com", NULL },
  { "LPA:1$", SB_PROBLEM_HOST_IS_ACTIVATION_CODE, NULL, NULL },
  { "smdp.example.com:443", SB_PROBLEM_HOST_HAS_PORT, "smdp.example.com", NULL },
  { "smdp.example.com:", SB_PROBLEM_HOST_HAS_PORT, "smdp.example.com", NULL },
  { "smdp:443", SB_PROBLEM_HOST_HAS_PORT, NULL, NULL },
  { "smdp.example.com/es9", SB_PROBLEM_HOST_HAS_PATH, "smdp.example.com", NULL },
  { "smdp.example.com:443/", SB_PROBLEM_HOST_HAS_PATH, "smdp.example.com", NULL },
  { "//smdp.example.com", SB_PROBLEM_HOST_HAS_PATH, "smdp.example.com", NULL },
  { "192.0.2.1", SB_PROBLEM_HOST_IS_ADDRESS, NULL, NULL },
  { "192.0.2.1:443", SB_PROBLEM_HOST_IS_ADDRESS, NULL, NULL },
  { "2001:db8::1", SB_PROBLEM_HOST_IS_ADDRESS, NULL, NULL },
  { "[2001:db8::1]", SB_PROBLEM_HOST_IS_ADDRESS, NULL, NULL },
  { "[2001:db8::1]:443", SB_PROBLEM_HOST_IS_ADDRESS, NULL, NULL },
  { "10.1", SB_PROBLEM_HOST_MALFORMED, "1", NULL },
  { "smdp.example.c", SB_PROBLEM_HOST_MALFORMED, "c", NULL },
  { "smdp.example.42", SB_PROBLEM_HOST_MALFORMED, "42", NULL },
  { "smdp.example.4g", SB_PROBLEM_HOST_MALFORMED, "4g", NULL },
  { "192.0.2.256", SB_PROBLEM_HOST_MALFORMED, "256", NULL },
  { "0xc0.0.2.0x01", SB_PROBLEM_HOST_MALFORMED, "0x01", NULL },
  { "192.0.2.1.", SB_PROBLEM_HOST_IS_ADDRESS, NULL, NULL },
  { "smdp.example.com..", SB_PROBLEM_HOST_MALFORMED, "", NULL },
  { "ftp://smdp.example.com", SB_PROBLEM_HOST_IS_URL, "smdp.example.com", NULL },
  { "https://user@smdp.example.com:8443", SB_PROBLEM_HOST_IS_URL, "smdp.example.com", NULL },
  { "smdp\texample.com", SB_PROBLEM_HOST_MALFORMED, "smdp\texample", NULL },
  { "smdp.example.com smdp2.example.com", SB_PROBLEM_HOST_MALFORMED, "com smdp2", NULL },
  { "smdp..example.com", SB_PROBLEM_HOST_MALFORMED, "", NULL },
  { ".example.com", SB_PROBLEM_HOST_MALFORMED, "", NULL },
  { ".", SB_PROBLEM_HOST_MALFORMED, "", NULL },
  { "-smdp.example.com", SB_PROBLEM_HOST_MALFORMED, "-smdp", NULL },
  { "smdp-.example.com", SB_PROBLEM_HOST_MALFORMED, "smdp-", NULL },
  { "sm_dp.example.com", SB_PROBLEM_HOST_MALFORMED, "sm_dp", NULL },
  { "sm dp.example.com", SB_PROBLEM_HOST_MALFORMED, "sm dp", NULL },
  { "smdp.example.com,x", SB_PROBLEM_HOST_MALFORMED, "com,x", NULL },
  { "xn--.example", SB_PROBLEM_HOST_MALFORMED, "xn--", NULL },
  { "xn--999999999.example", SB_PROBLEM_HOST_MALFORMED, "xn--999999999", NULL },
  { "user@smdp.example.com", SB_PROBLEM_HOST_MALFORMED, "user@smdp", NULL },
  { LABEL_64 ".example", SB_PROBLEM_HOST_LABEL_TOO_LONG, LABEL_64, NULL },
  { LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63, SB_PROBLEM_HOST_TOO_LONG, "253", NULL },
};

static const Case carrier_urls[] = {
  { "https://esim.example.com/", SB_PROBLEM_NONE, NULL, "https://esim.example.com/" },
  { "https://esim.example.com", SB_PROBLEM_NONE, NULL, "https://esim.example.com" },
  { " HTTPS://ESIM.Example.com/Path?Q=%41#F\n",
    SB_PROBLEM_NONE,
    NULL,
    "https://esim.example.com/Path?Q=%41#F" },
  { "https://esim.example.com:8443/a", SB_PROBLEM_NONE, NULL, "https://esim.example.com:8443/a" },
  { "https://esim.example.com:/a", SB_PROBLEM_NONE, NULL, "https://esim.example.com/a" },
  { "https://bücher.example/ü", SB_PROBLEM_NONE, NULL, "https://xn--bcher-kva.example/%C3%BC" },
  { "https://192.0.2.1/", SB_PROBLEM_NONE, NULL, "https://192.0.2.1/" },
  { "https://[2001:DB8::1]:444/", SB_PROBLEM_NONE, NULL, "https://[2001:db8::1]:444/" },
  { "https://esim.example.com/?a=1&b=<", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim.example.com/?a=1&b=2",
    SB_PROBLEM_NONE,
    NULL,
    "https://esim.example.com/?a=1&b=2" },
  { "http://esim.example.com/", SB_PROBLEM_URL_HTTP, NULL, "http://esim.example.com/" },
  { "", SB_PROBLEM_EMPTY, NULL, NULL },
  { "esim.example.com", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "esim.example.com:443", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https:/esim.example.com", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https:esim.example.com", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "//esim.example.com", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim example.com/", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim.example.com/a b", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim.example.com/%4", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim.example.com:0/", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim.example.com:65536/", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim.example.com:443x/", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://[::1/", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://[192.0.2.1]/", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "ftp://esim.example.com/", SB_PROBLEM_URL_NOT_HTTP, "ftp", NULL },
  { "javascript:alert(1)", SB_PROBLEM_URL_NOT_HTTP, "javascript", NULL },
  { "file:///etc/passwd", SB_PROBLEM_URL_NOT_HTTP, "file", NULL },
  { "LPA:1$smdp.example.com$TOKEN", SB_PROBLEM_URL_NOT_HTTP, "LPA", NULL },
  { "https://", SB_PROBLEM_URL_NO_HOST, NULL, NULL },
  { "https:///path", SB_PROBLEM_URL_NO_HOST, NULL, NULL },
  { "https://:443/", SB_PROBLEM_URL_NO_HOST, NULL, NULL },
  { "https://user@esim.example.com/", SB_PROBLEM_URL_CREDENTIALS, NULL, NULL },
  { "https://user:pw@esim.example.com/", SB_PROBLEM_URL_CREDENTIALS, NULL, NULL },
  { "https://esim.example.com./", SB_PROBLEM_NONE, NULL, "https://esim.example.com/" },
  { "https://192.0.2.256/", SB_PROBLEM_HOST_MALFORMED, "256", NULL },
  { "https://192.0.2/", SB_PROBLEM_HOST_MALFORMED, "2", NULL },
  { "https://0x7f.1.0x1:443/", SB_PROBLEM_HOST_MALFORMED, "0x1", NULL },
  { "https://e_sim.example.com/", SB_PROBLEM_HOST_MALFORMED, "e_sim", NULL },
  { "https://" LABEL_64 ".example/", SB_PROBLEM_HOST_LABEL_TOO_LONG, LABEL_64, NULL },
  { "https://esim..example.com/", SB_PROBLEM_HOST_MALFORMED, "", NULL },
  { "https://ex%41mple.com/", SB_PROBLEM_HOST_MALFORMED, "ex%41mple", NULL },
};

static const Case activation_codes[] = {
  { "1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815", SB_PROBLEM_NONE, NULL, NULL },
  { "LPA:1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815", SB_PROBLEM_NONE, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815$$1", SB_PROBLEM_NONE, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815$1.3.6.1.4.1.31746$1", SB_PROBLEM_NONE, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$$1.3.6.1.4.1.31746", SB_PROBLEM_NONE, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$", SB_PROBLEM_NONE, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$X$$$665A14$1", SB_PROBLEM_NONE, NULL, NULL },
  { "", SB_PROBLEM_EMPTY, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "LPA:1$", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "2$SMDP.EXAMPLE.COM$X", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "$SMDP.EXAMPLE.COM$X", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "1$$X", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "1$https://smdp.example.com$X", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$A B", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$X$oid", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
  { "1$SMDP.EXAMPLE.COM$X$$2", SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL, NULL },
};

#define EID_OK "89034011560010000000000000000121"

static const Case eids[] = {
  { EID_OK, SB_PROBLEM_NONE, NULL, EID_OK },
  { "89001012012341234012345678901224", SB_PROBLEM_NONE, NULL, "89001012012341234012345678901224" },
  { "89001567010203040506070809101152", SB_PROBLEM_NONE, NULL, "89001567010203040506070809101152" },
  { "89044011112233441122334411223321", SB_PROBLEM_NONE, NULL, "89044011112233441122334411223321" },
  { "EID" EID_OK, SB_PROBLEM_NONE, NULL, EID_OK },
  { "EID: " EID_OK, SB_PROBLEM_NONE, NULL, EID_OK },
  { " 8903 4011 5600 1000 0000 0000 0000 0121 ", SB_PROBLEM_NONE, NULL, EID_OK },
  { "12345678901234567890123456789039",
    SB_PROBLEM_EID_UNUSUAL_START,
    NULL,
    "12345678901234567890123456789039" },
  { "89034011560010000000000000000122", SB_PROBLEM_EID_CHECK_DIGITS, NULL, NULL },
  { "89034011560010000000000000000112", SB_PROBLEM_EID_CHECK_DIGITS, NULL, NULL },
  { "8903401156001000000000000000012", SB_PROBLEM_EID_LENGTH, NULL, NULL },
  { EID_OK "1", SB_PROBLEM_EID_LENGTH, NULL, NULL },
  { "EID", SB_PROBLEM_EMPTY, NULL, NULL },
  { "", SB_PROBLEM_EMPTY, NULL, NULL },
  { "8903401156001000000000000000012X", SB_PROBLEM_EID_NOT_DIGITS, NULL, NULL },
  /* Digits of another script are not digits here. */
  { "٨٩٠٣٤٠١١٥٦٠٠١٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١٢١", SB_PROBLEM_EID_NOT_DIGITS, NULL, NULL },
};

static const Case iccids[] = {
  { "8901260852290847433", SB_PROBLEM_NONE, NULL, "8901260852290847433" },
  { "89441012345678901237", SB_PROBLEM_NONE, NULL, "89441012345678901237" },
  { "8944 1012 3456 7890 1237", SB_PROBLEM_NONE, NULL, "89441012345678901237" },
  { "8901260852290847433F", SB_PROBLEM_ICCID_PADDING, NULL, "8901260852290847433" },
  { "8901260852290847433f", SB_PROBLEM_ICCID_PADDING, NULL, "8901260852290847433" },
  { "890126085229084743", SB_PROBLEM_ICCID_NO_CHECK_DIGIT, NULL, "890126085229084743" },
  { "8901260852290847434", SB_PROBLEM_ICCID_CHECK_DIGIT, NULL, "8901260852290847434" },
  { "8944101234567890123", SB_PROBLEM_ICCID_CHECK_DIGIT, NULL, "8944101234567890123" },
  { "1234567890123456785", SB_PROBLEM_ICCID_UNUSUAL_START, NULL, "1234567890123456785" },
  { "89012608522908474", SB_PROBLEM_ICCID_LENGTH, NULL, NULL },
  { "894410123456789012371", SB_PROBLEM_ICCID_LENGTH, NULL, NULL },
  { "89441012345678901237F", SB_PROBLEM_ICCID_LENGTH, NULL, NULL },
  { "F", SB_PROBLEM_ICCID_LENGTH, NULL, NULL },
  { "890126F852290847433", SB_PROBLEM_ICCID_NOT_DIGITS, NULL, NULL },
  { "", SB_PROBLEM_EMPTY, NULL, NULL },
};

static gboolean
is_warning (SbProblemCode code)
{
  return code == SB_PROBLEM_URL_HTTP || code == SB_PROBLEM_EID_UNUSUAL_START
         || code == SB_PROBLEM_ICCID_UNUSUAL_START || code == SB_PROBLEM_ICCID_CHECK_DIGIT
         || code == SB_PROBLEM_ICCID_NO_CHECK_DIGIT || code == SB_PROBLEM_ICCID_PADDING;
}

static void
run_cases (const Case *cases, gsize n_cases, Check check, Normalize normalize)
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autoptr (SbProblem) problem = check (cases[i].text);
    SbProblemCode code = problem != NULL ? problem->code : SB_PROBLEM_NONE;

    g_test_message ("“%s”", cases[i].text);
    g_assert_cmpint (code, ==, cases[i].code);
    if (problem != NULL) {
      g_assert_cmpstr (problem->argument, ==, cases[i].argument);
      g_assert_cmpint (problem->severity,
                       ==,
                       is_warning (code) ? SB_SEVERITY_WARNING : SB_SEVERITY_ERROR);
    }

    if (normalize != NULL) {
      g_autofree char *normal = normalize (cases[i].text);

      g_assert_cmpstr (normal, ==, cases[i].normal);

      /* What is sent is accepted as it is. */
      if (normal != NULL) {
        g_autofree char *again = normalize (normal);

        g_assert_cmpstr (again, ==, normal);
      }
    }
  }
}

static void
test_server_name (void)
{
  run_cases (server_names,
             G_N_ELEMENTS (server_names),
             sb_check_server_name,
             sb_normalize_server_name);
}

static void
test_carrier_url (void)
{
  g_autofree char *path = g_strnfill (2100, 'a');
  g_autofree char *url = g_strconcat ("https://esim.example.com/", path, NULL);
  g_autoptr (SbProblem) problem = sb_check_carrier_url (url);

  run_cases (carrier_urls,
             G_N_ELEMENTS (carrier_urls),
             sb_check_carrier_url,
             sb_normalize_carrier_url);

  g_assert_cmpint (problem->code, ==, SB_PROBLEM_TOO_LONG);
  g_assert_cmpstr (problem->argument, ==, "2048");
}

static void
test_activation_code (void)
{
  g_autofree char *token = g_strnfill (250, 'A');
  g_autofree char *text = g_strconcat ("1$smdp.example.com$", token, NULL);
  g_autoptr (SbProblem) problem = sb_check_activation_code (text);

  run_cases (activation_codes, G_N_ELEMENTS (activation_codes), sb_check_activation_code, NULL);

  g_assert_cmpint (problem->code, ==, SB_PROBLEM_TOO_LONG);
}

static void
test_activation_code_fields (void)
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

  g_assert_null (sb_activation_code_parse ("1$SMDP.EXAMPLE.COM"));
  g_assert_null (sb_activation_code_parse (""));
}

static void
test_eid (void)
{
  run_cases (eids, G_N_ELEMENTS (eids), sb_check_eid, sb_normalize_eid);
}

static void
test_iccid (void)
{
  run_cases (iccids, G_N_ELEMENTS (iccids), sb_check_iccid, sb_normalize_iccid);
}

static void
test_name (void)
{
  g_autofree char *longest = g_strnfill (255, 'x');
  g_autofree char *longer = g_strnfill (256, 'x');
  g_autoptr (SbProblem) fine = sb_check_name (longest);
  g_autoptr (SbProblem) empty = sb_check_name (" \t");
  g_autoptr (SbProblem) too_long = sb_check_name (longer);

  g_assert_null (fine);
  g_assert_cmpint (empty->code, ==, SB_PROBLEM_EMPTY);
  g_assert_cmpint (too_long->code, ==, SB_PROBLEM_TOO_LONG);
  g_assert_cmpstr (too_long->argument, ==, "255");
}

/* Nothing that can be pasted crashes a check, and no answer holds broken UTF-8. */
static void
test_hostile (void)
{
  static const Check checks[] = { sb_check_carrier_url,     sb_check_server_name,
                                  sb_check_activation_code, sb_check_eid,
                                  sb_check_iccid,           sb_check_name };
  static const char *const texts[] = {
    "\xff\xfe",
    "a\xc3.example.com",
    "https://\xff.com/",
    "LPA:1$\xff$",
    "%",
    "https://%/",
    "$$$$$$",
    "::::",
    "[",
    "]",
    "https://[",
    "@",
    "1$",
    "LPA:",
    "xn--\xc3\xa9.example",
    "\xf0\x9f\x93\xb1.example",
  };
  g_autofree char *dots = g_strnfill (5000, '.');
  g_autofree char *letters = g_strnfill (100000, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autoptr (SbProblem) null = checks[i](NULL);
    g_autoptr (SbProblem) many_dots = checks[i](dots);
    g_autoptr (SbProblem) many_letters = checks[i](letters);

    g_assert_cmpint (null->code, ==, SB_PROBLEM_EMPTY);
    g_assert_nonnull (many_letters);

    for (gsize j = 0; j < G_N_ELEMENTS (texts); j++) {
      g_autoptr (SbProblem) problem = checks[i](texts[j]);

      if (problem != NULL && problem->argument != NULL)
        g_assert_true (g_utf8_validate (problem->argument, -1, NULL));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/validate/server-name", test_server_name);
  g_test_add_func ("/validate/carrier-url", test_carrier_url);
  g_test_add_func ("/validate/activation-code", test_activation_code);
  g_test_add_func ("/validate/activation-code/fields", test_activation_code_fields);
  g_test_add_func ("/validate/eid", test_eid);
  g_test_add_func ("/validate/iccid", test_iccid);
  g_test_add_func ("/validate/name", test_name);
  g_test_add_func ("/validate/hostile", test_hostile);

  return g_test_run ();
}
