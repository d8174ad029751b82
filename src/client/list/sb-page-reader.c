/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads rows of a query, in as many requests as it takes. There is no other loop over pages. */

#define G_LOG_DOMAIN "sb-page-reader"

#include "sb-page-reader.h"

#include "sb-page-window.h"

#include <string.h>

/* How often a page is read again because the list changed meanwhile. */
#define MAX_STEPS 3
/* At how many pages the total moves by more than what they brought. */
#define MAX_JUMPS 5
/* A page with fewer new rows than these brings nearly nothing. No server that we know sends such
 * pages but where a group or the list ends. A read takes as many requests as if it had none, and
 * some; and after a few of them it no longer goes as fast as the server answers. */
#define FEW_ROWS     10
#define MAX_REQUESTS 100
#define MAX_SPARSE   10
#define PACE         100 /* milliseconds */
/* What all pages together may bring. */
#define MAX_BYTES ((gsize) 512 * 1024 * 1024)

/* Where a page began, to step back to it. */
typedef struct {
  gint64 start;        /* the position after what was read before it */
  guint n_rows;        /* how many rows that were */
  const char *last_id; /* (nullable): and the last one's id, one of `seen`; none where it cannot be
                          known again */
} Mark;

typedef struct {
  SbQuery *query; /* (owned) */
  gint64 start;
  gint64 end;      /* the position after the last row that is wanted; G_MAXINT64 for all */
  gboolean linked; /* each page has to overlap the one before */
  gboolean sorted; /* by the rows' ids, so that none can move from behind to before */
  SbPaging paging;
  guint min_rows;   /* to ask for at once */
  char *until;      /* (owned) (nullable): goes on for this id, for a page at most */
  gboolean resumes; /* it does not begin at the beginning */
  SbPageReaderProgress progress;
  gpointer progress_data;

  Mark now;          /* the page on its way */
  char *next;        /* (owned) (nullable): where it begins, without random access */
  gboolean overlaps; /* it begins with the last row that was read */
  gboolean stepped;  /* it is read again */
  GArray *marks;     /* (owned) (element-type Mark): the pages that were read */
  guint steps;
  guint jumps;
  guint n_doubles; /* rows that had come before */
  guint n_requests;
  guint n_before; /* rows at the last request */
  guint n_sparse; /* requests that brought nearly nothing */
  gsize n_bytes;
  SbServer *waits;    /* (owned) (nullable): it will be asked in a moment */
  gint64 total;       /* what the last page said */
  GHashTable *seen;   /* (owned): ids that came, and where they were put */
  SbPageRows *result; /* (owned) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->query);
  g_clear_object (&reading->waits);
  g_clear_pointer (&reading->until, sb_id_free);
  g_clear_pointer (&reading->next, g_free);
  g_clear_pointer (&reading->marks, g_array_unref);
  g_clear_pointer (&reading->seen, g_hash_table_unref);
  g_clear_pointer (&reading->result, sb_page_rows_free);
  g_free (reading);
}

/* What was put there may have been dropped again, to be read once more. */
static gboolean
has_row (Reading *reading, const char *kept)
{
  gpointer position;

  return g_hash_table_lookup_extended (reading->seen, kept, NULL, &position)
         && GPOINTER_TO_UINT (position) < reading->result->ids->len
         && g_ptr_array_index (reading->result->ids, GPOINTER_TO_UINT (position)) == kept;
}

/* @text: (nullable): what is searched for
 * Whether some text of the row has it. */
static gboolean
finds (const char *text, SbRecord *record)
{
  g_autofree char *sought = g_utf8_casefold (text != NULL ? text : "", -1);
  guint n_fields;
  const SbField *fields = sb_record_get_fields (record, &n_fields);

  for (guint i = 0; text != NULL && i < n_fields; i++) {
    const char *value = fields[i].type == SB_FIELD_STRING && !sb_record_is_masked (record, i)
                          ? sb_record_get_string (record, i)
                          : NULL;
    g_autofree char *folded = g_utf8_casefold (value != NULL ? value : "", -1);

    if (strstr (folded, sought) != NULL)
      return TRUE;
  }

  return text == NULL;
}

/* Where nothing depends on positions, what the server did not filter by or search for is filtered
 * here: nobody shall be shown, or change, what was not asked for. */
static gboolean
matches (Reading *reading, SbRecord *record)
{
  return reading->paging.random_access
         || (sb_query_matches (reading->query, record)
             && finds (sb_query_get_text (reading->query), record));
}

/* Returns how many rows on the page were new. */
static guint
take (Reading *reading, SbPage *page)
{
  GPtrArray *records = sb_page_get_records (page);
  guint n_before = reading->result->ids->len;
  gint64 n_wanted = reading->paging.random_access ? reading->end - reading->start : G_MAXINT64;
  /* A list that is not paged comes whole, from its beginning. */
  gint64 first = MAX (reading->start - sb_page_get_offset (page), 0);

  for (gint64 i = first; i < records->len && reading->result->ids->len < n_wanted; i++) {
    SbRecord *record = g_ptr_array_index (records, i);
    g_autoptr (SbId) id = sb_query_ref_row_id (reading->query, record);

    if (id == NULL)
      continue;
    if (has_row (reading, id)) {
      reading->n_doubles++;
      continue;
    }
    if (!matches (reading, record)) {
      reading->result->n_others++;
      continue;
    }

    g_hash_table_replace (reading->seen,
                          sb_id_ref (id),
                          GUINT_TO_POINTER (reading->result->ids->len));
    g_ptr_array_add (reading->result->ids, g_steal_pointer (&id));
    g_ptr_array_add (reading->result->records, g_object_ref (record));
  }

  return reading->result->ids->len - n_before;
}

/* (transfer full) (nullable) */
static char *
ref_page_id (Reading *reading, SbPage *page, guint position)
{
  return sb_query_ref_row_id (reading->query,
                              g_ptr_array_index (sb_page_get_records (page), position));
}

/* (nullable) (transfer none): the last row's id, which lives as long as the read. */
static const char *
get_last_id (Reading *reading, SbPage *page)
{
  g_autoptr (SbId) id = ref_page_id (reading, page, sb_page_get_records (page)->len - 1);

  return id != NULL && g_hash_table_contains (reading->seen, id) ? id : NULL;
}

/* Where rows are unusable, or were left out as such, nobody knows which the first and the last are.
 */
static gboolean
is_blurred (Reading *reading, SbPage *page)
{
  GPtrArray *records = sb_page_get_records (page);

  for (guint i = 0; i < records->len; i++) {
    if (sb_query_get_row_id (reading->query, g_ptr_array_index (records, i)) == NULL)
      return TRUE;
  }

  return records->len < sb_page_get_n_received (page);
}

/* Whether no row can have been missed between the page and what was read before. */
static gboolean
joins (Reading *reading, SbPage *page)
{
  g_autoptr (SbId) first = NULL;

  if (!reading->overlaps)
    return TRUE;
  if (sb_page_get_n_received (page) == 0)
    return FALSE;
  if (reading->now.last_id == NULL || is_blurred (reading, page))
    return TRUE;

  first = ref_page_id (reading, page, 0);
  if (first == reading->now.last_id)
    return TRUE;

  /* Rows before it went: it begins with one of those that are read again. */
  return reading->stepped && reading->sorted && g_hash_table_contains (reading->seen, first);
}

/* What is neither one a device nor one a person is shown whole, and no server has many of it. */
static gint64
get_max_rows (Reading *reading)
{
  SbCollection collection = sb_query_get_collection (reading->query);
  gboolean many = collection == SB_COLLECTION_DEVICES || collection == SB_COLLECTION_ACCOUNTS
                  || collection == SB_COLLECTION_DELIVERIES || collection == SB_COLLECTION_REACH
                  || collection == SB_COLLECTION_ESIM_STATES;

  return many ? SB_PAGE_READER_MAX_ROWS : SB_PAGE_READER_MAX_FEW_ROWS;
}

/* Whether the total runs away: a fleet grows more slowly than it is read. */
static gboolean
is_running_away (Reading *reading, SbPage *page)
{
  gint64 total = sb_page_get_total (page);
  gboolean jumped = reading->total >= 0 && total >= 0
                    && ABS (total - reading->total) > sb_page_get_n_received (page);

  reading->jumps += jumped ? 1 : 0;
  /* Without random access the first page alone may say it. */
  if (total >= 0 || reading->paging.random_access)
    reading->total = total;

  return reading->jumps >= MAX_JUMPS
         || MIN (MAX (reading->total, reading->now.start), reading->end) - reading->start
              > get_max_rows (reading);
}

static void page_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* @task: (transfer full) */
static void
ask (SbServer *server, GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  gint64 start = reading->now.start - (reading->overlaps ? 1 : 0);

  sb_server_query_async (server,
                         reading->query,
                         reading->paging.random_access ? start : 0,
                         reading->next,
                         (guint) CLAMP (reading->end - start,
                                        MIN (reading->min_rows, reading->paging.rows),
                                        reading->paging.rows),
                         g_task_get_cancellable (task),
                         page_cb,
                         task);
}

static gboolean
pace_cb (gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (SbServer) server = g_steal_pointer (&reading->waits);

  ask (server, g_object_ref (task));

  return G_SOURCE_REMOVE;
}

/* @task: (transfer full) */
static void
read_next (SbServer *server, GTask *task)
{
  g_autoptr (GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);
  guint n_rows = reading->result->ids->len + reading->result->n_others;

  if (reading->n_requests > 0 && n_rows < reading->n_before + FEW_ROWS)
    reading->n_sparse++;
  reading->n_before = n_rows;

  if (++reading->n_requests > MAX_REQUESTS + n_rows / FEW_ROWS) {
    g_task_return_error (task,
                         sb_error_new (SB_ERROR_INCOMPLETE,
                                       NULL,
                                       "%u requests brought no more than %u rows",
                                       reading->n_requests - 1,
                                       n_rows));
    return;
  }
  if (reading->n_sparse <= MAX_SPARSE) {
    ask (server, g_steal_pointer (&owned));
    return;
  }

  reading->waits = g_object_ref (server);
  sb_clock_add_timer (sb_server_get_clock (server),
                      PACE,
                      pace_cb,
                      g_steal_pointer (&owned),
                      g_object_unref);
}

static void
finish (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         g_steal_pointer (&reading->result),
                         (GDestroyNotify) sb_page_rows_free);
}

/* A page of a list that is read as it is looked at. @task: (transfer full) */
static void
end_window_page (SbServer *server, GTask *task, SbPage *page)
{
  g_autoptr (GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);
  gint64 before = reading->now.start;
  gboolean more = take (reading, page) > 0;
  gint64 next = sb_page_get_offset (page) + sb_page_get_n_received (page);

  reading->now.start = next;
  reading->result->total = sb_page_get_total (page);
  /* Where the server does not say how many there are, there is one more until nothing new comes. */
  if (reading->result->total < 0)
    reading->result->total = more ? next + 1 : before;

  /* Whether rows that were there before, or none, come in place of those that should follow. */
  more = more || is_blurred (reading, page);
  if (more && next > before && next < MIN (reading->end, reading->result->total)) {
    read_next (server, g_steal_pointer (&owned));
    return;
  }

  /* What the server does not send is not there, whatever the total says. */
  if (sb_page_get_n_received (page) == 0)
    reading->result->total = MIN (reading->result->total, next);
  finish (task);
}

/* The list is not what it was: the page before is read again. @task: (transfer full) */
static void
step_back (SbServer *server, GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (++reading->steps > MAX_STEPS) {
    g_autoptr (GTask) owned = task;

    g_task_return_error (task,
                         sb_error_new (SB_ERROR_INCOMPLETE,
                                       NULL,
                                       "The list changed %u times while it was read, at last near "
                                       "row %" G_GINT64_FORMAT,
                                       reading->steps,
                                       reading->now.start));
    return;
  }

  if (!reading->paging.random_access) {
    /* There is no page before but from the beginning. */
    reading->now = (Mark){ 0 };
    reading->result->n_others = 0;
    reading->n_doubles = 0;
    g_clear_pointer (&reading->next, g_free);
    g_clear_object (&reading->result->first);
  } else if (reading->marks->len > 0) {
    reading->now = g_array_index (reading->marks, Mark, reading->marks->len - 1);
    g_array_set_size (reading->marks, reading->marks->len - 1);
  }
  g_ptr_array_set_size (reading->result->ids, (int) reading->now.n_rows);
  g_ptr_array_set_size (reading->result->records, (int) reading->now.n_rows);
  reading->overlaps = reading->now.n_rows > 0;
  reading->stepped = TRUE;
  read_next (server, task);
}

/* Nothing came after what was read. @task: (transfer full) */
static void
end_rows (SbServer *server, GTask *task)
{
  g_autoptr (GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);

  /* A server that pages by groups may end the page where the last row's group ends. */
  if (reading->overlaps && (reading->total < 0 || reading->now.start < reading->total)) {
    reading->overlaps = FALSE;
    read_next (server, g_steal_pointer (&owned));
    return;
  }

  if (reading->now.start < reading->total) {
    g_task_return_error (task,
                         sb_error_new (SB_ERROR_INCOMPLETE,
                                       NULL,
                                       "The server says that there are %" G_GINT64_FORMAT
                                       " rows, and sends none after %" G_GINT64_FORMAT,
                                       reading->total,
                                       reading->now.start));
    return;
  }

  reading->result->total = reading->now.start;
  finish (task);
}

/* @task: (transfer full) */
static void
go_on (SbServer *server, GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->progress != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    reading->progress (reading->result->records, reading->total, reading->progress_data);
  read_next (server, task);
}

static void
fail_too_large (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_task_return_error (task,
                       sb_error_new (SB_ERROR_TOO_LARGE,
                                     NULL,
                                     "%" G_GINT64_FORMAT " rows came, and the server says that "
                                     "there are %" G_GINT64_FORMAT,
                                     reading->now.start - reading->start,
                                     reading->total));
}

static gboolean
has_enough (Reading *reading)
{
  gint64 n_rows = reading->result->ids->len;

  return n_rows >= reading->end
         && (reading->until == NULL || has_row (reading, reading->until)
             || n_rows >= reading->end + reading->min_rows);
}

/* A page of a collection without random access. @task: (transfer full) */
static void
end_sequential_page (SbServer *server, GTask *task, SbPage *page)
{
  g_autoptr (GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);

  if (is_running_away (reading, page) && reading->linked) {
    fail_too_large (task);
    return;
  }

  take (reading, page);
  reading->now.start += sb_page_get_n_received (page);
  g_free (reading->next);
  reading->next = g_strdup (sb_page_get_next (page));

  if (reading->next != NULL && !has_enough (reading)) {
    go_on (server, g_steal_pointer (&owned));
    return;
  }
  /* Fewer than there should be: some went before they came by, or were left out. */
  if (reading->linked && reading->now.start - reading->n_doubles < reading->total) {
    step_back (server, g_steal_pointer (&owned));
    return;
  }

  if (reading->next == NULL)
    reading->result->total = reading->now.start - reading->n_doubles - reading->result->n_others;
  else
    reading->result->total = reading->total;
  reading->result->next = g_steal_pointer (&reading->next);
  finish (task);
}

/* A page of a long read. @task: (transfer full) */
static void
end_linked_page (SbServer *server, GTask *task, SbPage *page)
{
  g_autoptr (GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);
  guint n_received = sb_page_get_n_received (page);
  guint n_expected = reading->overlaps ? 1 : 0;
  gboolean blurred = is_blurred (reading, page);
  guint n_new;

  if (is_running_away (reading, page)) {
    fail_too_large (task);
    return;
  }
  if (!joins (reading, page)) {
    step_back (server, g_steal_pointer (&owned));
    return;
  }
  if (n_received <= n_expected) {
    end_rows (server, g_steal_pointer (&owned));
    return;
  }

  n_new = take (reading, page);
  /* Rows that were there before, in place of those that should follow. */
  if (n_new == 0 && !blurred) {
    step_back (server, g_steal_pointer (&owned));
    return;
  }

  g_array_append_val (reading->marks, reading->now);
  reading->now.start = sb_page_get_offset (page) + n_received;
  reading->now.n_rows = reading->result->ids->len;
  reading->now.last_id = blurred ? NULL : get_last_id (reading, page);
  reading->overlaps = reading->now.n_rows > 0;
  reading->stepped = FALSE;

  if (reading->now.start < reading->end
      && (reading->total < 0 || reading->now.start < reading->total)) {
    go_on (server, g_steal_pointer (&owned));
    return;
  }

  reading->result->total = MAX (reading->total, reading->now.start);
  finish (task);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_server_query_finish (SB_SERVER (source), result, &error);

  /* Where the page begins is not known any more. */
  if (reading->next != NULL && !reading->resumes
      && g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)) {
    step_back (SB_SERVER (source), g_steal_pointer (&task));
    return;
  }
  if (page == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  reading->n_bytes += sb_page_get_size (page);
  if (reading->n_bytes > MAX_BYTES) {
    g_task_return_error (task,
                         sb_error_new (SB_ERROR_TOO_LARGE,
                                       NULL,
                                       "%" G_GSIZE_FORMAT " bytes came for %u rows",
                                       reading->n_bytes,
                                       reading->result->ids->len));
    return;
  }

  if (reading->result->first == NULL)
    reading->result->first = g_object_ref (page);
  if (!reading->paging.random_access)
    end_sequential_page (SB_SERVER (source), g_steal_pointer (&task), page);
  else if (reading->linked)
    end_linked_page (SB_SERVER (source), g_steal_pointer (&task), page);
  else
    end_window_page (SB_SERVER (source), g_steal_pointer (&task), page);
}

void
sb_page_rows_free (SbPageRows *self)
{
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_object (&self->first);
  g_clear_pointer (&self->next, g_free);
  g_free (self);
}

/* (transfer full): a task of rows from @start to before @end */
static GTask *
new_task (gpointer tag,
          SbServer *server,
          SbQuery *query,
          gint64 start,
          gint64 end,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  reading->query = g_object_ref (query);
  reading->paging = sb_server_get_paging (server, sb_query_get_collection (query));
  reading->min_rows = 1;
  reading->start = start;
  reading->end = end;
  reading->now.start = start;
  reading->total = -1;
  reading->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  reading->seen = sb_ids_new_kept_table ();
  reading->result = g_new0 (SbPageRows, 1);
  reading->result->ids = sb_ids_new (NULL, 0);
  reading->result->records = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, reading, reading_free);

  return task;
}

/* @task: (transfer full) */
static void
begin_linked (SbServer *server, GTask *task, SbPageReaderProgress progress, gpointer progress_data)
{
  Reading *reading = g_task_get_task_data (task);

  reading->linked = TRUE;
  reading->progress = progress;
  reading->progress_data = progress_data;
  read_next (server, task);
}

void
sb_page_reader_read_window_async (SbServer *server,
                                  SbQuery *query,
                                  gint64 start,
                                  guint rows,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_QUERY (query));

  read_next (server,
             new_task (sb_page_reader_read_window_async,
                       server,
                       query,
                       start,
                       start + rows,
                       cancellable,
                       callback,
                       user_data));
}

void
sb_page_reader_read_on_async (SbServer *server,
                              SbQuery *query,
                              const char *next,
                              guint rows,
                              guint n_rows,
                              const char *until,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  Reading *reading;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_QUERY (query));

  task = new_task (sb_page_reader_read_on_async,
                   server,
                   query,
                   0,
                   n_rows,
                   cancellable,
                   callback,
                   user_data);
  reading = g_task_get_task_data (task);
  reading->next = g_strdup (next);
  reading->resumes = next != NULL;
  reading->min_rows = rows;
  reading->until = sb_id_new (until);
  read_next (server, task);
}

void
sb_page_reader_read_all_async (SbServer *server,
                               SbQuery *query,
                               SbPageReaderProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (SbQuery) by_id = NULL;
  SbCollection collection;
  gboolean sortable;
  GTask *task;
  Reading *reading;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_QUERY (query));

  /* Devices, users and user groups can be sorted. A preview is, by the devices' ids. */
  collection = sb_query_get_collection (query);
  by_id = sb_query_copy (query);
  sortable = sb_server_get_paging (server, collection).random_access
             && (collection == SB_COLLECTION_DEVICES || collection == SB_COLLECTION_ACCOUNTS
                 || collection == SB_COLLECTION_ACCOUNT_GROUPS);
  if (sortable)
    sb_query_set_sort (by_id, SB_QUERY_BY_ID, FALSE);

  task = new_task (sb_page_reader_read_all_async,
                   server,
                   by_id,
                   0,
                   G_MAXINT64,
                   cancellable,
                   callback,
                   user_data);
  reading = g_task_get_task_data (task);
  reading->sorted = sortable || collection == SB_COLLECTION_REACH;
  begin_linked (server, task, progress, progress_data);
}

void
sb_page_reader_read_range_async (SbServer *server,
                                 SbQuery *query,
                                 gint64 start,
                                 guint n_rows,
                                 SbPageReaderProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_QUERY (query));
  g_return_if_fail (n_rows > 0);
  g_return_if_fail (sb_server_get_paging (server, sb_query_get_collection (query)).random_access);

  begin_linked (server,
                new_task (sb_page_reader_read_range_async,
                          server,
                          query,
                          start,
                          start + n_rows,
                          cancellable,
                          callback,
                          user_data),
                progress,
                progress_data);
}

void
sb_page_reader_count_async (SbServer *server,
                            SbQuery *query,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_QUERY (query));

  read_next (
    server,
    new_task (sb_page_reader_count_async, server, query, 0, 0, cancellable, callback, user_data));
}

SbPageRows *
sb_page_reader_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

SbPage *
sb_page_reader_count_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, error);

  return rows != NULL ? g_steal_pointer (&rows->first) : NULL;
}
