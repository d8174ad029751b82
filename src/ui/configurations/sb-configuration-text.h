/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/* (transfer full): every value of a configuration, one a line, to paste elsewhere */
char *sb_configuration_text_describe (SbConfiguration *configuration);

G_END_DECLS
