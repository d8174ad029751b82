/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbParseFunc:
 * @data: what the caller gave
 *
 * Makes an object of a body, or an error. Runs in a thread where the body is large.
 */
typedef gpointer (*SbParseFunc) (GBytes *body, gpointer data, GError **error);

void sb_parse_async (GBytes *body,
                     SbParseFunc func,
                     gpointer data,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
gpointer sb_parse_finish (GAsyncResult *result, GError **error);

G_END_DECLS
