/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the demo tenant's program is, and how it is called. */

GStrv sb_demo_program_get_paths (void);
GStrv sb_demo_program_get_arguments (int port, GError **error);

G_END_DECLS
