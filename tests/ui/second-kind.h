/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server-kind.h"

G_BEGIN_DECLS

/* The reference server, and SecondServer. Its authorizer is a FakeAuthorizer. */
extern const SbServerKind second_kinds[];

#define SECOND_KIND  "second"
#define SECOND_TITLE "Second Server"
#define SECOND_TOKEN "token-1"

G_END_DECLS
