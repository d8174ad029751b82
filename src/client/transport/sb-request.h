/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SbRequestFlags:
 * @SB_REQUEST_READ: it changes nothing: it may be cancelled, and sent again
 * @SB_REQUEST_WRITE: it may change something: sent once and never cancelled
 * @SB_REQUEST_IMPATIENT: a server that cannot be reached is told at once, instead of being tried
 *   again
 */
typedef enum {
  SB_REQUEST_READ = 0,
  SB_REQUEST_WRITE = 1 << 0,
  SB_REQUEST_IMPATIENT = 1 << 1,
} SbRequestFlags;

/**
 * SbRequest:
 *
 * What is asked of a server, before there is a connection: method, path with query, headers, body.
 * Nothing of it is secret: who we are is added when it is sent.
 */
typedef struct _SbRequest SbRequest;

SbRequest *sb_request_new (const char *method, const char *path, SbRequestFlags flags);
SbRequest *sb_request_ref (SbRequest *self);
void sb_request_unref (SbRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbRequest, sb_request_unref)

void sb_request_add_query (SbRequest *self, const char *name, const char *value);
void sb_request_add_query_int (SbRequest *self, const char *name, gint64 value);
void
sb_request_add_query_ids (SbRequest *self, const char *name, const char *const *ids, gsize n_ids);
void
sb_request_add_form_ids (SbRequest *self, const char *name, const char *const *ids, gsize n_ids);
void sb_request_set_json (SbRequest *self, GBytes *json);
void sb_request_set_header (SbRequest *self, const char *name, const char *value);

const char *sb_request_get_method (SbRequest *self);
SbRequestFlags sb_request_get_flags (SbRequest *self);
char *sb_request_dup_target (SbRequest *self);
GBytes *sb_request_get_body (SbRequest *self, const char **content_type);
GHashTable *sb_request_get_headers (SbRequest *self);

G_END_DECLS
