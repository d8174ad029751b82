/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the faults do to an answer. */

#define G_LOG_DOMAIN "demo-mischief"

#include "config.h"

#include "demo-mischief.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>

#include "demo-reply.h"

#define MEBIBYTE (1024 * 1024)

static void
set_body (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message,
                                    "application/json;charset=UTF-8",
                                    SOUP_MEMORY_COPY,
                                    body,
                                    strlen (body));
}

/* libsoup notices with its next write, and closes; no linger makes that a reset for the client.
 * With HTTP/2 every request of the connection ends.
 */
void
demo_mischief_break (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct linger linger = { 1, 0 };

  if (socket == NULL)
    return;
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static gboolean
gone_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  SoupServerMessage *message = SOUP_SERVER_MESSAGE (user_data);

  demo_mischief_break (message);
  set_body (message, 200, "");
  soup_server_message_unpause (message);

  return G_SOURCE_REMOVE;
}

/* Says nothing, but lets go when the client does. */
static void
hang (SoupServerMessage *message, gboolean held)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GSource) source = NULL;

  if (!held)
    soup_server_message_pause (message);
  /* Other requests share a connection of HTTP/2: what comes in need not be its end. */
  if (socket == NULL || soup_server_message_get_http_version (message) == SOUP_HTTP_2_0)
    return;

  source = g_socket_create_source (socket, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (gone_cb), g_object_ref (message), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
drop (SoupServerMessage *message)
{
  set_body (message, 200, "");
  demo_mischief_break (message);
}

typedef struct {
  SoupServerMessage *message; /* (owned) */
  char *body;
  gsize place;
  gboolean held;
  gboolean gone;
} Trickle;

static void
trickle_free (gpointer data)
{
  Trickle *trickle = data;

  g_signal_handlers_disconnect_by_data (trickle->message, trickle);
  g_clear_object (&trickle->message);
  g_free (trickle->body);
  g_free (trickle);
}

static void
trickle_gone_cb (SoupServerMessage *message, gpointer user_data)
{
  Trickle *trickle = user_data;

  trickle->gone = TRUE;
}

/* libsoup comes to the end of what there is, and holds the message. */
static void
trickle_wrote_cb (SoupServerMessage *message, gpointer user_data)
{
  Trickle *trickle = user_data;

  trickle->held = TRUE;
}

static gboolean
trickle_cb (gpointer user_data)
{
  Trickle *trickle = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (trickle->message);
  gboolean ends = trickle->body[trickle->place] == '\0';

  if (trickle->gone)
    return G_SOURCE_REMOVE;
  /* The client does not read. */
  if (!trickle->held)
    return G_SOURCE_CONTINUE;

  if (ends)
    soup_message_body_complete (body);
  else
    soup_message_body_append (body, SOUP_MEMORY_COPY, trickle->body + trickle->place++, 1);
  trickle->held = FALSE;
  soup_server_message_unpause (trickle->message);

  return ends ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static gboolean
trickle_whole_cb (gpointer user_data)
{
  Trickle *trickle = user_data;

  if (!trickle->gone) {
    set_body (trickle->message, 200, trickle->body);
    soup_server_message_unpause (trickle->message);
  }

  return G_SOURCE_REMOVE;
}

/* libsoup's HTTP/2 sends an answer whole: there it comes when its last byte would have come. */
static void
begin_trickle (SoupServerMessage *message, guint interval, const char *body, gboolean held)
{
  Trickle *trickle = g_new0 (Trickle, 1);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  trickle->message = g_object_ref (message);
  trickle->body = g_strdup (body);
  g_signal_connect (message, "finished", G_CALLBACK (trickle_gone_cb), trickle);
  g_signal_connect (message, "disconnected", G_CALLBACK (trickle_gone_cb), trickle);
  soup_message_headers_set_content_type (headers, "application/json", NULL);
  if (!held)
    soup_server_message_pause (message);
  trickle->held = TRUE;
  if (soup_server_message_get_http_version (message) == SOUP_HTTP_2_0) {
    g_timeout_add_full (G_PRIORITY_DEFAULT,
                        interval * (guint) strlen (body),
                        trickle_whole_cb,
                        trickle,
                        trickle_free);
    return;
  }

  g_signal_connect (message, "wrote-chunk", G_CALLBACK (trickle_wrote_cb), trickle);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  g_timeout_add_full (G_PRIORITY_DEFAULT, interval, trickle_cb, trickle, trickle_free);
}

static void
cut_cb (SoupServerMessage *message, gpointer user_data)
{
  demo_mischief_break (message);
}

static void
truncate_body (SoupServerMessage *message, const char *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize half = strlen (body) / 2;

  soup_message_headers_set_content_type (headers, "application/json", NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
  soup_message_headers_set_content_length (headers, (goffset) strlen (body));
  soup_message_body_append (soup_server_message_get_response_body (message),
                            SOUP_MEMORY_COPY,
                            body,
                            half);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (cut_cb), NULL);
}

static JsonNode *
mistype (JsonNode *node)
{
  JsonNode *other = json_node_alloc ();

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject *from = json_node_get_object (node);
    g_autoptr (JsonObject) to = json_object_new ();
    g_autoptr (GList) members = json_object_get_members (from);

    for (GList *l = members; l != NULL; l = l->next)
      json_object_set_member (to, l->data, mistype (json_object_get_member (from, l->data)));
    return json_node_init_object (other, to);
  }
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    g_autoptr (JsonObject) to = json_object_new ();

    if (json_array_get_length (json_node_get_array (node)) > 0)
      json_object_set_member (to,
                              "0",
                              mistype (json_array_get_element (json_node_get_array (node), 0)));
    return json_node_init_object (other, to);
  }
  if (JSON_NODE_HOLDS_NULL (node))
    return json_node_init_boolean (other, TRUE);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_init_double (other, 17.5);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_init_string (other, "perhaps");

  return json_node_init_string (other, "many");
}

/* Keeps the envelope, so that what is inside is looked at. */
static void
set_mistyped (SoupServerMessage *message, const char *body)
{
  g_autoptr (JsonNode) root = json_from_string (body, NULL);
  JsonObject *envelope = root != NULL ? json_node_get_object (root) : NULL;
  g_autofree char *text = NULL;

  if (envelope != NULL)
    json_object_set_member (envelope,
                            "result",
                            mistype (json_object_get_member (envelope, "result")));
  text = json_to_string (root, FALSE);
  set_body (message, 200, text);
}

static void
set_deep (SoupServerMessage *message, gsize levels)
{
  g_autoptr (GString) body = g_string_new ("{\"errors\":null,\"result\":");

  for (gsize i = 0; i < levels; i++)
    g_string_append_c (body, '[');
  for (gsize i = 0; i < levels; i++)
    g_string_append_c (body, ']');
  g_string_append_c (body, '}');
  set_body (message, 200, body->str);
}

static GBytes *
make_filler (void)
{
  char *filler = g_malloc (MEBIBYTE);

  memset (filler, 'x', MEBIBYTE);

  return g_bytes_new_take (filler, MEBIBYTE);
}

static void
set_huge (SoupServerMessage *message, gint64 size)
{
  static const char HEAD[] = "{\"errors\":null,\"result\":{\"searchResults\":[\"";
  static const char TAIL[] = "\"]}}";
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) filler = make_filler ();

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/json",
                                         NULL);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, HEAD, strlen (HEAD));
  for (gint64 i = 0; i < size; i++)
    soup_message_body_append_bytes (body, filler);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, TAIL, strlen (TAIL));
}

static void
set_bomb (SoupServerMessage *message, gint64 size)
{
  g_autoptr (GConverter)
    zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, zip);
  g_autoptr (GBytes) filler = make_filler ();
  g_autoptr (GBytes) packed = NULL;
  gsize written = 0;

  g_output_stream_write_all (stream, "{\"result\":\"", 11, &written, NULL, NULL);
  for (gint64 i = 0; i < size; i++)
    g_output_stream_write_all (stream,
                               g_bytes_get_data (filler, NULL),
                               MEBIBYTE,
                               &written,
                               NULL,
                               NULL);
  g_output_stream_write_all (stream, "\"}", 2, &written, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  packed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/json",
                                         NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Encoding",
                                "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), packed);
}

static void
set_refusal (SoupServerMessage *message, guint status, gint64 retry_after)
{
  g_autoptr (DemoReply) reply = demo_reply_new ();
  g_autofree char *body = NULL;
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, retry_after);

  demo_reply_fail (reply,
                   MAX (status, 400),
                   status == 403   ? "Forbidden"
                   : status == 429 ? "TooManyRequests"
                   : status == 503 ? "Unavailable"
                                   : "Fault",
                   "%s",
                   status == 403 ? "device.read" : "This went wrong on purpose");
  body = demo_reply_to_text (reply);
  set_body (message, status, body);
  if (retry_after > 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Retry-After",
                                  seconds);
}

/* Whether the request is to be carried out first. */
gboolean
demo_mischief_is_before (const DemoFault *fault)
{
  switch (fault->kind) {
  case DEMO_FAULT_STATUS:
  case DEMO_FAULT_RETRY_AFTER:
  case DEMO_FAULT_UNAVAILABLE:
  case DEMO_FAULT_HANG:
  case DEMO_FAULT_DROP:
  case DEMO_FAULT_GARBAGE:
  case DEMO_FAULT_EMPTY:
  case DEMO_FAULT_DEEP:
  case DEMO_FAULT_HUGE:
  case DEMO_FAULT_BOMB:
  case DEMO_FAULT_REDIRECT:
    return TRUE;
  case DEMO_FAULT_NONE:
  case DEMO_FAULT_HANG_AFTER:
  case DEMO_FAULT_DROP_AFTER:
  case DEMO_FAULT_SLOW:
  case DEMO_FAULT_TRICKLE:
  case DEMO_FAULT_TRUNCATE:
  case DEMO_FAULT_MISTYPE:
  default:
    return FALSE;
  }
}

/* `body` is the right answer, NULL when the request was not carried out; `held`: the message is
 * paused already.
 */
void
demo_mischief_play (SoupServerMessage *message,
                    const DemoFault *fault,
                    const char *body,
                    gboolean held)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  switch (fault->kind) {
  case DEMO_FAULT_STATUS:
    set_refusal (message, (guint) fault->number, 0);
    break;
  case DEMO_FAULT_RETRY_AFTER:
    set_refusal (message, 429, fault->number);
    break;
  case DEMO_FAULT_UNAVAILABLE:
    set_refusal (message, 503, fault->number);
    break;
  case DEMO_FAULT_HANG:
  case DEMO_FAULT_HANG_AFTER:
    hang (message, held);
    break;
  case DEMO_FAULT_DROP:
  case DEMO_FAULT_DROP_AFTER:
    drop (message);
    break;
  case DEMO_FAULT_TRICKLE:
    begin_trickle (message, (guint) fault->number, body, held);
    break;
  case DEMO_FAULT_TRUNCATE:
    truncate_body (message, body);
    break;
  case DEMO_FAULT_GARBAGE:
    set_body (message, 200, "<!DOCTYPE html><title>Gateway</title><p>Please sign in.");
    break;
  case DEMO_FAULT_MISTYPE:
    set_mistyped (message, body);
    break;
  case DEMO_FAULT_EMPTY:
    set_body (message, 200, "");
    break;
  case DEMO_FAULT_DEEP:
    set_deep (message, (gsize) fault->number);
    break;
  case DEMO_FAULT_HUGE:
    set_huge (message, fault->number);
    break;
  case DEMO_FAULT_BOMB:
    set_bomb (message, fault->number);
    break;
  case DEMO_FAULT_REDIRECT:
    set_body (message, 307, "");
    soup_message_headers_replace (headers, "Location", fault->text);
    break;
  case DEMO_FAULT_NONE:
  case DEMO_FAULT_SLOW:
  default:
    g_assert_not_reached ();
  }
}
