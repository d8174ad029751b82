/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-reader"

#include "sb-reader.h"

#include "sb-wire.h"

gpointer
sb_reader_read_page (const SbReader *self, GBytes *body, GError **error)
{
  return sb_wire_read_page (self->collection, body, self->start, self->rows, error);
}

gpointer
sb_reader_read_record (const SbReader *self, GBytes *body, GError **error)
{
  return sb_wire_read_record (self->type, body, error);
}

gpointer
sb_reader_read_outcome (const SbReader *self, GBytes *body, GError **error)
{
  return sb_wire_read_outcome (self->kind, body, error);
}

/* Never makes an object: what it reads is why. */
gpointer
sb_reader_read_failure (const SbReader *self, GBytes *body, GError **error)
{
  g_propagate_error (error, sb_wire_read_error (self->status, body, self->retry_at));

  return NULL;
}
