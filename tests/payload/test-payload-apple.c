/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-payload-apple.h"

#include "xml.h"

#define UUID "0001_RefreshCellularPlans"

static SbConfiguration *
new_configuration (const char *url)
{
  SbRecord *record = sb_record_new (sb_configuration_get_type ());
  g_autoptr (SbRecord) esim = sb_record_new (sb_esim_get_type ());

  sb_record_set_string (esim, SB_ESIM_FIELD_CARRIER_URL, url);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));

  return sb_record_seal (record);
}

static char *
new_payload (const char *url, const char *uuid)
{
  g_autoptr (SbConfiguration) configuration = new_configuration (url);

  return sb_payload_apple_new_refresh_cellular_plans (configuration, uuid);
}

static void
test_golden (void)
{
  g_autofree char *payload = new_payload ("https://esim.example.com/", UUID);

  g_assert_cmpstr (payload,
                   ==,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                   " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                   "<plist version=\"1.0\">\n"
                   "  <dict>\n"
                   "    <key>Command</key>\n"
                   "    <dict>\n"
                   "      <key>RequestType</key>\n"
                   "      <string>RefreshCellularPlans</string>\n"
                   "      <key>eSIMServerURL</key>\n"
                   "      <string>https://esim.example.com/</string>\n"
                   "    </dict>\n"
                   "    <key>CommandUUID</key>\n"
                   "    <string>" UUID "</string>\n"
                   "  </dict>\n"
                   "</plist>\n");
}

/* What is read again is what was given: nothing breaks out of its place. */
static void
test_escaping (void)
{
  static const struct {
    const char *url;
    const char *sent;
    const char *uuid;
  } cases[] = {
    { "https://esim.example.com/?a=1&b=2&amp;c=3",
      "https://esim.example.com/?a=1&b=2&amp;c=3",
      UUID },
    { "https://esim.example.com/'&#60;", "https://esim.example.com/'&#60;", "<&>\"']]>" },
    { "https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC", "é𝄞" },
    { "http://esim.example.com/", "http://esim.example.com/", "</string></dict></plist>" },
    { "https://esim.example.com/", "https://esim.example.com/", "<!-- --><![CDATA[x]]>&lt;" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *payload = new_payload (cases[i].url, cases[i].uuid);
    g_autofree char *url = xml_get_string (payload, "/plist/dict/dict/string[2]");
    g_autofree char *type = xml_get_string (payload, "/plist/dict/dict/string[1]");
    g_autofree char *uuid = xml_get_string (payload, "/plist/dict/string");
    g_autofree char *elements = xml_get_string (payload, "count(//*)");

    g_assert_cmpstr (url, ==, cases[i].sent);
    g_assert_cmpstr (type, ==, "RefreshCellularPlans");
    g_assert_cmpstr (uuid, ==, cases[i].uuid);
    g_assert_cmpstr (elements, ==, "10");
  }
}

static void
test_refused (void)
{
  static const char *const urls[] = {
    NULL,
    "",
    "esim.example.com",
    "ftp://esim.example.com/",
    "https://a@esim.example.com/",
    "https://esim.example.com/<string>",
    "https://esim.example.com/\x01"
    "b",
    "https://\xff.example.com/",
  };
  static const char *const uuids[] = { "\x01", "a\x1b", "\xff", "\xef\xbf\xbf" };
  g_autoptr (SbRecord) nothing = sb_record_new (sb_configuration_get_type ());

  sb_record_seal (nothing);
  g_assert_null (sb_payload_apple_new_refresh_cellular_plans ((SbConfiguration *) nothing, UUID));

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    g_assert_null (new_payload (urls[i], UUID));
  for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
    g_assert_null (new_payload ("https://esim.example.com/", uuids[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payload/apple/golden", test_golden);
  g_test_add_func ("/payload/apple/escaping", test_escaping);
  g_test_add_func ("/payload/apple/refused", test_refused);

  return g_test_run ();
}
