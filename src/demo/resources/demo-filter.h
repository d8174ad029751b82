/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-query.h"

G_BEGIN_DECLS

gboolean demo_filter_add (DemoQuery *query,
                          const DemoField *fields,
                          const char *filter,
                          gboolean published_only,
                          DemoReply *reply);

G_END_DECLS
