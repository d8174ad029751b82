/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-old-record-finder"

#include "sb-old-record-finder.h"

#include "sb-signal.h"

/* Milliseconds. */
#define MOMENT    1000
#define LONG_AGO  (15 * 60 * 1000)
#define TRY_AGAIN (60 * 1000)

/* Records that are put into the index between two looks at the main loop. */
#define RECORDS_AT_ONCE 250

struct _SbOldRecordFinder {
  GObject parent_instance;

  SbServer *server;          /* (owned) */
  SbClock *clock;            /* (owned) */
  GCancellable *cancellable; /* (owned) */
  SbOldRecordIndex *index;   /* (owned) (nullable): until it is read */
  gint64 read_at;            /* when it was read; 0 for never */
  gint64 next_at;            /* monotonic; when it is read next where somebody looks; 0 for never */
  gboolean is_reading;
  guint timer;

  GPtrArray *records;      /* (owned) (nullable) (element-type SbDevice): what is being indexed */
  SbOldRecordIndex *fresh; /* (owned) (nullable): of them */
  guint n_indexed;

  GHashTable *sought; /* (owned) (element-type utf8): old ones whose newer record was looked for */
  GPtrArray *wanted;  /* (owned) (element-type SbDevice): those for which it is not yet */
  guint seek;         /* a source */

  GHashTable
    *removed; /* (owned) (element-type utf8): of records that are gone, and may be shown still */

  GHashTable *matched; /* (owned) (element-type utf8): those with an old one, of which was told */
  guint tell;          /* a source */
};

G_DEFINE_FINAL_TYPE (SbOldRecordFinder, sb_old_record_finder, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_index (SbOldRecordFinder *self, SbOldRecordIndex *index)
{
  g_clear_pointer (&self->index, sb_old_record_index_free);
  self->index = index;
  self->read_at = sb_clock_get_now (self->clock);
  g_hash_table_remove_all (self->sought);
  g_hash_table_remove_all (self->matched);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_removed (SbOldRecordFinder *self, SbDevice *device)
{
  const char *id = sb_device_get_id (device, SB_DEVICE_FIELD_ID);

  return id != NULL && g_hash_table_contains (self->removed, id);
}

/* A fleet may have thousands. What was read before it was deleted is not taken back. */
static gboolean
index_cb (gpointer user_data)
{
  SbOldRecordFinder *self = user_data;

  for (guint i = 0; i < RECORDS_AT_ONCE && self->n_indexed < self->records->len; i++) {
    SbDevice *record = g_ptr_array_index (self->records, self->n_indexed++);

    if (!is_removed (self, record))
      sb_old_record_index_add (self->fresh, record);
  }
  if (self->n_indexed < self->records->len)
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->is_reading = FALSE;
  set_index (self, g_steal_pointer (&self->fresh));

  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbOldRecordFinder) self = user_data;
  g_autoptr (GError) error = NULL;

  self->records = sb_old_records_read_finish (result, &error);
  if (self->records == NULL) {
    g_debug ("The old records could not be read: %s", error->message);
    self->is_reading = FALSE;
    self->next_at = sb_clock_get_monotonic (self->clock) + TRY_AGAIN;
    return;
  }

  self->fresh = sb_old_record_index_new ();
  self->n_indexed = 0;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, index_cb, g_steal_pointer (&self), g_object_unref);
}

static void
read_records (SbOldRecordFinder *self)
{
  if (self->is_reading || g_cancellable_is_cancelled (self->cancellable))
    return;

  sb_clock_clear_timer (self->clock, &self->timer);
  self->is_reading = TRUE;
  /* From here on the server says what is gone. */
  g_hash_table_remove_all (self->removed);
  self->next_at = sb_clock_get_monotonic (self->clock) + LONG_AGO;
  sb_old_records_read_async (self->server, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
moment_cb (gpointer user_data)
{
  SbOldRecordFinder *self = user_data;

  self->timer = 0;
  read_records (self);

  return G_SOURCE_REMOVE;
}

static void
sought_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbOldRecordFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sb_old_records_read_same_finish (result, &error);

  /* Nobody waits for it: what is not found now is known once it is shown. */
  if (found == NULL) {
    g_debug ("The newer records could not be looked for: %s", error->message);
    return;
  }

  for (guint i = 0; i < found->len; i++) {
    if (!is_removed (self, g_ptr_array_index (found, i)))
      sb_old_record_index_add (self->index, g_ptr_array_index (found, i));
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
tell_cb (gpointer user_data)
{
  SbOldRecordFinder *self = user_data;

  self->tell = 0;
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* A device that is shown for the first time makes an old record of one that was shown before. */
static void
tell (SbOldRecordFinder *self, SbDevice *device)
{
  const char *id = sb_device_get_id (device, SB_DEVICE_FIELD_ID);

  if (id != NULL && g_hash_table_add (self->matched, sb_id_new (id)) && self->tell == 0)
    self->tell = g_idle_add (tell_cb, self);
}

static gboolean
seek_cb (gpointer user_data)
{
  SbOldRecordFinder *self = user_data;
  g_autoptr (GPtrArray) wanted = g_steal_pointer (&self->wanted);

  self->seek = 0;
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  sb_old_records_read_same_async (self->server,
                                  wanted,
                                  self->cancellable,
                                  sought_cb,
                                  g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* All that are shown at once are looked for together. */
static void
seek_newer (SbOldRecordFinder *self, SbDevice *device)
{
  const char *id = sb_device_get_id (device, SB_DEVICE_FIELD_ID);

  if (id == NULL || g_cancellable_is_cancelled (self->cancellable)
      || !g_hash_table_add (self->sought, sb_id_new (id)))
    return;

  g_ptr_array_add (self->wanted, g_object_ref (device));
  if (self->seek == 0)
    self->seek = g_idle_add (seek_cb, self);
}

static void
sb_old_record_finder_dispose (GObject *object)
{
  SbOldRecordFinder *self = SB_OLD_RECORD_FINDER (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_handle_id (&self->seek, g_source_remove);
  g_clear_handle_id (&self->tell, g_source_remove);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->index, sb_old_record_index_free);
  g_clear_pointer (&self->fresh, sb_old_record_index_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_pointer (&self->sought, g_hash_table_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->matched, g_hash_table_unref);

  G_OBJECT_CLASS (sb_old_record_finder_parent_class)->dispose (object);
}

static void
sb_old_record_finder_class_init (SbOldRecordFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_old_record_finder_dispose;

  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
}

static void
sb_old_record_finder_init (SbOldRecordFinder *self)
{
  self->sought = sb_ids_new_table (NULL);
  self->removed = sb_ids_new_table (NULL);
  self->matched = sb_ids_new_table (NULL);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
}

SbOldRecordFinder *
sb_old_record_finder_new (SbServer *server, SbClock *clock, GCancellable *cancellable)
{
  SbOldRecordFinder *self;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_OLD_RECORD_FINDER, NULL);
  self->server = g_object_ref (server);
  self->clock = g_object_ref (clock);
  self->cancellable = g_object_ref (cancellable);

  return self;
}

void
sb_old_record_finder_want (SbOldRecordFinder *self)
{
  g_return_if_fail (SB_IS_OLD_RECORD_FINDER (self));

  if (self->is_reading || self->timer != 0 || g_cancellable_is_cancelled (self->cancellable)
      || (self->next_at != 0 && sb_clock_get_monotonic (self->clock) < self->next_at))
    return;

  self->timer = sb_clock_add_timer (self->clock, MOMENT, moment_cb, self, NULL);
}

void
sb_old_record_finder_refresh (SbOldRecordFinder *self)
{
  g_return_if_fail (SB_IS_OLD_RECORD_FINDER (self));

  if (self->next_at != 0)
    read_records (self);
}

gint64
sb_old_record_finder_get_read_at (SbOldRecordFinder *self)
{
  g_return_val_if_fail (SB_IS_OLD_RECORD_FINDER (self), 0);

  return self->read_at;
}

GPtrArray *
sb_old_record_finder_find (SbOldRecordFinder *self, SbDevice *device)
{
  GPtrArray *old;
  gboolean is_old;

  g_return_val_if_fail (SB_IS_OLD_RECORD_FINDER (self), NULL);
  g_return_val_if_fail (device != NULL, NULL);

  /* A row that is shown until the list is read again would bring its record back. */
  if (self->index == NULL || is_removed (self, device))
    return g_ptr_array_new ();

  old = sb_old_record_index_find (self->index, device);
  is_old = old->len > 0 && ((SbOldRecord *) g_ptr_array_index (old, 0))->record == device;
  if (old->len > (is_old ? 1 : 0))
    tell (self, device);
  if (!is_old && sb_old_records_is_deletable (device))
    seek_newer (self, device);

  return old;
}

void
sb_old_record_finder_tell (SbOldRecordFinder *self, SbEvidence *evidence)
{
  g_autoptr (GPtrArray) old = NULL;

  g_return_if_fail (SB_IS_OLD_RECORD_FINDER (self));
  g_return_if_fail (evidence != NULL);

  if (evidence->device == NULL)
    return;

  old = sb_old_record_finder_find (self, evidence->device);
  for (guint i = 0; i < old->len; i++) {
    const SbOldRecord *found = g_ptr_array_index (old, i);

    if (found->record == evidence->device)
      evidence->newer = found->newer;
    else if (evidence->old == NULL)
      evidence->old = found->record;
  }
}

void
sb_old_record_finder_remove (SbOldRecordFinder *self, const char *const *ids, gsize n_ids)
{
  g_return_if_fail (SB_IS_OLD_RECORD_FINDER (self));

  for (gsize i = 0; i < n_ids; i++)
    g_hash_table_add (self->removed, sb_id_new (ids[i]));
  if (self->index == NULL)
    return;

  for (gsize i = 0; i < n_ids; i++)
    sb_old_record_index_remove (self->index, ids[i]);
  g_signal_emit (self, signals[CHANGED], 0);
}
