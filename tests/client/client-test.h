/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-authorizer.h"
#include "loop.h"
#include "sb-remote-list.h"

G_BEGIN_DECLS

/* What became of a call. Zeroed before it is used. */
typedef struct {
  gboolean done;
  GObject *object; /* (owned) (nullable) */
  GError *error;   /* (owned) (nullable) */
} Answer;

void answer_clear (Answer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* Start a call; the answer is filled in when it ends. */
void ask_tenant (SbServer *server, GCancellable *cancellable, Answer *answer);
void ask_page (SbServer *server,
               SbQuery *query,
               gint64 start,
               guint rows,
               GCancellable *cancellable,
               Answer *answer);
void ask_devices (SbServer *server, GCancellable *cancellable, Answer *answer);
void ask_record (SbServer *server, SbCollection collection, const char *id, Answer *answer);
void ask_record_in (SbServer *server,
                    SbCollection collection,
                    const char *id,
                    const char *space,
                    Answer *answer);
void tell (SbServer *server, SbCommand *command, Answer *answer);

/* The same, to the end. */
SbTenant *get_tenant (SbServer *server);
SbPage *get_page (SbServer *server, SbQuery *query, gint64 start, guint rows);
SbOutcome *send_command (SbServer *server, SbCommand *command);

/* An account that may use every call, and a server for it. */
SbServer *new_server (const char *address, const char *ca_file, SbClock *clock);

/* A port to come back to. One that the system gives away, as it does for 0 and for every
 * connection, may be somebody else's by then. */
guint16 pick_port (void);

/* The demo tenant as a process of its own. */
typedef struct {
  GSubprocess *process;
  char *address;
  char *user;
  char *password;
} Tenant;

Tenant *tenant_start (const char *const *arguments, gboolean http2);
void tenant_stop (Tenant *tenant);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tenant, tenant_stop)
SbServer *tenant_new_server (Tenant *tenant, const char *ca_file, SbClock *clock);

/* Certificates, made once a program by openssl in a folder of its own. NAME.pem and NAME.key:
 * "authority", "good" and "expired" and "other-name" signed by it, "self-signed". */
char *certificate_path (const char *name);
void certificates_remove (void);

G_END_DECLS
