/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-script"

#include "fake-script.h"

void
fake_line_free (FakeLine *self)
{
  g_clear_error (&self->error);
  g_free (self);
}

void
fake_script_clear (FakeScript *self)
{
  g_queue_clear_full (&self->lines, (GDestroyNotify) fake_line_free);
}

/* @error: (transfer full) (nullable) */
void
fake_script_add (FakeScript *self, gboolean carried_out, GError *error)
{
  FakeLine *line = g_new0 (FakeLine, 1);

  line->carried_out = carried_out;
  line->error = error;
  g_queue_push_tail (&self->lines, line);
}

/* (transfer full) */
FakeLine *
fake_script_next (FakeScript *self)
{
  if (g_queue_is_empty (&self->lines))
    fake_script_add (self, !self->always_lose, self->always_lose ? fake_error_new_lost () : NULL);

  return g_queue_pop_head (&self->lines);
}

/* Whether it is the API that says so. */
static gboolean
is_refusal (SbError code)
{
  static const SbError refusals[] = {
    SB_ERROR_FORBIDDEN,  SB_ERROR_NOT_FOUND,   SB_ERROR_NAME_TAKEN, SB_ERROR_CHANGED_ELSEWHERE,
    SB_ERROR_KEY_REUSED, SB_ERROR_IN_PROGRESS, SB_ERROR_DELETED,    SB_ERROR_INVALID,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    if (refusals[i] == code)
      return TRUE;
  }

  return FALSE;
}

GError *
fake_error_new (SbError code, gint64 retry_at)
{
  SbErrorDetails details = { .retry_at = retry_at, .enveloped = is_refusal (code) };

  return sb_error_new (code, &details, "scripted error %d", (int) code);
}

GError *
fake_error_new_lost (void)
{
  SbErrorDetails details = { .maybe_done = TRUE };

  return sb_error_new (SB_ERROR_OFFLINE, &details, "scripted loss");
}

/* As SbServer says of a change that something in between answered. */
GError *
fake_error_new_bare (SbError code, guint http_status)
{
  SbErrorDetails details = { .http_status = http_status, .maybe_done = TRUE };

  return sb_error_new (code, &details, "scripted status %u", http_status);
}
