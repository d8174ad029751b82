/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-error.h"

G_BEGIN_DECLS

/* What becomes of the changes that a FakeServer is sent, line by line. */
typedef struct {
  gboolean carried_out;
  GError *error; /* (owned) (nullable): what it is answered with in place of what came of it */
} FakeLine;

void fake_line_free (FakeLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeLine, fake_line_free)

typedef struct {
  GQueue lines; /* (element-type FakeLine) */
  gboolean always_lose;
} FakeScript;

void fake_script_clear (FakeScript *self);
void fake_script_add (FakeScript *self, gboolean carried_out, GError *error);
FakeLine *fake_script_next (FakeScript *self);

/* (transfer full): as if the API, or the network, had said it. */
GError *fake_error_new (SbError code, gint64 retry_at);
GError *fake_error_new_lost (void);
GError *fake_error_new_bare (SbError code, guint http_status);

G_END_DECLS
