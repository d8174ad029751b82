/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "second-service.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SecondServer:
 *
 * The client of a SecondService: another server than the reference one, to try whatever stands
 * above SbServer with.
 *
 * A version is when a configuration was changed last, which it looks at itself before it writes,
 * since the service does not. A save is a look and two calls, of which either may be lost or
 * refused: find_out looks, compares and decides, and has the rest sent. What was asked for twice
 * under one key is looked for before it is done twice. It distributes to device groups alone, and
 * neither previews, pushes, excludes nor resets. It is let in by a token that may expire at any
 * call. The one device space is the tenant.
 */
#define SECOND_TYPE_SERVER (second_server_get_type ())
G_DECLARE_FINAL_TYPE (SecondServer, second_server, SECOND, SERVER, GObject)

/* How many devices a request names at most. */
#define SECOND_REQUEST_DEVICES 20

SecondServer *second_server_new (SbAuthorizer *authorizer, SbClock *clock);

/* (transfer none) */
SecondService *second_server_get_service (SecondServer *self);

/* The answer to the next such call is lost; it was carried out, or not. */
void second_server_will_lose (SecondServer *self, SecondVerb verb, gboolean carried_out);
/* The service refuses the next such call. */
void second_server_will_refuse (SecondServer *self, SecondVerb verb, SbError code);
/* What was to become of calls does not, any more. */
void second_server_forget_fates (SecondServer *self);

G_END_DECLS
