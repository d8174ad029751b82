/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the client have in common. */

#define G_LOG_DOMAIN "client-test"

#include "config.h"

#include "client-test.h"

#include "sb-demo-line.h"

#include <glib/gstdio.h>

static char *certificates = NULL;

void
answer_clear (Answer *answer)
{
  answer->done = FALSE;
  g_clear_object (&answer->object);
  g_clear_error (&answer->error);
}

static void
tenant_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->object =
    (GObject *) sb_server_load_tenant_finish (SB_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->object = (GObject *) sb_server_query_finish (SB_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->object = (GObject *) sb_server_get_finish (SB_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->object = (GObject *) sb_server_send_finish (SB_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

void
ask_tenant (SbServer *server, GCancellable *cancellable, Answer *answer)
{
  answer_clear (answer);
  sb_server_load_tenant_async (server, cancellable, tenant_cb, answer);
}

void
ask_page (SbServer *server,
          SbQuery *query,
          gint64 start,
          guint rows,
          GCancellable *cancellable,
          Answer *answer)
{
  answer_clear (answer);
  sb_server_query_async (server, query, start, NULL, rows, cancellable, page_cb, answer);
}

void
ask_devices (SbServer *server, GCancellable *cancellable, Answer *answer)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  ask_page (server, query, 0, 50, cancellable, answer);
}

void
ask_record_in (SbServer *server,
               SbCollection collection,
               const char *id,
               const char *space,
               Answer *answer)
{
  answer_clear (answer);
  sb_server_get_async (server, collection, id, space, NULL, record_cb, answer);
}

void
ask_record (SbServer *server, SbCollection collection, const char *id, Answer *answer)
{
  ask_record_in (server, collection, id, 0, answer);
}

void
tell (SbServer *server, SbCommand *command, Answer *answer)
{
  answer_clear (answer);
  sb_server_send_async (server, command, told_cb, answer);
}

/* (transfer full) */
SbTenant *
get_tenant (SbServer *server)
{
  g_auto (Answer) answer = { 0 };

  ask_tenant (server, NULL, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);

  return (SbTenant *) g_steal_pointer (&answer.object);
}

/* (transfer full) */
SbPage *
get_page (SbServer *server, SbQuery *query, gint64 start, guint rows)
{
  g_auto (Answer) answer = { 0 };

  ask_page (server, query, start, rows, NULL, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);

  return (SbPage *) g_steal_pointer (&answer.object);
}

/* (transfer full) */
SbOutcome *
send_command (SbServer *server, SbCommand *command)
{
  g_auto (Answer) answer = { 0 };

  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);

  return (SbOutcome *) g_steal_pointer (&answer.object);
}

/* (transfer full) */
SbServer *
new_server (const char *address, const char *ca_file, SbClock *clock)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  sb_account_set_address (account, address);
  sb_account_set_user_name (account, "somebody@example.com");
  sb_account_set_ca_file (account, ca_file);
  sb_account_set_use_unpublished_calls (account, TRUE);

  return make_server (account, "open sesame", clock);
}

guint16
pick_port (void)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GError) error = NULL;
  g_autofree char *range = NULL;
  int given_away;

  g_file_get_contents ("/proc/sys/net/ipv4/ip_local_port_range", &range, NULL, &error);
  g_assert_no_error (error);
  given_away = (int) g_ascii_strtoll (range, NULL, 10);

  while (TRUE) {
    guint16 port = (guint16) g_random_int_range (given_away / 2, given_away);
    g_autoptr (GSocketAddress) there = g_inet_socket_address_new (address, port);
    g_autoptr (GSocket) probe =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

    g_assert_no_error (error);
    if (g_socket_bind (probe, there, TRUE, NULL))
      return port;
  }
}

/* (transfer full) */
Tenant *
tenant_start (const char *const *arguments, gboolean http2)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SbDemoLine) line = NULL;
  Tenant *tenant = g_new0 (Tenant, 1);
  gsize length;

  g_ptr_array_add (command, (gpointer) BUILD_DEMO_TENANT);
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (command, (gpointer) arguments[i]);
  g_ptr_array_add (command, NULL);

  if (http2)
    g_subprocess_launcher_setenv (launcher, "SOUP_SERVER_HTTP2", "1", TRUE);
  tenant->process =
    g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (tenant->process));
  text = g_data_input_stream_read_line (output, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (text);
  line = sb_demo_line_read (text, length, &error);
  g_assert_no_error (error);
  tenant->address = g_strdup (line->address);
  tenant->user = g_strdup (line->user);
  tenant->password = g_strdup (sb_secret_peek (line->password));

  return tenant;
}

void
tenant_stop (Tenant *tenant)
{
  g_subprocess_force_exit (tenant->process);
  g_subprocess_wait (tenant->process, NULL, NULL);
  g_clear_object (&tenant->process);
  g_free (tenant->address);
  g_free (tenant->user);
  g_free (tenant->password);
  g_free (tenant);
}

/* (transfer full) */
SbServer *
tenant_new_server (Tenant *tenant, const char *ca_file, SbClock *clock)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  sb_account_set_address (account, tenant->address);
  sb_account_set_user_name (account, tenant->user);
  sb_account_set_ca_file (account, ca_file);
  sb_account_set_use_unpublished_calls (account, TRUE);

  return make_server (account, tenant->password, clock);
}

static void
run (const char *command)
{
  const char *shell[] = { "sh", "-e", "-c", command, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  int status;

  g_spawn_sync (certificates,
                (char **) shell,
                NULL,
                G_SPAWN_SEARCH_PATH,
                NULL,
                NULL,
                NULL,
                &output,
                &status,
                &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s", output);
}

/* (transfer full) */
char *
certificate_path (const char *name)
{
  if (certificates == NULL) {
    g_autoptr (GError) error = NULL;

    certificates = g_dir_make_tmp ("signalbox-certificates-XXXXXX", &error);
    g_assert_no_error (error);
    run ("key () { openssl ecparam -name prime256v1 -genkey -noout -out $1.key; }\n"
         "key authority; key good; key expired; key other-name; key self-signed\n"
         "openssl req -x509 -new -key authority.key -subj '/CN=Authority' -days 30"
         " -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign"
         " -out authority.pem\n"
         "openssl req -x509 -new -key self-signed.key -subj '/CN=127.0.0.1' -days 30"
         " -addext subjectAltName=IP:127.0.0.1 -out self-signed.pem\n"
         "sign () {\n"
         "  openssl req -new -key $1.key -subj \"/CN=$1\" -out $1.csr\n"
         "  echo \"subjectAltName=$2\" > $1.ext\n"
         "  openssl x509 -req -in $1.csr -CA authority.pem -CAkey authority.key -CAcreateserial"
         " -extfile $1.ext -days $3 -out $1.pem\n"
         "}\n"
         "sign good IP:127.0.0.1 30; sign other-name DNS:elsewhere.example.com 30\n"
         /* x509 of newer openssl signs nothing that ends before it begins. */
         "echo subjectAltName=IP:127.0.0.1 > expired.ext; : > index\n"
         "printf '[a]\\ndatabase=index\\nserial=serial\\nnew_certs_dir=.\\npolicy=p\\n[p]\\n"
         "commonName=supplied\\n' > ca.conf\n"
         "openssl req -new -key expired.key -subj /CN=expired -out expired.csr\n"
         "openssl ca -batch -config ca.conf -name a -md sha256 -rand_serial -cert authority.pem"
         " -keyfile authority.key -startdate 20200101000000Z -enddate 20200102000000Z"
         " -extfile expired.ext -in expired.csr -notext -out expired.pem\n"
         "echo 'not a certificate' > nothing.pem\n"
         "openssl x509 -in authority.pem -outform DER -out authority.cer\n"
         "(echo 'Our own'; openssl x509 -in authority.pem -text; echo; echo end) | sed 's/$/\\r/'"
         " > authority.txt\n"
         "openssl crl2pkcs7 -nocrl -certfile authority.pem -outform DER -out authority.p7b\n");
  }

  return g_build_filename (certificates, name, NULL);
}

void
certificates_remove (void)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (certificates == NULL)
    return;

  folder = g_dir_open (certificates, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (certificates, name, NULL);

    g_remove (path);
  }
  g_rmdir (certificates);
  g_clear_pointer (&certificates, g_free);
}
