/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-activation-code.h"
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
  { "smdp.example.com.", SB_PROBLEM_SENT_AS, "smdp.example.com", "smdp.example.com" },
  { "lpa.ds.gsma.com", SB_PROBLEM_NONE, NULL, "lpa.ds.gsma.com" },
  { "prod.smds.rsp.goog", SB_PROBLEM_NONE, NULL, "prod.smds.rsp.goog" },
  { "1.smdp.example.com", SB_PROBLEM_NONE, NULL, "1.smdp.example.com" },
  { "r3---sn.example.com", SB_PROBLEM_NONE, NULL, "r3---sn.example.com" },
  { "bücher.example", SB_PROBLEM_SENT_AS, "xn--bcher-kva.example", "xn--bcher-kva.example" },
  { "BÜCHER.example", SB_PROBLEM_SENT_AS, "xn--bcher-kva.example", "xn--bcher-kva.example" },
  { "пример.рф", SB_PROBLEM_SENT_AS, "xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai" },
  /* IDNA 2008: of 2003 these two are "strasse" and "faß" another name. */
  { "straße.example", SB_PROBLEM_SENT_AS, "xn--strae-oqa.example", "xn--strae-oqa.example" },
  { "FAß.example", SB_PROBLEM_SENT_AS, "xn--fa-hia.example", "xn--fa-hia.example" },
  { "σίγμας.example", SB_PROBLEM_SENT_AS, "xn--kxaef0b5ab.example", "xn--kxaef0b5ab.example" },
  { "ＳＭＤＰ.example.com", SB_PROBLEM_SENT_AS, "smdp.example.com", "smdp.example.com" },
  { "sm\xc2\xad"
    "dp.example.com",
    SB_PROBLEM_SENT_AS,
    "smdp.example.com",
    "smdp.example.com" },
  { "smdp。example。com", SB_PROBLEM_SENT_AS, "smdp.example.com", "smdp.example.com" },
  /* What nobody sees: soft hyphen, Arabic mark, invisible times, tag. */
  { "\xc2\xadsmdp.example.com\xd8\x9c\xe2\x81\xa2\xf3\xa0\x80\xa0",
    SB_PROBLEM_NONE,
    NULL,
    "smdp.example.com" },
  { "smdp.example.com\xe2\x80\x9d", SB_PROBLEM_MARKS, "smdp.example.com", NULL },
  { "„smdp.example.com“", SB_PROBLEM_MARKS, "smdp.example.com", NULL },
  { "‘smdp.example.com’,", SB_PROBLEM_MARKS, "smdp.example.com", NULL },
  { "\"smdp.example.com\"", SB_PROBLEM_MARKS, "smdp.example.com", NULL },
  { "<smdp.example.com>", SB_PROBLEM_MARKS, "smdp.example.com", NULL },
  { "smdp\xe2\x80\x90"
    "1.example.com",
    SB_PROBLEM_MARKS,
    "smdp-1.example.com",
    NULL },
  { "smdp–1.example.com", SB_PROBLEM_MARKS, "smdp-1.example.com", NULL },
  { "smdp\xe2\x80\x91"
    "1.example.com:443",
    SB_PROBLEM_HOST_HAS_PORT,
    "smdp-1.example.com",
    NULL },
  { "“smdp.example.com:443”", SB_PROBLEM_MARKS, "smdp.example.com", NULL },
  { "https://https://smdp.example.com/", SB_PROBLEM_HOST_IS_URL, "smdp.example.com", NULL },
  { "https://smdp.example.com”", SB_PROBLEM_HOST_IS_URL, "smdp.example.com", NULL },
  { "smdp.example.c0m", SB_PROBLEM_HOST_ODD_ENDING, NULL, "smdp.example.c0m" },
  { "bücher.c0m", SB_PROBLEM_HOST_ODD_ENDING, "xn--bcher-kva.c0m", "xn--bcher-kva.c0m" },
  { "smdp.localhost", SB_PROBLEM_HOST_LOCAL, NULL, "smdp.localhost" },
  { "smdp.example.xn--p1ai", SB_PROBLEM_NONE, NULL, "smdp.example.xn--p1ai" },
  { "📱.example", SB_PROBLEM_HOST_MALFORMED, "📱", NULL },
  { "אa.example", SB_PROBLEM_HOST_MALFORMED, "אa", NULL },
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
  { "https://esimsetup.apple.com/"
    "esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%24TOKEN",
    SB_PROBLEM_HOST_IS_ACTIVATION_CODE,
    "smdp.example.com",
    NULL },
  { "Your code: lpa:1 $ smdp.example.com $ TOKEN, thank you",
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
  { "smdp.example.4g", SB_PROBLEM_HOST_ODD_ENDING, NULL, "smdp.example.4g" },
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
  { "https://https://esim.example.com/",
    SB_PROBLEM_URL_MALFORMED,
    "https://esim.example.com/",
    NULL },
  { "https://HTTP://esim.example.com/",
    SB_PROBLEM_URL_MALFORMED,
    "http://esim.example.com/",
    NULL },
  { "https://https//esim.example.com/",
    SB_PROBLEM_URL_MALFORMED,
    "https://esim.example.com/",
    NULL },
  { "https://esim.example.com”", SB_PROBLEM_MARKS, "https://esim.example.com", NULL },
  { "“https://esim.example.com/a”", SB_PROBLEM_MARKS, "https://esim.example.com/a", NULL },
  { "https://esim.example.com/a”", SB_PROBLEM_MARKS, "https://esim.example.com/a", NULL },
  { "https://esim.example.com/a–b", SB_PROBLEM_MARKS, "https://esim.example.com/a-b", NULL },
  { "https://e\xe2\x80\x90sim.example.com/", SB_PROBLEM_MARKS, "https://e-sim.example.com/", NULL },
  { "https：//esim.example.com/", SB_PROBLEM_MARKS, "https://esim.example.com/", NULL },
  { "<https://esim.example.com/>", SB_PROBLEM_URL_MALFORMED, "https://esim.example.com/", NULL },
  { "https://esim.example.com/(a)", SB_PROBLEM_NONE, NULL, "https://esim.example.com/(a)" },
  { "https://esim/", SB_PROBLEM_HOST_SINGLE_LABEL, NULL, "https://esim/" },
  { "https://esim:443/ü",
    SB_PROBLEM_HOST_SINGLE_LABEL,
    "https://esim:443/%C3%BC",
    "https://esim:443/%C3%BC" },
  { "https://localhost/", SB_PROBLEM_HOST_LOCAL, NULL, "https://localhost/" },
  { "http://esim.localhost:80/", SB_PROBLEM_HOST_LOCAL, NULL, "http://esim.localhost:80/" },
  { "https://esim.example.c0m/", SB_PROBLEM_HOST_ODD_ENDING, NULL, "https://esim.example.c0m/" },
  { "https://esim.example.xn--p1ai/", SB_PROBLEM_NONE, NULL, "https://esim.example.xn--p1ai/" },
  { "http://bücher.example/",
    SB_PROBLEM_URL_HTTP,
    "http://xn--bcher-kva.example/",
    "http://xn--bcher-kva.example/" },
  { "https://straße.example/",
    SB_PROBLEM_SENT_AS,
    "https://xn--strae-oqa.example/",
    "https://xn--strae-oqa.example/" },
  { "https://esimsetup.apple.com/"
    "esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%24TOKEN",
    SB_PROBLEM_URL_IS_ACTIVATION_CODE,
    NULL,
    NULL },
  { "https://esimsetup.android.com/x?a=b&carddata=lpa:1$smdp.example.com$TOKEN&c=d",
    SB_PROBLEM_URL_IS_ACTIVATION_CODE,
    NULL,
    NULL },
  { "https://mail.example.com/"
    "?u=https%253A%252F%252Fx%252F%253Fc%253DLPA%25253A1%252524smdp.example.com%252524T",
    SB_PROBLEM_URL_IS_ACTIVATION_CODE,
    NULL,
    NULL },
  { "https://esim.example.com/?code=1%24smdp.example.com%24TOKEN",
    SB_PROBLEM_URL_IS_ACTIVATION_CODE,
    NULL,
    NULL },
  { "1$smdp.example.com$TOKEN", SB_PROBLEM_URL_IS_ACTIVATION_CODE, NULL, NULL },
  { "https://esim.example.com/?a=1$b$c",
    SB_PROBLEM_NONE,
    NULL,
    "https://esim.example.com/?a=1$b$c" },
  { "https://esim.example.com/alpa:1", SB_PROBLEM_NONE, NULL, "https://esim.example.com/alpa:1" },
  { "https://esim.example.com:8443/a", SB_PROBLEM_NONE, NULL, "https://esim.example.com:8443/a" },
  { "https://esim.example.com:/a",
    SB_PROBLEM_SENT_AS,
    "https://esim.example.com/a",
    "https://esim.example.com/a" },
  { "https://bücher.example/ü",
    SB_PROBLEM_SENT_AS,
    "https://xn--bcher-kva.example/%C3%BC",
    "https://xn--bcher-kva.example/%C3%BC" },
  { "https://192.0.2.1/", SB_PROBLEM_HOST_NUMERIC, NULL, "https://192.0.2.1/" },
  { "https://[2001:DB8::1]:444/", SB_PROBLEM_HOST_NUMERIC, NULL, "https://[2001:db8::1]:444/" },
  { "https://esim.example.com/?a=1&b=<", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https://esim.example.com/?a=1&b=2",
    SB_PROBLEM_NONE,
    NULL,
    "https://esim.example.com/?a=1&b=2" },
  { "http://esim.example.com/", SB_PROBLEM_URL_HTTP, NULL, "http://esim.example.com/" },
  { "", SB_PROBLEM_EMPTY, NULL, NULL },
  { "esim.example.com", SB_PROBLEM_URL_MALFORMED, "https://esim.example.com", NULL },
  { "esim.example.com:443", SB_PROBLEM_URL_MALFORMED, "https://esim.example.com:443", NULL },
  { "Sales", SB_PROBLEM_URL_MALFORMED, NULL, NULL },
  { "https:/esim.example.com", SB_PROBLEM_URL_MALFORMED, "https://esim.example.com", NULL },
  { "https:esim.example.com", SB_PROBLEM_URL_MALFORMED, "https://esim.example.com", NULL },
  { "//esim.example.com", SB_PROBLEM_URL_MALFORMED, "https://esim.example.com", NULL },
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
  { "LPA:1$smdp.example.com$TOKEN", SB_PROBLEM_URL_IS_ACTIVATION_CODE, NULL, NULL },
  { "https://", SB_PROBLEM_URL_NO_HOST, NULL, NULL },
  { "https:///path", SB_PROBLEM_URL_NO_HOST, NULL, NULL },
  { "https://:443/", SB_PROBLEM_URL_NO_HOST, NULL, NULL },
  { "https://user@esim.example.com/", SB_PROBLEM_URL_CREDENTIALS, NULL, NULL },
  { "https://user:pw@esim.example.com/", SB_PROBLEM_URL_CREDENTIALS, NULL, NULL },
  { "https://esim.example.com./",
    SB_PROBLEM_SENT_AS,
    "https://esim.example.com/",
    "https://esim.example.com/" },
  { "https://192.0.2.256/", SB_PROBLEM_HOST_MALFORMED, "256", NULL },
  { "https://192.0.2/", SB_PROBLEM_HOST_MALFORMED, "2", NULL },
  { "https://0x7f.1.0x1:443/", SB_PROBLEM_HOST_MALFORMED, "0x1", NULL },
  { "https://e_sim.example.com/", SB_PROBLEM_HOST_MALFORMED, "e_sim", NULL },
  { "https://" LABEL_64 ".example/", SB_PROBLEM_HOST_LABEL_TOO_LONG, LABEL_64, NULL },
  { "https://esim..example.com/", SB_PROBLEM_HOST_MALFORMED, "", NULL },
  { "https://ex%41mple.com/", SB_PROBLEM_HOST_MALFORMED, "ex%41mple", NULL },
};

static const struct {
  const char *text;
  gboolean whole;
} activation_codes[] = {
  { "1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815", TRUE },
  { "LPA:1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815", TRUE },
  { "1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815$$1", TRUE },
  { "1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815$1.3.6.1.4.1.31746$1", TRUE },
  { "1$SMDP.EXAMPLE.COM$$1.3.6.1.4.1.31746", TRUE },
  { "1$SMDP.EXAMPLE.COM$", TRUE },
  { "1$SMDP.EXAMPLE.COM$X$$$665A14$1", TRUE },
  { " LPA: 1 $ SMDP.EXAMPLE.COM $\tX $ 1.3.6.1 $ 1 ", TRUE },
  { "1$SMDP.EXAMPLE.COM$X$$0", TRUE },
  { "1$SMDP.EXAMPLE.COM$X$2.999.1", TRUE },
  { "1$SMDP.EXAMPLE.COM$X$0.39", TRUE },
  { "1$SMDP.EXAMPLE.COM$X$1.0", TRUE },
  { "1$SMDP.EXAMPLE.COM$X$3.1", FALSE },
  { "1$SMDP.EXAMPLE.COM$X$1.40", FALSE },
  { "1$SMDP.EXAMPLE.COM$X$1.3.06", FALSE },
  { "1$SMDP.EXAMPLE.COM$X$1", FALSE },
  { "1$SMDP.EXAMPLE.COM$X$1..3", FALSE },
  { "1$SMDP.EXAMPLE.COM$X$1.3.", FALSE },
  { "", FALSE },
  { "1$SMDP.EXAMPLE.COM", FALSE },
  { "LPA:1$", FALSE },
  { "2$SMDP.EXAMPLE.COM$X", FALSE },
  { "$SMDP.EXAMPLE.COM$X", FALSE },
  { "1$$X", FALSE },
  { "1$https://smdp.example.com$X", FALSE },
  { "1$SMDP.EXAMPLE.COM$A B", FALSE },
  { "1$SMDP.EXAMPLE.COM$X$oid", FALSE },
  { "1$SMDP.EXAMPLE.COM$X$$2", FALSE },
};

static SbSeverity
get_severity (SbProblemCode code)
{
  switch ((int) code) {
  case SB_PROBLEM_SENT_AS:
    return SB_SEVERITY_NOTE;
  case SB_PROBLEM_URL_HTTP:
  case SB_PROBLEM_HOST_SINGLE_LABEL:
  case SB_PROBLEM_HOST_LOCAL:
  case SB_PROBLEM_HOST_NUMERIC:
  case SB_PROBLEM_HOST_ODD_ENDING:
    return SB_SEVERITY_WARNING;
  default:
    return SB_SEVERITY_ERROR;
  }
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
      g_assert_cmpint (problem->severity, ==, get_severity (code));
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
  for (gsize i = 0; i < G_N_ELEMENTS (activation_codes); i++) {
    g_autoptr (SbActivationCode) code = sb_activation_code_parse (activation_codes[i].text);

    g_test_message ("“%s”", activation_codes[i].text);
    g_assert_cmpint (code != NULL, ==, activation_codes[i].whole);
  }
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
  static const Check checks[] = { sb_check_carrier_url, sb_check_server_name, sb_check_name };
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
  g_test_add_func ("/validate/name", test_name);
  g_test_add_func ("/validate/hostile", test_hostile);

  return g_test_run ();
}
