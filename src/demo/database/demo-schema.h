/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DEMO_SCHEMA_VERSION 3

extern const char DEMO_SCHEMA[];

G_END_DECLS
