/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of a certificate authority: judged and copied when it is chosen, and not needed again.
 */

#define G_LOG_DOMAIN "test-authority"

#include "account-test.h"
#include "sb-authorities.h"
#include "sb-authority-row.h"
#include "sb-ui.h"

#include <glib/gstdio.h>
#include <string.h>

#define ROW "Private Certificate _Authority"

/* A file that is read like any other and is nowhere on this computer, as a portal's may be. */
#define TEST_TYPE_FILE (test_file_get_type ())
G_DECLARE_FINAL_TYPE (TestFile, test_file, TEST, FILE, GObject)

struct _TestFile {
  GObject parent_instance;

  GFile *real; /* (owned) */
};

static char *
no_path (GFile *file)
{
  return NULL;
}

static char *
get_basename (GFile *file)
{
  return g_strdup ("ours.cer");
}

static GFileInputStream *
read_real (GFile *file, GCancellable *cancellable, GError **error)
{
  return g_file_read (TEST_FILE (file)->real, cancellable, error);
}

static void
file_init (GFileIface *iface)
{
  iface->get_path = no_path;
  iface->get_basename = get_basename;
  iface->read_fn = read_real;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestFile,
                               test_file,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_FILE, file_init))

static void
test_file_finalize (GObject *object)
{
  g_clear_object (&TEST_FILE (object)->real);

  G_OBJECT_CLASS (test_file_parent_class)->finalize (object);
}

static void
test_file_class_init (TestFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_file_finalize;
}

static void
test_file_init (TestFile *self)
{
}

static SbAuthorityRow *
get_row (AccountTest *fixture)
{
  return SB_AUTHORITY_ROW (ui_find_row (fixture->dialog, ROW));
}

static void
choose (AccountTest *fixture, GFile *file)
{
  sb_authority_row_choose (get_row (fixture), file);
  wait_until (!sb_authority_row_is_reading (get_row (fixture)));
}

static void
choose_path (AccountTest *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  choose (fixture, file);
}

/* Every kind of file × chosen. */
static void
test_kinds (AccountTest *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *words; /* (nullable): NULL where it is taken */
  } kinds[] = {
    { "authority.pem", NULL },
    { "authority.cer", NULL },
    { "authority.txt", NULL },
    { "chain.pem", NULL },
    { "combined.pem", NULL },
    { "authority.p7b", "PKCS #7" },
    { "authority-pem.p7b", "PKCS #7" },
    { "authority-certificate.p7b", "PKCS #7" },
    { "authority.pfx", "PKCS #12" },
    { "good.key", "It is a key" },
    { "good-pkcs8.key", "It is a key" },
    { "good-encrypted.key", "It is a key" },
    { "good-der.key", "It is a key" },
    { "good-public.key", "It is a key" },
    { "good.csr", "no certificate in it" },
    { "nothing.pem", "no certificate in it" },
    { "empty.pem", "no certificate in it" },
    { "cut.pem", "no certificate in it" },
    { "cut.cer", "no certificate in it" },
    { "missing.pem", "cannot be read" },
    { "pipe.pem", "cannot be read" },
    { "zero.pem", "cannot be read" },
    { "folder.pem", "cannot be read" },
    { "huge.pem", "cannot be read" },
  };
  g_autofree char *before = certificate_path ("self-signed.pem");
  g_autofree char *folder = g_path_get_dirname (before);
  const char *shell[] = {
    "sh",
    "-e",
    "-c",
    "cat authority.pem good.pem > chain.pem; cat good.key good.pem > combined.pem\n"
    "openssl crl2pkcs7 -nocrl -certfile authority.pem -out authority-pem.p7b\n"
    "sed 's/PKCS7/CERTIFICATE/' authority-pem.p7b > authority-certificate.p7b\n"
    "openssl pkcs12 -export -in good.pem -inkey good.key -passout pass: -out authority.pfx\n"
    "openssl pkcs8 -topk8 -nocrypt -in good.key -outform DER -out good-pkcs8.key\n"
    "openssl pkcs8 -topk8 -passout pass:x -in good.key -outform DER -out good-encrypted.key\n"
    "openssl ec -in good.key -outform DER -out good-der.key 2>/dev/null\n"
    "openssl ec -in good.key -pubout -out good-public.key 2>/dev/null\n"
    ": > empty.pem; head -c 300 authority.pem > cut.pem; head -c 100 authority.cer > cut.cer\n"
    "mkfifo pipe.pem; ln -s /dev/zero zero.pem; mkdir folder.pem; truncate -s 1G huge.pem\n",
    NULL
  };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (folder,
                (char **) shell,
                NULL,
                G_SPAWN_SEARCH_PATH,
                NULL,
                NULL,
                NULL,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  account_test_open (fixture, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = certificate_path (kinds[i].name);
    g_autofree char *taken = NULL;
    g_autofree char *text = NULL;

    g_test_message ("%s", kinds[i].name);
    choose_path (fixture, before);
    taken = g_strdup (sb_authority_row_get_path (get_row (fixture)));
    g_assert_nonnull (taken);
    g_assert_false (ui_says (fixture->dialog, "cannot be used"));

    choose_path (fixture, path);
    if (kinds[i].words != NULL) {
      g_assert_true (ui_says (fixture->dialog, "The file of the certificate authority cannot be"));
      g_assert_true (ui_says (fixture->dialog, kinds[i].words));
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture)), "error"));
      g_assert_cmpstr (sb_authority_row_get_path (get_row (fixture)), ==, taken);
      account_test_type (fixture, "_User", kinds[i].name);
      continue;
    }

    g_assert_true (ui_says (fixture->dialog, kinds[i].name));
    g_assert_cmpstr (sb_authority_row_get_path (get_row (fixture)), !=, taken);
    g_assert_cmpstr (sb_authority_row_get_path (get_row (fixture)), !=, path);
    g_file_get_contents (sb_authority_row_get_path (get_row (fixture)), &text, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (g_str_has_prefix (text, "-----BEGIN CERTIFICATE-----\n"));
    g_assert_null (strstr (text, "KEY"));
  }
}

/* The file goes, and the account still works: also one without a path. */
static void
test_gone (AccountTest *fixture, gconstpointer data)
{
  g_autofree char *certificate = certificate_path ("good.pem");
  g_autofree char *key = certificate_path ("good.key");
  g_autofree char *authority = certificate_path ("authority.cer");
  g_autoptr (FaultServer) secure = fault_server_new (certificate, key);
  g_autofree char *copied = certificate_path ("chosen.cer");
  g_autofree char *bytes = NULL;
  g_autoptr (TestFile) file = g_object_new (TEST_TYPE_FILE, NULL);
  gsize length;

  g_assert_true (g_file_get_contents (authority, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (copied, bytes, (gssize) length, NULL));
  file->real = g_file_new_for_path (copied);
  /* Or it waits, at its end, until nobody is connected any more. */
  fault_server_plan_json (secure, 200, "Connection: close\r\n", ACCOUNT_TEST_TENANT);

  account_test_open (fixture, NULL);
  account_test_fill (fixture, "secret");
  account_test_type (fixture, "_Server Address", fault_server_get_address (secure));
  sb_authority_row_choose (get_row (fixture), G_FILE (file));
  g_assert_true (ui_says (fixture->dialog, "Reading the file…"));
  account_test_connect (fixture);
  g_assert_false (ui_says (fixture->dialog, "Connecting to"));
  wait_until (!sb_authority_row_is_reading (get_row (fixture)));
  g_assert_true (ui_says (fixture->dialog, "ours.cer"));
  g_assert_cmpint (g_unlink (copied), ==, 0);

  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_nonnull (fixture->session);
  g_assert_nonnull (
    strstr (sb_account_get_ca_file (fixture->account), sb_account_get_id (fixture->account)));
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *settled = user_data;

  sb_authorities_settle_finish (result);
  *settled = TRUE;
}

static void
settle (SbAccountStore *accounts)
{
  gboolean settled = FALSE;

  sb_authorities_settle_async (accounts, settled_cb, &settled);
  wait_until (settled);
}

/* What accounts named before there were copies is read once; what none names goes. */
static void
test_settled (AccountTest *fixture, gconstpointer data)
{
  g_autoptr (SbAccountStore) accounts = sb_account_store_new ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *broken_id = g_uuid_string_random ();
  g_autoptr (SbAccount) account = sb_account_new (id, FALSE);
  g_autoptr (SbAccount) broken = sb_account_new (broken_id, FALSE);
  g_autofree char *authority = certificate_path ("authority.cer");
  g_autofree char *old = certificate_path ("old.cer");
  g_autofree char *copy = NULL;
  g_autofree char *other = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (authority, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (old, bytes, (gssize) length, NULL));
  sb_account_set_address (account, "https://mdm.example.com");
  sb_account_set_ca_file (account, old);
  sb_account_set_ca_file (broken, "/nowhere/authority.pem");
  sb_account_store_add (accounts, account);
  sb_account_store_add (accounts, broken);

  settle (accounts);
  copy = g_strdup (sb_account_get_ca_file (account));
  g_assert_cmpstr (copy, !=, old);
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));
  /* What cannot be read stays, and is said when it is needed. */
  g_assert_cmpstr (sb_account_get_ca_file (broken), ==, "/nowhere/authority.pem");
  {
    g_autoptr (SbAccountStore) next = sb_account_store_new ();

    g_assert_cmpstr (sb_account_get_ca_file (sb_account_store_find (next, id)), ==, copy);
  }

  /* Once: the old file goes, and the copy is named as before. */
  g_assert_cmpint (g_unlink (old), ==, 0);
  settle (accounts);
  g_assert_cmpstr (sb_account_get_ca_file (account), ==, copy);
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));

  /* Another one was chosen, and given up. */
  account_test_open (fixture, account);
  choose_path (fixture, authority);
  other = g_strdup (sb_authority_row_get_path (get_row (fixture)));
  g_assert_cmpstr (other, !=, copy);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  wait_until (fixture->dialog == NULL);
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));
  settle (accounts);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));

  sb_account_store_remove (accounts, broken);
  sb_account_store_remove (accounts, account);
  settle (accounts);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

#define account_add(path, func)                                                                    \
  g_test_add ("/authority/" path,                                                                  \
              AccountTest,                                                                         \
              NULL,                                                                                \
              account_test_set_up,                                                                 \
              func,                                                                                \
              account_test_tear_down)

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  account_add ("kinds", test_kinds);
  account_add ("gone", test_gone);
  account_add ("settled", test_settled);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
