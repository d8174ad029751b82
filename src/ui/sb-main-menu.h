/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): the main menu; its device spaces are those that the session has now. */
GMenuModel *sb_main_menu_new (SbSession *session);

G_END_DECLS
