/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fault-server"

#include "fault-server.h"

#include "loop.h"

#include <string.h>
#include <sys/socket.h>

typedef struct {
  Fault fault;
  char *text;
} Plan;

struct _FaultServer {
  GSocketService *service;
  GTlsCertificate *certificate; /* (nullable) */
  int http2;                    /* atomic: an Http2 */
  char *address;
  GMutex mutex;
  GCond stopped;
  gboolean stopping;
  guint n_threads;
  GPtrArray *plans; /* (element-type Plan) */
  guint next;
  GPtrArray *requests; /* (element-type utf8) */
  int n_mib;           /* atomic: how much of an oversized reply was taken */
};

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_free (plan->text);
  g_free (plan);
}

static gboolean
write_all (GOutputStream *output, const char *data, gsize length)
{
  return g_output_stream_write_all (output, data, length, NULL, NULL, NULL);
}

static gboolean
write_text (GOutputStream *output, const char *text)
{
  return write_all (output, text, strlen (text));
}

/* Waits for the end of the test, or for some milliseconds. */
static gboolean
wait_for_stop (FaultServer *self, gint64 milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->stopping && g_cond_wait_until (&self->stopped, &self->mutex, end))
    ;

  return self->stopping;
}

static void
reset (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

#define MIB (1024 * 1024)

/* (transfer full): a mebibyte of blanks, after a good reply where it is the first: what is wrong
 * with the whole is its size alone. */
static char *
make_blanks (gboolean first)
{
  char *blanks = g_malloc (MIB);

  memset (blanks, ' ', MIB);
  if (first)
    memcpy (blanks, EMPTY_PAGE, strlen (EMPTY_PAGE));

  return blanks;
}

/* Blocks of a compressed stream that hold nothing, one after another. */
static void
write_hollow (FaultServer *self, GOutputStream *output)
{
  static const char begin[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03";
  g_autofree char *blocks = g_malloc0 (MIB);

  for (gsize at = 0; at + 5 <= MIB - 1; at += 5)
    memcpy (blocks + at, "\0\0\0\xff\xff", 5);
  write_text (output,
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
              "a\r\n");
  write_all (output, begin, 10);
  write_text (output, "\r\n");
  for (int i = 0; i < 256; i++) {
    /* 1,048,575 bytes are a whole number of blocks. */
    if (!write_text (output, "fffff\r\n") || !write_all (output, blocks, MIB - 1)
        || !write_text (output, "\r\n"))
      return;
    g_atomic_int_set (&self->n_mib, i + 1);
  }
}

static void
write_folded (GOutputStream *output, const char *text, Fault fault)
{
  g_autoptr (GConverter)
    compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);
  g_autofree char *head = NULL;
  char *folded;
  gsize length;

  write_text (stream, text);
  g_output_stream_close (stream, NULL, NULL);
  length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  folded = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory));
  if (fault == FAULT_FOLDED_CUT)
    length /= 2;
  else if (fault == FAULT_FOLDED_BROKEN)
    memset (folded + length / 2, 0xff, length / 4);
  else if (fault == FAULT_FOLDED_WRONG)
    folded[length - 8] ^= 1;
  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          length);
  write_text (output, head);
  write_all (output, folded, length);
}

static void
write_bomb (GOutputStream *output)
{
  g_autoptr (GConverter)
    compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);
  g_autofree char *head = NULL;
  gsize length;

  for (guint i = 0; i < 64; i++) {
    g_autofree char *blanks = make_blanks (i == 0);

    write_all (stream, blanks, MIB);
  }
  g_output_stream_close (stream, NULL, NULL);
  length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Encoding: gzip\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          length);
  write_text (output, head);
  write_all (output, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)), length);
}

/* Far more than anybody reads, as long as somebody does. */
static void
write_oversized (FaultServer *self, GOutputStream *output)
{
  write_text (output, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 128; i++) {
    g_autofree char *blanks = make_blanks (i == 0);

    if (!write_text (output, "100000\r\n") || !write_all (output, blanks, MIB)
        || !write_text (output, "\r\n"))
      return;
    g_atomic_int_set (&self->n_mib, i + 1);
  }
  write_text (output, "0\r\n\r\n");
}

/* Returns whether the connection can take another request. */
static gboolean
carry_out (FaultServer *self,
           const Plan *plan,
           GSocketConnection *connection,
           GOutputStream *output)
{
  switch (plan->fault) {
  case FAULT_REPLY:
    return write_text (output, plan->text);
  case FAULT_HANG:
    while (!wait_for_stop (self, 60000))
      ;
    return FALSE;
  case FAULT_TRICKLE:
    write_text (output, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (write_text (output, " ") && !wait_for_stop (self, 20))
      ;
    return FALSE;
  case FAULT_TRUNCATE:
    write_text (output, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"errors\":null,");
    return FALSE;
  case FAULT_TRUNCATE_CHUNKED:
    write_text (output, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"err\r\n");
    return FALSE;
  case FAULT_RESET_IN_BODY:
    write_text (output, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"errors\":null,");
    wait_for_stop (self, 50);
    reset (connection);
    return FALSE;
  case FAULT_RESET:
    reset (connection);
    return FALSE;
  case FAULT_OVERSIZED:
    write_text (output, "HTTP/1.1 200 OK\r\nContent-Length: 41943040\r\n\r\n{");
    while (!wait_for_stop (self, 60000))
      ;
    return FALSE;
  case FAULT_OVERSIZED_CHUNKED:
    write_oversized (self, output);
    return FALSE;
  case FAULT_BOMB:
    write_bomb (output);
    return TRUE;
  case FAULT_HOLLOW:
    write_hollow (self, output);
    return FALSE;
  case FAULT_FOLDED:
  case FAULT_FOLDED_CUT:
  case FAULT_FOLDED_BROKEN:
  case FAULT_FOLDED_WRONG:
    write_folded (output, plan->text, plan->fault);
    return TRUE;
  case FAULT_INFORMATIONAL:
    while (write_text (output, "HTTP/1.1 102 Processing\r\n\r\n"))
      ;
    return FALSE;
  case FAULT_HEAD:
    write_text (output, "HTTP/1.1 200 OK\r\n");
    while (write_text (output, "X-Again: and again and again and again\r\n"))
      ;
    return FALSE;
  case FAULT_ENDLESS_REFUSAL:
    write_text (output, "HTTP/1.1 421 Misdirected\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (write_text (output, "5\r\nagain\r\n"))
      ;
    return FALSE;
  case FAULT_CLOSE:
  default:
    return FALSE;
  }
}

/* (transfer full) (nullable): a request, head and body. */
static char *
read_request (GDataInputStream *input)
{
  g_autoptr (GString) request = g_string_new (NULL);
  gsize length = 0;
  g_autofree char *body = NULL;

  while (TRUE) {
    g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

    if (line == NULL)
      return NULL;
    g_strchomp (line);
    if (*line == '\0')
      break;
    if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
      length = (gsize) g_ascii_strtoull (line + 15, NULL, 10);
    g_string_append_printf (request, "%s\n", line);
  }

  body = g_malloc0 (length + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (input), body, length, NULL, NULL, NULL))
    return NULL;
  g_string_append_printf (request, "\n%s", body);

  return g_string_free (g_steal_pointer (&request), FALSE);
}

#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
/* Frames of HTTP/2. */
#define FRAME_HEADERS    1
#define FRAME_RST_STREAM 3
#define FRAME_SETTINGS   4
#define FRAME_GOAWAY     7
#define FLAG_ACK         1
#define REFUSED_STREAM   7

static gboolean
write_frame (GOutputStream *output, guint8 type, guint8 flags, guint8 stream, const char *payload)
{
  const char head[] = { 0,
                        0,
                        (char) (type == FRAME_SETTINGS ? 0
                                : type == FRAME_GOAWAY ? 8
                                                       : 4),
                        (char) type,
                        (char) flags,
                        0,
                        0,
                        0,
                        (char) stream };

  return write_all (output, head, sizeof head)
         && (head[2] == 0 || write_all (output, payload, (gsize) head[2]));
}

/* Answers every request of HTTP/2 with a refusal, as long as there are any, and hangs up on any
 * other client as its protocol says. */
static void
speak_http2 (FaultServer *self, GInputStream *input, GOutputStream *output)
{
  const char protocol_error[8] = { 0, 0, 0, 0, 0, 0, 0, 1 };
  const char refused[4] = { 0, 0, 0, REFUSED_STREAM };
  guint8 head[9];
  char preface[sizeof PREFACE - 1];

  if (!g_input_stream_read_all (input, preface, sizeof preface, NULL, NULL, NULL)
      || !write_frame (output, FRAME_SETTINGS, 0, 0, NULL))
    return;
  if (memcmp (preface, PREFACE, sizeof preface) != 0) {
    write_frame (output, FRAME_GOAWAY, 0, 0, protocol_error);
    g_output_stream_close (output, NULL, NULL);
    while (g_input_stream_skip (input, sizeof preface, NULL, NULL) > 0)
      ;
    return;
  }

  while (g_input_stream_read_all (input, head, sizeof head, NULL, NULL, NULL)) {
    gsize length = ((gsize) head[0] << 16) | ((gsize) head[1] << 8) | head[2];
    g_autofree char *payload = g_malloc0 (length + 1);
    gsize n_read = 0;

    if (!g_input_stream_read_all (input, payload, length, &n_read, NULL, NULL) || n_read < length)
      return;

    if (head[3] == FRAME_SETTINGS && (head[4] & FLAG_ACK) == 0) {
      write_frame (output, FRAME_SETTINGS, FLAG_ACK, 0, NULL);
    } else if (head[3] == FRAME_HEADERS) {
      g_mutex_lock (&self->mutex);
      g_ptr_array_add (self->requests, g_strdup ("HTTP/2"));
      g_mutex_unlock (&self->mutex);
      write_frame (output, FRAME_RST_STREAM, 0, head[8], refused);
    }
  }
}

/* Before its thread begins, which may be later than the server is stopped. */
static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             FaultServer *self)
{
  g_mutex_lock (&self->mutex);
  self->n_threads++;
  g_mutex_unlock (&self->mutex);

  return FALSE;
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        FaultServer *self)
{
  g_autoptr (GIOStream) stream = G_IO_STREAM (g_object_ref (connection));
  g_autoptr (GDataInputStream) input = NULL;
  const char *protocols[] = { "h2", "http/1.1", NULL };
  int http2 = g_atomic_int_get (&self->http2);
  gboolean more = TRUE;

  if (self->certificate != NULL) {
    g_clear_object (&stream);
    stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
    if (http2 == HTTP2_ALONE)
      protocols[1] = NULL;
    if (http2 != HTTP2_NONE)
      g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
    more = g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL);
    if (more
        && (http2 == HTTP2_ALONE
            || g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (stream)),
                          "h2")
                 == 0)) {
      speak_http2 (self,
                   g_io_stream_get_input_stream (stream),
                   g_io_stream_get_output_stream (stream));
      more = FALSE;
    }
  }

  input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_LF);
  while (more) {
    char *request = read_request (input);
    Plan plan = { FAULT_CLOSE, NULL };
    g_autofree char *text = NULL;

    if (request == NULL)
      break;

    g_mutex_lock (&self->mutex);
    g_ptr_array_add (self->requests, request);
    if (self->plans->len > 0)
      plan = *(Plan *) g_ptr_array_index (self->plans, MIN (self->next, self->plans->len - 1));
    self->next++;
    text = g_strdup (plan.text);
    g_mutex_unlock (&self->mutex);

    plan.text = text;
    more = carry_out (self, &plan, connection, g_io_stream_get_output_stream (stream));
  }
  g_socket_close (g_socket_connection_get_socket (connection), NULL);

  g_mutex_lock (&self->mutex);
  self->n_threads--;
  g_cond_broadcast (&self->stopped);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/* @certificate: (nullable): paths of a certificate and its key, for TLS */
FaultServer *
fault_server_new (const char *certificate, const char *key)
{
  FaultServer *self = g_new0 (FaultServer, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) loopback = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->stopped);
  self->plans = g_ptr_array_new_with_free_func (plan_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  if (certificate != NULL) {
    self->certificate = g_tls_certificate_new_from_files (certificate, key, &error);
    g_assert_no_error (error);
  }

  self->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service),
                                 loopback,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP,
                                 NULL,
                                 &bound,
                                 &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  self->address = g_strdup_printf ("%s://127.0.0.1:%u",
                                   certificate != NULL ? "https" : "http",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));

  return self;
}

/* The clients of the server must be gone: idle connections are theirs to close, which takes turns
 * of the main context. */
void
fault_server_stop (FaultServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_broadcast (&self->stopped);
  while (self->n_threads > 0) {
    g_cond_wait_until (&self->stopped, &self->mutex, g_get_monotonic_time () + 5000);
    g_mutex_unlock (&self->mutex);
    loop_settle ();
    g_mutex_lock (&self->mutex);
  }
  g_mutex_unlock (&self->mutex);

  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->plans);
  g_ptr_array_unref (self->requests);
  g_free (self->address);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->stopped);
  g_free (self);
}

void
fault_server_offer_http2 (FaultServer *self, Http2 http2)
{
  g_atomic_int_set (&self->http2, (int) http2);
}

void
fault_server_plan (FaultServer *self, Fault fault, const char *text)
{
  Plan *plan = g_new0 (Plan, 1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  plan->fault = fault;
  plan->text = g_strdup (text);
  g_ptr_array_add (self->plans, plan);
}

/* @headers: (nullable): further header lines, each with its end */
void
fault_server_plan_json (FaultServer *self, guint status, const char *headers, const char *json)
{
  g_autofree char *reply = g_strdup_printf (
    "HTTP/1.1 %u Planned\r\nContent-Type: application/json\r\n"
    "Content-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n%s",
    status,
    strlen (json),
    headers != NULL ? headers : "",
    json);

  fault_server_plan (self, FAULT_REPLY, reply);
}

/* Takes back what is planned. */
void
fault_server_forget (FaultServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_set_size (self->plans, 0);
  self->next = 0;
}

const char *
fault_server_get_address (FaultServer *self)
{
  return self->address;
}

guint
fault_server_get_n_requests (FaultServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->requests->len;
}

guint
fault_server_get_n_mib (FaultServer *self)
{
  return (guint) g_atomic_int_get (&self->n_mib);
}

/* (transfer full): head and body of a request. */
char *
fault_server_dup_request (FaultServer *self, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_cmpuint (number, <, self->requests->len);

  return g_strdup (g_ptr_array_index (self->requests, number));
}
