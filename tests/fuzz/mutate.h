/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Changes a document in one of the ways in which replies go wrong. */
void mutate (GRand *rand, GString *text);

/* One after the other, each value in the place of each in @original. Returns whether there is a
 * change of that number. */
gboolean mutate_next (const GString *original, guint number, GString *text);
