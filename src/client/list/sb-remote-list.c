/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-remote-list"

#include "sb-remote-list.h"

#include "sb-page-reader.h"
#include "sb-page-window.h"
#include "sb-pages.h"
#include "sb-rows.h"
#include "sb-signal.h"

/* A page is what one request brings; a screen shows a third of it. */
#define PAGE_ROWS 100
/* How many of the pages that were looked at last a refresh reads again, and how many are asked for
 * at once. */
#define MAX_REFRESHED 4
#define MAX_READING   4
/* A total is only what a server says. A fleet may have more devices than are read whole. */
#define MAX_ROWS 2000000
/* How often a list gets shorter between two refreshes: a server whose totals rise and fall would
 * take rows away and give them back, and be asked for them, without an end. */
#define MAX_FALLS 3
/* How often one load is begun anew because of what became known meanwhile: records that change
 * faster than a server answers would keep it from ever ending. */
#define MAX_ANEW 3

struct _SbRemoteList {
  GObject parent_instance;

  SbServer *server; /* (owned) */
  SbRemoteListMode mode;
  SbQuery *query;      /* (owned) (nullable) */
  SbRows *rows;        /* (owned) */
  SbPages *pages;      /* (owned): in WHOLE mode there is only page 0 */
  gboolean sequential; /* page 0 is what was read, and page 1 what comes next */
  char *next;          /* (owned) (nullable): where that begins; a row stands for it */
  guint n_wanted;      /* how many rows somebody scrolled to */
  gboolean others;     /* rows came that do not match: nobody knows how many do */
  SbPage *first_page;  /* (owned) (nullable) */
  GError *error;       /* (owned) (nullable) */
  gboolean loading;
  gboolean loaded;
  gint64 read_at; /* milliseconds since 1970; 0 while it is not loaded */
  gboolean closed;
  gboolean again; /* what is being read may be older than what is known: read once more */
  guint idle;     /* source that starts reading */
  guint serial;   /* counts the queries */
  guint n_falls;  /* of the length, since the last refresh */
  guint n_anew;   /* how often this load was begun anew */
};

static void sb_remote_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbRemoteList,
                               sb_remote_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_remote_list_list_model_init))

enum { PROP_0, PROP_LOADING, PROP_LOADED, PROP_ERROR, PROP_PAGE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static guint refreshed_signal;

typedef struct {
  GWeakRef list;
  guint number;
  GCancellable *cancellable; /* (owned): tells this request from a later one of the same page */
} Reading;

static void schedule (SbRemoteList *self);

static void
reading_free (Reading *reading)
{
  g_weak_ref_clear (&reading->list);
  g_clear_object (&reading->cancellable);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* How many rows of a list that is read in sequence are there. */
static guint
get_n_read (SbRemoteList *self)
{
  return sb_rows_get_n (self->rows) - (self->next != NULL ? 1 : 0);
}

static guint
get_start (SbRemoteList *self, guint number)
{
  return number * (self->sequential ? get_n_read (self) : PAGE_ROWS);
}

static guint
get_page_rows (SbRemoteList *self, guint number)
{
  if (self->sequential)
    return number == 0 ? get_n_read (self) : 1;

  return self->mode == SB_REMOTE_LIST_WHOLE ? SB_PAGE_READER_MAX_ROWS : PAGE_ROWS;
}

static void
set_flag (SbRemoteList *self, gboolean *flag, guint property, gboolean value)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_error (SbRemoteList *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
trim (SbRemoteList *self)
{
  g_autoptr (GArray) forgotten = sb_pages_trim (self->pages);

  for (guint i = 0; i < forgotten->len; i++)
    sb_rows_set_aside (self->rows, g_array_index (forgotten, guint, i) * PAGE_ROWS, PAGE_ROWS);
}

/* What is being read was asked for before this was known: it is asked for anew. */
static void
read_anew (SbRemoteList *self)
{
  g_autoptr (GPtrArray) slots = sb_pages_sort (self->pages);

  for (guint i = 0; i < slots->len; i++) {
    SbPageSlot *slot = g_ptr_array_index (slots, i);

    if (slot->state != SB_PAGE_STATE_READING)
      continue;
    g_cancellable_cancel (slot->cancellable);
    g_clear_object (&slot->cancellable);
    slot->state = SB_PAGE_STATE_WANTED;
    schedule (self);
  }
}

/* What was asked for lately is read again and keeps its rows meanwhile; the rest is put aside until
 * somebody looks at it. */
static void
start_load (SbRemoteList *self)
{
  g_autoptr (GPtrArray) slots = NULL;
  guint n = 1;

  self->again = FALSE;
  self->n_falls = 0;
  self->n_anew = 0;
  if (self->closed)
    return;

  /* Where the next page begins is told anew. */
  if (self->sequential)
    read_anew (self);

  /* That the last failure is forgotten does not mean that anything was read. */
  g_object_freeze_notify (G_OBJECT (self));
  set_error (self, NULL);
  slots = sb_pages_sort (self->pages);

  for (guint i = 0; i < slots->len; i++) {
    SbPageSlot *slot = g_ptr_array_index (slots, i);

    slot->retried = FALSE;
    if (slot->number == 0)
      continue;
    if (n++ < MAX_REFRESHED) {
      sb_pages_want (self->pages, slot->number, TRUE);
    } else {
      sb_rows_set_aside (self->rows, slot->number * PAGE_ROWS, PAGE_ROWS);
      sb_pages_forget (self->pages, slot->number);
    }
  }
  sb_pages_want (self->pages, 0, TRUE);
  schedule (self);
  set_flag (self, &self->loading, PROP_LOADING, TRUE);
  g_object_thaw_notify (G_OBJECT (self));
}

/* A load ends when the last page that counts for it did. */
static void
end_load (SbRemoteList *self)
{
  if (!self->loading || sb_pages_is_loading (self->pages))
    return;

  if (self->error == NULL) {
    self->read_at = sb_clock_get_now (sb_server_get_clock (self->server));
    set_flag (self, &self->loaded, PROP_LOADED, TRUE);
  }
  if (self->again)
    start_load (self);
  else
    set_flag (self, &self->loading, PROP_LOADING, FALSE);
}

/* Returns how many rows a list that is read in sequence has by now. */
static guint
take_next (SbRemoteList *self, guint number, SbPageRows *read)
{
  guint n_read = get_start (self, number) + read->ids->len;

  g_free (self->next);
  self->next = g_strdup (read->next);
  self->others = read->n_others > 0 || (number > 0 && self->others);
  if (number > 0 || self->n_wanted == 0)
    self->n_wanted = n_read;
  if (number > 0 || self->next == NULL)
    sb_pages_forget (self->pages, 1);

  return n_read + (self->next != NULL ? 1 : 0);
}

/* Returns how many rows the server has. */
static guint
take_total (SbRemoteList *self, SbPageRows *read)
{
  guint total = (guint) CLAMP (read->total, 0, MAX_ROWS);

  self->n_falls += total < sb_rows_get_n (self->rows) ? 1 : 0;
  if (self->n_falls > MAX_FALLS)
    total = sb_rows_get_n (self->rows);
  sb_pages_forget_from (self->pages, (total + PAGE_ROWS - 1) / PAGE_ROWS);

  return self->mode == SB_REMOTE_LIST_WHOLE ? read->records->len : total;
}

/* What comes next is new, or a list would never end. */
static gboolean
drop_known (SbRemoteList *self, SbPageRows *read, GError **error)
{
  for (guint i = read->ids->len; i > 0; i--) {
    if (sb_rows_find (self->rows, g_ptr_array_index (read->ids, i - 1), NULL) == NULL)
      continue;
    g_ptr_array_remove_index (read->ids, i - 1);
    g_ptr_array_remove_index (read->records, i - 1);
  }
  if (read->ids->len > 0 || read->next == NULL)
    return TRUE;

  g_propagate_error (error,
                     sb_error_new (SB_ERROR_INCOMPLETE,
                                   NULL,
                                   "Rows that were there before came in place of those that "
                                   "should follow"));

  return FALSE;
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (SbRemoteList) self = g_weak_ref_get (&reading->list);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) read = sb_page_reader_read_finish (result, &error);
  guint start;
  guint n_rows;
  guint total;
  guint serial;
  gboolean had_more;
  gboolean changed;
  SbPageSlot *slot;

  if (self == NULL || g_cancellable_is_cancelled (reading->cancellable))
    return;

  slot = sb_pages_get (self->pages, reading->number);
  g_assert (slot != NULL && slot->cancellable == reading->cancellable);
  g_clear_object (&slot->cancellable);
  slot->counts = FALSE;

  /* From here on anybody who hears of something may ask for something else. */
  serial = self->serial;
  start = get_start (self, reading->number);
  n_rows = get_page_rows (self, reading->number);
  had_more = self->next != NULL;

  if (self->sequential && reading->number > 0
      && g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)) {
    self->n_wanted = start + PAGE_ROWS;
    sb_pages_forget (self->pages, reading->number);
    start_load (self);
    return;
  }
  if (read == NULL
      || (self->sequential && reading->number > 0 && !drop_known (self, read, &error))) {
    slot->state = SB_PAGE_STATE_FAILED;
    sb_rows_set_failed (self->rows, start, n_rows, TRUE);
    if (serial != self->serial)
      return;
    set_error (self, g_steal_pointer (&error));
    end_load (self);
    schedule (self);
    return;
  }

  slot->state = SB_PAGE_STATE_LOADED;
  total = self->sequential ? take_next (self, reading->number, read) : take_total (self, read);
  if (reading->number == 0) {
    g_set_object (&self->first_page, read->first);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
  }
  if (serial != self->serial)
    return;
  /* A row that is no more must not be left to stand for those that come. */
  had_more = had_more || self->next == NULL;
  changed = sb_rows_merge (self->rows,
                           start,
                           n_rows,
                           sb_ids_peek (read->ids, NULL),
                           read->records,
                           had_more ? total : total - 1);
  if (serial == self->serial && !had_more)
    sb_rows_append (self->rows);
  if (serial != self->serial)
    return;

  trim (self);
  end_load (self);
  schedule (self);
  if (changed)
    g_signal_emit (self, refreshed_signal, 0);
}

/* (nullable): of what a list that is read in sequence has. */
static const char *
get_last_id (SbRemoteList *self)
{
  guint n_read = get_n_read (self);
  SbRow *row = n_read > 0 ? sb_rows_peek (self->rows, n_read - 1) : NULL;

  return row != NULL ? sb_row_get_id (row) : NULL;
}

/* Where the next page begins may be told anew by what is still on its way. */
static gboolean
can_read (SbRemoteList *self, SbPageSlot *slot)
{
  SbPageSlot *before = sb_pages_get (self->pages, 0);

  return slot->state == SB_PAGE_STATE_WANTED
         && (!self->sequential || slot == before || before == NULL
             || before->state == SB_PAGE_STATE_LOADED || before->state == SB_PAGE_STATE_FAILED);
}

static void
read_page (SbRemoteList *self, SbPageSlot *slot)
{
  Reading *reading = g_new0 (Reading, 1);

  slot->state = SB_PAGE_STATE_READING;
  slot->cancellable = g_cancellable_new ();
  g_weak_ref_init (&reading->list, self);
  reading->number = slot->number;
  reading->cancellable = g_object_ref (slot->cancellable);

  if (self->mode == SB_REMOTE_LIST_WHOLE)
    sb_page_reader_read_all_async (self->server,
                                   self->query,
                                   NULL,
                                   NULL,
                                   reading->cancellable,
                                   page_read_cb,
                                   reading);
  else if (self->sequential)
    sb_page_reader_read_on_async (self->server,
                                  self->query,
                                  slot->number > 0 ? self->next : NULL,
                                  PAGE_ROWS,
                                  slot->number > 0 ? 1 : MAX (self->n_wanted, 1),
                                  slot->number > 0 ? NULL : get_last_id (self),
                                  reading->cancellable,
                                  page_read_cb,
                                  reading);
  else
    sb_page_reader_read_window_async (self->server,
                                      self->query,
                                      (gint64) slot->number * PAGE_ROWS,
                                      PAGE_ROWS,
                                      reading->cancellable,
                                      page_read_cb,
                                      reading);
}

static gboolean
idle_cb (gpointer user_data)
{
  SbRemoteList *self = SB_REMOTE_LIST (user_data);
  g_autoptr (GPtrArray) slots = NULL;
  guint n_reading;

  self->idle = 0;
  trim (self);
  slots = sb_pages_sort (self->pages);
  n_reading = sb_pages_count (self->pages, SB_PAGE_STATE_READING);
  for (guint i = 0; i < slots->len && n_reading < MAX_READING; i++) {
    SbPageSlot *slot = g_ptr_array_index (slots, i);

    if (can_read (self, slot)) {
      read_page (self, slot);
      n_reading++;
    }
  }

  return G_SOURCE_REMOVE;
}

/* Reading never starts in get_item(): a view that asks for a row must not hear of changes before it
 * has the answer. */
static void
schedule (SbRemoteList *self)
{
  if (self->idle == 0 && !self->closed)
    self->idle = g_idle_add (idle_cb, self);
}

static GType
sb_remote_list_get_item_type (GListModel *model)
{
  return SB_TYPE_ROW;
}

static guint
sb_remote_list_get_n_items (GListModel *model)
{
  return sb_rows_get_n (SB_REMOTE_LIST (model)->rows);
}

static gpointer
sb_remote_list_get_item (GListModel *model, guint position)
{
  SbRemoteList *self = SB_REMOTE_LIST (model);
  SbRow *row = sb_rows_get (self->rows, position);

  if (row == NULL)
    return NULL;

  if (self->mode == SB_REMOTE_LIST_PAGED) {
    gboolean hole = sb_row_get_id (row) == NULL;
    guint number = self->sequential ? (guint) hole : position / PAGE_ROWS;
    SbPageSlot *slot = sb_pages_get (self->pages, number);

    if (slot == NULL || (hole && slot->state == SB_PAGE_STATE_LOADED && !slot->retried)) {
      slot = sb_pages_want (self->pages, number, FALSE);
      slot->retried = hole;
      schedule (self);
    } else {
      sb_pages_touch (self->pages, slot);
      if (hole && slot->state == SB_PAGE_STATE_FAILED)
        sb_row_set_failed (row, TRUE);
    }
  }

  return g_object_ref (row);
}

static void
sb_remote_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sb_remote_list_get_item_type;
  iface->get_n_items = sb_remote_list_get_n_items;
  iface->get_item = sb_remote_list_get_item;
}

static void
sb_remote_list_finalize (GObject *object)
{
  SbRemoteList *self = SB_REMOTE_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->pages, sb_pages_free);
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->rows, sb_rows_free);
  g_clear_object (&self->query);
  g_clear_object (&self->first_page);
  g_clear_object (&self->server);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sb_remote_list_parent_class)->finalize (object);
}

static void
sb_remote_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbRemoteList *self = SB_REMOTE_LIST (object);

  switch (prop_id) {
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_PAGE:
    g_value_set_object (value, self->first_page);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_remote_list_class_init (SbRemoteListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sb_remote_list_finalize;
  object_class->get_property = sb_remote_list_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_PAGE] = g_param_spec_object ("page", NULL, NULL, SB_TYPE_PAGE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  refreshed_signal = sb_signal_new (klass, "refreshed", 0);
}

static void
sb_remote_list_init (SbRemoteList *self)
{
  self->rows = sb_rows_new (G_LIST_MODEL (self));
  self->pages = sb_pages_new ();
}

SbRemoteList *
sb_remote_list_new (SbServer *server, SbRemoteListMode mode)
{
  SbRemoteList *self;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);

  self = g_object_new (SB_TYPE_REMOTE_LIST, NULL);
  self->server = g_object_ref (server);
  self->mode = mode;

  return self;
}

SbServer *
sb_remote_list_get_server (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), NULL);

  return self->server;
}

void
sb_remote_list_set_query (SbRemoteList *self, SbQuery *query)
{
  g_return_if_fail (SB_IS_REMOTE_LIST (self));
  g_return_if_fail (query == NULL || SB_IS_QUERY (query));

  if (query == self->query
      || (query != NULL && self->query != NULL && sb_query_equal (query, self->query)))
    return;

  self->serial++;
  sb_pages_forget_all (self->pages);
  g_set_object (&self->query, query);
  g_object_freeze_notify (G_OBJECT (self));
  self->sequential =
    self->mode == SB_REMOTE_LIST_PAGED && query != NULL
    && !sb_server_get_paging (self->server, sb_query_get_collection (query)).random_access;
  g_clear_pointer (&self->next, g_free);
  self->n_wanted = 0;
  self->read_at = 0;
  set_flag (self, &self->loaded, PROP_LOADED, FALSE);
  set_error (self, NULL);
  if (self->first_page != NULL) {
    g_clear_object (&self->first_page);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
  }
  if (query != NULL)
    start_load (self);
  else
    set_flag (self, &self->loading, PROP_LOADING, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
  sb_rows_clear (self->rows);
}

SbQuery *
sb_remote_list_get_query (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), NULL);

  return self->query;
}

void
sb_remote_list_refresh (SbRemoteList *self)
{
  g_return_if_fail (SB_IS_REMOTE_LIST (self));

  if (self->query == NULL)
    return;

  if (!self->loading)
    start_load (self);
  else if (self->idle == 0 || sb_pages_count (self->pages, SB_PAGE_STATE_READING) > 0)
    self->again = TRUE;
}

void
sb_remote_list_stop (SbRemoteList *self)
{
  g_autoptr (GPtrArray) slots = NULL;

  g_return_if_fail (SB_IS_REMOTE_LIST (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  self->again = FALSE;
  slots = sb_pages_sort (self->pages);
  for (guint i = 0; i < slots->len; i++) {
    SbPageSlot *slot = g_ptr_array_index (slots, i);

    if (slot->state == SB_PAGE_STATE_WANTED || slot->state == SB_PAGE_STATE_READING)
      sb_pages_forget (self->pages, slot->number);
  }
  set_flag (self, &self->loading, PROP_LOADING, FALSE);
}

void
sb_remote_list_close (SbRemoteList *self)
{
  g_return_if_fail (SB_IS_REMOTE_LIST (self));

  self->closed = TRUE;
  sb_remote_list_stop (self);
}

gboolean
sb_remote_list_get_loading (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), FALSE);

  return self->loading;
}

gboolean
sb_remote_list_get_loaded (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), FALSE);

  return self->loaded;
}

gint64
sb_remote_list_get_read_at (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), 0);

  return self->read_at;
}

const GError *
sb_remote_list_get_error (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), NULL);

  return self->error;
}

SbPage *
sb_remote_list_get_page (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), NULL);

  return self->first_page;
}

gint64
sb_remote_list_get_total (SbRemoteList *self)
{
  gint64 n_rows;
  gint64 total;

  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), -1);

  if (self->first_page == NULL)
    return -1;

  n_rows = sb_rows_get_n (self->rows);
  total = sb_page_get_total (self->first_page);
  if (self->mode == SB_REMOTE_LIST_WHOLE || (self->sequential ? self->next == NULL : total >= 0))
    return n_rows;

  return total < 0 || self->others ? -1 : MAX (total, n_rows);
}

gboolean
sb_remote_list_has_random_access (SbRemoteList *self)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), TRUE);

  return !self->sequential;
}

SbRow *
sb_remote_list_find (SbRemoteList *self, const char *id, guint *position)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), NULL);

  return sb_rows_find (self->rows, id, position);
}

SbRow *
sb_remote_list_peek (SbRemoteList *self, guint position)
{
  g_return_val_if_fail (SB_IS_REMOTE_LIST (self), NULL);

  return sb_rows_peek (self->rows, position);
}

void
sb_remote_list_put (SbRemoteList *self, SbRecord *record)
{
  g_autoptr (SbId) id = NULL;
  SbRow *row;
  gboolean known;
  gboolean changed = FALSE;

  g_return_if_fail (SB_IS_REMOTE_LIST (self));
  g_return_if_fail (self->query != NULL);
  g_return_if_fail (SB_IS_RECORD (record));

  id = sb_query_ref_row_id (self->query, record);
  row = sb_rows_find (self->rows, id, NULL);
  known = row != NULL;

  if (known) {
    g_autoptr (SbRow) held = g_object_ref (row);

    changed = sb_row_set_snapshot (held, id, record);
  } else if (self->mode == SB_REMOTE_LIST_WHOLE && self->loaded && id != NULL) {
    g_autoptr (GPtrArray) records = g_ptr_array_new ();
    guint n = sb_rows_get_n (self->rows);

    g_ptr_array_add (records, record);
    changed = sb_rows_merge (self->rows, n, 1, (const char *const *) &id, records, n + 1);
  }
  if ((changed || !known) && sb_pages_count (self->pages, SB_PAGE_STATE_READING) > 0) {
    if (self->loading && self->n_anew++ >= MAX_ANEW)
      self->again = TRUE;
    else
      read_anew (self);
  }
  if (changed)
    g_signal_emit (self, refreshed_signal, 0);
}

void
sb_remote_list_remove (SbRemoteList *self, const char *id)
{
  g_return_if_fail (SB_IS_REMOTE_LIST (self));

  read_anew (self);
  if (sb_rows_remove (self->rows, id))
    g_signal_emit (self, refreshed_signal, 0);
}
