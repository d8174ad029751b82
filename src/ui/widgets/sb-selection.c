/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-selection"

#include "sb-selection.h"

#include "sb-id.h"
#include "sb-remote-list.h"
#include "sb-selection-range.h"
#include "sb-ui.h"

struct _SbSelection {
  GObject parent_instance;

  GListModel *model; /* (owned) (nullable) */
  SbIdSet set;       /* what is selected */
  gboolean single;

  SbSelectionRange *range; /* (owned) (nullable): while it is read */
  SbSelectionRange *known; /* (owned) (nullable): the last one that was */
  SbRow *awaited; /* (owned) (nullable): the one that comes next in a list that grows; it is
                     selected when it is there */
  char *anchor; /* (owned) (nullable): the row that was selected or unselected alone, where a range
                   begins */
};

static void sb_selection_list_model_iface_init (GListModelInterface *iface);
static void sb_selection_selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbSelection,
                               sb_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_selection_list_model_iface_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        sb_selection_selection_model_iface_init))

enum { CHANGED, REFUSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
get_n_items (SbSelection *self)
{
  return self->model == NULL ? 0 : g_list_model_get_n_items (self->model);
}

/* (nullable): the id at a position; none where that row is not loaded. */
static const char *
get_id (SbSelection *self, guint position)
{
  g_autoptr (SbRow) row = NULL;

  if (self->model == NULL)
    return NULL;

  row = g_list_model_get_item (self->model, position);

  return row == NULL ? NULL : sb_row_get_id (row);
}

/* The same, without asking for the row. */
static const char *
peek_id (SbSelection *self, guint position)
{
  SbRow *row;

  if (!SB_IS_REMOTE_LIST (self->model))
    return get_id (self, position);

  row = sb_remote_list_peek (SB_REMOTE_LIST (self->model), position);
  if (row != NULL && sb_row_get_id (row) != NULL)
    return sb_row_get_id (row);
  return self->known != NULL ? sb_selection_range_get_id (self->known, position) : NULL;
}

static void
tell (SbSelection *self, guint position, guint n_items)
{
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
range_progress_cb (gpointer user_data)
{
  SbSelection *self = SB_SELECTION (user_data);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
range_read_cb (SbSelectionRange *range, const GError *error, gpointer user_data)
{
  SbSelection *self = SB_SELECTION (user_data);
  g_autoptr (SbSelectionRange) owned = g_steal_pointer (&self->range);
  GPtrArray *ids = range->ids;

  g_assert (owned == range);

  if (error == NULL) {
    if (range->unselects_rest)
      sb_id_set_empty (&self->set);
    for (guint i = 0; i < ids->len; i++)
      sb_id_set_put (&self->set, g_ptr_array_index (ids, i), range->selects);
    g_clear_pointer (&self->known, sb_selection_range_free);
    self->known = g_steal_pointer (&owned);
  }
  tell (self, 0, get_n_items (self));
  if (error != NULL)
    g_signal_emit (self, signals[REFUSED], 0, error);
}

/* Whether something is to be selected that is not known yet. */
static gboolean
is_pending (SbSelection *self)
{
  return self->range != NULL || self->awaited != NULL;
}

/* What it showed is no more, and nobody is told: something else takes its place. */
static void
drop_range (SbSelection *self)
{
  if (self->range != NULL)
    sb_selection_range_stop (self->range);
  g_clear_pointer (&self->range, sb_selection_range_free);
  g_clear_object (&self->awaited);
}

/* The one way in which rows are selected and unselected by their positions.
 * @id: (nullable): of the only one, where it is known */
static gboolean
change_range (SbSelection *self,
              guint position,
              guint n_items,
              const char *id,
              gboolean selects,
              gboolean unselects_rest)
{
  gboolean was_reading = self->range != NULL;
  gboolean changed = was_reading;
  /* What was not read yet of a list that grows is not between. */
  gboolean reads = SB_IS_REMOTE_LIST (self->model)
                   && sb_remote_list_has_random_access (SB_REMOTE_LIST (self->model));
  gboolean known = TRUE;
  g_autofree const char **ids = NULL;
  guint n_ids = 0;

  /* Adding to what is not known yet has to wait. */
  if (was_reading && !unselects_rest)
    return FALSE;

  drop_range (self);
  ids = g_new (const char *, n_items);
  for (guint i = 0; i < n_items && (known || !reads); i++) {
    ids[n_ids] = id != NULL ? id : peek_id (self, position + i);
    n_ids += ids[n_ids] != NULL ? 1 : 0;
    known = n_ids == i + 1;
  }

  if (!known && reads) {
    self->range = sb_selection_range_new (SB_REMOTE_LIST (self->model),
                                          position,
                                          n_items,
                                          selects,
                                          unselects_rest,
                                          n_items > 1 ? self->anchor : NULL);
    sb_selection_range_read (self->range, range_progress_cb, range_read_cb, self);
    tell (self, 0, get_n_items (self));
    return TRUE;
  }

  if (!known && selects && SB_IS_REMOTE_LIST (self->model)) {
    g_set_object (&self->awaited,
                  sb_remote_list_peek (SB_REMOTE_LIST (self->model), position + n_items - 1));
    changed = TRUE;
  }
  if (unselects_rest)
    changed |= sb_id_set_empty (&self->set);
  for (guint i = 0; i < n_ids; i++)
    changed |= sb_id_set_put (&self->set, ids[i], selects);
  if (changed)
    tell (self, 0, get_n_items (self));

  return TRUE;
}

/* A row that had not been loaded has an id now, and may turn out to be selected. */
static void
row_id_cb (SbSelection *self, GParamSpec *pspec, SbRow *row)
{
  g_assert (SB_IS_SELECTION (self));

  g_signal_handlers_disconnect_by_func (row, row_id_cb, self);

  if (row == self->awaited) {
    g_clear_object (&self->awaited);
    sb_id_set_put (&self->set, sb_row_get_id (row), TRUE);
    tell (self, 0, get_n_items (self));
    return;
  }
  if (self->set.all || sb_id_set_get_n_listed (&self->set) > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, get_n_items (self));
}

static void
items_changed_cb (SbSelection *self, guint position, guint removed, guint added, GListModel *model)
{
  g_assert (SB_IS_SELECTION (self));

  /* What was read is where it was no more. */
  if (self->known != NULL && position < self->known->position + self->known->n_rows)
    g_clear_pointer (&self->known, sb_selection_range_free);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);

  /* The one selected row may have gone or come back; with all selected, their number changed. */
  if (removed != added && (self->set.all || sb_id_set_get_n_listed (&self->set) > 0))
    g_signal_emit (self, signals[CHANGED], 0);
}

static GType
sb_selection_get_item_type (GListModel *list)
{
  return SB_TYPE_ROW;
}

static guint
sb_selection_get_n_items (GListModel *list)
{
  return get_n_items (SB_SELECTION (list));
}

static gpointer
sb_selection_get_item (GListModel *list, guint position)
{
  SbSelection *self = SB_SELECTION (list);
  SbRow *row = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;

  if (row != NULL && sb_row_get_id (row) == NULL
      && g_signal_handler_find (row,
                                G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA,
                                0,
                                0,
                                NULL,
                                row_id_cb,
                                self)
           == 0)
    sb_connect (row, "notify::id", row_id_cb, self);

  return row;
}

static void
sb_selection_list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sb_selection_get_item_type;
  iface->get_n_items = sb_selection_get_n_items;
  iface->get_item = sb_selection_get_item;
}

static gboolean
sb_selection_is_selected (GtkSelectionModel *model, guint position)
{
  SbSelection *self = SB_SELECTION (model);
  const char *id;

  if (self->range != NULL && position - self->range->position < self->range->n_rows)
    return self->range->selects;
  if (self->range != NULL && self->range->unselects_rest)
    return FALSE;
  if (self->awaited != NULL
      && sb_remote_list_peek (SB_REMOTE_LIST (self->model), position) == self->awaited)
    return TRUE;

  /* Asked for every row on screen: do not look at rows while nothing is listed. */
  if (sb_id_set_get_n_listed (&self->set) == 0)
    return self->set.all && position < get_n_items (self);

  id = get_id (self, position);

  return id == NULL ? self->set.all && position < get_n_items (self)
                    : sb_id_set_contains (&self->set, id);
}

static gboolean
sb_selection_select_range (GtkSelectionModel *model,
                           guint position,
                           guint n_items,
                           gboolean unselect_rest)
{
  SbSelection *self = SB_SELECTION (model);

  if (self->single && n_items > 1) {
    position += n_items - 1;
    n_items = 1;
  }

  return change_range (self, position, n_items, NULL, TRUE, unselect_rest || self->single);
}

static gboolean
sb_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return change_range (SB_SELECTION (model), position, n_items, NULL, FALSE, FALSE);
}

static gboolean
sb_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  SbSelection *self = SB_SELECTION (model);
  const char *id = get_id (self, position);

  sb_id_set_kept (&self->anchor, id);
  /* A click on the row that is selected already tells nobody. */
  if (unselect_rest && !is_pending (self) && sb_id_set_is_only (&self->set, id))
    return TRUE;

  return change_range (self, position, 1, id, TRUE, unselect_rest || self->single);
}

static gboolean
sb_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  SbSelection *self = SB_SELECTION (model);
  const char *id = get_id (self, position);

  sb_id_set_kept (&self->anchor, id);

  return change_range (self, position, 1, id, FALSE, FALSE);
}

static gboolean
sb_selection_select_all (GtkSelectionModel *model)
{
  SbSelection *self = SB_SELECTION (model);

  if (self->single)
    return FALSE;
  if (sb_id_set_fill (&self->set) || is_pending (self)) {
    drop_range (self);
    tell (self, 0, get_n_items (self));
  }

  return TRUE;
}

static gboolean
sb_selection_unselect_all (GtkSelectionModel *model)
{
  sb_selection_clear (SB_SELECTION (model));

  return TRUE;
}

static gboolean
sb_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  SbSelection *self = SB_SELECTION (model);
  guint n_items = get_n_items (self);
  gboolean changed = FALSE;
  GtkBitsetIter iter;
  guint position;

  /* Single rows of which it is not known which they are cannot be selected. */
  if (is_pending (self))
    return FALSE;
  if (gtk_bitset_iter_init_first (&iter, selected, &position)) {
    do {
      if (gtk_bitset_contains (mask, position) && peek_id (self, position) == NULL)
        return FALSE;
    } while (gtk_bitset_iter_next (&iter, &position));
  }

  /* A mask over everything means that the rest is dropped: do not ask for every row, since that
   * would load every page. */
  if (n_items > 0 && gtk_bitset_get_size_in_range (mask, 0, n_items - 1) == n_items)
    changed |= sb_id_set_empty (&self->set);
  else if (gtk_bitset_iter_init_first (&iter, mask, &position)) {
    do {
      if (!gtk_bitset_contains (selected, position))
        changed |= sb_id_set_put (&self->set, peek_id (self, position), FALSE);
    } while (gtk_bitset_iter_next (&iter, &position));
  }

  if (gtk_bitset_iter_init_first (&iter, selected, &position)) {
    do {
      if (!gtk_bitset_contains (mask, position))
        continue;
      if (self->single)
        changed |= sb_id_set_empty (&self->set);
      changed |= sb_id_set_put (&self->set, peek_id (self, position), TRUE);
    } while (gtk_bitset_iter_next (&iter, &position));
  }

  if (changed)
    tell (self, 0, n_items);

  return TRUE;
}

static void
sb_selection_selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = sb_selection_is_selected;
  iface->select_item = sb_selection_select_item;
  iface->unselect_item = sb_selection_unselect_item;
  iface->select_range = sb_selection_select_range;
  iface->unselect_range = sb_selection_unselect_range;
  iface->select_all = sb_selection_select_all;
  iface->unselect_all = sb_selection_unselect_all;
  iface->set_selection = sb_selection_set_selection;
}

static void
sb_selection_dispose (GObject *object)
{
  SbSelection *self = SB_SELECTION (object);

  drop_range (self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sb_selection_parent_class)->dispose (object);
}

static void
sb_selection_finalize (GObject *object)
{
  SbSelection *self = SB_SELECTION (object);

  sb_id_set_destroy (&self->set);
  g_clear_pointer (&self->anchor, sb_id_free);
  g_clear_pointer (&self->known, sb_selection_range_free);

  G_OBJECT_CLASS (sb_selection_parent_class)->finalize (object);
}

static void
sb_selection_class_init (SbSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_selection_dispose;
  object_class->finalize = sb_selection_finalize;

  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
  signals[REFUSED] = sb_signal_new (klass, "refused", 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sb_selection_init (SbSelection *self)
{
  sb_id_set_init (&self->set);
}

/**
 * sb_selection_new:
 * @model: a model of SbRow
 * @single: whether at most one row is selected
 *
 * Returns: (transfer full): a selection in which nothing is selected
 */
SbSelection *
sb_selection_new (GListModel *model, gboolean single)
{
  SbSelection *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (SB_TYPE_SELECTION, NULL);
  self->model = g_object_ref (model);
  self->single = single;
  sb_connect (model, "items-changed", items_changed_cb, self);

  return self;
}

gboolean
sb_selection_contains (SbSelection *self, const char *id)
{
  g_autoptr (SbId) kept = sb_id_new (id);

  g_return_val_if_fail (SB_IS_SELECTION (self), FALSE);

  return sb_id_set_contains (&self->set, kept);
}

/**
 * sb_selection_select_id:
 * @id: an id, whether its row is in the model or comes later
 *
 * Selects this one and nothing else.
 */
void
sb_selection_select_id (SbSelection *self, const char *id)
{
  g_autoptr (SbId) kept = sb_id_new (id);

  g_return_if_fail (SB_IS_SELECTION (self));
  g_return_if_fail (id != NULL);

  if (!is_pending (self) && sb_id_set_is_only (&self->set, kept))
    return;

  drop_range (self);
  sb_id_set_empty (&self->set);
  sb_id_set_put (&self->set, kept, TRUE);
  tell (self, 0, get_n_items (self));
}

void
sb_selection_clear (SbSelection *self)
{
  g_return_if_fail (SB_IS_SELECTION (self));

  g_clear_pointer (&self->anchor, sb_id_free);
  sb_selection_stop_reading (self);
  if (sb_id_set_empty (&self->set))
    tell (self, 0, get_n_items (self));
}

gboolean
sb_selection_is_reading (SbSelection *self, guint *n_read, guint *n_rows)
{
  g_return_val_if_fail (SB_IS_SELECTION (self), FALSE);

  *n_read = self->range != NULL ? self->range->n_read : 0;
  *n_rows = self->range != NULL ? self->range->n_rows : 0;

  return self->range != NULL;
}

void
sb_selection_stop_reading (SbSelection *self)
{
  g_return_if_fail (SB_IS_SELECTION (self));

  if (!is_pending (self))
    return;

  drop_range (self);
  tell (self, 0, get_n_items (self));
}

/**
 * sb_selection_is_all:
 *
 * Returns: whether all that match the search are selected, but for exceptions
 */
gboolean
sb_selection_is_all (SbSelection *self)
{
  g_return_val_if_fail (SB_IS_SELECTION (self), FALSE);

  return self->set.all;
}

GPtrArray *
sb_selection_get_ids (SbSelection *self)
{
  g_return_val_if_fail (SB_IS_SELECTION (self), NULL);

  return sb_id_set_list (&self->set);
}

gint64
sb_selection_get_n_selected (SbSelection *self)
{
  gint64 n;
  gint64 total;

  g_return_val_if_fail (SB_IS_SELECTION (self), 0);

  n = sb_id_set_get_n_listed (&self->set);
  if (!self->set.all)
    return n;

  total = get_n_items (self);
  if (total > 0 && SB_IS_REMOTE_LIST (self->model))
    total = sb_remote_list_get_total (SB_REMOTE_LIST (self->model));

  return total < 0 ? -1 : total - MIN (n, total);
}

SbRow *
sb_selection_get_only_row (SbSelection *self)
{
  guint n_items;

  g_return_val_if_fail (SB_IS_SELECTION (self), NULL);

  if (self->set.all || sb_id_set_get_n_listed (&self->set) != 1)
    return NULL;

  /* A paged list would load all its pages if every row were looked at. */
  if (SB_IS_REMOTE_LIST (self->model)) {
    g_autoptr (GPtrArray) ids = sb_selection_get_ids (self);

    return sb_remote_list_find (SB_REMOTE_LIST (self->model), g_ptr_array_index (ids, 0), NULL);
  }

  n_items = get_n_items (self);
  for (guint i = 0; i < n_items; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (self->model, i);

    /* The model holds it as long as it is in there. */
    if (row != NULL && sb_id_set_contains (&self->set, sb_row_get_id (row)))
      return row;
  }

  return NULL;
}
