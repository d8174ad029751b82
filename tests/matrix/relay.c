/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "relay"

#include "relay.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Milliseconds. */
#define TRICKLE 2
/* Bytes. */
#define PIECE ((gsize) 65536)

struct _Relay {
  GSocketService *service;
  guint16 port;   /* its own */
  guint16 server; /* the server's */

  GMutex mutex;
  GCond changed;
  const Fault *fault; /* (nullable): that is yet to come */
  gboolean write;
  guint generation;
  gint64 time;
  guint n_events;
  guint n_requests;
  guint n_busy;
  GPtrArray *seen;
};

/* A request or an answer: the lines of its head, and its body. */
typedef struct {
  GPtrArray *lines;
  GByteArray *body;
} Message;

static void
message_free (Message *message)
{
  g_ptr_array_unref (message->lines);
  g_byte_array_unref (message->body);
  g_free (message);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Message, message_free)

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  g_free (seen->line);
  g_free (seen->key);
  g_free (seen->body);
  g_free (seen);
}

static void
note_event (Relay *self)
{
  g_mutex_lock (&self->mutex);
  self->n_events++;
  g_mutex_unlock (&self->mutex);
}

/* Who only plays a fault is not busy: time goes on. */
static void
set_busy (Relay *self, gboolean busy)
{
  g_mutex_lock (&self->mutex);
  self->n_busy += busy ? 1 : (guint) -1;
  self->n_events++;
  g_mutex_unlock (&self->mutex);
}

/* (nullable): the value of a header. */
static const char *
get_header (Message *message, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 1; i < message->lines->len; i++) {
    const char *line = g_ptr_array_index (message->lines, i);

    if (g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':')
      return line + length + 1 + strspn (line + length + 1, " ");
  }

  return NULL;
}

/* (transfer full) (nullable) */
static Message *
read_message (GDataInputStream *input)
{
  g_autoptr (Message) message = g_new0 (Message, 1);
  const char *length;
  gsize n = 0;

  message->lines = g_ptr_array_new_with_free_func (g_free);
  message->body = g_byte_array_new ();
  while (TRUE) {
    char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

    if (line == NULL)
      return NULL;
    if (*g_strchomp (line) == '\0') {
      g_free (line);
      break;
    }
    g_ptr_array_add (message->lines, line);
  }

  if (message->lines->len == 0)
    return NULL;
  length = get_header (message, "Content-Length");
  if (length != NULL)
    g_byte_array_set_size (message->body, (guint) strtoul (length, NULL, 10));

  if (message->body->len > 0
      && (!g_input_stream_read_all (G_INPUT_STREAM (input),
                                    message->body->data,
                                    message->body->len,
                                    &n,
                                    NULL,
                                    NULL)
          || n < message->body->len))
    return NULL;

  return g_steal_pointer (&message);
}

static gboolean
write_message (GOutputStream *output, Message *message)
{
  g_autoptr (GString) head = g_string_new (NULL);

  for (guint i = 0; i < message->lines->len; i++)
    g_string_append_printf (head, "%s\r\n", (char *) g_ptr_array_index (message->lines, i));
  g_string_append (head, "\r\n");

  return g_output_stream_write_all (output, head->str, head->len, NULL, NULL, NULL)
         && (message->body->len == 0
             || g_output_stream_write_all (output,
                                           message->body->data,
                                           message->body->len,
                                           NULL,
                                           NULL,
                                           NULL));
}

/* (transfer full): what the server answers. */
static Message *
ask (Relay *self, Message *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection)
    connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->server, NULL, NULL);
  g_autoptr (GDataInputStream) input = NULL;
  Message *answer;

  g_assert_nonnull (connection);
  for (guint i = 1; i < request->lines->len; i++) {
    char **line = (char **) &g_ptr_array_index (request->lines, i);

    /* It answers only who means it. */
    if (g_ascii_strncasecmp (*line, "Host:", 5) == 0) {
      g_free (*line);
      *line = g_strdup_printf ("Host: 127.0.0.1:%u", self->server);
    }
  }
  write_message (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request);
  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_LF);
  answer = read_message (input);
  g_assert_nonnull (answer);

  return answer;
}

static gboolean
is_success (Message *answer)
{
  const char *status = strchr (g_ptr_array_index (answer->lines, 0), ' ');

  return status != NULL && status[1] == '2';
}

static void
set_lingering (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/* Waits until it is armed again, or for some milliseconds. Returns whether it goes on. */
static gboolean
hold (Relay *self, guint generation, gint64 milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;
  gboolean held;

  g_mutex_lock (&self->mutex);
  while (self->generation == generation && g_cond_wait_until (&self->changed, &self->mutex, end))
    ;
  held = self->generation == generation;
  g_mutex_unlock (&self->mutex);

  return held;
}

static void
play (Relay *self, const Fault *fault, guint generation, GSocketConnection *connection)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  gsize size;
  const char *data = g_bytes_get_data (fault->bytes, &size);
  gboolean good = TRUE;

  /* A piece at a time: as long as they are taken, something happens. */
  for (gsize at = 0; good && at < size; at += PIECE) {
    good = g_output_stream_write_all (output, data + at, MIN (PIECE, size - at), NULL, NULL, NULL);
    note_event (self);
  }

  switch (fault->kind) {
  case FAULT_HANG:
  case FAULT_HANG_IN_BODY:
    while (hold (self, generation, 60000))
      ;
    break;
  case FAULT_TRICKLE:
    while (good && hold (self, generation, TRICKLE))
      good = g_output_stream_write_all (output, " ", 1, NULL, NULL, NULL);
    break;
  case FAULT_ENDLESS: {
    const char *text = g_bytes_get_data (fault->repeat, &size);
    gboolean armed = FALSE;

    while (good && !armed) {
      for (guint i = 0; good && i < 1000; i++)
        good = g_output_stream_write_all (output, text, size, NULL, NULL, NULL);
      armed = !hold (self, generation, 0);
    }
    break;
  }
  case FAULT_RESET:
  case FAULT_RESET_IN_BODY:
    set_lingering (connection);
    break;
  case FAULT_ANSWER:
  case FAULT_CLOSE:
  default:
    break;
  }
}

/* Returns whether the connection can take another request. */
static gboolean
serve (Relay *self, Message *request, GSocketConnection *connection)
{
  const char *line = g_ptr_array_index (request->lines, 0);
  gboolean write = !g_str_has_prefix (line, "GET ");
  const Fault *fault = NULL;
  g_autoptr (Message) answer = NULL;
  Seen *seen = NULL;
  guint generation;
  gboolean good = FALSE;

  g_mutex_lock (&self->mutex);
  generation = self->generation;
  self->n_requests++;
  if (self->fault != NULL && (write || !self->write))
    fault = g_steal_pointer (&self->fault);
  if (write) {
    seen = g_new0 (Seen, 1);
    seen->line = g_strdup (line);
    seen->key = g_strdup (get_header (request, "Idempotency-Key"));
    seen->body = g_strndup ((const char *) request->body->data, request->body->len);
    seen->time = self->time;
  }
  g_mutex_unlock (&self->mutex);

  if (fault == NULL || fault->after) {
    answer = ask (self, request);
    if (seen != NULL)
      seen->carried_out = is_success (answer);
  }

  /* Before the client knows. */
  if (seen != NULL) {
    g_mutex_lock (&self->mutex);
    /* Of who was armed for is asked no more. */
    if (self->generation == generation)
      g_ptr_array_add (self->seen, g_steal_pointer (&seen));
    g_mutex_unlock (&self->mutex);
    g_clear_pointer (&seen, seen_free);
  }
  if (fault == NULL) {
    good = write_message (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer);
  } else {
    set_busy (self, FALSE);
    play (self, fault, generation, connection);
    set_busy (self, TRUE);
  }

  return good;
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        Relay *self)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (stream);
  gboolean more = TRUE;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_LF);
  note_event (self);
  while (more) {
    g_autoptr (Message) request = read_message (input);

    if (request == NULL)
      break;
    set_busy (self, TRUE);
    more = serve (self, request, connection);
    set_busy (self, FALSE);
  }
  g_socket_close (g_socket_connection_get_socket (connection), NULL);

  return TRUE;
}

/* @port: where the server listens, on this computer */
Relay *
relay_new (guint16 port)
{
  Relay *self = g_new0 (Relay, 1);
  g_autoptr (GSocketAddress) loopback = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->server = port;
  self->seen = g_ptr_array_new_with_free_func (seen_free);
  self->service = g_threaded_socket_service_new (256);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service),
                                 loopback,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP,
                                 NULL,
                                 &bound,
                                 &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);

  return self;
}

void
relay_free (Relay *self)
{
  relay_arm (self, NULL, FALSE);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* Its threads end with their connections; the program does soon. */
}

guint16
relay_get_port (Relay *self)
{
  return self->port;
}

void
relay_arm (Relay *self, const Fault *fault, gboolean write)
{
  g_mutex_lock (&self->mutex);
  self->generation++;
  self->fault = fault;
  self->write = write;
  self->n_requests = 0;
  g_ptr_array_set_size (self->seen, 0);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

void
relay_set_time (Relay *self, gint64 time)
{
  g_mutex_lock (&self->mutex);
  self->time = time;
  g_mutex_unlock (&self->mutex);
}

guint
relay_get_n_events (Relay *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_events;
}

guint
relay_get_n_requests (Relay *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_requests;
}

gboolean
relay_is_idle (Relay *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_busy == 0;
}

GPtrArray *
relay_steal_seen (Relay *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GPtrArray *seen = self->seen;

  self->seen = g_ptr_array_new_with_free_func (seen_free);

  return seen;
}
