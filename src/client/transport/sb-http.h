/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-authorizer.h"
#include "sb-back-off.h"
#include "sb-network.h"
#include "sb-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SbHttp:
 *
 * What all calls of an account share: the connections, who we are, whom we trust, and the back-off.
 */
#define SB_TYPE_HTTP (sb_http_get_type ())
G_DECLARE_FINAL_TYPE (SbHttp, sb_http, SB, HTTP, GObject)

SbHttp *
sb_http_new (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock, SbCondition *condition);

SbClock *sb_http_get_clock (SbHttp *self);
SbBackOff *sb_http_get_back_off (SbHttp *self);
SbAuthorizer *sb_http_get_authorizer (SbHttp *self);
guint sb_http_get_n_sign_ins (SbHttp *self);
guint sb_http_get_n_proxy_sign_ins (SbHttp *self);
gboolean sb_http_has_token (SbHttp *self);

SbNetwork *sb_http_get_network (SbHttp *self);
void sb_http_connect_anew (SbHttp *self);
void sb_http_suspect (SbHttp *self);
SoupMessage *
sb_http_make_message (SbHttp *self, SbRequest *request, SbSecret *secret, GError **error);

G_END_DECLS
