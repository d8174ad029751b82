/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-error.h"
#include "sb-page.h"

G_BEGIN_DECLS

/*
 * JSON to model and back, in one place. Every reader first passes the bytes through
 * sb_wire_scan(), never trusts a type, a size or a count, and never emits a warning whatever it is
 * given. Errors are SB_ERROR_PROTOCOL. Pure functions, callable in any thread.
 */

/* Refuses what RFC 8259 refuses and what json-glib 1.6 lets pass or trips over: more than one
 * document, an empty body, nesting over 64, integers outside 64 bits, numbers outside a double,
 * NUL and "\u0000", invalid UTF-8. */
gboolean sb_wire_scan (const char *data, gsize length, GError **error);

/* {"errors": null, "result": {searchResults: […], totalCount, …}} or a bare list as the result. */
SbPage *sb_wire_read_page (SbCollection collection, GBytes *body, gint64 start, GError **error);

/* {"errors": null, "result": {…}} as one record of @type. */
SbRecord *sb_wire_read_record (GType type, GBytes *body, GError **error);

/* The answer to a command: 1, a push's reply, or the whole configuration. */
SbOutcome *sb_wire_read_outcome (SbCommandKind kind, GBytes *body, GError **error);

/* The failure envelope. Never fails: what cannot be read leaves the status alone to speak.
 * Returns (transfer full) an error with the code that status and envelope stand for. @retry_at is
 * milliseconds since 1970, or 0. */
GError *sb_wire_read_error (guint http_status, GBytes *body, gint64 retry_at);

/* (transfer full): the JSON body of POST and PUT policy and of policy/preview. */
GBytes *sb_wire_write_configuration (SbConfiguration *proposal);

/* (transfer full): a record as JSON with wire names, for exports; unknown fields are left out. */
GBytes *sb_wire_write_record (SbRecord *record);

G_END_DECLS
