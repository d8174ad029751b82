/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): a record of the type with the text in every field that has one, and in the
 * records that are in it. It may be filled further, and takes no part in what it is made of. */
SbRecord *hostile_make (GType type, const char *text, guint depth);

/* Nothing in @widget is too long to be laid out, or to be read out: texts, tooltips, names and
 * descriptions, of what is hidden too. */
void hostile_assert_short (GtkWidget *widget);

G_END_DECLS
