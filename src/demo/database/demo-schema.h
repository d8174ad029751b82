/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DEMO_SCHEMA_VERSION 4

extern const char DEMO_SCHEMA[];

/* What is quicker to make when the fleet is there, and its past, than to keep up meanwhile. */
extern const char DEMO_SCHEMA_OF_FLEET[];
extern const char DEMO_SCHEMA_OF_PAST[];

G_END_DECLS
