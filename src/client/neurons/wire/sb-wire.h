/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-error.h"
#include "sb-page.h"

G_BEGIN_DECLS

/*
 * JSON to model and back, in one place. Every reader first passes the bytes through
 * sb_wire_scan(), never trusts a type, a size or a count, and never emits a warning whatever it is
 * given. Errors are SB_ERROR_PROTOCOL, SB_ERROR_TOO_LARGE where a list has more rows than anybody
 * reads, and those of a reply that says that it failed (see sb_wire_read_error()). Pure functions,
 * callable in any thread; the main thread must not read more than SB_WIRE_MAX_IN_MAIN bytes, which
 * debug builds assert.
 *
 * How a value becomes a field: null, missing and mistyped values are unknown; a number may come as
 * a string and a whole double is an integer; ids are the digits of positive numbers, and a version
 * those of a number; times are after 1970 and before the
 * year 10000; the words "Not Present", "UNKNOWN" and "null", and nothing but blanks, are unknown in
 * a field that is declared so; three asterisks in a row hide a field that can be masked; a word
 * that an enumeration does not have is kept; texts over 16 KiB are unknown. Elements of a list that
 * are of the wrong type are left out.
 */

/* Above this, reading may take long enough to be seen: a megabyte of devices is some thirty
 * milliseconds, and one of nothing but empty objects half a second. */
#define SB_WIRE_MAX_IN_MAIN (64 * 1024)

/**
 * sb_wire_scan:
 * @body: (nullable): the bytes
 *
 * Refuses what RFC 8259 refuses in structure and what json-glib 1.6 lets pass or trips over: more
 * than one document, an empty body, nesting over 64; more than 32 MiB, and what would make a tree
 * that takes long to build: too many values, objects and lists, rows in one list, names in one
 * object, names of one hash, or names too long (see SbScan). Repairs values: what is not text in a
 * string (bad UTF-8, lone surrogates, NUL, raw control characters, unknown escapes) becomes U+FFFD,
 * integers outside 64 bits become strings of their digits, numbers outside a double null. A byte
 * order mark is skipped.
 *
 * Returns: (transfer full): the document as it may be parsed, which is @body itself where nothing
 *   had to be done; %NULL with SB_ERROR_PROTOCOL where it is refused, or SB_ERROR_TOO_LARGE where
 *   a list has too many rows
 */
GBytes *sb_wire_scan (GBytes *body, GError **error);

/**
 * sb_wire_is_id:
 * @id: (nullable): an id
 *
 * Returns: whether it is one that could have come from here
 */
gboolean sb_wire_is_id (const char *id);

/**
 * sb_wire_read_page:
 * @start: the offset that was asked for
 * @rows: how many rows were asked for at most, or 0; what comes beyond them is left out, and more
 *   than any page may have is SB_ERROR_TOO_LARGE
 *
 * Reads {"errors": null, "result": {searchResults: […], totalCount, …}}, or a bare list as the
 * result, which is then the whole collection, at the offset 0. A list that is null or missing where
 * the total does not say otherwise is empty. Rows without a row id (see
 * [func@collection_get_row_id]), which sb_page_get_n_unusable() counts, and rows that repeat one
 * are left out; sb_page_get_n_received() counts them all the same. The total is never less than
 * what came.
 *
 * Returns: (transfer full): the page
 */
SbPage *
sb_wire_read_page (SbCollection collection, GBytes *body, gint64 start, guint rows, GError **error);

/**
 * sb_wire_read_record:
 * @type: a record type
 *
 * Reads {"errors": null, "result": {…}}. A device, a configuration or an eSIM state without its id
 * is SB_ERROR_PROTOCOL.
 *
 * Returns: (transfer full): the record, sealed
 */
SbRecord *sb_wire_read_record (GType type, GBytes *body, GError **error);

/**
 * sb_wire_read_outcome:
 * @body: (nullable): the body
 *
 * Reads the answer to a command: 1, a push's reply, or the whole configuration. An error does not
 * mean that the command was not carried out.
 *
 * Returns: (transfer full): the outcome, sealed
 */
SbOutcome *sb_wire_read_outcome (SbCommandKind kind, GBytes *body, GError **error);

/**
 * sb_wire_read_error:
 * @body: (nullable): the failure envelope, if it is one: what cannot be read leaves the status
 *   alone to speak
 * @retry_at: milliseconds since 1970, or 0
 *
 * Never fails. A body over 64 KiB is not looked at, but of 412, which brings a configuration along.
 * 404 is always SB_ERROR_NOT_FOUND: whether the thing or the call is missing,
 * [func@error_is_enveloped] helps to tell. 405 and 501 are SB_ERROR_UNSUPPORTED.
 *
 * Returns: (transfer full): an error with the code that status and envelope stand for
 */
GError *sb_wire_read_error (guint http_status, GBytes *body, gint64 retry_at);

/**
 * sb_wire_write_configuration:
 * @proposal: what is to be stored
 *
 * The body of POST and PUT policy: without `id` and `version`, which are in the path and in
 * If-Match. What the server sent at the top, in `esim` and in `distribution` and no field holds
 * goes back as the bytes that came (see [method@Record.get_rest]).
 *
 * Returns: (transfer full): JSON
 */
GBytes *sb_wire_write_configuration (SbConfiguration *proposal);

/**
 * sb_wire_write_preview:
 * @proposal: what is to be previewed
 *
 * The body of policy/preview: the same, with `id` where the configuration exists, so that what is
 * counted is what will be sent.
 *
 * Returns: (transfer full): JSON
 */
GBytes *sb_wire_write_preview (SbConfiguration *proposal);

G_END_DECLS
