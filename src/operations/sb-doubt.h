/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an error in place of an answer says of what was sent. */

gboolean sb_doubt_is_left (const GError *error);
gboolean sb_doubt_is_lost (const GError *error);
gboolean sb_doubt_is_certain (const GError *error);
gboolean sb_doubt_is_passing (const GError *error);

G_END_DECLS
