/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-query.h"

G_BEGIN_DECLS

/**
 * SbReader:
 *
 * What a call's answer is read with. Holds nothing that a thread must not touch.
 */
typedef struct {
  SbCollection collection;
  GType type;
  SbCommandKind kind;
  gint64 start;
  guint rows;
  /* Of the answer, where it is not a success. */
  guint status;
  gint64 retry_at;
} SbReader;

/**
 * SbReadFunc:
 *
 * Makes an object of a body, or an error. Runs in a thread where the body is large.
 */
typedef gpointer (*SbReadFunc) (const SbReader *self, GBytes *body, GError **error);

gpointer sb_reader_read_page (const SbReader *self, GBytes *body, GError **error);
gpointer sb_reader_read_record (const SbReader *self, GBytes *body, GError **error);
gpointer sb_reader_read_outcome (const SbReader *self, GBytes *body, GError **error);
gpointer sb_reader_read_failure (const SbReader *self, GBytes *body, GError **error);

G_END_DECLS
