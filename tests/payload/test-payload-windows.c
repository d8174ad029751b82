/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-payload-windows.h"

#include "xml.h"

#define HEAD   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define OPEN   "<SyncBody xmlns=\"SYNCML:SYNCML1.2\">\n"
#define CLOSE  "  <Final/>\n</SyncBody>\n"
#define EUICC  "./Device/Vendor/MSFT/eUICCs/Default"
#define SERVER EUICC "/DownloadServers/smdp.example.com"

static SbEsim *
new_esim (const char *server_name, gboolean is_discovery_server, gboolean auto_enable)
{
  SbRecord *esim = sb_record_new (sb_esim_get_type ());

  sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, server_name);
  sb_record_set_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER, is_discovery_server);
  sb_record_set_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE, auto_enable);

  return sb_record_seal (esim);
}

static void
assert_xpath (const char *payload, const char *xpath, const char *expected)
{
  g_autofree char *text = xml_get_string (payload, xpath);

  g_assert_cmpstr (text, ==, expected);
}

#define ADD(id, node, format, data)                                                                \
  "    <Add>\n"                                                                                    \
  "      <CmdID>" id "</CmdID>\n"                                                                  \
  "      <Item>\n"                                                                                 \
  "        <Target>\n"                                                                             \
  "          <LocURI>" SERVER node "</LocURI>\n"                                                   \
  "        </Target>\n"                                                                            \
  "        <Meta>\n"                                                                               \
  "          <Format xmlns=\"syncml:metinf\">" format "</Format>\n"                                \
  "        </Meta>\n" data "      </Item>\n"                                                       \
  "    </Add>\n"

static void
test_add (void)
{
  g_autoptr (SbEsim) esim = new_esim ("smdp.example.com", FALSE, TRUE);
  g_autofree char *payload = sb_payload_windows_new_add (esim, 22631);

  g_assert_cmpstr (payload,
                   ==,
                   HEAD OPEN "  <Atomic>\n"
                             "    <CmdID>1</CmdID>\n" ADD ("2", "", "node", "")
                               ADD ("3", "/AutoEnable", "bool", "        <Data>true</Data>\n")
                                 ADD ("4",
                                      "/IsDiscoveryServer",
                                      "bool",
                                      "        <Data>false</Data>\n") "  </Atomic>\n" CLOSE);
}

/* IsDiscoveryServer is said to builds that know it, and to no other. */
static void
test_builds (void)
{
  static const struct {
    guint build;
    const char *n_adds; /* NULL: no payload */
  } cases[] = {
    { 0, "2" },     { 16299, NULL }, { 21999, NULL }, { 22000, "2" },
    { 22620, "2" }, { 22621, "3" },  { 26100, "3" },
  };
  g_autoptr (SbEsim) esim = new_esim ("SMDS.example.com", TRUE, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *payload = sb_payload_windows_new_add (esim, cases[i].build);
    g_autofree char *retry = sb_payload_windows_new_retry (esim, cases[i].build);

    g_assert_cmpint (payload != NULL, ==, cases[i].n_adds != NULL);
    g_assert_cmpint (retry != NULL, ==, cases[i].n_adds != NULL);
    if (payload == NULL)
      continue;

    assert_xpath (payload, "count(//s:Add)", cases[i].n_adds);
    assert_xpath (payload, "//s:Item[contains(s:Target/s:LocURI,'/AutoEnable')]/s:Data", "false");
    assert_xpath (payload,
                  "//s:Item[contains(s:Target/s:LocURI,'/IsDiscoveryServer')]/s:Data",
                  g_str_equal (cases[i].n_adds, "3") ? "true" : "");
    assert_xpath (payload, "//s:LocURI", EUICC "/DownloadServers/smds.example.com");
    assert_xpath (payload, "count(//m:Format)", cases[i].n_adds);
  }
}

static void
test_remove (void)
{
  g_autoptr (SbEsim) esim = new_esim ("smdp.example.com", FALSE, FALSE);
  g_autofree char *payload = sb_payload_windows_new_remove (esim);

  g_assert_cmpstr (payload,
                   ==,
                   HEAD OPEN "  <Delete>\n"
                             "    <CmdID>1</CmdID>\n"
                             "    <Item>\n"
                             "      <Target>\n"
                             "        <LocURI>" SERVER "</LocURI>\n"
                             "      </Target>\n"
                             "    </Item>\n"
                             "  </Delete>\n" CLOSE);
}

static void
test_retry (void)
{
  g_autoptr (SbEsim) esim = new_esim ("smdp.example.com", FALSE, TRUE);
  g_autofree char *payload = sb_payload_windows_new_retry (esim, 22631);

  assert_xpath (payload, "name(/s:SyncBody/*[1])", "Delete");
  assert_xpath (payload, "name(/s:SyncBody/*[2])", "Atomic");
  assert_xpath (payload, "name(/s:SyncBody/*[3])", "Final");
  assert_xpath (payload, "/s:SyncBody/s:Delete/s:Item/s:Target/s:LocURI", SERVER);
  assert_xpath (payload, "/s:SyncBody/s:Atomic/s:Add[1]/s:Item/s:Target/s:LocURI", SERVER);
  assert_xpath (payload, "count(//s:CmdID)", "5");
  /* No number comes twice. */
  assert_xpath (payload, "count(//s:CmdID[. = preceding::s:CmdID])", "0");
  assert_xpath (payload, "sum(//s:CmdID)", "15");
}

static void
test_reset (void)
{
  g_autofree char *payload = sb_payload_windows_new_reset ();

  g_assert_cmpstr (payload,
                   ==,
                   HEAD OPEN "  <Exec>\n"
                             "    <CmdID>1</CmdID>\n"
                             "    <Item>\n"
                             "      <Target>\n"
                             "        <LocURI>" EUICC "/Actions/ResetToFactoryState</LocURI>\n"
                             "      </Target>\n"
                             "    </Item>\n"
                             "  </Exec>\n" CLOSE);
}

/* A server name is a node's name in a path: nothing may come through that leads elsewhere. */
static void
test_hostile (void)
{
  static const char *const names[] = {
    NULL,
    "",
    "..",
    "../../Actions/ResetToFactoryState",
    "smdp.example.com/../../Profiles",
    "smdp.example.com</LocURI></Target>",
    "smdp.example.com&amp;",
    "smdp.example.com?list=StructData",
    "https://smdp.example.com",
    "LPA:1$smdp.example.com$X",
    "smdp.example.com:443",
    "smdp%2f.example.com",
    "smdp.example.com\nx",
    "\x01.example.com",
    "\xff.example.com",
    "192.0.2.1",
    "smdp",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SbEsim) esim = new_esim (names[i], FALSE, FALSE);

    g_assert_null (sb_payload_windows_new_add (esim, 22631));
    g_assert_null (sb_payload_windows_new_remove (esim));
    g_assert_null (sb_payload_windows_new_retry (esim, 22631));
  }
}

static void
test_international (void)
{
  g_autoptr (SbEsim) esim = new_esim (" Bücher.example ", FALSE, FALSE);
  g_autofree char *payload = sb_payload_windows_new_add (esim, 0);

  assert_xpath (payload, "//s:LocURI", EUICC "/DownloadServers/xn--bcher-kva.example");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payload/windows/add", test_add);
  g_test_add_func ("/payload/windows/builds", test_builds);
  g_test_add_func ("/payload/windows/remove", test_remove);
  g_test_add_func ("/payload/windows/retry", test_retry);
  g_test_add_func ("/payload/windows/reset", test_reset);
  g_test_add_func ("/payload/windows/hostile", test_hostile);
  g_test_add_func ("/payload/windows/international", test_international);

  return g_test_run ();
}
