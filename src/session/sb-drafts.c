/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-drafts"

#include "sb-drafts.h"

#include "sb-draft-variant.h"
#include "sb-list-model.h"
#include "sb-signal.h"
#include "sb-variant.h"

/* How far what is written is behind what was typed, and when it is tried again where that failed,
 * in milliseconds. */
#define WRITE_AFTER 500
#define RETRY_AFTER 10000

/* What is written of a draft beside it. */
#define KEY_DRAFT   "draft"
#define KEY_OWNER   "owner"
#define KEY_COMMAND "command"

static const char *const purposes[] = {
  [SB_DRAFT_PURPOSE_ADD] = "add",
  [SB_DRAFT_PURPOSE_EDIT] = "edit",
  [SB_DRAFT_PURPOSE_DUPLICATE] = "duplicate",
};

typedef struct {
  SbDraft *draft;     /* (owned) */
  char *id;           /* (owned): in the database */
  gint64 kept_at;     /* milliseconds since 1970; 0 while it is not in the list */
  SbChange *change;   /* (owned) (nullable): the last attempt to save it */
  char *command;      /* (owned) (nullable): the key of that */
  gboolean is_newer;  /* than what is written */
  gboolean is_stored; /* the database may have it */
} Entry;

struct _SbDrafts {
  GObject parent_instance;

  SbDatabase *database; /* (owned) (nullable) */
  SbClock *clock;       /* (owned) (nullable) */
  char *owner;          /* (owned) (nullable) */
  GHashTable *entries;  /* (owned): SbDraft to Entry: all that are followed, kept or sent */
  GPtrArray *kept;      /* (owned) (element-type Entry): the last one first; not owned each */
  Entry *discarded;     /* (owned) (nullable): the last one, which can be had back */
  guint timer;
  gboolean failed; /* the last attempt to write */
};

SB_DEFINE_LIST_MODEL (SbDrafts,
                      sb_drafts,
                      kept,
                      SB_TYPE_DRAFT,
                      ((Entry *) g_ptr_array_index (self->kept, position))->draft)

G_DEFINE_FINAL_TYPE_WITH_CODE (SbDrafts,
                               sb_drafts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sb_drafts_list_model_init))

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->draft);
  g_clear_object (&entry->change);
  g_free (entry->id);
  g_free (entry->command);
  g_free (entry);
}

static gboolean
flush_cb (gpointer user_data)
{
  SbDrafts *self = user_data;

  self->timer = 0;
  sb_drafts_flush (self);

  return G_SOURCE_REMOVE;
}

static void
flush_after (SbDrafts *self, gint64 delay)
{
  if (self->timer == 0 && self->clock != NULL)
    self->timer = sb_clock_add_timer (self->clock, delay, flush_cb, self, NULL);
}

typedef struct {
  SbDrafts *self; /* (owned) */
  SbDraft *draft; /* (owned) */
} Writing;

static void
writing_free (Writing *writing)
{
  g_clear_object (&writing->self);
  g_clear_object (&writing->draft);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  SbDrafts *self = writing->self;
  Entry *entry = g_hash_table_lookup (self->entries, writing->draft);
  g_autoptr (GError) error = NULL;
  gboolean had_failed = self->failed;

  self->failed = !sb_draft_store_write_finish (SB_DATABASE (source), result, &error);
  if (!self->failed)
    return;

  if (entry != NULL) {
    entry->is_newer = TRUE;
    flush_after (self, RETRY_AFTER);
  }
  if (!had_failed)
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* (transfer full) */
static SbStoredDraft *
new_stored (SbDrafts *self, Entry *entry)
{
  SbStoredDraft *stored = sb_stored_draft_new ();
  g_autoptr (GVariant) draft = sb_draft_to_variant (entry->draft);
  GVariantDict body;

  g_variant_dict_init (&body, NULL);
  g_variant_dict_insert_value (&body, KEY_DRAFT, draft);
  sb_variant_add_text (&body, KEY_OWNER, self->owner);
  sb_variant_add_text (&body, KEY_COMMAND, entry->command);
  stored->id = g_strdup (entry->id);
  stored->purpose = g_strdup (purposes[sb_draft_get_purpose (entry->draft)]);
  stored->configuration = g_strdup (sb_draft_get_source (entry->draft));
  stored->kept_at = sb_clock_get_now (self->clock);
  stored->body = g_variant_ref_sink (g_variant_dict_end (&body));

  return stored;
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* It is found once more, and can be discarded then. */
  if (!sb_draft_store_remove_finish (SB_DATABASE (source), result, &error))
    g_debug ("a draft is still there: %s", error->message);
}

static void
remove_stored (SbDrafts *self, Entry *entry)
{
  entry->is_newer = FALSE;
  if (!entry->is_stored)
    return;

  entry->is_stored = FALSE;
  sb_draft_store_remove_async (self->database, entry->id, removed_cb, NULL);
}

/* As it is now: one in which nothing differs from how it began need not be there. */
static void
write_entry (SbDrafts *self, Entry *entry)
{
  g_autoptr (SbStoredDraft) stored = NULL;
  Writing *writing;

  if (self->database == NULL)
    return;

  if (!sb_draft_is_changed (entry->draft)) {
    remove_stored (self, entry);
    return;
  }

  entry->is_newer = FALSE;
  entry->is_stored = TRUE;
  stored = new_stored (self, entry);
  writing = g_new0 (Writing, 1);
  writing->self = g_object_ref (self);
  writing->draft = g_object_ref (entry->draft);
  sb_draft_store_write_async (self->database, stored, written_cb, writing);
}

static void
changed_cb (SbDrafts *self, SbDraft *draft)
{
  Entry *entry = g_hash_table_lookup (self->entries, draft);

  g_assert (SB_IS_DRAFTS (self));

  if (entry == NULL)
    return;

  entry->is_newer = TRUE;
  flush_after (self, WRITE_AFTER);
}

/* @entry: (transfer full) */
static void
add_entry (SbDrafts *self, Entry *entry)
{
  g_hash_table_insert (self->entries, entry->draft, entry);
  sb_connect (entry->draft, "changed", changed_cb, self);
}

/* @id: (nullable): where it has one already */
static Entry *
new_entry (SbDrafts *self, SbDraft *draft, const char *id)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->draft = g_object_ref (draft);
  entry->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  add_entry (self, entry);

  return entry;
}

static Entry *
ensure_entry (SbDrafts *self, SbDraft *draft)
{
  Entry *entry = g_hash_table_lookup (self->entries, draft);

  return entry != NULL ? entry : new_entry (self, draft, NULL);
}

/* (nullable) (transfer full) */
static Entry *
steal_entry (SbDrafts *self, SbDraft *draft)
{
  gpointer entry = NULL;

  g_hash_table_steal_extended (self->entries, draft, NULL, &entry);
  if (entry != NULL)
    g_signal_handlers_disconnect_by_func (draft, changed_cb, self);

  return entry;
}

static void
insert (SbDrafts *self, Entry *entry, guint position)
{
  g_ptr_array_insert (self->kept, (int) position, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* Returns whether it was in the list. */
static gboolean
take_out (SbDrafts *self, Entry *entry)
{
  guint position;

  if (!g_ptr_array_find (self->kept, entry, &position))
    return FALSE;

  g_ptr_array_remove_index (self->kept, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);

  return TRUE;
}

/* (nullable): what a save that was carried out in part left there */
static SbConfiguration *
get_half_saved (SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);

  return sb_change_get_state (change) == SB_CHANGE_DONE && outcome != NULL
           ? sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION)
           : NULL;
}

/* What was saved need not be kept; where that failed, wholly or in part, or is not known, it must
 * be. */
static void
change_state_cb (SbDrafts *self, SbChange *change)
{
  GHashTableIter iter;
  gpointer value;
  g_autoptr (SbDraft) draft = NULL;
  SbConfiguration *half_saved;
  guint position;

  g_assert (SB_IS_DRAFTS (self));

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (((Entry *) value)->change == change)
      g_set_object (&draft, ((Entry *) value)->draft);
  }
  if (draft == NULL)
    return;

  half_saved = get_half_saved (change);
  if (sb_change_get_state (change) == SB_CHANGE_DONE && sb_change_get_error (change) == NULL) {
    sb_drafts_forget (self, draft);
  } else if (half_saved != NULL) {
    sb_draft_set_original (draft, half_saved);
    sb_drafts_keep (self, draft, sb_change_get_ended_at (change));
  } else if (g_ptr_array_find (self->kept, g_hash_table_lookup (self->entries, draft), &position)) {
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
  }
}

static void
watch (SbDrafts *self, Entry *entry, SbChange *change)
{
  g_set_object (&entry->change, change);
  sb_connect (change, "state-changed", change_state_cb, self);
}

/* (nullable) (transfer full) */
static SbChange *
find_change (SbOperations *operations, const char *key)
{
  guint n_changes = g_list_model_get_n_items (G_LIST_MODEL (operations));

  for (guint i = 0; key != NULL && i < n_changes; i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (G_LIST_MODEL (operations), i);

    if (g_str_equal (sb_command_get_key (sb_change_get_command (change)), key))
      return g_steal_pointer (&change);
  }

  return NULL;
}

static gboolean
has_id (SbDrafts *self, const char *id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (g_str_equal (((Entry *) value)->id, id))
      return TRUE;
  }

  return FALSE;
}

static void
sb_drafts_finalize (GObject *object)
{
  SbDrafts *self = SB_DRAFTS (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->discarded, entry_free);
  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->owner, g_free);

  G_OBJECT_CLASS (sb_drafts_parent_class)->finalize (object);
}

static void
sb_drafts_class_init (SbDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_drafts_finalize;

  signals[FAILED] = sb_signal_new (klass, "failed", 1, G_TYPE_ERROR);
}

static void
sb_drafts_init (SbDrafts *self)
{
  self->kept = g_ptr_array_new ();
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
}

SbDrafts *
sb_drafts_new (void)
{
  return g_object_new (SB_TYPE_DRAFTS, NULL);
}

void
sb_drafts_set_database (SbDrafts *self, SbDatabase *database, SbClock *clock, const char *owner)
{
  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DATABASE (database));
  g_return_if_fail (SB_IS_CLOCK (clock));
  g_return_if_fail (self->database == NULL);

  self->database = g_object_ref (database);
  self->clock = g_object_ref (clock);
  self->owner = g_strdup (owner);
}

const char *
sb_drafts_get_owner (const SbStoredDraft *stored)
{
  const char *owner = "";

  g_return_val_if_fail (stored != NULL, "");

  if (stored->body != NULL)
    g_variant_lookup (stored->body, KEY_OWNER, "&s", &owner);

  return owner;
}

void
sb_drafts_take (SbDrafts *self, const SbStoredDraft *stored, SbOperations *operations)
{
  g_autoptr (GVariant) body = NULL;
  g_autoptr (SbDraft) draft = NULL;
  g_autoptr (SbChange) change = NULL;
  const char *command = NULL;
  Entry *entry;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (stored != NULL);
  g_return_if_fail (SB_IS_OPERATIONS (operations));

  if (stored->body == NULL || has_id (self, stored->id))
    return;

  body = g_variant_lookup_value (stored->body, KEY_DRAFT, G_VARIANT_TYPE_VARDICT);
  draft = body != NULL ? sb_draft_from_variant (body) : NULL;
  if (draft == NULL || !sb_draft_is_changed (draft))
    return;

  g_variant_lookup (stored->body, KEY_COMMAND, "&s", &command);
  entry = new_entry (self, draft, stored->id);
  entry->kept_at = stored->kept_at;
  entry->command = g_strdup (command);
  entry->is_stored = TRUE;
  insert (self, entry, self->kept->len);

  change = find_change (operations, command);
  if (change == NULL)
    return;

  watch (self, entry, change);
  if (sb_change_is_over (change))
    change_state_cb (self, change);
}

void
sb_drafts_flush (SbDrafts *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (SB_IS_DRAFTS (self));

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Entry *entry = value;

    if (entry->is_newer)
      write_entry (self, entry);
  }
}

void
sb_drafts_follow (SbDrafts *self, SbDraft *draft)
{
  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  ensure_entry (self, draft);
}

gboolean
sb_drafts_keep (SbDrafts *self, SbDraft *draft, gint64 now)
{
  Entry *entry;

  g_return_val_if_fail (SB_IS_DRAFTS (self), FALSE);
  g_return_val_if_fail (SB_IS_DRAFT (draft), FALSE);

  if (!sb_draft_is_changed (draft)) {
    sb_drafts_forget (self, draft);
    return FALSE;
  }

  entry = ensure_entry (self, draft);
  take_out (self, entry);
  entry->kept_at = now;
  insert (self, entry, 0);
  write_entry (self, entry);

  return TRUE;
}

void
sb_drafts_forget (SbDrafts *self, SbDraft *draft)
{
  g_autoptr (SbDraft) alive = NULL;
  Entry *entry;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  alive = g_object_ref (draft);
  entry = steal_entry (self, draft);
  if (entry == NULL)
    return;

  take_out (self, entry);
  remove_stored (self, entry);
  entry_free (entry);
}

SbDraft *
sb_drafts_find_other (SbDrafts *self, SbDraft *draft)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);
  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  for (guint i = 0; sb_draft_get_source (draft) != NULL && i < self->kept->len; i++) {
    SbDraft *other = ((Entry *) g_ptr_array_index (self->kept, i))->draft;

    if (other != draft && sb_draft_get_purpose (other) == sb_draft_get_purpose (draft)
        && sb_id_equal (sb_draft_get_source (other), sb_draft_get_source (draft)))
      return other;
  }

  return NULL;
}

SbDraft *
sb_drafts_get_last (SbDrafts *self)
{
  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  for (guint i = 0; i < self->kept->len; i++) {
    Entry *entry = g_ptr_array_index (self->kept, i);

    if (entry->change == NULL || sb_change_is_over (entry->change))
      return entry->draft;
  }

  return NULL;
}

void
sb_drafts_discard (SbDrafts *self, SbDraft *draft)
{
  Entry *entry;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  entry = g_hash_table_lookup (self->entries, draft);
  if (entry == NULL || !take_out (self, entry))
    return;

  steal_entry (self, draft);
  remove_stored (self, entry);
  g_clear_pointer (&self->discarded, entry_free);
  self->discarded = entry;
}

void
sb_drafts_restore (SbDrafts *self)
{
  Entry *entry;

  g_return_if_fail (SB_IS_DRAFTS (self));

  entry = g_steal_pointer (&self->discarded);
  if (entry == NULL)
    return;

  add_entry (self, entry);
  insert (self, entry, 0);
  write_entry (self, entry);
}

gint64
sb_drafts_get_kept_at (SbDrafts *self, SbDraft *draft)
{
  Entry *entry;

  g_return_val_if_fail (SB_IS_DRAFTS (self), 0);

  entry = g_hash_table_lookup (self->entries, draft);

  return entry != NULL ? entry->kept_at : 0;
}

void
sb_drafts_send (SbDrafts *self, SbDraft *draft, SbCommand *command)
{
  Entry *entry;

  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));
  g_return_if_fail (SB_IS_COMMAND (command));

  entry = ensure_entry (self, draft);
  g_free (entry->command);
  entry->command = g_strdup (sb_command_get_key (command));
  write_entry (self, entry);
}

void
sb_drafts_watch (SbDrafts *self, SbDraft *draft, SbChange *change)
{
  g_return_if_fail (SB_IS_DRAFTS (self));
  g_return_if_fail (SB_IS_DRAFT (draft));
  g_return_if_fail (SB_IS_CHANGE (change));

  watch (self, ensure_entry (self, draft), change);
}

SbChange *
sb_drafts_get_change (SbDrafts *self, SbDraft *draft)
{
  Entry *entry;

  g_return_val_if_fail (SB_IS_DRAFTS (self), NULL);

  entry = g_hash_table_lookup (self->entries, draft);

  return entry != NULL ? entry->change : NULL;
}
