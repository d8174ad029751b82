/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void sb_http_log_attach (SoupSession *session);

G_END_DECLS
