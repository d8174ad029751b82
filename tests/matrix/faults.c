/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "faults"

#include "faults.h"

#include <string.h>

#define KIB 1024
#define MIB (1024 * KIB)

#define ENVELOPE                                                                                   \
  "{\"result\":null,\"errors\":{\"globalErrors\":[{\"code\":\"Odd\",\"message\":\"No\"}],"         \
  "\"fieldErrors\":[]}}"
#define PAGE                                                                                       \
  "<!DOCTYPE html><html><head><title>Something in between</title></head><body><h1>It went "        \
  "wrong</h1></body></html>"

/* The statuses that a server, a gateway, a proxy or a network in the middle is seen to send. */
static const guint statuses[] = {
  200, 201, 202, 203, 204, 205, 206, 207, 226, 300, 301, 302, 303, 304, 305, 307, 308,
  400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417,
  418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 440, 444, 449, 451, 499, 500, 501,
  502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 521, 522, 523, 524, 525, 530, 599,
};

/* The API's own refusals: it did not do it. */
static const guint refusals[] = { 400, 403, 404, 405, 409, 412, 422, 429, 500, 501, 503 };

static void
fault_free (gpointer data)
{
  Fault *fault = data;

  g_free (fault->name);
  g_clear_pointer (&fault->bytes, g_bytes_unref);
  g_clear_pointer (&fault->repeat, g_bytes_unref);
  g_free (fault);
}

/* @bytes: (transfer full) */
static Fault *
add (GPtrArray *faults, FaultKind kind, const char *name, gboolean after, GBytes *bytes)
{
  Fault *fault = g_new0 (Fault, 1);

  fault->name = g_strconcat (name, after ? ", carried out" : ", not carried out", NULL);
  fault->kind = kind;
  fault->bytes = bytes;
  fault->after = after;
  g_ptr_array_add (faults, fault);

  return fault;
}

/* Before and after the server carried it out. @bytes: (transfer full) */
static void
add_both (GPtrArray *faults, FaultKind kind, const char *name, GBytes *bytes, const char *repeat)
{
  for (guint after = 0; after < 2; after++) {
    Fault *fault = add (faults, kind, name, after == 1, g_bytes_ref (bytes));

    if (repeat != NULL)
      fault->repeat = g_bytes_new (repeat, strlen (repeat));
  }
  g_bytes_unref (bytes);
}

/* (transfer full): an answer. @headers: (nullable): lines, each with its end */
static GBytes *
make (guint status, const char *headers, const char *body, gsize length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u Odd\r\nContent-Type: application/json\r\n%s"
                                           "Content-Length: %" G_GSIZE_FORMAT
                                           "\r\nConnection: close\r\n\r\n",
                                           status,
                                           headers != NULL ? headers : "",
                                           length);

  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (bytes, (const guint8 *) body, (guint) length);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
make_text (guint status, const char *headers, const char *body)
{
  return make (status, headers, body, strlen (body));
}

static GBytes *
make_raw (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
add_statuses (GPtrArray *faults)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    guint status = statuses[i];
    gboolean bodiless = status == 204 || status == 205 || status == 304;
    const char *headers = status == 429 || status == 503   ? "Retry-After: 7\r\n"
                          : status >= 300 && status < 400  ? "Location: https://other.example/\r\n"
                          : status == 401 || status == 407 ? "WWW-Authenticate: Basic realm=x\r\n"
                                                           : NULL;
    g_autofree char *empty = g_strdup_printf ("%u empty", status);
    g_autofree char *page = g_strdup_printf ("%u with a page", status);

    add_both (faults, FAULT_ANSWER, empty, make_text (status, headers, ""), NULL);
    if (!bodiless)
      add_both (faults, FAULT_ANSWER, page, make_text (status, headers, PAGE), NULL);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *name = g_strdup_printf ("%u of the API", refusals[i]);

    add (faults, FAULT_ANSWER, name, FALSE, make_text (refusals[i], NULL, ENVELOPE));
  }
}

static void
add_lines (GPtrArray *faults)
{
  add_both (faults, FAULT_HANG, "hang", make_raw (""), NULL);
  add_both (faults, FAULT_CLOSE, "close", make_raw (""), NULL);
  add_both (faults, FAULT_RESET, "reset", make_raw (""), NULL);
  add_both (faults, FAULT_ANSWER, "half a status line", make_raw ("HTTP/1.1 20"), NULL);
  add_both (faults, FAULT_ANSWER, "half a head", make_raw ("HTTP/1.1 200 OK\r\nContent-"), NULL);
  add_both (faults, FAULT_HANG_IN_BODY, "hang in the head", make_raw ("HTTP/1.1 200 OK\r\n"), NULL);
  add_both (faults,
            FAULT_RESET_IN_BODY,
            "reset in the body",
            make_raw ("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"errors\":null,"),
            NULL);
  add_both (faults,
            FAULT_HANG_IN_BODY,
            "hang in the body",
            make_raw ("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"errors\":null,"),
            NULL);
  add_both (faults,
            FAULT_ANSWER,
            "cut off",
            make_raw ("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"errors\":null,"),
            NULL);
  add_both (faults,
            FAULT_ANSWER,
            "chunks cut off",
            make_raw ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"err\r\n"),
            NULL);
  add_both (faults,
            FAULT_ANSWER,
            "chunk of no size",
            make_raw ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
            NULL);
  add_both (faults,
            FAULT_TRICKLE,
            "trickle",
            make_raw ("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n"),
            NULL);
  add_both (faults, FAULT_ENDLESS, "endless 1xx", make_raw (""), "HTTP/1.1 100 Continue\r\n\r\n");
  add_both (faults,
            FAULT_ENDLESS,
            "endless early hints",
            make_raw (""),
            "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n");
  add_both (faults,
            FAULT_ENDLESS,
            "endless head",
            make_raw ("HTTP/1.1 200 OK\r\n"),
            "X-Odd: and so on and so on and so on and so on\r\n");
  add_both (faults,
            FAULT_ENDLESS,
            "endless line",
            make_raw ("HTTP/1.1 200 OK\r\nX-Odd: "),
            "and so on and so on and so on and so on");
  add_both (faults,
            FAULT_ENDLESS,
            "endless body",
            make_raw ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            "8\r\n        \r\n");
  add_both (faults,
            FAULT_ENDLESS,
            "endless error",
            make_raw ("HTTP/1.1 500 Odd\r\nTransfer-Encoding: chunked\r\n\r\n"),
            "8\r\n        \r\n");
  add_both (faults, FAULT_ANSWER, "no HTTP", make_raw ("220 mail.example.com ESMTP\r\n"), NULL);
  add_both (faults, FAULT_ANSWER, "HTTP/0.9", make_raw (PAGE), NULL);
  add_both (faults, FAULT_ANSWER, "status 0", make_raw ("HTTP/1.1 0 Odd\r\n\r\n"), NULL);
  add_both (faults, FAULT_ANSWER, "status 999", make_raw ("HTTP/1.1 999 Odd\r\n\r\n"), NULL);
  add_both (faults,
            FAULT_ANSWER,
            "two lengths",
            make_raw ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 900\r\n\r\n{}"),
            NULL);
  add_both (faults,
            FAULT_ANSWER,
            "says 40 MiB",
            make_raw ("HTTP/1.1 200 OK\r\nContent-Length: 41943040\r\n\r\n{"),
            NULL);
}

/* (transfer full) */
static GBytes *
make_compressed (const char *coding, gboolean broken, gsize n_blanks)
{
  g_autoptr (GConverter)
    compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);
  g_autofree char *blanks = g_strnfill (n_blanks, ' ');
  g_autofree char *header = g_strdup_printf ("Content-Encoding: %s\r\n", coding);
  char *data;

  g_output_stream_write_all (stream, blanks, n_blanks, NULL, NULL, NULL);
  g_output_stream_write_all (stream, ENVELOPE, strlen (ENVELOPE), NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  data = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory));
  if (broken)
    memset (data + 10, 0xff, 8);

  return make (200,
               header,
               data,
               g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* (transfer full): @before, @n times the middle, @behind. */
static char *
repeat (const char *before, const char *middle, gsize n, const char *behind)
{
  GString *text = g_string_new (before);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, middle);
  g_string_append (text, behind);

  return g_string_free (text, FALSE);
}

/* (transfer full): an object of names that fall into one place of a table of g_str_hash(). */
static char *
make_colliding (guint n_pairs)
{
  GString *text = g_string_new ("{");

  /* h = 33 h + c: "AB" and "B!" are the same, and so is every row of them. */
  for (guint i = 0; i < 1u << n_pairs; i++) {
    g_string_append (text, i == 0 ? "\"" : ",\"");
    for (guint bit = 0; bit < n_pairs; bit++)
      g_string_append (text, (i >> bit & 1) != 0 ? "AB" : "B!");
    g_string_append (text, "\":1");
  }
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

/* Of a reply and of a refusal: what is in them. */
static void
add_body (GPtrArray *faults, const char *name, const char *body)
{
  g_autofree char *refused = g_strconcat ("400 with ", name, NULL);

  add_both (faults, FAULT_ANSWER, name, make_text (200, NULL, body), NULL);
  add_both (faults, FAULT_ANSWER, refused, make_text (400, NULL, body), NULL);
}

static void
add_bodies (GPtrArray *faults)
{
  g_autofree char *deep = repeat ("", "[", 200000, "");
  g_autofree char *large = repeat ("{\"result\":[1", ",1", 3 * MIB, "],\"errors\":null}");
  g_autofree char *long_text = repeat (
    "{\"result\":null,\"errors\":{\"globalErrors\":[{\"code\":\"",
    "Wwwwwwww",
    MIB,
    "\"}],\"fieldErrors\":[]}}");
  g_autofree char *names = make_colliding (17);

  add_body (faults, "null", "null");
  add_body (faults, "a list", "[]");
  add_body (faults, "an empty object", "{}");
  add_body (faults, "a number", "1e400");
  add_body (faults, "blanks", "   \n ");
  add_body (faults, "half of it", "{\"result\":{\"searchResults\":[{\"id\":1");
  add_body (faults, "two of them", ENVELOPE ENVELOPE);
  add_body (faults, "wrong types", "{\"result\":\"x\",\"errors\":7}");
  add_body (
    faults,
    "odd values",
    "{\"result\":{\"searchResults\":[{\"id\":-1},{\"id\":\"x\"},7],\"totalCount\":-5,"
    "\"accepted\":-1,\"rejectedCount\":9223372036854775807,\"rejected\":{}},\"errors\":null}");
  add_body (faults, "a BOM and no UTF-8", "\xef\xbb\xbf{\"result\":\"\xff\xfe\",\"errors\":null}");
  add_body (faults, "nesting", deep);
  add_body (faults, "names that collide", names);
  add_body (faults, "three million numbers", large);
  add_body (faults, "a text of 8 MiB", long_text);

  add_both (faults,
            FAULT_ANSWER,
            "unknown coding",
            make_text (200, "Content-Encoding: x\r\n", "{}"),
            NULL);
  add_both (faults,
            FAULT_ANSWER,
            "gzip that is none",
            make_text (200, "Content-Encoding: gzip\r\n", "{}"),
            NULL);
  add_both (faults, FAULT_ANSWER, "broken gzip", make_compressed ("gzip", TRUE, KIB), NULL);
  add_both (faults, FAULT_ANSWER, "a bomb", make_compressed ("gzip", FALSE, 40 * MIB), NULL);
  add_both (faults,
            FAULT_ANSWER,
            "gzip three times",
            make_compressed ("gzip, gzip, gzip", FALSE, MIB),
            NULL);
}

GPtrArray *
faults_new (void)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (fault_free);

  add_statuses (faults);
  add_lines (faults);
  add_bodies (faults);

  return faults;
}
