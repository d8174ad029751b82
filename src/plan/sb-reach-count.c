/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-reach-count"

#include "sb-reach-count.h"

#include "sb-page-reader.h"
#include "sb-signal.h"

/* How long after a change the server is asked, in milliseconds. */
#define PAUSE 300

struct _SbReachCount {
  GObject parent_instance;

  SbServer *server; /* (owned) */
  SbClock *clock;   /* (owned) */
  SbDraft *draft;   /* (owned) */

  SbReachState state;
  SbReachNumbers numbers;
  GError *error;             /* (owned) (nullable) */
  SbConfiguration *asked;    /* (owned) (nullable): what the state is about */
  GCancellable *cancellable; /* (owned) (nullable): of the question on its way */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SbReachCount, sb_reach_count, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_state (SbReachCount *self, SbReachState state)
{
  self->state = state;
  if (state != SB_REACH_STATE_FAILED)
    g_clear_error (&self->error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbReachCount) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_page_reader_count_finish (result, &error);

  /* A newer question is on its way, or nobody wants to know any more. */
  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (page != NULL)
    self->numbers = sb_reach_numbers_read (page);
  /* None is not believed where it may be any. */
  if (page != NULL && !self->numbers.certain && sb_reach_numbers_get_all (&self->numbers) == 0) {
    g_clear_object (&page);
    g_propagate_error (&error, sb_error_new (SB_ERROR_PROTOCOL, NULL, "The preview has no number"));
  }

  if (page != NULL) {
    set_state (self, SB_REACH_STATE_KNOWN);
  } else if (g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)) {
    set_state (self, SB_REACH_STATE_NOT_OFFERED);
  } else {
    g_clear_error (&self->error);
    self->error = g_steal_pointer (&error);
    set_state (self, SB_REACH_STATE_FAILED);
  }
}

static void
stop_asking (SbReachCount *self)
{
  sb_clock_clear_timer (self->clock, &self->timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
ask (SbReachCount *self)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_REACH);

  stop_asking (self);
  self->cancellable = g_cancellable_new ();
  sb_query_set_proposal (query, self->asked);
  sb_page_reader_count_async (self->server,
                              query,
                              self->cancellable,
                              counted_cb,
                              g_object_ref (self));
}

static gboolean
pause_cb (gpointer user_data)
{
  SbReachCount *self = user_data;

  self->timer = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static gboolean
is_about (SbReachCount *self, SbConfiguration *proposal)
{
  return self->asked != NULL && sb_record_equal ((SbRecord *) self->asked, (SbRecord *) proposal);
}

static void
sb_reach_count_finalize (GObject *object)
{
  SbReachCount *self = SB_REACH_COUNT (object);

  stop_asking (self);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  g_clear_object (&self->draft);
  g_clear_object (&self->asked);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sb_reach_count_parent_class)->finalize (object);
}

static void
sb_reach_count_class_init (SbReachCountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_reach_count_finalize;

  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
}

static void
sb_reach_count_init (SbReachCount *self)
{
}

SbReachCount *
sb_reach_count_new (SbServer *server, SbClock *clock, SbDraft *draft)
{
  SbReachCount *self;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  self = g_object_new (SB_TYPE_REACH_COUNT, NULL);
  self->server = g_object_ref (server);
  self->clock = g_object_ref (clock);
  self->draft = g_object_ref (draft);
  sb_connect (draft, "changed", sb_reach_count_begin, self);

  return self;
}

SbReachState
sb_reach_count_get_state (SbReachCount *self)
{
  g_return_val_if_fail (SB_IS_REACH_COUNT (self), SB_REACH_STATE_NONE);

  return self->state;
}

SbReachNumbers
sb_reach_count_get_numbers (SbReachCount *self)
{
  SbReachNumbers none = { 0 };

  g_return_val_if_fail (SB_IS_REACH_COUNT (self), none);

  return self->state == SB_REACH_STATE_KNOWN ? self->numbers : none;
}

const GError *
sb_reach_count_get_error (SbReachCount *self)
{
  g_return_val_if_fail (SB_IS_REACH_COUNT (self), NULL);

  return self->error;
}

void
sb_reach_count_begin (SbReachCount *self)
{
  g_autoptr (SbConfiguration) proposal = NULL;

  g_return_if_fail (SB_IS_REACH_COUNT (self));

  if (sb_server_get_support (self->server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED) {
    stop_asking (self);
    set_state (self, SB_REACH_STATE_NOT_OFFERED);
    return;
  }

  /* An incomplete draft reaches nobody yet, and the server would refuse it. */
  if (sb_draft_find_first_error (self->draft,
                                 SB_DRAFT_FIELD_NAME,
                                 SB_DRAFT_FIELD_DISTRIBUTION,
                                 NULL)) {
    stop_asking (self);
    g_clear_object (&self->asked);
    set_state (self, SB_REACH_STATE_NONE);
    return;
  }

  proposal = sb_draft_to_configuration (self->draft);
  if (is_about (self, proposal)
      && (self->state == SB_REACH_STATE_KNOWN
          || (self->state == SB_REACH_STATE_COUNTING && self->timer == 0)))
    return;

  stop_asking (self);
  g_set_object (&self->asked, proposal);
  set_state (self, SB_REACH_STATE_COUNTING);
  self->timer = sb_clock_add_timer (self->clock, PAUSE, pause_cb, self, NULL);
}

void
sb_reach_count_stop (SbReachCount *self)
{
  g_return_if_fail (SB_IS_REACH_COUNT (self));

  stop_asking (self);
  g_signal_handlers_disconnect_by_data (self->draft, self);
}
