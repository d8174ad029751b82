/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"

G_BEGIN_DECLS

gboolean sb_same_configuration (SbConfiguration *sent, SbConfiguration *found);

SbCommand *sb_same_rebase (SbCommand *command, SbConfiguration *onto);

G_END_DECLS
