/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DEMO_SCHEMA_VERSION 4

extern const char DEMO_SCHEMA[];

/* What is quicker to make when the fleet is there than to keep up while it is made. */
extern const char DEMO_SCHEMA_OF_MADE[];

G_END_DECLS
