/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

gboolean sb_same_configuration (SbConfiguration *sent, SbConfiguration *found);

G_END_DECLS
