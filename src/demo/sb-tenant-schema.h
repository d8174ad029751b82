/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SB_TENANT_SCHEMA_VERSION 3

extern const char SB_TENANT_SCHEMA[];

G_END_DECLS
