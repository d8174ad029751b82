/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * ScriptedServer:
 *
 * A server without a network that keeps what it is sent, as the API says: uuids, versions and keys
 * included. Each request is carried out and answered unless the script says otherwise, line by
 * line. It counts what it carried out: a change that is carried out twice counts twice.
 */
#define SCRIPTED_TYPE_SERVER (scripted_server_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedServer, scripted_server, SCRIPTED, SERVER, GObject)

ScriptedServer *scripted_server_new (SbClock *clock);

/* What becomes of the next request that changes something. A lost one has been carried out or not.
 */
void scripted_server_will_answer (ScriptedServer *self);
void scripted_server_will_lose (ScriptedServer *self, gboolean carried_out);
void scripted_server_will_fail (ScriptedServer *self, SbError code, gint64 retry_at);
/* What becomes of each request after the script has ended. */
void scripted_server_always_lose (ScriptedServer *self);
/* What the next read fails with. */
void scripted_server_will_fail_read (ScriptedServer *self, SbError code);

/* While held, requests that change something wait. */
void scripted_server_hold (ScriptedServer *self);
void scripted_server_release (ScriptedServer *self);

void scripted_server_put (ScriptedServer *self, SbConfiguration *configuration);
SbConfiguration *scripted_server_find (ScriptedServer *self, gint64 id);
void scripted_server_remove (ScriptedServer *self, gint64 id);
void scripted_server_add_device (ScriptedServer *self, gint64 id, SbRegistrationState registration);

guint scripted_server_get_n_sent (ScriptedServer *self);
guint scripted_server_get_n_done (ScriptedServer *self);
guint scripted_server_get_n_reads (ScriptedServer *self);
SbCommand *scripted_server_get_sent (ScriptedServer *self, guint position);

G_END_DECLS
